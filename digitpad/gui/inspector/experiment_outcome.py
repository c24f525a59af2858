"""The outcome of an experiment: the answer, the accuracy, the list of changes, and buttons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLabel,
    QListWidget,
    QSizePolicy,
    QWidget,
)

from digitpad.common.threads import one_blas_thread
from digitpad.common.types import BoolArray, FloatArray
from digitpad.data.mnist import load_mnist
from digitpad.evaluation.metrics import in_timed_parts
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.charts.bars import BarChart
from digitpad.gui.inspector.experiment_editors import layer_titles
from digitpad.gui.inspector.page import panel_width
from digitpad.gui.translation import translated
from digitpad.gui.widgets import (
    ProgressBar,
    column,
    keep_space_when_hidden,
    plain_label,
    push_button,
)
from digitpad.gui.wording import number_text, percent
from digitpad.inspection.experiments import Experiment, edited
from digitpad.library.model_file import Model


class ExperimentOutcome(QWidget):
    """The right side of the experiments page.

    `trial_requested` carries whether the pad should use the changed copy; `save_requested` is
    emitted to save the copy.
    """

    trial_requested = Signal(bool)
    save_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(panel_width(self))
        answer, accuracy, changes = (
            plain_label(text, bold=True, wraps=True)
            for text in (
                self.tr("Answer before and after"),
                self.tr("Accuracy on the MNIST test set"),
                self.tr("Changes"),
            )
        )
        self.answer = BarChart(answer.text(), percent=True, show_title=False)
        self.answer.setMinimumHeight(14 * self.fontMetrics().lineSpacing())
        self.accuracy = AccuracyChange()
        self.changes = QListWidget()
        self.changes.setWordWrap(True)
        self.changes.setAccessibleName(changes.text())
        # It takes what room there is, so that the page need not scroll for it.
        policy = QSizePolicy.Policy
        self.changes.setSizePolicy(policy.Expanding, policy.Ignored)
        self.changes.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.trial = QCheckBox(self.tr("&Use copy on the pad"))
        self.trial.clicked.connect(self.trial_requested)
        self.save_copy_button = push_button(
            self.tr("&Save as new model…"), self.save_requested.emit
        )
        above = answer, (self.answer, 2), theme.GAP_SMALL, accuracy, self.accuracy
        below = theme.GAP_SMALL, changes, (self.changes, 1), self.trial, self.save_copy_button
        column(*above, *below, of=self)

    def show_state(self, experiment: Experiment) -> None:
        """Show the changes, and measure them."""
        self.accuracy.show_changed(experiment.model if experiment.is_changed else None)
        self.changes.clear()
        titles = layer_titles(experiment) if experiment.changes.off else {}
        for layer, unit in experiment.changes.off:
            text = self.tr("{layer}: unit {unit} is off")
            self.changes.addItem(text.format(layer=titles[layer], unit=unit))
        for (tensor, index), value in experiment.changes.weights.items():
            place = ", ".join(map(str, index))
            self.changes.addItem(f"{tensor} [{place}] = {number_text(value)}")
        if not experiment.is_changed:
            self.changes.addItem(self.tr("No changes"))
        self.save_copy_button.setEnabled(experiment.is_changed)
        self.trial.setEnabled(experiment.is_changed or self.trial.isChecked())

    def show_answers(
        self, names: list[str], before: FloatArray | None, after: FloatArray | None
    ) -> None:
        """Show the answers of the original and of the copy, (classes,); None without a drawing."""
        nothing = np.full(len(names), np.nan)
        groups = {
            self.tr("before"): nothing if before is None else before,
            self.tr("after"): nothing if after is None else after,
        }
        texts = [] if after is None else [[""] * len(names), [percent(p) for p in after.tolist()]]
        self.answer.show_bars(names, groups, (0, 1.25), texts)


@dataclass(frozen=True, slots=True, eq=False)
class AccuracyComparison:
    """Which digits a model classifies correctly, (N,) bool, before and after a change."""

    before: BoolArray
    after: BoolArray


class AccuracyChange(QWidget):
    """The accuracy on the test digits before and after, measured in the background.

    `measured` is emitted when `found` is new. The original is measured once.
    """

    measured = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._original: Model | None = None
        self._before: BoolArray | None = None
        self.found: AccuracyComparison | None = None
        self.job = BackgroundJob(self)
        self.job.partial_result.connect(self._keep_before)
        self.job.failed.connect(lambda error: self._write(translated(error)))
        self.figures, self.details = QLabel(), plain_label(tone="quiet", wraps=True)
        self.progress = ProgressBar()
        self.progress.setFixedHeight(4)
        self.job.progressed.connect(self.progress.show_progress)
        self.job.idle.connect(self.progress.hide)
        keep_space_when_hidden(self.progress)
        column(self.figures, self.details, self.progress, of=self)

    def use_original(self, model: Model | None) -> None:
        """Set the original model."""
        self._original, self._before = model, None
        self.show_changed(None)

    def show_changed(self, model: Model | None) -> None:
        """Measure this model; None means that nothing is changed."""
        self.job.cancel()
        self.found = None
        original, before = self._original, self._before
        self.progress.setVisible(model is not None)
        if model is None or original is None:
            self._write(self.tr("The accuracy is measured in the background after each change."))
            return
        self._write(self.tr("Classifying the test digits…"))
        self.progress.show_progress()
        self.job.start(lambda task: measure(original, model, before, task), then=self._show)

    def _keep_before(self, before: BoolArray) -> None:
        self._before = before

    def _show(self, found: AccuracyComparison) -> None:
        self.found = found
        text = self.tr("Of {count} digits, {lost} are newly misread and {won} newly correct.")
        before, after = found.before, found.after
        lost, won = (before & ~after).sum(), (after & ~before).sum()
        self._write(
            text.format(lost=lost, won=won, count=f"{len(after):,}"),
            f"{np.mean(before):.2%}  →  <b>{np.mean(after):.2%}</b>",
        )
        self.measured.emit()

    def _write(self, details: str, figures: str = "–") -> None:
        self.figures.setText(figures)
        self.details.setText(details)


def measure(
    original: Model, changed: Model, before: BoolArray | None, task: Task
) -> AccuracyComparison:
    """Measure both models on MNIST's test digits, in this thread, with copies.

    Args:
        original: measured unless `before` is given, and passed to the task as a partial result.
        changed: measured.
        before: (N,) bool, the digits that the original classifies correctly.
        task: for progress and cancelling.

    Raises:
        Cancelled: the task was cancelled.
    """
    # One core is left for the pad.
    with one_blas_thread():
        if before is None:
            before = _correct(original, task)
            task.show_partial(before)
        return AccuracyComparison(before, _correct(changed, task))


def _correct(model: Model, task: Task) -> BoolArray:
    digits = load_mnist("test").of_classes(model.classifier.classes_)
    # The pad uses the model meanwhile; a copy has its own buffers.
    classifier = edited(model, (), {}).classifier
    parts = in_timed_parts(len(digits.labels), task.progress, task.cancelled)
    return np.concatenate(
        [classifier.predict(digits.images[part]) == digits.labels[part] for part in parts]
    )
