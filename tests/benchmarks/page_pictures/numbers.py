"""Pictures of numbers, under one condition each."""

from collections.abc import Callable

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.ink.strokes import Ink
from tests.benchmarks.page_pictures.physics import (
    Rng,
    Shape,
    as_picture,
    coverage_of,
    frames,
    gradient,
    inked,
    photo,
    rules,
    white_paper,
)
from tests.benchmarks.page_pictures.writing import (
    Page,
    Writing,
    bounds_of,
    fitted,
    page_shape,
    random_number,
    random_pen,
    row_of,
    strip_shape,
)
from tests.compose_numbers import compose_row, enlarged


def _number_page(
    writing: Writing,
    rng: Rng,
    text: str,
    *,
    gaps: tuple[float, float] = (0.15, 0.5),
    pen: tuple[float, float] = (0.06, 0.12),
    shape: Shape | None = None,
) -> tuple[FloatArray, float, float]:
    """The coverage of one number on a page; the pixels of a digit's height, and the baseline."""
    shape = shape or strip_shape(rng)
    width = rng.uniform(*pen)
    inks, height, (_, baseline) = fitted(row_of(writing, rng, text, gaps, width), rng, shape, width)
    return coverage_of(inks, shape), height, baseline


def number(writing: Writing, rng: Rng, _: int) -> Page:
    text = random_number(rng)
    ink, _, _ = _number_page(writing, rng, text)
    page = inked(white_paper(ink.shape, rng), ink, random_pen(rng))
    return Page(photo(page, rng), text)


def thin_pen(writing: Writing, rng: Rng, _: int) -> Page:
    """A pen below 5 % of the height."""
    text = random_number(rng)
    ink, _, _ = _number_page(writing, rng, text, pen=(0.02, 0.05))
    page = inked(white_paper(ink.shape, rng), ink, random_pen(rng))
    return Page(as_picture(1 - ink) if rng.random() < 0.3 else photo(page, rng), text)


def rows(gap: float) -> Callable[[Writing, Rng, int], Page]:
    def page(writing: Writing, rng: Rng, _: int) -> Page:
        length = (3, 6) if rng.random() < 0.5 else (int(rng.integers(3, 7)),) * 2
        texts = [random_number(rng, *length) for _ in range(rng.integers(2, 6))]
        pen = rng.uniform(0.06, 0.11)
        inks: list[Ink] = []
        below = 0.0
        for text in texts:
            row = row_of(writing, rng, text, (0.12, 0.4), pen, unsteadiness=0.02)
            _, top, _, bottom = bounds_of(row)
            across = rng.uniform(0, 0.3)
            inks += [ink.transformed(1.0, (across, below - top)) for ink in row]
            below += bottom - top + gap
        shape = page_shape(rng)
        placed, _, _ = fitted(inks, rng, shape, pen, fill=(0.7, 0.95))
        written = inked(white_paper(shape, rng), coverage_of(placed, shape), random_pen(rng))
        return Page(photo(written, rng), "\n".join(texts))

    return page


def boxes(writing: Writing, rng: Rng, _: int) -> Page:
    """A form: each digit in a box of its own; the boxes stand apart or share their sides."""
    text = random_number(rng)
    pen = rng.uniform(0.06, 0.1)
    side = rng.uniform(1.25, 1.6)
    step = side + (0 if rng.random() < 0.5 else rng.uniform(0.1, 0.3))
    inks = []
    for place, letter in enumerate(text):
        ink = writing.digit(int(letter), rng).transformed(rng.uniform(0.85, 1.0))
        left, top, right, bottom = ink.bounds()
        x = place * step + (side - left - right) / 2 + rng.uniform(-0.06, 0.06)
        inks.append(ink.transformed(1.0, (x, (side - top - bottom) / 2 + rng.uniform(-0.05, 0.05))))
    shape = strip_shape(rng)
    placed, scale, (x, y) = fitted(inks, rng, shape, pen, room=side - 1 + 0.1)
    # A box is placed like a digit: at unit size, then in pixels.
    boxes = [
        (x + place * step * scale, y, x + (place * step + side) * scale, y + side * scale)
        for place in range(len(text))
    ]
    outline = frames(shape, boxes, int(rng.integers(1, max(2, round(0.05 * scale)) + 1)))
    page = inked(white_paper(shape, rng), outline, (rng.uniform(0.1, 0.6),) * 3)
    page = inked(page, coverage_of(placed, shape), random_pen(rng))
    return Page(as_picture(page) if rng.random() < 0.4 else photo(page, rng), text)


def on_rules(writing: Writing, rng: Rng, _: int) -> Page:
    """Between or across the rules of a sheet, some with a red margin line."""
    text = random_number(rng)
    ink, height, baseline = _number_page(writing, rng, text)
    spacing = max(8.0, height * rng.uniform(0.6, 1.5))
    start = (baseline + rng.uniform(-0.15, 0.15) * height) % spacing
    thick = max(0.8, spacing * rng.uniform(0.02, 0.05))
    lines = rules(ink.shape, spacing, thick, start) * np.float32(rng.uniform(0.5, 1))
    page = inked(white_paper(ink.shape, rng), lines, (0.5, 0.65, 0.88))
    if rng.random() < 0.4:
        x = round(rng.uniform(0.02, 0.08) * ink.shape[1])
        page[:, x : x + max(1, round(thick))] *= np.float32([0.95, 0.6, 0.6])
    return Page(photo(inked(page, ink, random_pen(rng)), rng), text)


def uneven_light(writing: Writing, rng: Rng, _: int) -> Page:
    text = random_number(rng)
    ink, _, _ = _number_page(writing, rng, text)
    strength = rng.uniform(0.1, 0.35)
    light = gradient(ink.shape, (1 - strength) / (1 + strength), rng)
    page = inked(white_paper(ink.shape, rng), ink, random_pen(rng))
    return Page(photo(page * light[:, :, None], rng), text)


def with_signs(writing: Writing, rng: Rng, _: int) -> Page:
    """A minus in front, a decimal point or comma within."""
    digits = random_number(rng, 2, 5)
    place = int(rng.integers(1, len(digits)))
    text = rng.choice(
        [f"-{digits}", f"{digits[:place]}.{digits[place:]}", f"{digits[:place]},{digits[place:]}"]
    )
    ink, _, _ = _number_page(writing, rng, text)
    page = inked(white_paper(ink.shape, rng), ink, random_pen(rng))
    return Page(photo(page, rng), str(text))


def fifty_digits(writing: Writing, rng: Rng, _: int) -> Page:
    """Five rows of ten, or ten of five, on one sheet."""
    rows, columns = ((5, 10), (10, 5))[rng.integers(2)]
    pen = rng.uniform(0.06, 0.11)
    across, down = rng.uniform(1.2, 1.7), rng.uniform(1.3, 1.7)
    digits = rng.integers(0, 10, (rows, columns))
    inks = []
    for row, column in np.ndindex(rows, columns):
        ink = writing.digit(int(digits[row, column]), rng).transformed(rng.uniform(0.85, 1.0))
        left, _, right, _ = ink.bounds()
        aside = -(left + right) / 2 + rng.uniform(-0.05, 0.05)
        offset = column * across + aside, row * down + rng.uniform(-0.05, 0.05)
        inks.append(ink.transformed(1.0, offset))
    side = round(rng.uniform(800, 1600))
    shape = (round(0.75 * side), side) if columns == 10 else (side, round(0.75 * side))
    placed, _, _ = fitted(inks, rng, shape, pen, fill=(0.8, 0.95))
    page = inked(white_paper(shape, rng), coverage_of(placed, shape), random_pen(rng))
    text = "\n".join("".join(map(str, row)) for row in digits)
    return Page(photo(page, rng), text)


def mnist_row(gaps: tuple[int, int]) -> Callable[[Writing, Rng, int], Page]:
    def page(writing: Writing, rng: Rng, _: int) -> Page:
        """A row of two to six digits of which some touch, or as many as the gaps make touch."""
        while True:
            labels = rng.integers(0, 10, rng.integers(2, 7))
            images = np.stack([writing.image(int(digit), rng) for digit in labels])
            between = rng.integers(gaps[0], gaps[1] + 1, len(labels) - 1)
            row = compose_row(images, labels, between, rng)
            if row.touching or gaps[0] > 0:
                return Page(enlarged(row, 3), row.text)

    return page
