"""From the events of mouse, pen and fingers to contacts: something that touches the pad, and where.

Every device has its own kind of event and its own oddities: a mouse loses its release when a
dialog steps in, a pen has an eraser at its other end, a hand rests on the screen beside the pen.
Here they become one language of four words: touch down, go to, lift, drop.
"""

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

# A mouse knows no pressure and writes with the full width of the pen, as does a finger.
_FULL_PRESSURE = 1.0
# Of a pen that cannot tell.
_UNKNOWN_PRESSURE = 0.5

_POINTER = 0
"""The number of mouse and pen, of which there is one; fingers count from 1."""

HOLD_MILLISECONDS = 500
_HOLD_STILL = 8.0
"""Pad units that a finger may tremble while it is held."""

_BUTTONS = {Qt.MouseButton.LeftButton: False, Qt.MouseButton.RightButton: True}
"""The buttons that do something, and whether they erase."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where something that touches the pad is now.

    Attributes:
        number: which one it is, the same from touching down to lifting.
        x: in pad units, also beyond the pad's edges.
        y: likewise, down.
        seconds: on the clock of the device.
        pressure: 0 to 1; None: as before.
        erases: whether it is an eraser whatever tool is chosen.
    """

    number: int
    x: float
    y: float
    seconds: float
    pressure: float | None = _FULL_PRESSURE
    erases: bool = False


class Hand(Protocol):
    """What contacts do to the pad."""

    def touch_down(self, contact: Contact) -> None:
        """Begin here."""

    def go_to(self, contact: Contact) -> None:
        """Go on to here."""

    def lift(self, number: int) -> None:
        """End where it was last."""

    def drop(self, number: int) -> None:
        """Take it back: it was not meant."""


class Devices(QObject):
    """Translates events for one hand. `take` tells whether an event was for it."""

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._button: Qt.MouseButton | None = None
        self._pen_is_down = False
        self._fingers: set[int] = set()
        self._held: Contact | None = None
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MILLISECONDS)
        self._hold.timeout.connect(self._erase_with_held_finger)

    def take(self, event: QEvent) -> bool:
        """Pass an event on as contacts; False where it is none of theirs."""
        if isinstance(event, QMouseEvent):
            return self._take_mouse(event)
        if isinstance(event, QTabletEvent):
            return self._take_pen(event)
        if isinstance(event, QTouchEvent):
            return self._take_fingers(event)
        return False

    def forget(self) -> None:
        """All have left without a word: the pad was hidden."""
        self._button = None
        self._pen_is_down = False
        self._fingers.clear()
        self._hold.stop()

    # Mouse

    def _take_mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        # The second press of a double click comes as a kind of its own; two dots are two strokes.
        if kind in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            return self._press_mouse(event)
        if self._button is None:
            return False
        if kind == QEvent.Type.MouseMove:
            if event.buttons() & self._button:
                self._hand.go_to(self._mouse_contact(event))
            else:
                self._lift_mouse()
        elif kind == QEvent.Type.MouseButtonRelease and event.button() == self._button:
            self._hand.go_to(self._mouse_contact(event))
            self._lift_mouse()
        return True

    def _press_mouse(self, event: QMouseEvent) -> bool:
        if event.button() not in _BUTTONS:
            return False
        # One whose release got lost ends here and is not joined.
        self._lift_mouse()
        self._button = event.button()
        self._hand.touch_down(self._mouse_contact(event))
        return True

    def _lift_mouse(self) -> None:
        if self._button is not None:
            self._button = None
            self._hand.lift(_POINTER)

    def _mouse_contact(self, event: QMouseEvent) -> Contact:
        erases = self._button is not None and _BUTTONS[self._button]
        return _contact(_POINTER, event, event.position(), erases=erases)

    # Pen

    def _take_pen(self, event: QTabletEvent) -> bool:
        if event.type() == QEvent.Type.TabletPress:
            if event.button() not in _BUTTONS:
                return False
            if self._pen_is_down:
                self._hand.lift(_POINTER)
            self._drop_fingers()
            self._pen_is_down = True
            self._button = event.button()
            self._hand.touch_down(self._pen_contact(event))
        elif event.type() == QEvent.Type.TabletMove and self._pen_is_down:
            self._hand.go_to(self._pen_contact(event))
        elif event.type() == QEvent.Type.TabletRelease and self._pen_is_down:
            # The pressure of a lifted pen is 0; the line ends as wide as it was.
            self._hand.go_to(replace(self._pen_contact(event), pressure=None))
            self._hand.lift(_POINTER)
            self._pen_is_down = False
            self._button = None
        # Always taken: else Qt would send the same again as if from a mouse.
        event.accept()
        return True

    def _pen_contact(self, event: QTabletEvent) -> Contact:
        tells = event.pointingDevice().capabilities() & QInputDevice.Capability.Pressure
        pressure = min(1.0, event.pressure()) if tells else _UNKNOWN_PRESSURE
        by_button = self._button is not None and _BUTTONS[self._button]
        erases = by_button or event.pointerType() == QPointingDevice.PointerType.Eraser
        return _contact(_POINTER, event, event.position(), pressure, erases=erases)

    # Fingers

    def _take_fingers(self, event: QTouchEvent) -> bool:
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._drop_fingers()
            return True
        for point in event.points():
            self._take_finger(event, point)
        return True

    def _take_finger(self, event: QTouchEvent, point: QEventPoint) -> None:
        number = 1 + point.id()
        contact = _contact(number, event, point.position())
        if point.state() == QEventPoint.State.Pressed:
            # A hand that writes with a pen rests on the screen; it does not mean to draw.
            if self._pen_is_down:
                return
            if number in self._fingers:
                self._hand.lift(number)
            self._hand.touch_down(contact)
            self._fingers.add(number)
            self._begin_to_hold(contact)
        elif number in self._fingers and point.state() == QEventPoint.State.Updated:
            self._let_go_if_moved(contact)
            self._hand.go_to(contact)
        elif number in self._fingers and point.state() == QEventPoint.State.Released:
            self._hold.stop()
            self._hand.go_to(contact)
            self._hand.lift(number)
            self._fingers.discard(number)

    def _drop_fingers(self) -> None:
        self._hold.stop()
        for number in sorted(self._fingers):
            self._hand.drop(number)
        self._fingers.clear()

    # A single finger that is held still becomes an eraser: it has no right button.

    def _begin_to_hold(self, contact: Contact) -> None:
        self._hold.stop()
        if len(self._fingers) == 1:
            self._held = contact
            self._hold.start()

    def _let_go_if_moved(self, contact: Contact) -> None:
        held = self._held
        if held is not None and max(abs(contact.x - held.x), abs(contact.y - held.y)) > _HOLD_STILL:
            self._hold.stop()

    def _erase_with_held_finger(self) -> None:
        if self._held is not None and self._held.number in self._fingers:
            self._hand.drop(self._held.number)
            self._hand.touch_down(replace(self._held, erases=True))


def _contact(
    number: int,
    event: QInputEvent,
    position: QPointF,
    pressure: float = _FULL_PRESSURE,
    *,
    erases: bool = False,
) -> Contact:
    seconds = event.timestamp() / 1000 if event.timestamp() else time.monotonic()
    return Contact(number, position.x(), position.y(), seconds, pressure, erases)
