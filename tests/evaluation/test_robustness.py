"""Changed digits are changed by what was asked for, and accuracies are those of changed digits."""

import numpy as np
import pytest

from digitpad.common.errors import Cancelled, DatasetError, ParameterError
from digitpad.common.pixels import as_floats
from digitpad.data.mnist import Dataset
from digitpad.evaluation.robustness import CHANGES, changed, robustness
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled

IMAGES = as_floats(few_digits(40, "test").images)


@pytest.mark.parametrize("change", list(CHANGES))
def test_the_usual_value_changes_nothing(change):
    assert CHANGES[change].unchanged in CHANGES[change].values
    assert (changed(IMAGES, change, CHANGES[change].unchanged) == IMAGES).all()
    assert not (changed(IMAGES, change, CHANGES[change].values[-1]) == IMAGES).all()


def test_shifts_go_in_all_four_directions():
    moved = changed(IMAGES, "shift", 2)
    for turn, (dy, dx) in enumerate([(0, 2), (0, -2), (2, 0), (-2, 0)]):
        np.testing.assert_allclose(moved[turn], np.roll(IMAGES[turn], (dy, dx), (0, 1)), atol=1e-6)


def test_a_quarter_turn_goes_round_the_centre_of_mass():
    turned = changed(IMAGES, "rotation", 90)
    # Pixels 1 to 27 lie evenly around pixel 14. Positive degrees turn with the clock.
    expected = np.rot90(IMAGES[:, 1:, 1:], -1, (1, 2))
    np.testing.assert_allclose(turned[:, 1:, 1:], expected, atol=1e-5)


def test_half_a_size_has_about_a_quarter_of_the_ink():
    small = changed(IMAGES, "size", 0.5)
    assert small.sum() == pytest.approx(IMAGES.sum() / 4, rel=0.05)
    assert not small[:, :6].any()
    assert not small[:, :, -6:].any()


def test_strokes_grow_and_shrink_on_each_side():
    image = np.zeros((1, 28, 28), np.float32)
    image[0, 10:14, :] = 1
    assert changed(image, "stroke thickness", 1)[0, :, 5].sum() == 6
    assert changed(image, "stroke thickness", 2)[0, :, 5].sum() == 8
    assert changed(image, "stroke thickness", -1)[0, :, 5].sum() == 2
    assert changed(image, "stroke thickness", 0.5)[0, :, 5].sum() == pytest.approx(5)
    assert changed(image, "stroke thickness", 1.5)[0, :, 5].sum() == pytest.approx(7)


def test_noise_is_the_same_each_time_and_stays_within_bounds():
    noisy = changed(IMAGES, "noise", 0.3, seed=1)
    assert (noisy == changed(IMAGES, "noise", 0.3, seed=1)).all()
    assert noisy.min() >= 0
    assert noisy.max() <= 1
    middle = np.full((20, 28, 28), 0.5, np.float32)
    assert (changed(middle, "noise", 0.1) - 0.5).std() == pytest.approx(0.1, rel=0.02)


def test_curves_hold_the_accuracy_at_every_value():
    classifier, digits = bundled("softmax").classifier, few_digits(200, "test")
    told = []
    curves = robustness(classifier, digits, progress=lambda *step: told.append(step))
    usual = classifier.score(digits.images, digits.labels)
    for name, curve in curves.items():
        at_rest = curve.accuracies[curve.values == np.float32(curve.unchanged)]
        assert at_rest == pytest.approx(usual), name
        worst = changed(as_floats(digits.images), name, CHANGES[name].values[-1])
        assert curve.accuracies[-1] == pytest.approx(classifier.score(worst, digits.labels))
    assert set(curves) == set(CHANGES)
    assert told[-1][0] == told[-1][1] == sum(len(change.values) for change in CHANGES.values())


def test_only_so_many_digits_are_used_spread_over_the_set():
    counts = set()

    class Counting:
        def predict(self, images):
            counts.add(len(images))
            return np.zeros(len(images), int)

    digits = Dataset(np.zeros((100, 28, 28), np.uint8), np.repeat([0, 1], 50), "two halves")
    curves = robustness(Counting(), digits, count=10)
    assert counts == {10}
    assert curves["shift"].accuracies[0] == 0.5


def test_it_stops_when_asked_to_and_refuses_what_is_not_there():
    classifier, digits = bundled("softmax").classifier, few_digits(20)
    with pytest.raises(Cancelled):
        robustness(classifier, digits, cancelled=lambda: True)
    with pytest.raises(DatasetError, match="no digits"):
        robustness(classifier, digits.subset(np.empty(0, np.int64)))
    with pytest.raises(ParameterError, match="rotation"):
        changed(IMAGES, "colour", 1)


@pytest.mark.parametrize("change", list(CHANGES))
def test_a_single_digit_can_be_changed(change):
    value = CHANGES[change].values[-1]
    alone = changed(IMAGES[:1], change, value)
    assert alone.shape == (1, 28, 28)
    assert not np.array_equal(alone, IMAGES[:1])
