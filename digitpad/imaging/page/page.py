"""The page reader: from the colours of a picture to clean ink, in stages that are kept.

    colours -> sheet -> background -> contrast -> without rules -> writing alone

Everything is found in an overview of the picture. Where the pen is only a few pixels wide in it,
the part with writing is then read once more, as finely as the picture allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageChops

from digitpad.common.types import BoolArray, ByteArray, FloatArray
from digitpad.imaging.page.background import (
    Background,
    estimate_background,
    refined_background,
)
from digitpad.imaging.page.contrast import ink_by_contrast
from digitpad.imaging.page.lines import Line
from digitpad.imaging.page.marks import find_marks, is_blank, writing_among
from digitpad.imaging.page.rules import as_dark_as_in, erase, without_rules
from digitpad.imaging.page.sheet import Matrix, find_sheet, homography
from digitpad.imaging.page.windows import largest_around
from digitpad.imaging.pen_width import pen_width_of

SMALL_SIDE = 96
"""The longer side of the small picture in which sheet and background are found, about."""

OVERVIEW_SIDE = 800
"""The longest side of the overview."""

SMALLEST_OVERVIEW = 320
"""Pictures with a longer side are reduced at least by half."""

FINEST_SIDE = 1200
"""The longest side of the ink."""

MIN_PEN = 3.0
"""Pens thinner than this in the overview, in pixels, are looked at more closely..."""

WANTED_PEN = 4.0
"""...so that they become about this wide."""

SHEET_MARGIN = 0.012
"""What is cut off all around a sheet, as a share of its shorter side: shaded or torn edges."""

STRAIGHT = 0.01
"""Sheets whose corners are within this share of a side of a rectangle's are cut, not warped."""

GREY = 12
"""The largest difference of channels, of 255, in a grey picture."""

MIN_LEVEL = 0.85
"""If the writing has less ink than this where it is darkest, other things had set the scale."""

TINY_SIDE, TINY_MARGIN = 48, 2
"""Pictures with sides of at most `TINY_SIDE` pixels are taken for a digit cut out to its edges, and
get a margin of `TINY_MARGIN` pixels."""

EDGE = 2
"""The edges of strokes, which are lighter, reach this many pixels beyond what is found."""

CORE = 0.6
"""Where the ink is at least this dark, the pen's width is measured in uneven light."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The result of every stage. Pixels of all arrays but `sheet` are those of `ink`'s view.

    Attributes:
        colours: (H, W, channels) float32 from 0 to 1, the sheet as it was read; one channel where
            it is grey.
        sheet: (4, 2) the corners of the sheet in pixels of the picture; None for the whole picture.
        background: what the empty page looks like.
        contrast: (H, W) float32, the share of the pen's colour, 1 for full ink.
        without_rules: (H, W) float32, the same without printed lines and boxes.
        ink: (H, W) float32, the writing alone.
        pen_width: mean width of strokes in `ink`, in pixels; 0 where there are none.
        to_picture: (3, 3) the homography from pixels of `ink` to pixels of the picture.
        rules: the printed lines that were removed.
    """

    colours: FloatArray
    sheet: Matrix | None
    background: Background
    contrast: FloatArray
    without_rules: FloatArray
    ink: FloatArray
    pen_width: float
    to_picture: Matrix
    rules: tuple[Line, ...]

    def box_in_picture(self, box: Box) -> Box:
        """The bounding box in the picture of a box (left, top, right, bottom) in `ink`."""
        left, top, right, bottom = box
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        x, y = _mapped(self.to_picture, corners).T
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """A rectangle of pixels, and where each lies in the picture.

    Attributes:
        to_picture: (3, 3) homography from pixels of the view to those of the picture.
        width: of the view, in pixels.
        height: likewise.
    """

    to_picture: Matrix
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels of the picture along one pixel of the view."""
        return float(np.sqrt(abs(np.linalg.det(self.to_picture[:2, :2]))))

    def seen(self, picture: Image.Image) -> Image.Image:
        """What the view shows of the picture."""
        (a, b, c), (d, e, f), (g, h, _) = self.to_picture.tolist()
        size = self.width, self.height
        if b == d == g == h == 0 and a == e == int(a):
            factor = int(a)
            box = (int(c), int(f), int(c) + self.width * factor, int(f) + self.height * factor)
            return picture.reduce(factor, box) if factor > 1 else picture.crop(box)
        factor = max(1, int(self.scale))
        smaller = picture.reduce(factor) if factor > 1 else picture
        shrink = np.diag([1 / factor, 1 / factor, 1.0]) @ self.to_picture
        data = (shrink / shrink[2, 2]).ravel()[:8].tolist()
        return smaller.transform(size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC)

    def part(self, box: tuple[int, int, int, int], times: int, factor: int) -> _View:
        """A part of the view (left, top, right, bottom), enlarged `times` / `factor`."""
        left, top, right, bottom = box
        move = np.array([[factor / times, 0, left], [0, factor / times, top], [0, 0, 1.0]])
        width, height = ((right - left) * times // factor, (bottom - top) * times // factor)
        return _View(self.to_picture @ move, max(1, width), max(1, height))


def read_page(colours: ByteArray, size: tuple[int, int] | None = None) -> Page:
    """Find the writing in a picture.

    Args:
        colours: (H, W, 1 or 3) uint8, upright.
        size: width and height of the picture that boxes refer to, if `colours` was reduced.

    Returns:
        The page with all its stages.
    """
    if size is None:
        size = colours.shape[1], colours.shape[0]
    margin = TINY_MARGIN if max(colours.shape[:2]) <= TINY_SIDE else 0
    if margin:
        colours = _with_margin(colours, margin)
    picture = Image.fromarray(colours[:, :, 0] if colours.shape[2] == 1 else colours)
    small, factor = _reduced(picture, SMALL_SIDE)
    sheet = find_sheet(_as_floats(small))
    if sheet is not None:
        sheet = sheet * factor
    view = _overview(picture, sheet)
    page = _read(picture, view, sheet)
    page = _read_closely(picture, view, page)
    inner = picture.width - 2 * margin, picture.height - 2 * margin
    if inner == size and not margin:
        return page
    to_picture = np.diag([size[0] / inner[0], size[1] / inner[1], 1.0])
    to_picture = to_picture @ np.array([[1, 0, -margin], [0, 1, -margin], [0, 0, 1.0]])
    return replace(
        page,
        to_picture=to_picture @ page.to_picture,
        sheet=None if sheet is None else _mapped(to_picture, sheet),
    )


def _with_margin(colours: ByteArray, margin: int) -> ByteArray:
    """Colours (H, W, channels) with a margin of the colour that most of their edge has."""
    edge = np.concatenate([colours[0], colours[-1], colours[:, 0], colours[:, -1]])
    height, width, channels = colours.shape
    found = np.empty((height + 2 * margin, width + 2 * margin, channels), np.uint8)
    found[:] = np.median(edge, axis=0)
    found[margin:-margin, margin:-margin] = colours
    return found


def _read(picture: Image.Image, view: _View, sheet: Matrix | None) -> Page:
    """Read all that a view shows."""
    seen = view.seen(picture)
    if _is_grey(seen):
        seen = seen.convert("L")
    colours = _as_floats(seen)
    background = estimate_background(_as_floats(_reduced(seen, SMALL_SIDE)[0]))
    page = _written(colours, background, view, sheet)
    if background.is_even or not page.pen_width:
        return page
    core = _pen_width(page.ink * (page.ink > CORE))
    return _written(colours, refined_background(colours, background, core), view, sheet)


def _written(
    colours: FloatArray, background: Background, view: _View, sheet: Matrix | None
) -> Page:
    """Find the writing on a page with a known background."""
    contrast = ink_by_contrast(colours, background)
    marks = find_marks(contrast)
    cleaned, rules = without_rules(contrast, marks)
    if rules:
        marks = find_marks(cleaned)
    is_photo = bool(rules) or not background.is_even
    kept = writing_among(marks, is_photo=is_photo)
    if is_blank(marks, kept):
        kept[:] = False
    ink = cleaned
    if is_photo or not kept[1:].all():
        writing = largest_around(kept[marks.labels], EDGE)
        ink = cleaned * writing
        if kept.any() and marks.peaks[kept].max() < MIN_LEVEL:
            contrast = ink_by_contrast(colours, background, writing)
            ink = erase(contrast, rules) * writing
    return Page(
        colours,
        sheet,
        background,
        contrast,
        cleaned,
        ink,
        _pen_width(ink),
        view.to_picture,
        rules,
    )


def _read_closely(picture: Image.Image, view: _View, page: Page) -> Page:
    """Read the part with writing again where the pen is thin in the overview."""
    scale = view.scale
    if scale < 1.5 or not 0 < page.pen_width < MIN_PEN:
        return page
    inked = page.ink > 0
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    room = int(4 * MIN_PEN)
    left, top = max(int(columns[0]) - room, 0), max(int(rows[0]) - room, 0)
    right = min(int(columns[-1]) + 1 + room, view.width)
    bottom = min(int(rows[-1]) + 1 + room, view.height)
    longer = max(right - left, bottom - top)
    times = int(min(np.ceil(WANTED_PEN / page.pen_width), scale + 0.5, FINEST_SIDE / longer))
    if times < 2:
        return page
    # Whole pixels of the picture, where the view has whole numbers of them.
    factor = max(1, round(scale / times))
    close = view.part((left, top, right, bottom), round(scale), factor)
    seen = close.seen(picture)
    colours = _as_floats(seen.convert("L") if page.colours.shape[2] == 1 else seen)
    window = (slice(top, bottom), slice(left, right))
    background = page.background
    if not background.is_even:
        level = background.enlarged(view.height, view.width)[window]
        background = replace(background, level=level)
    writing = _enlarged(largest_around(inked, EDGE)[window], close)
    contrast = ink_by_contrast(colours, background, writing)
    moved = _moved(page.rules, (left, top, right, bottom), close)
    cleaned = erase(contrast, tuple(as_dark_as_in(contrast, rule) for rule in moved))
    ink = cleaned * writing
    if not ink.any():
        # The noise, which the overview averages, hides the pen here.
        return page
    return replace(
        page,
        colours=colours,
        background=background,
        contrast=contrast,
        without_rules=cleaned,
        ink=ink,
        pen_width=_pen_width(ink),
        to_picture=close.to_picture,
    )


def _pen_width(ink: FloatArray) -> float:
    """The width of the pen in pixels; 0 where there is no ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return 0.0
    return pen_width_of(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _overview(picture: Image.Image, sheet: Matrix | None) -> _View:
    """The whole picture, or the sheet, as large as `OVERVIEW_SIDE` at most."""
    if sheet is None:
        factor = _overview_factor(max(picture.size))
        left, top, width, height = 0, 0, picture.width, picture.height
    else:
        sides = np.linalg.norm(np.roll(sheet, -1, axis=0) - sheet, axis=1)
        across, down = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
        margin = SHEET_MARGIN * min(across, down) + 1
        box = np.array([[0, 0], [across, 0], [across, down], [0, down]])
        bounds = np.concatenate([sheet.min(axis=0), sheet.max(axis=0)])
        rectangle = bounds[[0, 1, 2, 1, 2, 3, 0, 3]].reshape(4, 2)
        if np.abs(rectangle - sheet).max() > STRAIGHT * max(across, down):
            factor = _overview_factor(int(max(across, down)))
            shown = np.array([[factor, 0, margin], [0, factor, margin], [0, 0, 1]])
            matrix = homography(box, sheet) @ shown
            size = (across - 2 * margin) / factor, (down - 2 * margin) / factor
            return _View(matrix / matrix[2, 2], max(1, int(size[0])), max(1, int(size[1])))
        inset = np.ceil(margin)
        # A side of the sheet that is the picture's needs no margin.
        left, top = (int(b + inset) if b > 1 else 0 for b in bounds[:2])
        ends = (
            int(b - inset) if b < side - 1 else side
            for b, side in zip(bounds[2:], picture.size, strict=True)
        )
        width, height = (max(1, end - start) for end, start in zip(ends, (left, top), strict=True))
        factor = _overview_factor(max(width, height))
    matrix = np.array([[factor, 0, left], [0, factor, top], [0, 0, 1.0]])
    return _View(matrix, max(1, width // factor), max(1, height // factor))


def _overview_factor(side: int) -> int:
    return max(-(-side // OVERVIEW_SIDE), 1 + (side > SMALLEST_OVERVIEW))


def _mapped(matrix: Matrix, points: Matrix) -> Matrix:
    """Points (N, 2) after a homography."""
    lifted = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    mapped: Matrix = lifted[:, :2] / lifted[:, 2:]
    return mapped


def _reduced(picture: Image.Image, side: int) -> tuple[Image.Image, int]:
    factor = max(1, round(max(picture.size) / side))
    return (picture.reduce(factor) if factor > 1 else picture), factor


def _is_grey(picture: Image.Image) -> bool:
    """Whether the channels hardly differ; one is then enough."""
    if picture.mode == "L":
        return True
    red, green, blue = picture.split()
    pairs = ((red, green), (green, blue))
    return all(np.max(ImageChops.difference(*pair).getextrema()) <= GREY for pair in pairs)


def _as_floats(picture: Image.Image) -> FloatArray:
    values = np.asarray(picture, np.float32) * np.float32(1 / 255)
    return values if values.ndim == 3 else values[:, :, None]


def _enlarged(mask: BoolArray, view: _View) -> BoolArray:
    rows = np.arange(view.height) * mask.shape[0] // view.height
    columns = np.arange(view.width) * mask.shape[1] // view.width
    large: BoolArray = mask[rows[:, None], columns]
    return large


def _moved(
    rules: tuple[Line, ...], box: tuple[int, int, int, int], view: _View
) -> tuple[Line, ...]:
    """Rules of the whole view in an enlarged part of it, as far as they cross it."""
    left, top, right, bottom = box
    moved = []
    for rule in rules:
        near, far, origin, length = (
            (top, bottom, left, view.height) if rule.vertical else (left, right, top, view.width)
        )
        scale = length / (far - near)
        start = max(rule.start, near)
        stop = min(rule.start + len(rule.path), far)
        if start >= stop:
            continue
        places = start - rule.start + np.arange(int((stop - start) * scale)) / scale
        path = np.interp(places, np.arange(len(rule.path)), rule.path + 0.5)
        moved.append(
            replace(
                rule,
                start=int((start - near) * scale),
                path=np.floor((path - origin) * scale).astype(np.int64),
                height=rule.height * scale,
                width=rule.width * scale,
            )
        )
    return tuple(moved)
