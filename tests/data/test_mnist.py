import gzip
import hashlib
import time
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import digitpad
from digitpad.common.errors import DatasetError
from digitpad.common.user_folders import resource
from digitpad.data.idx import write_idx
from digitpad.data.mnist import load_idx_pair, load_mnist


def test_the_bundled_files_are_the_canonical_ones():
    sums = dict(
        line.split()[::-1] for line in resource("mnist", "SHA256SUMS").read_text().splitlines()
    )
    assert len(sums) == 4
    for name, expected in sums.items():
        content = gzip.decompress(resource("mnist", f"{name}.gz").read_bytes())
        assert hashlib.sha256(content).hexdigest() == expected


@pytest.mark.parametrize(("part", "count"), [("train", 60_000), ("test", 10_000)])
def test_mnist_loads_quickly(part, count):
    start = time.process_time()
    digits = load_mnist(part)
    # Several times what is meant, for slow and busy machines.
    assert time.process_time() - start < 2.5
    assert len(digits) == count
    assert digits.images.shape == (count, 28, 28)
    assert digits.images.dtype == np.uint8
    assert digits.labels.dtype == np.int64
    assert digits.name == f"MNIST {part}"
    assert np.bincount(digits.labels).min() > 0.08 * count


def pair(tmp_path, images, labels):
    write_idx(tmp_path / "images.idx", images)
    write_idx(tmp_path / "labels.idx.gz", labels)
    return tmp_path / "images.idx", tmp_path / "labels.idx.gz"


IMAGES = np.arange(3 * 784).reshape(3, 28, 28).astype(np.uint8)


def test_a_set_of_ones_own_is_loaded(tmp_path):
    digits = load_idx_pair(*pair(tmp_path, IMAGES, np.array([0, 9, 5], np.uint8)))
    np.testing.assert_array_equal(digits.images, IMAGES)
    assert digits.labels.tolist() == [0, 9, 5]
    assert digits.name == "images.idx"


def test_sets_with_more_classes_and_turned_images_are_loaded(tmp_path):
    paths = pair(tmp_path, IMAGES, np.array([0, 61, 5], np.uint8))
    letters = load_idx_pair(*paths, classes=62, transposed=True)
    assert letters.labels.tolist() == [0, 61, 5]
    np.testing.assert_array_equal(letters.images[1], IMAGES[1].T)
    with pytest.raises(DatasetError, match=r"labels.*label 61 at position 1, expected 0 to 9"):
        load_idx_pair(*paths)


def test_the_first_of_eight_columns_is_the_class_as_in_qmnist(tmp_path):
    labels = np.zeros((3, 8), np.int32)
    labels[:, 0], labels[:, 2] = [4, 1, 7], [100, 200, 300]
    assert load_idx_pair(*pair(tmp_path, IMAGES, labels)).labels.tolist() == [4, 1, 7]


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.float32])
def test_one_hot_labels_are_understood(tmp_path, dtype):
    labels = np.eye(10, dtype=dtype)[[4, 0, 9]]
    assert load_idx_pair(*pair(tmp_path, IMAGES, labels)).labels.tolist() == [4, 0, 9]


def test_a_column_of_labels_is_understood(tmp_path):
    labels = np.array([[4], [1], [7]], np.uint8)
    assert load_idx_pair(*pair(tmp_path, IMAGES, labels)).labels.tolist() == [4, 1, 7]


@pytest.mark.parametrize("row", [[0] * 10, [1, 1] + [0] * 8, [2] + [0] * 9, [1] * 10])
def test_ten_columns_that_are_not_one_hot_are_refused(tmp_path, row):
    labels = np.eye(10, dtype=np.uint8)[:3]
    labels[2] = row
    with pytest.raises(DatasetError, match=r"labels\.idx.*row 2 is \[.*expected one 1"):
        load_idx_pair(*pair(tmp_path, IMAGES, labels))


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (IMAGES, np.array([1, 2], np.uint8), r"labels\.idx.*2 labels for the 3 images"),
        (IMAGES, np.array([1, -1, 2], np.int8), "label -1 at position 1"),
        (IMAGES, np.array([1, 2, 3], np.float32), "float32 numbers"),
        (IMAGES, np.zeros((3, 1, 1), np.uint8), "expected whole numbers"),
        (IMAGES, np.zeros((3, 0), np.uint8), "expected whole numbers"),
        (IMAGES, np.zeros((3, 3), np.int32), r"\(3, 3\), expected whole numbers"),
        (IMAGES, np.zeros((3, 8), np.uint8), r"\(3, 8\), expected whole numbers"),
        (IMAGES[:, :20], np.array([1, 2, 3], np.uint8), r"images\.idx.*\(3, 20, 28\), expected"),
        (IMAGES[0], np.array([1, 2, 3], np.uint8), r"images\.idx.*expected"),
        (IMAGES.astype(np.int16), np.array([1, 2, 3], np.uint8), r"images\.idx: int16"),
    ],
)
def test_files_that_do_not_fit_each_other_are_refused(tmp_path, images, labels, message):
    with pytest.raises(DatasetError, match=message):
        load_idx_pair(*pair(tmp_path, images, labels))


def test_the_digits_of_some_classes_can_be_chosen():
    digits = load_mnist("test")
    found = digits.of_classes(np.array([3, 8]))
    assert set(found.labels) == {3, 8}
    assert len(found) == np.isin(digits.labels, [3, 8]).sum()
    first = np.flatnonzero(np.isin(digits.labels, [3, 8]))[0]
    np.testing.assert_array_equal(found.images[0], digits.images[first])


def test_all_who_use_mnist_share_one_set_which_goes_with_the_last_of_them():
    first = load_mnist("test")
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(load_mnist, ["test"] * 8))
    assert all(one is first for one in others)
    kept = weakref.ref(first.images)
    del others
    assert load_mnist("test").images is kept()
    del first
    assert kept() is None


def test_nobody_can_change_the_digits_of_the_others():
    digits = load_mnist("test")
    for array in (digits.images, digits.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    images, labels = digitpad.load_mnist("test")
    images[0], labels[0] = 0, 0
    assert digits.images[0].any()
    assert digits.labels[0] == 7
