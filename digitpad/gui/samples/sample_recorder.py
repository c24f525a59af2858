"""Records samples: the user writes each digit five times, and a model is fine-tuned on them.

Every digit is stored as soon as it is written. At the end, a model is fine-tuned on all passes but
the last and tested on the last, to report its improvement on digits it has not seen; then the
model learns from all.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel

from digitpad.common.errors import SampleError
from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import as_bytes
from digitpad.data.own_samples import NewSample, Sample
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.doubtful_label import LabelQuestion, is_doubtful
from digitpad.gui.pad.personal_model import Improvement, measure_improvement
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import ProgressBar, plain_label, push_button, row, set_tone
from digitpad.recognition.recognizer import Recognizer

PASSES = 5
_SIZE = QSize(460, 560)


class SampleRecorder(SecondaryWindow):
    """Asks for one digit after the other; emits `collected` when there is data to learn from.

    Args:
        session: has the samples, and a selected model, which stays the same while it records.
        passes: how often each digit is written.

    Attributes:
        question: the open question about a doubtful label; None while there is none.

    Raises:
        SampleError: the samples cannot be opened.
    """

    collected = Signal()

    def __init__(self, session: Session, passes: int = PASSES) -> None:
        super().__init__("recorder", session, _SIZE, "your-hand#record")
        self.setWindowTitle(self.tr("Record Samples"))
        assert session.selected is not None  # noqa: S101 - checked by its caller
        self._recognizer: Recognizer = session.selected
        self._store = session.store()
        self._wanted = [digit for _ in range(passes) for digit in range(10)]
        self._written: list[Sample] = []
        self._tag = f"round {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
        self._is_finished = False
        self.question: LabelQuestion | None = None
        self.job = BackgroundJob(self)
        self.job.failed.connect(self._show_failed)
        self.prompt = QLabel()
        self.prompt.setFont(theme.scaled(self.font(), 2.4))
        self.prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.counter = QLabel()
        self.counter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.canvas = Canvas()
        document = self.canvas.document
        document.eraser_kind = session.document.eraser_kind
        document.draws_with_touch = session.document.draws_with_touch
        document.start_with_pen_width(session.document.pen_width)
        self.progress = ProgressBar()
        self.progress.setRange(0, len(self._wanted))
        self.progress.setMaximumHeight(6)
        self.progress.setAccessibleName(self.tr("Recorded digits"))
        self.message = plain_label(
            self.tr("Write as usual. Press Space or Enter to continue."), tone="quiet", wraps=True
        )
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = push_button(self.tr("&Back"), self.previous_digit)
        self.next = push_button(self.tr("&Next"), self.next_digit)
        self.end = push_button(self.tr("&Finish"), self._finish_or_close)
        buttons = row(self.back, None, self.end, self.next)
        pad = self.canvas, 1
        self.fill(self.prompt, self.counter, pad, self.progress, self.message, buttons)
        # On a focused button, these keys press that button.
        keys = dict.fromkeys(("Return", "Enter", "Space"), self.next_digit)
        for key, act in (keys | {"Backspace": self.canvas.document.clear}).items():
            shortcut = QShortcut(QKeySequence(key), self.canvas)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        for button in (self.back, self.next, self.end):
            button.setAutoDefault(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.canvas.document.ink_changed.connect(self._on_ink_changed)
        self._update()
        self.canvas.setFocus()

    @property
    def wanted(self) -> int | None:
        """The digit to write now; None at the end."""
        done = len(self._written)
        return self._wanted[done] if done < len(self._wanted) else None

    # One digit after the other

    def next_digit(self) -> None:
        """Store the drawing and ask for the next digit; ignored while the pad is empty.

        A digit that the model finds nearly impossible is asked about first.
        """
        self.canvas.document.finish()
        ink, wanted = self.canvas.document.ink(), self.wanted
        recognition = self._recognizer.recognize_ink(ink)
        if wanted is None or recognition is None or self.question is not None:
            return
        sample = NewSample(
            wanted,
            as_bytes(recognition.stages.network_input),
            ink,
            recognition.digit if recognition.is_digit else NON_DIGIT,
            self._recognizer.name,
            tag=self._tag,
        )
        if is_doubtful(recognition, wanted):
            self.question = LabelQuestion(
                recognition, wanted, lambda: self._store_digit(sample), self
            )
            self.question.finished.connect(self._on_answered)
            self.question.open()
        else:
            self._store_digit(sample)

    def _on_answered(self) -> None:
        self.question = None

    def _store_digit(self, sample: NewSample) -> None:
        try:
            self._written.append(self._store.add(sample))
        except SampleError as error:
            self._show_problem(error)
            return
        self._clean_pad()
        self.session.samples_changed.emit()
        if self.wanted is None:
            self.finish()

    def previous_digit(self) -> None:
        """Delete the last sample, to write that digit again."""
        if self._written:
            try:
                self._store.delete([self._written[-1].id])
            except SampleError as error:
                self._show_problem(error)
                return
            self._written.pop()
            self._clean_pad()
            self.session.samples_changed.emit()

    # The end

    def finish(self) -> None:
        """End the recording; the samples stay stored and are learned from."""
        if self._is_finished:
            return
        last = max(1, len(self._written) // 10 - 1) * 10
        if len(self._written) <= last:
            self.close()
            return
        self._is_finished = True
        self.canvas.setEnabled(False)
        self.prompt.setText(self.tr("Thank you!"))
        self.message.setText(self.tr("Measuring the effect of training on your digits …"))
        model, digits = self._recognizer.model, self._store.as_dataset(tag=self._tag)
        held_out = digits.subset(np.arange(last, len(digits)))
        learned = digits.subset(np.arange(last))
        self.job.start(
            lambda _: measure_improvement(model, learned, held_out), then=self._show_improvement
        )
        self.end.setText(self.tr("&Close"))
        self._update()

    def _finish_or_close(self) -> None:
        if self._is_finished:
            self.close()
        else:
            self.finish()

    def _show_improvement(self, found: Improvement) -> None:
        text = self.tr(
            "Of {count} digits not used for training, {before} were read "
            "correctly before and {after} after training on the others. The "
            "model is now trained on all of them."
        )
        self.message.setText(
            text.format(count=found.count, before=found.right_before, after=found.right_after)
        )
        self.collected.emit()

    def _show_failed(self, error: Exception) -> None:
        """The improvement could not be measured; the digits are stored and learned from."""
        self._show_problem(error)
        self.collected.emit()

    def _show_problem(self, error: Exception) -> None:
        set_tone(self.message, "problem")
        self.message.setText(translated(error))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window ends the recording, and the samples written so far are used."""
        super().closeEvent(event)
        if not self._is_finished:
            self._is_finished = True
            if self._written:
                self.collected.emit()

    def _clean_pad(self) -> None:
        self.canvas.document.clear()
        self.canvas.document.undo_stack.clear()
        self._update()

    def _on_ink_changed(self) -> None:
        self.session.pen_moved.emit()
        self._update()

    def _update(self) -> None:
        done, total = len(self._written), len(self._wanted)
        self.progress.setValue(done)
        text = self.tr("{number} of {total}")
        self.counter.setText(text.format(number=min(done + 1, total), total=total))
        is_writing = self.wanted is not None and not self._is_finished
        self.back.setEnabled(bool(done) and is_writing)
        self.next.setEnabled(is_writing and not self.canvas.document.is_empty)
        if self.wanted is not None and not self._is_finished:
            self.prompt.setText(self.tr("Write a {digit}").format(digit=self.wanted))
