"""Warps in integer arithmetic against bilinear interpolation by its definition."""

import numpy as np
import pytest

from digitpad.data.augmentation import Augmentation, augment, coefficients, fields_of
from digitpad.data.fixed_point_warp import FULL_INK, GroupWarper, RandomWarps
from digitpad.data.image_groups import ImageGroups
from tests.data.few_digits import few_digits

MODERATE = Augmentation(rotation=9, scale=0.12, shear=0.15, shift=0.7, elastic=0.7)
WILD = Augmentation(rotation=60, scale=0.6, shear=0.5, shift=12, elastic=3, elastic_smoothness=2)
ONLY_SHIFT = Augmentation(shift=3)


def generator(seed=0):
    return np.random.default_rng(seed)


def looked_up(image, x, y):
    """Bilinear interpolation: each pixel is a triangle of ink, one pixel wide on each side."""
    down, right = (np.clip(1 - np.abs(p[:, None] - np.arange(28)), 0, None) for p in (y, x))
    return np.einsum("pr,rc,pc->p", down, image.astype(float), right).reshape(28, 28)


def maps(count, augmentation, seed):
    return coefficients(count, augmentation, generator(seed)) @ fields_of(augmentation)


@pytest.mark.parametrize("augmentation", [MODERATE, WILD, ONLY_SHIFT])
def test_groups_are_warped_to_the_nearest_sixteenth_of_a_pixel(augmentation):
    digits = few_digits(1100)
    groups = ImageGroups(digits.images, digits.labels, generator())
    moves = RandomWarps(pieces=2, groups=3)
    moves.draw(augmentation, generator(5))
    x, y = (np.floor(part * 16 + 0.5) / 16 for part in maps(6, augmentation, 5))
    chosen = np.array([4, 60, 11])
    given = groups.images(chosen).reshape(28, 28, 3, groups.group_size)
    moved = GroupWarper(groups, 3).warp(chosen, moves.corners[1], moves.offsets[1])
    moved = moved.reshape(28, 28, 3, groups.group_size) * (255 / FULL_INK)
    for group in range(3):
        for number in range(groups.group_size):
            expected = looked_up(given[:, :, group, number], x[3 + group], y[3 + group])
            # A map's last bit may decide which sixteenth of a pixel is the nearest.
            close = np.isclose(moved[:, :, group, number], expected, atol=1e-9)
            assert close.mean() > 0.99
            np.testing.assert_allclose(moved[:, :, group, number], expected, atol=17)


@pytest.mark.parametrize("augmentation", [MODERATE, WILD, ONLY_SHIFT])
def test_single_images_are_warped_by_the_definition(augmentation):
    images = few_digits(20).images.astype(np.float32) / 255
    moved = augment(images, augmentation, generator(5))
    x, y = maps(20, augmentation, 5)
    for number, image in enumerate(images):
        expected = looked_up(image, x[number], y[number])
        np.testing.assert_allclose(moved[number], expected, atol=2e-3)


def test_warps_depend_on_the_generator_only():
    first, again, other = (RandomWarps(2, 3) for _ in range(3))
    again.draw(WILD, generator(9))
    for moves, seed in ((first, 1), (again, 1), (other, 2)):
        moves.draw(MODERATE, generator(seed))
    np.testing.assert_array_equal(first.corners, again.corners)
    np.testing.assert_array_equal(first.offsets, again.offsets)
    assert not np.array_equal(first.offsets, other.offsets)


def test_there_is_no_ink_outside():
    full = np.full((200, 28, 28), 255, np.uint8)
    groups = ImageGroups(full, np.zeros(200, np.int64), generator())
    moves = RandomWarps(1, 8)
    moves.draw(Augmentation(shift=1e6), generator())
    assert moves.corners.min() >= 0
    moved = GroupWarper(groups, 8).warp(np.arange(8), moves.corners[0], moves.offsets[0])
    assert not moved.any()


@pytest.mark.parametrize("much", [0.997, 1.0, 3.0])
def test_float_images_are_rounded_to_bytes(much):
    digits = few_digits(200)
    fractions = digits.images.astype(np.float32) / 255 * np.float32(much)
    rounded = np.rint(fractions.clip(0, 1) * 255).astype(np.uint8)
    moves = RandomWarps(1, 2)
    moves.draw(MODERATE, generator(3))
    moved = []
    for images in (rounded, fractions):
        groups = ImageGroups(images, digits.labels, generator())
        warper = GroupWarper(groups, 2)
        moved.append(warper.warp(np.array([3, 8]), moves.corners[0], moves.offsets[0]))
    np.testing.assert_array_equal(*moved)
