"""From any picture to ink: how much of a pen's colour each pixel holds.

The background is what most of the picture's rim looks like, the pen's colour is what differs from
it most. A pixel is then as inky as it lies on the way from the one colour to the other:

    background 0 ------ pixel ------ 1 pen

Black on white, white on black and red on green are all the same to this. A faint pencil is drawn
out to full ink, and noise as large as the rim's own is taken for background.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from digitpad.errors import ImageError
from digitpad.light import is_unevenly_lit, with_even_light
from digitpad.printed_lines import without_dirt, without_printed_lines
from digitpad.types import AnyArray, FloatArray

WORKING_SIDE = 1200
"""Larger pictures are shrunk first; a digit needs far fewer pixels."""

MOST_PIXELS = 200_000_000
"""Of pictures that are taken at all."""

ORIENTATION = 0x0112
"""The Exif tag that says how the camera was held."""

LOWEST_CONTRAST = 0.08
LOWEST_CONTRAST_IN_PHOTOS = 0.18
"""Pen and background nearer than this (of black to white) are taken for an empty picture; in a
photo the paper's shadows are never evened out altogether."""

NOISE_TIMES = 5.0
"""How many of the rim's standard deviations still count as background."""

MOST_NOISE = 0.5
MOST_NOISE_IN_PHOTOS = 0.8
"""Where that is more than this share of the pen's own contrast, nothing can be told from noise; the
rim of an evened photo is not as even as its middle."""

HIGHEST_FLOOR = 0.4

FAINT = 0.15
CLEAR = 0.3
"""Ink fainter than the first counts only beside ink as clear as the second: at the edge of a line,
but not in the ripples that JPEG leaves around one."""


def grey_from_picture(image: Image.Image) -> FloatArray:
    """The ink of a picture, of any mode, transparent or not, dark on light or light on dark.

    Of an animation the current frame is taken, which is the first where it has just been opened.
    Pixels so many as to be shrunk are averaged. Uneven light is evened out, and lines printed on
    the paper are taken away.

    Returns:
        (H, W) float32, 0 for background to 1 for ink; all 0 where nothing stands out.

    Raises:
        ImageError: the picture's data is damaged, or it has no pixels or far too many.
    """
    if image.width == 0 or image.height == 0:
        raise ImageError(f"the picture has no pixels ({image.width} x {image.height})")
    if image.width * image.height > MOST_PIXELS:
        raise ImageError(
            f"{image.width} x {image.height} pixels are more than the {MOST_PIXELS:,} allowed"
        )
    try:
        if max(image.size) >= 2 * WORKING_SIDE:
            # JPEG can be decoded at a half, a quarter or an eighth of its size.
            image.draft(None, (WORKING_SIDE, WORKING_SIDE))
        turned = image.getexif().get(ORIENTATION, 1) != 1
        colours, opacity = _colours(ImageOps.exif_transpose(image) if turned else image)
    except ImageError:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise ImageError(f"the picture cannot be read: {error}") from error
    if opacity is not None:
        colours = _laid_on_background(colours, opacity)
    return _ink_of(colours)


def _colours(image: Image.Image) -> tuple[FloatArray, FloatArray | None]:
    """(H, W, channels) from 0 to 1, and (H, W) opacity where the picture has transparency."""
    factor = -(-max(image.size) // WORKING_SIDE)
    if image.mode.startswith(("I", "F")):
        return _deep_grey(image, factor)[:, :, None], None
    has_opacity = image.mode in {"LA", "PA", "La", "RGBA", "RGBa"} or "transparency" in image.info
    if image.mode in {"La", "RGBa"}:
        image = image.convert(image.mode.upper())
    if factor > 1 and image.mode in {"L", "LA", "RGB", "RGBA"}:
        # Before converting: that would need several times the memory.
        image, factor = image.reduce(factor), 1
    image = image.convert("RGBA" if has_opacity else "RGB")
    if factor > 1:
        image = image.reduce(factor)
    values = np.asarray(image, np.float32) / np.float32(255)
    return (values[:, :, :3], values[:, :, 3]) if has_opacity else (values, None)


def _deep_grey(image: Image.Image, factor: int) -> FloatArray:
    """16-bit, 32-bit and float pictures: scaled by the whole number of bits that they use."""
    values = _averaged(np.asarray(image), factor)
    if not np.isfinite(values).all():
        raise ImageError("the picture holds values that are not numbers")
    values -= min(values.min(), 0.0)
    largest = values.max()
    if largest > 1 or image.mode != "F":
        values /= 2.0 ** max(8, int(np.ceil(np.log2(largest + 1)))) - 1
    return values.astype(np.float32)


def _averaged(values: AnyArray, factor: int) -> npt.NDArray[np.float64]:
    """Every `factor` x `factor` pixels as one; row by row, so that little memory is needed."""
    if factor == 1:
        return values.astype(np.float64)
    rows, columns = (max(1, side // factor) for side in values.shape)
    means = np.empty((rows, columns))
    for row in range(rows):
        block = values[row * factor : (row + 1) * factor, : columns * factor]
        means[row] = block.astype(np.float64).mean(axis=0).reshape(columns, -1).mean(axis=1)
    return means


def _laid_on_background(colours: FloatArray, opacity: FloatArray) -> FloatArray:
    """Transparent pixels get a background that the opaque ones stand out from.

    Where opaque pixels fill most of their frame they are a card with its own background, which is
    continued; otherwise they are the ink, and the background is whatever is far from their colour.
    """
    solid = opacity > 0.5
    if not solid.any():
        return np.zeros_like(colours)
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    framed = solid[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    usual = np.median(colours[solid], axis=0)
    differs = np.abs(colours[solid] - usual).max(axis=1) > 3 * LOWEST_CONTRAST
    if framed.mean() > 0.75 and differs.any():
        background = usual
    else:
        background = np.full(3, float(usual.mean() < 0.5))
    layer = opacity[:, :, None]
    return (colours * layer + background.astype(np.float32) * (1 - layer)).astype(np.float32)


def _rim(colours: FloatArray) -> FloatArray:
    """The outermost pixels, (M, channels): about a fiftieth of the picture on each side."""
    depth = max(1, min(colours.shape[:2]) // 50)
    channels = colours.shape[2]
    sides = (colours[:depth], colours[-depth:], colours[:, :depth], colours[:, -depth:])
    return np.concatenate([side.reshape(-1, channels) for side in sides])


def _ink_of(colours: FloatArray) -> FloatArray:
    rim = _rim(colours)
    is_photo = is_unevenly_lit(rim)
    if is_photo:
        colours = with_even_light(colours)
        rim = _rim(colours)
    ink = _standing_out(colours, rim, is_photo=is_photo)
    if _rim(ink[:, :, None]).max() >= FAINT:
        cleaned = without_printed_lines(ink)
        is_photo |= cleaned is not ink
        ink = cleaned
    return without_dirt(ink) if is_photo else ink


def _standing_out(colours: FloatArray, rim: FloatArray, *, is_photo: bool) -> FloatArray:
    """Ink (H, W): how far each pixel is on the way from the rim's colour to the pen's."""
    background = np.median(rim, axis=0)
    difference = colours - background
    distance = np.sqrt(np.square(difference).mean(axis=2))

    # A few pixels may be dust; the pen's colour is the usual one of those that stand out as far.
    few = min(distance.size - 1, max(3, distance.size // 5000))
    farthest = np.partition(distance.ravel(), -1 - few)[-1 - few]
    if farthest < (LOWEST_CONTRAST_IN_PHOTOS if is_photo else LOWEST_CONTRAST):
        return np.zeros(distance.shape, np.float32)
    direction = _pen_direction(difference[distance >= 0.9 * farthest])
    ink = difference @ (direction / np.square(direction).sum())
    rim_noise = 1.4826 * np.median(np.abs((rim - background) @ direction))
    floor = NOISE_TIMES * rim_noise / np.square(direction).sum()
    if floor >= (MOST_NOISE_IN_PHOTOS if is_photo else MOST_NOISE):
        return np.zeros(distance.shape, np.float32)
    floor = min(floor, HIGHEST_FLOOR)
    ink = np.clip(np.where(ink > floor, ink, 0), 0, 1).astype(np.float32)
    return np.where((ink >= FAINT) | (_largest_nearby(ink) >= CLEAR), ink, np.float32(0))


def _largest_nearby(ink: FloatArray) -> FloatArray:
    """The most ink in each pixel's 3 x 3 neighbourhood."""
    padded = np.pad(ink, 1)
    across = np.maximum(np.maximum(padded[:, :-2], padded[:, 1:-1]), padded[:, 2:])
    return np.maximum(np.maximum(across[:-2], across[1:-1]), across[2:])


def _pen_direction(standing_out: FloatArray) -> FloatArray:
    """From the background to the pen's colour; of two pens on either side the commoner counts."""
    main = standing_out[np.argmax(np.abs(standing_out).sum(axis=1))]
    along = standing_out @ main
    commoner = standing_out[along > 0] if (along > 0).mean() >= 0.5 else standing_out[along <= 0]
    direction: FloatArray = np.median(commoner, axis=0)
    return direction
