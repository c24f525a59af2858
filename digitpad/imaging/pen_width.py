"""How wide a pen's line is, and ink with a line as wide as usual.

Models learn from digits whose strokes are about an eighth of their longer side wide. Ink on the pad
is drawn with such a pen, whatever its real one; in pictures of one digit, thin strokes are widened
to it and thick ones narrowed, by growing or shrinking the ink on all sides.

    .##.        ####
    .#..   ->   ###.
    .#..        ###.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.ink.raster import PEN_FRACTION

USUAL = (0.09, 0.16)
"""Pens between these shares of the digit's longer side are left as they are."""

SIDE = 48
"""Larger digits are reduced first, to at least this longer side."""


def pen_width_of(ink: FloatArray) -> float:
    """The usual width of a pen's line, in pixels; at least 1.

    A line has two edges, along which the ink's gradient adds up to their length; so its width is
    twice the ink divided by that. Blur and faint edges change neither.

    Args:
        ink: (H, W) float32, ink 1 on 0.
    """
    framed = np.pad(ink, 1)
    across, down = np.diff(framed, axis=1), np.diff(framed, axis=0)
    edges = float(np.hypot(across[1:] + across[:-1], down[:, 1:] + down[:, :-1]).sum()) / 2
    return max(2 * float(ink.sum()) / edges, 1.0) if edges else 1.0


def with_usual_pen(ink: FloatArray, pen_width: float) -> FloatArray:
    """A digit drawn with a thin or thick pen as if drawn with the usual one.

    Args:
        ink: (H, W) float32, ink 1 on 0, cropped to the digit.
        pen_width: in pixels.

    Returns:
        The digit, smaller where it was large; `ink` itself where its pen is as usual.
    """
    share = pen_width / max(ink.shape)
    if USUAL[0] <= share <= USUAL[1]:
        return ink
    factor = max(1, max(ink.shape) // SIDE)
    reduced = reduced_by(ink, factor)
    # The line that the pen's centre drew keeps its size.
    line = max(max(reduced.shape) - pen_width / factor, 1.0)
    wanted = PEN_FRACTION * line / (1 - PEN_FRACTION)
    steps = (wanted - pen_width / factor) / 2
    grown = np.pad(reduced, max(int(np.ceil(steps)), 0) + 1)
    narrower = steps < 0
    if narrower:
        grown = 1 - grown
    for step in range(int(np.ceil(abs(steps)))):
        share = min(abs(steps) - step, 1.0)
        more = _grown(grown, corners=step % 2 == 1)
        grown = more if share == 1 else (1 - share) * grown + share * more
    result = (1 - grown if narrower else grown).astype(np.float32)
    return result if result.max() > 0.5 * ink.max() else ink


def _grown(ink: FloatArray, *, corners: bool) -> FloatArray:
    """The largest ink beside each pixel; also at its corners, which alternately makes octagons."""
    padded = np.pad(ink, 1, mode="edge")
    across = np.maximum(np.maximum(padded[:, :-2], padded[:, 2:]), padded[:, 1:-1])
    down = (
        np.maximum(padded[:-2], padded[2:])[:, 1:-1]
        if not corners
        else (np.maximum(across[:-2], across[2:]))
    )
    grown: FloatArray = np.maximum(across[1:-1], down)
    return grown


def reduced_by(ink: FloatArray, factor: int) -> FloatArray:
    """The mean of each `factor` x `factor` block, padded with background."""
    if factor == 1:
        return ink
    height, width = (-(-side // factor) for side in ink.shape)
    full = np.zeros((height * factor, width * factor), np.float32)
    full[: ink.shape[0], : ink.shape[1]] = ink
    means: FloatArray = full.reshape(height, factor, width, factor).mean(axis=(1, 3))
    return means
