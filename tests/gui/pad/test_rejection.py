from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.gui.pad.threshold import ThresholdChoices, with_threshold
from digitpad.gui.state import WindowState
from digitpad.library.model_file import Model
from digitpad.recognition.recognizer import Recognizer
from digitpad.training.record import TrainingRecord
from tests.data.few_digits import few_digits
from tests.gui.bars import lengths
from tests.gui.choosing import preferences
from tests.gui.drawing import draw_seven, settle
from tests.gui.rejecting_models import CURVE, rejecting, use


@pytest.fixture
def rejecting_window(window, qtbot):
    """A window with a seven drawn, of which the model thinks it is none, at 0.8."""
    use(window, rejecting(window.session.answering, 0.8))
    draw_seven(window.canvas)
    settle(window, qtbot)
    return window


@pytest.fixture
def settings(rejecting_window):
    return preferences(rejecting_window).recognition


def test_a_rejected_drawing_is_shown_as_no_digit_with_a_bar_of_its_own(rejecting_window):
    assert rejecting_window.answer.digit_text() == "Not a digit"
    assert rejecting_window.answer.caption() == "Closest digit: 7"
    assert not any(row.is_best for row in rejecting_window.bars.rows)
    assert rejecting_window.bars.non_digit_row.is_best
    assert rejecting_window.bars.non_digit_row.text() == "80.0%"
    assert np.argmax(lengths(rejecting_window.bars)) == 7
    assert lengths(rejecting_window.bars).max() <= 0.2
    assert rejecting_window.answer.accessibleName() == "Answer: Not a digit, Closest digit: 7"


def test_a_threshold_above_the_non_digit_probability_shows_the_digit_at_once(
    settings, rejecting_window, qtbot
):
    settings.slider.setFocus()
    QTest.keyClick(settings.slider, Qt.Key.Key_End)
    settle(rejecting_window, qtbot)
    assert rejecting_window.answer.digit_text() == "7"
    QTest.keyClick(settings.slider, Qt.Key.Key_Home)
    settle(rejecting_window, qtbot)
    assert rejecting_window.answer.digit_text() == "Not a digit"


def test_the_costs_of_the_threshold_are_shown_as_it_is_moved(settings):
    settings.slider.setValue(0)
    assert settings.rates["turned_away"][1].text() == "19.0%"
    assert settings.rates["let_through"][1].text() == "4.0%"
    settings.slider.setValue(settings.slider.maximum())
    assert settings.rates["turned_away"][1].text() == "1.0%"
    assert settings.rates["let_through"][1].text() == "76.0%"


def test_the_threshold_is_stored_per_model_and_can_be_reset(settings, rejecting_window):
    settings.slider.setValue(settings.slider.maximum())
    name = rejecting_window.session.answering.name
    assert WindowState().threshold_of(name) == pytest.approx(0.95)
    assert WindowState().threshold_of("another") is None
    settings.reset.click()
    assert WindowState().threshold_of(name) is None
    assert rejecting_window.answer.digit_text() == "Not a digit"


def test_a_model_without_non_digit_output_says_so(window, qtbot):
    model = window.session.model
    page = preferences(window).recognition
    window.session.use(Model(model.description.changed(non_digits=False), model.classifier))
    assert not page.slider.isEnabled()
    assert "cannot reject drawings" in page.note.text()


@pytest.mark.parametrize("curve", [(), ((0.5, 0.1, 0.2),)])
def test_a_table_of_costs_with_less_than_two_rows_is_ignored(window, curve):
    recognizer = rejecting(window.session.answering, 0.8, curve=curve)
    choices = ThresholdChoices(recognizer.model.description)
    assert choices.costs(0.5) is None
    assert len(choices.thresholds) > 50


def test_costs_between_two_thresholds_are_between_their_costs(window):
    recognizer = rejecting(window.session.answering, 0.8)
    costs = ThresholdChoices(recognizer.model.description).costs(0.525)
    assert CURVE[10][1] < costs.turned_away < CURVE[9][1]


def test_another_threshold_does_not_change_the_model(window):
    recognizer = rejecting(window.session.answering, 0.8)
    strict = with_threshold(recognizer, 0.1)
    assert strict.model.description.non_digit_threshold == 0.1
    assert recognizer.model.description.non_digit_threshold == 0.5
    assert with_threshold(recognizer, None) is recognizer


def test_a_model_that_does_not_know_every_digit_leaves_those_bars_empty(window, qtbot):
    digits = few_digits()
    known = digits.labels != 3
    classifier = SoftmaxRegression(steps=50).fit(digits.images[known], digits.labels[known])
    use(window, Recognizer(classifier))
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert lengths(window.bars)[3] == 0
    assert str(np.argmax(lengths(window.bars))) == window.answer.digit_text()


@pytest.mark.parametrize("calibrated", [True, False])
def test_a_model_that_is_not_calibrated_says_so(window, calibrated):
    model = window.session.model
    calibration = replace(model.description.calibration, calibrated=calibrated)
    page = preferences(window).recognition
    changed = model.description.changed(calibration=calibration)
    window.session.use(Model(changed, model.classifier))
    assert ("not calibrated" in page.note.text()) is not calibrated


def test_error_rates_of_a_fine_tuned_model_are_named_as_those_of_its_base(window):
    model = rejecting(window.session.answering, 0.8).model
    page = preferences(window).recognition
    changed = model.description.changed(training=TrainingRecord(adapted_from="cnn"))
    window.session.use(Model(changed, model.classifier))
    assert "Measured with cnn, before it was fine-tuned" in page.note.text()
