"""A digit as the model is given it, in a frame."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui.grey_image import InkColours
from digitpad.types import FloatArray


class DigitPicture(QWidget):
    """Shows (28, 28) of ink in a square of fixed size, each pixel sharp."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: FloatArray | None = None
        self.is_wrong = False
        self._side = side
        self._colours = InkColours(self.palette())
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: FloatArray | None, *, is_wrong: bool = False) -> None:
        """Show this, or an empty frame; what is wrong has a frame of its own colour."""
        self.image, self.is_wrong = image, is_wrong
        self.update()

    def sizeHint(self) -> QSize:
        """Always the same square."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture and frame."""
        role, palette = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        square = QRectF(self.rect())
        painter.fillRect(square, palette.color(role.Base))
        if self.image is not None:
            painter.drawImage(square, self._colours.image(self.image))
        width = 2 if self.is_wrong else 1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(role.BrightText if self.is_wrong else role.Mid), width))
        half = width / 2
        painter.drawRect(square.adjusted(half, half, -half, -half))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colours = InkColours(self.palette())
        super().changeEvent(event)
