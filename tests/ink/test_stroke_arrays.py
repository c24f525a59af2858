"""Ink in NumPy archives: consistent arrays are read, others are refused by name."""

import numpy as np
import pytest

from digitpad.common.errors import InkError
from digitpad.ink.stroke_arrays import read_labelled_ink

GOOD = {
    "points": np.array([[0, 0], [0, 1000], [10, 10], [500, 900], [400, 200]], np.int16),
    "points_per_stroke": np.array([2, 2, 1]),
    "strokes_per_item": np.array([1, 2]),
    "labels": np.array(["1", "7"]),
    "writers": np.array([4, 9]),
    "groups": np.array([0, 6]),
}


def test_the_arrays_are_split_into_drawings(tmp_path):
    path = tmp_path / "ink.npz"
    np.savez(path, **GOOD)
    one, seven = read_labelled_ink(path)
    assert (one.label, one.writer, one.provider, len(one.ink.strokes)) == ("1", "4", "0", 1)
    assert (seven.label, seven.writer, seven.provider, len(seven.ink.strokes)) == ("7", "9", "6", 2)
    np.testing.assert_array_equal(seven.ink.strokes[0].points, [[10, 10], [500, 900]])


def test_writers_and_providers_need_not_be_known(tmp_path):
    path = tmp_path / "ink.npz"
    np.savez(path, **{name: GOOD[name] for name in GOOD if name not in ("writers", "groups")})
    assert [(item.writer, item.provider) for item in read_labelled_ink(path)] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points": None}, "array points is missing"),
        ({"points": np.zeros((5, 3))}, r"expected numbers \(P, 2\)"),
        ({"points_per_stroke": np.array([2, 2, 2])}, "add up to 6, but there are 5"),
        ({"points_per_stroke": np.array([5, 0, 0])}, "at least 1"),
        ({"strokes_per_item": np.array([1.0, 2.0])}, "whole numbers"),
        ({"labels": np.array(["1"])}, "labels are"),
        ({"writers": np.array([1, 2, 3])}, "writers are"),
        ({"groups": np.array([1])}, "groups are"),
        ({"points": np.full((5, 2), np.nan)}, "points must be finite"),
    ],
)
def test_inconsistent_arrays_are_refused_by_name(tmp_path, change, words):
    path = tmp_path / "ink.npz"
    np.savez(path, **{k: v for k, v in (GOOD | change).items() if v is not None})
    with pytest.raises(InkError, match=words):
        read_labelled_ink(path)


@pytest.mark.parametrize("content", [None, b"", b"rubbish", b"PK\x03\x04rubbish"])
def test_a_file_that_is_not_an_archive_is_refused_with_its_path(tmp_path, content):
    path = tmp_path / "ink.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InkError, match=r"ink\.npz"):
        read_labelled_ink(path)


def _flip_compressed_bits(content):
    start = content.index(b"points.npy") + 40
    flipped = bytes(255 - byte for byte in content[start : start + 30])
    return content[:start] + flipped + content[start + 30 :]


def _set_in_both_headers(content, local, central, value):
    """Set a 16-bit field of every entry, at its offsets after the two signatures."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        place = content.find(signature)
        while place >= 0:
            changed[place + offset : place + offset + 2] = value.to_bytes(2, "little")
            place = content.find(signature, place + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    "damage",
    [
        _flip_compressed_bits,
        lambda content: _set_in_both_headers(content, 6, 8, 1),
        lambda content: _set_in_both_headers(content, 8, 10, 99),
    ],
    ids=["damaged data", "encrypted", "unknown compression"],
)
def test_a_damaged_archive_is_refused_with_its_path(tmp_path, damage):
    path = tmp_path / "ink.npz"
    np.savez_compressed(path, **GOOD)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(InkError, match=r"ink\.npz: not a readable NumPy archive"):
        read_labelled_ink(path)


def test_pickled_objects_are_refused(tmp_path):
    path = tmp_path / "ink.npz"
    np.savez(path, **(GOOD | {"labels": np.array(["1", None], object)}))
    with pytest.raises(InkError, match="not a readable"):
        read_labelled_ink(path)
