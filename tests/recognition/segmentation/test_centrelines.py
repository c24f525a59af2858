"""Marks of a picture as strokes."""

import numpy as np
import pytest

from digitpad.ink.raster import rasterize
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.segmentation.centrelines import strokes_of_mark

PEN = 6.0


def drawn(*strokes):
    """(80, 80) ink of some strokes."""
    return rasterize(Ink(tuple(map(Stroke.of, strokes)), PEN), 80, 80)


@pytest.mark.parametrize(
    "line",
    [
        [(15, 40), (65, 42)],
        [(42, 10), (38, 70)],
        [(55, 10), (25, 70)],
        [(30, 10), (24, 30), (24, 50), (30, 70)],
    ],
    ids=["dash", "one", "slash", "bracket"],
)
def test_the_path_of_a_single_line_is_found(line):
    (stroke,) = strokes_of_mark(drawn(line), PEN)
    np.testing.assert_allclose(stroke.points[[0, -1]], [line[0], line[-1]], atol=1.5)


def test_a_dot_is_one_short_stroke():
    (stroke,) = strokes_of_mark(drawn([(40, 60), (41, 61)]), PEN)
    left, top, right, bottom = stroke.bounds()
    assert max(right - left, bottom - top) < PEN / 2
    np.testing.assert_allclose(stroke.points.mean(axis=0), (40.5, 60.5), atol=0.5)


def test_each_part_of_a_colon_is_a_stroke():
    assert len(strokes_of_mark(drawn([(40, 30)], [(40, 60)]), PEN)) == 2


@pytest.mark.parametrize(
    "strokes",
    [
        [[(20, 15), (60, 15), (35, 70)]],
        [[(40, 10), (60, 40), (40, 70), (20, 40), (40, 10)]],
        [[(40, 10), (40, 70)], [(15, 40), (65, 40)]],
        [[(40, 10)], [(20, 40), (60, 40), (60, 70), (20, 70)]],
    ],
    ids=["seven", "zero", "plus", "dot and bracket lying flat"],
)
def test_what_is_wider_than_a_line_somewhere_has_no_strokes(strokes):
    assert strokes_of_mark(drawn(*strokes), PEN) == ()


def test_blank_ink_has_no_strokes():
    assert strokes_of_mark(np.zeros((10, 10), np.float32), PEN) == ()
