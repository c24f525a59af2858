"""The ink that a training adds to its digits: synthetic ink, and renderings of real pen ink.

TrainingInk(synthetic=20_000, non_digits=8_000, pen_digits=4, pen_letters=3).draw(seed)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import draw_pen_ink, pen_ink_counts
from digitpad.data.synthetic.generate import draw

NO_INK = {"synthetic": 0, "non_digits": 0, "pen_digits": 0, "pen_letters": 0}
"""The settings of a training without any."""


@dataclass(frozen=True, slots=True)
class TrainingInk:
    """How much ink is added.

    Attributes:
        synthetic: how many digits of synthetic ink.
        non_digits: how many synthetic drawings that are no digit.
        pen_digits: how many varied renderings of each digit of the pen ink.
        pen_letters: how many of each of its letters and symbols, which are no digits.
    """

    synthetic: int = 0
    non_digits: int = 0
    pen_digits: int = 0
    pen_letters: int = 0

    @property
    def has_non_digits(self) -> bool:
        """Whether "no digit" is a class of its own."""
        return self.non_digits > 0 or self.pen_letters > 0

    @property
    def has_pen_ink(self) -> bool:
        """Whether any of it was written with a real pen."""
        return self.pen_digits > 0 or self.pen_letters > 0

    @property
    def count(self) -> int:
        """How many images there are. Raises `InkError` where the pen ink is damaged."""
        count = self.synthetic + self.non_digits
        if self.has_pen_ink:
            digits, letters = pen_ink_counts()
            count += self.pen_digits * digits + self.pen_letters * letters
        return count

    def draw(self, seed: int, *, done: int = 0) -> Iterator[tuple[int, Dataset]]:
        """All of it in parts of a few hundred, to show progress or stop early.

        Args:
            seed: the same seed and amounts give the same images.
            done: how many an earlier call has made, which was interrupted.

        Yields:
            How many are made so far, and the latest part: images (n, 28, 28) uint8.

        Raises:
            InkError: a file of the pen ink is missing or damaged.
        """
        synthetic = self.synthetic + self.non_digits
        yield from draw(self.synthetic, self.non_digits, seed, done=min(done, synthetic))
        already = max(0, done - synthetic)
        for made, part in draw_pen_ink(self.pen_digits, self.pen_letters, seed, done=already):
            yield synthetic + made, part
