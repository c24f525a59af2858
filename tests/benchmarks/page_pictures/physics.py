"""How a page with writing comes to be a picture: paper, pen, light, camera.

    strokes -> coverage (H, W) -> page (H, W, 3) -> times the light -> blur, noise, JPEG -> picture

Coverage is 1 where the pen was; a page holds the share of the light that it throws back, 0 to 1.
Lengths are pixels.
"""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from digitpad.common.types import FloatArray
from digitpad.ink.raster import rasterize
from digitpad.ink.strokes import Ink, Stroke

Rng = np.random.Generator
Colour = tuple[float, float, float]
Shape = tuple[int, int]

PENS: tuple[Colour, ...] = (
    (0.08, 0.08, 0.1),
    (0.12, 0.18, 0.5),
    (0.55, 0.12, 0.15),
    (0.1, 0.3, 0.16),
)
"""Black, blue, red and green ink."""

DESKS: tuple[Colour, ...] = (
    (0.27, 0.19, 0.14),
    (0.14, 0.14, 0.16),
    (0.33, 0.22, 0.13),
    (0.2, 0.23, 0.26),
)
"""Dark wood, black, brown wood, slate."""


STEP = 0.01
"""Between the points of smoothed strokes, in heights."""

SMOOTHNESS = 2.5
"""Of strokes, in steps: tablets record on a coarse grid, but no pen writes in stairs."""


def at_unit_size(ink: Ink) -> Ink:
    """The ink, smoothed, its longer side 1, left and bottom edge at 0; the pen presses evenly."""
    left, top, right, bottom = ink.bounds()
    size = max(right - left, bottom - top, 1e-3)
    return Ink(
        tuple(Stroke.of(_smoothed((s.points - (left, bottom)) / size)) for s in ink.strokes), 0.01
    )


def _smoothed(points: FloatArray) -> FloatArray:
    """The same way (P, 2) through points `STEP` apart, without its smallest corners."""
    lengths = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    count = int(along[-1] / STEP) + 1
    if count < 3:
        return points
    places = np.linspace(0, along[-1], count)
    even = np.stack([np.interp(places, along, one) for one in points.T], axis=1)
    reach = round(3 * SMOOTHNESS)
    weights = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) / SMOOTHNESS))
    # Mirrored at its ends, the stroke keeps its length.
    padded = np.pad(even, ((reach, reach), (0, 0)), mode="reflect", reflect_type="odd")
    return np.stack([np.convolve(one, weights / weights.sum(), "valid") for one in padded.T], 1)


def scaled_to(ink: Ink, pen: float, scale: float, offset: tuple[float, float]) -> Ink:
    """Ink of unit size in pixels, drawn with a pen of this width in pixels."""
    moved = ink.transformed(scale, offset)
    return Ink(moved.strokes, pen)


def coverage_of(inks: Sequence[Ink], shape: Shape) -> FloatArray:
    """What the pen covers of a page, (H, W) from 0 to 1; coordinates are pixels of the page."""
    canvas = np.zeros(shape, np.float32)
    for ink in inks:
        left, top, right, bottom = ink.bounds()
        reach = ink.pen_width / 2 + 2
        x, y = max(0, int(left - reach)), max(0, int(top - reach))
        across = min(shape[1], int(right + reach) + 1) - x
        down = min(shape[0], int(bottom + reach) + 1) - y
        window = canvas[y : y + down, x : x + across]
        np.maximum(window, rasterize(ink, across, down, offset=(-x, -y)), out=window)
    return canvas


def smooth_noise(shape: Shape, period: float, rng: Rng) -> FloatArray:
    """Values around 0, deviation about 0.5, that change over about so many pixels."""
    rows, columns = (max(2, round(side / period) + 2) for side in shape)
    coarse = Image.fromarray(rng.standard_normal((rows, columns)).astype(np.float32))
    fine = coarse.resize(shape[::-1], Image.Resampling.BICUBIC)
    return np.asarray(fine, np.float32)


def paper(shape: Shape, colour: Colour, rng: Rng, grain: float = 0.006) -> FloatArray:
    """A sheet of one colour, (H, W, 3), a little uneven."""
    uneven = grain * (smooth_noise(shape, 3, rng) + smooth_noise(shape, 60, rng))
    return np.float32(colour) + uneven[:, :, None]


def white_paper(shape: Shape, rng: Rng) -> FloatArray:
    """Paper that is nearly white, warm or cool."""
    red, green, blue = (rng.uniform(0.86, 0.98) + rng.uniform(-0.02, 0.02, 3)).tolist()
    return paper(shape, (red, green, blue), rng)


def desk(shape: Shape, rng: Rng) -> FloatArray:
    """A dark desk with a grain along its length."""
    colour = np.float32(DESKS[rng.integers(len(DESKS))]) * rng.uniform(0.7, 1.2)
    lines = smooth_noise((shape[0], 8), 4, rng)[:, :1] + 0 * smooth_noise((1, shape[1]), 50, rng)
    uneven = 1 + 0.1 * lines + 0.08 * smooth_noise(shape, 40, rng)
    return (colour * uneven[:, :, None]).clip(0, 1).astype(np.float32)


def inked(page: FloatArray, coverage: FloatArray, colour: Colour) -> FloatArray:
    """The page with a pen's colour where the pen was."""
    layer = coverage[:, :, None]
    return page * (1 - layer) + layer * np.float32(colour)


def grainy(coverage: FloatArray, roughness: float, rng: Rng) -> FloatArray:
    """Pencil or chalk, which leaves out some of the paper's grain."""
    grain = smooth_noise(coverage.shape, 1.7, rng) + smooth_noise(coverage.shape, 6, rng)
    return coverage * (1 - roughness * (0.5 + 0.7 * grain)).clip(0, 1).astype(np.float32)


def rules(
    shape: Shape, spacing: float, thick: float, start: float, *, squared: bool = False
) -> FloatArray:
    """Lines across the page, and down it where squared, (H, W) from 0 to 1."""
    picture = np.zeros(shape, np.float32)
    for lines in (picture, picture.T) if squared else (picture,):
        middles = np.arange(start, lines.shape[0], spacing)
        away = np.abs(np.arange(lines.shape[0])[:, None] + 0.5 - middles).min(axis=1)
        line = (thick / 2 + 0.5 - away).clip(0, min(1.0, thick)).astype(np.float32)
        np.maximum(lines, line[:, None], out=lines)
    return picture


def template(shape: Shape, rng: Rng) -> FloatArray:
    spacing = rng.uniform(0.06, 0.16) * min(shape)
    thick = int(rng.integers(1, 4))
    start = spacing * int(rng.integers(1, 4)) + 0.5 * thick
    lines = rules(shape, spacing, thick, np.floor(start), squared=rng.random() < 0.2)
    page = inked(np.ones((*shape, 3), np.float32), lines, (rng.uniform(0.1, 0.5),) * 3)
    if rng.random() < 0.6:
        x = round(rng.uniform(0.06, 0.15) * shape[1])
        page[:, x : x + thick] = (0.8, 0.3, 0.3)
    return page


def frames(shape: Shape, boxes: Sequence[tuple[float, ...]], thick: int) -> FloatArray:
    """The outlines of boxes (left, top, right, bottom), (H, W) of 0 and 1."""
    picture = Image.new("L", shape[::-1], 0)
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        draw.rectangle([round(side) for side in box], outline=255, width=thick)
    return np.asarray(picture, np.float32) / 255


def laid_on(ground: FloatArray, sheet: FloatArray, degrees: float, rng: Rng) -> FloatArray:
    """The sheet, turned, at about the middle of the ground."""
    height, width = ground.shape[:2]
    tall, wide = sheet.shape[:2]
    whole = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    x = (width - wide) / 2 * rng.uniform(0.8, 1.2)
    y = (height - tall) / 2 * rng.uniform(0.8, 1.2)
    whole.paste(as_picture(sheet), (round(x), round(y)))
    turned = whole.rotate(degrees, Image.Resampling.BICUBIC)
    values = np.asarray(turned, np.float32) / 255
    layer = values[:, :, 3:]
    return ground * (1 - layer) + values[:, :, :3] * layer


def _coordinates(shape: Shape) -> tuple[FloatArray, FloatArray]:
    """x (1, W) and y (H, 1) from -1 to 1."""
    y, x = (np.linspace(-1, 1, side, dtype=np.float32) for side in shape)
    return x[None], y[:, None]


def gradient(shape: Shape, darkest: float, rng: Rng) -> FloatArray:
    """Light from one side: 1 at the brightest corner or edge, `darkest` at the opposite one."""
    x, y = _coordinates(shape)
    angle = rng.uniform(0, 2 * np.pi)
    along = np.cos(angle) * x + np.sin(angle) * y
    along = (along - along.min()) / (along.max() - along.min())
    return (1 - (1 - darkest) * along).astype(np.float32)


def vignette(shape: Shape, loss: float, rng: Rng) -> FloatArray:
    """Light that decreases towards the corners, where this share of it is lost."""
    x, y = _coordinates(shape)
    middle = rng.uniform(-0.15, 0.15, 2)
    return (1 - loss * ((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / 2).astype(np.float32)


def hand_shadow(shape: Shape, rng: Rng) -> FloatArray:
    """The shadow of a hand and its arm that reach in from one side or corner."""
    height, width = shape
    size = min(shape)
    outline = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(outline)
    angle = rng.uniform(0, 2 * np.pi)
    far = np.array([width, height]) * (0.5 + 0.75 * np.array([np.cos(angle), np.sin(angle)]))
    tip = np.array([width, height]) * rng.uniform(0.3, 0.7, 2)
    for share, radius in zip(np.linspace(0, 1, 40), np.linspace(0.2, 0.28, 40) * size, strict=True):
        x, y = tip + share * (far - tip)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    for turn in rng.uniform(-0.9, 0.9, 3):
        away = (tip - far) / max(np.hypot(*(tip - far)), 1.0)
        aside = np.array([-away[1], away[0]])
        end = tip + size * (0.3 * np.cos(turn) * away + 0.3 * np.sin(turn) * aside)
        draw.line([*tip, *end], fill=255, width=round(0.08 * size))
    soft = outline.filter(ImageFilter.GaussianBlur(size * rng.uniform(0.01, 0.06)))
    dark = np.asarray(soft, np.float32) / 255
    return (1 - rng.uniform(0.25, 0.5) * dark).astype(np.float32)


def as_picture(page: FloatArray) -> Image.Image:
    """The page without a camera, as a drawing program saves it."""
    return Image.fromarray((page * 255).round().clip(0, 255).astype(np.uint8))


def photo(
    page: FloatArray,
    rng: Rng,
    *,
    blur: float | None = None,
    noise: float | None = None,
    quality: int | None = None,
) -> Image.Image:
    """The page through lens, sensor and JPEG, each as given, or as usual.

    Args:
        page: (H, W, 3) or (H, W), the light that reaches the camera.
        rng: for what is not given, and for the noise.
        blur: standard deviation of the blur, in pixels.
        noise: standard deviation of the sensor's noise in bright places; 1 is white.
        quality: of the JPEG, up to 95.
    """
    sharpness = rng.uniform(0.3, 1.0) if blur is None else blur
    deviation = rng.uniform(0.004, 0.014) if noise is None else noise
    soft = as_picture(page).filter(ImageFilter.GaussianBlur(sharpness))
    values = np.asarray(soft, np.float32) / 255
    grains = rng.standard_normal(values.shape, np.float32) * (0.4 + 0.6 * np.sqrt(values))
    file = io.BytesIO()
    level = int(rng.integers(60, 95)) if quality is None else quality
    as_picture(values + deviation * grains).save(file, "JPEG", quality=level)
    picture = Image.open(file)
    picture.load()
    return picture
