"""Inspector page: switch units off or edit weights, and see how the answer changes.

Changes are made on the left, their effects are shown on the right.

    [Switch off filters of conv 2 v]                   [Undo] [Redo] [Reset]
    +----------------------------------+  The answer      before and after
    |  [ ] [x] [ ] [ ] [ ]             |  Test digits     99.66 % -> 99.12 %
    |  [ ] [ ] [ ] [x] [ ]             |  Changes         conv2: filter 1 off
    +----------------------------------+  [x] Use copy on the pad
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QInputDialog, QStackedWidget

from digitpad.common.errors import DigitpadError
from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.inspector.experiment_editors import (
    Subject,
    UnitSwitches,
    WeightEditor,
    explanation_of,
    subjects_of,
)
from digitpad.gui.inspector.experiment_outcome import ExperimentOutcome
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget, tensor_target
from digitpad.gui.pad.threshold import with_threshold
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, push_button, row
from digitpad.ink.strokes import Ink
from digitpad.inspection.experiments import Experiment
from digitpad.library.model_file import Model
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer


class ExperimentsPage(Page):
    """Experiments with a copy of the model."""

    is_live = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr("Change the model and see the effect on the answer.")
        self.experiment: Experiment | None = None
        self._recognition: Recognition | None = None
        self.subject_list = QComboBox()
        self.subject_list.setAccessibleName(self.tr("What to change"))
        self.subject_list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.subject_list.setMaxVisibleItems(20)
        self.units = UnitSwitches()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.units)
        self.outcome = ExperimentOutcome()
        self.undo_button = push_button(self.tr("&Undo"), self.undo)
        self.redo_button = push_button(self.tr("&Redo"), self.redo)
        self.reset_button = push_button(self.tr("Rese&t"), self.reset)
        buttons = self.undo_button, self.redo_button, self.reset_button
        above = row(self.subject_list, None, *buttons)
        below = row((self.stack, 1), self.outcome, spacing=theme.GAP_LARGE)
        self.set_content(column(above, (below, 1), spacing=theme.GAP))
        self._connect()

    def _connect(self) -> None:
        self.subject_list.activated.connect(self._show_subject)
        self.units.toggled.connect(self._toggle)
        self.outcome.trial_requested.connect(self._answer_on_pad)
        self.outcome.save_requested.connect(self._ask_and_save_copy)
        self.session.trial_changed.connect(self._show_trial)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            # The live pad beside the page has the same keys.
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Called by the page's base and the inspector window

    def forget_model(self) -> None:
        """End the experiment."""
        self.experiment = None
        self.outcome.accuracy.use_original(None)

    def show_model(self, recognizer: Recognizer) -> None:
        """Start with a copy of this model."""
        # Without the threshold of the user, which a saved copy must not have.
        model = self.session.model or recognizer.model
        self.experiment = Experiment(model)
        self.outcome.accuracy.use_original(model)
        self._fill_subjects(self.experiment)
        self.show_content()
        self._show_subject()
        self._show_state()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Show the answers of both models."""
        self._recognition = recognition
        if self.experiment is not None:
            self.units.show_drawing(self._picture())
            self._show_answers()

    def _show_trial(self) -> None:
        """Show whether the pad answers with the copy; the trial may have ended elsewhere."""
        trial = self.session.trial
        self.outcome.trial.setChecked(trial is not None and trial.kind == "experiment")

    def save_targets(self) -> list[SaveTarget]:
        """The page as pictures, and the current tensor as numbers."""
        if self.experiment is None:
            return []
        targets = [self.page_target("experiment")]
        if self.subject.kind == "weights":
            name = self.subject.name
            tensor = self.experiment.tensors()[name]
            text = self.tr("{name} (numbers)…").format(name=name)
            targets.append(tensor_target(text, name.replace(".", "-"), tensor))
        return targets

    # User actions

    @cached_property
    def weights(self) -> WeightEditor:
        """The editor of weights; made when first needed, since that takes a while."""
        weights = WeightEditor()
        weights.weight_set.connect(self._set_weight)
        self.stack.addWidget(weights)
        return weights

    @property
    def subject(self) -> Subject:
        """The subject being changed."""
        chosen: Subject = self.subject_list.currentData()
        return chosen

    def undo(self) -> None:
        """Undo the last change."""
        if self.experiment is not None and self.experiment.can_undo:
            self.experiment.undo()
            self._on_changed()

    def redo(self) -> None:
        """Redo the last undone change."""
        if self.experiment is not None and self.experiment.can_redo:
            self.experiment.redo()
            self._on_changed()

    def reset(self) -> None:
        """Revert all changes; can be undone."""
        if self.experiment is not None:
            self.experiment.reset()
            self._on_changed()

    def save_copy(self, name: str) -> None:
        """Save the changed copy under a new name."""
        if self.experiment is None:
            return
        try:
            self.experiment.save_as(name)
        except (DigitpadError, OSError) as error:
            self.problem_found.emit(translated(error))
        else:
            self.message_shown.emit(self.tr("Saved as {name} in your models.").format(name=name))
            self.session.refresh_models()

    def _ask_and_save_copy(self) -> None:
        if self.experiment is None:
            return
        first = f"{self.experiment.original.description.name}-changed"
        title, question = self.tr("Save modified copy"), self.tr("Name of the new model:")
        name, agreed = QInputDialog.getText(self, title, question, text=first)
        if agreed:
            self.save_copy(name)

    def _toggle(self, unit: int) -> None:
        if self.experiment is None:
            return
        layer = self.subject.name
        switch = self.experiment.switch_off
        if self.experiment.is_off(layer, unit):
            switch = self.experiment.switch_on
        switch(layer, unit)
        self._on_changed()

    def _set_weight(self, index: tuple[int, ...], value: float) -> None:
        if self.experiment is not None:
            self.experiment.set_weight(self.subject.name, index, value)
            self._on_changed()

    def _answer_on_pad(self, wished: bool) -> None:
        if self.experiment is None:
            return
        if not wished:
            self.session.end_trial("experiment")
            return
        copy = self.experiment.model
        original = self.experiment.original.description.name
        name = self.tr("modified copy of {model}").format(model=original)
        recognizer = Recognizer(Model(copy.description.changed(name=name), copy.classifier))
        threshold = self.session.threshold_of(original)
        self.session.begin_trial(with_threshold(recognizer, threshold), "experiment")

    # Content

    def _on_changed(self) -> None:
        """Update everything after a change."""
        self.message_shown.emit("")
        self._show_state()
        if self.outcome.trial.isChecked():
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
        self.explain(explanation_of(subject))
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
        answers = [
            None if picture is None else model.classifier.predict_proba(picture[None])[0]
            for model in (experiment.original, experiment.model)
        ]
        self.outcome.show_answers(self.class_names, *answers)

    def _picture(self) -> FloatArray | None:
        return None if self._recognition is None else self._recognition.stages.network_input

    def _fill_subjects(self, experiment: Experiment) -> None:
        self.subject_list.clear()
        subjects = subjects_of(experiment)
        for subject in subjects:
            self.subject_list.addItem(subject.title, subject)
        of_units = sum(subject.kind != "weights" for subject in subjects)
        if 0 < of_units < len(subjects):
            self.subject_list.insertSeparator(of_units)
