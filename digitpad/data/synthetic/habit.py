"""What a habit is: one way to write one digit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from digitpad.data.synthetic.curves import Curve

Chance = np.random.Generator
Strokes = list[Curve]


@dataclass(frozen=True, slots=True)
class Habit:
    """One way to write one digit; its share is relative to the other ways of that digit."""

    digit: int
    share: float
    write: Callable[[Chance], Strokes]

    @property
    def name(self) -> str:
        """As the function is called."""
        return self.write.__name__.lstrip("_").replace("_", " ")
