"""The picture on the pad, until it is clicked away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme

if TYPE_CHECKING:
    from digitpad.common.types import FloatArray

_MARGIN = 16.0

_DIGIT_ENLARGEMENT = 16
"""Screen pixels per pixel of a digit, so that its pixels have sharp edges."""


class PicturePane(QWidget):
    """Covers the pad while there is a picture, or one is being read for some time.

    `dismissed` is emitted when it was clicked away, `moved` when its position or size changed.
    """

    dismissed = Signal()
    moved = Signal()

    def __init__(self, pad: QWidget) -> None:
        super().__init__(pad)
        self._image: QImage | FloatArray | None = None
        self._size = QSizeF()
        self.is_reading = False
        self.setAutoFillBackground(False)
        self.setAccessibleName(self.tr("Picture"))
        self.hide()

    @property
    def is_shown(self) -> bool:
        """Whether the pad is covered."""
        return self._image is not None or self.is_reading

    def show_picture(self, image: QImage | FloatArray, size: QSizeF) -> None:
        """Show this picture, or ink, on the pad; it may be reduced from the size in pixels."""
        self._image, self._size = image, size
        self.is_reading = False
        self.show()
        self.update()
        self.moved.emit()

    def show_reading(self) -> None:
        """Say that a picture is being read."""
        self.is_reading = True
        self.show()
        self.update()

    def end_reading(self) -> None:
        """Show the former picture, or the pad, instead of the message."""
        self.is_reading = False
        self.setVisible(self._image is not None)
        self.update()

    def remove_picture(self) -> None:
        """Remove the picture."""
        self._image = None
        self.end_reading()

    def place(self) -> tuple[float, QPointF]:
        """Pad units per pixel of the picture, and the position of its upper left corner."""
        if self._image is None:
            return 1.0, QPointF()
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        room.setBottom(room.bottom() - self.fontMetrics().height() - theme.GAP_SMALL)
        width, height = self._size.width(), self._size.height()
        scale = max(1e-3, min(room.width() / width, room.height() / height))
        left = room.center().x() - width * scale / 2
        return scale, QPointF(left, room.center().y() - height * scale / 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint background, picture and a hint how to remove it."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rim = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(self.rect(), self.palette().color(role.Window))
        painter.setBrush(self.palette().color(role.Base))
        painter.setPen(QPen(self.palette().color(role.Mid), 1))
        painter.drawRoundedRect(rim, theme.RADIUS_PAD, theme.RADIUS_PAD)
        hint = self.tr("Click or press Escape to draw again")
        if self.is_reading:
            painter.setPen(self.palette().color(role.Text))
            painter.drawText(rim, Qt.AlignmentFlag.AlignCenter, self.tr("Reading the picture …"))
            hint = self.tr("Click or press Escape to cancel")
        elif self._image is not None:
            scale, corner = self.place()
            image = self._image
            if not isinstance(image, QImage):
                from digitpad.gui.charts.colour_maps import InkColours  # noqa: PLC0415 - with NumPy

                image = InkColours(self.palette()).image(image, _DIGIT_ENLARGEMENT)
            painter.drawImage(QRectF(corner, self._size * scale), image)
        painter.setPen(self.palette().color(role.PlaceholderText))
        line = rim.adjusted(0, 0, 0, -theme.GAP_SMALL)
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, hint)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Dismiss the picture."""
        self.dismissed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the new size."""
        super().resizeEvent(event)
        if self.is_shown:
            self.moved.emit()
