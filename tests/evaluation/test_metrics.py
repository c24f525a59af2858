"""Answers to a labelled set, in parts or at once, and figures against counting by hand."""

from itertools import pairwise

import numpy as np
import pytest

from digitpad.common.errors import Cancelled, DatasetError
from digitpad.data.mnist import Dataset
from digitpad.evaluation import metrics
from digitpad.evaluation.metrics import Evaluation, evaluate
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, classifier_of_all_kinds

LABELS = np.array([0, 1, 1, 2, 1])
PROBABILITIES = np.array(
    [[0.8, 0.1, 0.1], [0.6, 0.3, 0.1], [0.1, 0.9, 0], [0.2, 0.3, 0.5], [0.95, 0.05, 0]], np.float32
)


@pytest.fixture
def found():
    return Evaluation(LABELS, PROBABILITIES, data="five digits")


def test_confusion_precision_and_recall_are_counted(found):
    assert found.confusion.tolist() == [[1, 0, 0], [2, 1, 0], [0, 0, 1]]
    np.testing.assert_allclose(found.shares, [[1, 0, 0], [2 / 3, 1 / 3, 0], [0, 0, 1]])
    np.testing.assert_allclose(found.precision, [1 / 3, 1, 1])
    np.testing.assert_allclose(found.recall, [1, 1 / 3, 1])
    assert found.accuracy == pytest.approx(0.6)


def test_the_most_confident_error_comes_first(found):
    assert found.misread.tolist() == [4, 1]
    assert found.cell(1, 0).tolist() == [4, 1]
    assert found.cell(1, 1).tolist() == [2]
    assert found.cell(2, 0).tolist() == []
    assert found.true_probability[4] == pytest.approx(0.05)
    assert found.answer_probability[4] == pytest.approx(0.95)


def test_a_class_that_is_never_answered_has_no_precision():
    labels, chances = np.array([0, 2]), np.array([[0.9, 0.1, 0], [0.9, 0.1, 0]], np.float32)
    found = Evaluation(labels, chances, data="two")
    assert np.isnan(found.precision).tolist() == [False, True, True]
    assert np.isnan(found.recall).tolist() == [False, True, False]
    assert found.as_dict()["precision"] == [0.5, None, None]


def test_the_bins_of_the_calibration_curve_hold_all_digits():
    digits = few_digits(2000, "test")
    found = evaluate(bundled("softmax").classifier, digits)
    bins = found.calibration()
    assert bins.counts.sum() == 2000
    assert bins.counts.min() > 0
    overall = float(bins.accuracy @ bins.counts) / 2000
    assert overall == pytest.approx(found.accuracy)
    assert (bins.confidence >= bins.edges[0]).all()


def test_labels_need_not_be_numbered_from_zero():
    classes = np.array([2, 5, 9])
    found = Evaluation(classes[LABELS], PROBABILITIES, classes)
    assert found.confusion.tolist() == [[1, 0, 0], [2, 1, 0], [0, 0, 1]]
    assert found.predicted.tolist() == [2, 2, 5, 9, 2]
    assert found.by_class == {2: 1.0, 5: pytest.approx(1 / 3), 9: 1.0}
    assert found.cell(1, 0).tolist() == [4, 1]


@pytest.mark.parametrize("name", ["mlp", "softmax"])
def test_parts_make_up_the_whole(name, monkeypatch):
    digits, classifier = few_digits(700, "test"), bundled(name).classifier
    monkeypatch.setattr(metrics, "FIRST_PART", 64)
    told = []
    found = evaluate(classifier, digits, progress=lambda *step: told.append(step))
    probabilities, _ = classifier.predict_with_rejection(digits.images)
    np.testing.assert_allclose(found.probabilities, probabilities, atol=1e-5)
    assert len(told) > 1
    assert told[-1] == (700, 700)
    assert all(a < b for (a, _), (b, _) in pairwise(told))


def test_what_is_no_digit_is_kept():
    classifier, digits = classifier_of_all_kinds(), few_digits(40)
    np.testing.assert_allclose(
        evaluate(classifier, digits).non_digit,
        classifier.predict_with_rejection(digits.images)[1],
        atol=1e-6,
    )


def test_one_pass_is_all_that_is_asked_of_the_model():
    class Counting:
        classes_ = np.arange(10)
        seen = 0

        def predict_with_rejection(self, images):
            self.seen += len(images)
            return np.full((len(images), 10), 0.1, np.float32), np.zeros(len(images), np.float32)

    classifier = Counting()
    found = evaluate(classifier, few_digits(900), progress=lambda done, total: None)
    assert found.as_dict()["count"] == classifier.seen == 900


def test_it_stops_when_asked_to():
    answers = iter([False, True])
    with pytest.raises(Cancelled, match="512 of 900"):
        evaluate(bundled("softmax").classifier, few_digits(900), cancelled=lambda: next(answers))


def test_digits_that_do_not_fit_are_refused():
    nothing = Dataset(np.empty((0, 28, 28), np.uint8), np.empty(0, np.int64), "nothing")
    letters = Dataset(np.zeros((1, 28, 28), np.uint8), np.array([20]), "letters", classes=26)
    for digits in (nothing, letters):
        with pytest.raises(DatasetError, match=digits.name):
            evaluate(bundled("softmax").classifier, digits)


FOUR_LABELS = np.array([0, 1, 1, 2])
FOUR_ANSWERS = np.array(
    [[0.8, 0.1, 0.1], [0.6, 0.3, 0.1], [0.1, 0.9, 0.0], [0.2, 0.3, 0.5]], np.float32
)


@pytest.fixture
def result():
    return Evaluation(FOUR_LABELS, FOUR_ANSWERS)


def test_accuracy_confusion_and_classes_are_counted(result):
    assert result.accuracy == 0.75
    assert result.confusion.tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1]]
    assert result.by_class == {0: 1.0, 1: 0.5, 2: 1.0}
    assert result.misread.tolist() == [1]


def test_the_loss_is_the_mean_cross_entropy(result):
    assert result.loss == pytest.approx(-np.log([0.8, 0.3, 0.9, 0.5]).mean())


def test_the_calibration_error_is_the_weighted_gap(result):
    # Five bins: 0.9 and 0.8 in the last, 0.6 (wrong) in the one before, 0.5 in the middle one.
    expected = abs(2 - 1.7) / 4 + abs(0 - 0.6) / 4 + abs(1 - 0.5) / 4
    assert result.calibration(bins=5).error == pytest.approx(expected)


@pytest.mark.parametrize("name", ["mlp", "cnn-small"])
def test_bundled_models_read_mnist_as_well_as_they_say(name):
    model = load_model(find_model(name))
    result = evaluate(model.classifier, few_digits(10_000, "test"))
    assert result.accuracy == pytest.approx(
        model.description.measured["mnist_test_accuracy"], abs=3e-4
    )
