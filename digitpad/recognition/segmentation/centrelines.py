"""Centrelines: marks of a picture as strokes, where they are single lines.

Dashes, dots, commas, slashes and brackets are told from digits by their strokes. In a picture, a
mark is one line if no slice across its longer side is much wider than the pen; the middles of the
slices are then the path of the pen.

    ###
      ###     ->   - - _ _
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.imaging.components import label_components
from digitpad.imaging.preprocess import FAINTEST_INK
from digitpad.ink.strokes import Stroke

WIDEST = 2.0
"""The widest slice of a single line, in widths of the pen."""

MOST_STROKES = 4
"""Marks of more components are no signs."""


def strokes_of_mark(ink: FloatArray, pen_width: float) -> tuple[Stroke, ...]:
    """The strokes of a mark, in pixels; none if a component of it is no single line.

    Args:
        ink: (H, W) float32, ink 1 on 0.
        pen_width: in pixels.
    """
    labels, count = label_components(ink > FAINTEST_INK)
    if not 0 < count <= MOST_STROKES:
        return ()
    strokes = [_stroke(ink * (labels == one), pen_width) for one in range(1, count + 1)]
    return tuple(one for one in strokes if one is not None) if None not in strokes else ()


def _stroke(ink: FloatArray, pen_width: float) -> Stroke | None:
    """The centreline of one component; None if it is no single line."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    is_level = len(columns) > len(rows)
    along = ink.T if is_level else ink
    taken = columns if is_level else rows
    slices = along[taken]
    mass = slices.sum(axis=1)
    places = np.arange(slices.shape[1]) + 0.5
    across = slices @ places / mass
    # A slice of even ink is this wide, and so is a blurred one: the square root of 12 variances.
    variance = np.maximum(slices @ places**2 / mass - across**2, 0)
    if np.sqrt(12 * variance).max() > WIDEST * pen_width:
        return None
    down = taken + 0.5
    # The pen's centre stops half its width before the ends of the ink.
    end = min(int(pen_width / 2), (len(down) - 1) // 2)
    inner = slice(end, len(down) - end)
    points = np.stack([down[inner], across[inner]] if is_level else [across[inner], down[inner]], 1)
    return Stroke.of(points)
