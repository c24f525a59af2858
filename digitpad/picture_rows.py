"""Several digits in one picture, taken apart by where ink hangs together and where it could be cut.

    picture -> connected parts -> lines -> each line a row of pieces between possible cuts

A row is looked at small, some forty pixels high, to find the cuts; the digits are then cut from
the picture in its full size.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from digitpad.components import label_components
from digitpad.cuts import Cuts, find_cuts
from digitpad.lines import group_into_lines
from digitpad.preprocess import FAINTEST_INK, Stages, preprocess_stages
from digitpad.recognition import Box
from digitpad.reading import Stretch
from digitpad.types import AnyArray, BoolArray, FloatArray, IntArray

ROW_HEIGHT = 32
"""Rows of at least twice this many pixels are shrunk to look for cuts."""

WIDEST = 1.5
"""The widest a digit of several pieces can be, in heights of its row."""

# Log odds of a digit's end at a cut; lengths in row heights.
ODDS_BASE = 0.5
ODDS_OF_GAP = 8.0
ODDS_OF_INK = -8.0

LOWEST = 0.65
"""A digit lower than this share of its row is unlikely..."""

LOW_PENALTY = 10.0
"""...and its score sinks by so much for each row height that it is lower."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureRow:
    """One line of a picture.

    Attributes:
        grey: (H, W) the line's ink, cut to it.
        piece: (H, W) the number of the piece that each pixel belongs to.
        corner: left and top of `grey` in the picture.
        odds: log odds of a digit's end after each piece but the last.
        boxes: (pieces, 4) left, top, right and bottom of each piece's ink in `grey`.
    """

    grey: FloatArray
    piece: IntArray
    corner: tuple[int, int]
    odds: tuple[float, ...]
    boxes: AnyArray
    widths: dict[Stretch, float] = field(default_factory=dict)
    features: object = None

    def __post_init__(self) -> None:
        """Measure every stretch."""
        count = len(self.boxes)
        for first in range(count):
            for end in range(first + 1, count + 1):
                left, _, right, _ = self._bounds((first, end))
                self.widths[first, end] = (right - left) / self.grey.shape[0]

    def _bounds(self, stretch: Stretch) -> tuple[int, int, int, int]:
        boxes = self.boxes[slice(*stretch)]
        left, top = boxes[:, :2].min(axis=0).tolist()
        right, bottom = boxes[:, 2:].max(axis=0).tolist()
        return left, top, right, bottom

    def box(self, stretch: Stretch) -> Box:
        """Of the ink of a stretch, in the picture."""
        left, top, right, bottom = self._bounds(stretch)
        x, y = self.corner
        return float(left + x), float(top + y), float(right + x), float(bottom + y)

    def stages(self, stretch: Stretch) -> Stages | None:
        """The pieces of a stretch, preprocessed as one digit."""
        left, top, right, bottom = self._bounds(stretch)
        window = (slice(top, bottom), slice(left, right))
        piece = self.piece[window]
        inside = (piece >= stretch[0]) & (piece < stretch[1])
        return preprocess_stages(np.where(inside, self.grey[window], np.float32(0)))

    def likely_size(self, stretch: Stretch) -> float:
        """Log of how well a stretch's height suits a digit of this row; 0 where it does."""
        _, top, _, bottom = self._bounds(stretch)
        return -LOW_PENALTY * max(0.0, LOWEST - (bottom - top) / self.grey.shape[0])


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


def _row(ink: FloatArray, corner: tuple[int, int]) -> PictureRow:
    factor = max(1, len(ink) // ROW_HEIGHT)
    cuts = find_cuts(_shrunk(ink, factor))
    piece = cuts.piece_of_each_pixel(-(-ink.shape[1] // factor))
    piece = piece.repeat(factor, axis=0).repeat(factor, axis=1)[: ink.shape[0], : ink.shape[1]]
    return _without_crumbs(ink, piece, corner, cuts)


def _shrunk(ink: FloatArray, factor: int) -> FloatArray:
    """Every `factor` x `factor` pixels averaged; what is missing at the end is white."""
    if factor == 1:
        return ink
    height, width = (-(-side // factor) for side in ink.shape)
    full = np.zeros((height * factor, width * factor), np.float32)
    full[: ink.shape[0], : ink.shape[1]] = ink
    means: FloatArray = full.reshape(height, factor, width, factor).mean(axis=(1, 3))
    return means


def _without_crumbs(
    ink: FloatArray, piece: IntArray, corner: tuple[int, int], cuts: Cuts
) -> PictureRow:
    """Cuts that part off next to nothing are left out."""
    mass = np.bincount(piece.ravel(), weights=ink.ravel(), minlength=len(cuts) + 1)
    odds = ODDS_BASE + ODDS_OF_GAP * cuts.gaps + ODDS_OF_INK * cuts.crossed
    crumb = 0.04 * len(ink) ** 2 * 0.25
    kept: list[int] = []
    collected = mass[0]
    for cut in range(len(cuts)):
        if collected >= crumb:
            kept.append(cut)
            collected = 0.0
        elif kept and odds[cut] > odds[kept[-1]]:
            kept[-1] = cut
        collected += mass[cut + 1]
    if kept and collected < crumb:
        kept.pop()
    number = np.searchsorted(kept, np.arange(len(cuts) + 1), side="left")
    piece = number[piece]
    return PictureRow(
        ink,
        piece,
        corner,
        tuple(float(odds[cut]) for cut in kept),
        _boxes(ink, piece),
        features=[(float(cuts.crossed[cut]), float(cuts.gaps[cut])) for cut in kept],
    )


def _boxes(ink: FloatArray, piece: IntArray) -> AnyArray:
    inked: BoolArray = ink > FAINTEST_INK
    boxes = []
    for number in range(int(piece.max()) + 1):
        mine = inked & (piece == number)
        rows, columns = np.flatnonzero(mine.any(axis=1)), np.flatnonzero(mine.any(axis=0))
        boxes.append([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1])
    return np.array(boxes)
