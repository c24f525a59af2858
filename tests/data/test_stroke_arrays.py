"""Ink as arrays: what fits together is read, what does not is named."""

import numpy as np
import pytest

from digitpad.data.stroke_arrays import read_labelled_ink
from digitpad.errors import InkError

GOOD = {
    "points": np.array([[0, 0], [0, 1000], [10, 10], [500, 900], [400, 200]], np.int16),
    "points_per_stroke": np.array([2, 2, 1]),
    "strokes_per_item": np.array([1, 2]),
    "labels": np.array(["1", "7"]),
    "writers": np.array([4, 9]),
}


def test_drawings_are_cut_out_of_the_rows(tmp_path):
    path = tmp_path / "ink.npz"
    np.savez(path, **GOOD)
    one, seven = read_labelled_ink(path)
    assert (one.label, one.writer, len(one.ink.strokes)) == ("1", "4", 1)
    assert (seven.label, seven.writer, len(seven.ink.strokes)) == ("7", "9", 2)
    np.testing.assert_array_equal(seven.ink.strokes[0].points, [[10, 10], [500, 900]])


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
        ({"points": np.full((5, 2), np.nan)}, "item 1"),
    ],
)
def test_arrays_that_do_not_fit_are_named(tmp_path, change, words):
    path = tmp_path / "ink.npz"
    np.savez(path, **{k: v for k, v in (GOOD | change).items() if v is not None})
    with pytest.raises(InkError, match=words):
        read_labelled_ink(path)


@pytest.mark.parametrize("content", [None, b"", b"rubbish", b"PK\x03\x04rubbish"])
def test_what_is_no_archive_is_named(tmp_path, content):
    path = tmp_path / "ink.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InkError, match=r"ink\.npz"):
        read_labelled_ink(path)


def test_pickled_objects_are_refused(tmp_path):
    path = tmp_path / "ink.npz"
    np.savez(path, **(GOOD | {"labels": np.array(["1", None], object)}))
    with pytest.raises(InkError, match="not a readable"):
        read_labelled_ink(path)
