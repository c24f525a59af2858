"""Answers to a labelled set, in parts or at once, and figures against counting by hand."""

from itertools import pairwise

import numpy as np
import pytest

from digitpad.data.mnist import Dataset
from digitpad.errors import Cancelled, DatasetError
from digitpad.evaluation import evaluate
from digitpad.inspection import mistakes
from digitpad.inspection.mistakes import Examination, examine
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, classifier_of_all_kinds

LABELS = np.array([0, 1, 1, 2, 1])
PROBABILITIES = np.array(
    [[0.8, 0.1, 0.1], [0.6, 0.3, 0.1], [0.1, 0.9, 0], [0.2, 0.3, 0.5], [0.95, 0.05, 0]], np.float32
)


@pytest.fixture
def found():
    return Examination(LABELS, PROBABILITIES, np.zeros(5, np.float32), "five digits")


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
    found = Examination(labels, chances, np.zeros(2, np.float32), "two")
    assert np.isnan(found.precision).tolist() == [False, True, True]
    assert np.isnan(found.recall).tolist() == [False, True, False]
    assert found.as_dict()["precision"] == [0.5, None, None]


def test_the_calibration_is_that_of_the_evaluation():
    digits = few_digits(2000, "test")
    classifier = bundled("softmax").classifier
    expected = evaluate(classifier, digits)
    bins = examine(classifier, digits).calibration()
    assert bins.error == pytest.approx(expected.calibration_error())
    assert bins.counts.sum() == 2000
    assert bins.counts.min() > 0
    overall = float(bins.accuracy @ bins.counts) / 2000
    assert overall == pytest.approx(expected.accuracy)
    assert (bins.confidence >= bins.edges[0]).all()


@pytest.mark.parametrize("name", ["mlp", "softmax"])
def test_parts_make_up_the_whole(name, monkeypatch):
    digits, classifier = few_digits(700, "test"), bundled(name).classifier
    monkeypatch.setattr(mistakes, "FIRST_PART", 64)
    told = []
    found = examine(classifier, digits, progress=lambda *step: told.append(step))
    probabilities, _ = classifier.judge(digits.images)
    np.testing.assert_allclose(found.probabilities, probabilities, atol=1e-5)
    assert len(told) > 1
    assert told[-1] == (700, 700)
    assert all(a < b for (a, _), (b, _) in pairwise(told))


def test_what_is_no_digit_is_kept():
    classifier, digits = classifier_of_all_kinds(), few_digits(40)
    np.testing.assert_allclose(
        examine(classifier, digits).non_digit, classifier.judge(digits.images)[1], atol=1e-6
    )


def test_one_pass_is_all_that_is_asked_of_the_model():
    class Counting:
        classes_ = np.arange(10)
        seen = 0

        def judge(self, images):
            self.seen += len(images)
            return np.full((len(images), 10), 0.1, np.float32), np.zeros(len(images), np.float32)

    classifier = Counting()
    found = examine(classifier, few_digits(900), progress=lambda done, total: None)
    assert found.as_dict()["count"] == classifier.seen == 900


def test_it_stops_when_asked_to():
    answers = iter([False, True])
    with pytest.raises(Cancelled, match="512 of 900"):
        examine(bundled("softmax").classifier, few_digits(900), cancelled=lambda: next(answers))


def test_digits_that_do_not_fit_are_refused():
    nothing = Dataset(np.empty((0, 28, 28), np.uint8), np.empty(0, np.int64), "nothing")
    letters = Dataset(np.zeros((1, 28, 28), np.uint8), np.array([20]), "letters", classes=26)
    for digits in (nothing, letters):
        with pytest.raises(DatasetError, match=digits.name):
            examine(bundled("softmax").classifier, digits)
