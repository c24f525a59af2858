"""Bars for categories, and histograms."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPalette

from digitpad.common.types import AnyArray
from digitpad.gui import theme
from digitpad.gui.charts.chart import IndexedChart, Table
from digitpad.gui.wording import number_text

_GROUP_WIDTH = 0.8


class BarChart(IndexedChart):
    """Horizontal bars, one for each category and group; the first category is at the top.

    Args:
        title, show_title: see `Chart`.
        percent: whether values are shares from 0 to 1, shown as percentages.
    """

    def __init__(self, title: str, *, percent: bool = False, show_title: bool = True) -> None:
        self.categories: list[str] = []
        self.groups: dict[str, AnyArray] = {}
        self._texts: list[list[str]] = []
        self._bars: list[Any] = []
        self._labels: list[Any] = []
        self._percent = percent
        self._colours: Sequence[QColor] | None = None
        super().__init__(title, show_title=show_title, interactive=False)
        self.plot.vb.invertY(True)
        if percent:
            self.show_percent("bottom")

    def show_bars(
        self,
        categories: Sequence[str],
        groups: Mapping[str, AnyArray] | AnyArray,
        limits: tuple[float, float],
        texts: Sequence[Sequence[str]] = (),
        colours: Sequence[QColor] | None = None,
    ) -> None:
        """Show exactly these bars.

        Args:
            categories: names, as plain text.
            groups: (categories,) values for each group, NaN for none; or one array.
            limits: of the axis of the values.
            texts: for each group, a text at the end of each bar.
            colours: one for each category, if there is one group.
        """
        values = groups if isinstance(groups, Mapping) else {"": groups}
        self.categories, self._limits = list(categories), limits
        self.groups = {name: np.asarray(each, np.float64) for name, each in values.items()}
        self._texts = [list(each) for each in texts]
        self._colours = colours
        self._fill()
        self.plot.getAxis("left").setTicks([list(enumerate(self.categories))])
        self.reset_view()
        names = [name for name in self.groups if name]
        self.set_legend([(name, partial(self._group_colour, i)) for i, name in enumerate(names)])
        parts = [self.text_of(i).replace("\n", ", ") for i in range(len(self.categories))]
        self.describe_content("; ".join(parts))

    def apply_style(self) -> None:
        """Colours of the bars."""
        super().apply_style()
        self._fill()

    def text_of(self, index: int) -> str:
        """The values of a category."""
        lines = [self.categories[index]] if len(self.groups) > 1 else []
        for name, values in self.groups.items():
            start = name or self.categories[index]
            lines.append(f"{start}: {self._value_text(float(values[index]))}")
        return "\n".join(lines)

    def index_at(self, at: QPointF) -> int:
        """The category at a position."""
        category = round(self.to_chart(at).y())
        return category if 0 <= category < len(self.categories) else -1

    def place_of(self, index: int) -> tuple[float, float]:
        """The middle of a category."""
        return self.plot.vb.viewRect().center().x(), index

    def on_arrow(self, right: int, down: int) -> bool:
        """Move the read-out from category to category."""
        return self.move_index(down, len(self.categories))

    def table(self) -> Table | None:
        """One row for each category."""
        if not self.groups:
            return None
        columns = [values.tolist() for values in self.groups.values()]
        header = ["", *(name or self.title for name in self.groups)]
        return header, list(zip(self.categories, *columns, strict=True))

    def reset_view(self) -> None:
        """Show all bars."""
        if self.groups:
            ends = -0.5, len(self.categories) - 0.5
            self.plot.setRange(xRange=self._limits, yRange=ends, padding=0.01)

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
        height = _GROUP_WIDTH / max(1, len(self.groups))
        texts: list[tuple[str, float, float]] = []
        for group, values in enumerate(self.groups.values()):
            places = np.arange(len(values)) + (group - (len(self.groups) - 1) / 2) * height
            lengths, starts = np.nan_to_num(values), np.zeros(len(values))
            brushes = self._colours or [self._group_colour(group)] * len(values)
            sizes = {"x": None, "x0": starts, "width": lengths, "y": places, "height": height}
            self._bars[group].setOpts(**sizes, brushes=brushes, pen=None)
            if self._texts:
                ends = zip(self._texts[group], lengths.tolist(), places.tolist(), strict=True)
                texts += [each for each in ends if each[0]]
        self._keep_items(self._labels, len(texts), lambda: pg.TextItem(anchor=(0, 0.5)))
        font, colour = theme.scaled(self.font(), 0.88), self.colour(QPalette.ColorRole.Text)
        for label, (text, length, place) in zip(self._labels, texts, strict=True):
            label.setFont(font)
            label.setText(text, colour)
            label.setPos(length, place)

    def _keep_items(self, items: list[Any], count: int, make: Callable[[], Any]) -> None:
        """Make or remove items until there are `count`."""
        while len(items) > count:
            self.plot.removeItem(items.pop())
        while len(items) < count:
            items.append(make())
            self.plot.addItem(items[-1], ignoreBounds=True)


class HistogramChart(IndexedChart):
    """How often values occur.

    Heights grow with the square root of the count, so that rare values stay visible beside very
    frequent ones; the axis shows counts.

    Args:
        title, x_title, show_title: see `Chart`.
    """

    def __init__(self, title: str, x_title: str = "", *, show_title: bool = True) -> None:
        self.counts: AnyArray = np.zeros(0, np.int64)
        self.edges: AnyArray = np.zeros(1)
        self._bars: Any = pg.BarGraphItem(x0=[], x1=[], height=[])
        super().__init__(title, x_title, show_title=show_title, interactive=False)
        self.plot.addItem(self._bars)
        self.format_ticks("left", lambda value, _step: f"{max(value, 0) ** 2:,.0f}")

    def show_counts(self, counts: AnyArray, edges: AnyArray) -> None:
        """Show counts (N,) between ascending edges (N + 1,)."""
        self.counts, self.edges = np.asarray(counts), np.asarray(edges, np.float64)
        self.on_hover(None)
        self.show_index()
        self.reset_view()
        text = self.tr("{count} values from {low} to {high}")
        low, high = (number_text(float(edge)) for edge in self.edges[[0, -1]])
        count = f"{int(self.counts.sum()):,}"
        self.describe_content(text.format(count=count, low=low, high=high))

    def clear(self) -> None:
        """Remove all bins."""
        self.counts, self.edges = np.zeros(0, np.int64), np.zeros(1)
        self.on_hover(None)
        self.show_index()
        self.describe_content("")

    def reset_view(self) -> None:
        """Show all bins."""
        if len(self.counts):
            top = float(np.sqrt(self.counts.max())) or 1.0
            ends = float(self.edges[0]), float(self.edges[-1])
            self.plot.setRange(xRange=ends, yRange=(0, top), padding=0.02)

    def apply_style(self) -> None:
        """Colours of the bars."""
        super().apply_style()
        self.show_index()

    def text_of(self, index: int) -> str:
        """Range and count of a bin."""
        low, high = self.edges[index : index + 2].tolist()
        text = self.tr("{count} from {low} to {high}")
        count = f"{int(self.counts[index]):,}"
        return text.format(count=count, low=number_text(low), high=number_text(high))

    def index_at(self, at: QPointF) -> int:
        """The bin at a position."""
        place = int(np.searchsorted(self.edges, self.to_chart(at).x(), "right")) - 1
        return place if 0 <= place < len(self.counts) else -1

    def place_of(self, index: int) -> tuple[float, float]:
        """The middle of a bin."""
        return float(self.edges[index : index + 2].mean()), self.plot.vb.viewRect().center().y()

    def on_arrow(self, right: int, down: int) -> bool:
        """Move the read-out from bin to bin."""
        return self.move_index(right, len(self.counts))

    def table(self) -> Table | None:
        """One row for each bin."""
        if not len(self.counts):
            return None
        header = [self.tr("from"), self.tr("to"), self.tr("count")]
        columns = (self.edges[:-1].tolist(), self.edges[1:].tolist(), self.counts.tolist())
        return header, list(zip(*columns, strict=True))

    def show_index(self) -> None:
        """Paint the bars, the one under the pointer in another colour."""
        plain, strong = self.colour(QPalette.ColorRole.Dark), self.colour(QPalette.ColorRole.Accent)
        brushes = [strong if bin_ == self.index else plain for bin_ in range(len(self.counts))]
        ends = {"x0": self.edges[:-1], "x1": self.edges[1:]}
        self._bars.setOpts(**ends, height=np.sqrt(self.counts), brushes=brushes, pen=None)
