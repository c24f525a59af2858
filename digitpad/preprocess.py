"""From a picture of a digit, wherever and however large, to the 28x28 pixels a model looks at.

What MNIST's makers did to their digits (LeCun, Bottou, Bengio and Haffner 1998, section III.A),
done again in the same way, since a model knows digits only like that:

    grey -> crop to the ink -> longer side 20 pixels -> centre of mass on pixel (14, 14) -> 28x28

The centre of mass goes to the *centre of* pixel 14, counting from 0: 14.5 counted from the edge.
That is where it lies in MNIST (mean 14.50, within half a pixel, in every single digit), because
digits were moved by whole pixels. Training and recognizing both go through this one function.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from digitpad.components import label_components
from digitpad.errors import ImageError
from digitpad.picture import grey_from_picture
from digitpad.types import AnyArray, ByteArray, FloatArray, IntArray

__all__ = ["Stages", "grey_from_picture", "preprocess", "preprocess_stages"]

PREPROCESSING_VERSION = 1
"""Changes whenever the same drawing would give another picture; model files tell theirs."""

SIDE = 28
BOX = 20
CENTRE = 14.5
"""Where the centre of mass goes on both axes, counted from the picture's edge."""

FAINTEST_INK = 4 / 255
"""What is not brighter does not count as the digit's edge; MNIST's own edges hardly ever are."""

SPECK_SHARE = 0.01
"""A part of the drawing with less than this share of the largest part's ink may be a speck..."""

SPECK_EXTENT = 0.08
"""...and is one if it is also shorter than this share of the drawing's longer side."""

FULL_INK = 0.98
"""In every MNIST digit the darkest pixel is (nearly) full ink; fainter digits are lifted to it."""


SKIPPABLE = frozenset({"crop", "box", "centre"})
"""The steps that can be left out, to see what they are good for."""


@dataclass(frozen=True, slots=True, eq=False)
class Stages:
    """Every step on the way from a picture to what the model sees.

    Attributes:
        grey: (H, W) float32, the picture, ink bright, specks removed.
        crop: cut to the ink.
        box: shrunk or enlarged, longer side 20 pixels.
        centre_of_mass: x and y in `network_input`, counted from its edges.
        network_input: (28, 28) float32 from 0 to 1.
    """

    grey: FloatArray
    crop: FloatArray
    box: FloatArray
    centre_of_mass: tuple[float, float]
    network_input: FloatArray

    @property
    def box_centre(self) -> tuple[float, float]:
        """The centre of mass as x and y in `box`, counted from its edges."""
        return _centre_of_mass(self.box)


def preprocess(grey: FloatArray | ByteArray, *, clean: bool = False) -> FloatArray | None:
    """What a model sees of a picture of one digit.

    Args:
        grey: (H, W), ink bright on 0; bytes 0 to 255 or floats 0 to 1.
        clean: the picture is known to have no specks, as drawn ink has none; saves looking.

    Returns:
        (28, 28) float32 from 0 to 1, or None where there is no ink.

    Raises:
        ImageError: not such a picture.
    """
    stages = preprocess_stages(grey, clean=clean)
    return None if stages is None else stages.network_input


def preprocess_stages(
    grey: FloatArray | ByteArray, *, clean: bool = False, skip: frozenset[str] = frozenset()
) -> Stages | None:
    """The same as `preprocess`, every step kept for showing.

    Args:
        grey: as for `preprocess`.
        clean: likewise.
        skip: steps of `SKIPPABLE` to leave out. Without `crop` the whole picture is fitted into
            the box; without `box` the digit fills all 28 pixels; without `centre` the middle of
            the digit's frame goes to the middle, not its centre of mass.
    """
    picture = _checked(grey)
    if not clean:
        picture = _without_specks(picture)
    crop = _crop(picture)
    if crop is None:
        return None
    if "crop" in skip:
        crop = picture
    box = _fit(crop, SIDE if "box" in skip else BOX)
    network_input, centre = _place(box, by_mass="centre" not in skip)
    return Stages(picture, crop, box, centre, network_input)


def _checked(grey: FloatArray | ByteArray) -> FloatArray:
    picture = np.asarray(grey)
    if picture.ndim != 2 or picture.size == 0:
        raise ImageError(f"a grey picture has rows and columns, found shape {picture.shape}")
    if picture.dtype == np.uint8:
        return picture.astype(np.float32) / np.float32(255)
    if picture.dtype.kind not in "fb":
        raise ImageError(f"a grey picture holds bytes or floats, not {picture.dtype}")
    picture = picture.astype(np.float32, copy=False)
    if not (picture.min() >= -1e-3 and picture.max() <= 1 + 1e-3):
        raise ImageError("a grey picture of floats must lie between 0 and 1")
    return np.clip(picture, 0, 1)


def _without_specks(picture: FloatArray) -> FloatArray:
    """Parts far smaller than the digit set to 0."""
    ink = picture > FAINTEST_INK
    labels, count = label_components(ink)
    if count < 2:
        return picture
    mass = np.bincount(labels.ravel(), weights=picture.ravel(), minlength=count + 1)
    mass[0] = 0
    small = mass < SPECK_SHARE * mass.max()
    small[0] = False
    if not small.any():
        return picture
    rows, columns = np.nonzero(ink)
    which = labels[rows, columns]
    extent = np.maximum(_extents(which, rows, count), _extents(which, columns, count))
    drawing = max(np.ptp(rows), np.ptp(columns)) + 1
    speck = small & (extent < max(SPECK_EXTENT * drawing, 1.5))
    cleaned: FloatArray = picture * ~speck[labels]
    return cleaned


def _extents(which: AnyArray, positions: IntArray, count: int) -> IntArray:
    """How far each component reaches along one axis, in pixels: (count + 1,)."""
    low: IntArray = np.full(count + 1, positions.max() + 1, np.int64)
    high: IntArray = np.full(count + 1, -1, np.int64)
    np.minimum.at(low, which, positions)
    np.maximum.at(high, which, positions)
    return high - low + 1


def _crop(picture: FloatArray) -> FloatArray | None:
    rows = np.flatnonzero(picture.max(axis=1) > FAINTEST_INK)
    columns = np.flatnonzero(picture.max(axis=0) > FAINTEST_INK)
    if len(rows) == 0:
        return None
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fit(crop: FloatArray, side: int = BOX) -> FloatArray:
    """Longer side 20 pixels, the shorter in proportion; every output pixel is an area's mean."""
    height, width = crop.shape
    cover = max(height, width) / side
    box = _area_weights(height, cover) @ crop @ _area_weights(width, cover).T
    box = box.astype(np.float32, copy=False)
    darkest = float(box.max())
    if darkest < FULL_INK:
        box *= 1 / max(darkest, FAINTEST_INK)
    return np.minimum(box, 1, out=box)


@lru_cache(maxsize=256)
def _area_weights(length: int, cover: float) -> FloatArray:
    """How much each of `length` pixels adds to each pixel of the box: (box side, length).

    One box pixel covers `cover` pixels of the crop, whether that is more or less than one. A
    shorter side that does not fill whole box pixels lies in their middle, keeping its proportion.
    """
    side = max(1, int(np.ceil(length / cover - 1e-6)))
    edges = (np.arange(side + 1) - side / 2) * cover + length / 2
    pixels = np.arange(length)
    low = np.maximum(edges[:-1, None], pixels[None, :])
    high = np.minimum(edges[1:, None], pixels[None, :] + 1)
    weights: FloatArray = (np.maximum(high - low, 0) / cover).astype(np.float32)
    weights.setflags(write=False)
    return weights


def _centre_of_mass(box: FloatArray) -> tuple[float, float]:
    height, width = box.shape
    total = float(box.sum())
    x = float(box.sum(axis=0) @ (np.arange(width) + 0.5)) / total
    y = float(box.sum(axis=1) @ (np.arange(height) + 0.5)) / total
    return x, y


def _place(box: FloatArray, *, by_mass: bool = True) -> tuple[FloatArray, tuple[float, float]]:
    """The box on 28x28, moved by whole pixels, centre of mass as near to `CENTRE` as can be."""
    height, width = box.shape
    x, y = _centre_of_mass(box)
    if by_mass:
        left, top = round(CENTRE - x), round(CENTRE - y)
    else:
        left, top = (SIDE - width) // 2, (SIDE - height) // 2
    left = min(max(left, 0), SIDE - width)
    top = min(max(top, 0), SIDE - height)
    placed = np.zeros((SIDE, SIDE), np.float32)
    placed[top : top + height, left : left + width] = box
    return placed, (left + x, top + y)
