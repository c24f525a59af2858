"""How many of the test digits a changed model still gets right, found out in the background.

The original is measured once. A change waits a moment for the next one before it is measured, so
that turning a number up and down does not keep the computer busy for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.digits import mnist
from digitpad.gui.inspector.long_work import LongWork, Report
from digitpad.inspection.edited_copy import edited
from digitpad.inspection.mistakes import in_timed_parts
from digitpad.modelfile import Model
from digitpad.types import BoolArray

_PATIENCE_MILLISECONDS = 400


@dataclass(frozen=True, slots=True, eq=False)
class Rightness:
    """Which digits a model gets right, (N,) bool, before and after the changes."""

    before: BoolArray
    after: BoolArray

    @property
    def lost(self) -> int:
        """How many were right before and are wrong now."""
        return int((self.before & ~self.after).sum())

    @property
    def won(self) -> int:
        """How many were wrong before and are right now."""
        return int((~self.before & self.after).sum())


class AccuracyChange(QWidget):
    """Two lines of text and a thin bar while it is being measured."""

    measured = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original: Model | None = None
        self._changed: Model | None = None
        self._before: BoolArray | None = None
        self._found: Rightness | None = None
        self._problem = ""
        self._work = LongWork(self)
        self._work.finished.connect(self._take)
        self._work.failed.connect(self._fail)
        self._work.progressed.connect(self._show_progress)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE_MILLISECONDS)
        self._wait.timeout.connect(self._measure)
        self.figures = QLabel()
        self.details = QLabel()
        self.details.setProperty("tone", "quiet")
        self.details.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        keeps_place = self.progress.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keeps_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        for widget in (self.figures, self.details, self.progress):
            column.addWidget(widget)
        self.progress.hide()
        self._write()

    @property
    def found(self) -> Rightness | None:
        """What was measured last, if it is still true."""
        return self._found

    def use_original(self, model: Model | None) -> None:
        """Compare with this model from now on."""
        self._work.cancel()
        self._wait.stop()
        self._original, self._changed, self._before, self._found = model, None, None, None
        self._rest()

    def show_changed(self, model: Model | None) -> None:
        """Measure this model soon; None: it is not changed."""
        self._changed, self._found, self._problem = model, None, ""
        self._work.cancel()
        if model is None:
            self._wait.stop()
            self._rest()
        else:
            self._wait.start()
            self._write()

    def shut_down(self) -> None:
        """Stop measuring, and wait for the end."""
        self._wait.stop()
        self._work.shut_down()

    def _measure(self) -> None:
        original, changed, before = self._original, self._changed, self._before
        if original is None or changed is None:
            return
        self.progress.setRange(0, 0)
        self.progress.show()
        self._work.begin(lambda report: measure(original, changed, before, report))

    def _take(self, found: Rightness) -> None:
        self._found, self._before = found, found.before
        self._rest()
        self.measured.emit()

    def _fail(self, error: Exception) -> None:
        self._problem = in_words(error)
        self._rest()

    def _rest(self) -> None:
        self.progress.hide()
        self._write()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _write(self) -> None:
        figures, details = "–", self.tr("Change something, and it is measured in the background.")
        if self._found is not None:
            before, after = (
                f"{np.mean(right):.2%}" for right in (self._found.before, self._found.after)
            )
            figures = f"{before}  →  <b>{after}</b>"
            text = self.tr("{lost} digits lost, {won} won, of {count}.")
            details = text.format(
                lost=self._found.lost, won=self._found.won, count=f"{len(self._found.after):,}"
            )
        elif self._problem:
            details = self._problem
        elif self._changed is not None:
            details = self.tr("Reading the test digits …")
        self.figures.setText(figures)
        self.details.setText(details)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)


def measure(original: Model, changed: Model, before: BoolArray | None, report: Report) -> Rightness:
    """Both models on MNIST's test digits, in this thread, with copies of their own.

    Raises:
        Cancelled: nobody waits for it any more.
    """
    if before is None:
        before = _right(original, report)
    return Rightness(before, _right(changed, report))


def _right(model: Model, report: Report) -> BoolArray:
    digits = mnist("test")
    # The pad goes on answering with the model itself; a copy has buffers of its own.
    classifier = edited(model, (), {}).classifier
    parts = in_timed_parts(len(digits.labels), report.progress, report.cancelled)
    return np.concatenate(
        [classifier.predict(digits.images[part]) == digits.labels[part] for part in parts]
    )
