"""A scatter plot: each point is the name of its class, in the colour of the class.

It can show one more position that moves, such as that of the drawing, with lines to its nearest
points and a trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Unpack

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainterPath, QPalette, QTransform
from PySide6.QtWidgets import QApplication

from digitpad.common.types import FloatArray, IntArray
from digitpad.gui import theme
from digitpad.gui.charts.chart import IndexedChart, Options, Table

_REACH = 14.0
_SYMBOL = 11
_RING = 20
_FADED = 0.1
_TRAIL = 150


class ScatterChart(IndexedChart):
    """Points with classes.

    `clicked` is emitted when it is clear that a click was not the first of a double click.

    Args:
        title, options: see `Chart`.
    """

    def __init__(self, title: str, **options: Unpack[Options]) -> None:
        self.positions: FloatArray = np.zeros((0, 2), np.float32)
        self.labels: IntArray = np.zeros(0, np.int64)
        self.names: list[str] = []
        self.texts: Sequence[str] = ()
        self._classes: list[Any] = []
        self._only = -1
        self._near: IntArray = np.zeros(0, np.int64)
        self.position: FloatArray | None = None
        self._trail: list[FloatArray] = []
        self._near_lines = pg.PlotCurveItem(connect="pairs")
        self._near_rings = pg.ScatterPlotItem(size=_RING, brush=None)
        self._trail_line = pg.PlotCurveItem()
        self._dot = pg.ScatterPlotItem(size=16)
        self._ring = pg.ScatterPlotItem(size=_RING, brush=None)
        super().__init__(title, **options)
        self._clicked = -1
        self._click_delay = QTimer(self, singleShot=True)
        self._click_delay.setInterval(QApplication.doubleClickInterval())
        self._click_delay.timeout.connect(lambda: self.clicked.emit(self._clicked))
        for axis in ("left", "bottom"):
            self.plot.getAxis(axis).setStyle(showValues=False)
        overlays = (self._near_lines, self._near_rings, self._trail_line, self._dot, self._ring)
        for height, item in enumerate(overlays):
            item.setZValue(10 + height)
            self.plot.addItem(item, ignoreBounds=True)

    def show_points(
        self,
        positions: FloatArray,
        labels: IntArray,
        names: Sequence[str],
        texts: Sequence[str] = (),
    ) -> None:
        """Show exactly these points.

        Args:
            positions: (N, 2) x and y.
            labels: (N,) int64, the class of each.
            names: of the classes; short, since each point is drawn as the name of its class.
            texts: the read-out of each point; without, the name of its class.
        """
        self.positions, self.labels = positions, labels
        self.names, self.texts = list(names), texts
        self.on_hover(None)
        self.show_position(None)
        for item in self._classes:
            self.plot.removeItem(item)
        self._classes = []
        for label, name in enumerate(self.names):
            item = pg.ScatterPlotItem(pos=positions[labels == label], symbol=_glyph(name), pen=None)
            item.setSize(_SYMBOL)
            self._classes.append(item)
            self.plot.addItem(item)
        self._style_points()
        self.set_legend(
            [(name, partial(self.class_colour, i)) for i, name in enumerate(self.names)]
        )
        self.reset_view()
        text = self.tr("{count} points in {classes} classes")
        self.describe_content(text.format(count=f"{len(labels):,}", classes=len(names)))

    def show_only(self, label: int) -> None:
        """Fade all other classes; -1 fades none."""
        self._only = label
        self._style_points()

    def show_position(self, position: FloatArray | None, near: IntArray | None = None) -> None:
        """Set the position (2,) that moves and the indices of its nearest points; None for none."""
        self.position = position
        self._near = np.zeros(0, np.int64) if near is None or position is None else near
        self._trail = [] if position is None else [*self._trail[-_TRAIL:], position]
        trail = np.array(self._trail, np.float64).reshape(-1, 2)
        self._trail_line.setData(trail[:, 0], trail[:, 1])
        self._dot.setData(pos=trail[-1:])
        found = self.positions[self._near].astype(np.float64)
        self._near_rings.setData(pos=found)
        lines = np.empty((2 * len(found), 2))
        lines[1::2] = found
        if position is not None:
            lines[0::2] = position
        self._near_lines.setData(lines[:, 0], lines[:, 1])

    def index_at(self, at: QPointF) -> int:
        """The index of the point nearest to a position in pixels, if within reach; else -1."""
        if not len(self.positions):
            return -1
        first, second = self.to_pixels(0, 0), self.to_pixels(1, 1)
        scale = np.array([second.x() - first.x(), second.y() - first.y()])
        here = self.to_chart(at)
        apart = (self.positions - [here.x(), here.y()]) * scale
        distances = np.hypot(apart[:, 0], apart[:, 1])
        if self._only >= 0:
            distances[self.labels != self._only] = np.inf
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else -1

    def place_of(self, index: int) -> tuple[float, float]:
        """The point itself."""
        x, y = self.positions[index].tolist()
        return x, y

    def text_of(self, index: int) -> str:
        """What is known of a point."""
        return self.texts[index] if self.texts else self.names[int(self.labels[index])]

    def show_index(self) -> None:
        """Draw a ring around the point under the pointer."""
        shown = self.positions[[self.index] if self.index >= 0 else []]
        self._ring.setData(pos=shown.astype(np.float64))

    def on_click(self, at: QPointF) -> None:
        """Emit the point, unless a second click follows."""
        self._clicked = self.index_at(at)
        if self._clicked >= 0:
            self._click_delay.start()

    def reset_view(self) -> None:
        """Show everything, as a double click does."""
        self._click_delay.stop()
        super().reset_view()

    def on_arrow(self, right: int, down: int) -> bool:
        """Move to the nearest point in this direction."""
        if not len(self.positions):
            return False
        start = self.index
        if start < 0:
            start = int(np.abs(self.positions - self.positions.mean(0)).sum(1).argmin())
        apart = (self.positions - self.positions[start]).astype(np.float64)
        along = apart @ np.array([right, -down])
        across = np.abs(apart @ np.array([down, right]))
        cost = np.where(along > 0, along + 2 * across, np.inf)
        index = int(cost.argmin()) if np.isfinite(cost).any() else start
        self.on_hover(self.to_pixels(*self.place_of(index)))
        return True

    def table(self) -> Table | None:
        """One row for each point."""
        rows = zip(self.positions.tolist(), self.labels.tolist(), strict=True)
        table = [[x, y, self.names[label]] for (x, y), label in rows]
        return (["x", "y", self.tr("class")], table) if table else None

    def apply_style(self) -> None:
        """Colours of points and rings."""
        super().apply_style()
        role = QPalette.ColorRole
        faint = QColor(self.colour(role.Text))
        faint.setAlphaF(0.35)
        trail = QColor(self.colour(role.Accent))
        trail.setAlphaF(0.5)
        self._near_lines.setPen(self.pen(faint))
        self._near_rings.setPen(self.pen(role.Accent, 1.5))
        self._trail_line.setPen(self.pen(trail, 2))
        self._dot.setPen(self.pen(role.Base, 2.5))
        self._dot.setBrush(self.colour(role.Accent))
        self._ring.setPen(self.pen(role.Text, 2))
        self._style_points()

    def _style_points(self) -> None:
        for label, item in enumerate(self._classes):
            item.setBrush(self.class_colour(label))
            item.setOpacity(1.0 if self._only in {-1, label} else _FADED)
            item.setZValue(1 if label == self._only else 0)


def _glyph(name: str) -> Any:
    """A class's name as a symbol of pyqtgraph: a path within a unit square around zero."""
    path = QPainterPath()
    font = QFont(theme.body_font())
    font.setWeight(QFont.Weight.DemiBold)
    font.setPixelSize(100)
    path.addText(0, 0, font, name or "?")
    box = path.boundingRect()
    side = max(box.width(), box.height()) or 1.0
    move = QTransform().scale(1 / side, 1 / side)
    move.translate(-box.center().x(), -box.center().y())
    path.setFillRule(Qt.FillRule.WindingFill)
    return move.map(path)
