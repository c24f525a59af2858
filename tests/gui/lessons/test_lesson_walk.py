"""Every lesson from its first step to its last, as a learner goes: with the mouse, in the window.

Long trainings are replaced by short ones; `tests/lessons/test_experiments.py` runs them in full.
"""

from math import inf, nextafter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.example_ink import load_examples
from digitpad.gui.lessons import lesson_window
from digitpad.lessons.lesson import NAMES, load_lesson
from tests.gui.choosing import click
from tests.gui.drawing import draw_ink, draw_stroke, line, settle

SHORT = {"train": {"images": 100, "epochs": 1}, "vector_machines": {"images": 100}}
TICK = "✓ "


@pytest.fixture
def lessons(lessons, monkeypatch):
    """The window of the lessons, with short trainings that come out as the lesson expects."""

    def run_shortly(name, settings, progress, cancelled):
        figures = run_experiment(name, {**settings, **SHORT.get(name, {})}, progress, cancelled)
        check = lessons.step.check
        if name in SHORT and check is not None:
            assert check.figure in figures
            figures[check.figure] = nextafter(check.limit, inf if check.comparison == ">" else -inf)
        return figures

    run_experiment = lesson_window.run_experiment
    monkeypatch.setattr(lesson_window, "run_experiment", run_shortly)
    return lessons


def open_lesson(lessons, name):
    """Click the title of a lesson."""
    place = lessons.steps.visualItemRect(lessons.steps.topLevelItem(NAMES.index(name))).center()
    QTest.mouseClick(lessons.steps.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert lessons.step.title == load_lesson(name).steps[0].title


def is_ticked(item):
    return item.text(0).startswith(TICK)


def ink_of(digit):
    return next(item.ink for item in load_examples() if item.label == str(digit))


def draw(window, lessons, qtbot, digit):
    """Draw a digit on the pad beside the lesson, which may hold another drawing."""
    pad = lessons.pad_dock.pad
    assert pad.isVisible(), "the learner need not look for the pad"
    if pad.clear.isEnabled():
        assert lessons.result.text() == f"Clear the pad and draw a {digit}."
        click(pad.clear)
    draw_ink(pad.canvas, ink_of(digit))
    settle(window, qtbot)


@pytest.mark.parametrize("name", NAMES)
def test_a_learner_gets_from_the_first_step_to_the_last(window, lessons, qtbot, name):
    draw_ink(window.canvas, ink_of(7))
    settle(window, qtbot)
    open_lesson(lessons, name)
    for step in load_lesson(name).steps:
        item = lessons.steps.currentItem()
        assert lessons.step.title == step.title
        assert not is_ticked(item), "nothing is done yet"
        if step.experiment == "draw":
            draw(window, lessons, qtbot, step.settings["digit"])
        elif step.experiment:
            click(lessons.run)
            assert not is_ticked(item), "it runs, and has no result yet"
        if step.experiment:
            qtbot.waitUntil(lambda item=item: is_ticked(item))
            assert lessons.result.text().startswith(TICK)
            assert "{" not in lessons.result.text()
        if lessons.next.isEnabled():
            click(lessons.next)
        assert is_ticked(item)


def test_a_step_is_not_done_before_its_drawing_is(window, lessons, qtbot):
    open_lesson(lessons, "first-network")
    while lessons.step.experiment != "draw":
        click(lessons.next)
    item, pad = lessons.steps.currentItem(), lessons.pad_dock.pad
    assert lessons.result.text() == "Draw a 7 on the pad."

    draw(window, lessons, qtbot, 3)
    qtbot.waitUntil(lambda: lessons.result.text().endswith("Clear the pad and draw a 7."))
    assert lessons.result.text().startswith("Read as 3, ")
    click(pad.clear)
    qtbot.waitUntil(lambda: lessons.result.text() == "Draw a 7 on the pad.")

    width, height = pad.canvas.width(), pad.canvas.height()
    draw_stroke(pad.canvas, line((0.2 * width, 0.5 * height), (0.8 * width, 0.5 * height)))
    qtbot.waitUntil(lambda: lessons.result.text().startswith("The pad takes this for no digit."))
    click(pad.clear)
    assert not is_ticked(item)

    corner = (0.65 * width, 0.2 * height)
    across, down = (
        line((0.3 * width, 0.2 * height), corner),
        line(corner, (0.4 * width, 0.8 * height)),
    )
    draw_stroke(pad.canvas, [*across, *down[1:]], release=False)
    qtbot.waitUntil(lambda: window.session.drawing.shown.number.text == "7")
    assert not is_ticked(item), "the pen is still on the pad"
    QTest.mouseRelease(pad.canvas, Qt.MouseButton.LeftButton, pos=pad.canvas.rect().center())
    qtbot.waitUntil(lambda: is_ticked(item))


def test_a_step_is_not_done_where_its_run_was_stopped(lessons, qtbot, monkeypatch):
    monkeypatch.setitem(SHORT, "train", {"images": 60_000})
    open_lesson(lessons, "first-network")
    click(lessons.next)
    item = lessons.steps.currentItem()
    click(lessons.run)
    qtbot.waitUntil(lambda: lessons.progress.value() > 0)
    click(lessons.stop)
    qtbot.waitUntil(lambda: not lessons.job.is_busy)
    assert not is_ticked(item)


def test_a_step_is_not_done_by_leaving_it(lessons):
    open_lesson(lessons, "backpropagation")
    item = lessons.steps.currentItem()
    click(lessons.next)
    assert not is_ticked(item)


def test_the_key_that_a_lesson_names_opens_the_inspector(window, lessons, qtbot):
    assert window.windows.inspector is None
    with qtbot.waitActive(lessons):
        lessons.activateWindow()
    QTest.keyClick(lessons.text, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.windows.inspector.isVisible()


def test_the_titles_of_all_steps_fit_beside_the_text(lessons):
    lessons.steps.expandAll()
    for item in lessons._items:
        item.setText(0, TICK + item.text(0))
    assert lessons.steps.sizeHintForColumn(0) <= lessons.steps.viewport().width()
