"""Corrections of answers: what the user says a drawing is, and the model that learns it.

A click on a digit's bar, its key or its menu entry marks the selected digit. It is stored among the
own samples, and the selected model is fine-tuned on all of them in the background.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from digitpad.common.errors import DigitpadError
from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import as_bytes
from digitpad.data.own_samples import NewSample
from digitpad.gui.actions import Actions
from digitpad.gui.pad.doubtful_label import LabelQuestion, is_doubtful
from digitpad.gui.pad.learner import Learner
from digitpad.gui.pad.learning_note import LearningNote
from digitpad.gui.pad.personal_model import LearningResult, UndoStep
from digitpad.gui.pad.probability_bars import ProbabilityBars
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.ink.strokes import Ink
from digitpad.library.listing import base_name
from digitpad.library.model_file import Model

if TYPE_CHECKING:
    from digitpad.gui.samples.browser import SampleBrowser
    from digitpad.gui.samples.sample_recorder import SampleRecorder


class Corrections(QObject):
    """Teaches the selected model, and opens the windows of the samples.

    Args:
        session: what all windows share.
        bars, note, actions, window: of the main window.
        finish_reading: lets a change of the drawing be read now that still waits.

    Attributes:
        learner: fine-tunes in the background.
        question: the open question about a doubtful label; None while there is none.
        browser: the window of the samples; None until it is first opened.
        recorder: the window in which samples are recorded; None until it is first opened.
    """

    def __init__(
        self,
        session: Session,
        bars: ProbabilityBars,
        note: LearningNote,
        actions: Actions,
        window: QWidget,
        *,
        finish_reading: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._finish_reading = finish_reading
        self._session = session
        self._note = note
        self._actions = actions
        self._window = window
        self._last_correction: tuple[object, int, str] | None = None
        self.learner = learner = Learner(session, self)
        self.question: LabelQuestion | None = None
        self.browser: SampleBrowser | None = None
        self.recorder: SampleRecorder | None = None
        bars.digit_chosen.connect(self.correct)
        bars.approached.connect(self._prepare)
        for label, action in actions.mark_as.items():
            action.triggered.connect(lambda _=False, label=label: self.correct(label))
        for asked in (note.undo_requested, actions.undo_correction.triggered):
            asked.connect(learner.undo_learning)
        actions.samples.triggered.connect(self.open_samples)
        actions.record_samples.triggered.connect(self.open_recorder)
        session.drawing_changed.connect(self._update_actions)
        session.selected_changed.connect(self._update_actions)
        session.samples_changed.connect(self._forget_last_correction)
        learner.began.connect(note.show_beginning)
        learner.learned.connect(self._on_learned)
        learner.undone.connect(self._on_undone)
        learner.failed.connect(self._on_failed)
        self._update_actions()

    # Corrections

    def correct(self, label: int) -> None:
        """Mark the selected digit as `label`: 0 to 9, or `NON_DIGIT`.

        A label that the model finds nearly impossible is asked about first. Repeating the same
        correction has no effect.
        """
        # What is marked is what lies on the pad, with the answer to it.
        self._finish_reading()
        session = self._session
        answering, selected, drawing = session.answering, session.selected, session.drawing
        shown = drawing.shown.recognition
        if answering is None or selected is None or shown is None or self.question is not None:
            return
        if shown.stages is session.opened_digit:
            # What a model is tested on must not be what it learns from.
            self._note.show_problem(
                self.tr("This digit is not learned: it is from a data set or from your samples.")
            )
            return
        ink: Ink | None = drawing.shown.ink_of_digit(drawing.ink)
        stages = shown.stages
        if ink is None or ink.is_empty:
            # The digit comes from a picture, not from ink.
            ink = None
        elif (whole := answering.recognize_ink(ink)) is not None:
            # Learn from the fully preprocessed digit, even if steps are skipped on the screen.
            stages = whole.stages
        correction = (stages if ink is None else ink.strokes, label, base_name(selected.name))
        if correction == self._last_correction:
            return
        sample = NewSample(
            label,
            as_bytes(stages.network_input),
            ink,
            predicted=shown.digit if shown.is_digit else NON_DIGIT,
            # During a trial another model answers than the one that learns.
            model=answering.name,
        )

        def learn() -> None:
            self._last_correction = correction
            self._learn(sample)

        if is_doubtful(shown, label):
            self.question = LabelQuestion(shown, label, learn, self._window)
            self.question.finished.connect(self._on_answered)
            self.question.open()
        else:
            learn()

    def _on_answered(self) -> None:
        self.question = None

    # The learner gets the model as it was loaded: what it saves must not have the user's threshold.

    def _learn(self, sample: NewSample) -> None:
        if self._session.model is not None:
            self.learner.correct(sample, self._session.model)
            self._update_actions()

    def learn_again(self) -> None:
        """Learn from the samples as they are now."""
        if self._session.model is not None:
            self.learner.learn_again(self._session.model)

    def close(self) -> None:
        """Close the windows; finish what is under way in the background."""
        self.learner.close()
        for window in (self.browser, self.recorder):
            if window is not None:
                window.close()
                window.shut_down()

    def _prepare(self) -> None:
        if self._session.model is not None:
            self.learner.prepare(self._session.model)

    def _on_learned(self, result: LearningResult) -> None:
        """Use the personal model, unless another model was selected meanwhile."""
        self._note.show_result(result)
        if self.browser is not None:
            self.browser.show_text(self._note.text.text())
        # Its file was written.
        self._session.refresh_models()
        selected = self._session.selected
        if (
            result.after is not None
            and selected is not None
            and base_name(selected.name) == base_name(result.undo.before)
        ):
            self._session.use(result.after, end_trial=False)
        self._announce_samples()
        self._update_actions()

    def _on_undone(self, step: UndoStep, before: Model) -> None:
        self._last_correction = None
        self._note.show_undone()
        selected, written = self._session.selected, step.written
        if selected is not None and written is not None and selected.name == written.stem:
            self._session.use(before, end_trial=False)
        self._session.refresh_models()
        self._announce_samples()
        self._update_actions()

    def _on_failed(self, error: Exception) -> None:
        self._last_correction = None
        self._note.show_problem(translated(error))
        self._update_actions()

    def _announce_samples(self) -> None:
        """Tell the other windows of the samples that the learner has stored or removed."""
        last = self._last_correction
        self._session.samples_changed.emit()
        self._last_correction = last

    def _forget_last_correction(self) -> None:
        """The samples were edited: the last correction may not be among them any more."""
        self._last_correction = None

    def _update_actions(self) -> None:
        has_digit = self._session.drawing.shown.digit is not None
        model = self._session.model
        rejects = model is not None and model.description.non_digits
        for label, action in self._actions.mark_as.items():
            action.setEnabled(has_digit and (label != NON_DIGIT or rejects))
        self._actions.undo_correction.setEnabled(self.learner.can_undo)

    # Windows of the samples

    def open_samples(self) -> None:
        """Show the own samples."""
        from digitpad.gui.samples.browser import SampleBrowser  # noqa: PLC0415

        if self.browser is None:
            try:
                self.browser = SampleBrowser(self._session)
            except DigitpadError as error:
                self._note.show_problem(translated(error))
                return
            self.browser.learning_requested.connect(self.learn_again)
            self.browser.recording_requested.connect(self.open_recorder)
        self.browser.bring_forward()

    def open_recorder(self) -> None:
        """Record samples with the model in use."""
        from digitpad.gui.samples.sample_recorder import SampleRecorder  # noqa: PLC0415

        if self._session.selected is None:
            return
        if self.recorder is None or not self.recorder.isVisible():
            former = self.recorder
            try:
                self.recorder = SampleRecorder(self._session)
            except DigitpadError as error:
                self._note.show_problem(translated(error))
                return
            if former is not None:
                former.shut_down()
                former.deleteLater()
            self.recorder.collected.connect(self.learn_again)
        self.recorder.bring_forward()
