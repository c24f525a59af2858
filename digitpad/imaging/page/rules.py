"""Printed rules on paper, and their removal: ruled and squared paper, margins, form boxes.

They are lines from one edge of the picture, of its ink or of a box to the other, which are no
strokes of the writing. They are erased except where a stroke crosses them.

    ----7----        7
    ---/-----  ->   /
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from digitpad.common.types import FloatArray, IntArray
from digitpad.imaging.page.lines import LINE_LEVEL, Line, extent, find_lines, strip_around
from digitpad.imaging.page.marks import MIN_EXTENT, Marks, find_marks

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


def without_rules(ink: FloatArray, marks: Marks) -> tuple[FloatArray, tuple[Line, ...]]:
    """Ink without printed rules, and the rules.

    Args:
        ink: (H, W) float32, ink 1 on 0.
        marks: its components.

    Returns:
        (H, W) float32, `ink` itself where there are none; and what was removed.
    """
    found: tuple[Line, ...] = ()
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


def erase(ink: FloatArray, rules: tuple[Line, ...]) -> FloatArray:
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


def as_dark_as_in(ink: FloatArray, rule: Line) -> Line:
    """A rule, at least as dark as it is in this ink; thin ones are darker the finer the ink is."""
    across = ink.T if rule.vertical else ink
    window = across[:, rule.start : rule.start + len(rule.path)]
    _, strip = strip_around(window, rule.path, max(1, round(rule.width)))
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
) -> tuple[FloatArray, tuple[Line, ...]]:
    """Ink without the rules from side to side of a box, as far as they are certain."""
    left, top, right, bottom = box
    window = ink[top:bottom, left:right]
    level = find_lines(window, vertical=False, is_picture=is_picture)
    turned = np.ascontiguousarray(window.T)
    upright = find_lines(turned, vertical=True, is_picture=is_picture)
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
    window: FloatArray, level: list[Line], upright: list[Line], *, is_picture: bool
) -> tuple[Line, ...]:
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

    def is_rule(rule: Line) -> bool:
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


def _are_around(window: FloatArray, rules: tuple[Line, ...], writing: IntArray) -> bool:
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


def _is_at_side(window: FloatArray, rule: Line) -> bool:
    """Whether a rule runs along the first or the last pixels of a window."""
    room = 1 + 2 * rule.width
    is_last = rule.path.max() >= window.shape[rule.vertical] - 1 - room
    return bool(rule.path.min() <= room or is_last)


def _ink_across(rule: Line) -> float:
    """The ink in one slice across a rule, in pixels."""
    return rule.width * rule.darkness


def _is_unbroken(window: FloatArray, rule: Line) -> bool:
    """Whether there is ink all along a rule, as there is not along strokes inside a frame."""
    across = window.T if rule.vertical else window
    _, strip = strip_around(across, rule.path, max(1, round(rule.width)))
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


def _erase_one(ink: FloatArray, rule: Line) -> None:
    """Set a line of `ink` (turned, if it is vertical) to 0 in place."""
    columns = slice(rule.start, rule.start + len(rule.path))
    window = ink[:, columns]
    # Near enough to take no stroke beside the line for it where the line is gone already.
    reach = max(2, round(rule.width))
    rows, strip = strip_around(window, rule.path, 2 * reach)
    low, high = extent(strip, reach)
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
