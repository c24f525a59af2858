"""A sheet to draw a picture on, in the colours of a scheme; places and sizes in pixels, y down.

    sheet.ink(digit, 0, 0)                  a digit of 28 x 28 pixels
    sheet.signed(weights, 130, 0)           orange above zero, blue below
    sheet.arrow(230, 56, 250)
    axes = sheet.chart(280, 10, 120, 80)    for curves

The sheet is cut to what was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
from matplotlib.ticker import MaxNLocator
from PIL import Image, ImageChops
from PySide6.QtGui import QColor

from digitpad.common.types import AnyArray, FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import ColourMap, Scale, colour_map, text_colour
from tests.tools.pictures.windows import save_small

SCHEMES = {"light": theme.LIGHT, "dark": theme.DARK}

SIDE = 112
"""Of a large picture of a digit: four pixels for each of its own."""

WIDTH, HEIGHT, ORIGIN, MARGIN = 680, 300, 20, 8
"""Of the whole sheet, of its first place along both axes, and of the room around a picture."""

COLOURS = 128
"""More than of a window: shades of orange and blue, and a colour for each class."""

POINTS = 0.72
"""A pixel, in the points of letters and lines."""


class Sheet:
    """One picture.

    Args:
        scheme: a key of `SCHEMES`.
    """

    def __init__(self, scheme: str) -> None:
        colours = SCHEMES[scheme]
        palette = theme.palette_of(colours)
        self.paper, self.text_colour = colours.paper, colours.text
        self.quiet, self.faint, self.problem = colours.quiet, colours.line, colours.problem
        self.blue, self.orange = (one.name() for one in theme.series_colours(palette))
        self.classes = tuple(one.name() for one in theme.class_colours(palette))
        self._diverging = colour_map(palette, diverging=True)
        self._sequential = colour_map(palette, diverging=False)
        self._figure = Figure((WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=self.paper)
        self._plane = self._figure.add_axes((0, 0, 1, 1))
        self._plane.axis("off")
        self._show_all()

    def _show_all(self) -> None:
        x, y = (-ORIGIN, WIDTH - ORIGIN), (HEIGHT - ORIGIN, -ORIGIN)
        self._plane.set(xlim=x, ylim=y)

    # Arrays

    def ink(self, image: AnyArray, x: float, y: float, side: float = SIDE) -> None:
        """A picture with ink 1 on 0; its longer side has this length."""
        ends = (np.array(QColor(name).getRgb()[:3]) for name in (self.paper, self.text_colour))
        paper, text = ends
        self._image(paper + image[..., None] * (text - paper), x, y, side)

    def signed(
        self, values: AnyArray, x: float, y: float, side: float = SIDE, *, limit: float = 0
    ) -> None:
        """Numbers around zero; full colour at the limit, or at the largest."""
        scale = Scale(-limit, limit) if limit else Scale.around_zero(values)
        self._image(_rgb(self._diverging, values, scale), x, y, side)

    def positive(self, values: AnyArray, x: float, y: float, side: float = SIDE) -> None:
        """Numbers from zero to the largest."""
        scale = Scale.from_zero(values)
        self._image(_rgb(self._sequential, values, scale), x, y, side)

    def _image(self, rgb: AnyArray, x: float, y: float, side: float) -> None:
        high, wide = (length * side / max(rgb.shape[:2]) for length in rgb.shape[:2])
        extent = (x, x + wide, y + high, y)
        pixels = rgb.astype(np.uint8)
        self._plane.imshow(pixels, extent=extent, aspect="auto", interpolation="nearest")
        self._show_all()
        self.frame(x, y, wide, high)

    def numbers(
        self, values: AnyArray, x: float, y: float, cell: float, *, form: str = "{:.1f}"
    ) -> None:
        """A table (rows, columns) of numbers, each on its colour."""
        limit = float(np.abs(values).max()) * 1.6
        self.signed(values, x, y, cell * max(values.shape), limit=limit)
        for (row, column), value in np.ndenumerate(values):
            place = x + (column + 0.5) * cell, y + (row + 0.5) * cell
            (below,) = self._diverging.pixels(np.array([value]), Scale(-limit, limit))
            colour = text_colour(int(below)).name()
            self.text(*place, minus(form.format(value)), size=min(11, 0.38 * cell), colour=colour)

    # Lines and letters

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 11,
        colour: str = "",
        ha: Any = "center",
    ) -> None:
        """Letters around a point; the size in pixels."""
        style = {"color": colour or self.text_colour, "fontsize": size * POINTS}
        self._plane.text(x, y, text, ha=ha, va="center", **style)

    def frame(
        self, x: float, y: float, wide: float, high: float, *, colour: str = "", width: float = 1
    ) -> None:
        """The outline of a rectangle."""
        style = {"edgecolor": colour or self.faint, "linewidth": width * POINTS, "zorder": 3}
        self._plane.add_patch(Rectangle((x, y), wide, high, fill=False, **style))

    def block(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """A filled rectangle."""
        self._plane.add_patch(Rectangle((x, y), wide, high, color=colour, linewidth=0))

    def dot(self, x: float, y: float, radius: float, colour: str, *, fill: bool = True) -> None:
        """A disc, or a circle with the paper inside."""
        style = {"facecolor": colour if fill else self.paper, "edgecolor": colour, "zorder": 4}
        self._plane.add_patch(Circle((x, y), radius, linewidth=1.5 * POINTS, **style))

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        colour: str = "",
        width: float = 1.0,
        **more: Any,
    ) -> None:
        """A line through points."""
        style = {"color": colour or self.quiet, "linewidth": width * POINTS, **more}
        self._plane.plot(x, y, **style)

    def arrow(
        self, x: float, y: float, to_x: float, to_y: float | None = None, colour: str = ""
    ) -> None:
        """An arrow; a level one if only the x of its end is given."""
        ends = (x, y), (to_x, y if to_y is None else to_y)
        style = {"color": colour or self.quiet, "linewidth": 1.5 * POINTS, "zorder": 3}
        self._plane.add_patch(
            FancyArrowPatch(
                *ends, arrowstyle="-|>", mutation_scale=9, shrinkA=0, shrinkB=0, **style
            )
        )

    # Charts

    def chart(self, x: float, y: float, wide: float, high: float) -> Axes:
        """Axes with this rectangle; ticks and their numbers are outside of it."""
        left, bottom = x + ORIGIN, HEIGHT - ORIGIN - y - high
        place = left / WIDTH, bottom / HEIGHT, wide / WIDTH, high / HEIGHT
        axes = self._figure.add_axes(place, facecolor="none")
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[:].set_color(self.quiet)
        axes.spines[:].set_linewidth(POINTS)
        axes.tick_params(color=self.quiet, labelcolor=self.quiet, labelsize=10 * POINTS, length=3)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
        return axes

    def bars(
        self,
        values: FloatArray,
        x: float,
        y: float,
        wide: float,
        *,
        high: float = 88,
        form: str = "{:.0f}",
        limit: float = 0,
    ) -> None:
        """A bar for each class, the largest in blue, its number above it, the class below."""
        low, top = min(0.0, float(values.min())), limit or max(float(values.max()), 1e-6)
        pitch, unit = wide / len(values), high / (top - low)
        zero, best = y + top * unit, int(values.argmax())
        for place, value in enumerate(values):
            left, length = x + place * pitch, float(value) * unit
            colour = self.blue if place == best else self.quiet
            self.block(left + 2, zero - max(length, 0), pitch - 4, max(abs(length), 1), colour)
            self.text(left + pitch / 2, y + high + 10, str(place), colour=self.quiet)
        self.line([x, x + wide], [zero, zero])
        above = x + (best + 0.5) * pitch, zero - float(values[best]) * unit - 9
        self.text(*above, minus(form.format(values[best])))

    def save(self, path: Path) -> None:
        """Write the picture without the empty paper around it."""
        canvas = FigureCanvasAgg(self._figure)
        canvas.draw()
        picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        empty = Image.new("RGB", picture.size, self.paper)
        left, top, right, bottom = ImageChops.difference(picture, empty).getbbox()
        room = Image.new("RGB", (right - left + 2 * MARGIN, bottom - top + 2 * MARGIN), self.paper)
        room.paste(picture.crop((left, top, right, bottom)), (MARGIN, MARGIN))
        save_small(room, path, COLOURS)


def minus(text: str) -> str:
    """A number with the sign for minus instead of a hyphen, and no minus before zero."""
    without = text.lstrip("-")
    return without if not without.strip("0.%") else text.replace("-", "−")


def _rgb(colours: ColourMap, values: AnyArray, scale: Scale) -> AnyArray:
    """The colours of numbers (H, W), as (H, W, 3) from 0 to 255."""
    pixels = colours.pixels(values, scale)
    return np.stack([pixels >> shift & 0xFF for shift in (16, 8, 0)], axis=-1)
