"""Pictures of any kind as colours for the page reader.

    picture of any mode and orientation -> colours (H, W, 1 or 3) -> page -> ink

A picture with transparency is laid on a background that its opaque pixels contrast with.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from digitpad.common.errors import ImageError, Phrase
from digitpad.common.pixels import as_bytes
from digitpad.common.types import AnyArray, ByteArray, FloatArray
from digitpad.imaging.page import Page, read_page

WORKING_SIDE = 2400
"""JPEG files are decoded at this size or a larger one: digits of 4 mm on a whole sheet still have
some thirty pixels."""

MAX_PIXELS = 120_000_000
"""Pictures with more pixels are refused; phones' cameras have up to 108 million."""

THE_PICTURE = Phrase("the picture")
"""What errors call one whose file is not known."""

ORIENTATION = 0x0112
"""The Exif tag for the orientation of the camera."""

SIDEWAYS = frozenset({5, 6, 7, 8})
"""The orientations in which width and height are exchanged."""

LONGEST_SIDE = 5000
"""Pictures with a longer side are reduced first, to need less memory; a sheet at 300 dpi is not."""

OWN_CONTRAST = 0.24
"""Opaque pixels that differ by more than this, from 0 to 1, include ink and a background."""


def check_size(picture: Image.Image, source: object) -> None:
    """Raises `ImageError` where there are no pixels, or more than `MAX_PIXELS`."""
    width, height = picture.size
    if not width * height:
        raise ImageError(
            "{source}: no pixels ({width} x {height})", source=source, width=width, height=height
        )
    if width * height > MAX_PIXELS:
        raise ImageError(
            "{source}: {width:,} x {height:,} pixels are more than the {limit:,} allowed",
            source=source,
            width=width,
            height=height,
            limit=MAX_PIXELS,
        )


def read_picture(image: Image.Image) -> Page:
    """Read a picture of any mode, transparent or not, dark on light or light on dark.

    Args:
        image: any Pillow image; of an animation, the current frame.

    Returns:
        The page. Its boxes and corners are in pixels of the picture in its upright orientation.

    Raises:
        ImageError: the data is damaged, or there are no pixels or more than `MAX_PIXELS`.
    """
    check_size(image, THE_PICTURE)
    size = image.size
    try:
        if max(image.size) >= 2 * WORKING_SIDE:
            # JPEG can be decoded at a half, a quarter or an eighth of its size.
            image.draft(None, (WORKING_SIDE, WORKING_SIDE))
        orientation = image.getexif().get(ORIENTATION, 1)
        if orientation in SIDEWAYS:
            size = size[::-1]
        colours = _colours(ImageOps.exif_transpose(image) if orientation != 1 else image)
    except ImageError:
        raise
    except Exception as error:
        # A picture that was only opened is decoded here, where Pillow's decoders and its reader of
        # Exif let errors of any kind through.
        raise ImageError(
            "{source}: cannot be read ({error})", source=THE_PICTURE, error=error
        ) from error
    return read_page(colours, size)


def _colours(image: Image.Image) -> ByteArray:
    """Colours (H, W, 1 or 3), opaque."""
    image = reduced(image, LONGEST_SIDE, THE_PICTURE)
    if image.mode in {"La", "RGBa"}:
        image = image.convert(image.mode.upper())
    if image.mode in {"LA", "PA", "RGBA"} or "transparency" in image.info:
        image = _laid_on_background(image.convert("RGBA"))
    elif image.mode in {"1", "L"}:
        return np.asarray(image.convert("L"))[:, :, None]
    return np.asarray(image.convert("RGB"))


def reduced(image: Image.Image, longest: int, source: object) -> Image.Image:
    """The picture with 8 bits a channel, no side longer than `longest`.

    Raises:
        ImageError: some values are not finite numbers; it calls the picture `source`.
    """
    factor = -(-max(image.size) // longest)
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(as_bytes(_deep_grey(image, factor, source)))
    if factor == 1:
        return image
    if image.mode in {"1", "P", "PA"}:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image.reduce(factor)


def _deep_grey(image: Image.Image, factor: int, source: object) -> FloatArray:
    """16-bit, 32-bit and float pictures, scaled to 0..1 by the number of bits that they use."""
    values = _averaged(np.asarray(image), factor)
    if not np.isfinite(values).all():
        raise ImageError("{source}: some of its values are not finite numbers", source=source)
    values -= min(values.min(), 0.0)
    largest = values.max()
    if largest > 1 or image.mode != "F":
        values /= 2.0 ** max(8, int(np.ceil(np.log2(largest + 1)))) - 1
    return values.astype(np.float32)


def _averaged(values: AnyArray, factor: int) -> npt.NDArray[np.float64]:
    """The mean of each `factor` x `factor` block; row by row, to need little memory."""
    if factor == 1:
        return values.astype(np.float64)
    rows, columns = (max(1, side // factor) for side in values.shape)
    means = np.empty((rows, columns))
    for row in range(rows):
        block = values[row * factor : (row + 1) * factor, : columns * factor]
        means[row] = block.astype(np.float64).mean(axis=0).reshape(columns, -1).mean(axis=1)
    return means


def _laid_on_background(image: Image.Image) -> Image.Image:
    """The RGBA picture on a background that its opaque pixels contrast with.

    If the opaque pixels fill most of their bounding box, they include a background of their own,
    which is continued. Otherwise they are the ink, and the background is white or black.
    """
    opacity = image.getchannel("A")
    if opacity.getextrema()[0] == 255:
        return image
    factor = -(-max(image.size) // WORKING_SIDE)
    values = np.asarray(image.reduce(factor) if factor > 1 else image, np.float32) / 255
    colours, solid = values[:, :, :3], values[:, :, 3] > 0.5
    if not solid.any():
        return Image.new("RGB", image.size)
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    framed = solid[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    usual = np.median(colours[solid], axis=0)
    differs = np.abs(colours[solid] - usual).max(axis=1) > OWN_CONTRAST
    if framed.mean() > 0.75 and differs.any():
        background = usual
    else:
        background = np.full(3, float(usual.mean() < 0.5))
    red, green, blue = (int(value) for value in np.round(background * 255))
    laid = Image.new("RGB", image.size, (red, green, blue))
    laid.paste(image, mask=opacity)
    return laid
