"""The 28x28 picture that the network is given, each pixel a square, the centre of mass marked.

MNIST's digits have their centre of mass in the middle; a mark anywhere else would show at once
that something on the way from ink to picture went wrong.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.grey_image import InkColours
from digitpad.preprocess import Stages

_SIDE = 28


class NetworkPicture(QWidget):
    """Shows `Stages.network_input` enlarged by a whole number of screen pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: Stages | None = None
        self.setFixedSize(theme.PICTURE_SIDE, theme.PICTURE_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._colours = InkColours(self.palette())
        self._translate()

    @property
    def stages(self) -> Stages | None:
        """What is shown."""
        return self._stages

    def show_stages(self, stages: Stages | None) -> None:
        """Show this input; None, nothing drawn, leaves the frame empty."""
        if stages is not self._stages:
            self._stages = stages
            self.update()

    def sizeHint(self) -> QSize:
        """Always the same square."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pixels without smoothing, on whole screen pixels."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        enlargement = int(self.width() * ratio) // _SIDE
        side = enlargement * _SIDE / ratio
        corner = round((self.width() - side) / 2 * ratio) / ratio
        square = QRectF(corner, corner, side, side)
        painter.fillRect(square, self.palette().color(QPalette.ColorRole.Base))
        if self._stages is not None:
            painter.drawImage(
                square.topLeft(),
                self._colours.image(self._stages.network_input, enlargement, ratio),
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x, y = self._stages.centre_of_mass
            scale = side / _SIDE
            self._paint_mark(painter, square.topLeft() + QPointF(x * scale, y * scale))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def _paint_mark(self, painter: QPainter, centre: QPointF) -> None:
        """A small ring: on ink and on paper its rim keeps it visible."""
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 1.5))
        painter.drawEllipse(centre, 3.5, 3.5)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colours = InkColours(self.palette())
        super().changeEvent(event)

    def _translate(self) -> None:
        text = self.tr(
            "The drawing as the network is given it: cut out, fitted into 20 × 20 pixels and "
            "moved so that its centre of mass, the dot, lies in the middle"
        )
        self.setAccessibleName(self.tr("What the network sees"))
        self.setAccessibleDescription(text)
        # As rich text it is broken into lines.
        self.setToolTip(f"<p>{text}</p>")
