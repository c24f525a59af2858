"""A small card beside the pointer with one digit on it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.types import FloatArray

_SIDE = 84
_APART = 16


class HoverCard(QFrame):
    """Lies over its parent and never under the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._beneath = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setForegroundRole(self.palette().ColorRole.Mid)
        self.picture = DigitPicture(_SIDE)
        self.text = QLabel()
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_SMALL] * 4)
        column.setSpacing(2)
        column.addWidget(self.picture)
        column.addWidget(self.text)
        self.hide()

    def show_digit(self, image: FloatArray, text: str, at: QPoint) -> None:
        """Show a digit beside a place of the parent, where there is room."""
        self.picture.show_image(image)
        self.text.setText(text)
        self.adjustSize()
        room = self._beneath.size()
        x, y = at.x() + _APART, at.y() + _APART
        if x + self.width() > room.width():
            x = at.x() - _APART - self.width()
        if y + self.height() > room.height():
            y = at.y() - _APART - self.height()
        self.move(max(0, x), max(0, y))
        self.show()
        self.raise_()
