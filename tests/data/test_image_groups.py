"""Groups hold all images with their labels, stored pixel by pixel."""

import numpy as np
import pytest

from digitpad.data.image_groups import ImageGroups


def numbered(count, dtype=np.uint8):
    """Images of noise, labelled with their index."""
    noise = np.random.default_rng(1).integers(0, 256, (count, 28, 28))
    images = noise.astype(np.uint8)
    return (images if dtype == np.uint8 else images.astype(dtype) / 255), np.arange(count)


def dealt(count, seed=0, dtype=np.uint8):
    return ImageGroups(*numbered(count, dtype), np.random.default_rng(seed))


@pytest.mark.parametrize(
    ("count", "together"), [(1, 1), (127, 1), (128, 2), (1023, 8), (1024, 16), (5000, 16)]
)
def test_small_sets_have_small_groups(count, together):
    groups = dealt(count)
    assert groups.group_size == together
    assert len(groups) == -(-count // together)
    assert groups.labels.shape == (len(groups), together)
    assert groups.pixels.shape == (len(groups), 30, 30, together)


@pytest.mark.parametrize("count", [1, 3, 129, 1030, 2048])
def test_every_image_is_in_a_group_and_few_are_in_two(count):
    groups = dealt(count)
    labels, times = np.unique(groups.labels, return_counts=True)
    np.testing.assert_array_equal(labels, np.arange(count))
    assert times.max() <= 2
    assert times.sum() - count < groups.group_size


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_images_have_their_labels_and_a_frame_without_ink(dtype):
    groups, (images, _) = dealt(1100, dtype=dtype), numbered(1100, dtype)
    expected = images[groups.labels].transpose(0, 2, 3, 1)
    assert groups.pixels.dtype == dtype
    np.testing.assert_array_equal(groups.pixels[:, 1:-1, 1:-1], expected)
    assert groups.pixels.sum(dtype=np.float64) == pytest.approx(expected.sum(dtype=np.float64))


def test_chosen_groups_are_returned_pixel_by_pixel():
    groups, (images, _) = dealt(1500), numbered(1500)
    chosen = np.array([7, 0, 93])
    found = groups.images(chosen)
    assert found.flags["C_CONTIGUOUS"]
    expected = images[groups.labels[chosen].ravel()]
    np.testing.assert_array_equal(found, expected.reshape(len(expected), -1).T)


def test_the_members_of_a_group_depend_on_the_seed():
    first, again, other = dealt(300, 1), dealt(300, 1), dealt(300, 2)
    np.testing.assert_array_equal(first.labels, again.labels)
    assert not np.array_equal(first.labels, other.labels)
