"""What comes of an experiment: the answer, the test digits, the list of changes, and what next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.inspector.accuracy_change import AccuracyChange
from digitpad.gui.inspector.answer_change import AnswerChange
from digitpad.gui.inspector.experiment_subjects import layer_titles
from digitpad.gui.wording import number_text
from digitpad.inspection.experiments import Experiment
from digitpad.modelfile import Model
from digitpad.types import FloatArray

_WIDTH = 300


class ExperimentOutcome(QWidget):
    """The right side of the experiments.

    `trial_wished` says whether the pad is to answer with the copy, `keep_wished` that the copy is
    to be saved.
    """

    trial_wished = Signal(bool)
    keep_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment: Experiment | None = None
        self.setFixedWidth(_WIDTH)
        self.titles = [QLabel() for _ in range(3)]
        for title in self.titles:
            title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.answer = AnswerChange()
        self.accuracy = AccuracyChange()
        self.changes = QListWidget()
        self.changes.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.trial = QCheckBox()
        self.trial.clicked.connect(self.trial_wished)
        self.keep_button = push(self.keep_wished.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        parts = (self.answer, self.accuracy, self.changes)
        for title, part in zip(self.titles, parts, strict=True):
            column.addWidget(title)
            column.addWidget(part, 1 if part is self.changes else 0)
            if part is not self.changes:
                column.addSpacing(theme.GAP_SMALL)
        column.addWidget(self.trial)
        column.addWidget(self.keep_button)
        self._translate()

    @property
    def is_tried(self) -> bool:
        """Whether the pad answers with the copy."""
        return self.trial.isChecked()

    def use_original(self, model: Model | None) -> None:
        """Begin anew with this model."""
        self.accuracy.use_original(model)
        self.show_trial(on=False)

    def show_trial(self, *, on: bool) -> None:
        """Whether the pad answers with the copy, without wishing for it."""
        self.trial.setChecked(on)

    def show_state(self, experiment: Experiment) -> None:
        """Show what is changed, and have it measured."""
        self._experiment = experiment
        self.accuracy.show_changed(experiment.model if experiment.is_changed else None)
        self._write_changes()

    def show_answers(
        self, names: tuple[str, ...], before: FloatArray | None, after: FloatArray | None
    ) -> None:
        """Show the answer of the original and of the copy."""
        self.answer.show_change(names, before, after)

    def shut_down(self) -> None:
        """Stop measuring."""
        self.accuracy.shut_down()

    def _write_changes(self) -> None:
        self.changes.clear()
        experiment = self._experiment
        if experiment is None:
            return
        titles = layer_titles(experiment) if experiment.changes.off else {}
        for layer, unit in experiment.changes.off:
            text = self.tr("{layer}: number {unit} is off")
            self.changes.addItem(text.format(layer=titles[layer], unit=unit))
        for (tensor, index), value in experiment.changes.weights.items():
            place = ", ".join(map(str, index))
            self.changes.addItem(f"{tensor} [{place}] = {number_text(value)}")
        if not experiment.is_changed:
            self.changes.addItem(self.tr("Nothing is changed"))
        self.keep_button.setEnabled(experiment.is_changed)
        self.trial.setEnabled(experiment.is_changed or self.trial.isChecked())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        texts = (
            self.tr("The answer, before and after"),
            self.tr("MNIST's test digits"),
            self.tr("Changes"),
        )
        for title, text in zip(self.titles, texts, strict=True):
            title.setText(text)
        self.answer.setAccessibleName(texts[0])
        self.changes.setAccessibleName(texts[2])
        self.trial.setText(self.tr("&Answer with the copy on the pad"))
        self.keep_button.setText(self.tr("&Keep under a new name…"))
        self._write_changes()


def push(action: Callable[[], object]) -> QPushButton:
    """A button that acts when it is pressed, and never because return was."""
    button = QPushButton()
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: action())
    return button
