"""Probabilities over time: stacked to a whole, as lines, or as a heatmap with a row per class."""

from __future__ import annotations

from enum import Enum
from functools import cached_property, partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStackedWidget

from digitpad.gui.charts.chart import Chart
from digitpad.gui.charts.colour_maps import Scale
from digitpad.gui.charts.curves import CurveChart
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.inspection.timeline import Replay

LEAST_NON_DIGIT = 0.005
"""A smaller probability of being no digit is not shown."""


class Kind(Enum):
    """The ways to show probabilities over time."""

    STACKED = "stacked"
    LINES = "lines"
    HEATMAP = "heatmap"


class TimeChart(QStackedWidget):
    """Probabilities over time, in one of several kinds of chart.

    `moment_chosen` carries the index of a moment that the user clicked, dragged to, or reached
    with the arrow keys.
    """

    moment_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.kind, self.moment = Kind.STACKED, -1
        self._replay: Replay | None = None
        self._names: list[str] = []
        self._only = -1
        self._title = self.tr("Probabilities over time")

    # Made when they are first shown, since each takes a while

    @cached_property
    def curves(self) -> CurveChart:
        """Lines or stacked shares."""
        curves = CurveChart(self._title, percent=True, show_title=False, interactive=False)
        curves.clicked.connect(self.moment_chosen)
        self._add(curves)
        return curves

    @cached_property
    def heatmap(self) -> Heatmap:
        """A row for each class."""
        heatmap = Heatmap(
            self._title,
            self.tr("class"),
            with_bar=False,
            square_cells=False,
            show_title=False,
            interactive=False,
            diverging=False,
        )
        heatmap.describe = self._describe
        heatmap.cell_clicked.connect(lambda cell: self.moment_chosen.emit(cell.column))
        self._add(heatmap)
        return heatmap

    def _add(self, chart: Chart) -> None:
        self.addWidget(chart)
        chart.view.viewport().installEventFilter(self)

    def show_replay(self, replay: Replay, names: list[str]) -> None:
        """Show the answers to classes with these names."""
        self._replay, self._names = replay, names
        self._fill()

    def show_kind(self, kind: Kind) -> None:
        """Show the same in another way."""
        self.kind = kind
        self._fill()

    def show_only(self, place: int) -> None:
        """Fade all classes but one; -1 fades none."""
        self._only = place
        self.curves.show_only(None if place < 0 or not self._names else self._names[place])

    def show_moment(self, moment: int) -> None:
        """Mark a moment."""
        self.moment = moment
        if self.kind is Kind.HEATMAP:
            self.heatmap.mark(0, moment, len(self._names), 1)
        else:
            self.curves.show_cursor(moment)

    def _fill(self) -> None:
        replay = self._replay
        if replay is None:
            return
        self.setCurrentWidget(self.heatmap if self.kind is Kind.HEATMAP else self.curves)
        if self.kind is Kind.HEATMAP:
            self.heatmap.show_labels(self._names)
            self.heatmap.show_values(replay.probabilities.T, Scale(0, 1))
        else:
            shares = dict(zip(self._names, replay.probabilities.T, strict=True))
            self.curves.clear()
            self.curves.name_x(self.tr("epoch") if replay.is_by_epoch else self.tr("seconds"))
            if self.kind is Kind.STACKED:
                self.curves.show_stacked(replay.moments, shares)
            else:
                for place, (name, share) in enumerate(shares.items()):
                    colour = partial(self.curves.class_colour, place)
                    self.curves.show_curve(name, replay.moments, share, colour=colour)
                if replay.non_digit.max() > LEAST_NON_DIGIT:
                    text = self.tr("not a digit")
                    self.curves.show_curve(text, replay.moments, replay.non_digit, faint=True)
            self.curves.show_marks(replay.starts)
            self.curves.show_range(y=(0, 1))
            self.show_only(self._only)
        self.show_moment(min(self.moment, len(replay.moments) - 1))

    def _describe(self, cell: Cell) -> str:
        assert self._replay is not None  # noqa: S101 - there are cells only with a replay
        moment = f"{self._replay.moments[cell.column]:.4g}"
        return self.tr("{name} at {moment}").format(name=self._names[cell.row], moment=moment)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dragging selects moments as the pointer passes them."""
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseMove
            and event.buttons() & Qt.MouseButton.LeftButton
        ):
            chart = self.heatmap if self.kind is Kind.HEATMAP else self.curves
            chart.on_click(event.position())
        return super().eventFilter(watched, event)
