"""A line of text that changes every second and moves nothing around it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget


class SteadyText(QWidget):
    """Plain text that is painted anew when it changes, and nothing else.

    A QLabel has its whole window laid out again with every `setText`. This one asks for room
    only when a text is wider than all before it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = ""
        self._text = text
        self._widest = self._width_of(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What is written."""
        return self._text

    def setText(self, text: str) -> None:
        """Write it."""
        if text == self._text:
            return
        self._text = text
        self._name()
        width = self._width_of(text)
        if width > self._widest:
            self._widest = width
            self.updateGeometry()
        self.update()

    def set_caption(self, caption: str) -> None:
        """What the text is, for a screen reader; where there is none, the text says it itself."""
        self._caption = caption
        self._name()

    def sizeHint(self) -> QSize:
        """Room for the widest text so far."""
        return QSize(max(self._widest, self._width_of(self._text)), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """No less: numbers are never cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The text, at the left."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._text
        )

    def _name(self) -> None:
        self.setAccessibleName(f"{self._caption}: {self._text}" if self._caption else self._text)

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)
