"""The tools of the pad; `erasing.py` has what the eraser does to the ink."""

from enum import Enum

SMALLEST_ERASER = 12.0
"""Radius in pad units."""


class Tool(Enum):
    """What the left button, a pen's tip or a finger does on the pad."""

    PEN = "pen"
    ERASER = "eraser"


class EraserKind(Enum):
    """What the eraser removes; the values are stored in the settings."""

    STROKE = "stroke"
    AREA = "area"


def eraser_radius(pen_width: float) -> float:
    """The eraser's radius in pad units: a little wider than the pen, with a minimum."""
    return max(SMALLEST_ERASER, 0.7 * pen_width)
