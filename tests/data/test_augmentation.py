"""Augmentation: each change does what its name says, by the stated amount."""

from dataclasses import fields

import numpy as np
import pytest
from PIL import Image

from digitpad.common.errors import ParameterError
from digitpad.data.augmentation import Augmentation, augment
from tests.data.few_digits import few_digits

SIDE = 28
SWITCHES = {
    "rotation": 20.0,
    "scale": 0.2,
    "shear": 0.3,
    "shift": 3.0,
    "elastic": 1.0,
    "thickness": 0.8,
    "contrast": 1.0,
}


def digits(count=200):
    return few_digits(count).images.astype(np.float32) / 255


def generator(seed=0):
    return np.random.default_rng(seed)


class Chosen:
    """A generator whose uniform draws are all the same: 1 is as far as a change may go."""

    def __init__(self, value, real=None):
        self.value = value
        self.real = real or generator()

    def uniform(self, low, high, size=None):
        middle, reach = (low + high) / 2, (high - low) / 2
        return np.full(size, middle + reach * self.value)

    def __getattr__(self, name):
        return getattr(self.real, name)


def blob(x=13.5, y=13.5, width=2.5):
    """A smooth spot: its centre of mass and spread tell where it went and how large it is."""
    rows, columns = np.mgrid[:SIDE, :SIDE]
    spot = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * width**2))
    return spot.astype(np.float32)[None]


def centre(images):
    rows, columns = np.mgrid[:SIDE, :SIDE]
    ink = images.sum(axis=(1, 2))
    return (images * columns).sum(axis=(1, 2)) / ink, (images * rows).sum(axis=(1, 2)) / ink


@pytest.mark.parametrize("name", SWITCHES)
def test_the_same_seed_gives_the_same_images_and_another_gives_others(name):
    change = Augmentation(**{name: SWITCHES[name]})
    first, again = (augment(digits(), change, generator(1)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, augment(digits(), change, generator(2)))


@pytest.mark.parametrize("name", [*SWITCHES, "everything"])
def test_images_stay_images(name):
    change = Augmentation(**(SWITCHES if name == "everything" else {name: SWITCHES[name]}))
    before = digits()
    kept = before.copy()
    after = augment(before, change, generator())
    assert after.shape == before.shape
    assert after.dtype == np.float32
    assert after.min() >= 0
    assert after.max() <= 1
    assert not np.array_equal(after, before)
    np.testing.assert_array_equal(before, kept)


def test_without_changes_images_stay_equal():
    assert not Augmentation()
    np.testing.assert_array_equal(augment(digits(), Augmentation(), generator()), digits())


def test_every_switch_is_tested_here():
    names = {field.name for field in fields(Augmentation)}
    assert names - {"elastic_smoothness"} == set(SWITCHES)


@pytest.mark.parametrize("name", SWITCHES)
def test_tiny_amounts_change_the_images_little(name):
    change = Augmentation(**{name: 1e-4})
    np.testing.assert_allclose(augment(digits(), change, generator()), digits(), atol=3e-3)


@pytest.mark.parametrize("degrees", [10.0, -25.0])
def test_rotation_turns_as_pillow_does(degrees):
    before = digits(30)
    chosen = Chosen(np.sign(degrees))
    after = augment(before, Augmentation(rotation=abs(degrees)), chosen)
    for image, turned in zip(before, after, strict=True):
        expected = Image.fromarray(image).rotate(degrees, Image.Resampling.BILINEAR)
        np.testing.assert_allclose(turned, np.asarray(expected), atol=0.02)


@pytest.mark.parametrize("pixels", [2.0, -3.0])
def test_a_shift_by_whole_pixels_moves_the_picture(pixels):
    after = augment(digits(), Augmentation(shift=abs(pixels)), Chosen(np.sign(pixels)))
    # The ink comes from `pixels` to the right and below.
    steps = (-int(pixels), -int(pixels))
    expected = np.roll(digits(), steps, axis=(1, 2))
    inside = np.s_[:, 4:-4, 4:-4]
    np.testing.assert_allclose(after[inside], expected[inside], atol=1e-5)


def test_shifts_are_uniform_within_their_limit():
    many = np.repeat(blob(), 2000, axis=0)
    x, y = centre(augment(many, Augmentation(shift=2.0), generator()))
    for moved in (x - 13.5, y - 13.5):
        assert abs(moved).max() == pytest.approx(2, abs=0.05)
        assert moved.std() == pytest.approx(2 / np.sqrt(3), rel=0.05)
    assert abs(np.corrcoef(x, y)[0, 1]) < 0.1


@pytest.mark.parametrize("sign", [1, -1])
def test_scale_makes_the_ink_larger_or_smaller(sign):
    after = augment(blob(), Augmentation(scale=0.2), Chosen(sign))
    assert after.sum() / blob().sum() == pytest.approx((1 + sign * 0.2) ** 2, rel=0.02)


def test_shear_slants_by_its_amount_for_each_pixel_of_height():
    stroke = np.zeros((1, SIDE, SIDE), np.float32)
    stroke[:, 6:22, 13:15] = 1
    after = augment(stroke, Augmentation(shear=0.3), Chosen(1))[0]
    rows = np.arange(8, 20)
    middles = (after[rows] * np.arange(SIDE)).sum(axis=1) / after[rows].sum(axis=1)
    slope = np.polyfit(rows, middles, 1)[0]
    assert abs(slope) == pytest.approx(0.3, abs=0.01)


def test_elastic_displacement_has_the_promised_standard_deviation():
    """A steep slope as the picture: the change of its values is the displacement."""
    slope = np.tile(np.linspace(0, 1, SIDE, dtype=np.float32), (4000, SIDE, 1))
    after = augment(slope, Augmentation(elastic=0.6), generator())
    inside = np.s_[:, 4:-4, 4:-4]
    moved = (after - slope)[inside] * (SIDE - 1)
    assert moved.std() == pytest.approx(0.6, rel=0.05)
    assert abs(moved.mean()) < 0.02
    # By place, too: no part of the picture is moved more than another.
    np.testing.assert_allclose(moved.std(axis=0), 0.6, rtol=0.1)


def test_elastic_displacement_is_as_smooth_as_promised():
    """Smoothing noise by a Gaussian makes neighbours correlate by a wider one."""
    slope = np.tile(np.linspace(0, 1, SIDE, dtype=np.float32), (4000, SIDE, 1))
    for smoothness in (3.0, 4.0):
        change = Augmentation(elastic=0.6, elastic_smoothness=smoothness)
        moved = augment(slope, change, generator()) - slope
        correlation = np.corrcoef(moved[:, 14, 14], moved[:, 18, 14])[0, 1]
        assert correlation == pytest.approx(np.exp(-(4**2) / (4 * smoothness**2)), abs=0.06)


@pytest.mark.parametrize("sign", [1, -1])
def test_thickness_thickens_and_thins(sign):
    before = digits()
    after = augment(before, Augmentation(thickness=0.5), Chosen(sign))
    assert (sign * (after - before) >= 0).all()
    ink = after.sum(axis=(1, 2)) / before.sum(axis=(1, 2))
    assert (sign * (ink - 1) > 0.1).all()


def test_the_largest_thickness_fills_the_four_neighbours():
    before = np.zeros((1, SIDE, SIDE), np.float32)
    before[0, 14, 14] = 1
    after = augment(before, Augmentation(thickness=1.0), Chosen(1))[0]
    assert after[13:16, 13:16].tolist() == [[0, 1, 0], [1, 1, 1], [0, 1, 0]]
    assert after.sum() == 5


@pytest.mark.parametrize("sign", [1, -1])
def test_contrast_is_a_power_of_the_grey_values(sign):
    after = augment(digits(), Augmentation(contrast=1.0), Chosen(sign))
    np.testing.assert_allclose(after, digits() ** np.float32(2.0**sign), rtol=1e-5)


@pytest.mark.parametrize(
    "change",
    [
        {"rotation": -1.0},
        {"shift": float("nan")},
        {"elastic": float("inf")},
        {"scale": 0.95},
        {"thickness": 1.5},
        {"elastic": 1.0, "elastic_smoothness": 0.5},
    ],
)
def test_impossible_amounts_are_refused(change):
    with pytest.raises(ParameterError):
        Augmentation(**change)
