"""Two models side by side, checked against a count by hand."""

from math import comb

import numpy as np
import pytest

from digitpad.common.errors import Cancelled, ParameterError
from digitpad.data.mnist import Dataset
from digitpad.evaluation.comparison import SetComparison, compare_models
from digitpad.evaluation.metrics import Evaluation
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model
from tests.data.few_digits import few_digits
from tests.small_models import small_model


def answers(labels, predicted, sureness=0.6):
    """An evaluation in which just these answers were given, each with its own sureness."""
    labels, predicted = np.array(labels), np.array(predicted)
    sure = np.broadcast_to(np.float32(sureness), predicted.shape)
    probabilities = np.full((len(labels), 3), 0.1, np.float32)
    probabilities[np.arange(len(labels)), predicted] = sure
    return Evaluation(labels, probabilities)


def digits(labels):
    return Dataset(np.zeros((len(labels), 28, 28), np.uint8), np.array(labels), "few", 3)


def test_digits_that_changed_sides_are_found_the_surest_first():
    truth = [0, 1, 2, 0, 1, 2]
    old = answers(truth, [0, 0, 2, 1, 1, 0])
    new = answers(truth, [0, 1, 1, 0, 1, 1], [0.9, 0.5, 0.6, 0.8, 0.7, 0.9])
    found = SetComparison(digits(truth), old, new)
    assert found.gained.tolist() == [3, 1]
    assert found.lost.tolist() == [2]
    assert found.both_wrong.tolist() == [5]


@pytest.mark.parametrize(("gained", "lost"), [(0, 0), (1, 0), (10, 1), (3, 5), (40, 15)])
def test_luck_is_what_tossing_coins_would_give(gained, lost):
    total = gained + lost
    truth = [0] * (total + 1)
    old = answers(truth, [1] * gained + [0] * lost + [0])
    new = answers(truth, [0] * gained + [1] * lost + [0])
    ways = sum(comb(total, k) for k in range(min(gained, lost) + 1))
    expected = min(1.0, 2 * ways / 2**total)
    assert SetComparison(digits(truth), old, new).p_value == pytest.approx(expected)


def test_two_models_are_compared_on_test_digits_and_own_samples():
    test, own = few_digits(700, "test"), few_digits(50)
    seen = []
    found = compare_models(
        small_model("random", hidden=9),
        load_model(find_model("mlp")),
        test,
        own,
        progress=lambda done, total: seen.append((done, total)),
    )
    mlp = load_model(find_model("mlp")).classifier
    assert found.test.new.accuracy == mlp.score(test.images, test.labels)
    assert found.samples.new.accuracy == mlp.score(own.images, own.labels)
    assert found.test.old.accuracy < 0.4
    assert len(found.test.gained) > 400
    assert found.test.p_value < 1e-6
    assert found.old.numbers == 784 * 9 + 9 + 9 * 10 + 10
    assert found.old.size == 4 * found.old.numbers
    assert 0 < found.new.milliseconds < 50
    assert seen[0] == (0, 1500)
    assert seen[-1] == (1500, 1500)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_figures_for_programs_hold_both_sides():
    figures = compare_models(small_model("a"), small_model("b", seed=3), few_digits(100)).to_dict()
    assert figures["models"]["new"]["name"] == "b"
    assert np.sum(figures["test"]["confusion"]["old"]) == 100
    assert figures["samples"] is None


def test_a_model_compared_with_itself_changes_nothing():
    found = compare_models(small_model(), small_model(), few_digits(100), few_digits(0))
    assert found.samples is None
    assert (len(found.test.gained), len(found.test.lost), found.test.p_value) == (0, 0, 1.0)


def test_a_comparison_can_be_stopped_on_the_way():
    asked = []

    def stop():
        asked.append(True)
        return len(asked) == 3

    with pytest.raises(Cancelled):
        compare_models(small_model(), small_model(), few_digits(2000), cancelled=stop)
    assert len(asked) == 3


def test_models_of_other_classes_are_not_compared():
    with pytest.raises(ParameterError, match="knows 3 classes, few has 10"):
        compare_models(
            small_model(), small_model(classes=(0, 1, 2)), Dataset(*_pictures(), "few", 10)
        )


def _pictures():
    return np.zeros((1, 28, 28), np.uint8), np.zeros(1, np.int64)
