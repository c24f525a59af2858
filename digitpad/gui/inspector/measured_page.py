"""A page whose contents take a while to find out: looked up if kept, else measured and kept.

kept for this model? --yes--> show
        | no
        v
measure, with progress and cancel -> keep -> show
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from digitpad.classifier import Classifier
from digitpad.data.mnist import Dataset
from digitpad.fingerprint import fingerprint
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.digits import mnist
from digitpad.gui.inspector.long_work import LongWork, Report
from digitpad.gui.inspector.page import Action, Page
from digitpad.inspection.kept_results import KeptResults
from digitpad.recognizer import Recognizer

_PATIENCE_MILLISECONDS = 150
"""What is there within this time is not announced: a notice would only flash up."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """How a page's contents are looked up, measured and kept, and with which part of MNIST."""

    look_up: Callable[[KeptResults, Classifier, Dataset], Any]
    measure: Callable[[Classifier, Dataset, Report], Any]
    keep: Callable[[KeptResults, Any, Dataset], None]
    part: Literal["train", "test"] = "test"


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What was found, about which digits, and what was not in order on the way."""

    found: Any
    digits: Dataset
    notice: str


class MeasuredPage(Page):
    """Subclasses say what is measured and show it."""

    measurement: Measurement

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._progress = (0, 0)
        self.work = LongWork(self)
        self.work.progressed.connect(self._show_progress)
        self.work.finished.connect(self._take)
        self.work.failed.connect(self._offer_again)
        self.work.cancelled.connect(self._offer_again)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._announce)

    # What a page fills in

    def what_is_awaited(self) -> str:
        """While it is measured."""
        raise NotImplementedError

    def what_to_do(self) -> str:
        """Where it was cancelled."""
        raise NotImplementedError

    def show_measured(self, measured: Measured) -> None:
        """Here it is."""
        raise NotImplementedError

    # What happens

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Measure this model, unless that was done before."""
        self._recognizer = recognizer
        if recognizer is None:
            self.work.cancel()
            self.show_empty(self.tr("There is no model to look into."))
        else:
            self.start()

    def start(self) -> None:
        """Look up, or measure."""
        recognizer, measurement = self._recognizer, self.measurement
        if recognizer is not None:
            classifier = recognizer.model.classifier
            self._progress = (0, 0)
            self._patience.start()
            self.work.begin(lambda report: _measured(measurement, classifier, report))

    def shut_down(self) -> None:
        """Nothing goes on."""
        self._patience.stop()
        self.work.shut_down()

    def _announce(self) -> None:
        action = Action(self.tr("Cancel"), self.work.cancel)
        self.show_loading(self.what_is_awaited(), self._progress, action)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress = (done, total)
        if not self._patience.isActive():
            self._announce()

    def _take(self, measured: Measured) -> None:
        self._patience.stop()
        self.show_measured(measured)
        self.show_content()

    def _offer_again(self, error: Exception | None = None) -> None:
        self._patience.stop()
        if self._recognizer is not None:
            text = self.what_to_do() if error is None else in_words(error)
            self.show_empty(text, Action(self.tr("Measure"), self.start))


def _measured(measurement: Measurement, classifier: Classifier, report: Report) -> Measured:
    digits = mnist(measurement.part)
    kept = KeptResults(fingerprint(classifier))
    found = measurement.look_up(kept, classifier, digits)
    notice = in_words(kept.notice)
    if found is None:
        found = measurement.measure(classifier, digits, report)
        try:
            measurement.keep(kept, found, digits)
        except OSError as error:
            notice = f"{notice} {in_words(error)}".strip()
    return Measured(found, digits, notice)
