"""Which part of a plane is looked at, and where its points lie on the screen.

place = middle of the widget + (position - centre) * scale        one scale for both axes
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from digitpad.types import FloatArray

_MARGIN = 0.06
_MOST = 60.0


@dataclass(frozen=True, slots=True)
class MapView:
    """A rectangle of the plane that is always in view at zoom 1, and where one has gone from there.

    Attributes:
        left, top, right, bottom: of all points.
        centre: the position in the middle of the widget.
        zoom: 1 with all points in view.
    """

    left: float = -1.0
    top: float = -1.0
    right: float = 1.0
    bottom: float = 1.0
    centre: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0

    @classmethod
    def around(cls, positions: FloatArray) -> Self:
        """All of these (N, 2) in view, and a margin."""
        if not len(positions):
            return cls()
        low, high = positions.min(axis=0), positions.max(axis=0)
        reach = np.maximum(high - low, 1e-6) * _MARGIN
        left, top = (low - reach).tolist()
        right, bottom = (high + reach).tolist()
        return cls(left, top, right, bottom, ((left + right) / 2, (top + bottom) / 2))

    def whole(self) -> Self:
        """All in view again."""
        centre = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return replace(self, centre=centre, zoom=1.0)

    def scale(self, width: float, height: float) -> float:
        """Pixels a unit of the plane."""
        fitting = min(width / (self.right - self.left), height / (self.bottom - self.top))
        return fitting * self.zoom

    def places(self, positions: FloatArray, width: float, height: float) -> FloatArray:
        """Positions (N, 2) as pixels (N, 2)."""
        scale = np.float32(self.scale(width, height))
        middle = np.array([width / 2, height / 2], np.float32)
        apart = positions - np.array(self.centre, np.float32)
        places: FloatArray = (middle + apart * scale).astype(np.float32)
        return places

    def zoomed(self, factor: float, at: tuple[float, float], width: float, height: float) -> Self:
        """Closer by a factor; what lies at a pixel stays there."""
        zoom = min(_MOST, max(1.0, self.zoom * factor))
        if zoom == 1.0:
            return self.whole()
        before = self.scale(width, height)
        after = replace(self, zoom=zoom).scale(width, height)
        shift = 1 / before - 1 / after
        centre = (
            self.centre[0] + (at[0] - width / 2) * shift,
            self.centre[1] + (at[1] - height / 2) * shift,
        )
        return replace(self, zoom=zoom, centre=centre)

    def moved(self, by: tuple[float, float], width: float, height: float) -> Self:
        """The plane drawn along by so many pixels; its centre stays among the points."""
        scale = self.scale(width, height)
        x = min(self.right, max(self.left, self.centre[0] - by[0] / scale))
        y = min(self.bottom, max(self.top, self.centre[1] - by[1] / scale))
        return replace(self, centre=(x, y))
