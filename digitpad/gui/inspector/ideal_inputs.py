"""For every class, the picture that maximizes its logit, found by gradient ascent.

The pictures are optimized together in the background and shown while they develop.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from digitpad.common.pixels import SIDE
from digitpad.common.threads import one_blas_thread
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.digit_list import DigitList, Entry, Line
from digitpad.gui.translation import translated
from digitpad.gui.widgets import ProgressBar, column, plain_label, push_button, row
from digitpad.inspection.activations import inspectable
from digitpad.inspection.explaining import why_not
from digitpad.inspection.saliency import ASCENT_STEPS, optimal_input

_SHOW_EVERY = 4
_PICTURE_SIDES = (56, 56)


class IdealInputs(QWidget):
    """One picture per class, computed on request. `chosen` carries the index of a clicked one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.pictures: FloatArray | None = None
        self._symbols: list[str] = []
        self._classifier: Classifier | None = None
        self._is_done = False
        self._problem = ""
        self.work = BackgroundJob(self)
        self.work.partial_result.connect(self._show_pictures)
        self.work.cancelled.connect(lambda: self._show_pictures(None))
        self.work.failed.connect(self._show_problem)
        self.title = plain_label(
            self.tr("Optimal input for each class (activation maximization)"), bold=True
        )
        self.sentence = plain_label(tone="quiet", wraps=True)
        self.bar = ProgressBar()
        self.work.progressed.connect(self.bar.show_progress)
        self.bar.setFixedSize(120, theme.GAP_SMALL)
        self.button = push_button(action=self._start_or_cancel)
        self.list = DigitList(_PICTURE_SIDES)
        self.list.setAccessibleName(self.title.text())
        self.list.picked.connect(self.chosen)
        above = row(self.title, (self.sentence, 1), self.bar, self.button, spacing=theme.GAP)
        column(above, self.list, of=self)

    def use(self, classifier: Classifier, symbols: Sequence[str]) -> None:
        """Set the model and the symbols of its outputs."""
        self.work.cancel()
        self._classifier, self._symbols = classifier, list(symbols)
        self._is_done, self._problem, self.pictures = False, "", None
        self.list.setVisible(not self._unsupported_text())
        self.list.show_entries(len(symbols), self._entry)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) + 2 * theme.GAP)
        self._show_state()

    def start(self) -> None:
        """Start the optimization."""
        classifier, count = self._classifier, len(self._symbols)
        if classifier is not None and not self._unsupported_text():
            self._problem = ""
            self.work.start(lambda task: _grown(classifier, count, task), then=self._finish)
            self._show_state()

    def _entry(self, row: int) -> Entry:
        blank = np.zeros((SIDE, SIDE), np.float32)
        image = blank if self.pictures is None else self.pictures[row]
        return Entry(image, (Line(self._symbols[row]),), self._symbols[row])

    def _unsupported_text(self) -> str:
        if self._classifier is None:
            return ""
        return translated(why_not(self._classifier, "optimal-input") or "")

    def _start_or_cancel(self) -> None:
        if self.work.is_busy:
            self.work.cancel()
        else:
            self.start()

    def _show_pictures(self, pictures: FloatArray | None) -> None:
        self.pictures = pictures
        self.list.update_entries()
        self._show_state()

    def _finish(self, pictures: FloatArray) -> None:
        self._is_done = True
        self._show_pictures(pictures)

    def _show_problem(self, error: Exception) -> None:
        self._problem = translated(error)
        self._show_pictures(None)

    def _show_state(self) -> None:
        reason, is_busy = self._unsupported_text(), self.work.is_busy
        text = self.tr("Optimizes a picture for each class, starting from noise.")
        if self._is_done:
            text = self.tr(
                "Each picture was optimized from noise to maximize the output for one class."
            )
        self.sentence.setText(reason or self._problem or text)
        self.bar.setVisible(is_busy)
        if not is_busy:
            self.bar.reset()
        self.button.setVisible(not reason and not self._is_done)
        self.button.setText(self.tr("Cancel") if is_busy else self.tr("Generate"))


def _grown(classifier: Classifier, count: int, task: Task) -> FloatArray:
    """(classes, 28, 28) after all steps; intermediate pictures are passed to the task."""
    network = inspectable(classifier)
    assert network is not None  # noqa: S101 - checked before with `why_not`
    growing = [optimal_input(network, place) for place in range(count)]
    pictures = np.zeros((count, *network.input_shape), np.float32)
    # One core is left for the pad.
    with one_blas_thread():
        for step in range(1, ASCENT_STEPS + 1):
            for place, images in enumerate(growing):
                task.check_cancelled()
                pictures[place] = next(images)
            task.progress(step, ASCENT_STEPS)
            if step % _SHOW_EVERY == 0:
                task.show_partial(pictures.copy())
    return pictures
