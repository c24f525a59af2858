"""A scatter plot: each point is the name of its class, in the colour of the class.

It can show one more position that moves, such as that of the drawing, with lines to its nearest
points and a trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainterPath, QPalette, QTransform
from PySide6.QtWidgets import QWidget

from digitpad.common.types import FloatArray, IntArray
from digitpad.gui import theme
from digitpad.gui.charts.chart import Chart

_REACH = 14.0
_SYMBOL = 11
_RING = 20
_FADED = 0.1
_TRAIL = 150


class ScatterChart(Chart):
    """Points with classes. `hovered` and `clicked` carry the index of a point; hovered also -1.

    Args:
        title, x_title, y_title: see `Chart`.
        show_title, interactive: see `Chart`.
    """

    hovered = Signal(int)
    clicked = Signal(int)

    def __init__(
        self,
        title: str,
        x_title: str = "",
        y_title: str = "",
        parent: QWidget | None = None,
        *,
        show_title: bool = True,
        interactive: bool = True,
    ) -> None:
        self.positions: FloatArray = np.zeros((0, 2), np.float32)
        self.labels: IntArray = np.zeros(0, np.int64)
        self.names: list[str] = []
        self.texts: Sequence[str] = ()
        self._classes: list[Any] = []
        self._only = -1
        self._hovered, self._selected = -1, -1
        self._near: IntArray = np.zeros(0, np.int64)
        self.position: FloatArray | None = None
        self._trail: list[FloatArray] = []
        self._near_lines = pg.PlotCurveItem(connect="pairs")
        self._near_rings = pg.ScatterPlotItem(size=_RING, brush=None)
        self._trail_line = pg.PlotCurveItem()
        self._dot = pg.ScatterPlotItem(size=16)
        self._rings = pg.ScatterPlotItem(size=_RING, brush=None)
        super().__init__(
            title, x_title, y_title, parent, show_title=show_title, interactive=interactive
        )
        for axis in ("left", "bottom"):
            self.plot.getAxis(axis).setStyle(showValues=False)
        overlays = (self._near_lines, self._near_rings, self._trail_line, self._dot, self._rings)
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
        self.select(-1)
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
        self.set_legend([(name, partial(self._colour, i)) for i, name in enumerate(self.names)])
        self.reset_view()
        text = self.tr("{count} points in {classes} classes")
        self.describe_content(text.format(count=f"{len(labels):,}", classes=len(names)))

    def show_only(self, label: int) -> None:
        """Fade all other classes; -1 fades none."""
        self._only = label
        self._style_points()

    def select(self, index: int) -> None:
        """Draw a ring around a point; -1 for none."""
        self._selected = index
        self._show_rings()

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

    def on_hover(self, at: QPointF | None) -> None:
        """Show the point under the pointer."""
        index = -1
        if at is not None and self.plot.vb.sceneBoundingRect().contains(at):
            index = self.index_at(at)
        if index != self._hovered:
            self._hovered = index
            self._show_rings()
            self.hovered.emit(index)
        text = "" if index < 0 else self.names[int(self.labels[index])]
        self.show_hover(self.texts[index] if index >= 0 and self.texts else text, at)

    def on_click(self, at: QPointF) -> None:
        """Emit the point."""
        index = self.index_at(at)
        if index >= 0:
            self.clicked.emit(index)

    def on_arrow(self, right: int, down: int) -> bool:
        """Move to the nearest point in this direction."""
        if not len(self.positions):
            return False
        start = self._hovered if self._hovered >= 0 else self._selected
        if start < 0:
            start = int(np.abs(self.positions - self.positions.mean(0)).sum(1).argmin())
        apart = (self.positions - self.positions[start]).astype(np.float64)
        along = apart @ np.array([right, -down])
        across = np.abs(apart @ np.array([down, right]))
        cost = np.where(along > 0, along + 2 * across, np.inf)
        index = int(cost.argmin()) if np.isfinite(cost).any() else start
        x, y = self.positions[index].tolist()
        self.on_hover(self.to_pixels(x, y))
        return True

    def on_return(self) -> None:
        """Emit the point of the read-out."""
        if self._hovered >= 0:
            self.clicked.emit(self._hovered)

    def table(self) -> tuple[Sequence[str], Sequence[Sequence[object]]] | None:
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
        self._rings.setPen(self.pen(role.Text, 2))
        self._style_points()

    def _colour(self, label: int) -> QColor:
        colours = theme.class_colours(self.palette())
        return colours[label % len(colours)]

    def _style_points(self) -> None:
        for label, item in enumerate(self._classes):
            item.setBrush(self._colour(label))
            item.setOpacity(1.0 if self._only in {-1, label} else _FADED)
            item.setZValue(1 if label == self._only else 0)

    def _show_rings(self) -> None:
        rows = [index for index in {self._hovered, self._selected} if index >= 0]
        self._rings.setData(pos=self.positions[rows].astype(np.float64))


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
