"""A page whose content takes a while to compute: taken from the cache, or computed and cached.

cached for this model? --yes--> show
        | no
        v
compute, with progress and cancel -> cache -> show
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QTimer

from digitpad.common.threads import one_blas_thread
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.estimators.base import Classifier
from digitpad.gui.background import Task
from digitpad.gui.inspector.page import Page
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.inspection.result_cache import KeptResults
from digitpad.recognition.recognizer import Recognizer

_DELAY_MILLISECONDS = 150
"""The loading notice appears only after this time, so that it does not flash up."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """How a page's content is looked up, computed and cached, and with which part of MNIST.

    Attributes:
        measure: called with `classifier`, `digits`, `progress` and `cancelled`, by keyword.
    """

    look_up: Callable[[KeptResults, Dataset], Any]
    measure: Callable[..., Any]
    keep: Callable[[KeptResults, Any, Dataset], None]
    part: Literal["train", "test"] = "test"


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The result, its digits, and any problem with the cache."""

    found: Any
    digits: Dataset
    notice: str


class MeasuredPage(Page):
    """The base of such pages; subclasses define the measurement and show it.

    Attributes:
        measured: the result that is shown last; None before the first one.
        loading_text: during the measurement.
        cancelled_text: after cancelling, above the button that starts it.
    """

    measurement: Measurement

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.measured: Measured | None = None
        self.loading_text = self.cancelled_text = ""
        self._progress = (0, 0)
        self.work.progressed.connect(self._show_progress)
        self.work.failed.connect(self.offer_restart)
        self.work.cancelled.connect(self.offer_restart)
        self._loading_delay = QTimer(self, singleShot=True, interval=_DELAY_MILLISECONDS)
        self._loading_delay.timeout.connect(self._show_loading)

    # Implemented by subclasses. A widget cannot be an ABC, but mypy checks abstract methods anyway.

    @abstractmethod
    def show_measured(self) -> None:
        """Show the result."""

    # Measuring

    def result(self) -> Measured:
        """The result; called only while there is one."""
        assert self.measured is not None  # noqa: S101
        return self.measured

    def forget_model(self) -> None:
        """Stop measuring."""
        self.work.cancel()

    def show_model(self, recognizer: Recognizer) -> None:
        """Measure this model, or take the result from the cache."""
        self.start()

    def start(self) -> None:
        """Look the result up, or measure."""
        if self.recognizer is not None:
            measurement, classifier = self.measurement, self.recognizer.model.classifier
            self._progress = (0, 0)
            self._loading_delay.start()
            self.work.start(
                lambda task: _measured(measurement, classifier, task), then=self._on_measured
            )

    def shut_down(self) -> None:
        """See `Page.shut_down`."""
        self._loading_delay.stop()
        super().shut_down()

    def offer_restart(self, error: Exception | None = None) -> None:
        """Say that there is no result, with a button to measure; `error` is None if cancelled."""
        self._loading_delay.stop()
        if self.recognizer is not None:
            text = self.cancelled_text if error is None else translated(error)
            self.show_empty(text, (self.tr("Measure"), self.start))

    def _show_loading(self) -> None:
        self.show_loading(self.loading_text, self._progress, (self.tr("Cancel"), self.work.cancel))

    def _show_progress(self, done: int, total: int) -> None:
        self._progress = (done, total)
        if not self._loading_delay.isActive():
            self._show_loading()

    def _on_measured(self, measured: Measured) -> None:
        self._loading_delay.stop()
        self.measured = measured
        self.show_measured()
        self.show_content()


def _measured(measurement: Measurement, classifier: Classifier, task: Task) -> Measured:
    digits = load_mnist(measurement.part).of_classes(classifier.classes_)
    kept = KeptResults(classifier)
    found = measurement.look_up(kept, digits)
    notice = translated(kept.notice)
    if found is None:
        # One core is left for the pad.
        with one_blas_thread():
            found = measurement.measure(
                classifier=classifier,
                digits=digits,
                progress=task.progress,
                cancelled=task.cancelled,
            )
        try:
            measurement.keep(kept, found, digits)
        except OSError as error:
            notice = f"{notice} {translated(error)}".strip()
    return Measured(found, digits, notice)
