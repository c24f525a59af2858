"""What pages are written with, and where on them: digits that the ink path reads right.

Ink has unit size, its origin at the left of the baseline, until it is placed in pixels.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from digitpad.common.types import ByteArray, FloatArray
from digitpad.data.mnist import load_mnist
from digitpad.data.pen_ink import Part, load_pen_ink
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.recognizer import Recognizer
from tests.benchmarks.page_pictures.physics import (
    PENS,
    Rng,
    Shape,
    at_unit_size,
    coverage_of,
    scaled_to,
)

SIGNS = "-.,"


@dataclass(frozen=True, slots=True)
class Page:
    """A picture and what it says: a digit, a number with its lines, or nothing."""

    picture: Image.Image
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """What pages are written with: ink of unit size and MNIST images, by digit, each read right."""

    ink: tuple[tuple[Ink, ...], ...]
    images: tuple[ByteArray, ...]

    @classmethod
    def read_right_by(
        cls, recognizer: Recognizer, part: Part = "validation", at_most: int = 1000
    ) -> "Writing":
        """The drawings of a part, and MNIST's test images, that the recognizer reads right."""
        ink: list[list[Ink]] = [[] for _ in range(10)]
        for item in load_pen_ink(part, at_most).digits:
            drawing = at_unit_size(item.ink)
            answer = recognizer.recognize_ink(drawing)
            if answer is not None and answer.is_digit and str(answer.digit) == item.label:
                ink[answer.digit].append(drawing)
        mnist = load_mnist("test").subset(np.arange(at_most))
        answers = [recognizer.recognize(image) for image in mnist.images]
        right = np.array(
            [
                answer is not None and answer.is_digit and answer.digit == label
                for answer, label in zip(answers, mnist.labels, strict=True)
            ]
        )
        return cls(
            tuple(map(tuple, ink)),
            tuple(mnist.images[right & (mnist.labels == digit)] for digit in range(10)),
        )

    def digit(self, digit: int, rng: Rng) -> Ink:
        """One of the drawings of a digit."""
        return self.ink[digit][rng.integers(len(self.ink[digit]))]

    def image(self, digit: int, rng: Rng) -> ByteArray:
        """One of the MNIST images of a digit, (28, 28), ink 255."""
        image: ByteArray = self.images[digit][rng.integers(len(self.images[digit]))]
        return image


def page_shape(rng: Rng, longest: int = 1600) -> Shape:
    """Of a picture whose longer side is 300 to `longest` pixels."""
    side = np.exp(rng.uniform(np.log(300), np.log(longest)))
    other = side * rng.choice([1.0, 0.75, 0.75, 0.667])
    height, width = (side, other) if rng.random() < 0.3 else (other, side)
    return round(height), round(width)


def one_digit(
    writing: Writing,
    rng: Rng,
    digit: int,
    shape: Shape,
    *,
    size: tuple[float, float] = (0.2, 0.7),
    pen: tuple[float, float] = (0.05, 0.13),
) -> FloatArray:
    """The coverage of one digit somewhere on the page.

    Args:
        writing: the drawings.
        rng: chooses one, its size and place.
        digit: which.
        shape: of the page.
        size: the range of its longer side, in the page's shorter side.
        pen: the range of the pen's width, in the longer side of the digit.
    """
    height = rng.uniform(*size) * min(shape)
    width = max(1.3, rng.uniform(*pen) * height)
    return coverage_of([placed_digit(writing.digit(digit, rng), rng, shape, height, width)], shape)


def placed_digit(ink: Ink, rng: Rng, shape: Shape, height: float, pen: float) -> Ink:
    _, top, right, _ = ink.bounds()
    scale = height - pen
    margin = pen / 2 + 0.08 * height
    x = rng.uniform(margin, max(margin + 1, shape[1] - margin - right * scale))
    y = rng.uniform(margin - top * scale, max(margin + 1 - top * scale, shape[0] - margin))
    return scaled_to(ink, pen, scale, (x, y))


def row_of(
    writing: Writing,
    rng: Rng,
    text: str,
    gaps: tuple[float, float],
    pen: float,
    *,
    unsteadiness: float = 0.05,
) -> list[Ink]:
    """Digits and signs side by side, about 1 high, on the baseline 0; the pen adds to the gaps."""
    x = 0.0
    row: list[Ink] = []
    for letter in text:
        if letter in SIGNS:
            ink = _sign(letter, rng, pen)
        else:
            size, shift = 1 - unsteadiness * rng.uniform(0, 2), unsteadiness * rng.uniform(-1, 1)
            ink = writing.digit(int(letter), rng).transformed(size, (0, shift))
        left, _, right, _ = ink.bounds()
        row.append(ink.transformed(1.0, (x - left, 0.0)))
        x += right - left + pen + rng.uniform(*gaps)
    return row


def _sign(sign: str, rng: Rng, pen: float) -> Ink:
    if sign == "-":
        height = -rng.uniform(0.42, 0.55)
        points = [(0.0, height), (rng.uniform(0.3, 0.5), height + rng.uniform(-0.04, 0.04))]
    elif sign == ".":
        points = [(0.0, 0.0), (0.4 * pen, 0.2 * pen), (0.1 * pen, 0.4 * pen)]
    else:
        points = [(0.06, -0.03), (0.05, 0.07), (0.0, rng.uniform(0.14, 0.2))]
    return Ink((Stroke.of(points),), 0.01)


def bounds_of(inks: list[Ink]) -> tuple[float, float, float, float]:
    left, top, right, bottom = zip(*(ink.bounds() for ink in inks), strict=True)
    return min(left), min(top), max(right), max(bottom)


def fitted(
    inks: list[Ink],
    rng: Rng,
    shape: Shape,
    pen: float,
    *,
    fill: tuple[float, float] = (0.6, 0.92),
    tallest: float = 0.4,
    room: float = 0.0,
) -> tuple[list[Ink], float, tuple[float, float]]:
    """Ink about 1 high in pixels of a page, the pixels of that height, and where its origin is.

    Args:
        inks: what to place.
        rng: chooses the size and the place.
        shape: of the page.
        pen: its width, in heights.
        fill: the range of the share of the page that it takes up, in the tighter direction.
        tallest: the largest height, in the page's height.
        room: needed around it, in heights.
    """
    left, top, right, bottom = bounds_of(inks)
    room += pen
    across, down = right - left + 2 * room, bottom - top + 2 * room
    scale = min(rng.uniform(*fill) * min(shape[1] / across, shape[0] / down), tallest * shape[0])
    x = rng.uniform(0, shape[1] - across * scale) + (room - left) * scale
    y = rng.uniform(0, shape[0] - down * scale) + (room - top) * scale
    width = max(1.2, pen * scale)
    return [scaled_to(ink, width, scale, (x, y)) for ink in inks], scale, (x, y)


def random_number(rng: Rng, least: int = 4, most: int = 8) -> str:
    return "".join(map(str, rng.integers(0, 10, rng.integers(least, most + 1))))


def strip_shape(rng: Rng) -> Shape:
    """Of a picture of a number: 400 to 1600 pixels wide, often a strip."""
    width = np.exp(rng.uniform(np.log(400), np.log(1600)))
    return round(width * rng.choice([0.3, 0.5, 0.75])), round(width)


def random_pen(rng: Rng) -> tuple[float, float, float]:
    return PENS[rng.integers(len(PENS))]
