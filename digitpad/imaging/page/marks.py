"""Marks: the connected components of a page's ink, and which of them are writing.

A strip of desk, a banner, a black frame or the shadow of a hand lies along the rim of a picture and
is no stroke: it spans a side, or is much thicker than the pen. In a picture that was cut close to
its ink, digits reach the rim as well; there nothing is taken away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.common.types import AnyArray, BoolArray, FloatArray, IntArray
from digitpad.imaging.components import label_components

LEVEL = 0.25
"""The ink threshold for connected components."""

SPANNING = 0.8
"""A component that lies along at least this share of a side of the picture spans it."""

REACHING = 0.06
"""What lies along less of every side belongs to the page."""

LIKE_A_PEN = (0.5, 1.8)
"""Components whose width is between these factors of the pen's may be strokes."""

BLOB = 2.5
"""Components at the rim that are this many pens wide are no strokes."""

SPECK = 0.002
"""Components with less than this share of another's ink tell nothing about it."""

MIN_MASS = 0.03
MIN_MASS_AT_RIM = 0.3
"""Smaller components of a photo, as shares of the largest one's ink, are removed."""

MIN_WIDTH = 0.4
"""Components of a photo that are thinner than this, in pen widths, are removed."""

MIN_PEAK = 0.5
"""Components of a photo whose darkest ink is below this share of the pen's are removed."""

ALONE = 0.8
HAIR = 0.05
STRAIGHT = 1.3
"""A line from side to side with more than the first share of all ink, thinner than the second share
of its length, with less ink than the third factor times its width and length, is a fold."""

CREASE = 0.02
"""In photos, folds thinner than this share of their length need not be alone."""

MANY_SPECKS = 8
SPECK_LENGTH = 3.0
"""If there are more components than the first, and the share `ALONE` of the ink is in ones shorter
than the second, in widths of the pen, they are a texture."""

MIN_EXTENT = 5
"""Smaller components, in pixels, are no writing that others are compared with."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The connected components of ink; row 0 of each array stands for the background.

    Attributes:
        labels: (H, W) int32, the component of each pixel, 0 for none.
        boxes: (N + 1, 4) int64: left, top, right, bottom in pixels.
        mass: (N + 1,) the ink of each, in pixels.
        widths: (N + 1,) the mean stroke width of each, in pixels.
        peaks: (N + 1,) the darkest ink of each, 0 to 1.
    """

    labels: npt.NDArray[np.int32]
    boxes: IntArray
    mass: AnyArray
    widths: AnyArray
    peaks: AnyArray

    def __len__(self) -> int:
        return len(self.mass) - 1

    @property
    def extents(self) -> IntArray:
        """(N + 1,) the longer side of each box."""
        sides = self.boxes[:, 2:] - self.boxes[:, :2]
        longer: IntArray = sides.max(axis=1)
        return longer


def find_marks(ink: FloatArray) -> Marks:
    """The components of the pixels with more ink than `LEVEL`."""
    solid = ink > LEVEL
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    labels = np.zeros(ink.shape, np.int32)
    if not len(rows):
        return Marks(labels, np.zeros((1, 4), np.int64), *np.zeros((3, 1)))
    window = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    solid = solid[window]
    within, count = label_components(solid)
    labels[window] = within
    places = np.flatnonzero(solid)
    members, values = within.ravel()[places], ink[window].ravel()[places]
    mass = np.bincount(members, values, count + 1)
    peaks = np.zeros(count + 1)
    np.maximum.at(peaks, members, values)
    corner = (columns[0], rows[0])
    return Marks(labels, _boxes(within, places, corner, count), mass, _widths(within, mass), peaks)


def _boxes(
    labels: npt.NDArray[np.int32], places: IntArray, corner: tuple[int, int], count: int
) -> IntArray:
    """(count + 1, 4) left, top, right, bottom of each component of a part of a picture."""
    boxes = np.zeros((count + 1, 4), np.int64)
    down, across = places // labels.shape[1], np.flatnonzero(labels.T) // labels.shape[0]
    # Pixels come in order, and of several values the last one stays.
    for side, positions, owners in (
        (1, down, labels.ravel()[places]),
        (0, across, labels.T[labels.T > 0]),
    ):
        boxes[owners[::-1], side] = positions[::-1] + corner[side]
        boxes[owners, side + 2] = positions + corner[side] + 1
    return boxes


def _widths(labels: npt.NDArray[np.int32], mass: AnyArray) -> AnyArray:
    """The mean stroke width of each component.

    A long stroke has two edges, whose steps along both axes are 4 / pi times their length.
    """
    edges = np.zeros(len(mass))
    framed = np.zeros((labels.shape[0] + 2, labels.shape[1] + 2), np.int32)
    framed[1:-1, 1:-1] = labels
    for one, other in ((framed[1:], framed[:-1]), (framed[:, 1:], framed[:, :-1])):
        changes = (one > 0) != (other > 0)
        edges += np.bincount((one + other)[changes], minlength=len(mass))
    return 2 * mass / np.maximum(edges * (np.pi / 4), 1)


def writing_among(marks: Marks, *, is_photo: bool) -> BoolArray:
    """Which components are writing.

    Args:
        marks: of a whole picture.
        is_photo: whether remains of shadows, lines and dust must be expected.

    Returns:
        (N + 1,) bool.
    """
    kept = np.ones(len(marks) + 1, bool)
    kept[0] = False
    height, width = marks.labels.shape
    left, top, right, bottom = marks.boxes.T
    at_rim = (left == 0) | (top == 0) | (right == width) | (bottom == height)
    inner = kept & ~at_rim & (marks.extents >= MIN_EXTENT)
    if inner.any():
        main = int(np.where(inner, marks.mass, 0).argmax())
        larger = marks.mass[main] < SPECK * marks.mass
        kept &= ~(at_rim & _is_foreign(marks, main) & ~larger)
    if is_photo:
        kept &= ~_are_creases(marks)
    if is_photo and kept.any():
        main = int(np.where(kept, marks.mass, 0).argmax())
        if inner.any() and marks.peaks[inner].max() > MIN_PEAK * marks.peaks[main]:
            main = int(np.where(inner, marks.mass, 0).argmax())
        small = marks.mass < np.where(at_rim, MIN_MASS_AT_RIM, MIN_MASS) * marks.mass[main]
        thin = marks.widths < MIN_WIDTH * marks.widths[main]
        faint = marks.peaks < MIN_PEAK * marks.peaks[main]
        kept &= ~(small | thin | faint)
        kept[main] = True
    return kept


def is_blank(marks: Marks, kept: BoolArray) -> bool:
    """Whether what is left is no writing: a single fold across the page, or specks of a texture.

    Args:
        marks: of a whole picture.
        kept: (N + 1,) which of them are left.
    """
    if not kept.any():
        return True
    main = int(np.where(kept, marks.mass, 0).argmax())
    sides, lengths, pens = _shapes(marks)
    is_alone = marks.mass[main] > ALONE * marks.mass[kept].sum()
    is_straight = marks.mass[main] < STRAIGHT * lengths[main] * pens[main]
    is_fold = is_alone and sides[main] >= 2 and is_straight and pens[main] < HAIR * lengths[main]
    # Dithering has many specks as well, but next to strokes with far more ink.
    specks = kept & (marks.extents <= SPECK_LENGTH * pens)
    is_texture = marks.mass[specks].sum() > ALONE * marks.mass[kept].sum()
    return bool(is_fold or (kept.sum() > MANY_SPECKS and is_texture))


def _shapes(marks: Marks) -> tuple[AnyArray, AnyArray, AnyArray]:
    """The sides of the picture that each component touches, its diagonal, its width >= 1."""
    height, width = marks.labels.shape
    left, top, right, bottom = marks.boxes.T
    sides = (left <= 1) * 1 + (top <= 1) + (right >= width - 1) + (bottom >= height - 1)
    return sides, np.hypot(right - left, bottom - top), np.maximum(marks.widths, 1)


def _are_creases(marks: Marks) -> BoolArray:
    """(N + 1,) which components are hair-thin, straight and long from a side on."""
    sides, lengths, pens = _shapes(marks)
    is_long = lengths > 0.4 * max(marks.labels.shape)
    is_thin = (pens < CREASE * lengths) & (marks.mass < STRAIGHT * lengths * pens)
    creases: BoolArray = (sides >= 1) & is_long & is_thin
    return creases


def _is_foreign(marks: Marks, main: int) -> BoolArray:
    """(N + 1,) which components, if at the rim, are no strokes; `main` is a stroke inside."""
    height, width = marks.labels.shape
    left, top, right, bottom = marks.boxes.T
    relative = marks.widths / max(float(marks.widths[main]), 1.0)
    labels, count = marks.labels, len(marks.mass)
    along = np.stack(
        [
            np.bincount(side, minlength=count)
            for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1])
        ]
    )
    along = (along / np.array([[width], [width], [height], [height]])).max(axis=0)
    spans = along >= SPANNING
    like_a_pen = (relative > LIKE_A_PEN[0]) & (relative < LIKE_A_PEN[1])
    # A picture with room around its ink was not cut close to it: what spans it is no stroke.
    others = ~spans
    others[0] = False
    room = marks.widths[main]
    sides = (left > room, right < width - room, top > room, bottom < height - room)
    has_room = sum(bool(side[others].all()) for side in sides) >= 3
    is_blob = (relative > BLOB) & (along >= REACHING)
    foreign: BoolArray = (spans & (~like_a_pen | has_room)) | is_blob
    return foreign
