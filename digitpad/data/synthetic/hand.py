"""One hand: it leans, squeezes, trembles and misses a little, the same way for all it writes.

A hand changes a character as a whole (slant, proportions, rotation), bends it smoothly, as no line
is quite straight, and moves every stroke a little against the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from digitpad.data.synthetic.curves import Curve


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes.

    Attributes:
        slant: pixels to the left per pixel down; negative leans backwards.
        width: relative to a character of usual width.
        rotation: degrees.
        bend: size of the smooth deviations, in heights of a character.
        carelessness: how far strokes miss each other, in heights of a character.
    """

    slant: float
    width: float
    rotation: float
    bend: float
    carelessness: float

    @classmethod
    def random(cls, generator: np.random.Generator) -> Self:
        """Any hand; most are near the usual."""
        return cls(
            slant=float(generator.normal(0.12, 0.2)),
            width=float(np.exp(generator.normal(0.0, 0.22))),
            rotation=float(generator.normal(0, 5)),
            bend=float(abs(generator.normal(0, 0.022))),
            carelessness=float(abs(generator.normal(0, 0.02))),
        )

    def write(self, curves: list[Curve], generator: np.random.Generator) -> list[Curve]:
        """The character as this hand would write it, once."""
        angle = np.deg2rad(self.rotation + generator.normal(0, 2))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        lean = np.array([[self.width, -self.slant], [0, 1]])
        matrix = turn @ lean
        phases = generator.uniform(0, 2 * np.pi, (2, 2, 2))
        frequencies = generator.uniform(1.5, 6.0, (2, 2, 2))
        written = []
        for curve in curves:
            moved = curve + generator.normal(0, self.carelessness, 2)
            waves = np.sin(moved @ frequencies[0] + phases[0, 0]) + np.sin(
                moved @ frequencies[1] + phases[1, 0]
            )
            written.append((moved + self.bend * waves) @ matrix.T)
        return written
