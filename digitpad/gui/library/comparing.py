"""Comparing two models in the background, with progress, until it is done or called off."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.data.mnist import load_mnist
from digitpad.errors import Cancelled, DigitpadError
from digitpad.gui.error_words import in_words
from digitpad.gui.worker import Worker
from digitpad.library import find_model
from digitpad.model_comparison import ModelComparison, compare_models
from digitpad.modelfile import Model, load_model
from digitpad.training_plan.digits import own_samples

_TOLD_EVERY_MILLISECONDS = 50


class Comparing(QObject):
    """Runs one comparison at a time on MNIST's test digits and the person's own samples.

    `progressed` carries (done, total), `compared` the `ModelComparison`, `failed` a sentence,
    `called_off` nothing.
    """

    progressed = Signal(int, int)
    compared = Signal(object)
    failed = Signal(str)
    called_off = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._far = (0, 0)
        self._worker = Worker(self)
        self._worker.finished.connect(self._hand_over)
        self._worker.failed.connect(self._tell)
        self._clock = QTimer(self)
        self._clock.setInterval(_TOLD_EVERY_MILLISECONDS)
        self._clock.timeout.connect(lambda: self.progressed.emit(*self._far))

    @property
    def is_busy(self) -> bool:
        """Whether a comparison is under way."""
        return self._worker.is_busy

    def start(self, old: Model | str | Path, new: Model | str | Path) -> None:
        """Compare two models, loaded ones or by name or file; only while none is under way."""
        self._stop.clear()
        self._far = (0, 0)
        self._worker.start(partial(self._compare, old, new))
        self._clock.start()

    def cancel(self) -> None:
        """Stop within a moment; `called_off` tells when."""
        self._stop.set()

    def shut_down(self) -> None:
        """Stop, and wait until it has."""
        self.cancel()
        self._worker.wait()

    # In the other thread

    def _compare(self, old: Model | str | Path, new: Model | str | Path) -> ModelComparison:
        return compare_models(
            _loaded(old),
            _loaded(new),
            load_mnist("test"),
            own_samples(),
            progress=self._note,
            cancelled=self._stop.is_set,
        )

    def _note(self, done: int, total: int) -> None:
        self._far = (done, total)

    # In the window's thread

    def _hand_over(self, comparison: ModelComparison) -> None:
        self._clock.stop()
        self.compared.emit(comparison)

    def _tell(self, error: Exception) -> None:
        self._clock.stop()
        if isinstance(error, Cancelled):
            self.called_off.emit()
            return
        self.failed.emit(in_words(error))
        if not isinstance(error, DigitpadError | OSError):
            raise error


def _loaded(model: Model | str | Path) -> Model:
    return model if isinstance(model, Model) else load_model(find_model(model))
