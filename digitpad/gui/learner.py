"""Corrections are collected, learned in the background, and can be taken back.

While one lesson is under way, further corrections wait and then make one lesson together: none is
lost, and the window never waits.
"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from digitpad.data.samples import NewSample, SampleStore
from digitpad.errors import DigitpadError
from digitpad.gui.lessons import Lesson, learn, take_back
from digitpad.gui.worker import Worker
from digitpad.modelfile import Model


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
        """Store a digit with its true label, and let `model` learn it."""
        self._pending.append(sample)
        self._model = model
        self.began.emit(sample.label)
        self._go_on()

    def learn_again(self, model: Model) -> None:
        """Learn from the samples as they are now, after they were changed by hand."""
        self._model = model
        if not self._worker.is_busy:
            self._worker.start(partial(self._learn, [], model))

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
        if self._pending and self._model is not None and not self._worker.is_busy:
            corrections, self._pending = self._pending, []
            self._worker.start(partial(self._learn, corrections, self._model))

    # In the other thread

    def _learn(self, corrections: list[NewSample], model: Model) -> tuple[str, Lesson]:
        return "learned", learn(self.store(), corrections, model)

    def _take_back(self, lesson: Lesson) -> tuple[str, Lesson]:
        take_back(self.store(), lesson)
        return "taken back", lesson

    # In the window's thread

    def _hand_over(self, outcome: tuple[str, Lesson]) -> None:
        what, lesson = outcome
        if what == "learned":
            self._lessons.append(lesson)
            self._model = lesson.after or lesson.before
            self.learned.emit(lesson)
        else:
            self._lessons.remove(lesson)
            self._model = lesson.before
            self.taken_back.emit(lesson)
        self._go_on()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, DigitpadError | OSError):
            raise error
        self.failed.emit(str(error))
        self._go_on()
