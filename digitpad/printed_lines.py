"""Lines printed on paper, taken away.

They run straight from edge to edge, thinner or fainter than the pen. All slopes and heights are
tried (a Hough transform, Duda and Hart 1972, for lines that lie nearly flat), the ones that are
inked almost all along are followed and erased, but not where the pen crosses them.

    ----7----        7
    ---/-----  ->   /
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.components import label_components
from digitpad.types import AnyArray, BoolArray, FloatArray, IntArray

STEEPEST = 0.14
"""Printed lines lean by at most so many pixels a pixel."""

LEAST_INKED = 0.6
"""Printed lines are inked over at least this share of the picture's width..."""

AT_THE_EDGES = 0.5
"""...and over at least this share of its outermost eighths on either side."""

THICKEST_LINE = 0.6
FAINT_LINE = 0.6
"""A line thicker than the first, in pen widths, and darker than the second is the pen's own."""

LINE_LEVEL = 0.12
"""Ink from which on a pixel may belong to a line; fresh lines are pale."""

PART_LEVEL = 0.25
SMALL_PART = 0.03
SMALL_PART_AT_THE_RIM = 0.3
THIN_PART = 0.4
"""What is left on a cleaned page is dirt if it has less ink than these shares of the largest
part's, or is nowhere as thick as the last, in pen widths. Parts are what hangs together at the
first level."""

MOST_LINES = 60
MOST_LAYERS = 60


@dataclass(frozen=True, slots=True)
class _PrintedLine:
    """A line from left to right: its height at the left edge, and how far it sinks a pixel."""

    start: float
    slope: float


def without_printed_lines(ink: FloatArray) -> FloatArray:
    """Ink (H, W) without lines that run from edge to edge, where the pen did not cross them.

    Left as it is where no more than such lines would be lost or nothing would remain.
    """
    cleaned = ink
    for upright in (False, True):
        across = cleaned.T if upright else cleaned
        lines = _find_lines(across)
        if lines:
            across = _erase(across, lines)
            cleaned = across.T if upright else across
    if cleaned is ink or not (cleaned > 0.5).any():
        return ink
    return np.ascontiguousarray(cleaned)


def _find_lines(ink: FloatArray) -> list[_PrintedLine]:
    """Straight lines that are inked nearly all along, by trying all slopes and heights."""
    height, width = ink.shape
    factor = max(1, round(width / 200))
    rows, columns = height // factor, width // factor
    if rows < 8 or columns < 8:
        return []
    blocks = ink[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor)
    inked = np.pad(blocks.max(axis=(1, 3)) > LINE_LEVEL, ((1, 1), (0, 0)))
    # One pixel up or down counts too: lines are not perfectly straight.
    near = inked[:-2] | inked[1:-1] | inked[2:]
    slopes = np.linspace(-STEEPEST, STEEPEST, 41)
    place = np.arange(columns)
    padding = int(STEEPEST * columns) + 2
    eighth = columns // 8
    tall = np.pad(near, ((padding, padding), (0, 0)))
    shares = np.empty((len(slopes), rows), np.float32)
    for number, slope in enumerate(slopes):
        shift = np.round(slope * (place - columns / 2)).astype(int) + padding
        along = tall[np.arange(rows)[:, None] + shift, place]
        at_edges = along[:, :eighth].mean(axis=1), along[:, -eighth:].mean(axis=1)
        reaches = np.minimum(*at_edges) >= AT_THE_EDGES
        shares[number] = along.mean(axis=1) * reaches
    return _peaks(shares, slopes, factor, columns)


def _peaks(shares: AnyArray, slopes: AnyArray, factor: int, columns: int) -> list[_PrintedLine]:
    """The most inked lines, none nearer to another than a few pixels."""
    lines: list[_PrintedLine] = []
    shares = shares.copy()
    while shares.max() >= LEAST_INKED and len(lines) < MOST_LINES:
        slope, row = divmod(int(shares.argmax()), shares.shape[1])
        best = np.flatnonzero(shares[slope, max(0, row - 2) : row + 3] >= shares[slope, row] - 0.03)
        middle = max(0, row - 2) + float(best.mean())
        tilt = float(slopes[slope])
        start = (middle + 0.5 - tilt * columns / 2) * factor
        lines.append(_PrintedLine(start, tilt))
        shares[:, max(0, row - 3) : row + 4] = 0
    return lines


def _erase(ink: FloatArray, lines: list[_PrintedLine]) -> FloatArray:
    """The lines set to 0, except where the pen crosses them."""
    height, width = ink.shape
    place = np.arange(width)
    reach = max(3, height // 60)
    cleaned = ink.copy()
    pen, thickness = _pen_width(ink), _thickness(ink)
    for line in lines:
        centre = np.round(line.start + line.slope * (place + 0.5) - 0.5).astype(int)
        levels = centre[None, :] + np.arange(-2 * reach, 2 * reach + 1)[:, None]
        inside = (levels >= 0) & (levels < height)
        levels = np.clip(levels, 0, height - 1)
        strip = np.where(inside, ink[levels, place], 0)
        low, high = _extent(strip, reach)
        usual, level = float(np.median(high - low + 1)), float(np.median(strip[2 * reach]))
        through = thickness[levels[2 * reach], place]
        whole = float(np.median(through[through > 0])) if through.any() else 0.0
        if whole > THICKEST_LINE * pen and level > FAINT_LINE:
            continue
        erase = _not_crossed(strip, low, high, usual, level) & inside
        cleaned[levels[erase], np.broadcast_to(place, levels.shape)[erase]] = 0
    return cleaned


def _thickness(ink: FloatArray) -> IntArray:
    """How high the run of ink is that each pixel lies in, (H, W); 0 outside of ink."""
    empty = np.pad(ink <= LINE_LEVEL, ((1, 1), (0, 0)), constant_values=True)
    level = np.arange(len(empty))[:, None]
    before = np.maximum.accumulate(np.where(empty, level, 0), axis=0)
    after = np.minimum.accumulate(np.where(empty, level, len(level))[::-1], axis=0)[::-1]
    run: IntArray = np.where(empty, 0, after - before - 1)[1:-1]
    return run


def _pen_width(ink: FloatArray) -> float:
    """How thick the thickest stroke is, in pixels: peeled off layer by layer until all is gone."""
    solid, layers = ink > 0.5, 0
    while solid.any() and layers < MOST_LAYERS:
        solid = _peeled(solid)
        layers += 1
    return max(2.0 * layers - 1, 1.0)


def _peeled(solid: BoolArray) -> BoolArray:
    """Without the pixels that have an empty neighbour at an edge."""
    padded = np.pad(solid, 1)
    upright = solid & padded[:-2, 1:-1] & padded[2:, 1:-1]
    inner: BoolArray = upright & padded[1:-1, :-2] & padded[1:-1, 2:]
    return inner


def without_dirt(ink: FloatArray) -> FloatArray:
    """Ink (H, W) of a photo without crumbs: remains of lines, dust, dark corners at the rim."""
    solid = ink > PART_LEVEL
    labels, count = label_components(solid)
    if count < 2:
        return ink
    mass = np.bincount(labels.ravel(), weights=ink.ravel(), minlength=count + 1)
    mass[0] = 0
    largest = float(mass.max())
    core = ink > 0.5
    for _ in range(int(THIN_PART * _pen_width(ink) / 2)):
        core = _peeled(core)
    has_core = np.bincount(labels[core], minlength=count + 1) > 0
    at_rim = np.zeros(count + 1, bool)
    for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        at_rim[side] = True
    kept = (mass >= SMALL_PART * largest) & has_core
    kept &= ~at_rim | (mass >= SMALL_PART_AT_THE_RIM * largest)
    kept[int(mass.argmax())] = True
    kept[0] = False
    near = np.pad(kept[labels], 2)
    for axis in (0, 1):
        near = near | np.roll(near, 1, axis) | np.roll(near, -1, axis)
        near = near | np.roll(near, 1, axis) | np.roll(near, -1, axis)
    cleaned: FloatArray = ink * near[2:-2, 2:-2]
    return cleaned


def _extent(strip: FloatArray, reach: int) -> tuple[AnyArray, AnyArray]:
    """In each column, the first and last level of the line within `reach` of its middle."""
    near = strip[reach : 3 * reach + 1] > LINE_LEVEL
    low = np.where(near.any(axis=0), near.argmax(axis=0), reach) + reach
    last = near.shape[0] - 1 - near[::-1].argmax(axis=0)
    high = np.where(near.any(axis=0), last, reach) + reach
    return low, high


def _not_crossed(
    strip: FloatArray, low: AnyArray, high: AnyArray, usual: float, level: float
) -> BoolArray:
    """Which pixels of the strip belong to the line alone."""
    levels = np.arange(len(strip))[:, None]
    in_line = (levels >= low) & (levels <= high)
    # Where the pen crosses, ink goes on beyond the line, or is far darker than the line is.
    thicker = (high - low + 1) > usual + 2
    darker = strip.max(axis=0) > level + 0.3
    crossed = thicker | darker
    widened = crossed.copy()
    widened[1:] |= crossed[:-1]
    widened[:-1] |= crossed[1:]
    alone: BoolArray = in_line & ~widened
    return alone
