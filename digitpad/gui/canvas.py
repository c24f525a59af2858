"""The pad: pen and mouse events in, ink out.

Finished strokes rest in a picture of the screen's own resolution; the stroke under the pen is
painted above it, and of both only the rectangle that changed. Coordinates stay those of the pad,
so a smaller window hides ink but loses none.
"""

import time

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QInputDevice,
    QInputEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
    QUndoStack,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.ink_commands import AddStroke, ClearInk
from digitpad.gui.live_stroke import LiveStroke
from digitpad.gui.stroke_path import stroke_box, stroke_outline, tail_box
from digitpad.ink import Ink, Stroke

# A mouse knows no pressure and writes with the full width of the pen.
_MOUSE_PRESSURE = 1.0
# Of a pen that cannot tell.
_UNKNOWN_PRESSURE = 0.5


class Canvas(QWidget):
    """A resizable pad for strokes, with undo and redo.

    `ink_changed` carries the whole `Ink`, the unfinished stroke included, after every event that
    changed it.
    """

    ink_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._finished = Ink(pen_width=theme.PEN_WIDTH)
        self._live: LiveStroke | None = None
        self._clock_start = 0.0
        self._picture: QPixmap | None = None
        self.setMinimumSize(280, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._translate()

    # What is on the pad

    def ink(self) -> Ink:
        """Everything drawn, the stroke under the pen included."""
        if self._live is None:
            return self._finished
        return self._finished.with_stroke(self._live.so_far())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn, not even by the stroke under the pen."""
        return self._live is None and self._finished.is_empty

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is under way."""
        return self._live is not None

    def clear(self) -> None:
        """Wipe the pad; can be undone."""
        self._finish_stroke()
        if not self._finished.is_empty:
            self.undo_stack.push(ClearInk(self._finished_ink, self._show))

    def undo(self) -> None:
        """Take back the last action; a stroke under the pen ends first and is then taken back."""
        self._finish_stroke()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._finish_stroke()
        self.undo_stack.redo()

    def _finished_ink(self) -> Ink:
        return self._finished

    def _show(self, ink: Ink, added: Stroke | None) -> None:
        """Replace the finished ink. Only the `added` stroke is painted, where there is one."""
        hint_changes = self._finished.is_empty or ink.is_empty
        self._finished = ink
        if added is None or self._picture is None:
            self._picture = None
            self.update()
        else:
            self._paint_into_picture(self._picture, (added,))
            box = stroke_box(added.points, ink.pen_width)
            self.update() if hint_changes else self.update(box.toAlignedRect())
        self.ink_changed.emit(self.ink())

    # The way of the pen

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke; a stroke whose release got lost ends here and is not joined."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._finish_stroke()
        self._begin_stroke(event, event.position(), _MOUSE_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, also outside the pad."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._finish_stroke()
        elif self._live is not None:
            self._extend_stroke(event, event.position(), _MOUSE_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke where the button was let go."""
        if event.button() == Qt.MouseButton.LeftButton and self._live is not None:
            self._extend_stroke(event, event.position(), _MOUSE_PRESSURE)
            self._finish_stroke()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick dots are two strokes."""
        self.mousePressEvent(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, its pressure kept."""
        tells = event.pointingDevice().capabilities() & QInputDevice.Capability.Pressure
        pressure = min(1.0, event.pressure()) if tells else _UNKNOWN_PRESSURE
        if event.type() == QEvent.Type.TabletPress:
            if event.button() != Qt.MouseButton.LeftButton:
                event.ignore()
                return
            self._finish_stroke()
            self._begin_stroke(event, event.position(), pressure)
        elif event.type() == QEvent.Type.TabletMove:
            if self._live is not None and event.buttons() & Qt.MouseButton.LeftButton:
                self._extend_stroke(event, event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease and self._live is not None:
            # The pressure of a lifted pen is 0; the line ends as wide as it was.
            last_pressure = float(self._live.pressures[-1])
            self._extend_stroke(event, event.position(), last_pressure)
            self._finish_stroke()
        event.accept()

    def _begin_stroke(self, event: QInputEvent, position: QPointF, pressure: float) -> None:
        self._set_clock(event)
        self._live = LiveStroke(position.x(), position.y(), self._seconds(event), pressure)
        self.update() if self._finished.is_empty else self._update_tail()
        self.ink_changed.emit(self.ink())

    def _extend_stroke(self, event: QInputEvent, position: QPointF, pressure: float) -> None:
        if self._live is None or (position.x(), position.y()) == self._live.last:
            return
        self._live.add(position.x(), position.y(), self._seconds(event), pressure)
        self._update_tail()
        self.ink_changed.emit(self.ink())

    def _finish_stroke(self) -> None:
        if self._live is None:
            return
        stroke = self._live.finished()
        self._live = None
        self.undo_stack.push(AddStroke(self._finished_ink, self._show, stroke))

    def _set_clock(self, event: QInputEvent) -> None:
        """Time starts with the first point on the pad, and never before the last stroke ended."""
        now = _timestamp(event)
        if self._finished.is_empty:
            self._clock_start = now
        else:
            ended = float(self._finished.strokes[-1].times[-1])
            self._clock_start = min(self._clock_start, now - ended)

    def _seconds(self, event: QInputEvent) -> float:
        return max(0.0, _timestamp(event) - self._clock_start)

    # What the eye sees

    def _update_tail(self) -> None:
        if self._live is not None:
            box = tail_box(self._live.points, self._finished.pen_width)
            self.update(box.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, finished strokes, the stroke under the pen and the rim, where changed."""
        area = QRectF(event.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, self.palette().color(QPalette.ColorRole.Base))
        if self._finished.is_empty and self._live is None:
            self._paint_hint(painter)
        painter.drawPixmap(QPointF(0, 0), self._finished_picture())
        if self._live is not None:
            outline = stroke_outline(
                self._live.points, self._live.pressures, self._finished.pen_width, within=area
            )
            painter.fillPath(outline, self.palette().color(QPalette.ColorRole.Text))
        self._paint_rim(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setFont(theme.scaled(self.font(), 1.7))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)

    def _paint_rim(self, painter: QPainter) -> None:
        """Round the corners over the ink, and draw a hairline around the paper."""
        rim = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        corners = QPainterPath()
        corners.addRect(QRectF(self.rect()))
        corners.addRoundedRect(rim, theme.RADIUS_PAD, theme.RADIUS_PAD)
        painter.fillPath(corners, self.palette().color(QPalette.ColorRole.Window))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rim, theme.RADIUS_PAD, theme.RADIUS_PAD)

    def _finished_picture(self) -> QPixmap:
        """The finished strokes at the screen's resolution, painted anew where it changed."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            picture = QPixmap(QSize(self.size()) * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            self._paint_into_picture(picture, self._finished.strokes)
            self._picture = picture
        return self._picture

    def _paint_into_picture(self, picture: QPixmap, strokes: tuple[Stroke, ...]) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in strokes:
            outline = stroke_outline(stroke.points, stroke.pressures, self._finished.pen_width)
            painter.fillPath(outline, self.palette().color(QPalette.ColorRole.Text))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Coordinates stay; the picture is painted anew at the new size."""
        self._picture = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        if event.type() == QEvent.Type.PaletteChange:
            self._picture = None
            self.update()
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A window that goes away mid-stroke gets no release."""
        self._finish_stroke()
        super().hideEvent(event)

    def _translate(self) -> None:
        self._hint = self.tr("Draw a digit")
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(self.tr("Draw a digit here with the mouse or a pen"))
        self.update()


def _timestamp(event: QInputEvent) -> float:
    """Seconds on the clock of the device, or on ours where the event carries none."""
    return event.timestamp() / 1000 if event.timestamp() else time.monotonic()
