"""Groups of pictures, moved in whole numbers: exactly what the definition of the lookup says."""

import numpy as np
import pytest

from digitpad.data.augment import Augmentation, augment, coefficients, fields_of
from digitpad.data.group_moves import FULL, GroupMover, RandomMoves
from digitpad.data.picture_groups import PictureGroups
from tests.data.few_digits import few_digits

MODERATE = Augmentation(rotation=9, scale=0.12, shear=0.15, shift=0.7, elastic=0.7)
WILD = Augmentation(rotation=60, scale=0.6, shear=0.5, shift=12, elastic=3, elastic_smoothness=2)
ONLY_SHIFT = Augmentation(shift=3)


def generator(seed=0):
    return np.random.default_rng(seed)


def looked_up(image, x, y):
    """Each pixel is a tent of ink, one pixel wide on either side: what stands at each place."""
    down, right = (np.clip(1 - np.abs(p[:, None] - np.arange(28)), 0, None) for p in (y, x))
    return np.einsum("pr,rc,pc->p", down, image.astype(float), right).reshape(28, 28)


def maps(count, augmentation, seed):
    return coefficients(count, augmentation, generator(seed)) @ fields_of(augmentation)


@pytest.mark.parametrize("augmentation", [MODERATE, WILD, ONLY_SHIFT])
def test_groups_are_moved_to_the_nearest_sixteenth(augmentation):
    digits = few_digits(1100)
    groups = PictureGroups(digits.images, digits.labels, generator())
    moves = RandomMoves(pieces=2, groups=3)
    moves.draw(augmentation, generator(5))
    x, y = (np.floor(part * 16 + 0.5) / 16 for part in maps(6, augmentation, 5))
    chosen = np.array([4, 60, 11])
    given = groups.pictures(chosen).reshape(28, 28, 3, groups.together)
    moved = GroupMover(groups, 3).move(chosen, moves.places[1], moves.between[1])
    moved = moved.reshape(28, 28, 3, groups.together) * (255 / FULL)
    for group in range(3):
        for number in range(groups.together):
            expected = looked_up(given[:, :, group, number], x[3 + group], y[3 + group])
            # A map's last bit may decide which sixteenth of a pixel is the nearest.
            close = np.isclose(moved[:, :, group, number], expected, atol=1e-9)
            assert close.mean() > 0.99
            np.testing.assert_allclose(moved[:, :, group, number], expected, atol=17)


@pytest.mark.parametrize("augmentation", [MODERATE, WILD, ONLY_SHIFT])
def test_single_pictures_are_moved_as_defined(augmentation):
    images = few_digits(20).images.astype(np.float32) / 255
    moved = augment(images, augmentation, generator(5))
    x, y = maps(20, augmentation, 5)
    for number, image in enumerate(images):
        expected = looked_up(image, x[number], y[number])
        np.testing.assert_allclose(moved[number], expected, atol=2e-3)


def test_maps_depend_on_the_generator_only():
    first, again, other = (RandomMoves(2, 3) for _ in range(3))
    again.draw(WILD, generator(9))
    for moves, seed in ((first, 1), (again, 1), (other, 2)):
        moves.draw(MODERATE, generator(seed))
    np.testing.assert_array_equal(first.places, again.places)
    np.testing.assert_array_equal(first.between, again.between)
    assert not np.array_equal(first.between, other.between)


def test_there_is_no_ink_outside():
    full = np.full((200, 28, 28), 255, np.uint8)
    groups = PictureGroups(full, np.zeros(200, np.int64), generator())
    moves = RandomMoves(1, 8)
    moves.draw(Augmentation(shift=1e6), generator())
    assert moves.places.min() >= 0
    moved = GroupMover(groups, 8).move(np.arange(8), moves.places[0], moves.between[0])
    assert not moved.any()


@pytest.mark.parametrize("much", [0.997, 1.0, 3.0])
def test_pictures_in_fractions_are_rounded_to_255_steps(much):
    digits = few_digits(200)
    fractions = digits.images.astype(np.float32) / 255 * np.float32(much)
    rounded = np.rint(fractions.clip(0, 1) * 255).astype(np.uint8)
    moves = RandomMoves(1, 2)
    moves.draw(MODERATE, generator(3))
    moved = []
    for images in (rounded, fractions):
        groups = PictureGroups(images, digits.labels, generator())
        mover = GroupMover(groups, 2)
        moved.append(mover.move(np.array([3, 8]), moves.places[0], moves.between[0]))
    np.testing.assert_array_equal(*moved)
