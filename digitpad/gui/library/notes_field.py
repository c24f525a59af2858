"""The user's own words about a model, kept without being asked to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_PAUSE_MILLISECONDS = 900
_LINES = 2.6


class NotesField(QPlainTextEdit):
    """Emits `written` with a model's name and its notes, after a pause or when it is left."""

    written = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._kept = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.keep)
        self.textChanged.connect(self._pause.start)
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(_LINES * self.fontMetrics().lineSpacing()) + 14)
        self._translate()

    def show_notes(self, name: str, notes: str, *, can_be_kept: bool) -> None:
        """Show those of a model. What is being typed about the same model stays."""
        if name == self._name and self.toPlainText() != self._kept:
            return
        self.keep()
        self._name = name
        if self.toPlainText().strip() != notes.strip():
            self.setPlainText(notes)
        self._kept = self.toPlainText()
        self._pause.stop()
        self.setEnabled(can_be_kept)

    def keep(self) -> None:
        """Keep what was typed, now."""
        self._pause.stop()
        text = self.toPlainText()
        if self._name and text != self._kept:
            self._kept = text
            self.written.emit(self._name, text.strip())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves has said it all."""
        super().focusOutEvent(event)
        self.keep()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setAccessibleName(self.tr("Notes"))
        self.setPlaceholderText(self.tr("Notes: what is special about this model?"))
