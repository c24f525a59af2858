"""A window that compares two models: first a progress bar with cancel, then the result."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from digitpad.data.mnist import load_mnist
from digitpad.evaluation.comparison import ModelComparison, compare_models
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.library.comparison_view import ModelComparisonView
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import ProgressBar, column, plain_label, push_button, row, set_tone
from digitpad.jobs.plan_digits import own_samples
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model

_SIZE = QSize(1080, 660)
_BAR_WIDTH = 360


def compare(task: Task, old: str | Path, new: str | Path) -> ModelComparison:
    """Compare two models, by name or file, on MNIST's test digits and the user's own samples.

    Runs in the thread of a `BackgroundJob`.
    """
    return compare_models(
        load_model(find_model(old)),
        load_model(find_model(new)),
        load_mnist("test"),
        own_samples(),
        progress=task.progress,
        cancelled=task.cancelled,
    )


class ComparisonWindow(SecondaryWindow):
    """Compares two models of the library by name."""

    def __init__(self, session: Session) -> None:
        super().__init__("comparison", session, _SIZE, "models#compare")
        self.job = BackgroundJob(self)
        self.job.failed.connect(self._show_problem)
        self.view = ModelComparisonView()
        self.view.digits.offer_pad(session, inspects=True)
        self.message = plain_label(wraps=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = ProgressBar()
        self.job.progressed.connect(self.bar.show_progress)
        self.bar.setFixedSize(_BAR_WIDTH, theme.GAP_SMALL)
        self.cancel = push_button(self.tr("&Cancel"), self.close)
        self._stack = QStackedWidget()
        waiting, result = QWidget(), QWidget()
        bar, button = row(None, self.bar, None), row(None, self.cancel, None)
        column(None, self.message, bar, button, None, spacing=theme.GAP, of=waiting)
        column(self.view, of=result).setContentsMargins(*[theme.GAP_LARGE] * 4)
        self._stack.addWidget(waiting)
        self._stack.addWidget(result)
        self.setCentralWidget(self._stack)

    def compare(self, old: str, new: str) -> None:
        """Compare these models; a running comparison is cancelled."""
        self.setWindowTitle(self.tr("{old} and {new}").format(old=old, new=new))
        self.bar.show_progress()
        self.bar.show()
        self.cancel.show()
        self._stack.setCurrentIndex(0)
        set_tone(self.message, "quiet")
        text = self.tr("Comparing {old} and {new} on the same digits …")
        self.message.setText(text.format(old=old, new=new))
        self.job.start(lambda task: compare(task, old, new), self._show_comparison)

    def _show_comparison(self, found: ModelComparison) -> None:
        self.view.show_comparison(found)
        self._stack.setCurrentIndex(1)
        self.view.sides.setFocus()

    def _show_problem(self, error: Exception) -> None:
        self.bar.hide()
        self.cancel.hide()
        set_tone(self.message, "problem")
        self.message.setText(translated(error))

    def hideEvent(self, event: QHideEvent) -> None:
        """Cancel when the window is closed; minimizing it lets the comparison go on."""
        if not event.spontaneous():
            self.job.cancel()
        super().hideEvent(event)
