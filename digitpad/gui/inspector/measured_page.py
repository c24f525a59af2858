"""A page whose content takes a while to compute: taken from the cache, or computed and cached.

cached for this model? --yes--> show
        | no
        v
compute, with progress and cancel -> cache -> show
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from digitpad.common.threads import one_blas_thread
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.estimators.base import Classifier
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.inspector.page import Action, Page
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.inspection.result_cache import KeptResults
from digitpad.recognition.recognizer import Recognizer

_DELAY_MILLISECONDS = 150
"""The loading notice appears only after this time, so that it does not flash up."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """How a page's content is looked up, computed and cached, and with which part of MNIST."""

    look_up: Callable[[KeptResults, Dataset], Any]
    measure: Callable[[Classifier, Dataset, Task], Any]
    keep: Callable[[KeptResults, Any, Dataset], None]
    part: Literal["train", "test"] = "test"


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The result, its digits, and any problem with the cache."""

    found: Any
    digits: Dataset
    notice: str


class MeasuredPage(Page):
    """The base of such pages; subclasses define the measurement and show it."""

    measurement: Measurement

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._recognizer: Recognizer | None = None
        self._progress = (0, 0)
        self.work = BackgroundJob(self)
        self.work.progressed.connect(self._show_progress)
        self.work.failed.connect(self._offer_restart)
        self.work.cancelled.connect(self._offer_restart)
        self._loading_delay = QTimer(self, singleShot=True, interval=_DELAY_MILLISECONDS)
        self._loading_delay.timeout.connect(self._show_loading)

    # Implemented by subclasses

    def loading_text(self) -> str:
        """The text during the measurement."""
        raise NotImplementedError

    def cancelled_text(self) -> str:
        """The text after cancelling."""
        raise NotImplementedError

    def show_measured(self, measured: Measured) -> None:
        """Show the result."""
        raise NotImplementedError

    # Measuring

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Measure this model, or take the result from the cache."""
        self._recognizer = recognizer
        if recognizer is None:
            self.work.cancel()
            self.show_no_model()
        else:
            self.start()

    def start(self) -> None:
        """Look the result up, or measure."""
        recognizer, measurement = self._recognizer, self.measurement
        if recognizer is not None:
            classifier = recognizer.model.classifier
            self._progress = (0, 0)
            self._loading_delay.start()
            self.work.start(
                lambda task: _measured(measurement, classifier, task), then=self._on_measured
            )

    def shut_down(self) -> None:
        """Cancel running work."""
        self._loading_delay.stop()
        self.work.shut_down()

    def _show_loading(self) -> None:
        action = Action(self.tr("Cancel"), self.work.cancel)
        self.show_loading(self.loading_text(), self._progress, action)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress = (done, total)
        if not self._loading_delay.isActive():
            self._show_loading()

    def _on_measured(self, measured: Measured) -> None:
        self._loading_delay.stop()
        self.show_measured(measured)
        self.show_content()

    def _offer_restart(self, error: Exception | None = None) -> None:
        self._loading_delay.stop()
        if self._recognizer is not None:
            text = self.cancelled_text() if error is None else translated(error)
            self.show_empty(text, Action(self.tr("Measure"), self.start))


def _measured(measurement: Measurement, classifier: Classifier, task: Task) -> Measured:
    digits = load_mnist(measurement.part).of_classes(classifier.classes_)
    kept = KeptResults(classifier)
    found = measurement.look_up(kept, digits)
    notice = translated(kept.notice)
    if found is None:
        # One core is left for the pad.
        with one_blas_thread():
            found = measurement.measure(classifier, digits, task)
        try:
            measurement.keep(kept, found, digits)
        except OSError as error:
            notice = f"{notice} {translated(error)}".strip()
    return Measured(found, digits, notice)
