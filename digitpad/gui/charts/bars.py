"""Bars for categories, and histograms."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from digitpad.common.types import AnyArray
from digitpad.gui import theme
from digitpad.gui.charts.chart import Chart
from digitpad.gui.wording import number_text

_GROUP_WIDTH = 0.8


class BarChart(Chart):
    """Bars, one for each category and group; `hovered` and `clicked` carry a category, or -1.

    Args:
        title: see `Chart`.
        category_title, value_title: of the two axes.
        percent: whether values are shares from 0 to 1, shown as percentages.
        lying: whether bars are horizontal, with the first category at the top.
        show_title, interactive: see `Chart`.
    """

    hovered = Signal(int)
    clicked = Signal(int)

    def __init__(
        self,
        title: str,
        category_title: str = "",
        value_title: str = "",
        parent: QWidget | None = None,
        *,
        percent: bool = False,
        lying: bool = False,
        show_title: bool = True,
        interactive: bool = False,
    ) -> None:
        self.categories: list[str] = []
        self.groups: dict[str, AnyArray] = {}
        self._texts: list[list[str]] = []
        self._bars: list[Any] = []
        self._labels: list[Any] = []
        self._percent, self._lying = percent, lying
        self._colours: Sequence[QColor] | None = None
        self._hovered = -1
        titles = (value_title, category_title) if lying else (category_title, value_title)
        super().__init__(title, *titles, parent, show_title=show_title, interactive=interactive)
        self.plot.vb.invertY(lying)
        self._value_axis, self._category_axis = ("bottom", "left") if lying else ("left", "bottom")
        if percent:
            self.show_percent(self._value_axis)

    def show_bars(
        self,
        categories: Sequence[str],
        groups: Mapping[str, AnyArray] | AnyArray,
        texts: Sequence[Sequence[str]] = (),
        limits: tuple[float, float] | None = None,
        colours: Sequence[QColor] | None = None,
    ) -> None:
        """Show exactly these bars.

        Args:
            categories: names, as plain text.
            groups: (categories,) values for each group, NaN for none; or one array.
            texts: for each group, a text at the end of each bar.
            limits: of the value axis; None fits the bars, from zero.
            colours: one for each category, if there is one group.
        """
        values = groups if isinstance(groups, Mapping) else {"": groups}
        self.categories = list(categories)
        self.groups = {name: np.asarray(each, np.float64) for name, each in values.items()}
        self._texts = [list(each) for each in texts]
        self._colours = colours
        self._fill()
        places = range(len(self.categories))
        ticks = [(place, name) for place, name in zip(places, self.categories, strict=True)]
        self.plot.getAxis(self._category_axis).setTicks([ticks])
        self._set_range(limits)
        names = [name for name in self.groups if name]
        self.set_legend([(name, partial(self._group_colour, i)) for i, name in enumerate(names)])
        self._describe()

    def apply_style(self) -> None:
        """Colours of the bars."""
        super().apply_style()
        self._fill()

    def text_of(self, category: int) -> str:
        """The read-out of a category."""
        lines = [self.categories[category]] if len(self.groups) > 1 else []
        for name, values in self.groups.items():
            start = name or self.categories[category]
            lines.append(f"{start}: {self._value_text(float(values[category]))}")
        return "\n".join(lines)

    def on_hover(self, at: QPointF | None) -> None:
        """Show the values of the category under the pointer."""
        category = -1 if at is None else self._category_at(at)
        if category != self._hovered:
            self._hovered = category
            self.hovered.emit(category)
        self.show_hover(self.text_of(category) if category >= 0 else "", at)

    def on_click(self, at: QPointF) -> None:
        """Emit the category."""
        category = self._category_at(at)
        if category >= 0:
            self.clicked.emit(category)

    def on_arrow(self, right: int, down: int) -> bool:
        """Move the read-out from category to category."""
        step = down if self._lying else right
        if not step or not self.categories:
            return False
        category = min(max(self._hovered + step, 0), len(self.categories) - 1)
        middle = self.plot.vb.viewRect().center()
        place = (middle.x(), category) if self._lying else (category, middle.y())
        self.on_hover(self.to_pixels(*place))
        return True

    def on_return(self) -> None:
        """Emit the category of the read-out."""
        if self._hovered >= 0:
            self.clicked.emit(self._hovered)

    def table(self) -> tuple[Sequence[str], Sequence[Sequence[object]]] | None:
        """One row for each category."""
        if not self.groups:
            return None
        columns = [values.tolist() for values in self.groups.values()]
        header = ["", *(name or self.title for name in self.groups)]
        return header, list(zip(self.categories, *columns, strict=True))

    def _category_at(self, at: QPointF) -> int:
        if not self.plot.vb.sceneBoundingRect().contains(at):
            return -1
        place = self.to_chart(at)
        category = round(place.y() if self._lying else place.x())
        return category if 0 <= category < len(self.categories) else -1

    def _value_text(self, value: float) -> str:
        if math.isnan(value):
            return "–"
        return f"{value:.2%}" if self._percent else number_text(value)

    def _group_colour(self, group: int) -> QColor:
        colours = self.series_colours()
        return colours[group % len(colours)]

    def _fill(self) -> None:
        """Set bars and texts; their items are used again, since making them takes longer."""
        self._keep_items(
            self._bars, len(self.groups), lambda: pg.BarGraphItem(x=[], width=1, height=[])
        )
        width = _GROUP_WIDTH / max(1, len(self.groups))
        texts: list[tuple[str, float, float]] = []
        for group, values in enumerate(self.groups.values()):
            places = np.arange(len(values)) + (group - (len(self.groups) - 1) / 2) * width
            lengths = np.nan_to_num(values)
            brushes = self._colours or [self._group_colour(group)] * len(values)
            zeros = np.zeros(len(values))
            if self._lying:
                sizes = {"x": None, "x0": zeros, "width": lengths, "y": places, "height": width}
            else:
                sizes = {"x": places, "width": width, "y0": zeros, "height": lengths}
            self._bars[group].setOpts(**sizes, brushes=brushes, pen=None)
            if self._texts:
                ends = zip(self._texts[group], lengths.tolist(), places.tolist(), strict=True)
                texts += [each for each in ends if each[0]]
        anchor = (0, 0.5) if self._lying else (0.5, 1)
        self._keep_items(self._labels, len(texts), lambda: pg.TextItem(anchor=anchor))
        font, colour = theme.scaled(self.font(), 0.88), self.colour(QPalette.ColorRole.Text)
        for label, (text, length, place) in zip(self._labels, texts, strict=True):
            label.setFont(font)
            label.setText(text, colour)
            label.setPos(*((length, place) if self._lying else (place, length)))

    def _keep_items(self, items: list[Any], count: int, make: Callable[[], Any]) -> None:
        """Make or remove items until there are `count`."""
        while len(items) > count:
            self.plot.removeItem(items.pop())
        while len(items) < count:
            items.append(make())
            self.plot.addItem(items[-1], ignoreBounds=True)

    def _set_range(self, limits: tuple[float, float] | None) -> None:
        values = np.concatenate([[0.0], *self.groups.values()])
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        if limits is not None:
            low, high = limits
        elif self._labels:
            # Texts stand beyond the ends of the bars.
            high += 0.18 * (high - low)
        high = high if high > low else low + 1
        ends = (-0.5, len(self.categories) - 0.5), (low, high)
        across, along = reversed(ends) if self._lying else ends
        self._range = across, along
        self.reset_view()

    def reset_view(self) -> None:
        """Show all bars."""
        if self.groups:
            across, along = self._range
            self.plot.setRange(xRange=across, yRange=along, padding=0.01)

    def _describe(self) -> None:
        parts = [self.text_of(i).replace("\n", ", ") for i in range(len(self.categories))]
        self.describe_content("; ".join(parts))


class HistogramChart(Chart):
    """How often values occur. `hovered` carries the index of a bin, or -1.

    Args:
        title, x_title: see `Chart`.
        square_root: whether heights grow with the square root of the count, so that rare values
            stay visible beside very frequent ones; the axis still shows counts.
        show_title, interactive: see `Chart`.
    """

    hovered = Signal(int)

    def __init__(
        self,
        title: str,
        x_title: str = "",
        parent: QWidget | None = None,
        *,
        square_root: bool = False,
        show_title: bool = True,
        interactive: bool = False,
    ) -> None:
        self.counts: AnyArray = np.zeros(0, np.int64)
        self.edges: AnyArray = np.zeros(1)
        self._square_root, self._hovered = square_root, -1
        self._bars: Any = pg.BarGraphItem(x0=[], x1=[], height=[])
        super().__init__(title, x_title, "", parent, show_title=show_title, interactive=interactive)
        self.plot.addItem(self._bars)
        if square_root:
            self.format_ticks("left", lambda value, _step: f"{max(value, 0) ** 2:,.0f}")

    def show_counts(self, counts: AnyArray, edges: AnyArray) -> None:
        """Show counts (N,) between ascending edges (N + 1,)."""
        self.counts, self.edges = np.asarray(counts), np.asarray(edges, np.float64)
        self.on_hover(None)
        self._fill()
        self.reset_view()
        text = self.tr("{count} values from {low} to {high}")
        low, high = (number_text(float(edge)) for edge in self.edges[[0, -1]])
        count = f"{int(self.counts.sum()):,}"
        self.describe_content(text.format(count=count, low=low, high=high))

    def clear(self) -> None:
        """Remove all bins."""
        self.counts, self.edges = np.zeros(0, np.int64), np.zeros(1)
        self.on_hover(None)
        self._fill()
        self.describe_content("")

    def show_values(self, values: AnyArray, bins: int = 40) -> None:
        """Count values of any shape in bins of equal width; NaN is left out."""
        flat = np.asarray(values, np.float64).ravel()
        self.show_counts(*np.histogram(flat[np.isfinite(flat)], bins))

    def reset_view(self) -> None:
        """Show all bins."""
        if len(self.counts):
            top = float(self._heights().max()) or 1.0
            ends = float(self.edges[0]), float(self.edges[-1])
            self.plot.setRange(xRange=ends, yRange=(0, top), padding=0.02)

    def apply_style(self) -> None:
        """Colours of the bars."""
        super().apply_style()
        self._fill()

    def text_of(self, place: int) -> str:
        """The read-out of a bin."""
        low, high = self.edges[place : place + 2].tolist()
        text = self.tr("{count} from {low} to {high}")
        count = f"{int(self.counts[place]):,}"
        return text.format(count=count, low=number_text(low), high=number_text(high))

    def on_hover(self, at: QPointF | None) -> None:
        """Show range and count of the bin under the pointer."""
        place = -1
        if at is not None and len(self.counts) and self.plot.vb.sceneBoundingRect().contains(at):
            found = int(np.searchsorted(self.edges, self.to_chart(at).x(), "right")) - 1
            place = found if 0 <= found < len(self.counts) else -1
        if place != self._hovered:
            self._hovered = place
            self._fill()
            self.hovered.emit(place)
        self.show_hover(self.text_of(place) if place >= 0 else "", at)

    def on_arrow(self, right: int, down: int) -> bool:
        """Move the read-out from bin to bin."""
        if not right or not len(self.counts):
            return False
        place = min(max(self._hovered + right, 0), len(self.counts) - 1)
        middle = float(self.edges[place : place + 2].mean())
        self.on_hover(self.to_pixels(middle, self.plot.vb.viewRect().center().y()))
        return True

    def table(self) -> tuple[Sequence[str], Sequence[Sequence[object]]] | None:
        """One row for each bin."""
        if not len(self.counts):
            return None
        header = [self.tr("from"), self.tr("to"), self.tr("count")]
        columns = (self.edges[:-1].tolist(), self.edges[1:].tolist(), self.counts.tolist())
        return header, list(zip(*columns, strict=True))

    def _heights(self) -> AnyArray:
        heights: AnyArray = np.sqrt(self.counts) if self._square_root else self.counts
        return heights

    def _fill(self) -> None:
        plain, strong = self.colour(QPalette.ColorRole.Dark), self.colour(QPalette.ColorRole.Accent)
        brushes = [plain] * len(self.counts)
        if self._hovered >= 0:
            brushes[self._hovered] = strong
        self._bars.setOpts(
            x0=self.edges[:-1],
            x1=self.edges[1:],
            height=self._heights(),
            brushes=brushes,
            pen=None,
        )
