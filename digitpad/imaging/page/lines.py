"""Lines across a picture: thin, nearly straight, from one side to the other.

They are looked for in narrow strips of a reduced picture: a path from strip to strip is found by
dynamic programming, so a line may slope and bend a little. Then each is measured in full size.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from digitpad.common.types import AnyArray, BoolArray, FloatArray, IntArray

LINE_LEVEL = 0.12
"""The ink threshold for pixels of a line; ruled lines are often pale."""

STEEPEST = 0.14
"""The largest slope of a line, in pixels per pixel."""

STRIPS = 16
"""Strips that a picture is parted into, across the lines."""

SEARCH_SIDE = 256
"""Lines are looked for in a picture reduced to about this size."""

MIN_INKED = 0.8
"""A line is inked along at least this share of its length."""

OUTSIDE = 0.76
"""What a strip in which a sloping line has left the picture counts."""

UNDER_STROKE = 0.7
"""What a strip counts in which a thick stroke lies where the line would be."""

THICKEST = 0.03
"""The thickest line, as a share of the picture's longer side."""

THICKEST_LINE = 0.08
MIN_THICKEST = 4.0
"""The largest width of a line as a share of its length; in small pictures, in pixels."""

MOST_BENT = 1.5
"""The largest distance of a line from a parabola, in pixels of the reduced picture."""

MAX_LINES = 80


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line across a window of the picture.

    Attributes:
        vertical: whether it runs from top to bottom, not from left to right.
        start: the first column (row, if vertical) of the window.
        path: (L,) the row (column) of its middle in each column (row) of the window.
        height: the usual number of inked pixels across it.
        width: the same, counting faint pixels as parts of one.
        darkness: median ink along its middle.
    """

    vertical: bool
    start: int
    path: IntArray
    height: float
    width: float
    darkness: float


def find_lines(ink: FloatArray, *, vertical: bool, is_picture: bool) -> list[Line]:
    """Thin lines from the left to the right of a window (or, turned, from top to bottom).

    They may leave the whole picture above or below.
    """
    height, width = ink.shape
    factor = max(1, round(width / SEARCH_SIDE))
    # The last rows count even where they are no whole pixel of the reduced window.
    rows, columns = -(-height // factor), width // factor
    if rows < 4 or columns < STRIPS:
        return []
    fine = np.pad(ink[:, : columns * factor] > LINE_LEVEL, ((0, rows * factor - height), (0, 0)))
    inked = fine
    if factor > 1:
        inked = np.any(fine.reshape(rows, factor, columns, factor), axis=(1, 3))
    edges = np.linspace(0, columns, STRIPS + 1).astype(int)
    share = np.zeros((STRIPS, columns), np.float32)
    for strip, (start, stop) in enumerate(pairwise(edges)):
        share[strip, start:stop] = 1 / (stop - start)
    # (strip, row): the share of the strip's columns that are inked there, and there or beside.
    own = share @ inked.T.astype(np.float32)
    wide = inked.copy()
    wide[1:] |= inked[:-1]
    wide[:-1] |= inked[1:]
    cover = share @ wide.T.astype(np.float32)
    outside = OUTSIDE * is_picture
    line = np.where(cover > 0.5, cover, 0)
    if np.maximum(line.max(axis=1), outside).sum() < MIN_INKED * STRIPS:
        # No path can be good enough, as in most pictures of one digit.
        return []
    value = np.where(_is_thin(own), line, UNDER_STROKE * (cover > 0.9))
    middles = (edges[:-1] + edges[1:]) / 2
    paths = _paths(value, int(np.ceil(STEEPEST * columns / STRIPS)), outside)
    x = (np.arange(width) + 0.5) / factor
    lines = []
    for path, inside in paths:
        chosen = np.flatnonzero(inside)
        bend = _fitted(middles[chosen], path[chosen])
        if bend is None:
            continue
        middle = np.floor((np.polyval(bend, x) + 0.5) * factor).astype(np.int64)
        found = _measured(ink, middle, factor, vertical=vertical)
        if found is not None and found.width <= max(THICKEST_LINE * width, MIN_THICKEST):
            lines.append(found)
    return lines


def _fitted(x: AnyArray, y: AnyArray) -> AnyArray | None:
    """The parabola (a line, for few points) through most points; None where they are no curve.

    Where a stroke lies on the line, the path may leave it.
    """
    least = max(STRIPS // 3, round(MIN_INKED * len(x)) - 1)
    while len(x) >= least:
        bend = np.polyfit(x, y, 2 if len(x) > STRIPS // 2 else 1)
        distance = np.abs(np.polyval(bend, x) - y)
        if distance.max() <= MOST_BENT:
            return bend
        kept = np.arange(len(x)) != distance.argmax()
        x, y = x[kept], y[kept]
    return None


def _is_thin(cover: AnyArray) -> BoolArray:
    """Where no thick stroke lies along a strip: some distance away on both sides, it ends."""
    thickest = max(2, round(THICKEST * cover.shape[1])) + 1
    is_thin = np.zeros(cover.shape, bool)
    ends = np.pad(cover < 0.5, ((0, 0), (thickest, thickest)), constant_values=True)
    length = cover.shape[1]
    for reach in {max(2, thickest // 3), 2 * thickest // 3, thickest}:
        above, below = thickest - reach, thickest + reach
        is_thin |= ends[:, above : above + length] & ends[:, below : below + length]
    return is_thin


def _paths(value: FloatArray, steepest: int, outside: float) -> list[tuple[AnyArray, BoolArray]]:
    """The best separate paths through (strip, row) `value`s from strip to strip.

    Returns:
        For each the rows (STRIPS,), and in which strips it lies inside the picture.
    """
    strips, rows = value.shape
    room = steepest * strips // 2
    value = np.pad(value, ((0, 0), (room, room)), constant_values=outside)
    if not _has_straight_path(value, steepest):
        return []
    total = value[0].copy()
    steps = np.zeros(value.shape, np.int64)
    moves = np.arange(-steepest, steepest + 1)
    for strip in range(1, strips):
        padded = np.pad(total, steepest, constant_values=-np.inf)
        options = np.stack([padded[steepest + m : steepest + m + len(total)] for m in moves])
        options = options - 0.01 * np.abs(moves)[:, None]
        best = options.argmax(axis=0)
        steps[strip] = moves[best]
        total = options[best, np.arange(len(total))] + value[strip]
    paths: list[tuple[AnyArray, BoolArray]] = []
    taken = np.zeros(value.shape, bool)
    for end in np.argsort(-total, kind="stable"):
        if total[end] < MIN_INKED * strips or len(paths) >= MAX_LINES:
            break
        path = np.empty(strips, np.int64)
        path[-1] = end
        for strip in range(strips - 1, 0, -1):
            path[strip - 1] = path[strip] + steps[strip, path[strip]]
        places = np.arange(strips), path
        if taken[places].mean() > 0.2:
            continue
        for near in range(-3, 4):
            taken[places[0], np.clip(path + near, 0, value.shape[1] - 1)] = True
        inside = (path >= room) & (path < room + rows)
        if inside.any() and value[places][inside].mean() >= MIN_INKED:
            paths.append((path - room, inside))
    return paths


def _has_straight_path(value: FloatArray, steepest: int) -> bool:
    """Whether some straight path is nearly good enough; most pictures have none."""
    strips, rows = value.shape
    near = value.copy()
    for step in (1, 2):
        np.maximum(near[:, step:], value[:, :-step], out=near[:, step:])
        np.maximum(near[:, :-step], value[:, step:], out=near[:, :-step])
    slopes = np.arange(-2 * steepest, 2 * steepest + 1) / 2
    shifts = np.round(slopes[:, None] * (np.arange(strips) - (strips - 1) / 2)).astype(np.intp)
    reach = int(shifts.max())
    total = np.zeros((len(slopes), max(rows - 2 * reach, 0)), np.float32)
    for strip in range(strips):
        starts = reach + shifts[:, strip, None]
        total += near[strip, starts + np.arange(total.shape[1])]
    return bool(total.max(initial=0) >= MIN_INKED * strips)


def _measured(ink: FloatArray, path: IntArray, factor: int, *, vertical: bool) -> Line | None:
    """The line along about this path, moved onto the middle of its ink."""
    reach = max(3, 3 * factor, round(0.02 * len(ink)))
    _, strip = strip_around(ink, path, 2 * reach)
    low, high = extent(strip, reach)
    has_ink = strip.max(axis=0) > LINE_LEVEL
    if not has_ink.any():
        return None
    usual = float(np.median((high - low + 1)[has_ink]))
    plain = has_ink & (high - low + 1 <= usual + 1)
    middle = (low + high) // 2 - 2 * reach
    columns = np.arange(len(path))
    trend = np.polyfit(columns[plain], middle[plain], 1)
    path = path + np.round(np.polyval(trend, columns)).astype(np.int64)
    chosen = strip[:, plain]
    levels = np.arange(len(strip))[:, None]
    along = np.where((levels >= low[plain]) & (levels <= high[plain]), chosen, 0)
    darkness = float(np.median(along.max(axis=0)))
    width = float(np.median(along.sum(axis=0))) / max(darkness, LINE_LEVEL)
    return Line(vertical, 0, path, usual, width, darkness)


def strip_around(ink: FloatArray, path: IntArray, reach: int) -> tuple[AnyArray, FloatArray]:
    """The rows `reach` above to below a path (2 `reach` + 1, L), and the ink there."""
    rows = path + np.arange(-reach, reach + 1)[:, None]
    inside = (rows >= 0) & (rows < len(ink))
    rows = np.clip(rows, 0, len(ink) - 1)
    return rows, np.where(inside, ink[rows, np.arange(ink.shape[1])], 0)


def extent(strip: FloatArray, reach: int) -> tuple[AnyArray, AnyArray]:
    """The first and last row of the line in each column: the run of ink nearest to its middle."""
    middle = len(strip) // 2
    inked = strip > LINE_LEVEL
    near = inked[middle - reach : middle + reach + 1]
    order = np.argsort(np.abs(np.arange(len(near)) - reach), kind="stable")
    seed = order[near[order].argmax(axis=0)] + middle - reach
    level = np.arange(len(strip))[:, None]
    empty = ~inked
    low = np.where(empty & (level < seed), level, -1).max(axis=0) + 1
    high = np.where(empty & (level > seed), level, len(strip)).min(axis=0) - 1
    return low, high
