"""The view of a running training: curves, weights, confusion matrix and adjustable settings.

mlp: epoch 3 of 24            [ ] Use on the pad while training
[=====-------------------]
Accuracy  Loss  Learning rate  Images/s  Elapsed  Remaining
loss curve                 |  weights     |  confusion
accuracy curve             |--------------|-----------------
learning rate              |  histogram   |  changes
Pause  Add Epoch  Stop and Keep  Cancel
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtWidgets import (
    QGridLayout,
    QStackedWidget,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.help import set_help_topic
from digitpad.gui.training.changes_panel import ChangesPanel
from digitpad.gui.training.run_buttons import RunButtons
from digitpad.gui.training.run_charts import (
    ConfusionView,
    FitProgressView,
    RunCurves,
    WeightsView,
    stage_text,
)
from digitpad.gui.training.run_record import Phase, RunRecord
from digitpad.gui.widgets import Message, ProgressBar, column, plain_label, row, scrolled
from digitpad.gui.wording import approximate_duration, duration, percent
from digitpad.jobs.events import RunEvent

_STEPS = 1000
_UNKNOWN = "–"


class RunningView(QWidget):
    """Shows a `RunRecord`. `handle` updates the record, `refresh` shows it as it is now."""

    def __init__(self) -> None:
        super().__init__()
        self.record: RunRecord | None = None
        self._is_current = False
        self.title = plain_label(wraps=True, bold=True, size=1.2)
        self.progress = ProgressBar()
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.metrics = MetricsRow()
        self.curves, self.fit_progress = RunCurves(), FitProgressView()
        self.left = QStackedWidget()
        self.left.addWidget(self.curves)
        self.left.addWidget(self.fit_progress)
        self.weights, self.confusion = WeightsView(), ConfusionView()
        self.changes = ChangesPanel()
        self.note = Message()
        self.buttons = RunButtons()
        self.buttons.focus_lost.connect(self.focus_content)
        for widget, topic in (
            (self, "curves"),
            (self.metrics, "curves#figures"),
            (self.changes, "training#while-training"),
            (self.buttons, "training#while-training"),
        ):
            set_help_topic(widget, topic)
        self._lay_out()

    def begin(self, record: RunRecord) -> None:
        """Show a new run."""
        self.record = record
        has_epochs = record.plan.kind.trains_in_epochs
        self.curves.clear()
        self.fit_progress.clear()
        self.left.setCurrentWidget(self.curves if has_epochs else self.fit_progress)
        self.metrics.setVisible(has_epochs)
        self._right.setVisible(has_epochs)
        self.weights.show_weights(None)
        self.confusion.show_measured(None)
        self.changes.show_settings(record.plan.settings)
        self.buttons.begin(has_epochs=has_epochs)
        self.refresh()

    def focus_content(self) -> None:
        """Set the focus on the content, where Space and Return do nothing."""
        is_network = self.left.currentWidget() is self.curves
        (self.curves.loss if is_network else self.fit_progress.chart).setFocus()

    def handle(self, events: Iterable[RunEvent]) -> None:
        """Update the record with new events."""
        if self.record is None:
            return
        before = self.record.phase
        for event in events:
            self.record.handle(event)
            self._is_current = False
        if self.record.phase is not before:
            self.buttons.show_phase(self.record.phase)
            self.changes.setEnabled(self.record.phase in {Phase.TRAINING, Phase.PAUSED})

    def refresh_if_needed(self) -> None:
        """Show the record if it has changed and the view is visible."""
        if not self._is_current and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the record as it is now."""
        record = self.record
        if record is None:
            return
        self._is_current = True
        self.title.setText(self._title_of(record))
        progress = record.progress
        self.progress.setRange(0, 0 if math.isnan(progress) else _STEPS)
        if not math.isnan(progress):
            self.progress.setValue(round(progress * _STEPS))
        note = self.tr("You can keep drawing and close this window; training continues.")
        self.note.show_text(record.problem or note, is_problem=bool(record.problem))
        if not record.plan.kind.trains_in_epochs:
            self.fit_progress.show_record(record)
            return
        self.metrics.show_record(record)
        self.curves.show_record(record)
        if record.weights is not None:
            self.weights.show_weights(record.weights)
        if record.confusion is not None:
            self.confusion.show_measured(record.confusion)

    def _title_of(self, record: RunRecord) -> str:
        """The name of the model and the current phase."""
        done, total = record.prepared.done, record.prepared.total
        fit, has_epochs = record.fit_progress, record.plan.kind.trains_in_epochs
        phase_text = {
            Phase.STARTING: self.tr("starting …"),
            Phase.PREPARING: self.tr("drawing the added ink, {done} of {total}").format(
                done=f"{done:,}", total=f"{total:,}"
            ),
            Phase.TRAINING: self.tr("epoch {epoch} of {epochs}").format(
                epoch=min(record.epoch, record.epochs), epochs=record.epochs
            ),
            Phase.PAUSED: self.tr("paused in epoch {epoch} of {epochs}").format(
                epoch=record.epoch, epochs=record.epochs
            ),
            Phase.FINISHING: self.tr("evaluating the finished model …"),
        }[record.phase]
        if not has_epochs and fit is not None and record.phase is Phase.TRAINING:
            phase_text = stage_text(fit.stage)
        if not has_epochs and record.phase is Phase.PAUSED:
            phase_text = self.tr("paused")
        text = self.tr("{model}: {phase_text}")
        return text.format(model=record.plan.model, phase_text=phase_text)

    def _lay_out(self) -> None:
        self._right, content = QWidget(), QWidget()
        last = column((self.confusion, 3), (self.changes, 2), spacing=theme.GAP)
        row((self.weights, 1), (last, 1), spacing=theme.GAP_LARGE, of=self._right)
        middle = row((self.left, 4), (self._right, 6), spacing=theme.GAP_LARGE)
        column(self.metrics, (middle, 1), spacing=theme.GAP, of=content)
        # With large letters and a pad at the side, it does not fit on small screens.
        area = scrolled(content), 1
        head = row((self.title, 1), self.buttons.live_switch)
        whole = head, self.progress, area, self.note, self.buttons
        column(*whole, spacing=theme.GAP, of=self)


class MetricsRow(QWidget):
    """Six numbers side by side, each below its name."""

    def __init__(self) -> None:
        super().__init__()
        texts = {
            "accuracy": (
                self.tr("Accuracy"),
                self.tr(
                    "The share of correct answers after the last epoch, on the validation set if "
                    "there is one; during the first epoch, on the current batches."
                ),
            ),
            "loss": (
                self.tr("Loss"),
                self.tr(
                    "Cross-entropy between predicted probabilities and true digits; less is better."
                ),
            ),
            "learning_rate": (
                self.tr("Learning rate"),
                self.tr("The current step size of the optimizer."),
            ),
            "speed": (self.tr("Images/s"), self.tr("Training images processed per second.")),
            "elapsed": (self.tr("Elapsed"), self.tr("Training time so far, without pauses.")),
            "left": (
                self.tr("Remaining"),
                self.tr("Estimated time to the end at the current speed."),
            ),
        }
        self.values = {
            name: plain_label(_UNKNOWN, selectable=True, bold=True, size=1.35) for name in texts
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(0)
        for place, (name, (label, sentence)) in enumerate(texts.items()):
            caption, value = plain_label(label, tone="quiet"), self.values[name]
            value.setAccessibleName(label)
            for widget in (caption, value):
                widget.setToolTip(f"<p>{sentence}</p>")
            grid.addWidget(caption, 0, place)
            grid.addWidget(value, 1, place)
            grid.setColumnStretch(place, 1)

    def show_record(self, record: RunRecord) -> None:
        """Show the current numbers."""
        accuracy, loss = _latest(record)
        is_moving = record.phase is Phase.TRAINING and not math.isnan(record.images_per_second)
        texts = {
            "accuracy": _UNKNOWN if math.isnan(accuracy) else percent(accuracy),
            "loss": _UNKNOWN if math.isnan(loss) else f"{loss:.4f}",
            "learning_rate": _UNKNOWN
            if math.isnan(record.last_rate)
            else f"{record.last_rate:.3g}",
            "speed": f"{record.images_per_second:,.0f}" if is_moving else _UNKNOWN,
            "elapsed": duration(record.clock.seconds),
            "left": _UNKNOWN
            if math.isnan(record.seconds_left)
            else approximate_duration(record.seconds_left),
        }
        for name, text in texts.items():
            self.values[name].setText(text)


def _latest(record: RunRecord) -> tuple[float, float]:
    """Accuracy and loss of the last epoch, on the validation set if possible, else of batches."""
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
