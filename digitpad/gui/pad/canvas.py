"""The drawing pad: turns contacts of mouse, pen and fingers into ink, and paints it.

A canvas has the size of its widget, one pixel per pad unit; a smaller window hides ink but keeps
it. A small canvas shows the whole pad instead, scaled to its width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QCursor,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.pad.ink_document import InkDocument
from digitpad.gui.pad.pointer_input import Contact, PointerInput
from digitpad.gui.pad.stroke_picture import StrokePicture
from digitpad.gui.pad.tools import Tool, eraser_radius
from digitpad.ink.strokes import Ink

if TYPE_CHECKING:
    from digitpad.gui.pad.live_stroke import LiveStroke

_HINT_SCALE = 1.7


@dataclass(slots=True)
class _Eraser:
    """An eraser that is on the pad: its contact and position."""

    number: int
    place: tuple[float, float]


class Canvas(QWidget):
    """Shows and edits an `InkDocument`.

    Args:
        document: the ink; None for one of its own.
        is_small: whether it shows the whole pad, scaled to its width.
    """

    def __init__(self, document: InkDocument | None = None, *, is_small: bool = False) -> None:
        # Qt sends events before the constructor has finished.
        self._input = PointerInput(self)
        super().__init__()
        self.document = document or InkDocument(self)
        self._is_small = is_small
        self._tool = Tool.PEN
        self._strokes: dict[int, LiveStroke] = {}
        self._eraser: _Eraser | None = None
        self._picture = StrokePicture()
        self._unfinished_count = 0
        self._was_empty = self.document.is_empty
        self._hint = self.tr("Draw a digit")
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(self.tr("Draw a digit here with the mouse or a pen"))
        if not is_small:
            self.setMinimumSize(280, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        # A hovering pen is reported too, so that a palm beside it is recognized as such.
        self.setTabletTracking(True)
        self._overlays = QStackedLayout(self)
        self._overlays.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self.document.ink_changed.connect(self._repaint_changes)
        self.document.pen_width_changed.connect(self._show_cursor)
        self.document.pad_size_changed.connect(self.update)
        self._show_cursor()

    def add_overlay(self, pane: QWidget) -> None:
        """Cover the pad with a widget of the same size, below earlier overlays."""
        self._overlays.addWidget(pane)

    @property
    def scale(self) -> float:
        """Pixels of this widget per pad unit."""
        return self.width() / self.document.pad_size[0] if self._is_small else 1.0

    @property
    def draws_with_touch(self) -> bool:
        """Whether fingers draw; otherwise they neither draw nor erase."""
        return self.document.draws_with_touch

    @draws_with_touch.setter
    def draws_with_touch(self, draws: bool) -> None:
        self.document.draws_with_touch = draws

    @property
    def tool(self) -> Tool:
        """The tool of the left button, a pen's tip and a finger."""
        return self._tool

    @tool.setter
    def tool(self, tool: Tool) -> None:
        self.document.finish()
        self._tool = tool
        self._show_cursor()

    # Contacts

    def event(self, event: QEvent) -> bool:
        """Pass mouse, pen and touch events to the pad; all others to Qt."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            # The cursor is a picture.
            self._show_cursor()
        return self._input.handle(event) or super().event(event)

    def touch_down(self, contact: Contact) -> None:
        """Start a stroke or the eraser. Several strokes may be unfinished at once."""
        # Pen and touch do not move the focus by themselves, and the pad's keys need it. The
        # keyboard pen, a child of the pad, keeps it.
        focused = QApplication.focusWidget()
        if focused is None or not (focused is self or self.isAncestorOf(focused)):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        erases = contact.erases or self._tool is Tool.ERASER
        if erases or self.document.is_erasing:
            self.document.finish()
        if erases:
            self.document.begin_to_erase()
            self._eraser = _Eraser(contact.number, (contact.x, contact.y))
            self._show_cursor()
            self._erase_to(self._eraser, contact)
        else:
            self._finish_stroke(contact.number)
            self._strokes[contact.number] = self.document.begin_stroke(
                contact.x, contact.y, contact.seconds, contact.pressure or 0.0
            )

    def touch_move(self, contact: Contact) -> None:
        """Continue the stroke or the eraser, also outside the pad."""
        if contact.number in self._strokes:
            self.document.extend_stroke(
                self._strokes[contact.number],
                contact.x,
                contact.y,
                contact.seconds,
                contact.pressure,
            )
        elif self._eraser is not None and self._eraser.number == contact.number:
            self._erase_to(self._eraser, contact)

    def touch_up(self, number: int) -> None:
        """Finish the stroke, or the erasing as one action."""
        self._finish_stroke(number)
        if self._eraser is not None and self._eraser.number == number:
            self._eraser = None
            self.document.finish_erasing()
            self._show_cursor()

    def touch_cancel(self, number: int) -> None:
        """Discard an unintended stroke. What was erased stays erased and can be undone."""
        stroke = self._strokes.pop(number, None)
        if stroke is not None:
            self.document.cancel_stroke(stroke)
        self.touch_up(number)

    def _finish_stroke(self, number: int) -> None:
        stroke = self._strokes.pop(number, None)
        if stroke is not None:
            self.document.finish_stroke(stroke)

    def _erase_to(self, eraser: _Eraser, contact: Contact) -> None:
        start, eraser.place = eraser.place, (contact.x, contact.y)
        # Undo or a tool of another canvas may have lifted it.
        if self.document.is_erasing:
            self.document.erase(start, eraser.place)

    # Painting

    def _show_cursor(self) -> None:
        if self._tool is Tool.PEN and self._eraser is None:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            radius = eraser_radius(self.document.pen_width) * self.scale
            self.setCursor(eraser_cursor(radius, self.devicePixelRatioF()))

    def _repaint_changes(self, ink: Ink) -> None:
        """Repaint what looks different: the tails of unfinished strokes, and finished ones."""
        area = self._picture.show(self.document.finished)
        unfinished = self.document.unfinished
        discarded = len(unfinished) < self._unfinished_count and area is not None and area.isEmpty()
        self._unfinished_count = len(unfinished)
        if area is None or discarded or self._was_empty or ink.is_empty:
            self.update()
        else:
            for stroke in unfinished:
                area |= stroke.tail_box(ink.pen_width)
            scale = self.scale
            corner, size = area.topLeft() * scale, area.size() * scale
            self.update(QRectF(corner, size).toAlignedRect())
        self._was_empty = ink.is_empty

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, the strokes and the border where something changed."""
        document, scale, ratio = self.document, self.scale, self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
        if document.is_empty:
            self._paint_hint(painter)
        colour = self.palette().color(QPalette.ColorRole.Text)
        painter.save()
        painter.scale(scale, scale)
        pixels = (self.size().toSizeF() * ratio).toSize()
        painter.drawPixmap(
            QPointF(0, 0), self._picture.of(document.finished, pixels, ratio * scale, colour)
        )
        area = QRectF(event.rect())
        area = QRectF(area.topLeft() / scale, area.size() / scale)
        for stroke in document.unfinished:
            outline = stroke.outline(document.pen_width, area)
            painter.fillPath(outline, colour)
        painter.restore()
        self._paint_rim(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setFont(theme.scaled(self.font(), 1.0 if self._is_small else _HINT_SCALE))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)

    def _paint_rim(self, painter: QPainter) -> None:
        """Round the corners above the ink and draw a thin border."""
        rim = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        corners = QPainterPath()
        corners.addRect(QRectF(self.rect()))
        corners.addRoundedRect(rim, theme.RADIUS_PAD, theme.RADIUS_PAD)
        painter.fillPath(corners, self.palette().color(QPalette.ColorRole.Window))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rim, theme.RADIUS_PAD, theme.RADIUS_PAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pad of the main window has another size; the coordinates of ink stay."""
        if not self._is_small:
            self.document.pad_size = (float(self.width()), float(self.height()))
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Finish all strokes, since a hidden window gets no release event."""
        self._input.reset()
        for number in list(self._strokes):
            self.touch_up(number)
        if self._eraser is not None:
            self.touch_up(self._eraser.number)
        super().hideEvent(event)


def eraser_cursor(radius: float, ratio: float) -> QCursor:
    """A ring with the eraser's radius, visible on light and dark backgrounds."""
    side = int(2 * radius) + 5
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(side / 2, side / 2)
    for colour, width in ((QColor(255, 255, 255, 230), 3.0), (QColor(40, 44, 50), 1.2)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(centre, radius, radius)
    painter.end()
    return QCursor(pixmap, side // 2, side // 2)
