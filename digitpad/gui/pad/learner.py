"""Fine-tunes a model on corrections in the background, with undo.

Corrections that arrive while it works wait and are learned together, so none is lost.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Signal

from digitpad.data.own_samples import NewSample
from digitpad.gui.background import BackgroundJob
from digitpad.gui.pad.personal_model import LearningResult, UndoStep, learn, prepare, undo_learning
from digitpad.gui.session import Session
from digitpad.ink.strokes import Ink
from digitpad.library.listing import base_name
from digitpad.library.model_file import Model

MOST_UNDO_STEPS = 20
"""Each holds the content of a model's file."""


class Learner(QObject):
    """Learns corrections one batch at a time.

    `began` carries the label that is being learned, `learned` a `LearningResult`, `undone` the
    `UndoStep` that was taken and the model from before, `failed` an error.

    Attributes:
        job: the work in the background.
    """

    began = Signal(int)
    learned = Signal(object)
    undone = Signal(object, object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pending: list[NewSample] = []
        self._model: Model | None = None
        self._undo_steps: deque[UndoStep] = deque(maxlen=MOST_UNDO_STEPS)
        self._last_inks: list[Ink | None] = []
        self._relearn_requested = False
        self._is_prepared = False
        self._is_warm = False
        self._is_closed = False
        self.job = BackgroundJob(self)
        self.job.failed.connect(self.failed)
        self.job.idle.connect(self._start_next)

    @property
    def is_busy(self) -> bool:
        """Whether something is being learned or undone."""
        return self.job.is_busy

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._undo_steps)

    def correct(self, sample: NewSample, model: Model) -> None:
        """Store a digit with its true label, and let `model` learn it.

        Another label for the same drawing replaces the previous one.
        """
        self._pending = [one for one in self._pending if not _is_same(one.ink, sample.ink)]
        self._is_prepared = True
        self._pending.append(sample)
        self._model = model
        self.began.emit(sample.label)
        self._start_next()

    def prepare(self, model: Model) -> None:
        """Load what a correction needs, once, before one is made."""
        if not (self._is_prepared or self.is_busy):
            self._is_prepared = True
            self.job.add(lambda _: self._prepare(model))

    def learn_again(self, model: Model) -> None:
        """Learn from the samples as they are now, after they were edited."""
        self._model = model
        self._relearn_requested = True
        self._start_next()

    def undo_learning(self) -> None:
        """Undo the last learning."""
        if self._undo_steps and not self.is_busy:
            step = self._undo_steps[-1]
            self.job.add(
                lambda _: undo_learning(self._session.store(), step),
                then=lambda model: self._on_undone(step, model),
            )

    def close(self) -> None:
        """Close the samples after the running work; what waits is stored, not learned."""
        if not self._is_closed:
            self._is_closed = True
            pending, self._pending = self._pending, []
            self.job.leave(lambda: self._store_and_close(pending))

    def _start_next(self) -> None:
        model = self._model
        if self.is_busy or self._is_closed or model is None:
            return
        if not (self._pending or self._relearn_requested):
            return
        self._relearn_requested = False
        corrections, self._pending = self._pending, []
        inks = [sample.ink for sample in corrections]
        replaced = None
        last = self._undo_steps[-1] if self._undo_steps else None
        if last is not None and len(self._last_inks) == 1 and _has_same_base(last, model):
            is_again = any(_is_same(self._last_inks[0], ink) for ink in inks)
            replaced = last if is_again else None
        self.job.add(
            lambda _: self._learn(corrections, model, replaced),
            then=lambda result: self._on_learned(result, replaced, inks),
        )

    # In the thread

    def _learn(
        self, corrections: list[NewSample], model: Model, replaced: UndoStep | None
    ) -> LearningResult:
        store = self._session.store()
        if replaced is not None:
            model = undo_learning(store, replaced)
        is_first, self._is_warm = not self._is_warm, True
        return learn(store, corrections, model, is_first=is_first)

    def _prepare(self, model: Model) -> None:
        prepare(model)
        self._is_warm = True

    def _store_and_close(self, pending: list[NewSample]) -> None:
        if pending:
            self._session.store().add_all(pending)
        self._session.close_store()

    # In the window's thread

    def _on_learned(
        self, result: LearningResult, replaced: UndoStep | None, inks: list[Ink | None]
    ) -> None:
        if replaced is not None:
            self._undo_steps.remove(replaced)
        self._undo_steps.append(result.undo)
        self._last_inks = inks
        # Meanwhile a digit may have been corrected for another model.
        if (
            result.after is not None
            and self._model is not None
            and _has_same_base(result.undo, self._model)
        ):
            self._model = result.after
        self.learned.emit(result)

    def _on_undone(self, step: UndoStep, model: Model) -> None:
        self._undo_steps.remove(step)
        self._model = model
        self._last_inks = []
        self.undone.emit(step, model)


def _has_same_base(step: UndoStep, model: Model) -> bool:
    """Whether this model, or the one it was fine-tuned from, is the one that has learned."""
    return base_name(step.before) == base_name(model.description.name)


def _is_same(one: Ink | None, other: Ink | None) -> bool:
    """Whether two inks have the very same strokes."""
    return one is not None and other is not None and one.strokes == other.strokes
