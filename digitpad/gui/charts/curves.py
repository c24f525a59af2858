"""Curves over a common axis: lines, points, or shares stacked to a whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, Unpack

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPalette, QPen

from digitpad.common.types import AnyArray
from digitpad.gui.charts.chart import IndexedChart, Options, Table
from digitpad.gui.wording import number_text

Style = Literal["line", "points", "both"]

_FAINT, _FADED = 0.45, 0.12
_POINT_SIZE = 7


class CurveChart(IndexedChart):
    """Named curves. `hovered` and `clicked` carry the index of the nearest x (-1 for none).

    Args:
        title, x_title, y_title, options: see `Chart`.
        percent: whether values are shares from 0 to 1, shown as percentages.
        log_y: whether the y axis is logarithmic; values of zero and below are not drawn.

    Attributes:
        curves: the `pyqtgraph.PlotDataItem` of each curve. `data` gives what was set.
    """

    def __init__(
        self,
        title: str,
        x_title: str = "",
        y_title: str = "",
        *,
        percent: bool = False,
        log_y: bool = False,
        **options: Unpack[Options],
    ) -> None:
        self.curves: dict[str, Any] = {}
        self._looks: dict[str, tuple[Style, bool, float, Callable[[], QColor] | None]] = {}
        self._values: dict[str, tuple[AnyArray, AnyArray]] = {}
        self._marks: list[Any] = []
        self._fills: list[Any] = []
        self._only: str | None = None
        self._range: tuple[tuple[float, float] | None, tuple[float, float] | None] = (None, None)
        self._cursor_index = -1
        self._percent, self._log_y = percent, log_y
        # Dashed under the pointer, solid for the chosen place.
        self._pointer_line = pg.InfiniteLine(angle=90)
        self._cursor_line = pg.InfiniteLine(angle=90)
        super().__init__(title, x_title, y_title, **options)
        self.plot.showGrid(x=False, y=True, alpha=0.2)
        for line in (self._pointer_line, self._cursor_line):
            line.hide()
            line.setZValue(10)
            self.plot.addItem(line, ignoreBounds=True)
        if log_y:
            self.plot.setLogMode(y=True)
            axis = self.plot.getAxis("left")
            axis.tickValues = lambda low, high, _size: [(1.0, log_ticks(low, high))]
            self.format_ticks("left", lambda value, _step: f"{10**value:.4g}")
        elif percent:
            self.show_percent("left")

    # Content

    def show_curve(
        self,
        name: str,
        x: AnyArray,
        y: AnyArray,
        *,
        style: Style = "line",
        faint: bool = False,
        width: float = 2,
        colour: Callable[[], QColor] | None = None,
    ) -> None:
        """Add a curve, or replace the one of this name.

        Args:
            name: in legend and read-out, as plain text.
            x: (N,), ascending.
            y: (N,), NaN for a gap.
            style: a line, points, or both.
            faint: whether it is behind the others.
            width: of the line, in pixels; lines of thousands of points are fastest with 1.
            colour: asked for again when the palette changes; None gives each curve its own.
        """
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        self._values[name] = x, y
        look = style, faint, width, colour
        is_changed, self._looks[name] = self._looks.get(name) != look, look
        if name not in self.curves:
            # NaN is allowed, and downsampling keeps the peaks of thousands of points.
            self.curves[name] = pg.PlotDataItem(connect="finite", clipToView=True)
            self.curves[name].setDownsampling(auto=True, method="peak")
            self.plot.addItem(self.curves[name])
        if is_changed:
            self._style_curve(name)
            self._update_legend()
        self.curves[name].setData(x, y)
        self._describe()

    def show_curves(
        self, x: AnyArray, curves: Mapping[str, AnyArray], style: Style = "line"
    ) -> None:
        """Show exactly these curves over the same x (N,)."""
        for name in self.curves.keys() - curves.keys():
            self.remove_curve(name)
        for name, y in curves.items():
            self.show_curve(name, x, y, style=style)

    def show_stacked(self, x: AnyArray, shares: Mapping[str, AnyArray]) -> None:
        """Show exactly these shares above each other, from the bottom up; x (N,), each (N,).

        They have the colours of the digits. The read-out shows each share.
        """
        self.clear()
        names = list(shares)
        tops = np.cumsum([shares[name] for name in names], axis=0)
        below = pg.PlotDataItem(x, np.zeros(len(x)))
        for place, name in enumerate(names):
            get = partial(self.class_colour, place)
            self.show_curve(name, x, tops[place], width=1, colour=get)
            self._values[name] = np.asarray(x, np.float64), np.asarray(shares[name], np.float64)
            fill = pg.FillBetweenItem(self.curves[name], below, brush=get())
            self._fills.append((fill, get))
            self.plot.addItem(fill)
            below = self.curves[name]

    def remove_curve(self, name: str) -> None:
        """Remove a curve."""
        self.plot.removeItem(self.curves.pop(name))
        del self._looks[name], self._values[name]
        self._update_legend()

    def clear(self) -> None:
        """Remove all curves and marks."""
        for fill, _ in self._fills:
            self.plot.removeItem(fill)
        self._fills.clear()
        for name in list(self.curves):
            self.remove_curve(name)
        self.show_marks(())
        self.show_cursor(-1)
        self.on_hover(None)

    def data(self, name: str) -> tuple[AnyArray, AnyArray]:
        """The x (N,) and y (N,) of a curve as they were set."""
        return self._values[name]

    def show_marks(self, places: Sequence[float]) -> None:
        """Draw dotted vertical lines at these x."""
        if self.marks == list(places):
            return
        for line in self._marks:
            self.plot.removeItem(line)
        self._marks = []
        for place in places:
            line = pg.InfiniteLine(place, angle=90, pen=self._mark_pen())
            self._marks.append(line)
            self.plot.addItem(line, ignoreBounds=True)

    @property
    def marks(self) -> list[float]:
        """The x of the dotted lines."""
        return [float(line.value()) for line in self._marks]

    def show_only(self, name: str | None) -> None:
        """Fade all curves but one; None fades none."""
        self._only = name
        for each in self.curves:
            self._style_curve(each)
        self._style_fills()

    def show_range(
        self, x: tuple[float, float] | None = None, y: tuple[float, float] | None = None
    ) -> None:
        """Set what the whole view contains; None fits the curves."""
        if (x, y) != self._range:
            self._range = x, y
            self.reset_view()

    def name_x(self, title: str) -> None:
        """Set the title of the x axis."""
        self._axis_titles["bottom"] = title
        self.apply_style()

    def show_cursor(self, index: int) -> None:
        """Mark a place that was chosen, an index of the common x; -1 for none."""
        x = self._common_x()
        self._cursor_index = index if 0 <= index < len(x) else -1
        self._cursor_line.setVisible(self._cursor_index >= 0)
        if self._cursor_index >= 0:
            self._cursor_line.setValue(x[index])

    # View

    def reset_view(self) -> None:
        """Show everything, or the range that was set."""
        x, y = self._range
        self.plot.enableAutoRange(x=x is None, y=y is None)
        if x is not None:
            self.plot.setXRange(*x, padding=0.02)
        if y is not None:
            low, high = (math.log10(y[0]), math.log10(y[1])) if self._log_y else y
            self.plot.setYRange(low, high, padding=0.06)

    # Look

    def apply_style(self) -> None:
        """Colours of the lines and marks."""
        super().apply_style()
        for name in self.curves:
            self._style_curve(name)
        self._style_fills()
        for line in self._marks:
            line.setPen(self._mark_pen())
        self._pointer_line.setPen(self.pen(QPalette.ColorRole.Dark, 1, Qt.PenStyle.DashLine))
        self._cursor_line.setPen(self.pen(QPalette.ColorRole.Text, 1.5))

    def _mark_pen(self) -> QPen:
        return self.pen(QPalette.ColorRole.PlaceholderText, 1, Qt.PenStyle.DotLine)

    def _colour_of(self, name: str) -> QColor:
        own = self._looks[name][3]
        if own is not None:
            return own()
        # Curves with a colour of their own take none of the others'.
        names = [each for each, look in self._looks.items() if look[3] is None]
        colours = self.series_colours()
        return colours[names.index(name) % len(colours)]

    def _style_curve(self, name: str) -> None:
        style, faint, width, _ = self._looks[name]
        curve, colour = self.curves[name], QColor(self._colour_of(name))
        faded = self._only is not None and name != self._only
        colour.setAlphaF(_FADED if faded else _FAINT if faint else 1.0)
        curve.setPen(self.pen(colour, width) if style != "points" else None)
        curve.setSymbol(None if style == "line" else "o")
        curve.setSymbolSize(_POINT_SIZE)
        curve.setSymbolPen(None)
        curve.setSymbolBrush(colour)
        curve.setZValue(-1 if faint else 1)

    def _style_fills(self) -> None:
        # The stacked shares are the only curves with fills, in the same order.
        for name, (fill, get_colour) in zip(self.curves, self._fills, strict=False):
            colour = QColor(get_colour())
            colour.setAlphaF(1.0 if self._only in {None, name} else _FADED)
            fill.setBrush(colour)

    def _update_legend(self) -> None:
        # Faint curves accompany others in the same colour.
        names = [name for name, (_, is_faint, *_) in self._looks.items() if not is_faint]
        names = names if len(self.curves) > 1 else []
        self.set_legend([(name, partial(self._colour_of, name)) for name in names])

    # Read-out

    def _common_x(self) -> AnyArray:
        """The x of the curve with the most points."""
        if not self._values:
            return np.empty(0)
        return max((x for x, _ in self._values.values()), key=len)

    def index_at(self, at: QPointF) -> int:
        """The index of the nearest x."""
        x = self._common_x()
        return int(np.abs(x - self.to_chart(at).x()).argmin()) if len(x) else -1

    def place_of(self, index: int) -> tuple[float, float]:
        """Half way up at this x."""
        return float(self._common_x()[index]), self.plot.vb.viewRect().center().y()

    def show_index(self) -> None:
        """Draw a line at the nearest x."""
        self._pointer_line.setVisible(self.index >= 0)
        if self.index >= 0:
            self._pointer_line.setValue(self._common_x()[self.index])

    def text_of(self, index: int) -> str:
        """The values at this x."""
        return self.text_at(float(self._common_x()[index]))

    def text_at(self, x: float) -> str:
        """The values of all curves at their points nearest to x, one in each line."""
        lines = [f"{self._axis_titles['bottom']} {x:.6g}".strip()]
        for name, (xs, ys) in self._values.items():
            if len(xs):
                value = float(ys[np.abs(xs - x).argmin()])
                if not math.isnan(value):
                    lines.append(f"{name}: {self._value_text(value)}")
        return "\n".join(lines)

    def _value_text(self, value: float) -> str:
        return f"{value:.2%}" if self._percent else number_text(value)

    def on_arrow(self, right: int, down: int) -> bool:
        """Left and right move the read-out; with a chosen place, they choose the next one."""
        count = len(self._common_x())
        if self._cursor_index < 0 or not right or not count:
            return self.move_index(right, count)
        self.clicked.emit(min(max(self._cursor_index + right, 0), count - 1))
        return True

    def _describe(self) -> None:
        parts = []
        for name, (_, y) in self._values.items():
            known = y[np.isfinite(y)]
            if len(known):
                text = self.tr("{name}: from {first} to {last}")
                first, last = self._value_text(float(known[0])), self._value_text(float(known[-1]))
                parts.append(text.format(name=name, first=first, last=last))
        self.describe_content("; ".join(parts))

    def table(self) -> Table | None:
        """One row for each x, one column for each curve."""
        if not self._values:
            return None
        places = np.unique(np.concatenate([x for x, _ in self._values.values()]))
        rows: list[list[object]] = [[float(place)] for place in places]
        for xs, ys in self._values.values():
            known = dict(zip(xs.tolist(), ys.tolist(), strict=True))
            for row, place in zip(rows, places.tolist(), strict=True):
                row.append(known.get(place, ""))
        return [self._axis_titles["bottom"] or "x", *self._values], rows


def log_ticks(low: float, high: float) -> list[float]:
    """Logarithms of all 1, 2, 5 times a power of ten in the range; only powers if it is wide."""
    steps = (1, 2, 5) if high - low < 2.2 else (1,)
    powers = range(math.floor(low) - 1, math.ceil(high) + 1)
    places = [power + math.log10(step) for power in powers for step in steps]
    return [place for place in places if low <= place <= high]
