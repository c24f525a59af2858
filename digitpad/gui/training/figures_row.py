"""The numbers of a run in large figures: accuracy, loss, learning rate, speed, time."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.training.durations import duration, rough
from digitpad.gui.training.run_record import Phase, RunRecord
from digitpad.gui.training.steady_text import SteadyText
from digitpad.gui.wording import percent

_UNKNOWN = "–"
_FIGURES = ("accuracy", "loss", "learning_rate", "speed", "elapsed", "left")


class FiguresRow(QWidget):
    """Six numbers side by side, each with its name above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {name: QLabel() for name in _FIGURES}
        self._values = {name: SteadyText(_UNKNOWN) for name in _FIGURES}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        for name in _FIGURES:
            label, value = self._names[name], self._values[name]
            label.setProperty("tone", "quiet")
            value.setFont(theme.weighted(theme.scaled(self.font(), 1.35), QFont.Weight.DemiBold))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label)
            column.addWidget(value)
            line.addLayout(column, 1)
        self._translate()

    def text(self, name: str) -> str:
        """What is written for one of them."""
        return self._values[name].text()

    def show_record(self, record: RunRecord) -> None:
        """Write what is known now."""
        accuracy, loss = _latest(record)
        texts = {
            "accuracy": _UNKNOWN if math.isnan(accuracy) else percent(accuracy),
            "loss": _UNKNOWN if math.isnan(loss) else f"{loss:.4f}",
            "learning_rate": _UNKNOWN
            if math.isnan(record.last_rate)
            else f"{record.last_rate:.3g}",
            "speed": _speed(record),
            "elapsed": duration(record.clock.seconds),
            "left": _left(record),
        }
        for name, text in texts.items():
            self._values[name].setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        words = {
            "accuracy": (
                self.tr("Accuracy"),
                self.tr(
                    "The share of right answers, on digits held out where there are any, after "
                    "the last epoch; before that, on the batches so far."
                ),
            ),
            "loss": (
                self.tr("Loss"),
                self.tr("How wrong the answers are, and how sure of it: 0 would be perfect."),
            ),
            "learning_rate": (
                self.tr("Learning rate"),
                self.tr("How far the weights move in a step now."),
            ),
            "speed": (
                self.tr("Pictures a second"),
                self.tr("How many pictures are learned from in a second."),
            ),
            "elapsed": (self.tr("Elapsed"), self.tr("How long it has been learning.")),
            "left": (self.tr("Left"), self.tr("How long it will take at this speed.")),
        }
        for name, (label, sentence) in words.items():
            self._names[name].setText(label)
            for widget in (self._names[name], self._values[name]):
                widget.setToolTip(f"<p>{sentence}</p>")
            self._values[name].set_caption(label)


def _latest(record: RunRecord) -> tuple[float, float]:
    """Accuracy and loss that count: held out before learned from, an epoch before batches."""
    if record.history:
        epoch = record.history[-1]
        if not math.isnan(epoch.validation_accuracy):
            return epoch.validation_accuracy, epoch.validation_loss
        return epoch.accuracy, epoch.loss
    _, accuracy = record.accuracy.points()
    _, loss = record.loss.points()
    if not len(loss):
        return math.nan, math.nan
    return float(accuracy[-1]), float(loss[-1])


def _speed(record: RunRecord) -> str:
    if record.phase is not Phase.TRAINING or math.isnan(record.images_per_second):
        return _UNKNOWN
    return f"{record.images_per_second:,.0f}"


def _left(record: RunRecord) -> str:
    return _UNKNOWN if math.isnan(record.seconds_left) else rough(record.seconds_left)
