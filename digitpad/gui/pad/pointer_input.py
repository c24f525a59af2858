"""Translates mouse, pen and touch events into contacts with the pad.

Every device has its own events and its own special cases: a mouse may lose its release event to a
dialog, a pen may have an eraser end, a palm may rest on the screen. A `ContactHandler` sees only
four calls: `touch_down`, `touch_move`, `touch_up` and `touch_cancel`.
"""

import math
import time
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QEventPoint,
    QInputDevice,
    QInputEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)

# Mouse and fingers have no pressure and draw with the full pen width.
_FULL_PRESSURE = 1.0
# For a pen without a pressure sensor.
_UNKNOWN_PRESSURE = 0.5

_POINTER = 0
"""The contact number of mouse and pen; fingers have the numbers from 1."""

HOLD_MILLISECONDS = 500
_HOLD_TOLERANCE = 8.0
"""How far a finger may move, in pad units, and still count as held still."""

PEN_NEAR_SECONDS = 2.0
"""For this long after the last event of a pen, hovering included, a touch is probably the palm."""

_BUTTONS = {Qt.MouseButton.LeftButton: False, Qt.MouseButton.RightButton: True}
"""The buttons that have an effect, and whether they erase."""


@dataclass(frozen=True, slots=True)
class Contact:
    """The current state of a pointer that touches the pad.

    Attributes:
        number: identifies the pointer from touching down to lifting.
        x: in pad units, also beyond the pad's edges.
        y: likewise, down.
        seconds: on the clock of the device.
        pressure: 0 to 1; None keeps the previous one.
        erases: whether it erases, whatever tool is selected.
    """

    number: int
    x: float
    y: float
    seconds: float
    pressure: float | None = _FULL_PRESSURE
    erases: bool = False


class ContactHandler(Protocol):
    """Receives the contacts."""

    @property
    def scale(self) -> float:
        """Pixels of the widget per pad unit."""

    @property
    def draws_with_touch(self) -> bool:
        """Whether fingers have an effect."""

    def touch_down(self, contact: Contact) -> None:
        """Start a stroke here."""

    def touch_move(self, contact: Contact) -> None:
        """Continue to here."""

    def touch_up(self, number: int) -> None:
        """End at the last position."""

    def touch_cancel(self, number: int) -> None:
        """Discard the contact: it was not intended."""


class PointerInput(QObject):
    """Translates events for one handler."""

    def __init__(self, handler: ContactHandler) -> None:
        super().__init__()
        self._handler = handler
        self._button: Qt.MouseButton | None = None
        self._pen_is_down = False
        self._pen_seen = -math.inf
        self._fingers: set[int] = set()
        self._held: Contact | None = None
        self._hold = QTimer(self, singleShot=True, interval=HOLD_MILLISECONDS)
        self._hold.timeout.connect(self._erase_with_held_finger)

    def handle(self, event: QEvent) -> bool:
        """Translate an event; returns whether it was a pointer event of the pad."""
        if isinstance(event, QMouseEvent):
            return self._handle_mouse(event)
        if isinstance(event, QTabletEvent):
            return self._handle_pen(event)
        if isinstance(event, QTouchEvent):
            return self._handle_fingers(event)
        return False

    def reset(self) -> None:
        """Forget all contacts, as when the pad is hidden."""
        self._button = None
        self._pen_is_down = False
        self._fingers.clear()
        self._hold.stop()

    # Mouse

    def _handle_mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        # The second press of a double click has its own event type; it starts a second stroke.
        if kind in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            return self._press_mouse(event)
        if self._button is None:
            return False
        if kind == QEvent.Type.MouseMove:
            if event.buttons() & self._button:
                self._handler.touch_move(self._mouse_contact(event))
            else:
                self._release_mouse()
        elif kind == QEvent.Type.MouseButtonRelease and event.button() == self._button:
            self._handler.touch_move(self._mouse_contact(event))
            self._release_mouse()
        return True

    def _press_mouse(self, event: QMouseEvent) -> bool:
        if event.button() not in _BUTTONS:
            return False
        # If the release of the previous stroke was lost, that stroke ends here.
        self._release_mouse()
        self._button = event.button()
        self._handler.touch_down(self._mouse_contact(event))
        return True

    def _release_mouse(self) -> None:
        if self._button is not None:
            self._button = None
            self._handler.touch_up(_POINTER)

    def _mouse_contact(self, event: QMouseEvent) -> Contact:
        erases = self._button is not None and _BUTTONS[self._button]
        return self._contact(_POINTER, event, event.position(), erases=erases)

    # Pen

    def _handle_pen(self, event: QTabletEvent) -> bool:
        self._pen_seen = time.monotonic()
        self._cancel_fingers()
        if event.type() == QEvent.Type.TabletPress:
            if event.button() not in _BUTTONS:
                return False
            if self._pen_is_down:
                self._handler.touch_up(_POINTER)
            self._pen_is_down = True
            self._button = event.button()
            self._handler.touch_down(self._pen_contact(event))
        elif event.type() == QEvent.Type.TabletMove and self._pen_is_down:
            if self._button is not None and event.buttons() & self._button:
                self._handler.touch_move(self._pen_contact(event))
            else:
                # The pen hovers: its release was lost.
                self._lift_pen()
        elif event.type() == QEvent.Type.TabletRelease and self._pen_is_down:
            # A lifted pen reports pressure 0; the line keeps its last width.
            self._handler.touch_move(replace(self._pen_contact(event), pressure=None))
            self._lift_pen()
        # Always accepted: otherwise Qt would send the same event again as a mouse event.
        event.accept()
        return True

    def _lift_pen(self) -> None:
        self._handler.touch_up(_POINTER)
        self._pen_is_down = False
        self._button = None

    def _is_pen_near(self) -> bool:
        return self._pen_is_down or time.monotonic() - self._pen_seen < PEN_NEAR_SECONDS

    def _pen_contact(self, event: QTabletEvent) -> Contact:
        tells = event.pointingDevice().capabilities() & QInputDevice.Capability.Pressure
        pressure = min(1.0, event.pressure()) if tells else _UNKNOWN_PRESSURE
        by_button = self._button is not None and _BUTTONS[self._button]
        erases = by_button or event.pointerType() == QPointingDevice.PointerType.Eraser
        return self._contact(_POINTER, event, event.position(), pressure, erases=erases)

    # Fingers

    def _handle_fingers(self, event: QTouchEvent) -> bool:
        # Accepted even if it has no effect: otherwise Qt would send it again as a mouse event.
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._cancel_fingers()
            return True
        for point in event.points():
            self._handle_finger(event, point)
        return True

    def _handle_finger(self, event: QTouchEvent, point: QEventPoint) -> None:
        number = 1 + point.id()
        contact = self._contact(number, event, point.position())
        if point.state() == QEventPoint.State.Pressed:
            if self._is_pen_near() or not self._handler.draws_with_touch:
                return
            if number in self._fingers:
                self._handler.touch_up(number)
            self._handler.touch_down(contact)
            self._fingers.add(number)
            self._start_hold_timer(contact)
        elif number in self._fingers and point.state() == QEventPoint.State.Updated:
            self._stop_hold_if_moved(contact)
            self._handler.touch_move(contact)
        elif number in self._fingers and point.state() == QEventPoint.State.Released:
            self._hold.stop()
            self._handler.touch_move(contact)
            self._handler.touch_up(number)
            self._fingers.discard(number)

    def _cancel_fingers(self) -> None:
        self._hold.stop()
        for number in sorted(self._fingers):
            self._handler.touch_cancel(number)
        self._fingers.clear()

    # A single finger that is held still becomes an eraser, in place of a right button.

    def _start_hold_timer(self, contact: Contact) -> None:
        self._hold.stop()
        if len(self._fingers) == 1:
            self._held = contact
            self._hold.start()

    def _stop_hold_if_moved(self, contact: Contact) -> None:
        held = self._held
        if (
            held is not None
            and max(abs(contact.x - held.x), abs(contact.y - held.y)) > _HOLD_TOLERANCE
        ):
            self._hold.stop()

    def _erase_with_held_finger(self) -> None:
        if self._held is not None and self._held.number in self._fingers:
            self._handler.touch_cancel(self._held.number)
            self._handler.touch_down(replace(self._held, erases=True))

    def _contact(
        self,
        number: int,
        event: QInputEvent,
        position: QPointF,
        pressure: float = _FULL_PRESSURE,
        *,
        erases: bool = False,
    ) -> Contact:
        seconds = event.timestamp() / 1000 if event.timestamp() else time.monotonic()
        place = position / self._handler.scale
        return Contact(number, place.x(), place.y(), seconds, pressure, erases)
