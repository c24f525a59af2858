"""Learning one hand: what was wrong becomes right, and MNIST is not forgotten."""

from dataclasses import replace

import numpy as np
import pytest

from digitpad.common.errors import TrainingError
from digitpad.common.labels import NON_DIGIT
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import as_recorded
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, load_model
from digitpad.recognition.fine_tuning import adapt
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


def crosses(count):
    """Crosses, which are no digit."""
    images = np.zeros((count, 28, 28), np.uint8)
    for number, image in enumerate(images):
        for step in range(-8, 9):
            for width in range(2):
                image[14 + step, 14 + step + width] = 255
                image[14 - step, 14 + step + width] = 255
        images[number] = np.roll(image, (number % 3 - 1, number % 2), (0, 1))
    return Dataset(images, np.full(count, NON_DIGIT), "crosses", 11)


def test_what_is_no_digit_is_learned_by_models_that_reject():
    model = load_model(find_model("cnn-small"))
    assert model.description.non_digits
    drawn = crosses(6)
    adapted = adapt(model, drawn, seconds=30)
    before, after = (
        one.classifier.predict_with_rejection(drawn.images / np.float32(255))[1].mean()
        for one in (model, adapted.model)
    )
    assert after > before or after > 0.95
    assert adapted.own_after == 1.0
    assert adapted.mnist_after > adapted.mnist_before - 0.02


def test_hardly_more_letters_are_let_through_than_before():
    model = load_model(find_model("cnn-small"))
    letters = as_recorded("validation")
    letters = letters.subset(np.flatnonzero(letters.labels == NON_DIGIT))

    def let_through(one):
        _, non_digit = one.classifier.predict_with_rejection(letters.images)
        return np.mean(non_digit <= model.description.non_digit_threshold)

    adapted = adapt(model, odd_hand(5), seconds=30).model
    assert let_through(adapted) <= let_through(model) + 0.03


def test_what_is_no_digit_counts_as_right_above_the_threshold_of_the_pad():
    model = load_model(find_model("cnn-small"))
    calibration = replace(model.description.calibration, non_digit_threshold=1.0)
    never = Model(model.description.changed(calibration=calibration), model.classifier)
    assert adapt(never, crosses(4), seconds=30).own_after == 0.0


def test_labels_that_a_model_does_not_know_are_not_learned():
    model = load_model(find_model("cnn-small"))
    description = model.description.changed(non_digits=False)
    with pytest.raises(TrainingError, match="knows none"):
        adapt(Model(description, model.classifier), crosses(3))
