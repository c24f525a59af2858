"""Corrections are collected, learned in the background, and can be taken back.

While one lesson is under way, further corrections wait and then make one lesson together: none is
lost, and the window never waits.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from digitpad.data.samples import NewSample, SampleStore
from digitpad.errors import DigitpadError
from digitpad.gui.error_words import in_words
from digitpad.gui.lessons import Lesson, learn, prepare, take_back
from digitpad.gui.worker import Worker
from digitpad.ink import Ink
from digitpad.modelfile import Model


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the other thread did."""

    learned: Lesson | None = None
    taken_back: Lesson | None = None


class Learner(QObject):
    """Turns corrections into lessons.

    `began` carries the label that is being learned; `learned` the `Lesson`; `taken_back` the
    `Lesson` that was; `failed` what went wrong, in words.
    """

    began = Signal(int)
    learned = Signal(object)
    taken_back = Signal(object)
    failed = Signal(str)
    store_opened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: SampleStore | None = None
        self._pending: list[NewSample] = []
        self._model: Model | None = None
        self._lessons: list[Lesson] = []
        self._last_inks: list[Ink | None] = []
        self._asked_again = False
        self._is_prepared = False
        self._is_warm = False
        self._worker = Worker(self)
        self._worker.finished.connect(self._hand_over)
        self._worker.failed.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether something is being learned or taken back."""
        return self._worker.is_busy

    @property
    def can_take_back(self) -> bool:
        """Whether there is a lesson to take back."""
        return bool(self._lessons)

    def store(self) -> SampleStore:
        """The person's samples, opened when first needed. Raises `SampleError`."""
        if self._store is None:
            self._store = SampleStore()
            self.store_opened.emit(self._store)
        return self._store

    def correct(self, sample: NewSample, model: Model) -> None:
        """Store a digit with its true label, and let `model` learn it.

        Another label for the same drawing replaces the one given before.
        """
        self._pending = [one for one in self._pending if not _is_same(one.ink, sample.ink)]
        self._is_prepared = True
        self._pending.append(sample)
        self._model = model
        self.began.emit(sample.label)
        self._go_on()

    def prepare(self, model: Model) -> None:
        """A correction may come soon: load what it needs, once."""
        if not (self._is_prepared or self._worker.is_busy):
            self._is_prepared = True
            self._worker.start(partial(self._prepare, model))

    def learn_again(self, model: Model) -> None:
        """Learn from the samples as they are now, after they were changed by hand."""
        self._model = model
        self._asked_again = True
        self._go_on()

    def take_back(self) -> None:
        """Undo the last lesson."""
        if self._lessons and not self._worker.is_busy:
            self._worker.start(partial(self._take_back, self._lessons[-1]))

    def close(self) -> None:
        """Let what is under way end, and let go of the file."""
        self._worker.wait()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _go_on(self) -> None:
        if self._worker.is_busy or self._model is None:
            return
        if self._pending or self._asked_again:
            self._asked_again = False
            corrections, self._pending = self._pending, []
            inks = [sample.ink for sample in corrections]
            is_again = len(self._last_inks) == 1 and any(
                _is_same(self._last_inks[0], ink) for ink in inks
            )
            instead_of = self._lessons[-1] if is_again and self._lessons else None
            self._last_inks = inks
            self._worker.start(partial(self._learn, corrections, self._model, instead_of))

    # In the other thread

    def _learn(
        self, corrections: list[NewSample], model: Model, instead_of: Lesson | None
    ) -> _Outcome:
        store = self.store()
        if instead_of is not None:
            take_back(store, instead_of)
            model = instead_of.before
        if not self._is_warm:
            # Loading must not be taken from the time for learning.
            self._prepare(model)
        return _Outcome(learned=learn(store, corrections, model), taken_back=instead_of)

    def _prepare(self, model: Model) -> _Outcome:
        prepare(model)
        self._is_warm = True
        return _Outcome()

    def _take_back(self, lesson: Lesson) -> _Outcome:
        take_back(self.store(), lesson)
        return _Outcome(taken_back=lesson)

    # In the window's thread

    def _hand_over(self, outcome: _Outcome) -> None:
        if outcome.taken_back is not None:
            self._lessons.remove(outcome.taken_back)
            self._model = outcome.taken_back.before
        if outcome.learned is not None:
            self._lessons.append(outcome.learned)
            self._model = outcome.learned.after or outcome.learned.before
            self.learned.emit(outcome.learned)
        elif outcome.taken_back is not None:
            self._last_inks = []
            self.taken_back.emit(outcome.taken_back)
        self._go_on()

    def _tell(self, error: Exception) -> None:
        self.failed.emit(in_words(error))
        self._go_on()
        if not isinstance(error, DigitpadError | OSError):
            raise error


def _is_same(one: Ink | None, other: Ink | None) -> bool:
    """Whether two inks are the very same strokes."""
    return one is not None and other is not None and one.strokes == other.strokes
