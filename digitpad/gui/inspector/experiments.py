"""Page: what if? Units switched off, weights changed by hand, and what the answer makes of it.

On the left is what can be changed, on the right what comes of it.

    [Switch off filters of conv 2 v]              [undo] [redo] [start over]
    +----------------------------------+  The answer      before and after
    |  [ ] [x] [ ] [ ] [ ]             |  Test digits     99.66 % -> 99.12 %
    |  [ ] [ ] [ ] [x] [ ]             |  Changes         conv2: filter 1 off
    +----------------------------------+  [x] Answer with it on the pad
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.experiment_outcome import ExperimentOutcome, push
from digitpad.gui.inspector.experiment_subjects import Subject, explanation_of, subjects_of
from digitpad.gui.inspector.page import Page, SaveTarget
from digitpad.gui.inspector.saving import picture_target, tensor_target
from digitpad.gui.inspector.unit_switches import UnitSwitches
from digitpad.gui.inspector.weight_editor import WeightEditor
from digitpad.ink import Ink
from digitpad.inspection.experiments import Experiment
from digitpad.inspection.weights import output_names
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer
from digitpad.types import FloatArray


class ExperimentsPage(Page):
    """A copy of the model to play with."""

    is_live = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.experiment: Experiment | None = None
        self._recognition: Recognition | None = None
        self.subject_list = QComboBox()
        self.subject_list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.subject_list.setMaxVisibleItems(20)
        self.units = UnitSwitches()
        self.weights = WeightEditor()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.units)
        self.stack.addWidget(self.weights)
        self.outcome = ExperimentOutcome()
        self.undo_button = push(self.undo)
        self.redo_button = push(self.redo)
        self.reset_button = push(self.reset)
        self.set_content(self._laid_out())
        self._connect()
        self.translate()
        self.show_empty(self.tr("There is no model to experiment with."))

    def _connect(self) -> None:
        self.subject_list.activated.connect(self._show_subject)
        self.units.toggled.connect(self._toggle)
        self.weights.weight_set.connect(self._set_weight)
        self.outcome.trial_wished.connect(self._answer_on_pad)
        self.outcome.keep_wished.connect(self._ask_and_keep)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # What the window tells

    def explanation(self) -> str:
        """What one can do."""
        if self.experiment is not None and self.subject_list.count():
            return explanation_of(self.subject)
        return self.tr("Change the model, and see what the answer makes of it.")

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Play with this model from now on."""
        self.experiment = None if recognizer is None else Experiment(recognizer.model)
        self.outcome.use_original(None if recognizer is None else recognizer.model)
        if self.experiment is None:
            self.show_empty(self.tr("There is no model to experiment with."))
            return
        self._fill_subjects()
        self.show_content()
        self._show_subject()
        self._show_state()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Answer it with both."""
        self._recognition = recognition
        if self.experiment is not None:
            self.units.show_drawing(self._picture())
            self._show_answers()

    def trial_ended(self) -> None:
        """The pad answers with the model on disk again."""
        self.outcome.show_trial(on=False)

    def save_targets(self) -> list[SaveTarget]:
        """What can be seen as pictures, the tensor as it is now as numbers."""
        if self.experiment is None:
            return []
        text = self.tr("This page as a picture…")
        targets = [picture_target(text, "experiment", self)]
        if self.subject.kind == "weights":
            name = self.subject.name
            tensor = self.experiment.tensors()[name]
            text = self.tr("{name} as numbers…").format(name=name)
            targets.append(tensor_target(text, name.replace(".", "-"), tensor))
        return targets

    def shut_down(self) -> None:
        """Stop measuring."""
        self.outcome.shut_down()

    # What can be done

    @property
    def subject(self) -> Subject:
        """What is being changed."""
        chosen: Subject = self.subject_list.currentData()
        return chosen

    def undo(self) -> None:
        """Take the last change back."""
        if self.experiment is not None and self.experiment.can_undo:
            self.experiment.undo()
            self._take_change()

    def redo(self) -> None:
        """Make it again."""
        if self.experiment is not None and self.experiment.can_redo:
            self.experiment.redo()
            self._take_change()

    def reset(self) -> None:
        """Take all changes back; undo brings them again."""
        if self.experiment is not None:
            self.experiment.reset()
            self._take_change()

    def keep(self, name: str) -> None:
        """Save the changed copy under a new name."""
        if self.experiment is None:
            return
        try:
            self.experiment.save_as(name)
        except (DigitpadError, OSError) as error:
            self.problem_found.emit(in_words(error))
        else:
            self.model_kept.emit(name)

    def _ask_and_keep(self) -> None:
        if self.experiment is None:
            return
        first = f"{self.experiment.original.description.name}-changed"
        title, question = self.tr("Keep the changed copy"), self.tr("Name of the new model:")
        name, agreed = QInputDialog.getText(self, title, question, text=first)
        if agreed:
            self.keep(name)

    def _toggle(self, unit: int) -> None:
        if self.experiment is None:
            return
        layer = self.subject.name
        switch = self.experiment.switch_off
        if self.experiment.is_off(layer, unit):
            switch = self.experiment.switch_on
        switch(layer, unit)
        self._take_change()

    def _set_weight(self, index: tuple[int, ...], value: float) -> None:
        if self.experiment is not None:
            self.experiment.set_weight(self.subject.name, index, value)
            self._take_change()

    def _answer_on_pad(self, wished: bool) -> None:
        if self.experiment is not None:
            self.answer_with.emit(Recognizer(self.experiment.model) if wished else None)

    # What is shown

    def _take_change(self) -> None:
        """Something is different now."""
        self._show_state()
        if self.outcome.is_tried:
            self._answer_on_pad(True)

    def _show_state(self) -> None:
        experiment = self.experiment
        if experiment is None:
            return
        self.undo_button.setEnabled(experiment.can_undo)
        self.redo_button.setEnabled(experiment.can_redo)
        self.reset_button.setEnabled(experiment.is_changed)
        self.outcome.show_state(experiment)
        if self.subject.kind == "weights":
            self.weights.show_tensor(experiment, self.subject.name)
        else:
            self.units.show_off(experiment)
        self._show_answers()

    def _show_subject(self) -> None:
        if self.experiment is None:
            return
        subject = self.subject
        self.explanation_changed.emit()
        if subject.kind == "weights":
            self.stack.setCurrentWidget(self.weights)
            self.weights.show_tensor(self.experiment, subject.name)
        else:
            self.stack.setCurrentWidget(self.units)
            self.units.show_layer(self.experiment, subject, self._picture())

    def _show_answers(self) -> None:
        experiment, picture = self.experiment, self._picture()
        if experiment is None:
            return
        names = output_names(experiment.original.classifier)[:10]
        if picture is None:
            self.outcome.show_answers(names, None, None)
            return
        before, after = (
            model.classifier.predict_proba(picture[None])[0]
            for model in (experiment.original, experiment.model)
        )
        self.outcome.show_answers(names, np.asarray(before), np.asarray(after))

    def _picture(self) -> FloatArray | None:
        return None if self._recognition is None else self._recognition.stages.network_input

    def _fill_subjects(self) -> None:
        if self.experiment is None:
            return
        self.subject_list.clear()
        subjects = subjects_of(self.experiment)
        for subject in subjects:
            self.subject_list.addItem(subject.title, subject)
        of_units = sum(subject.kind != "weights" for subject in subjects)
        if 0 < of_units < len(subjects):
            self.subject_list.insertSeparator(of_units)

    # What it looks like

    def _laid_out(self) -> QWidget:
        above = QHBoxLayout()
        above.setSpacing(theme.GAP_SMALL)
        above.addWidget(self.subject_list)
        above.addStretch(1)
        for button in (self.undo_button, self.redo_button, self.reset_button):
            above.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP_LARGE)
        below.addWidget(self.stack, 1)
        below.addWidget(self.outcome)
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(above)
        column.addLayout(below, 1)
        return board

    def translate(self) -> None:
        """Write all texts in the language shown."""
        self.subject_list.setAccessibleName(self.tr("What to change"))
        self.undo_button.setText(self.tr("&Undo"))
        self.redo_button.setText(self.tr("&Redo"))
        self.reset_button.setText(self.tr("Start &over"))
        if self.experiment is not None:
            kept = self.subject_list.currentIndex()
            self._fill_subjects()
            self.subject_list.setCurrentIndex(kept)
            self._show_subject()
            self._show_state()
