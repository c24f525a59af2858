"""Learning one hand: what was wrong becomes right, and MNIST is not forgotten."""

import numpy as np
import pytest

from digitpad.data.mnist import Dataset
from digitpad.errors import TrainingError
from digitpad.library import find_model
from digitpad.modelfile import load_model
from digitpad.personal import adapt
from tests.data.few_digits import few_digits


def odd_hand(count, seed=0):
    """Somebody whose sevens are drawn like other people's twos, upside down: new to the model."""
    digits = few_digits(6000)
    twos = digits.images[digits.labels == 2]
    chosen = np.random.default_rng(seed).permutation(len(twos))[:count]
    return Dataset(twos[chosen][:, ::-1].copy(), np.full(count, 7), "odd sevens")


@pytest.mark.parametrize("name", ["mlp", "cnn-small"])
def test_five_corrections_teach_an_odd_seven(name):
    model = load_model(find_model(name))
    others = odd_hand(40, seed=1)
    before = model.classifier.score(others.images, others.labels)
    tensors = {key: value.copy() for key, value in model.classifier.tensors().items()}
    adapted = adapt(model, odd_hand(5), seconds=30)
    after = adapted.model.classifier.score(others.images, others.labels)
    assert after > before + 0.4
    assert adapted.own_after == 1.0
    assert adapted.mnist_after > adapted.mnist_before - 0.02
    for key, value in model.classifier.tensors().items():
        np.testing.assert_array_equal(value, tensors[key])


def test_the_same_corrections_give_the_same_model():
    model = load_model(find_model("mlp"))
    results = [adapt(model, odd_hand(3), seconds=30) for _ in range(2)]
    first, second = (result.model.classifier.tensors() for result in results)
    assert all((first[name] == second[name]).all() for name in first)


def test_without_samples_there_is_nothing_to_learn():
    model = load_model(find_model("mlp"))
    with pytest.raises(TrainingError, match="no own samples"):
        adapt(model, odd_hand(0))
