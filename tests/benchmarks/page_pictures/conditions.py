"""The conditions by name, and the pictures of each.

Every picture depends on the condition, the seed and its number only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

import numpy as np

from tests.benchmarks.page_pictures import digits, numbers
from tests.benchmarks.page_pictures.blank import blank
from tests.benchmarks.page_pictures.physics import Rng
from tests.benchmarks.page_pictures.writing import Page, Writing

Kind = Literal["digit", "number", "blank"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A kind of picture.

    Attributes:
        kind: what is asked of it; blank pages are right when they are not read as a digit.
        page: draws one; the last argument is the digit, of pictures of one.
        bar: the share that has to be right.
    """

    kind: Kind
    page: Callable[[Writing, Rng, int], Page]
    bar: float


CONDITIONS = {
    "clean": Condition("digit", digits.clean, 0.97),
    "gradient": Condition("digit", digits.uneven_light, 0.97),
    "dim-vignette": Condition("digit", digits.dim, 0.97),
    "hand-shadow": Condition("digit", digits.in_shadow, 0.97),
    "pencil": Condition("digit", digits.pencil, 0.97),
    "ruled": Condition("digit", digits.on_rules, 0.97),
    "squared": Condition("digit", digits.on_squares, 0.97),
    "blackboard": Condition("digit", digits.blackboard, 0.97),
    "coloured": Condition("digit", digits.coloured, 0.97),
    "blurred-jpeg": Condition("digit", digits.blurred, 0.97),
    "crop-0": Condition("digit", digits.crop(0), 0.99),
    "crop-1": Condition("digit", digits.crop(1), 0.99),
    "mnist-crop-0": Condition("digit", digits.mnist_crop(0), 0.99),
    "mnist-crop-1": Condition("digit", digits.mnist_crop(1), 0.99),
    "dark-template": Condition("digit", digits.on_template, 0.95),
    "desk-strip": Condition("digit", digits.desk_strip, 0.95),
    "dark-banner": Condition("digit", digits.dark_banner, 0.95),
    "dark-desk": Condition("digit", digits.on_desk, 0.95),
    "a4-scan": Condition("digit", digits.a4_scan, 0.97),
    "thick-pen": Condition("digit", digits.thick_pen, 0.9),
    "number": Condition("number", numbers.number, 0.9),
    "number-thin-pen": Condition("number", numbers.thin_pen, 0.9),
    "rows-25": Condition("number", numbers.rows(0.25), 0.9),
    "rows-60": Condition("number", numbers.rows(0.6), 0.9),
    "boxes": Condition("number", numbers.boxes, 0.9),
    "number-ruled": Condition("number", numbers.on_rules, 0.9),
    "number-gradient": Condition("number", numbers.uneven_light, 0.9),
    "number-signs": Condition("number", numbers.with_signs, 0.9),
    "fifty-digits": Condition("number", numbers.fifty_digits, 0.9),
    "mnist-apart": Condition("number", numbers.mnist_row((1, 8)), 0.97),
    "mnist-touching": Condition("number", numbers.mnist_row((-2, 8)), 0.85),
    "mnist-all-touching": Condition("number", numbers.mnist_row((-2, -2)), 0.7),
    "blank": Condition("blank", blank, 0.99),
}
"""In the order of the table."""


def pages(name: str, writing: Writing, count: int, seed: int = 0) -> Iterator[Page]:
    """So many pictures of one condition; single digits take turns from 0 to 9."""
    for number in range(count):
        rng = np.random.default_rng((seed, crc32(name.encode()), number))
        yield CONDITIONS[name].page(writing, rng, number % 10)
