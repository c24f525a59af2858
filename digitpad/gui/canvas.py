"""The pad: what touches it goes in, ink comes out.

Finished strokes rest in a picture of the screen's own resolution; the strokes under way are
painted above it, and of both only the rectangle that changed. Coordinates stay those of the pad,
so a smaller window hides ink but loses none.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.devices import Contact, Devices
from digitpad.gui.erasing import EraserKind, erase
from digitpad.gui.ink_commands import Change, Sheet
from digitpad.gui.ink_history import InkHistory
from digitpad.gui.live_stroke import LiveStroke
from digitpad.gui.pad_picture import PadPicture
from digitpad.gui.stroke_path import stroke_outline, tail_box
from digitpad.gui.tools import Tool, eraser_cursor, eraser_radius
from digitpad.ink import Ink

_HINT_SCALE = 1.7


@dataclass(slots=True)
class _Erasing:
    """An eraser under way: where it is, and what there was before."""

    number: int
    place: tuple[float, float]
    before: Ink


class Canvas(QWidget):
    """A resizable pad for strokes, with undo and redo of everything.

    `ink_changed` carries the whole `Ink`, unfinished strokes included, after every event that
    changed it; `pen_width_changed` the width in pad units, also when undo changes it.
    """

    ink_changed = Signal(object)
    pen_width_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        # Qt sends events while the pad is still being built.
        self._devices = Devices(self)
        super().__init__(parent)
        self.undo_stack = InkHistory(Sheet(self._finished_ink, self._show), self)
        self.eraser_kind = EraserKind.STROKE
        self._tool = Tool.PEN
        self._finished = Ink(pen_width=theme.PEN_WIDTH)
        self._live: dict[int, LiveStroke] = {}
        self._erasing: _Erasing | None = None
        self._clock_start = 0.0
        self._picture = PadPicture()
        self.setMinimumSize(280, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._panes = QStackedLayout(self)
        self._panes.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._show_cursor()
        self._translate()

    def lay_over(self, pane: QWidget) -> None:
        """Cover the pad with something as large, below what was laid over it before."""
        self._panes.addWidget(pane)

    # What is on the pad

    def ink(self) -> Ink:
        """Everything drawn, the strokes under way included."""
        if not self._live:
            return self._finished
        under_way = tuple(stroke.so_far() for stroke in self._live.values())
        return Ink((*self._finished.strokes, *under_way), self._finished.pen_width)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn, not even by a stroke under way."""
        return not self._live and self._finished.is_empty

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is under way."""
        return bool(self._live)

    @property
    def is_erasing(self) -> bool:
        """Whether the eraser is on the pad."""
        return self._erasing is not None

    @property
    def pen_width(self) -> float:
        """Of the whole drawing, in pad units."""
        return self._finished.pen_width

    @property
    def tool(self) -> Tool:
        """What the left button, a pen's tip and a finger do."""
        return self._tool

    @tool.setter
    def tool(self, tool: Tool) -> None:
        self.finish()
        self._tool = tool
        self._show_cursor()

    def clear(self) -> None:
        """Wipe the pad; can be undone."""
        self.replace(Ink(pen_width=self.pen_width))

    def replace(self, ink: Ink) -> None:
        """Put another drawing on the pad; can be undone."""
        self.finish()
        if not (self._finished.is_empty and ink.is_empty):
            self.undo_stack.make(Change.between(self._finished, ink))

    def choose_pen_width(self, width: float) -> None:
        """Draw everything with a pen of this width, in pad units; can be undone."""
        self.finish()
        if width != self.pen_width:
            self.undo_stack.make(Change.between(self._finished, Ink(self._finished.strokes, width)))

    def start_with_pen_width(self, width: float) -> None:
        """The pen that lies ready on a new pad; not an action, so not undone."""
        self._show(Ink(self._finished.strokes, width))

    def undo(self) -> None:
        """Take back the last action; a stroke under way ends first and is then taken back."""
        self.finish()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.finish()
        self.undo_stack.redo()

    def finish(self) -> None:
        """End what is under way, as if all had left the pad."""
        for number in list(self._live):
            self._finish_stroke(number)
        self._finish_erasing()

    def _finished_ink(self) -> Ink:
        return self._finished

    def _show(self, ink: Ink) -> None:
        """Replace the finished ink, and have painted anew what looks different."""
        before, self._finished = self._finished, ink
        area = self._picture.change(before, ink)
        if area is None:
            self.update()
        else:
            self.update(area.toAlignedRect())
        if before.is_empty or ink.is_empty:
            self.update(self._hint_box())
        if before.pen_width != ink.pen_width:
            self._show_cursor()
            self.pen_width_changed.emit(ink.pen_width)
        self.ink_changed.emit(self.ink())

    # What touches it

    def event(self, event: QEvent) -> bool:
        """Let mouse, pen and fingers draw; everything else goes its usual way."""
        return self._devices.take(event) or super().event(event)

    def touch_down(self, contact: Contact) -> None:
        """Begin a stroke, or to erase; only strokes may be under way side by side."""
        erases = contact.erases or self._tool is Tool.ERASER
        if erases or self._erasing is not None:
            self.finish()
        if erases:
            self._begin_to_erase(contact)
        else:
            self._begin_stroke(contact)

    def go_to(self, contact: Contact) -> None:
        """Go on with the stroke or the eraser, also outside the pad."""
        if contact.number in self._live:
            self._extend_stroke(contact)
        elif self._erasing is not None and self._erasing.number == contact.number:
            self._erase_to(self._erasing, contact)

    def lift(self, number: int) -> None:
        """End the stroke, or what the eraser did, as one action."""
        self._finish_stroke(number)
        if self._erasing is not None and self._erasing.number == number:
            self._finish_erasing()

    def drop(self, number: int) -> None:
        """Take a stroke away that was not meant; what was erased stays so, and can be undone."""
        if self._live.pop(number, None) is not None:
            self.update()
            self.ink_changed.emit(self.ink())
        self.lift(number)

    def _begin_stroke(self, contact: Contact) -> None:
        self._finish_stroke(contact.number)
        if self.is_empty:
            self.update(self._hint_box())
        self._set_clock(contact.seconds)
        stroke = LiveStroke(contact.x, contact.y, self._time(contact), contact.pressure or 0.0)
        self._live[contact.number] = stroke
        self._update_tail(stroke)
        self.ink_changed.emit(self.ink())

    def _extend_stroke(self, contact: Contact) -> None:
        stroke = self._live[contact.number]
        if (contact.x, contact.y) == stroke.last:
            return
        pressure = contact.pressure
        if pressure is None:
            pressure = float(stroke.pressures[-1])
        stroke.add(contact.x, contact.y, self._time(contact), pressure)
        self._update_tail(stroke)
        self.ink_changed.emit(self.ink())

    def _finish_stroke(self, number: int) -> None:
        live = self._live.pop(number, None)
        if live is not None:
            self.undo_stack.make(Change.adding(self._finished, live.finished()))

    def _begin_to_erase(self, contact: Contact) -> None:
        self._erasing = _Erasing(contact.number, (contact.x, contact.y), self._finished)
        self._show_cursor()
        self._erase_to(self._erasing, contact)

    def _erase_to(self, erasing: _Erasing, contact: Contact) -> None:
        start, erasing.place = erasing.place, (contact.x, contact.y)
        radius = eraser_radius(self.pen_width)
        left = erase(self._finished, start, erasing.place, radius, self.eraser_kind)
        if left is not self._finished:
            self._show(left)

    def _finish_erasing(self) -> None:
        if self._erasing is None:
            return
        before, self._erasing = self._erasing.before, None
        self._show_cursor()
        if before is not self._finished:
            self.undo_stack.make(Change.between(before, self._finished), is_done=True)

    def _set_clock(self, now: float) -> None:
        """Time starts with the first point on the pad, and never before the last stroke ended."""
        if self.is_empty:
            self._clock_start = now
        elif self._finished.strokes:
            ended = max(float(stroke.times[-1]) for stroke in self._finished.strokes)
            self._clock_start = min(self._clock_start, now - ended)

    def _time(self, contact: Contact) -> float:
        return max(0.0, contact.seconds - self._clock_start)

    # What the eye sees

    def _show_cursor(self) -> None:
        if self._tool is Tool.PEN and self._erasing is None:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.setCursor(eraser_cursor(eraser_radius(self.pen_width), self.devicePixelRatioF()))

    def _update_tail(self, stroke: LiveStroke) -> None:
        self.update(tail_box(stroke.points, self.pen_width).toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, finished strokes, those under way and the rim, where changed."""
        area = QRectF(event.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, self.palette().color(QPalette.ColorRole.Base))
        if self.is_empty:
            self._paint_hint(painter)
        colour = self.palette().color(QPalette.ColorRole.Text)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(
            QPointF(0, 0), self._picture.of(self._finished, self.size(), ratio, colour)
        )
        for stroke in self._live.values():
            outline = stroke_outline(stroke.points, stroke.pressures, self.pen_width, within=area)
            painter.fillPath(outline, colour)
        inner = QRectF(self.rect()).adjusted(*[theme.RADIUS_PAD] * 2, *[-theme.RADIUS_PAD] * 2)
        if not inner.contains(area):
            self._paint_rim(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setFont(theme.scaled(self.font(), _HINT_SCALE))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)

    def _hint_box(self) -> QRect:
        metrics = QFontMetricsF(theme.scaled(self.font(), _HINT_SCALE))
        box = metrics.boundingRect(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._hint)
        return box.toAlignedRect().adjusted(-4, -4, 4, 4)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Coordinates stay; the picture is painted anew at the new size."""
        self._picture.forget()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        if event.type() == QEvent.Type.PaletteChange:
            self._picture.forget()
            self.update()
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A window that goes away mid-stroke gets no release."""
        self._devices.forget()
        self.finish()
        super().hideEvent(event)

    def _translate(self) -> None:
        self._hint = self.tr("Draw a digit")
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(self.tr("Draw a digit here with the mouse or a pen"))
        self.update()
