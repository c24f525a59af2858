"""A window that compares two models: first a bar that can be stopped, then both side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.library.comparing import Comparing
from digitpad.gui.library.comparison_view import ModelComparisonView
from digitpad.model_comparison import ModelComparison

_SIZE = QSize(1080, 660)
_BAR_WIDTH = 360


class ComparisonWindow(QDialog):
    """Compares two models of the library by their names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = ("", "")
        self._next: tuple[str, str] | None = None
        self.comparing = Comparing(self)
        self.comparing.progressed.connect(self._show_progress)
        self.comparing.compared.connect(self._show_comparison)
        self.comparing.failed.connect(self._show_problem)
        self.comparing.called_off.connect(self._go_on_or_close)
        self.view = ModelComparisonView()
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR_WIDTH, 6)
        self.stop = QPushButton()
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._stop)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._waiting())
        self._stack.addWidget(self._framed())
        self.resize(_SIZE)
        self._translate()

    def compare(self, old: str, new: str) -> None:
        """Compare these; a comparison under way is stopped for it."""
        if self.comparing.is_busy:
            self._next = old, new
            self.comparing.cancel()
            return
        self._names = old, new
        self._translate()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop.show()
        self._stack.setCurrentIndex(0)
        self._say(self.tr("{old} and {new} read the same digits …").format(old=old, new=new))
        self.comparing.start(old, new)

    def _waiting(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        column.addWidget(self.message)
        for widget in (self.bar, self.stop):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        return page

    def _framed(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.addWidget(self.view)
        return page

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_comparison(self, found: ModelComparison) -> None:
        if self._next is not None:
            self._go_on_or_close()
            return
        self.view.show_comparison(found)
        self._stack.setCurrentIndex(1)

    def _show_problem(self, problem: str) -> None:
        self.bar.hide()
        self.stop.hide()
        self._say(problem, tone="problem")

    def _say(self, text: str, *, tone: str = "quiet") -> None:
        self.message.setProperty("tone", tone)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(text)

    def _go_on_or_close(self) -> None:
        following, self._next = self._next, None
        if following is None:
            self.close()
        else:
            self.compare(*following)

    def _stop(self) -> None:
        self._say(self.tr("Stopping …"))
        self.comparing.cancel()

    def hideEvent(self, event: QHideEvent) -> None:
        """The escape key hides a dialog without closing it."""
        if not event.spontaneous():
            self._next = None
            self.comparing.cancel()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing goes on behind a closed window."""
        self.comparing.shut_down()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        old, new = self._names
        self.setWindowTitle(self.tr("{old} and {new}").format(old=old, new=new))
        self.stop.setText(self.tr("&Stop"))
