"""Drawing with the keyboard: arrow keys move a cursor on a 28 x 28 grid, Space draws.

Space puts the pen down or lifts it. While the pen is down, each arrow key continues the stroke.
Shift and an arrow key moves four squares. Screen readers are told each position.
"""

import time

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.pointer_input import Contact
from digitpad.gui.widgets import announce

SQUARES = 28
_NUMBER = -1
"""The contact number of the keyboard; the mouse has 0, fingers have the numbers from 1."""

_SHIFT_STEP = 4
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PixelCursor(QWidget):
    """An overlay of the pad."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.column = self.row = SQUARES // 2
        self.is_down = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Keyboard pen: arrow keys move, Space draws"))
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, and draw while the pen is down."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.pen_up() if self.is_down else self._put_down()
        elif key in _STEPS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(*_STEPS[key], _SHIFT_STEP if far else 1)
        else:
            super().keyPressEvent(event)

    def pen_up(self) -> None:
        """Lift the pen."""
        if self.is_down:
            self.is_down = False
            self._canvas.touch_up(_NUMBER)
            self._show_place()

    def _put_down(self) -> None:
        self.is_down = True
        self._canvas.touch_down(self._contact())
        self._show_place()

    def _step(self, right: int, down: int, count: int) -> None:
        for _ in range(count):
            self.column = min(max(self.column + right, 0), SQUARES - 1)
            self.row = min(max(self.row + down, 0), SQUARES - 1)
            if self.is_down and self._canvas.document.is_drawing:
                self._canvas.touch_move(self._contact())
            elif self.is_down:
                # The stroke was removed by clear or undo: start a new one.
                self._canvas.touch_down(self._contact())
        self._show_place()

    def _contact(self) -> Contact:
        centre = self._square().center()
        return Contact(_NUMBER, centre.x(), centre.y(), time.monotonic())

    def _grid(self) -> QRectF:
        """The largest square in the middle of the pad."""
        side = float(min(self.width(), self.height()))
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _square(self) -> QRectF:
        grid = self._grid()
        side = grid.width() / SQUARES
        left, top = grid.left() + self.column * side, grid.top() + self.row * side
        return QRectF(left, top, side, side)

    def _show_place(self) -> None:
        state = self.tr("pen down") if self.is_down else self.tr("pen up")
        text = self.tr("Column {column}, row {row}, {state}").format(
            column=self.column + 1, row=self.row + 1, state=state
        )
        self.setAccessibleDescription(text)
        announce(self, text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a faint grid and the cursor."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        faint = QColor(self.palette().color(role.Mid))
        faint.setAlphaF(0.4)
        painter.setPen(QPen(faint, 1))
        grid = self._grid()
        side = grid.width() / SQUARES
        for number in range(SQUARES + 1):
            across, down = grid.left() + number * side, grid.top() + number * side
            painter.drawLine(QPointF(across, grid.top()), QPointF(across, grid.bottom()))
            painter.drawLine(QPointF(grid.left(), down), QPointF(grid.right(), down))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.palette().color(role.Accent)
        inside = QColor(accent)
        inside.setAlphaF(0.75 if self.is_down else 0.15)
        painter.setBrush(inside)
        painter.setPen(QPen(accent, 2 if self.hasFocus() else 1))
        painter.drawRect(self._square())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the cursor is."""
        super().focusInEvent(event)
        self._show_place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lift the pen when the focus is lost."""
        self.pen_up()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Lift the pen when the cursor is hidden."""
        self.pen_up()
        super().hideEvent(event)
