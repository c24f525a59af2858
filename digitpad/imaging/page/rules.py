"""Printed rules on paper, and their removal: ruled and squared paper, margins, form boxes.

They are straight, thin and long: from one edge of the picture, of its ink or of a box to the other.
A line is followed by dynamic programming through narrow strips, so it may slope and bend a little.
Lines are erased except where a stroke crosses them.

    ----7----        7
    ---/-----  ->   /
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from digitpad.common.types import AnyArray, BoolArray, FloatArray, IntArray
from digitpad.imaging.page.marks import MIN_EXTENT, Marks, find_marks

LINE_LEVEL = 0.12
"""The ink threshold for pixels of a line; ruled lines are often pale."""

STEEPEST = 0.14
"""The largest slope of a rule, in pixels per pixel."""

STRIPS = 16
"""Strips that a picture is parted into, across the rules."""

SEARCH_SIDE = 256
"""Rules are looked for in a picture reduced to about this size."""

MIN_INKED = 0.8
"""A rule is inked along at least this share of its length."""

OUTSIDE = 0.76
"""What a strip in which a sloping rule has left the picture counts."""

UNDER_STROKE = 0.7
"""What a strip counts in which a thick stroke lies where the rule would be."""

THICKEST = 0.03
"""The thickest rule, as a share of the picture's longer side."""

THICKEST_LINE = 0.08
MIN_THICKEST = 4.0
"""The largest width of a rule as a share of its length; in small pictures, in pixels."""

MOST_BENT = 1.5
"""The largest distance of a rule from a parabola, in pixels of the reduced picture."""

THINNER = 0.6
FAINTER = 0.6
"""A single line is a rule if it is thinner or fainter than these shares of the pen."""

FAR_LESS = 0.2
"""A line across the whole picture is a rule if it has less ink than this share of a stroke's, even
if the writing goes as far to the side."""

REPEATED = 3
"""This many lines side by side are rules even if they are drawn like strokes."""

MIN_REST = 0.02
"""The least ink that must remain, as a share of all ink; otherwise the lines are the writing."""

MAIN_MASS = 0.05
"""Marks with less ink, as a share of the largest's, may be remains of a line."""


MIN_ROOM = 0.02
"""Rules are longer than the writing by at least this share on both sides."""

MIN_FRAME = 0.85
"""The share of each side of a box that a component covers in order to be a printed box."""

UNBROKEN = 0.97
"""A rule within a frame has ink along at least this share of its length."""

LIKE_SIDES = 2.0
"""Lines within a frame have at most this many times the ink of its sides; strokes may have more."""

MAX_RULES = 80


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
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


def without_rules(ink: FloatArray, marks: Marks) -> tuple[FloatArray, tuple[Rule, ...]]:
    """Ink without printed rules, and the rules.

    Args:
        ink: (H, W) float32, ink 1 on 0.
        marks: its components.

    Returns:
        (H, W) float32, `ink` itself where there are none; and what was removed.
    """
    found: tuple[Rule, ...] = ()
    height, width = ink.shape
    if not len(marks):
        return ink, found
    if _touches_opposite_sides(ink):
        ink, found = _removed(ink, (0, 0, width, height), is_picture=True)
    inked = ink > LINE_LEVEL
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return ink, found
    box = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    if box != (0, 0, width, height):
        ink, more = _removed(ink, box)
        found += more
    if found:
        marks = find_marks(ink)
    for component in _frames(marks):
        left, top, right, bottom = marks.boxes[component].tolist()
        ink, more = _removed(ink, (left, top, right, bottom))
        found += more
    return ink, found


def erase(ink: FloatArray, rules: tuple[Rule, ...]) -> FloatArray:
    """Set rules to 0, except where a stroke crosses them."""
    # The last time, nothing of the upright lines is left where they crossed.
    for vertical in (False, True, False):
        chosen = [rule for rule in rules if rule.vertical == vertical]
        if chosen:
            across = (ink.T if vertical else ink).copy()
            for rule in chosen:
                _erase_one(across, rule)
            ink = np.ascontiguousarray(across.T) if vertical else across
    return ink


def as_dark_as_in(ink: FloatArray, rule: Rule) -> Rule:
    """A rule, at least as dark as it is in this ink; thin ones are darker the finer the ink is."""
    across = ink.T if rule.vertical else ink
    window = across[:, rule.start : rule.start + len(rule.path)]
    _, strip = _strip_around(window, rule.path, max(1, round(rule.width)))
    return replace(rule, darkness=max(rule.darkness, float(np.median(strip.max(axis=0)))))


def _touches_opposite_sides(ink: FloatArray) -> bool:
    depth = max(1, min(ink.shape) // 50)
    level = LINE_LEVEL
    return bool(
        ((ink[:, :depth] > level).any() and (ink[:, -depth:] > level).any())
        or ((ink[:depth] > level).any() and (ink[-depth:] > level).any())
    )


def _removed(
    ink: FloatArray, box: tuple[int, int, int, int], *, is_picture: bool = False
) -> tuple[FloatArray, tuple[Rule, ...]]:
    """Ink without the rules from side to side of a box, as far as they are certain."""
    left, top, right, bottom = box
    window = ink[top:bottom, left:right]
    level = _lines_across(window, vertical=False, is_picture=is_picture)
    turned = np.ascontiguousarray(window.T)
    upright = _lines_across(turned, vertical=True, is_picture=is_picture)
    rules = _certain(window, level, upright, is_picture=is_picture)
    if not rules:
        return ink, ()
    cleaned = ink.copy()
    cleaned[top:bottom, left:right] = erase(window, rules)
    moved = tuple(
        replace(
            rule,
            start=rule.start + (top if rule.vertical else left),
            path=rule.path + (left if rule.vertical else top),
        )
        for rule in rules
    )
    return cleaned, moved


def _certain(
    window: FloatArray, level: list[Rule], upright: list[Rule], *, is_picture: bool
) -> tuple[Rule, ...]:
    """The lines that are rules: part of a grid or box, repeated, or unlike the pen.

    Lines that are no longer than the writing among them may be its strokes.
    """
    every = tuple(level + upright)
    if not every:
        return ()
    rest = find_marks(erase(window, every))
    if rest.mass.max() < MIN_REST * float(window.sum()) or rest.extents.max() < MIN_EXTENT:
        return every if is_picture and len(level) >= REPEATED else ()
    main = int(rest.mass.argmax())
    pen, peak = float(rest.widths[main]), float(rest.peaks[main])
    writing = rest.boxes[rest.mass > MAIN_MASS * rest.mass[main]]
    height, width = window.shape
    room_across = min(writing[:, 0].min(), width - writing[:, 2].max())
    room_down = min(writing[:, 1].min(), height - writing[:, 3].max())
    is_longer = {
        False: room_across > MIN_ROOM * width + max(rule.width for rule in every),
        True: room_down > MIN_ROOM * height + max(rule.width for rule in every),
    }
    counts = {False: len(level), True: len(upright)}
    is_grid = min(counts.values()) >= 2 and all(is_longer.values())
    is_framed = min(counts.values()) >= 2 and _are_around(window, every, rest.boxes[main])

    def is_rule(rule: Rule) -> bool:
        is_unlike = rule.width < THINNER * pen or rule.darkness < FAINTER * peak
        is_repeated = counts[rule.vertical] >= REPEATED
        if is_framed and _is_at_side(window, rule):
            return True
        if is_framed and _is_unbroken(window, rule):
            sides = (side for side in every if _is_at_side(window, side))
            return _ink_across(rule) <= LIKE_SIDES * max(map(_ink_across, sides))
        if is_longer[rule.vertical]:
            return is_grid or is_unlike or (is_repeated and not rule.vertical)
        has_far_less = _ink_across(rule) < FAR_LESS * pen * peak
        return is_picture and (has_far_less or (is_repeated and is_unlike))

    return tuple(filter(is_rule, every))


def _are_around(window: FloatArray, rules: tuple[Rule, ...], writing: IntArray) -> bool:
    """Whether rules run along all sides of a window, and the main writing only inside them.

    Args:
        window: (H, W) ink.
        rules: found in it.
        writing: (4,) left, top, right and bottom of the largest mark that is no rule.
    """
    for vertical, start, end in ((False, writing[1], writing[3]), (True, writing[0], writing[2])):
        sides = [r for r in rules if r.vertical == vertical and _is_at_side(window, r)]
        first = min((rule.path.min() for rule in sides), default=0)
        last = max((rule.path.max() for rule in sides), default=0)
        if last - first < window.shape[vertical] / 2 or (start <= first and end > last):
            return False
    return True


def _is_at_side(window: FloatArray, rule: Rule) -> bool:
    """Whether a rule runs along the first or the last pixels of a window."""
    room = 1 + 2 * rule.width
    is_last = rule.path.max() >= window.shape[rule.vertical] - 1 - room
    return bool(rule.path.min() <= room or is_last)


def _ink_across(rule: Rule) -> float:
    """The ink in one slice across a rule, in pixels."""
    return rule.width * rule.darkness


def _is_unbroken(window: FloatArray, rule: Rule) -> bool:
    """Whether there is ink all along a rule, as there is not along strokes inside a frame."""
    across = window.T if rule.vertical else window
    _, strip = _strip_around(across, rule.path, max(1, round(rule.width)))
    # The first and the last pixel may be the frame's faint edge, which has gaps.
    inner = strip[:, 1:-1].max(axis=0)
    return bool((inner > LINE_LEVEL).mean() > UNBROKEN)


def _frames(marks: Marks) -> list[int]:
    """The components that reach along all four sides of their box: printed boxes."""
    frames = []
    for component in np.flatnonzero(marks.extents >= 12).tolist():
        left, top, right, bottom = marks.boxes[component].tolist()
        width, height = right - left, bottom - top
        if marks.mass[component] > 0.5 * width * height or min(width, height) < 8:
            continue
        own = marks.labels[top:bottom, left:right] == component
        near = max(2, round(0.05 * min(width, height)))
        sides = (own[:near], own[-near:], own[:, :near].T, own[:, -near:].T)
        if all(side.any(axis=0).mean() >= MIN_FRAME for side in sides):
            frames.append(component)
    return frames


def _lines_across(ink: FloatArray, *, vertical: bool, is_picture: bool) -> list[Rule]:
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
    rules = []
    for path, inside in paths:
        chosen = np.flatnonzero(inside)
        bend = _fitted(middles[chosen], path[chosen])
        if bend is None:
            continue
        middle = np.floor((np.polyval(bend, x) + 0.5) * factor).astype(np.int64)
        rule = _measured(ink, middle, factor, vertical=vertical)
        if rule is not None and rule.width <= max(THICKEST_LINE * width, MIN_THICKEST):
            rules.append(rule)
    return rules


def _fitted(x: AnyArray, y: AnyArray) -> AnyArray | None:
    """The parabola (a line, for few points) through most points; None where they are no curve.

    Where a stroke lies on the rule, the path may leave it.
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
        if total[end] < MIN_INKED * strips or len(paths) >= MAX_RULES:
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


def _strip_around(ink: FloatArray, path: IntArray, reach: int) -> tuple[AnyArray, FloatArray]:
    """The rows `reach` above to below a path (2 `reach` + 1, L), and the ink there."""
    rows = path + np.arange(-reach, reach + 1)[:, None]
    inside = (rows >= 0) & (rows < len(ink))
    rows = np.clip(rows, 0, len(ink) - 1)
    return rows, np.where(inside, ink[rows, np.arange(ink.shape[1])], 0)


def _measured(ink: FloatArray, path: IntArray, factor: int, *, vertical: bool) -> Rule | None:
    """The line along about this path, moved onto the middle of its ink."""
    reach = max(3, 3 * factor, round(0.02 * len(ink)))
    _, strip = _strip_around(ink, path, 2 * reach)
    low, high = _extent(strip, reach)
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
    return Rule(vertical, 0, path, usual, width, darkness)


def _extent(strip: FloatArray, reach: int) -> tuple[AnyArray, AnyArray]:
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


def _erase_one(ink: FloatArray, rule: Rule) -> None:
    """Set a line of `ink` (turned, if it is vertical) to 0 in place."""
    columns = slice(rule.start, rule.start + len(rule.path))
    window = ink[:, columns]
    # Near enough to take no stroke beside the line for it where the line is gone already.
    reach = max(2, round(rule.width))
    rows, strip = _strip_around(window, rule.path, 2 * reach)
    low, high = _extent(strip, reach)
    levels = np.arange(len(strip))[:, None]
    has_ink = strip[reach : 3 * reach + 1].max(axis=0) > LINE_LEVEL
    # Where a stroke crosses, ink continues beyond the line, or is far darker than the line.
    along = (levels >= low) & (levels <= high)
    is_darker = np.where(along, strip, 0).max(axis=0) > rule.darkness + 0.3
    crossed = (high - low + 1 > rule.height + 2) | is_darker
    crossed[1:] |= crossed[:-1].copy()
    crossed[:-1] |= crossed[1:].copy()
    # One more pixel on both sides, with ink too light to be found.
    chosen = (levels >= low - 1) & (levels <= high + 1) & ~crossed & has_ink
    window[rows[chosen], np.broadcast_to(np.arange(window.shape[1]), rows.shape)[chosen]] = 0
