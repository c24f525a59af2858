"""Loss, accuracy and learning rate as they come: one line for batches, marks for epochs.

What the batches say is faint, since each is only a few digits; the marks at the end of each epoch
count. Blue learned from these digits, orange has never seen them.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.training.pacing import Pacing
from digitpad.gui.training.run_record import RunRecord
from digitpad.gui.training.thinned import Line

_RATE_HEIGHT = 92
_AXIS_WIDTH = 52
_FAINT = 0.45
_GAPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Shares of wrong answers that are at the lower end of the view of accuracy."""

_LEAST = 1e-4
"""Losses below are shown as this; a logarithm has no zero."""


class LossAxis(pg.AxisItem):  # type: ignore[misc]
    """Powers of ten with 2 and 5 between, written as plain numbers; positions are logarithms."""

    def tickValues(self, low: float, high: float, _size: float) -> list[tuple[float, list[float]]]:
        """All of 1, 2, 5 times a power of ten that are in view; with a wide view, fewer."""
        steps = (1, 2, 5) if high - low < 2.2 else (1,)
        powers = range(math.floor(low) - 1, math.ceil(high) + 1)
        places = [power + math.log10(step) for power in powers for step in steps]
        return [(1.0, [place for place in places if low <= place <= high])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """`0.05` rather than `-1.3`."""
        return [f"{10**value:.4g}" for value in values]


class PercentAxis(pg.AxisItem):  # type: ignore[misc]
    """Shares as per cent."""

    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:
        """As many decimals as the steps need."""
        decimals = 0 if spacing >= 0.01 else 1 if spacing >= 0.001 else 2
        return [f"{value:.{decimals}%}" for value in values]


class BatchLine(pg.PlotCurveItem):  # type: ignore[misc]
    """A line that is given anew whenever it is shown, in a view whose range is known."""

    def __init__(self) -> None:
        super().__init__(antialias=False, skipFiniteCheck=True)
        self._seen = QRectF()

    def lie_in(self, seen: QRectF) -> None:
        """All of it lies within; to look through the numbers for that would take longest."""
        if seen != self._seen:
            self.prepareGeometryChange()
            self._seen = seen

    def boundingRect(self) -> QRectF:
        """What can be seen."""
        return self._seen


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot that cannot be dragged about, and whose painting counts.

    Numbers at the axes are painted only when they change, since texts take longest.
    """

    def __init__(self, pacing: Pacing, axis: pg.AxisItem | None = None) -> None:
        items = {} if axis is None else {"left": axis}
        super().__init__(axisItems=items)
        self._pacing = pacing
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        # Ranges that pyqtgraph finds by itself are looked for anew with every line.
        self.disableAutoRange()
        self.hideButtons()
        self.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self.getAxis("left").setWidth(_AXIS_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for side in ("left", "bottom"):
            self.getAxis(side).setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.line = BatchLine()
        self.addItem(self.line, ignoreBounds=True)
        self._range: tuple[float, float, float, float] | None = None

    def look_at(self, right: float, low: float, high: float) -> None:
        """Show x from 0 to `right` and y from `low` to `high`; axes are drawn anew for others."""
        wanted = (0.0, right, low, high)
        if wanted != self._range:
            self._range = wanted
            across, up = 0.02 * right, 0.06 * (high - low)
            # Both at once, since every change has all axes drawn anew.
            self.getViewBox().setRange(
                xRange=(-across, right + across), yRange=(low - up, high + up), padding=0
            )
            self.line.lie_in(self.viewRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and note how long that takes."""
        with self._pacing.painting():
            super().paintEvent(event)

    def use_palette(self, palette: QPalette) -> None:
        """Take the colours of the window."""
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Mid)))
            axis.setTextPen(pg.mkPen(palette.color(QPalette.ColorRole.PlaceholderText)))


class CurvesView(QWidget):
    """Three plots over the same epochs. `show_record` shows a record as it is now."""

    def __init__(self, pacing: Pacing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss = Plot(pacing, LossAxis("left"))
        self.accuracy = Plot(pacing, PercentAxis("left"))
        self.rate = Plot(pacing)
        self.rate.setFixedHeight(_RATE_HEIGHT)
        self._titles = QLabel(), QLabel(), QLabel()
        self._lines = {
            name: Series(plot, has_epochs=name != "rate") for name, plot in self._plots().items()
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for title, plot, stretch in zip(
            self._titles, self._plots().values(), (3, 3, 0), strict=True
        ):
            column.addWidget(title)
            column.addWidget(plot, stretch)
        self._changes = 0
        self._colour()
        self._translate()

    def _plots(self) -> dict[str, Plot]:
        return {"loss": self.loss, "accuracy": self.accuracy, "rate": self.rate}

    def show_record(self, record: RunRecord) -> None:
        """Draw all that is known now."""
        self.show_loss(record)
        self.show_accuracy(record)
        self.show_rate(record)

    def show_loss(self, record: RunRecord) -> None:
        """Draw the losses."""
        x, y = record.loss.points()
        logarithms = _log(y)
        of_epochs = _log(_of_epochs(record, "loss"))
        self._lines["loss"].show(x, logarithms, of_epochs)
        everything = np.concatenate([logarithms, of_epochs.ravel()])
        self.loss.look_at(record.epochs, *loss_view(everything))

    def show_accuracy(self, record: RunRecord) -> None:
        """Draw the shares of right answers."""
        x, y = record.accuracy.points()
        self._lines["accuracy"].show(x, y, _of_epochs(record, "accuracy"))
        self.accuracy.look_at(record.epochs, accuracy_view(y), 1.0)

    def show_rate(self, record: RunRecord) -> None:
        """Draw the learning rate, and where somebody changed something."""
        x, y = record.learning_rate.points()
        self._lines["rate"].show(x, y, np.empty((0, 2)))
        self.rate.look_at(record.epochs, 0.0, rate_view(y))
        if len(record.changed_at) != self._changes:
            self._mark_changes(record.changed_at)

    def clear(self) -> None:
        """A new run."""
        nothing = np.empty(0)
        for series in self._lines.values():
            series.show(nothing, nothing, np.empty((0, 2)))
        self._mark_changes([])

    def _mark_changes(self, places: list[float]) -> None:
        """A dotted line where somebody changed something."""
        self._changes = len(places)
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        for name, plot in self._plots().items():
            self._lines[name].mark(plot, places, colour)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colour()
            self._translate()
        super().changeEvent(event)

    def _colour(self) -> None:
        first, second = theme.series_colours(self.palette())
        for plot in self._plots().values():
            plot.use_palette(self.palette())
        for series in self._lines.values():
            series.use_colours(first, second, self.palette().color(QPalette.ColorRole.Base))

    def _translate(self) -> None:
        first, second = (colour.name() for colour in theme.series_colours(self.palette()))
        training, held_out = self.tr("training"), self.tr("held out")
        legend = (
            f' &nbsp; <span style="color:{first}">●</span> {training}'
            f' &nbsp; <span style="color:{second}">●</span> {held_out}'
        )
        over = self.tr("from the first epoch to the last")
        names = self.tr("Loss"), self.tr("Accuracy"), self.tr("Learning rate")
        for title, name, has_two in zip(self._titles, names, (True, True, False), strict=True):
            title.setText(f"<b>{name}</b>" + (legend if has_two else f" &nbsp; {over}"))
        for plot, name in zip(self._plots().values(), names, strict=True):
            plot.setAccessibleName(self.tr("Curve: {name}").format(name=name))
            plot.setToolTip(
                "<p>"
                + self.tr(
                    "From the first epoch to the last. The faint line are single batches, the "
                    "dots whole epochs."
                )
                + "</p>"
            )


class Series:
    """The line of the batches and the two rows of marks in one plot."""

    def __init__(self, plot: Any, *, has_epochs: bool) -> None:
        self._has_epochs = has_epochs
        self._batches = plot.line
        self._train = plot.plot(symbol="o", symbolSize=7)
        self._held = plot.plot(symbol="o", symbolSize=7)
        for marks in (self._train, self._held):
            for part in (marks.curve, marks.scatter):
                part.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._marks: list[Any] = []
        self._epochs = 0

    def use_colours(self, first: QColor, second: QColor, paper: QColor) -> None:
        """Blue for what was learned from, orange for what was held out."""
        faint = QColor(first)
        faint.setAlphaF(_FAINT if self._has_epochs else 1.0)
        self._batches.setPen(pg.mkPen(faint, width=1))
        for item, colour in ((self._train, first), (self._held, second)):
            item.setPen(pg.mkPen(colour, width=2))
            item.setSymbolBrush(colour)
            item.setSymbolPen(pg.mkPen(paper, width=1))

    def show(self, x: Line, y: Line, of_epochs: Line) -> None:
        """Draw the line of the batches, and the marks.

        Args:
            x: places of the batches.
            y: their values.
            of_epochs: (epochs, 2), what was learned from and what was held out.
        """
        self._batches.setData(x, y)
        if len(of_epochs) == self._epochs:
            return
        self._epochs = len(of_epochs)
        places = np.arange(1, self._epochs + 1)
        for item, column in zip((self._train, self._held), of_epochs.T, strict=True):
            known = np.isfinite(column)
            item.setData(places[known], column[known])

    def mark(self, plot: Any, places: list[float], colour: QColor) -> None:
        """Dotted lines at these places instead of those before."""
        for line in self._marks:
            plot.removeItem(line)
        pen = pg.mkPen(colour, width=1, style=Qt.PenStyle.DotLine)
        self._marks = [pg.InfiniteLine(place, angle=90, pen=pen) for place in places]
        for line in self._marks:
            plot.addItem(line, ignoreBounds=True)


def _of_epochs(record: RunRecord, name: str) -> Line:
    """(epochs, 2): the figure of this name on what was learned from, and on what was held out."""
    names = name, f"validation_{name}"
    rows = [[getattr(epoch, each) for each in names] for epoch in record.history]
    return np.array(rows, float).reshape(-1, 2)


def _log(values: Line) -> Line:
    logarithms: Line = np.log10(np.maximum(values, _LEAST))
    return logarithms


def loss_view(logarithms: Line) -> tuple[float, float]:
    """Between which powers of ten the losses lie; in steps, so that the view seldom jumps."""
    logarithms = logarithms[np.isfinite(logarithms)]
    if not len(logarithms):
        return -1.0, 0.5
    low = math.floor(2 * float(logarithms.min())) / 2
    return low, max(low + 0.5, math.ceil(2 * float(logarithms.max())) / 2)


def rate_view(values: Line) -> float:
    """Where the view ends: in steps, so that the view does not move with every batch."""
    highest = float(values.max(initial=0.0))
    if not highest > 0:
        return 1.0
    step = 10.0 ** math.floor(math.log10(highest)) / 2
    return math.ceil(highest / step) * step


def accuracy_view(values: Line) -> float:
    """Where the view begins: the first, blind steps would squeeze all the rest."""
    if not len(values):
        return 0.0
    gap = 1 - float(np.quantile(values, 0.1))
    return 1 - min((step for step in _GAPS if step >= gap), default=1.0)
