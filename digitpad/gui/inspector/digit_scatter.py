"""A map of digits: each is its own sign in the colour of its class; the drawing moves among them.

The wheel zooms where the pointer is, dragging moves, a double click shows all again. The digits
are painted once for a view; what moves is painted above.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.map_view import MapView
from digitpad.types import FloatArray, IntArray

_WHEEL_STEP = 1.0015
_KEY_STEP = 1.5
_REACH = 14.0
_GLYPH = 0.8
_FADED = 0.1
_TRAIL = 150


class DigitScatter(QWidget):
    """Positions in the plane with labels; `hovered` carries the row under the pointer, or -1."""

    hovered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._positions = np.zeros((0, 2), np.float32)
        self._labels = np.zeros(0, np.int64)
        self._names: Sequence[str] = ()
        self._only = -1
        self._view = MapView()
        self._board: QPixmap | None = None
        self._here: FloatArray | None = None
        self._trail: list[FloatArray] = []
        self._near = np.zeros(0, np.int64)
        self._hovered = -1
        self._dragged_from: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    def show_digits(self, positions: FloatArray, labels: IntArray, names: Sequence[str]) -> None:
        """Show digits (N, 2) with labels (N,), whose classes have these names."""
        self._positions, self._labels, self._names = positions, labels, names
        self._trail.clear()
        self._here = None
        self._near = np.zeros(0, np.int64)
        self._view = MapView.around(positions)
        self._hover(-1)
        self._repaint_all()

    def show_only(self, label: int) -> None:
        """Let all other classes fade; -1: none."""
        self._only = label
        self._repaint_all()

    def show_drawing(self, position: FloatArray | None, near: IntArray) -> None:
        """Where the drawing lies (2,), and the rows of its nearest digits; None: no drawing."""
        if position is None:
            self._trail.clear()
        else:
            self._trail = [*self._trail[-_TRAIL:], position]
        self._here, self._near = position, near
        self.update()

    @property
    def here(self) -> FloatArray | None:
        """Where the drawing lies."""
        return self._here

    @property
    def hovered_row(self) -> int:
        """The digit under the pointer, -1 for none."""
        return self._hovered

    @property
    def zoom(self) -> float:
        """1 with all digits in view."""
        return self._view.zoom

    # Where things are

    def places(self, positions: FloatArray) -> FloatArray:
        """Positions (N, 2) as pixels of the widget (N, 2)."""
        return self._view.places(positions, self.width(), self.height())

    def sizeHint(self) -> QSize:
        """Room for two thousand signs."""
        return QSize(520, 480)

    def minimumSizeHint(self) -> QSize:
        """Less says nothing."""
        return QSize(240, 200)

    # What it looks like

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lay what moves over the painted digits."""
        if self._board is None:
            self._board = self._painted()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._board)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_near(painter)
        if self._here is not None:
            self._paint_drawing(painter, self._here)
        if self._hovered >= 0:
            self._ring(painter, self._hovered, QPalette.ColorRole.Text, 2)

    def _painted(self) -> QPixmap:
        """All digits, as they lie in this view."""
        ratio = self.devicePixelRatioF()
        board = QPixmap(self.size() * ratio)
        board.setDevicePixelRatio(ratio)
        board.fill(self.palette().color(QPalette.ColorRole.Base))
        painter = QPainter(board)
        signs = [self._sign(label, ratio) for label in range(len(self._names))]
        half = self._side() / 2
        places = self.places(self._positions)
        inside = ((places > -half) & (places < [self.width() + half, self.height() + half])).all(1)
        order = np.flatnonzero(inside)
        order = order[np.argsort(self._labels[order] == self._only, kind="stable")]
        for row in order.tolist():
            label = int(self._labels[row])
            painter.setOpacity(1.0 if self._only in (-1, label) else _FADED)
            x, y = places[row].tolist()
            painter.drawPixmap(QPointF(x - half, y - half), signs[label])
        painter.setOpacity(1.0)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
        return board

    def _side(self) -> int:
        return self.fontMetrics().height()

    def _sign(self, label: int, ratio: float) -> QPixmap:
        """A class's name in its colour."""
        side = self._side()
        sign = QPixmap(QSize(side, side) * ratio)
        sign.setDevicePixelRatio(ratio)
        sign.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sign)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.scaled(theme.weighted(self.font(), QFont.Weight.DemiBold), _GLYPH)
        painter.setFont(font)
        colours = theme.class_colours(self.palette())
        painter.setPen(colours[label % len(colours)])
        box = QRectF(0, 0, side, side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._names[label])
        painter.end()
        return sign

    def _paint_near(self, painter: QPainter) -> None:
        """Lines from the drawing to its nearest digits, and rings around them."""
        if self._here is None:
            return
        (here,) = self.places(self._here[None]).tolist()
        painter.setPen(QPen(self._see_through(QPalette.ColorRole.Text, 0.35), 1))
        for x, y in self.places(self._positions[self._near]).tolist():
            painter.drawLine(QPointF(*here), QPointF(x, y))
        for row in self._near.tolist():
            self._ring(painter, row, QPalette.ColorRole.Accent, 1.5)

    def _ring(self, painter: QPainter, row: int, role: QPalette.ColorRole, width: float) -> None:
        (place,) = self.places(self._positions[row : row + 1]).tolist()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().color(role), width))
        painter.drawEllipse(QPointF(*place), self._side() * 0.5, self._side() * 0.5)

    def _paint_drawing(self, painter: QPainter, here: FloatArray) -> None:
        """The way it came, fading, and a dot where it is."""
        way = [QPointF(x, y) for x, y in self.places(np.array(self._trail)).tolist()]
        for step in range(1, len(way)):
            share = 0.1 + 0.7 * step / len(way)
            painter.setPen(QPen(self._see_through(QPalette.ColorRole.Accent, share), 2))
            painter.drawLine(way[step - 1], way[step])
        (place,) = self.places(here[None]).tolist()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 2.5))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawEllipse(QPointF(*place), 8, 8)

    def _see_through(self, role: QPalette.ColorRole, share: float) -> QColor:
        colour = QColor(self.palette().color(role))
        colour.setAlphaF(share)
        return colour

    def _repaint_all(self) -> None:
        self._board = None
        self.update()

    # Looking closer

    def _look(self, view: MapView) -> None:
        self._view = view
        self._repaint_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self._zoom_at(_WHEEL_STEP ** event.angleDelta().y(), event.position())
        event.accept()

    def _zoom_at(self, factor: float, at: QPointF) -> None:
        place = (at.x(), at.y())
        self._look(self._view.zoomed(factor, place, self.width(), self.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the map along, or find the digit under the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._dragged_from is not None:
            by = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._look(self._view.moved((by.x(), by.y()), self.width(), self.height()))
        else:
            self._hover(self.row_at(event.position()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Enough dragged."""
        self._dragged_from = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Show all again."""
        self._look(self._view.whole())

    def leaveEvent(self, event: QEvent) -> None:
        """No digit is under the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and - zoom into the middle, 0 shows all."""
        key, middle = event.key(), QRectF(self.rect()).center()
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._zoom_at(_KEY_STEP, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom_at(1 / _KEY_STEP, middle)
        elif key == Qt.Key.Key_0:
            self._look(self._view.whole())
        else:
            super().keyPressEvent(event)

    def row_at(self, place: QPointF) -> int:
        """The digit nearest to a place, if it is within reach; else -1."""
        if not len(self._positions):
            return -1
        apart = self.places(self._positions) - [place.x(), place.y()]
        distances = np.hypot(apart[:, 0], apart[:, 1])
        if self._only >= 0:
            distances[self._labels != self._only] = np.inf
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else -1

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.hovered.emit(row)
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint the digits anew."""
        self._board = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and font."""
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._repaint_all()
        super().changeEvent(event)
