"""Segmentation of a picture with several digits, by connected components and cuts.

    picture -> connected components -> text lines -> each line a row with cuts

Cuts are found in a reduced row of about forty pixels height; the digits are then taken from the
picture in full size.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from digitpad.common.types import AnyArray, BoolArray, FloatArray, IntArray
from digitpad.imaging.components import label_components
from digitpad.imaging.pen_width import reduced_by, with_usual_pen
from digitpad.imaging.preprocess import FAINTEST_INK, Stages, preprocess_stages
from digitpad.ink.strokes import Stroke
from digitpad.recognition.numbers import Box
from digitpad.recognition.segmentation.centrelines import strokes_of_mark
from digitpad.recognition.segmentation.cuts import find_cuts
from digitpad.recognition.segmentation.reading import (
    CERTAIN,
    Segment,
    best_reading,
    possible_segments,
)
from digitpad.recognition.segmentation.signs import frame_of_small
from digitpad.recognition.segmentation.text_lines import TALL, group_into_lines

ROW_HEIGHT = 32
"""Rows of at least twice this height are reduced to find cuts."""

MAX_WIDTH = 1.3
MIN_HEIGHT = 0.35
MIN_INK = 0.01
"""Limits for a digit, in heights of its row; ink in squared heights."""

OVERLAP = 0.08
MIN_CROSSED = 0.02
"""If a cut crosses more ink than the second, the first is the width of the ink that may belong to
the digits on both sides; in heights of the row."""

LEAST_DOT = 0.5
"""The least ink of a dot, in squared widths of the pen."""

FRAGMENT = 0.08
"""A component at a cut with a smaller share of the largest component's ink is a fragment of the
neighbouring digit."""

# Log odds that a digit ends at a cut, as a linear function; lengths in heights of the row.
ODDS_BASE = 0.9
ODDS_OF_GAP = 16.0
ODDS_OF_INK = -8.0

THIN_PEN = 0.1
"""To sever a stroke that is thinner than this, in heights of the row, is no better than to sever
one of this width."""

WIDENED_PEN = 0.05
"""Digits with a thinner pen than this, in their longer sides, are shown with one as wide as usual;
to widen others would close the corners of narrow sevens."""

LOW = 0.82
LOW_PENALTY = 4.7
WIDE = 1.0
WIDE_PENALTY = 14.0
"""Lower or wider digits, in heights of the row, are unlikely; the penalties are per height."""


PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureRow:
    """One line of a picture.

    Attributes:
        grey: (H, W) float32, the ink of the line, cropped to its bounding box.
        columns: (K + 2, H) int64, the last column left of each cut, in every row of pixels; the
            first and the last are the ends of the row.
        odds: (K,) log odds that a digit ends at each cut.
        crossed: (K,) the ink on each cut, in heights of the row.
        pen_width: in pixels.
        corner: left and top of `grey` in the picture.
        tall: (N, 4) left, top, right and bottom in `grey` of the tall marks.
        boxes: the same of each segment that may be one digit or sign.
        strokes: of each of them that is made of single lines, in pixels of `grey`.
    """

    grey: FloatArray
    columns: IntArray
    odds: tuple[float, ...]
    crossed: tuple[float, ...]
    pen_width: float
    corner: tuple[int, int]
    tall: AnyArray
    boxes: dict[Segment, PixelBox] = field(default_factory=dict)
    strokes: dict[Segment, tuple[Stroke, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the segments that may be one digit, such that a sequence covers the whole row."""
        # If there is no sequence, allow segments across certain cuts.
        uncertain = [min(odds, CERTAIN) for odds in self.odds]
        for odds in (self.odds, uncertain):
            self.boxes.clear()
            self.strokes.clear()
            for segment in possible_segments(odds):
                box = self._box_between(segment)
                if box is not None:
                    self.boxes[segment] = box
            if best_reading(self.odds, dict.fromkeys(self.boxes, 0.0)):
                return
        height, width = self.grey.shape
        self.boxes[0, len(self.columns) - 1] = (0, 0, width, height)

    def _box_between(self, segment: Segment) -> PixelBox | None:
        """The box of the ink between two cuts, or None if it is neither one digit nor a sign."""
        height = len(self.grey)
        left, right = self.columns[segment[0]], self.columns[segment[1]]
        start, stop = max(int(left.min()) + 1, 0), int(right.max()) + 1
        if start >= stop or (right - left).max() > 2 * MAX_WIDTH * height:
            return None
        ink = self._between(segment, start, stop)
        rows = np.flatnonzero(ink.max(axis=1) > FAINTEST_INK)
        columns = np.flatnonzero(ink.max(axis=0) > FAINTEST_INK)
        if not len(rows):
            return None
        box = (
            int(columns[0]) + start,
            int(rows[0]),
            int(columns[-1]) + start + 1,
            int(rows[-1]) + 1,
        )
        if box[2] - box[0] > MAX_WIDTH * height:
            return None
        strokes = () if self._is_severed(segment) else self._strokes(ink, start)
        if strokes:
            self.strokes[segment] = strokes
        elif ink.sum() < MIN_INK * height**2 or box[3] - box[1] < MIN_HEIGHT * height:
            return None
        return box

    def _is_severed(self, segment: Segment) -> bool:
        """Whether a cut on either side crosses ink."""
        cuts = (cut - 1 for cut in segment if 0 < cut < len(self.columns) - 1)
        return any(self.crossed[cut] > 0 for cut in cuts)

    def _strokes(self, ink: FloatArray, start: int) -> tuple[Stroke, ...]:
        """The strokes of ink whose first column in `grey` is `start`."""
        found = strokes_of_mark(ink, self.pen_width)
        shift = np.array([start, 0], np.float32)
        return tuple(Stroke.of(stroke.points + shift) for stroke in found)

    def neighbours(self, segment: Segment) -> AnyArray:
        """(N, 4) the boxes of the tall marks beside a segment."""
        left, top, right, bottom = self.boxes[segment]
        own = (self.tall[:, :2] >= (left, top)) & (self.tall[:, 2:] <= (right, bottom))
        others: AnyArray = self.tall[~own.all(axis=1)]
        return others

    def _between(self, segment: Segment, start: int, stop: int) -> FloatArray:
        """The ink between two cuts, in the columns from `start` to `stop`."""
        x = np.arange(start, stop)
        left, right = self.columns[segment[0], :, None], self.columns[segment[1], :, None]
        ink: FloatArray = self.grey[:, start:stop] * ((x > left) & (x <= right))
        return ink

    def box(self, segment: Segment) -> Box:
        """The box of a segment's ink, in pixels of the picture."""
        left, top, right, bottom = self.boxes[segment]
        x, y = self.corner
        return float(left + x), float(top + y), float(right + x), float(bottom + y)

    def views(self, segment: Segment) -> list[Stages]:
        """A segment, preprocessed as one digit, in one or two versions.

        Where digits overlap, some ink belongs to both. So if a cut crosses ink, there is a second
        version with a little of the ink beyond the cut.
        """
        frame = self._frame_of_small(segment)
        if frame is not None:
            return [self._framed(segment, frame)]
        reach = round(OVERLAP * len(self.grey))
        first = reach if segment[0] and self.crossed[segment[0] - 1] > MIN_CROSSED else 0
        last_cut = len(self.columns) - 1
        last = reach if segment[1] < last_cut and self.crossed[segment[1] - 1] > MIN_CROSSED else 0
        found = [self._view(segment, 0, 0)]
        if first or last:
            found.append(self._view(segment, first, last))
        return [stages for stages in found if stages is not None]

    def _frame_of_small(self, segment: Segment) -> Box | None:
        """The square in which a small mark is shown; None if it may be one digit."""
        if segment not in self.strokes:
            return None
        left, top, right, bottom = self.boxes[segment]
        reach = self.pen_width / 2
        path = left + reach, top + reach, right - reach, bottom - reach
        return frame_of_small(path, self.pen_width, self.neighbours(segment))

    def _framed(self, segment: Segment, frame: Box) -> Stages:
        """A small mark, preprocessed at the size it has in its line."""
        left, top, right, bottom = self.boxes[segment]
        side = max(round(frame[2] - frame[0]), right - left, bottom - top)
        x = min(max(left - round(frame[0]), 0), side - (right - left))
        y = min(max(top - round(frame[1]), 0), side - (bottom - top))
        shown = np.zeros((side, side), np.float32)
        ink = self._between(segment, left, right)[top:bottom]
        shown[y : y + bottom - top, x : x + right - left] = ink
        stages = preprocess_stages(shown, clean=True, skip=frozenset({"crop"}))
        assert stages is not None  # noqa: S101 - a segment always has ink
        return stages

    def _view(self, segment: Segment, more_left: int, more_right: int) -> Stages | None:
        left, top, right, bottom = self.boxes[segment]
        start, stop = max(left - more_left, 0), min(right + more_right, self.grey.shape[1])
        # One more column on both sides, to find the edge of the mask.
        x = np.arange(start - 1, stop + 1)
        mask = np.ones((bottom - top, len(x)), bool)
        if segment[0]:
            mask &= x > self.columns[segment[0], top:bottom, None] - more_left
        if segment[1] < len(self.columns) - 1:
            mask &= x <= self.columns[segment[1], top:bottom, None] + more_right
        at_cut = ~(mask[:, :-2] & mask[:, 2:])
        ink = _without_fragments(self.grey[top:bottom, start:stop] * mask[:, 1:-1], at_cut)
        if self.pen_width < WIDENED_PEN * max(ink.shape):
            ink = with_usual_pen(ink, self.pen_width)
        return preprocess_stages(ink, clean=True)

    def size_score(self, segment: Segment) -> float:
        """The penalty for a segment that is low or wide for a digit of this row; at most 0."""
        left, top, right, bottom = self.boxes[segment]
        height = len(self.grey)
        too_low = max(0.0, LOW - (bottom - top) / height)
        too_wide = max(0.0, (right - left) / height - WIDE)
        return -LOW_PENALTY * too_low - WIDE_PENALTY * too_wide


def rows_of_picture(grey: FloatArray, pen_width: float) -> list[PictureRow]:
    """The rows of a picture, top to bottom; none if it is blank.

    Args:
        grey: (H, W) float32, ink 1 on 0.
        pen_width: in pixels.
    """
    labels, boxes, kept = _components(grey, pen_width)
    if not len(kept):
        return []
    rows = []
    for line in group_into_lines(boxes[kept].astype(np.float64)):
        members = kept[list(line.marks)]
        left, top = boxes[members, :2].min(axis=0).tolist()
        right, bottom = boxes[members, 2:].max(axis=0).tolist()
        heights = boxes[members, 3] - boxes[members, 1]
        tall = boxes[members[heights >= TALL * heights.max()]] - (left, top, left, top)
        window = (slice(top, bottom), slice(left, right))
        chosen = np.zeros(len(boxes), bool)
        chosen[members] = True
        ink = np.where(chosen[labels[window]], grey[window], np.float32(0))
        rows.append(_row(ink, (left, top), pen_width, tall))
    return rows


def _components(grey: FloatArray, pen_width: float) -> tuple[AnyArray, IntArray, IntArray]:
    """Labels of the connected components, boxes (count + 1, 4), and which are not specks."""
    labels, count = label_components(grey > FAINTEST_INK)
    rows, columns = np.nonzero(labels)
    component = labels[rows, columns]
    boxes = np.zeros((count + 1, 4), np.int64)
    boxes[:, :2] = grey.size
    for side, positions in enumerate((columns, rows)):
        np.minimum.at(boxes[:, side], component, positions)
        np.maximum.at(boxes[:, side + 2], component, positions + 1)
    mass = np.bincount(labels.ravel(), weights=grey.ravel(), minlength=count + 1)
    mass[0] = 0
    extent = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    extent[0] = 0
    speck = (mass < 0.02 * mass.max(initial=0)) & (extent < 0.1 * extent.max(initial=0))
    speck &= mass < LEAST_DOT * pen_width**2
    speck |= mass < 0.002 * mass.max(initial=0)
    speck[0] = True
    return labels, boxes, np.flatnonzero(~speck)


def _without_fragments(ink: FloatArray, at_cut: BoolArray) -> FloatArray:
    """Remove small components at a cut; they belong to the neighbouring digit."""
    labels, count = label_components(ink > FAINTEST_INK)
    if count < 2:
        return ink
    mass = np.bincount(labels.ravel(), weights=ink.ravel(), minlength=count + 1)
    mass[0] = 0
    fragment = np.zeros(count + 1, bool)
    fragment[labels[at_cut]] = True
    fragment &= mass < FRAGMENT * mass.max()
    kept: FloatArray = ink * ~fragment[labels]
    return kept


def _row(ink: FloatArray, corner: tuple[int, int], pen_width: float, tall: AnyArray) -> PictureRow:
    height, width = ink.shape
    factor = max(1, height // ROW_HEIGHT)
    cuts = find_cuts(reduced_by(ink, factor), pen_width / factor)
    columns = np.full((len(cuts) + 2, height), -1, np.int64)
    large = (cuts.columns + 1) * factor - 1 - factor // 2
    columns[1:-1] = np.clip(large, 0, width - 1).repeat(factor, axis=1)[:, :height]
    columns[-1] = width - 1
    severed = cuts.crossed * max(1.0, THIN_PEN * height / pen_width)
    odds = ODDS_BASE + ODDS_OF_GAP * cuts.gaps + ODDS_OF_INK * severed
    crossed = tuple(cuts.crossed.tolist())
    return PictureRow(ink, columns, tuple(odds.tolist()), crossed, pen_width, corner, tall)
