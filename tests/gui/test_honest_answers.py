import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.state import WindowState
from digitpad.gui.threshold import ThresholdChoices, with_threshold
from tests.gui.drawing import draw_seven, settle
from tests.gui.models import CURVE, doubting, use


@pytest.fixture
def doubtful(window, qtbot):
    """A window with a seven drawn, of which the model thinks it is none, at 0.8."""
    use(window, doubting(window.recognition.recognizer, 0.8))
    draw_seven(window.canvas)
    settle(window, qtbot)
    return window


@pytest.fixture
def settings(doubtful):
    doubtful.actions_.settings.trigger()
    return doubtful._settings


def test_what_is_no_digit_is_said_plainly_and_no_bar_stands_out(doubtful):
    assert doubtful.answer.digit_text() == "Not a digit"
    assert doubtful.answer.caption() == "It looks most like 7"
    assert not any(row.is_best for row in doubtful.bars.rows)
    assert np.argmax(doubtful.bars.lengths()) == 7
    assert doubtful.answer.accessibleName() == "Answer: Not a digit, It looks most like 7"


def test_moving_the_threshold_past_the_doubt_brings_the_digit_back_at_once(
    settings, doubtful, qtbot
):
    settings.slider.setFocus()
    QTest.keyClick(settings.slider, Qt.Key.Key_End)
    settle(doubtful, qtbot)
    assert doubtful.answer.digit_text() == "7"
    QTest.keyClick(settings.slider, Qt.Key.Key_Home)
    settle(doubtful, qtbot)
    assert doubtful.answer.digit_text() == "Not a digit"


def test_the_costs_of_the_threshold_are_shown_as_it_is_moved(settings):
    settings.slider.setValue(0)
    assert settings.costs_text("turned_away") == "19.0%"
    assert settings.costs_text("let_through") == "4.0%"
    settings.slider.setValue(settings.slider.maximum())
    assert settings.costs_text("turned_away") == "1.0%"
    assert settings.costs_text("let_through") == "76.0%"


def test_the_threshold_is_kept_for_its_model_and_can_be_given_back(settings, doubtful):
    settings.slider.setValue(settings.slider.maximum())
    name = doubtful.recognition.recognizer.name
    assert WindowState().threshold_of(name) == pytest.approx(0.95)
    assert WindowState().threshold_of("another") is None
    settings.reset.click()
    assert WindowState().threshold_of(name) is None
    assert doubtful.answer.digit_text() == "Not a digit"


def test_a_model_that_cannot_tell_says_so(window, qtbot):
    description = window.recognition.recognizer.model.description.changed(non_digits=False)
    window.actions_.settings.trigger()
    window._settings.show_model(description, None)
    assert not window._settings.slider.isEnabled()
    assert "takes everything" in window._settings.note.text()


@pytest.mark.parametrize(
    "curve", [None, [], "text", [[0.5, 0.1, 0.2]], [[1, 2], [3, 4]], [[0.1, np.nan, 0], [1, 0, 0]]]
)
def test_a_table_of_costs_that_makes_no_sense_counts_as_none(window, curve):
    recognizer = doubting(window.recognition.recognizer, 0.8, curve=curve)
    choices = ThresholdChoices(recognizer.model.description)
    assert choices.costs(0.5) is None
    assert len(choices.thresholds) > 50


def test_costs_between_two_thresholds_are_between_their_costs(window):
    recognizer = doubting(window.recognition.recognizer, 0.8)
    costs = ThresholdChoices(recognizer.model.description).costs(0.525)
    assert CURVE[10][1] < costs.turned_away < CURVE[9][1]


def test_another_threshold_leaves_the_model_itself_alone(window):
    recognizer = doubting(window.recognition.recognizer, 0.8)
    strict = with_threshold(recognizer, 0.1)
    assert strict.model.description.non_digit_threshold == 0.1
    assert recognizer.model.description.non_digit_threshold == 0.5
    assert with_threshold(recognizer, None) is recognizer
