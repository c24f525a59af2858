"""A guided round: write each digit five times, and see what learning from them brings.

Every digit is stored as soon as it is written. At the end the model learns from all passes but the
last, and the last tells honestly how much better it reads this hand; then it learns from all.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.data.samples import NewSample, Sample, SampleStore, image_bytes
from digitpad.errors import SampleError
from digitpad.gui import theme
from digitpad.gui.canvas import Canvas
from digitpad.gui.error_words import in_words
from digitpad.gui.lessons import Gain, gain
from digitpad.gui.worker import Worker
from digitpad.recognizer import Recognizer

PASSES = 5
_SIZE = QSize(460, 560)


class GuidedRound(QDialog):
    """Asks for one digit after the other. `collected` when there is something to learn from."""

    collected = Signal()

    def __init__(
        self,
        store: SampleStore,
        recognizer: Recognizer,
        parent: QWidget | None = None,
        passes: int = PASSES,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._recognizer = recognizer
        self._wanted = [digit for _ in range(passes) for digit in range(10)]
        self._written: list[Sample] = []
        self._tag = f"round {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
        self._worker = Worker(self)
        self._worker.finished.connect(self._show_gain)
        self._worker.failed.connect(self._show_problem)
        self.prompt = QLabel()
        self.prompt.setFont(theme.scaled(self.font(), 2.4))
        self.prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.canvas = Canvas()
        self.progress = QProgressBar()
        self.progress.setRange(0, len(self._wanted))
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(6)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setProperty("tone", "quiet")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back, self.next, self.end = _push(self.go_back), _push(self.go_on), _push(self.finish)
        self.next.setDefault(True)
        self._lay_out()
        for key in ("Return", "Enter", "Space"):
            QShortcut(QKeySequence(key), self).activated.connect(self.go_on)
        QShortcut(QKeySequence("Backspace"), self).activated.connect(self.canvas.clear)
        self.canvas.ink_changed.connect(self._update)
        self.resize(_SIZE)
        self._translate()
        self.canvas.setFocus()

    @property
    def wanted(self) -> int | None:
        """The digit to write now; None at the end."""
        done = len(self._written)
        return self._wanted[done] if done < len(self._wanted) else None

    @property
    def is_measuring(self) -> bool:
        """Whether it is being found out what learning brings."""
        return self._worker.is_busy

    def go_on(self) -> None:
        """Store what is written and ask for the next one; nothing happens on an empty pad."""
        self.canvas.finish()
        recognition = self._recognizer.recognize_ink(self.canvas.ink())
        if self.wanted is None or recognition is None:
            return
        sample = NewSample(
            self.wanted,
            image_bytes(recognition.stages.network_input),
            self.canvas.ink(),
            recognition.digit,
            self._recognizer.name,
            tag=self._tag,
        )
        try:
            self._written.append(self._store.add(sample))
        except SampleError as error:
            self._show_problem(error)
            return
        self._clean_pad()
        if len(self._written) == len(self._wanted):
            self.finish()

    def go_back(self) -> None:
        """Write the one before again."""
        if self._written:
            try:
                self._store.delete([self._written[-1].id])
            except SampleError as error:
                self._show_problem(error)
                return
            self._written.pop()
            self._clean_pad()

    def finish(self) -> None:
        """End here; what was written stays stored and is learned from."""
        if self._worker.is_busy:
            return
        last = max(1, len(self._written) // 10 - 1) * 10
        if len(self._written) <= last:
            if self._written:
                self.collected.emit()
            self.accept()
            return
        self.canvas.setEnabled(False)
        self.message.setText(self.tr("Finding out what learning from your digits brings …"))
        digits = self._store.as_dataset(tag=self._tag)
        held_out = np.arange(last, len(digits))
        learned = digits.subset(np.arange(last))
        self._worker.start(partial(gain, self._recognizer.model, learned, digits.subset(held_out)))
        self._update()

    def _show_gain(self, found: Gain) -> None:
        text = self.tr(
            "Of {count} digits it had not learned from, {before} were read right before, {after} "
            "after learning from the others. Now it learns from all of them."
        )
        self.message.setText(
            text.format(count=found.count, before=found.right_before, after=found.right_after)
        )
        self.prompt.setText(self.tr("Thank you!"))
        self.end.setText(self.tr("&Close"))
        self.end.clicked.disconnect()
        self.end.clicked.connect(self.accept)
        self.collected.emit()

    def _show_problem(self, error: Exception) -> None:
        self.message.setProperty("tone", "problem")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(in_words(error))

    def _clean_pad(self) -> None:
        self.canvas.clear()
        self.canvas.undo_stack.clear()
        self._update()

    def _update(self) -> None:
        done = len(self._written)
        self.progress.setValue(done)
        self.back.setEnabled(bool(done) and self.wanted is not None)
        self.next.setEnabled(self.wanted is not None and not self.canvas.is_empty)
        self.end.setEnabled(not self._worker.is_busy)
        if self.wanted is not None:
            prompt = self.tr("Write a {digit}")
            self.prompt.setText(prompt.format(digit=self.wanted))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.end)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.prompt)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        column.addLayout(buttons)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let what is under way end."""
        self._worker.wait()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle(self.tr("Write each digit"))
        self.message.setText(self.tr("Write as you always do. Space or Enter goes on."))
        self.back.setText(self.tr("&Back"))
        self.next.setText(self.tr("&Next"))
        self.end.setText(self.tr("&End here"))
        self.progress.setAccessibleName(self.tr("Digits written"))
        self._update()


def _push(action: Callable[[], object]) -> QPushButton:
    button = QPushButton()
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: action())
    return button
