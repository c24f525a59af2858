"""A line below a window: what was just done, with Undo; or what is being done, with Cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.widgets import ProgressBar, plain_label, row, set_tone

_PROGRESS_WIDTH = 120
_DELAY_MILLISECONDS = 300
"""Work that ends before this time shows no progress, so that nothing flashes up."""


class MessageBar(QWidget):
    """Keeps its space while it is empty, so that the layout is stable.

    `cancel_requested` is emitted by the button beside the progress. Only work that reports its
    progress can be cancelled.
    """

    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._undo: Callable[[], object] | None = None
        self._jobs: list[BackgroundJob] = []
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MILLISECONDS)
        self._delay.timeout.connect(self._show_work)
        self.text = plain_label(wraps=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo, self.cancel = QToolButton(), QToolButton()
        self.undo.setText(self.tr("Undo"))
        self.undo.setToolTip(self.tr("Undo this change"))
        self.undo.clicked.connect(self.run_undo)
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_requested)
        self.progress = ProgressBar()
        self.progress.setFixedSize(_PROGRESS_WIDTH, theme.GAP_SMALL)
        row(self.undo, self.progress, self.cancel, (self.text, 1), of=self)
        for widget in (self.undo, self.progress, self.cancel):
            widget.hide()
        lines = 2 * self.fontMetrics().lineSpacing()
        self.setMinimumHeight(max(self.undo.sizeHint().height(), lines))

    def watch(self, job: BackgroundJob) -> None:
        """Show the progress of a job while it is busy."""
        self._jobs.append(job)
        job.started.connect(self._delay.start)
        job.progressed.connect(self._show_progress)
        for end in (job.idle, job.cancelled):
            end.connect(self._hide_if_idle)

    def show_message(
        self, text: str, *, is_problem: bool = False, undo: Callable[[], object] | None = None
    ) -> None:
        """Show a message; `undo` reverts what it reports."""
        self._undo = undo
        self.undo.setVisible(undo is not None)
        set_tone(self.text, "problem" if is_problem else "quiet")
        self.text.setText(text)

    def clear(self) -> None:
        """Remove the message, because it no longer holds."""
        self.show_message("")

    def run_undo(self) -> None:
        """Undo what the message reports, if it can be undone."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self.clear()
            undo()

    def _show_work(self) -> None:
        if any(job.is_busy for job in self._jobs):
            self.progress.show_progress()
            self.progress.show()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total)
        self.cancel.setVisible(self.progress.isVisible())

    def _hide_if_idle(self) -> None:
        if not any(job.is_busy for job in self._jobs):
            self._delay.stop()
            self.progress.hide()
            self.cancel.hide()
