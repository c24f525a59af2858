"""The way from ink to answer as a row of small pictures, live.

    ink > cut out > 20 pixels > centre > 28 x 28

A step that can be left out is a button: pressed out, the network gets the digit without it, and
the bars show what the step was good for.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.grey_image import InkColours
from digitpad.gui.stage_views import STAGES, Brush, StageView, translated
from digitpad.preprocess import Stages
from digitpad.types import FloatArray

_LARGEST_SIDE = 96
_SMALLEST_SIDE = 56
_FADED = 0.25
_MARK_RADIUS = 4.0


class StageTile(QAbstractButton):
    """One step: its picture, its name beneath, and where it can be left out a mark to say so."""

    def __init__(self, view: StageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._stages: Stages | None = None
        self._pad: FloatArray | None = None
        self._colours = InkColours(self.palette())
        self.setCheckable(view.can_be_left_out)
        self.setChecked(view.can_be_left_out)
        self.setFont(theme.scaled(self.font(), 0.9))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if view.can_be_left_out:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.toggled.connect(self._translate)
        self._translate()

    @property
    def is_left_out(self) -> bool:
        """Whether the network gets the digit without this step."""
        return self.isCheckable() and not self.isChecked()

    def show_stages(self, stages: Stages | None, pad: FloatArray | None) -> None:
        """Show this step; None, nothing drawn, leaves the frame empty."""
        if stages is not self._stages:
            self._stages, self._pad = stages, pad
            self.update()

    def sizeHint(self) -> QSize:
        """The largest picture and a line of text."""
        return QSize(_LARGEST_SIDE, self._height_for(_LARGEST_SIDE))

    def minimumSizeHint(self) -> QSize:
        """The smallest picture that shows anything."""
        return QSize(_SMALLEST_SIDE, self._height_for(_SMALLEST_SIDE))

    def _height_for(self, side: int) -> int:
        return side + theme.GAP_SMALL + self.fontMetrics().height()

    def _square(self) -> QRectF:
        room = self.height() - theme.GAP_SMALL - self.fontMetrics().height()
        side = min(self.width(), room, _LARGEST_SIDE)
        return QRectF((self.width() - side) / 2, 0, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, picture and name."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        square = self._square()
        painter.fillRect(square, self.palette().color(role.Base))
        painter.setOpacity(_FADED if self.is_left_out else 1.0)
        if self._stages is not None:
            inner = square.adjusted(3, 3, -3, -3)
            ratio = self.devicePixelRatioF()
            brush = Brush(painter, inner, self._colours, self.palette(), ratio)
            self.view.paint(brush, self._stages, self._pad)
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_marked = self.hasFocus() or (self.underMouse() and self.isCheckable())
        painter.setPen(QPen(self.palette().color(role.Accent if is_marked else role.Mid), 1))
        painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_name(painter, square)

    def _paint_name(self, painter: QPainter, square: QRectF) -> None:
        role = QPalette.ColorRole
        name = translated(self.view.title)
        metrics = self.fontMetrics()
        mark = 2 * _MARK_RADIUS + 5 if self.isCheckable() else 0
        width = metrics.horizontalAdvance(name) + mark
        left = max(0.0, square.center().x() - width / 2)
        line = QRectF(left + mark, square.bottom() + theme.GAP_SMALL, width, metrics.height())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(role.PlaceholderText))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        if self.isCheckable():
            colour = self.palette().color(role.Dark if self.is_left_out else role.Accent)
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush if self.is_left_out else colour)
            circle = QRectF(left, 0, 2 * _MARK_RADIUS, 2 * _MARK_RADIUS)
            circle.moveTop(line.center().y() - _MARK_RADIUS)
            painter.drawEllipse(circle)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colours = InkColours(self.palette())
            self.update()
        super().changeEvent(event)

    def _translate(self) -> None:
        text = translated(self.view.explanation)
        if self.is_left_out:
            text += " " + self.tr("It is left out now; click to bring it back.")
        elif self.isCheckable():
            text += " " + self.tr("Click to leave it out and see what it is good for.")
        self.setAccessibleName(translated(self.view.title))
        self.setAccessibleDescription(text)
        # As rich text it is broken into lines.
        self.setToolTip(f"<p>{text}</p>")
        self.update()


class PipelineStrip(QWidget):
    """All steps side by side. `left_out_changed` carries the names of those left out."""

    left_out_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = tuple(StageTile(view) for view in STAGES)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        for number, tile in enumerate(self.tiles):
            if number:
                row.addWidget(_Arrow())
            row.addWidget(tile, 1)
            tile.toggled.connect(self._tell)

    def show_stages(self, stages: Stages | None, pad: FloatArray | None) -> None:
        """Show the way of one digit, and the picture of the pad it is drawn on."""
        for tile in self.tiles:
            tile.show_stages(stages, pad)

    def left_out(self) -> frozenset[str]:
        """The names of the steps that are left out."""
        return frozenset(tile.view.name for tile in self.tiles if tile.is_left_out)

    def leave_nothing_out(self) -> None:
        """Bring all steps back."""
        for tile in self.tiles:
            if tile.is_left_out:
                tile.setChecked(True)

    def _tell(self) -> None:
        self.left_out_changed.emit(self.left_out())


class _Arrow(QWidget):
    """From one step to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it at the height of the pictures' middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1.4))
        text = self.fontMetrics().height() + theme.GAP_SMALL
        middle = (self.height() - text) // 2
        painter.drawPolyline(
            [QPointF(1.5, middle - 5), QPointF(6, middle), QPointF(1.5, middle + 5)]
        )
