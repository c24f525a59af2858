"""Ink: a drawing as strokes of the pen, which can be rasterized at any size.

A stroke is the path of the pen from pen down to pen up: points with time and pressure. Ink is a
sequence of strokes and the width of the pen. Ink is stored; pictures are made of it when needed.

    Stroke: (P, 2) points, (P,) times, (P,) pressures      Ink -> rasterize -> (height, width)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from digitpad.common.errors import InkError

if TYPE_CHECKING:
    import numpy.typing as npt

    from digitpad.common.types import FloatArray

MAX_POINTS = 200_000
"""Of one ink; an hour of uninterrupted writing has fewer."""

MAX_COORDINATE = 1e6
MIN_PEN_WIDTH = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """The path of the pen from pen down to pen up. Create it with `Stroke.of`, which checks.

    Attributes:
        points: (P, 2) float32, x right and y down, in pad units; P is at least 1.
        times: (P,) float32, seconds since the first point of the ink, not decreasing.
        pressures: (P,) float32, 0 to 1; 1 for a mouse, 0.5 for a pen without pressure.

    Examples:
        >>> import digitpad
        >>> digitpad.Stroke.of([(50, 20), (50, 120), (49, 220)]).points.shape
        (3, 2)
    """

    points: FloatArray
    times: FloatArray
    pressures: FloatArray
    _bounds: list[tuple[float, float, float, float]] = field(default_factory=list, init=False)

    @classmethod
    def of(
        cls,
        points: npt.ArrayLike,
        times: npt.ArrayLike | None = None,
        pressures: npt.ArrayLike | None = None,
    ) -> Self:
        """A checked stroke.

        Args:
            points: (P, 2), in pad units.
            times: (P,), in seconds; by default 100 points per second.
            pressures: (P,), 0 to 1; by default 1.

        Raises:
            InkError: no points, different lengths, or impossible values.
        """
        # The pad is shown before NumPy is imported, which takes as long as to show it.
        from digitpad.ink.stroke_checks import checked_arrays  # noqa: PLC0415

        return cls(*checked_arrays(points, times, pressures))

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the points, in pad units; cached."""
        if not self._bounds:
            (left, top), (right, bottom) = self.points.min(axis=0), self.points.max(axis=0)
            self._bounds.append((float(left), float(top), float(right), float(bottom)))
        return self._bounds[0]

    def __repr__(self) -> str:
        return f"Stroke of {len(self.points)} points, {self.times[-1] - self.times[0]:.2f} s"


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """A drawing: strokes in the order in which they were made, and the width of the pen.

    Attributes:
        strokes: the strokes in drawing order; empty for a blank pad.
        pen_width: the stroke width at pressure 1, in pad units.

    Raises:
        InkError: the pen width is not positive and finite.

    Examples:
        >>> import digitpad
        >>> ink = digitpad.Ink((digitpad.Stroke.of([(50, 20), (50, 120)]),))
        >>> digitpad.Ink.from_json(ink.to_json())
        Ink of 1 strokes, 2 points
    """

    strokes: tuple[Stroke, ...] = ()
    pen_width: float = 20.0

    def __post_init__(self) -> None:
        """Check the pen width."""
        if not MIN_PEN_WIDTH <= self.pen_width <= MAX_COORDINATE:
            raise InkError("pen width must be above 0, not {pen_width}", pen_width=self.pen_width)

    def __repr__(self) -> str:
        return f"Ink of {len(self.strokes)} strokes, {self.point_count} points"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.strokes

    @property
    def point_count(self) -> int:
        """The number of points of all strokes."""
        return sum(len(stroke.points) for stroke in self.strokes)

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the points, in pad units, without the pen width.

        Raises:
            InkError: the ink is empty.
        """
        if self.is_empty:
            raise InkError("empty ink has no bounds")
        left, top, right, bottom = zip(*(stroke.bounds() for stroke in self.strokes), strict=True)
        return min(left), min(top), max(right), max(bottom)

    def transformed(self, scale: float = 1.0, offset: tuple[float, float] = (0.0, 0.0)) -> Ink:
        """The ink and its pen scaled by `scale`, then moved by `offset` (x, y)."""
        import numpy as np  # noqa: PLC0415

        moved = tuple(
            Stroke.of(
                stroke.points * scale + np.asarray(offset, np.float32),
                stroke.times,
                stroke.pressures,
            )
            for stroke in self.strokes
        )
        return Ink(moved, self.pen_width * scale)

    def to_json(self) -> str:
        """The ink as JSON; coordinates rounded to 0.01, times and pressures to 0.001."""
        from digitpad.ink.records import ink_text  # noqa: PLC0415

        return ink_text(self)

    @classmethod
    def from_json(cls, text: str | bytes, source: str = "ink") -> Ink:
        """Ink from the JSON of `to_json`.

        Args:
            text: the JSON.
            source: the name for error messages, such as the file's.

        Raises:
            InkError: the text is not ink, is damaged, or has a newer version.
        """
        from digitpad.ink.records import ink_from_text  # noqa: PLC0415

        return ink_from_text(text, source)
