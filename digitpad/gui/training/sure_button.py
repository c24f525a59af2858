"""A button for what cannot be undone: the first click asks, the second does it.

It stands where it stood, in one place, without a window that comes in between.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

_PATIENCE_MILLISECONDS = 4000


class SureButton(QPushButton):
    """`confirmed` is emitted after the second click."""

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain, self._question = "", ""
        self._is_asking = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._forget)
        self.setAutoDefault(False)
        self.clicked.connect(self._click)

    def set_words(self, plain: str, question: str) -> None:
        """What stands on it, and what it asks."""
        self._plain, self._question = plain, question
        self.setText(question if self._is_asking else plain)

    def _click(self) -> None:
        if self._is_asking:
            self._forget()
            self.confirmed.emit()
        else:
            self._is_asking = True
            self.setText(self._question)
            self._patience.start()

    def _forget(self) -> None:
        self._is_asking = False
        self._patience.stop()
        self.setText(self._plain)
