"""Temperature and threshold come from digits that were not trained on."""

import numpy as np
import pytest

from digitpad.common.errors import DatasetError
from digitpad.common.labels import NON_DIGIT
from digitpad.data.mnist import Dataset
from digitpad.data.synthetic.generate import synthetic_set
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.calibration import (
    FEWEST,
    REJECTED_DIGITS,
    THRESHOLDS,
    calibrate,
    threshold_rejecting,
)
from digitpad.estimators.model_file import Calibration
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.evaluation.metrics import evaluate
from digitpad.library.catalog import find_model
from digitpad.library.listing import available_models
from digitpad.library.model_file import load_model
from digitpad.svm.probabilities import fit_temperature
from tests.data.few_digits import few_digits


def test_the_temperature_minimizes_the_loss_on_held_out_digits():
    digits, held_out = few_digits(1000), few_digits(1000, "test")
    classifier = NetworkClassifier(hidden=[64], epochs=12, batch_size=50)
    classifier.fit(digits.images, digits.labels)
    found = calibrate(classifier, held_out)
    assert found.calibrated
    assert found.temperature == classifier.temperature_ != 1
    losses = []
    for temperature in (0.8 * found.temperature, found.temperature, 1.25 * found.temperature):
        classifier.set_params(temperature=temperature)
        losses.append(evaluate(classifier, held_out).loss)
    assert losses[1] == min(losses)


def test_the_threshold_rejects_at_most_one_digit_in_a_hundred():
    classifier = load_model(find_model("mlp")).classifier
    digits = few_digits(2000, "test")
    found = calibrate(classifier, digits)
    thresholds, rejected, accepted = zip(*found.rejection_curve, strict=True)
    assert thresholds == THRESHOLDS
    assert list(rejected) == sorted(rejected, reverse=True)
    assert list(accepted) == sorted(accepted)
    _, scores = classifier.predict_with_rejection(digits.images)
    assert np.sum(scores > found.non_digit_threshold) == 20
    assert found == calibrate(classifier, digits)


def test_the_threshold_is_the_lowest_that_rejects_no_more_than_the_share():
    scores = np.linspace(0, 0.995, 200)
    threshold = threshold_rejecting(scores)
    assert np.sum(scores > threshold) == 2
    assert np.sum(scores > np.nextafter(threshold, 0)) == 3
    assert threshold_rejecting(np.array([0.2, 0.00001])) == 0.2
    assert threshold_rejecting(np.zeros(5), 1) == 0


@pytest.fixture
def pen_ink():
    """Some digits that stand in for held-out hands, and drawings that are none."""
    digits, drawn = few_digits(400, "test"), synthetic_set(0, 60, seed=3)
    return Dataset(
        np.concatenate([digits.images, drawn.images]),
        np.concatenate([digits.labels, drawn.labels]),
        "pen ink",
        NON_DIGIT + 1,
    )


def test_pen_ink_calibrates_a_model_without_a_validation_set(pen_ink):
    classifier = load_model(find_model("mlp")).classifier
    found = calibrate(classifier, pen_ink.subset(np.empty(0, np.int64)), pen_ink)
    assert found.calibrated
    digits = pen_ink.of_classes(np.arange(10))
    logits = classifier.logits(digits.images)[:, :10]
    assert found.temperature == fit_temperature(logits, digits.labels)
    _, scores = classifier.predict_with_rejection(pen_ink.images)
    is_digit = pen_ink.labels < NON_DIGIT
    for threshold, rejected, accepted in found.rejection_curve:
        assert rejected == pytest.approx(np.mean(scores[is_digit] > threshold), abs=1e-4)
        assert accepted == pytest.approx(np.mean(scores[~is_digit] <= threshold), abs=1e-4)


def test_each_set_of_digits_keeps_its_share_of_rejections(pen_ink):
    classifier = load_model(find_model("mlp")).classifier
    easy = few_digits(3000)
    found = calibrate(classifier, easy, pen_ink)
    for digits in (easy, pen_ink.of_classes(np.arange(10))):
        _, scores = classifier.predict_with_rejection(digits.images)
        assert np.mean(scores > found.non_digit_threshold) <= 0.01


def test_the_temperature_does_not_depend_on_the_number_of_validation_digits(pen_ink):
    classifier = load_model(find_model("mlp")).classifier
    found = {calibrate(classifier, few_digits(n), pen_ink).temperature for n in (0, 300, 3000)}
    assert len(found) == 1


def test_the_curve_takes_digits_and_non_digits_from_one_set(pen_ink):
    classifier = load_model(find_model("mlp")).classifier
    digits = pen_ink.of_classes(np.arange(10))
    # No letters beside the pen digits, or too few pen digits: the non-digits are synthetic.
    without_letters = calibrate(classifier, None, digits)
    without_digits = calibrate(classifier, digits, pen_ink.subset(np.arange(390, 460)))
    assert without_letters.rejection_curve == without_digits.rejection_curve
    assert without_letters != calibrate(classifier, None, pen_ink)


def test_the_threshold_never_forbids_all_rejection(pen_ink, monkeypatch):
    classifier = load_model(find_model("mlp")).classifier
    sure = np.ones(400, np.float32)
    monkeypatch.setattr(type(classifier), "non_digit_probabilities", lambda *_: sure)
    assert calibrate(classifier, None, pen_ink).non_digit_threshold == 0.999


def test_digits_that_the_model_does_not_know_are_left_out(pen_ink):
    digits = few_digits(800)
    some = np.flatnonzero(digits.labels < 6)
    classifier = SoftmaxRegression(steps=30).fit(digits.images[some], digits.labels[some])
    assert calibrate(classifier, None, pen_ink).calibrated


def test_without_held_out_digits_a_model_says_that_it_is_not_calibrated():
    few = few_digits(FEWEST - 1, "test")
    model = load_model(find_model("mlp"))
    temperature = float(model.classifier.temperature_)
    for held_out in (None, few):
        found = calibrate(model.classifier, held_out)
        assert found == Calibration(temperature, 0.5, calibrated=False)
    softmax = SoftmaxRegression(steps=5).fit(few.images, few.labels)
    assert calibrate(softmax) == Calibration(calibrated=False)
    description = model.description.changed(calibration=Calibration(calibrated=False))
    assert model.description.is_calibrated
    assert not description.is_calibrated


def test_a_support_vector_machine_calibrates_itself_where_it_can_hold_digits_out():
    digits = few_digits(800)
    many = SVM(features="hog", landmarks=50).fit(digits.images, digits.labels)
    assert calibrate(many) == Calibration(many.temperature_, calibrated=True)
    few = SVM(features="hog", landmarks=50).fit(digits.images[:300], digits.labels[:300])
    assert not calibrate(few).calibrated
    assert calibrate(few, few_digits(500, "test")).calibrated


def test_fitting_again_begins_without_calibration():
    digits = few_digits(500, "test")
    classifier = SoftmaxRegression(steps=5).fit(digits.images, digits.labels)
    calibrate(classifier, digits)
    assert classifier.is_calibrated_
    classifier.fit(digits.images, digits.labels)
    assert (classifier.temperature_, classifier.is_calibrated_) == (1.0, False)


def test_labels_are_compared_with_the_classes_of_the_classifier():
    digits = few_digits(800)
    some = np.flatnonzero(digits.labels >= 7)
    classifier = SoftmaxRegression(steps=30).fit(digits.images[some], digits.labels[some])
    held_out = few_digits(1500, "test")
    own = held_out.subset(np.flatnonzero(held_out.labels >= 7))
    assert calibrate(classifier, own).calibrated
    with pytest.raises(DatasetError, match="not among the classes 7, 8, 9"):
        calibrate(classifier, held_out)


@pytest.mark.parametrize(
    "name", [n for n in available_models() if n in {"mlp", "cnn-small", "cnn"}]
)
def test_bundled_networks_tell_what_their_threshold_costs(name):
    description = load_model(find_model(name)).description
    assert description.is_calibrated
    thresholds, turned_away, let_through = zip(
        *description.calibration.rejection_curve, strict=True
    )
    assert list(thresholds) == sorted(thresholds)
    assert list(turned_away) == sorted(turned_away, reverse=True)
    assert list(let_through) == sorted(let_through)
    # The threshold itself need not be in the table.
    cost = np.interp(description.non_digit_threshold, thresholds, turned_away)
    assert cost <= 2 * REJECTED_DIGITS
