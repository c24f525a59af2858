"""A line that says what was just done, with a button that undoes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from digitpad.gui import theme


class UndoBar(QWidget):
    """Always takes its room, so that nothing jumps when it speaks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], object] | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo = QToolButton()
        self.undo.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.undo)
        row.addWidget(self.text, 1)
        self.setMinimumHeight(max(self.undo.sizeHint().height(), 2 * self.fontMetrics().height()))
        self.undo.hide()
        self._translate()

    def say(
        self, text: str, *, is_problem: bool = False, undo: Callable[[], object] | None = None
    ) -> None:
        """Say something; `undo` takes it back."""
        self._undo = undo
        self.undo.setVisible(undo is not None)
        self.text.setProperty("tone", "problem" if is_problem else "quiet")
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self.text.setText(text)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            self.undo.hide()
            undo()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was said stays in the old one."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.undo.setText(self.tr("Undo"))
        self.undo.setToolTip(self.tr("Take this back"))
