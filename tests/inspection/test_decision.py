"""The numbers from logits to probabilities are those of the classifier itself."""

import numpy as np
import pytest

from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.decision import SUM, decide, order
from tests.inspection.small import bundled, classifier_of_all_kinds, digit, small_machine

CLASSIFIERS = {
    "network": classifier_of_all_kinds,
    "cnn": lambda: bundled("cnn").classifier,
    "softmax": lambda: bundled("softmax").classifier,
    "svm-hog": lambda: bundled("svm-hog").classifier,
    "machine": small_machine,
}


@pytest.mark.parametrize("name", CLASSIFIERS)
@pytest.mark.parametrize("number", [0, 8])
def test_the_probabilities_are_those_of_the_classifier(name, number):
    classifier, image = CLASSIFIERS[name](), digit(number)
    found = decide(classifier, classifier.logits(image[None])[0])
    expected, non_digits = classifier.predict_with_rejection(image[None])
    np.testing.assert_allclose(found.probabilities, expected[0], rtol=1e-6)
    assert found.non_digit == pytest.approx(float(non_digits[0]), rel=1e-6)
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_every_column_follows_from_the_one_before(name):
    classifier = CLASSIFIERS[name]()
    found = decide(classifier, classifier.logits(digit()[None])[0])
    scaled = found.logits[: len(classifier.classes_)] / found.temperature
    np.testing.assert_allclose(found.differences, scaled - scaled.max(), atol=1e-5)
    assert found.differences.max() == 0
    np.testing.assert_allclose(found.exponentials, np.exp(found.differences), rtol=1e-6)
    assert found.total == pytest.approx(float(found.exponentials.sum()), rel=1e-6)
    np.testing.assert_allclose(found.probabilities, found.exponentials / found.total, rtol=1e-6)


@pytest.mark.parametrize("name", ["cnn", "svm-hog"])
def test_no_digit_is_a_softmax_over_all_logits_divided_by_its_own_temperature(name):
    classifier = bundled(name).classifier
    found = decide(classifier, classifier.logits(digit(8)[None])[0])
    powers = np.exp(found.logits / found.non_digit_temperature)
    assert len(powers) == 11
    assert found.temperature != 1
    assert powers[10] / powers.sum() == pytest.approx(found.non_digit, rel=1e-4)


def test_the_logits_are_the_output_of_the_last_layer():
    classifier = bundled("cnn").classifier
    observed = observe(inspectable(classifier), digit())
    np.testing.assert_allclose(classifier.logits(digit()[None])[0], observed.logits, atol=1e-4)


@pytest.mark.parametrize("outputs", [10, 11])
def test_every_number_is_computed_once_and_the_sum_before_the_probabilities(outputs):
    cells = order(outputs, 10)
    assert len(set(cells)) == len(cells) == outputs + 31
    assert cells[0] == (0, 0)
    assert cells[-11] == SUM
    assert [column for column, _ in cells] == sorted(column for column, _ in cells)
