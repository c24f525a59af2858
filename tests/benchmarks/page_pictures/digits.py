"""Pictures of one digit, under one condition each."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from digitpad.common.types import FloatArray
from tests.benchmarks.page_pictures.physics import (
    Rng,
    as_picture,
    coverage_of,
    desk,
    gradient,
    grainy,
    hand_shadow,
    inked,
    laid_on,
    paper,
    photo,
    rules,
    scaled_to,
    smooth_noise,
    template,
    vignette,
    white_paper,
)
from tests.benchmarks.page_pictures.writing import (
    Page,
    Writing,
    one_digit,
    page_shape,
    placed_digit,
    random_pen,
)


def clean(writing: Writing, rng: Rng, digit: int) -> Page:
    """As a drawing program saves it: black on white, or white on black."""
    ink = one_digit(writing, rng, digit, page_shape(rng, 800))
    return Page(as_picture(ink if rng.random() < 0.25 else 1 - ink), str(digit))


def uneven_light(writing: Writing, rng: Rng, digit: int) -> Page:
    """Up to 35 % more and less light than in the middle."""
    shape = page_shape(rng)
    page = inked(white_paper(shape, rng), one_digit(writing, rng, digit, shape), random_pen(rng))
    strength = rng.uniform(0.1, 0.35)
    light = gradient(shape, (1 - strength) / (1 + strength), rng)
    return Page(photo(page * light[:, :, None], rng), str(digit))


def dim(writing: Writing, rng: Rng, digit: int) -> Page:
    shape = page_shape(rng)
    page = inked(
        white_paper(shape, rng),
        one_digit(writing, rng, digit, shape, pen=(0.04, 0.1)),
        random_pen(rng),
    )
    light = rng.uniform(0.35, 0.6) * vignette(shape, rng.uniform(0.25, 0.55), rng)
    return Page(photo(page * light[:, :, None], rng, noise=rng.uniform(0.006, 0.02)), str(digit))


def in_shadow(writing: Writing, rng: Rng, digit: int) -> Page:
    shape = page_shape(rng)
    page = inked(white_paper(shape, rng), one_digit(writing, rng, digit, shape), random_pen(rng))
    light = hand_shadow(shape, rng) * gradient(shape, rng.uniform(0.85, 1.0), rng)
    return Page(photo(page * light[:, :, None], rng), str(digit))


def pencil(writing: Writing, rng: Rng, digit: int) -> Page:
    shape = page_shape(rng)
    ink = grainy(
        one_digit(writing, rng, digit, shape, pen=(0.03, 0.07)), rng.uniform(0.2, 0.5), rng
    )
    page = inked(white_paper(shape, rng), ink, (rng.uniform(0.35, 0.55),) * 3)
    light = gradient(shape, rng.uniform(0.85, 1.0), rng)
    return Page(photo(page * light[:, :, None], rng), str(digit))


def _on_lines(writing: Writing, rng: Rng, digit: int, *, squared: bool) -> Page:
    shape = page_shape(rng)
    spacing = rng.uniform(0.06, 0.2) * min(shape)
    size = spacing / min(shape) * rng.uniform(1.5, 4.0)
    ink = one_digit(writing, rng, digit, shape, size=(min(size, 0.7), min(size, 0.7)))
    lines = rules(
        shape,
        spacing,
        max(0.8, spacing * rng.uniform(0.02, 0.06)),
        rng.uniform(0, spacing),
        squared=squared,
    )
    page = inked(
        white_paper(shape, rng), lines * np.float32(rng.uniform(0.5, 1)), (0.55, 0.7, 0.88)
    )
    light = gradient(shape, rng.uniform(0.8, 1.0), rng)
    return Page(photo(inked(page, ink, random_pen(rng)) * light[:, :, None], rng), str(digit))


def on_rules(writing: Writing, rng: Rng, digit: int) -> Page:
    return _on_lines(writing, rng, digit, squared=False)


def on_squares(writing: Writing, rng: Rng, digit: int) -> Page:
    return _on_lines(writing, rng, digit, squared=True)


def blackboard(writing: Writing, rng: Rng, digit: int) -> Page:
    shape = page_shape(rng)
    board = paper(shape, ((0.12, 0.2, 0.16), (0.1, 0.1, 0.11))[rng.integers(2)], rng, 0.02)
    chalk = grainy(one_digit(writing, rng, digit, shape), rng.uniform(0.1, 0.4), rng)
    page = inked(board, chalk, ((0.9, 0.9, 0.88), (0.9, 0.85, 0.5))[rng.integers(2)])
    light = gradient(shape, rng.uniform(0.75, 1.0), rng)
    return Page(photo(page * light[:, :, None], rng), str(digit))


COLOURS = (
    ((0.8, 0.1, 0.1), (0.98, 0.9, 0.45)),
    ((0.15, 0.2, 0.6), (0.95, 0.78, 0.82)),
    ((0.1, 0.4, 0.15), (0.98, 0.95, 0.7)),
    ((0.5, 0.1, 0.5), (0.75, 0.88, 0.95)),
    ((0.75, 0.2, 0.1), (0.7, 0.88, 0.7)),
    ((0.95, 0.9, 0.3), (0.2, 0.25, 0.5)),
)
"""Of pen and paper."""


def coloured(writing: Writing, rng: Rng, digit: int) -> Page:
    shape = page_shape(rng)
    pen, sheet = COLOURS[rng.integers(len(COLOURS))]
    page = inked(paper(shape, sheet, rng), one_digit(writing, rng, digit, shape), pen)
    light = gradient(shape, rng.uniform(0.85, 1.0), rng)
    return Page(photo(page * light[:, :, None], rng), str(digit))


def blurred(writing: Writing, rng: Rng, digit: int) -> Page:
    shape = page_shape(rng, 1000)
    page = inked(white_paper(shape, rng), one_digit(writing, rng, digit, shape), random_pen(rng))
    blur = min(shape) * rng.uniform(0.004, 0.01)
    return Page(photo(page, rng, blur=blur, quality=15), str(digit))


def _cut_out(ink: FloatArray, margin: int, rng: Rng) -> Image.Image:
    """Ink (H, W) cut to its box and so many pixels around it, dark on light or light on dark."""
    rows, columns = (np.flatnonzero((ink > 0.3).any(axis=axis)) for axis in (1, 0))
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    box = np.pad(box, margin)
    return as_picture(box if rng.random() < 0.3 else 1 - box)


def crop(margin: int) -> Callable[[Writing, Rng, int], Page]:
    def page(writing: Writing, rng: Rng, digit: int) -> Page:
        side = round(np.exp(rng.uniform(np.log(40), np.log(400))))
        ink = one_digit(writing, rng, digit, (side, side), size=(0.8, 0.8))
        return Page(_cut_out(ink, margin, rng), str(digit))

    return page


def mnist_crop(margin: int) -> Callable[[Writing, Rng, int], Page]:
    def page(writing: Writing, rng: Rng, digit: int) -> Page:
        image = writing.image(digit, rng).astype(np.float32) / 255
        return Page(_cut_out(image, margin, rng), str(digit))

    return page


def on_template(writing: Writing, rng: Rng, digit: int) -> Page:
    """A note template of a program: sharp dark rules, often with margins."""
    shape = page_shape(rng, 1000)
    ink = one_digit(writing, rng, digit, shape, size=(0.2, 0.5))
    return Page(as_picture(inked(template(shape, rng), ink, random_pen(rng))), str(digit))


def desk_strip(writing: Writing, rng: Rng, digit: int) -> Page:
    """A sheet that does not fill the picture: on one side or two the dark desk is seen."""
    shape = page_shape(rng)
    page = inked(white_paper(shape, rng), one_digit(writing, rng, digit, shape), random_pen(rng))
    height, width = shape
    # The digit stays whole: the picture grows by the strip.
    strips = [round(rng.uniform(0.03, 0.12) * min(shape)) for _ in range(4)]
    is_seen = rng.permutation([True, rng.random() < 0.3, False, False])
    left, top, right, bottom = (s if seen else 0 for s, seen in zip(strips, is_seen, strict=True))
    whole = (height + top + bottom, width + left + right)
    seen = desk(whole, rng)
    slope = np.linspace(-0.5, 0.5, whole[0])[:, None], np.linspace(-0.5, 0.5, whole[1])[None]
    tilt = rng.uniform(-0.6, 0.6) * max(min(strips), 1)
    y, x = np.mgrid[0 : whole[0], 0 : whole[1]].astype(np.float32)
    x += tilt * slope[0]
    y -= tilt * slope[1]
    on_sheet = (x >= left if left else x > -whole[1]) & (x < left + width if right else x < 1e9)
    on_sheet &= (y >= top if top else y > -whole[0]) & (y < top + height if bottom else y < 1e9)
    sheet = np.pad(page, ((top, bottom), (left, right), (0, 0)), mode="edge")
    light = gradient(whole, rng.uniform(0.8, 1.0), rng)
    return Page(
        photo(np.where(on_sheet[:, :, None], sheet, seen) * light[:, :, None], rng), str(digit)
    )


def dark_banner(writing: Writing, rng: Rng, digit: int) -> Page:
    """As in a picture of a screen: a sharp dark bar along one edge, or a frame all around."""
    shape = page_shape(rng, 1000)
    page = np.ones((*shape, 3), np.float32) * np.float32(rng.uniform(0.93, 1.0))
    page = inked(page, one_digit(writing, rng, digit, shape), random_pen(rng))
    bars = np.zeros((4, 2), int)
    if rng.random() < 0.25:
        bars[:] = max(2, round(rng.uniform(0.01, 0.03) * min(shape)))
    else:
        bars[rng.integers(4)] = round(rng.uniform(0.04, 0.15) * min(shape))
    (left, _), (top, _), (right, _), (bottom, _) = bars
    colour = np.float32(rng.uniform(0.02, 0.2)) * np.ones(3, np.float32)
    whole = np.empty((shape[0] + top + bottom, shape[1] + left + right, 3), np.float32)
    whole[:] = colour
    whole[top : top + shape[0], left : left + shape[1]] = page
    return Page(as_picture(whole), str(digit))


def on_desk(writing: Writing, rng: Rng, digit: int) -> Page:
    """A sheet, turned a little, on a dark desk that is seen all around."""
    shape = page_shape(rng)
    height, width = shape
    sheet_shape = round(height * rng.uniform(0.55, 0.8)), round(width * rng.uniform(0.55, 0.8))
    ink = one_digit(writing, rng, digit, sheet_shape, size=(0.2, 0.6))
    sheet = inked(white_paper(sheet_shape, rng), ink, random_pen(rng))
    page = laid_on(desk(shape, rng), sheet, rng.uniform(-6, 6), rng)
    light = gradient(shape, rng.uniform(0.8, 1.0), rng)
    return Page(photo(page * light[:, :, None], rng), str(digit))


def a4_scan(writing: Writing, rng: Rng, digit: int) -> Page:
    """One digit of 4 to 8 mm on a whole sheet at 300 dpi."""
    shape = (3508, 2480)
    dots_per_mm = 300 / 25.4
    height, pen = rng.uniform(4, 8) * dots_per_mm, rng.uniform(0.3, 0.8) * dots_per_mm
    margin = round(10 * dots_per_mm)
    inner = shape[0] - 2 * margin, shape[1] - 2 * margin
    ink = placed_digit(writing.digit(digit, rng), rng, inner, height, pen)
    ink = ink.transformed(1.0, (margin, margin))
    page = np.full(shape, rng.uniform(0.94, 1.0), np.float32)
    page += 0.004 * smooth_noise(shape, 200, rng)
    page -= coverage_of([ink], shape) * np.float32(rng.uniform(0.6, 0.9))
    return Page(photo(page, rng, blur=0.6, noise=rng.uniform(0.004, 0.015), quality=85), str(digit))


def thick_pen(writing: Writing, rng: Rng, digit: int) -> Page:
    """A pen as wide as a third of the digit, as in 20 of 60 pixels."""
    height = rng.uniform(50, 200)
    side = round(height * rng.uniform(1.6, 3))
    ink = scaled_to(writing.digit(digit, rng), height / 3, height, (0.0, 0.0))
    left, top, right, bottom = ink.bounds()
    x, y = (side - right - left) / 2, (side - top - bottom) / 2
    return Page(as_picture(1 - coverage_of([ink.transformed(1, (x, y))], (side, side))), str(digit))
