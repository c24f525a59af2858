import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.common.errors import TrainingError
from digitpad.data.example_ink import load_examples
from digitpad.gui.pad.personal_model import Improvement
from digitpad.gui.pad.tools import EraserKind
from digitpad.gui.samples import sample_recorder
from digitpad.gui.samples.sample_recorder import SampleRecorder
from digitpad.gui.session import Session
from tests.gui.choosing import select
from tests.gui.drawing import draw_ink


@pytest.fixture
def session(surroundings):
    session = Session(surroundings.state)
    select(session, "cnn-small")
    yield session
    session.close_store()


@pytest.fixture
def store(session):
    return session.store()


@pytest.fixture
def recorder(session, qtbot):
    """A recording of two passes."""
    recorder = SampleRecorder(session, passes=2)
    qtbot.addWidget(recorder)
    recorder.show()
    qtbot.waitExposed(recorder)
    return recorder


def write(recorder, digit, hand=0):
    inks = [item.ink for item in load_examples() if item.label == str(digit)]
    draw_ink(recorder.canvas, inks[hand])
    QTest.keyClick(recorder.canvas, Qt.Key.Key_Space)


def test_each_digit_is_requested_and_stored_at_once(recorder, store):
    assert recorder.prompt.text() == "Write a 0"
    write(recorder, 0)
    assert recorder.prompt.text() == "Write a 1"
    assert recorder.canvas.document.is_empty
    (sample,) = store.samples()
    assert (sample.label, sample.ink.is_empty) == (0, False)


def test_an_empty_pad_is_not_stored(recorder, store):
    QTest.keyClick(recorder.canvas, Qt.Key.Key_Return)
    assert recorder.wanted == 0
    assert len(store) == 0
    assert not recorder.next.isEnabled()


def test_the_previous_digit_can_be_written_again(recorder, store):
    write(recorder, 0)
    recorder.back.click()
    assert recorder.wanted == 0
    assert len(store) == 0


def test_a_complete_recording_reports_the_improvement_and_requests_learning(recorder, store, qtbot):
    asked = []
    recorder.collected.connect(lambda: asked.append(len(store)))
    for hand in range(2):
        for digit in range(10):
            write(recorder, digit, hand)
    qtbot.waitUntil(lambda: bool(asked), timeout=90_000)
    assert asked == [20]
    assert recorder.prompt.text() == "Thank you!"
    assert "Of 10 digits not used for training" in recorder.message.text()


def test_a_recording_that_is_ended_early_keeps_its_samples(recorder, store):
    asked = []
    recorder.collected.connect(lambda: asked.append(len(store)))
    for digit in range(3):
        write(recorder, digit)
    recorder.end.click()
    assert asked == [3]
    assert not recorder.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_on_a_focused_button_presses_that_button(recorder, store, key, qtbot):
    with qtbot.waitActive(recorder):
        recorder.activateWindow()
    write(recorder, 0)
    draw_ink(recorder.canvas, load_examples()[0].ink)
    recorder.back.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(recorder.back.hasFocus)
    QTest.keyClick(recorder.back, key)
    assert len(store) == 0
    assert recorder.wanted == 0


@pytest.mark.parametrize("is_failing", [False, True])
def test_the_recorder_can_be_closed_after_its_last_digit(recorder, qtbot, monkeypatch, is_failing):
    def measure(*_):
        if is_failing:
            raise TrainingError("there is nothing to learn")
        return Improvement(8, 9, 10)

    monkeypatch.setattr(sample_recorder, "measure_improvement", measure)
    for digit in [*range(10), *range(10)]:
        write(recorder, digit)
    assert recorder.end.text() == "&Close"
    assert recorder.end.isEnabled(), "also while it measures"
    qtbot.waitUntil(lambda: not recorder.job.is_busy)
    QTest.mouseClick(recorder.end, Qt.MouseButton.LeftButton)
    assert not recorder.isVisible()


def test_it_can_be_closed_while_it_measures_and_the_digits_are_learned_all_the_same(
    recorder, store, qtbot, monkeypatch
):
    go_on, asked = threading.Event(), []

    def measure(*_):
        assert go_on.wait(60)
        return Improvement(8, 9, 10)

    monkeypatch.setattr(sample_recorder, "measure_improvement", measure)
    recorder.collected.connect(lambda: asked.append(len(store)))
    for digit in [*range(10), *range(10)]:
        write(recorder, digit)
    QTest.mouseClick(recorder.end, Qt.MouseButton.LeftButton)
    assert not recorder.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: asked == [20])


def test_a_counter_says_which_of_all_digits_is_written(recorder):
    assert recorder.counter.text() == "1 of 20"
    write(recorder, 0)
    write(recorder, 1)
    assert recorder.counter.text() == "3 of 20"
    recorder.back.click()
    assert recorder.counter.text() == "2 of 20"


def test_a_digit_that_the_model_finds_impossible_is_asked_about(recorder, store):
    write(recorder, 7)
    assert recorder.question.text().startswith("The model reads this as a 7")
    assert recorder.question.text().endswith("Keep it as 0?")
    assert len(store) == 0
    QTest.keyClick(recorder.question, Qt.Key.Key_Escape)
    assert (len(store), recorder.wanted) == (0, 0)
    assert not recorder.canvas.document.is_empty
    QTest.keyClick(recorder.canvas, Qt.Key.Key_Space)
    QTest.mouseClick(recorder.question.keep, Qt.MouseButton.LeftButton)
    assert [sample.label for sample in store.samples()] == [0]
    assert recorder.wanted == 1


@pytest.mark.parametrize("written", [0, 2])
def test_closing_the_window_ends_the_recording_and_its_samples_are_learned(
    recorder, store, qtbot, written
):
    asked = []
    recorder.collected.connect(lambda: asked.append(len(store)))
    for digit in range(written):
        write(recorder, digit)
    with qtbot.waitActive(recorder):
        recorder.activateWindow()
    QTest.keyClick(recorder, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not recorder.isVisible()
    assert asked == ([written] if written else [])


def test_it_draws_with_the_pen_the_eraser_and_the_touch_of_the_pad(session, qtbot):
    session.document.start_with_pen_width(31.0)
    session.document.eraser_kind = EraserKind.AREA
    session.document.draws_with_touch = False
    recorder = SampleRecorder(session)
    qtbot.addWidget(recorder)
    document = recorder.canvas.document
    assert (document.pen_width, document.eraser_kind) == (31.0, EraserKind.AREA)
    assert not recorder.canvas.draws_with_touch
