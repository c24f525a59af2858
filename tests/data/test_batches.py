"""Batches: an epoch has each image once, and the same place in a run is the same batch."""

import numpy as np
import pytest

from digitpad.data.augmentation import Augmentation
from digitpad.data.batches import Batches, Place
from tests.data.few_digits import few_digits
from tests.data.test_image_groups import numbered

PLAIN = Augmentation()
WARPED = Augmentation(rotation=9, scale=0.12, shear=0.15, shift=0.7, elastic=0.7)
EVERYTHING = Augmentation(rotation=9, elastic=0.7, thickness=0.3, contrast=0.3)


def rng_for(seed=0):
    return lambda *place: np.random.default_rng((seed, 2, *place))


def batches(count, size, seed=0):
    return Batches(*numbered(count), size, rng_for(seed))


def alike(count, size):
    """All images are equal."""
    images = np.repeat(few_digits(1).images, count, axis=0)
    return Batches(images, np.zeros(count, np.int64), size, rng_for())


def different(pictures):
    return len({picture.tobytes() for picture in pictures})


SIZES = [
    (1, 1),
    (3, 1),
    (50, 50),
    (130, 7),
    (300, 128),
    (1100, 28),
    (1100, 100),
    (2050, 128),
    (5000, 700),
]


@pytest.mark.parametrize("augmentation", [PLAIN, WARPED])
@pytest.mark.parametrize(("count", "size"), SIZES)
def test_an_epoch_has_each_image_once(count, size, augmentation):
    source = batches(count, size)
    shown = [source.batch(Place(1, step), augmentation)[1].copy() for step in range(count // size)]
    assert all(labels.shape == (size,) for labels in shown)
    _, times = np.unique(np.concatenate(shown), return_counts=True)
    assert (times > 1).sum() < 16
    assert times.max() <= 2


@pytest.mark.parametrize(("count", "size"), [(130, 100), (1100, 1000), (1500, 128)])
def test_images_left_out_of_one_epoch_are_in_others(count, size):
    source = batches(count, size)
    shown = set()
    for epoch in range(1, 20):
        for step in range(count // size):
            shown.update(source.batch(Place(epoch, step), PLAIN)[1].tolist())
    assert shown == set(range(count))


@pytest.mark.parametrize(("count", "size"), SIZES)
def test_without_augmentation_images_are_unchanged(count, size):
    images, _ = numbered(count)
    source = batches(count, size)
    for step in {0, count // size - 1}:
        pictures, labels = source.batch(Place(2, step), PLAIN)
        assert pictures.dtype == np.float32
        assert pictures.shape == (size, 28, 28)
        np.testing.assert_array_equal(pictures, images[labels] * np.float32(1 / 255))


def test_float_images_are_unchanged():
    images = np.random.default_rng(0).random((300, 8, 6), np.float32)
    pictures, labels = Batches(images, np.arange(300), 20, rng_for()).batch(Place(1, 3), PLAIN)
    np.testing.assert_array_equal(pictures, images[labels])


def test_warped_images_keep_their_labels():
    digits = few_digits(1500)
    source = Batches(digits.images, np.arange(1500), 100, rng_for())
    slightly = Augmentation(shift=0.3, thickness=0.1)
    pictures, numbers = source.batch(Place(1, 4), slightly)
    originals = digits.images[numbers] / 255
    assert 0 < np.abs(pictures - originals).mean() < 0.05
    assert np.abs(pictures - originals[::-1]).mean() > 0.1


@pytest.mark.parametrize("augmentation", [PLAIN, WARPED, EVERYTHING])
@pytest.mark.parametrize(("count", "size"), [(300, 128), (2100, 128), (2100, 100), (2100, 300)])
def test_the_same_place_is_the_same_batch_whatever_came_before(count, size, augmentation):
    visited, fresh = batches(count, size), batches(count, size)
    last = count // size - 1
    for place in (Place(3, 0), Place(1, last), Place(3, last)):
        visited.batch(place, EVERYTHING)
        visited.batch(place, augmentation)
    for place in (Place(3, last), Place(1, 0)):
        pictures, labels = visited.batch(place, augmentation)
        expected, expected_labels = fresh.batch(place, augmentation)
        np.testing.assert_array_equal(pictures, expected)
        np.testing.assert_array_equal(labels, expected_labels)


def test_the_order_changes_with_epoch_and_seed():
    first = batches(2000, 128).batch(Place(1, 0), PLAIN)[1]
    assert not np.array_equal(first, batches(2000, 128).batch(Place(2, 0), PLAIN)[1])
    assert not np.array_equal(first, batches(2000, 128, seed=1).batch(Place(1, 0), PLAIN)[1])


def test_each_group_of_a_batch_has_a_warp_of_its_own():
    pictures, _ = alike(2048, 128).batch(Place(1, 0), WARPED)
    groups = pictures.reshape(8, 16, 28, 28)
    assert [different(group) for group in groups] == [1] * 8
    assert different(pictures) == 8
    assert different(alike(2048, 1000).batch(Place(1, 0), WARPED)[0]) == -(-1000 // 16)


def test_each_image_of_a_group_has_a_thickness_and_contrast_of_its_own():
    source = alike(2048, 128)
    shown = [source.batch(Place(1, step), EVERYTHING)[0].copy() for step in range(16)]
    assert different(np.concatenate(shown)) == 2048


def test_the_thickness_is_random_in_every_batch():
    source = alike(2048, 128)
    pen = Augmentation(thickness=0.5)
    shown = [source.batch(Place(*place), pen)[0].copy() for place in ((1, 0), (1, 1), (2, 0))]
    assert different(np.concatenate(shown)) == 3 * 128


def test_a_warp_is_used_at_most_four_times():
    source = alike(20_000, 128)
    warps = []
    for epoch in (1, 2):
        for step in range(100):
            warps += [
                picture.copy() for picture in source.batch(Place(epoch, step), WARPED)[0][::16]
            ]
    assert different(warps[:64]) == 64
    # The last warps of an epoch may be used less often.
    assert len(warps) / 4 <= different(warps) <= len(warps) / 3


def test_a_new_augmentation_applies_from_the_next_batch_on():
    source = batches(2048, 128)
    source.batch(Place(1, 0), WARPED)
    after = source.batch(Place(1, 1), EVERYTHING)[0].copy()
    np.testing.assert_array_equal(after, batches(2048, 128).batch(Place(1, 1), EVERYTHING)[0])
