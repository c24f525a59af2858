"""A picture laid on the pad: as large as it fits, until one clicks it away and draws again."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.gui import theme

_RIM = 16.0


class PicturePane(QWidget):
    """Covers the pad while there is a picture. `dismissed` when it was clicked away.

    `moved` when the picture lies elsewhere or in another size than before.
    """

    dismissed = Signal()
    moved = Signal()

    def __init__(self, pad: QWidget) -> None:
        super().__init__(pad)
        self._image: QImage | None = None
        self.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.hide()
        self._translate()

    @property
    def is_shown(self) -> bool:
        """Whether there is a picture on the pad."""
        return self._image is not None

    def show_picture(self, image: QImage) -> None:
        """Lay this picture on the pad."""
        self._image = image
        self.show()
        self.update()
        self.moved.emit()

    def take_away(self) -> None:
        """Show the pad again."""
        self._image = None
        self.hide()

    def place(self) -> tuple[float, QPointF]:
        """Pad units a pixel of the picture, and where its upper left corner lies."""
        if self._image is None:
            return 1.0, QPointF()
        room = QRectF(self.rect()).adjusted(_RIM, _RIM, -_RIM, -_RIM - self._hint_height())
        width, height = self._image.width(), self._image.height()
        scale = max(1e-3, min(room.width() / width, room.height() / height))
        left = room.center().x() - width * scale / 2
        return scale, QPointF(left, room.center().y() - height * scale / 2)

    def _hint_height(self) -> float:
        return self.fontMetrics().height() + theme.GAP_SMALL

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, picture and a word on how to go on."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rim = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(self.rect(), self.palette().color(role.Window))
        painter.setBrush(self.palette().color(role.Base))
        painter.setPen(QPen(self.palette().color(role.Mid), 1))
        painter.drawRoundedRect(rim, theme.RADIUS_PAD, theme.RADIUS_PAD)
        if self._image is not None:
            scale, corner = self.place()
            size = self._image.size().toSizeF() * scale
            painter.drawImage(QRectF(corner, size), self._image)
        painter.setPen(self.palette().color(role.PlaceholderText))
        line = rim.adjusted(0, 0, 0, -theme.GAP_SMALL)
        painter.drawText(
            line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, self._hint
        )

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Click it away."""
        self.dismissed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture follows the pad's size."""
        super().resizeEvent(event)
        if self.is_shown:
            self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
            self.update()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._hint = self.tr("Click, or press Escape, to draw again")
        self.setAccessibleName(self.tr("Picture"))
