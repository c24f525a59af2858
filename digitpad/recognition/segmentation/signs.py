"""Signs among digits: dashes, dots, commas, slashes, brackets, plus and equals signs.

A classifier sees every mark enlarged to the same size, so a dash or a comma becomes a tall 1. What
tells them apart is lost there: their size and place beside the digits around them, and how few and
how straight their strokes are. Each rule here turns that into log odds against a digit.

    3 . 1 4      lower than 42 % of its neighbours: a dot
    5 - 3        nothing but flat strokes: a dash
    1 / 2        straight, slanted, taller than its neighbours: a slash
    ( 0 3 0 )    one thin line, both ends bent to the same side: a bracket
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import Phrase
from digitpad.common.types import AnyArray
from digitpad.ink.strokes import Stroke
from digitpad.recognition.numbers import Box
from digitpad.recognition.segmentation.strokes import resampled

NO_NEIGHBOURS: AnyArray = np.zeros((0, 4))

SMALL = 0.42
SMALL_SLOPE = 40.0
"""A mark whose tallest stroke has this share of its neighbours' height is a sign or a digit with
equal odds; they change by `SMALL_SLOPE` per height. At 45 % the odds are 1 to 3."""

SMALL_PARTS = 0.3
"""The same for each of several strokes, since an 8 may be made of two small rings."""

HANGING = 0.08
HANGING_ODDS = 4.0
PLAIN = 2.0
"""A small stroke that starts below the middle of the line and ends this share of a height below the
baseline is rather a comma, if it is no longer than `PLAIN` times its extent, as digits are."""

TOP_BAR = 0.3
"""The top bar of a 5 ends above this share of the line's height; dashes lie lower."""

SMALLEST_DIGIT = 5.0
"""The height of the smallest digit that is legible, in widths of its pen; half of it for a row of
digits."""

FLAT_ANGLE = 33.0
FLAT_SLOPE = 0.25
"""Degrees from the horizontal at which a stroke is a dash or a 1 with equal odds. The ones of real
hands lean less than 35 degrees from the vertical."""

SHORTEST_DASH = 1.5
"""In widths of the pen; shorter ones are dots."""

STRAIGHT = 0.07
"""The largest distance of a straight stroke from its chord, as a share of the chord."""

SLASH_REACH, ONE_REACH = (0.12, 0.08), (0.0, 0.06)
SLASH_LEAN, ONE_LEAN = (27.0, 7.0), (8.0, 13.0)
"""Means and standard deviations of slashes and ones: how far each end reaches beyond the digits
beside it, in their heights, and degrees from the vertical. Those of ones come from several hundred
hands."""

LEAST_REACH, LARGEST_REACH = 0.04, 0.18
"""A slash reaches at least this far above and below; a reach beyond the second value counts no
more."""

LEAST_LEAN = 10.0

LOWEST_BESIDE = 0.6
"""The lowest digit beside a slash, in its heights."""

AT_END = -1.0
"""Log odds of a slash at a line's end, where there is nothing on its other side."""

LEVELS = 20
"""Slices from top to bottom, for the outline of a mark."""

BEND = 0.075
BEND_SLOPE = 80.0
"""The bend of both ends, in heights, at which a thin line is a bracket or a 1 with equal odds."""

THIN = 0.16
"""The widest slice of a bracket between its ends, in its heights."""

BRACKET_LEAN = 0.3
"""What each degree over 12 from the vertical takes from a bracket's log odds: ones lean more."""

WIDEST = 0.5
"""Of a bracket, in its heights; wider ones are flat threes."""

BRACKET_ALONE = -1.1
"""Added to its log odds where nothing is beside it: there, ones with a hook at both ends are more
frequent. Chosen on the validation part of the pen ink."""

CROSSED_ODDS = 5.0
"""Of two straight lines that cross in the middle: no digit is made so."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a mark may be instead of a digit.

    Attributes:
        odds: log odds that it is a sign rather than a digit, by size, place and shape alone.
        reason: why, in words.
        is_part: whether it touches a mark beside it, or lies where the top bar of a 5 lies, so
            that it is rather a part of a digit.
    """

    odds: float
    reason: Phrase
    is_part: bool = False


def sign_of(strokes: Sequence[Stroke], pen_width: float, neighbours: AnyArray) -> Sign | None:
    """The sign that a mark may be, or None if nothing suggests one.

    Args:
        strokes: of the mark.
        pen_width: in pad units.
        neighbours: (N, 4) left, top, right and bottom of the other tall marks on its line; N may
            be 0, then only its shape tells.
    """
    boxes = np.array([stroke.bounds() for stroke in strokes], np.float64)
    # The first that is likely gives the reason, the likeliest the odds.
    signs = [_flat(strokes, boxes, pen_width), _small(strokes, boxes, pen_width, neighbours)]
    if len(strokes) == 1 and len(neighbours):
        signs.append(_slash(strokes[0], neighbours))
    if len(strokes) == 2:
        signs.append(_crossed(strokes))
    if len(strokes) <= 3:
        signs.append(_bracket(strokes, boxes, neighbours))
    likely = [sign for sign in signs if sign is not None and sign.odds > 0]
    if not likely:
        return None
    odds = max(sign.odds for sign in likely)
    is_part = False
    if len(neighbours):
        line_top, baseline = np.median(neighbours[:, [1, 3]], axis=0)
        is_top_bar = boxes[:, 3].max() < line_top + TOP_BAR * (baseline - line_top)
        is_part = bool(is_top_bar or _touches(boxes, neighbours, pen_width))
    return Sign(odds, likely[0].reason, is_part)


def _touches(boxes: AnyArray, neighbours: AnyArray, pen_width: float) -> bool:
    """Whether a box of the mark overlaps a neighbour's, or is no farther away than half a pen."""
    near = pen_width / 2
    starts = np.maximum(boxes[:, None, :2] - near, neighbours[None, :, :2])
    ends = np.minimum(boxes[:, None, 2:] + near, neighbours[None, :, 2:])
    return bool((starts <= ends).all(axis=2).any())


def frame_of_small(box: Box, pen_width: float, neighbours: AnyArray) -> Box | None:
    """The square in which a small mark is shown at its true size; None if it is not small.

    Args:
        box: left, top, right and bottom of the mark's points.
        pen_width: in pad units.
        neighbours: (N, 4), as for `sign_of`.
    """
    left, top, right, bottom = box
    height = _line_height(bottom - top, pen_width, neighbours)
    if bottom - top >= SMALL * height:
        return None
    line_top, baseline = np.median(neighbours[:, [1, 3]], axis=0) if len(neighbours) else box[1::2]
    top, bottom = min(line_top, top), max(baseline, bottom)
    x, y, half = (left + right) / 2, (top + bottom) / 2, max(height, right - left, bottom - top) / 2
    return float(x - half), float(y - half), float(x + half), float(y + half)


def _line_height(own: float, pen_width: float, neighbours: AnyArray) -> float:
    """The height of a digit here: the neighbours' if there are any, else its own."""
    if len(neighbours):
        return max(_usual_height(neighbours), SMALLEST_DIGIT / 2 * pen_width)
    return max(own, SMALLEST_DIGIT * pen_width)


def _usual_height(neighbours: AnyArray) -> float:
    """The median height; of an even number the lower one, since brackets and slashes are tall."""
    heights = np.sort(neighbours[:, 3] - neighbours[:, 1])
    return float(heights[(len(heights) - 1) // 2])


def _small(
    strokes: Sequence[Stroke], boxes: AnyArray, pen_width: float, neighbours: AnyArray
) -> Sign:
    """A dot, a comma, a colon: every stroke is low beside its neighbours."""
    top, bottom = float(boxes[:, 1].min()), float(boxes[:, 3].max())
    height = _line_height(bottom - top, pen_width, neighbours)
    tallest = float((boxes[:, 3] - boxes[:, 1]).max()) / height
    odds = SMALL_SLOPE * ((SMALL if len(strokes) == 1 else SMALL_PARTS) - tallest)
    if len(strokes) == 1 and len(neighbours):
        line_top, baseline = np.median(neighbours[:, [1, 3]], axis=0)
        hangs = bottom > baseline + HANGING * height and top > (line_top + baseline) / 2
        if hangs and _length(strokes[0]) < PLAIN * max(*(boxes[0, 2:] - boxes[0, :2])):
            odds += HANGING_ODDS
    return Sign(odds, Phrase("a dot or a comma: too small for a digit"))


def _flat(strokes: Sequence[Stroke], boxes: AnyArray, pen_width: float) -> Sign | None:
    """A dash, a minus, an equals sign: every stroke is flat."""
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    if np.maximum(widths, heights).max() < SHORTEST_DASH * pen_width:
        return None
    angle = float(np.degrees(np.arctan2(heights, widths)).max())
    detours = [_length(stroke) / max(width, 1e-6)
               for stroke, width in zip(strokes, widths, strict=True)]  # fmt: skip
    odds = FLAT_SLOPE * (FLAT_ANGLE - angle) - 6 * max(max(detours) - 1.2, 0)
    return Sign(odds, Phrase("a dash, a minus or an equals sign: only flat lines"))


def _slash(stroke: Stroke, neighbours: AnyArray) -> Sign | None:
    """A straight slanted line that reaches above and below its neighbours."""
    if _crookedness(stroke) > STRAIGHT:
        return None
    left, top, right, bottom = stroke.bounds()
    # Lower ones are parts of digits.
    beside = neighbours[neighbours[:, 3] - neighbours[:, 1] > LOWEST_BESIDE * (bottom - top)]
    if not len(beside):
        return None
    away = np.abs(beside[:, 0] + beside[:, 2] - left - right)
    line_top, baseline = beside[np.argsort(away)[:2]][:, [1, 3]].mean(axis=0)
    reaches = np.array([line_top - top, bottom - baseline]) / (baseline - line_top)
    if reaches.min() < LEAST_REACH:
        return None
    lean = float(np.degrees(np.arctan2(right - left, bottom - top)))
    if lean < LEAST_LEAN:
        return None
    odds = 0.0
    for reach in reaches:
        odds += _log_ratio(min(reach, LARGEST_REACH), SLASH_REACH, ONE_REACH)
    odds += _log_ratio(min(lean, SLASH_LEAN[0]), SLASH_LEAN, ONE_LEAN)
    middle = stroke.points[:, 0].mean()
    is_between = neighbours[:, 0].min() < middle < neighbours[:, 2].max()
    odds += 0 if is_between else AT_END
    return Sign(odds, Phrase("a slash: a slanted line, longer than the digits beside it"))


def _log_ratio(value: float, first: tuple[float, float], second: tuple[float, float]) -> float:
    """The logarithm of the ratio of two normal distributions' densities, (mean, deviation)."""
    densities = [-(((value - mean) / deviation) ** 2) / 2 - np.log(deviation)
                 for mean, deviation in (first, second)]  # fmt: skip
    return float(densities[0] - densities[1])


def _crossed(strokes: Sequence[Stroke]) -> Sign | None:
    """Two straight lines that cross near the middle of both: plus or times."""
    if max(map(_crookedness, strokes)) > STRAIGHT:
        return None
    (start, end), (other_start, other_end) = (stroke.points[[0, -1]] for stroke in strokes)
    # start + a (end - start) = other_start + b (other_end - other_start)
    matrix = np.stack([end - start, other_start - other_end], axis=1).astype(np.float64)
    lengths = np.linalg.norm(matrix, axis=0)
    if lengths.min() < 0.4 * lengths.max() or abs(np.linalg.det(matrix)) < 0.5 * lengths.prod():
        return None
    shares = np.linalg.solve(matrix, other_start - start)
    off_middle = float(np.abs(shares - 0.5).max())
    odds = CROSSED_ODDS - 40 * max(off_middle - 0.2, 0)
    return Sign(odds, Phrase("a plus or times sign: two straight lines that cross"))


def _bracket(strokes: Sequence[Stroke], boxes: AnyArray, neighbours: AnyArray) -> Sign | None:
    """One thin line from top to bottom, both of whose ends bend to the same side."""
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    height = bottom - top
    if height <= 0 or right - left > WIDEST * height:
        return None
    edges = _outline(strokes, top, height)
    if edges is None:
        return None
    levels = (np.arange(LEVELS) + 0.5) / LEVELS
    inner = (levels > 0.15) & (levels < 0.85)
    if (edges[inner, 1] - edges[inner, 0]).max() > THIN:
        return None
    middle = (levels > 0.25) & (levels < 0.75)
    centres = edges.mean(axis=1)
    line = np.polyfit(levels[middle], centres[middle], 1)
    off_line = edges - np.polyval(line, levels)[:, None]
    ends = off_line[[0, 1, -2, -1]].reshape(2, 2, 2)
    # (2,): how far the top and the bottom reach to the left and to the right of the line.
    to_left, to_right = -ends[:, :, 0].min(axis=1), ends[:, :, 1].max(axis=1)
    is_right = to_right > to_left
    if is_right[0] != is_right[1] or np.minimum(to_left, to_right).max() > BEND:
        return None
    less, more = np.sort(np.maximum(to_left, to_right))
    arc = np.polyfit(levels[middle] - 0.5, centres[middle], 2)
    crooked = np.abs(np.polyval(arc, levels[middle] - 0.5) - centres[middle]).max()
    # How far the middle bulges to the side of the ends, as in a 3; an arc bulges away from them.
    notch = -arc[0] * (1 if is_right[0] else -1) / 16
    # Loops and retraced lines make a stroke longer than a bracket of this size.
    loops = sum(map(_length, strokes)) / height / (1 + less + more) - 1.1
    odds = BEND_SLOPE * (min(less, 0.15) - BEND) - 4 * max(more / max(less, 1e-6) - 2, 0)
    odds -= 20 * max(loops, 0)
    odds -= 150 * max(crooked - 0.02, 0) + 150 * max(notch - 0.01, 0)
    odds -= BRACKET_LEAN * max(np.degrees(np.arctan(abs(line[0]))) - 12, 0)
    if not len(neighbours):
        odds += BRACKET_ALONE
    else:
        odds += np.clip(6 * (height / max(_usual_height(neighbours), 1e-6) - 1.1), -1, 2)
    return Sign(float(odds), Phrase("a bracket: a thin line, both ends bent to the same side"))


def _outline(strokes: Sequence[Stroke], top: float, height: float) -> AnyArray | None:
    """(LEVELS, 2) the left and right edge of every slice, in heights; None if one is empty."""
    points = np.concatenate([resampled(stroke, 4 * LEVELS) for stroke in strokes])
    slices = np.clip(((points[:, 1] - top) / height * LEVELS).astype(int), 0, LEVELS - 1)
    edges = np.tile([np.inf, -np.inf], (LEVELS, 1))
    np.minimum.at(edges[:, 0], slices, points[:, 0] / height)
    np.maximum.at(edges[:, 1], slices, points[:, 0] / height)
    return edges if np.isfinite(edges).all() else None


def _length(stroke: Stroke) -> float:
    """The length of a stroke, in pad units."""
    return float(np.hypot(*np.diff(stroke.points, axis=0).T).sum())


def _crookedness(stroke: Stroke) -> float:
    """The largest distance of a stroke's points from its chord, as a share of the chord."""
    points = stroke.points.astype(np.float64)
    chord = points[-1] - points[0]
    length = float(np.hypot(*chord))
    if length == 0:
        return np.inf
    away = (points - points[0]) @ np.array([-chord[1], chord[0]]) / length**2
    along = (points - points[0]) @ chord / length**2
    return float(max(np.abs(away).max(), -along.min(), along.max() - 1))
