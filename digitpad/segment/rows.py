"""Several digits in one picture, taken apart by where ink hangs together and where it could be cut.

    picture -> connected parts -> lines -> each line a row with places to cut

A row is looked at small, some forty pixels high, to find the cuts; the digits are then cut from
the picture in its full size.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from digitpad.components import label_components
from digitpad.preprocess import FAINTEST_INK, Stages, preprocess_stages
from digitpad.recognition import Box
from digitpad.segment.cuts import find_cuts
from digitpad.segment.lines import group_into_lines
from digitpad.segment.reading import CERTAIN, Stretch, best_reading, possible_stretches
from digitpad.types import AnyArray, BoolArray, FloatArray, IntArray

ROW_HEIGHT = 32
"""Rows of at least twice this many pixels are shrunk to look for cuts."""

WIDEST = 1.3
NARROWEST_HEIGHT = 0.35
LEAST_INK = 0.01
"""A stretch between two cuts is a digit at most so wide, at least so high, with at least so much
ink; in heights of its row, and heights squared."""

SHARED = 0.08
HARDLY = 0.02
"""Digits on either side of a cut may share so much ink, in heights of their row, if the cut goes
through more than the second."""

SPLINTER = 0.08
"""A part of a digit that ends at a cut with less than this share of its largest part's ink."""

# Log odds of a digit's end at a cut; lengths in row heights.
ODDS_BASE = 0.9
ODDS_OF_GAP = 16.0
ODDS_OF_INK = -8.5

LOW = 0.82
LOW_PENALTY = 4.7
WIDE = 1.0
WIDE_PENALTY = 14.0
"""Digits lower than the one or wider than the other, in heights of their row, are unlikely; their
score sinks by so much for every height."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureRow:
    """One line of a picture.

    Attributes:
        grey: (H, W) the line's ink, cut to it.
        columns: (K + 2, H) the last pixel left of each cut, in every row of pixels; the first and
            the last are the row's own ends.
        odds: (K,) log odds of a digit's end at each cut.
        crossed: (K,) how much ink each cut goes through, in heights.
        corner: left and top of `grey` in the picture.
        boxes: of every stretch that may be one digit: left, top, right and bottom in `grey`.
    """

    grey: FloatArray
    columns: IntArray
    odds: tuple[float, ...]
    crossed: tuple[float, ...]
    corner: tuple[int, int]
    boxes: dict[Stretch, tuple[int, int, int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the stretches that may be one digit; there is always a way from end to end."""
        # White on both sides of a splinter: it belongs to a neighbour after all.
        doubtful = [min(odds, CERTAIN) for odds in self.odds]
        for odds in (self.odds, doubtful):
            self.boxes.clear()
            for stretch in possible_stretches(odds):
                box = self._box_between(stretch)
                if box is not None:
                    self.boxes[stretch] = box
            if best_reading(self.odds, dict.fromkeys(self.boxes, 0.0)):
                return
        height, width = self.grey.shape
        self.boxes[0, len(self.columns) - 1] = (0, 0, width, height)

    def _box_between(self, stretch: Stretch) -> tuple[int, int, int, int] | None:
        """Of the ink between two cuts, or None where it cannot be one digit."""
        height = len(self.grey)
        left, right = self.columns[stretch[0]], self.columns[stretch[1]]
        start, stop = max(int(left.min()) + 1, 0), int(right.max()) + 1
        if start >= stop or (right - left).max() > 2 * WIDEST * height:
            return None
        ink = self._between(stretch, start, stop)
        rows = np.flatnonzero(ink.max(axis=1) > FAINTEST_INK)
        columns = np.flatnonzero(ink.max(axis=0) > FAINTEST_INK)
        if not len(rows) or ink.sum() < LEAST_INK * height**2:
            return None
        box = (
            int(columns[0]) + start,
            int(rows[0]),
            int(columns[-1]) + start + 1,
            int(rows[-1]) + 1,
        )
        if box[3] - box[1] < NARROWEST_HEIGHT * height or box[2] - box[0] > WIDEST * height:
            return None
        return box

    def _between(self, stretch: Stretch, start: int, stop: int) -> FloatArray:
        """The ink between two cuts, in the columns from `start` to `stop`."""
        place = np.arange(start, stop)
        left, right = self.columns[stretch[0], :, None], self.columns[stretch[1], :, None]
        ink: FloatArray = self.grey[:, start:stop] * ((place > left) & (place <= right))
        return ink

    def box(self, stretch: Stretch) -> Box:
        """Of the ink of a stretch, in the picture."""
        left, top, right, bottom = self.boxes[stretch]
        x, y = self.corner
        return float(left + x), float(top + y), float(right + x), float(bottom + y)

    def views(self, stretch: Stretch) -> list[Stages]:
        """A stretch, preprocessed as one digit, in the ways that it may be meant.

        Where digits lie one over the other's edge, ink belongs to both. So where a cut goes
        through ink, there is a second view with a little of what lies beyond.
        """
        reach = round(SHARED * len(self.grey))
        first = reach if stretch[0] and self.crossed[stretch[0] - 1] > HARDLY else 0
        last_cut = len(self.columns) - 1
        last = reach if stretch[1] < last_cut and self.crossed[stretch[1] - 1] > HARDLY else 0
        found = [self._view(stretch, 0, 0)]
        if first or last:
            found.append(self._view(stretch, first, last))
        return [stages for stages in found if stages is not None]

    def _view(self, stretch: Stretch, more_left: int, more_right: int) -> Stages | None:
        left, top, right, bottom = self.boxes[stretch]
        start, stop = max(left - more_left, 0), min(right + more_right, self.grey.shape[1])
        # One column more on both sides tells where the mask ends.
        place = np.arange(start - 1, stop + 1)
        mask = np.ones((bottom - top, len(place)), bool)
        if stretch[0]:
            mask &= place > self.columns[stretch[0], top:bottom, None] - more_left
        if stretch[1] < len(self.columns) - 1:
            mask &= place <= self.columns[stretch[1], top:bottom, None] + more_right
        at_cut = ~(mask[:, :-2] & mask[:, 2:])
        ink = self.grey[top:bottom, start:stop] * mask[:, 1:-1]
        return preprocess_stages(_without_splinters(ink, at_cut), clean=True)

    def likely_size(self, stretch: Stretch) -> float:
        """Log of how well a stretch's size suits a digit of this row; 0 where it does."""
        left, top, right, bottom = self.boxes[stretch]
        height = len(self.grey)
        too_low = max(0.0, LOW - (bottom - top) / height)
        too_wide = max(0.0, (right - left) / height - WIDE)
        return -LOW_PENALTY * too_low - WIDE_PENALTY * too_wide


def rows_of_picture(grey: FloatArray) -> list[PictureRow]:
    """The lines of a picture, top to bottom; none where it is blank.

    Args:
        grey: (H, W), ink 1 on 0.
    """
    labels, boxes, kept = _parts(grey)
    if not len(kept):
        return []
    rows = []
    for line in group_into_lines(boxes[kept].astype(np.float64)):
        members = kept[list(line.marks)]
        left, top = boxes[members, :2].min(axis=0).tolist()
        right, bottom = boxes[members, 2:].max(axis=0).tolist()
        window = (slice(top, bottom), slice(left, right))
        chosen = np.zeros(len(boxes), bool)
        chosen[members] = True
        ink = np.where(chosen[labels[window]], grey[window], np.float32(0))
        rows.append(_row(ink, (left, top)))
    return rows


def _parts(grey: FloatArray) -> tuple[AnyArray, IntArray, IntArray]:
    """Labels of the connected parts, (count + 1, 4) boxes, and which of them are no specks."""
    labels, count = label_components(grey > FAINTEST_INK)
    rows, columns = np.nonzero(labels)
    which = labels[rows, columns]
    boxes = np.zeros((count + 1, 4), np.int64)
    boxes[:, :2] = grey.size
    for side, positions in enumerate((columns, rows)):
        np.minimum.at(boxes[:, side], which, positions)
        np.maximum.at(boxes[:, side + 2], which, positions + 1)
    mass = np.bincount(labels.ravel(), weights=grey.ravel(), minlength=count + 1)
    mass[0] = 0
    extent = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    extent[0] = 0
    speck = (mass < 0.02 * mass.max(initial=0)) & (extent < 0.1 * extent.max(initial=0))
    speck |= mass < 0.002 * mass.max(initial=0)
    speck[0] = True
    return labels, boxes, np.flatnonzero(~speck)


def _without_splinters(ink: FloatArray, at_cut: BoolArray) -> FloatArray:
    """Without small parts at a cut: they were cut off a neighbour."""
    labels, count = label_components(ink > FAINTEST_INK)
    if count < 2:
        return ink
    mass = np.bincount(labels.ravel(), weights=ink.ravel(), minlength=count + 1)
    mass[0] = 0
    splinter = np.zeros(count + 1, bool)
    splinter[labels[at_cut]] = True
    splinter &= mass < SPLINTER * mass.max()
    kept: FloatArray = ink * ~splinter[labels]
    return kept


def _row(ink: FloatArray, corner: tuple[int, int]) -> PictureRow:
    height, width = ink.shape
    factor = max(1, height // ROW_HEIGHT)
    cuts = find_cuts(_shrunk(ink, factor))
    columns = np.full((len(cuts) + 2, height), -1, np.int64)
    large = (cuts.columns + 1) * factor - 1 - factor // 2
    columns[1:-1] = np.clip(large, 0, width - 1).repeat(factor, axis=1)[:, :height]
    columns[-1] = width - 1
    odds = ODDS_BASE + ODDS_OF_GAP * cuts.gaps + ODDS_OF_INK * cuts.crossed
    return PictureRow(ink, columns, tuple(odds.tolist()), tuple(cuts.crossed.tolist()), corner)


def _shrunk(ink: FloatArray, factor: int) -> FloatArray:
    """Every `factor` x `factor` pixels averaged; what is missing at the end is white."""
    if factor == 1:
        return ink
    height, width = (-(-side // factor) for side in ink.shape)
    full = np.zeros((height * factor, width * factor), np.float32)
    full[: ink.shape[0], : ink.shape[1]] = ink
    means: FloatArray = full.reshape(height, factor, width, factor).mean(axis=(1, 3))
    return means
