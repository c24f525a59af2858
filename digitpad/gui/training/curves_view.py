"""Loss, accuracy and learning rate as they come: one line for batches, marks for epochs.

What the batches say is faint, since each is only a few digits; the marks at the end of each epoch
count. Blue learned from these digits, orange has never seen them.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.plot import round_steps
from digitpad.gui.training.live_plot import LivePlot
from digitpad.gui.training.pacing import Pacing
from digitpad.gui.training.run_record import RunRecord
from digitpad.gui.training.thinned import Line

_RATE_HEIGHT = 92
_GAPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Shares of wrong answers that are at the lower end of the view of accuracy."""

_LEAST = 1e-4
"""Losses below are shown as this; a logarithm has no zero."""


def loss_ticks(low: float, high: float) -> tuple[float, ...]:
    """All of 1, 2, 5 times a power of ten in view, as logarithms; fewer with a wide view."""
    steps = (1, 2, 5) if high - low < 2.2 else (1,)
    powers = range(math.floor(low) - 1, math.ceil(high) + 1)
    places = [power + math.log10(step) for power in powers for step in steps]
    return tuple(place for place in places if low <= place <= high)


def loss_text(_ticks: tuple[float, ...]) -> Callable[[float], str]:
    """`0.05` rather than `-1.3`."""
    return lambda value: f"{10**value:.4g}"


def _percent_text(ticks: tuple[float, ...]) -> Callable[[float], str]:
    """As many decimals as the steps need."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    decimals = 0 if step >= 0.0099 else 1 if step >= 0.00099 else 2
    return lambda value: f"{value:.{decimals}%}"


def _plain_text(_ticks: tuple[float, ...]) -> Callable[[float], str]:
    return "{:g}".format


class CurvesView(QWidget):
    """Three plots over the same epochs. `PARTS` show a record as it is now, one piece each."""

    def __init__(self, pacing: Pacing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss = LivePlot(pacing, loss_ticks, loss_text, is_faint=True)
        self.accuracy = LivePlot(
            pacing, lambda low, high: round_steps(low, high, 4), _percent_text, is_faint=True
        )
        self.rate = LivePlot(pacing, lambda low, high: round_steps(low, high, 2), _plain_text)
        self.rate.setFixedHeight(_RATE_HEIGHT)
        self._titles = QLabel(), QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for title, plot, stretch in zip(self._titles, self._plots(), (3, 3, 0), strict=True):
            column.addWidget(title)
            column.addWidget(plot, stretch)
        self._translate()

    def _plots(self) -> tuple[LivePlot, LivePlot, LivePlot]:
        return self.loss, self.accuracy, self.rate

    def show_loss(self, record: RunRecord) -> None:
        """Draw the losses of the batches."""
        x, y = record.loss.points()
        logarithms, of_epochs = _log(y), _log(_of_epochs(record, "loss"))
        self.loss.show_line(x, logarithms)
        self.loss.show_changes(record.changed_at)
        everything = np.concatenate([logarithms, of_epochs.ravel()])
        self.loss.look_at(record.epochs, *loss_view(everything))

    def show_losses_of_epochs(self, record: RunRecord) -> None:
        """Draw the marks on them."""
        self.loss.show_marks(_log(_of_epochs(record, "loss")))

    def show_accuracy(self, record: RunRecord) -> None:
        """Draw the batches' shares of right answers."""
        x, y = record.accuracy.points()
        self.accuracy.show_line(x, y)
        self.accuracy.show_changes(record.changed_at)
        self.accuracy.look_at(record.epochs, accuracy_view(y, _of_epochs(record, "accuracy")), 1.0)

    def show_accuracies_of_epochs(self, record: RunRecord) -> None:
        """Draw the marks on them."""
        self.accuracy.show_marks(_of_epochs(record, "accuracy"))

    def show_rate(self, record: RunRecord) -> None:
        """Draw the learning rate, and where somebody changed something."""
        x, y = record.learning_rate.points()
        self.rate.show_line(x, y)
        self.rate.show_changes(record.changed_at)
        self.rate.look_at(record.epochs, 0.0, rate_view(y))

    PARTS = (
        show_loss,
        show_losses_of_epochs,
        show_accuracy,
        show_accuracies_of_epochs,
        show_rate,
    )

    def clear(self) -> None:
        """A new run."""
        nothing = np.empty(0)
        for plot in self._plots():
            plot.show_line(nothing, nothing)
            plot.show_marks(np.empty((0, 2)))
            plot.show_changes(())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange}:
            self._translate()
        super().changeEvent(event)

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
        for plot, name in zip(self._plots(), names, strict=True):
            plot.setAccessibleName(self.tr("Curve: {name}").format(name=name))
            plot.setToolTip(
                "<p>"
                + self.tr(
                    "From the first epoch to the last. The faint line are single batches, the "
                    "dots whole epochs."
                )
                + "</p>"
            )


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


def accuracy_view(values: Line, of_epochs: Line) -> float:
    """Where the view begins: below all epochs, while the first batches would squeeze all the rest.

    Args:
        values: of the batches.
        of_epochs: (epochs, 2), NaN where nothing was held out.
    """
    if not len(values):
        return 0.0
    lowest = np.append(of_epochs[np.isfinite(of_epochs)], np.sort(values)[len(values) // 10])
    gap = 1 - float(lowest.min())
    return 1 - min((step for step in _GAPS if step >= gap), default=1.0)
