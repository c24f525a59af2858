"""A run as it goes on: curves at the left, weights, confusion and changes at the right.

+--------------------------------------------------------------+
|  mlp, epoch 3 of 24          [=====-------------------]      |
|  Accuracy  Loss  Learning rate  Pictures/s  Elapsed  Left    |
|  loss curve                 |  weights     |  confusion      |
|  accuracy curve             |--------------|-----------------|
|  learning rate              |  histogram   |  changes        |
|  [ ] the pad answers with it    Pause  One more  Stop  Cancel |
+--------------------------------------------------------------+
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.training.changes_panel import ChangesPanel
from digitpad.gui.training.confusion_view import ConfusionView
from digitpad.gui.training.curves_view import CurvesView
from digitpad.gui.training.figures_row import FiguresRow
from digitpad.gui.training.machine_curve import MachineCurve, stage_text
from digitpad.gui.training.pacing import Pacing
from digitpad.gui.training.run_buttons import RunButtons
from digitpad.gui.training.run_record import Phase, RunRecord
from digitpad.gui.training.steady_text import SteadyText
from digitpad.gui.training.weights_view import Histogram, WeightsPicture
from digitpad.runs.events import EpochMeasured, RunEvent, WeightsShown
from digitpad.training_plan import TrainingPlan

_STEPS = 1000
_CONFUSION_SECONDS = 2.0
"""A hundred numbers take the longest to paint; a small network needs less for an epoch."""


class RunningView(QWidget):
    """Shows a `RunRecord` and keeps it up to date with `take`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record: RunRecord | None = None
        self._parts: tuple[Callable[[], None], ...] = (
            self._show_figures,
            *(partial(self._show_curve, show) for show in CurvesView.PARTS),
            self._show_weights,
            self._show_histogram,
            self._show_confusion,
        )
        self.pacing = Pacing(self._parts, self)
        self.title = SteadyText()
        self.title.setFont(theme.weighted(theme.scaled(self.font(), 1.2), QFont.Weight.DemiBold))
        self.progress = QProgressBar()
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.figures = FiguresRow()
        self.curves = CurvesView(self.pacing)
        self.machine_curve = MachineCurve(self.pacing)
        self.left = QStackedWidget()
        self.left.addWidget(self.curves)
        self.left.addWidget(self.machine_curve)
        self.weights, self.histogram = WeightsPicture(), Histogram()
        self.confusion, self.changes = ConfusionView(), ChangesPanel()
        self._weights_title = QLabel()
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.buttons = RunButtons()
        self._seen_weights: WeightsShown | None = None
        self._seen_confusion: EpochMeasured | None = None
        self._confusion_shown = -math.inf
        # Told while painting; the label is written afterwards.
        self.weights.shown_changed.connect(self._name_weights, Qt.ConnectionType.QueuedConnection)
        self._lay_out()
        self._translate()

    def begin(self, record: RunRecord) -> None:
        """Show a new run."""
        self.record = record
        self._seen_weights = self._seen_confusion = None
        self._confusion_shown = -math.inf
        is_machine = record.plan.is_machine
        self.curves.clear()
        self.machine_curve.clear()
        self.left.setCurrentWidget(self.machine_curve if is_machine else self.curves)
        self.figures.setVisible(not is_machine)
        self._right.setVisible(not is_machine)
        self.weights.show_weights(None)
        self.histogram.show_weights(None)
        self.confusion.show_confusion(None)
        self.changes.show_settings(record.plan.settings)
        self.buttons.begin(is_machine=is_machine)
        self.show_now()

    def take(self, events: list[RunEvent]) -> None:
        """What has happened since the last time."""
        if self.record is None:
            return
        before = self.record.phase
        for event in events:
            self.record.take(event)
        if self.record.phase is not before:
            self.buttons.show_phase(self.record.phase)
            self._show_figures()
            self.changes.setEnabled(self.record.phase in {Phase.TRAINING, Phase.PAUSED})
        if events and self.isVisible():
            self.pacing.ask()

    def show_now(self) -> None:
        """Show all that is known, at once."""
        for show in self._parts:
            show()

    def _show_figures(self) -> None:
        record = self.record
        if record is None:
            return
        self._translate()
        progress = record.progress
        self.progress.setRange(0, 0 if math.isnan(progress) else _STEPS)
        if not math.isnan(progress):
            self.progress.setValue(round(progress * _STEPS))
        if record.plan.is_machine:
            self.machine_curve.show_record(record)
        else:
            self.figures.show_record(record)

    def _show_curve(self, show: Callable[[CurvesView, RunRecord], None]) -> None:
        if self._network_record is not None:
            show(self.curves, self._network_record)

    def _show_weights(self) -> None:
        shown = None if self._network_record is None else self._network_record.weights
        if shown is not None and shown is not self._seen_weights:
            self._seen_weights = shown
            self.weights.show_weights(shown.weights)

    def _show_histogram(self) -> None:
        """How those weights spread that are seen."""
        self.histogram.show_weights(self._seen_weights)

    def _show_confusion(self) -> None:
        measured = None if self._network_record is None else self._network_record.confusion
        if measured is None or measured is self._seen_confusion:
            return
        if time.monotonic() - self._confusion_shown < _CONFUSION_SECONDS:
            self.pacing.ask()
            return
        self._seen_confusion, self._confusion_shown = measured, time.monotonic()
        self.confusion.show_confusion(measured.confusion, measured.epoch)

    @property
    def _network_record(self) -> RunRecord | None:
        """The record, where it is that of a network; a machine has neither epochs nor layers."""
        record = self.record
        return None if record is None or record.plan.is_machine else record

    def title_of(self, plan: TrainingPlan) -> str:
        """What is being trained, and how far it is."""
        record = self.record
        if record is None:
            return ""
        done, total = record.prepared.done, record.prepared.total
        fit = record.machine
        what = {
            Phase.STARTING: self.tr("starting …"),
            Phase.PREPARING: self.tr("drawing synthetic digits, {done} of {total}").format(
                done=f"{done:,}", total=f"{total:,}"
            ),
            Phase.TRAINING: self.tr("epoch {epoch} of {epochs}").format(
                epoch=min(record.epoch, record.epochs), epochs=record.epochs
            ),
            Phase.PAUSED: self.tr("paused in epoch {epoch} of {epochs}").format(
                epoch=record.epoch, epochs=record.epochs
            ),
            Phase.FINISHING: self.tr("measuring the finished model …"),
        }[record.phase]
        if plan.is_machine and fit is not None and record.phase is Phase.TRAINING:
            what = stage_text(fit.stage)
        if plan.is_machine and record.phase is Phase.PAUSED:
            what = self.tr("paused")
        return self.tr("{model}: {what}").format(model=plan.model, what=what)

    def _lay_out(self) -> None:
        seen = QVBoxLayout()
        seen.setSpacing(2)
        seen.addWidget(self._weights_title)
        seen.addWidget(self.weights, 1)
        seen.addSpacing(theme.GAP_SMALL)
        seen.addWidget(self.histogram)
        other = QVBoxLayout()
        other.setSpacing(theme.GAP)
        other.addWidget(self.confusion, 3)
        other.addWidget(self.changes, 2)
        self._right = QWidget()
        right = QHBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.GAP_LARGE)
        right.addLayout(seen, 1)
        right.addLayout(other, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP_LARGE)
        middle.addWidget(self.left, 4)
        middle.addWidget(self._right, 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.title)
        whole.addWidget(self.progress)
        whole.addWidget(self.figures)
        whole.addLayout(middle, 1)
        whole.addWidget(self.note)
        whole.addWidget(self.buttons)
        self._weights_title.setTextFormat(Qt.TextFormat.RichText)

    def _name_weights(self) -> None:
        shown, count = self.weights.shown_units, self.weights.unit_count
        after = ""
        if 0 < shown < count:
            after = self.tr("{shown} of {count} units").format(shown=shown, count=count)
        elif count:
            after = self.tr("{count} units").format(count=count)
        title = self.tr("First layer")
        self._weights_title.setText(f"<b>{title}</b> &nbsp; {after}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._name_weights()
        self.progress.setAccessibleName(self.tr("Progress"))
        record = self.record
        if record is None:
            return
        self.title.setText(self.title_of(record.plan))
        note = record.trouble or self.tr(
            "You can go on drawing, and close this window: training goes on."
        )
        if note != self.note.text():
            self.note.setText(note)
            self.note.setProperty("tone", "problem" if record.trouble else "quiet")
            self.note.style().polish(self.note)
