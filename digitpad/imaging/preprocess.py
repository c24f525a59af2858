"""Preprocessing: from a picture of a digit, at any place and size, to the 28 x 28 model input.

    grey -> crop to the ink -> longer side 20 pixels -> centre of mass on pixel (14, 14) -> 28x28

These are the steps by which MNIST was made (LeCun, Bottou, Bengio and Haffner 1998, section III.A).
Training and recognition both use this one function, so models see digits of the same kind.

The centre of mass is placed on the *centre* of pixel 14, counted from 0, which is 14.5 from the
edge. In MNIST it lies within half a pixel of that in every digit (mean 14.50), because the digits
were moved by whole pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from digitpad.common.errors import ImageError
from digitpad.common.pixels import SIDE
from digitpad.common.types import AnyArray, ByteArray, FloatArray, IntArray
from digitpad.imaging.components import label_components
from digitpad.imaging.page import Page
from digitpad.imaging.pen_width import with_usual_pen

PREPROCESSING_VERSION = 1
"""Increases whenever the result changes. Model files state the version they were trained with."""

BOX = 20
"""The longer side of the digit, in pixels."""

CENTRE = 14.5
"""Where the centre of mass is placed on both axes, in pixels from the edge."""

FAINTEST_INK = 4 / 255
"""The ink threshold for the bounding box of the digit."""

SPECK_SHARE = 0.01
"""A component with less than this share of the largest component's ink may be a speck..."""

SPECK_EXTENT = 0.08
"""...and is one if it is also shorter than this share of the drawing's longer side."""

FULL_INK = 0.98
"""Digits whose largest pixel is below this are scaled to 1; in MNIST it is always (nearly) 1."""


SKIPPABLE = frozenset({"crop", "box", "centre"})
"""The steps that can be skipped, to show their effect."""


@dataclass(frozen=True, slots=True, eq=False)
class Stages:
    """The result of every preprocessing step.

    Attributes:
        grey: (H, W) float32 from 0 to 1, the picture with ink 1 on 0, without specks.
        crop: the same, cropped to the bounding box of the ink.
        box: (h, w) float32, scaled to a longer side of 20 pixels.
        centre_of_mass: x and y in `network_input`, in pixels from its edges.
        network_input: (28, 28) float32 from 0 to 1.
    """

    grey: FloatArray
    crop: FloatArray
    box: FloatArray
    centre_of_mass: tuple[float, float]
    network_input: FloatArray

    @property
    def box_centre(self) -> tuple[float, float]:
        """The centre of mass as x and y in `box`, in pixels from its edges."""
        return _centre_of_mass(self.box)


def preprocess(grey: FloatArray | ByteArray, *, clean: bool = False) -> FloatArray | None:
    """The image that models are trained on and recognize, from a picture of one digit.

    Args:
        grey: (H, W), ink bright on 0; uint8 0 to 255 or floats 0 to 1.
        clean: skip the search for specks; for drawn ink, which has none.

    Returns:
        (28, 28) float32 from 0 to 1, or None where there is no ink.

    Raises:
        ImageError: the picture has another shape, type or range of values.
    """
    stages = preprocess_stages(grey, clean=clean)
    return None if stages is None else stages.network_input


def preprocess_stages(
    grey: FloatArray | ByteArray, *, clean: bool = False, skip: frozenset[str] = frozenset()
) -> Stages | None:
    """`preprocess` with the results of all steps.

    Args:
        grey: as for `preprocess`.
        clean: as for `preprocess`.
        skip: steps of `SKIPPABLE` to leave out. Without `crop` the whole picture is scaled into
            the box. Without `box` the digit fills all 28 pixels. Without `centre` the bounding
            box is centred instead of the centre of mass.

    Returns:
        The stages, or None where there is no ink.

    Raises:
        ImageError: as for `preprocess`.
    """
    picture = _checked(grey)
    if not clean:
        picture = _without_specks(picture)
    crop = _crop(picture)
    return None if crop is None else _from_crop(picture, crop, skip)


def stages_of_digit(image: FloatArray) -> Stages | None:
    """The stages of a digit that has been preprocessed already, such as one of MNIST.

    Args:
        image: (28, 28) float32 from 0 to 1, which stays the network's input.

    Returns:
        The stages, or None where there is no ink.
    """
    crop = _crop(image)
    return None if crop is None else Stages(image, crop, crop, _centre_of_mass(image), image)


def stages_of_page(page: Page) -> Stages | None:
    """A picture of one digit, preprocessed; a thin or thick pen is made as wide as usual.

    Returns:
        The stages, or None where the page is blank.
    """
    picture = _without_specks(_checked(page.ink))
    crop = _crop(picture)
    if crop is None:
        return None
    drawn = with_usual_pen(crop, page.pen_width)
    return _from_crop(picture, crop) if drawn is crop else preprocess_stages(drawn, clean=True)


def _from_crop(picture: FloatArray, crop: FloatArray, skip: frozenset[str] = frozenset()) -> Stages:
    """The stages after the crop; `skip` as for `preprocess_stages`."""
    if "crop" in skip:
        crop = picture
    box = _fit(crop, SIDE if "box" in skip else BOX)
    network_input, centre = _place(box, by_mass="centre" not in skip)
    return Stages(picture, crop, box, centre, network_input)


def _checked(grey: FloatArray | ByteArray) -> FloatArray:
    picture = np.asarray(grey)
    if picture.ndim != 2 or picture.size == 0:
        raise ImageError(
            "a grey picture has the shape (height, width), found {shape}", shape=picture.shape
        )
    if picture.dtype == np.uint8:
        return picture.astype(np.float32) / np.float32(255)
    if picture.dtype.kind not in "fb":
        raise ImageError("a grey picture holds bytes or floats, not {dtype}", dtype=picture.dtype)
    picture = picture.astype(np.float32, copy=False)
    if not (picture.min() >= -1e-3 and picture.max() <= 1 + 1e-3):
        raise ImageError("a grey picture of floats must lie between 0 and 1")
    return np.clip(picture, 0, 1)


def _without_specks(picture: FloatArray) -> FloatArray:
    """Set components far smaller than the digit to 0."""
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
    component = labels[rows, columns]
    extent = np.maximum(_extents(component, rows, count), _extents(component, columns, count))
    drawing = max(np.ptp(rows), np.ptp(columns)) + 1
    speck = small & (extent < max(SPECK_EXTENT * drawing, 1.5))
    cleaned: FloatArray = picture * ~speck[labels]
    return cleaned


def _extents(component: AnyArray, positions: IntArray, count: int) -> IntArray:
    """The size of each component along one axis, in pixels: (count + 1,)."""
    low: IntArray = np.full(count + 1, positions.max() + 1, np.int64)
    high: IntArray = np.full(count + 1, -1, np.int64)
    np.minimum.at(low, component, positions)
    np.maximum.at(high, component, positions)
    return high - low + 1


def _crop(picture: FloatArray) -> FloatArray | None:
    """The bounding box of the ink, or None."""
    rows = np.flatnonzero(picture.max(axis=1) > FAINTEST_INK)
    columns = np.flatnonzero(picture.max(axis=0) > FAINTEST_INK)
    if len(rows) == 0:
        return None
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fit(crop: FloatArray, side: int = BOX) -> FloatArray:
    """Scale to a longer side of `side` pixels; every output pixel is the mean of an area."""
    height, width = crop.shape
    scale = max(height, width) / side
    box = _area_weights(height, scale) @ crop @ _area_weights(width, scale).T
    box = box.astype(np.float32, copy=False)
    largest = float(box.max())
    if largest < FULL_INK:
        box *= 1 / max(largest, FAINTEST_INK)
    return np.minimum(box, 1, out=box)


@lru_cache(maxsize=256)
def _area_weights(length: int, scale: float) -> FloatArray:
    """The weight of each of `length` pixels in each pixel of the box: (box side, length).

    One pixel of the box covers `scale` pixels of the crop, which may be less than one. If the
    shorter side is not a whole number of box pixels, it is centred in them.
    """
    side = max(1, int(np.ceil(length / scale - 1e-6)))
    edges = (np.arange(side + 1) - side / 2) * scale + length / 2
    pixels = np.arange(length)
    low = np.maximum(edges[:-1, None], pixels[None, :])
    high = np.minimum(edges[1:, None], pixels[None, :] + 1)
    weights: FloatArray = (np.maximum(high - low, 0) / scale).astype(np.float32)
    weights.setflags(write=False)
    return weights


def _centre_of_mass(box: FloatArray) -> tuple[float, float]:
    """The x and y of the centre of mass, in pixels from the edges."""
    height, width = box.shape
    total = float(box.sum())
    x = float(box.sum(axis=0) @ (np.arange(width) + 0.5)) / total
    y = float(box.sum(axis=1) @ (np.arange(height) + 0.5)) / total
    return x, y


def _place(box: FloatArray, *, by_mass: bool = True) -> tuple[FloatArray, tuple[float, float]]:
    """Place the box in 28 x 28 pixels, moved by whole pixels, centre of mass closest to `CENTRE`.

    Returns:
        The image, and the x and y of its centre of mass.
    """
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
