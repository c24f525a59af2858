"""The window in which all models answer the drawing on the pad."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.common.errors import NotFiniteError
from digitpad.gui.model_answers import ModelAnswers
from digitpad.gui.session import Session
from digitpad.gui.state import WindowState
from digitpad.gui.wording import percent
from digitpad.library.listing import available_models
from digitpad.library.model_file import Model
from digitpad.recognition.numbers import Number
from digitpad.recognition.recognizer import Recognizer
from tests.gui.drawing import draw_seven, draw_stroke, line, settle
from tests.gui.rejecting_models import rejecting, use


class OtherAnswer(Recognizer):
    """A model with another answer."""

    def recognize_number_in_ink(self, ink):
        number = super().recognize_number_in_ink(ink)
        return Number("9" * len(number.digits), number.digits)


class NotFinite(Recognizer):
    """A model whose weights are useless."""

    def recognize_number_in_ink(self, ink):
        raise NotFiniteError("the model computes {found}", found="nan")


def cells(answers, column):
    rows = answers.rows
    return [rows.index(row, column).data() for row in range(rows.rowCount())]


@pytest.fixture
def answers(window, qtbot):
    """The window, with all models' answers to a seven."""
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.compare.trigger()
    qtbot.waitUntil(window.windows.answers.isVisible)
    qtbot.waitUntil(
        lambda: (
            window.windows.answers.is_idle
            and cells(window.windows.answers, 0) == available_models()
        ),
        timeout=60_000,
    )
    return window.windows.answers


@pytest.fixture
def let_answer(answers, qtbot, monkeypatch):
    """Replaces the models by others."""

    def let(**models):
        # Those of the tests have no threshold of their own.
        monkeypatch.setattr(answers.session, "with_threshold", lambda model: model)
        answers._models = {}
        answers._add(models)
        qtbot.waitUntil(lambda: cells(answers, 0) == list(models))

    return let


def test_all_models_answer_the_same_drawing_with_their_time(answers):
    assert cells(answers, 0) == available_models()
    assert cells(answers, 1) == ["7"] * len(available_models())
    assert all(text.endswith(" ms") for text in cells(answers, 3))
    assert "agree" in answers.agreement.text()


def test_the_answers_follow_the_pen(answers, window, qtbot):
    window.canvas.document.clear()
    qtbot.waitUntil(lambda: set(cells(answers, 1)) == {"–"})
    assert answers.agreement.text().startswith("Draw a digit")


def test_new_answers_are_written_into_the_same_cells(answers, window, qtbot):
    before = [answers.rows.item(row, 1) for row in range(answers.rows.rowCount())]
    draw_seven(window.canvas)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: answers.is_idle)
    assert [answers.rows.item(row, 1) for row in range(len(before))] == before


def test_disagreement_is_marked(answers, let_answer):
    model = Recognizer.load("mlp").model
    let_answer(a=Recognizer(model), b=Recognizer(model), c=OtherAnswer(model))
    assert cells(answers, 1) == ["7", "7", "≠ 9"]
    assert answers.agreement.text() == "2 of 3 models agree; ≠ marks the others."


def test_a_rejected_drawing_is_shown_as_no_digit(answers, let_answer):
    let_answer(a=rejecting(Recognizer.load("mlp"), 0.9))
    assert "not a digit" in cells(answers, 1)[0]


def test_a_model_that_cannot_be_loaded_is_listed_with_the_reason(surroundings, qtbot, own_home):
    (own_home / "models").mkdir(parents=True)
    (own_home / "models" / "mine.safetensors").write_bytes(b"nothing")
    answers = ModelAnswers(Session(WindowState()))
    qtbot.addWidget(answers)
    answers.show()
    qtbot.waitUntil(lambda: answers.is_idle, timeout=60_000)
    assert cells(answers, 0)[-1] == "mine"
    assert cells(answers, 1)[-1] == "cannot be loaded"
    reason = answers.rows.index(answers.rows.rowCount() - 1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "mine.safetensors" in reason


def test_a_closed_window_computes_nothing(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    answers = ModelAnswers(window.session)
    qtbot.addWidget(answers)
    window.session.drawing_changed.emit()
    assert answers.is_idle
    assert cells(answers, 0) == []


def test_models_are_loaded_and_answer_in_the_background(window, qtbot, monkeypatch):
    threads = []
    load, read = Recognizer.load, Recognizer.recognize_number_in_ink

    def loading(name=None):
        threads.append(threading.current_thread())
        return load(name)

    draw_seven(window.canvas)
    settle(window, qtbot)
    monkeypatch.setattr(Recognizer, "load", loading)

    def reading(recognizer, ink):
        threads.append(threading.current_thread())
        return read(recognizer, ink)

    monkeypatch.setattr(Recognizer, "recognize_number_in_ink", reading)
    window.actions_.compare.trigger()
    assert "Loading" in window.windows.answers.agreement.text()
    qtbot.waitUntil(lambda: cells(window.windows.answers, 0) == available_models(), timeout=60_000)
    assert len(threads) >= 2 * len(available_models())
    assert threading.main_thread() not in threads


def test_models_are_compared_with_the_threshold_that_the_user_has_set(answers, window, qtbot):
    doubting = rejecting(window.session.selected, 0.8)
    use(window, doubting)
    answers._models = {}
    answers._add({doubting.name: doubting})
    qtbot.waitUntil(lambda: "not a digit" in cells(answers, 1)[0])
    window.actions_.preferences.trigger()
    QTest.keyClick(window.preferences.recognition.slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: cells(answers, 1) == ["7"])


def test_models_are_compared_on_one_digit_where_the_pad_reads_one_digit(answers, window, qtbot):
    width, height = window.canvas.width(), window.canvas.height()
    window.canvas.document.clear()
    for share in (0.2, 0.8):
        draw_stroke(
            window.canvas, line((share * width, 0.2 * height), (share * width, 0.8 * height))
        )
    qtbot.waitUntil(lambda: cells(answers, 1)[0] == "11")
    window.actions_.one_digit.trigger()
    qtbot.waitUntil(
        lambda: all(
            len(text.removeprefix("\N{NOT EQUAL TO} ")[:2].strip()) == 1
            for text in cells(answers, 1)
        )
    )


def test_a_model_that_computes_no_finite_numbers_is_listed_as_such(answers, let_answer):
    model = Recognizer.load("mlp").model
    let_answer(a=Recognizer(model), b=NotFinite(model))
    assert cells(answers, 1) == ["7", "cannot be loaded"]


def test_a_model_on_trial_is_compared_with_the_others(answers, window, qtbot):
    model = Recognizer.load("mlp").model
    changed = Model(model.description.changed(name="modified copy"), model.classifier)
    window.session.begin_trial(Recognizer(changed), "experiment")
    qtbot.waitUntil(lambda: cells(answers, 0) == ["modified copy", *available_models()])
    assert cells(answers, 1)[0] == "7"
    window.session.end_trial()
    qtbot.waitUntil(lambda: cells(answers, 0) == available_models())


def test_the_comparison_stands_beside_the_pad_and_closes_with_it(answers, window):
    assert answers.parent() is None
    assert not answers.isModal()
    window.close()
    assert not answers.isVisible()


def test_models_that_all_differ_and_a_single_model_are_reported(answers, let_answer):
    model = Recognizer.load("mlp").model
    let_answer(a=Recognizer(model), b=OtherAnswer(model))
    assert answers.agreement.text() == "The models give different answers."
    let_answer(a=Recognizer(model))
    assert answers.agreement.text() == "Only 1 model can answer."


def test_models_are_compared_with_the_skipped_steps_of_the_pad(answers, window, qtbot):
    window.session.skipped_steps = frozenset({"centre"})
    settle(window, qtbot)
    row = available_models().index(window.session.selected.name)
    expected = percent(window.session.drawing.shown.number.confidence)
    qtbot.waitUntil(lambda: answers.is_idle and cells(answers, 2)[row] == expected)
