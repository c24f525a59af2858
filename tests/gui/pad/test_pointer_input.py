"""Pens, their eraser ends, and fingers, through real events on the real pad."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest

from digitpad.gui.pad import pointer_input
from digitpad.gui.pad.canvas import Canvas
from tests.gui.drawing import LEFT, draw_stroke, line

NO_KEYS = Qt.KeyboardModifier.NoModifier
RIGHT = Qt.MouseButton.RightButton
PRESS, MOVE, RELEASE = (
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletRelease,
)


def tablet_device(pointer=QPointingDevice.PointerType.Pen, *, tells_pressure=True):
    able = QInputDevice.Capability.Position
    if tells_pressure:
        able |= QInputDevice.Capability.Pressure
    return QPointingDevice("pen", 1, QInputDevice.DeviceType.Stylus, pointer, able, 1, 2)


def send_pen(canvas, device, kind, x, y, pressure=0.5, button=LEFT):  # noqa: PLR0917
    place = QPointF(x, y)
    held = Qt.MouseButton.NoButton if kind == RELEASE else button
    event = QTabletEvent(
        kind, device, place, canvas.mapToGlobal(place), pressure, 0, 0, 0, 0, 0, NO_KEYS,
        button, held,
    )  # fmt: skip
    QCoreApplication.sendEvent(canvas, event)


def pen_stroke(canvas, device, points, **options):
    (x, y), *others = np.asarray(points).tolist()
    send_pen(canvas, device, PRESS, x, y, **options)
    for x, y in others:
        send_pen(canvas, device, MOVE, x, y, **options)
    send_pen(canvas, device, RELEASE, x, y, 0.0, options.get("button", LEFT))


@pytest.fixture(scope="session")
def touch_screen(qapp):
    return QTest.createTouchDevice()


class Fingers:
    """Several fingers on one pad; each call is one event."""

    def __init__(self, canvas, device):
        self.canvas, self.device = canvas, device

    def send(self, **moves):
        event = QTest.touchEvent(self.canvas, self.device, autoCommit=False)
        for name, (number, x, y) in moves.items():
            act = getattr(event, name.split("_")[0])
            act(number, QPoint(x, y), self.canvas)
        event.commit()


@pytest.fixture
def fingers(canvas, touch_screen):
    return Fingers(canvas, touch_screen)


def test_pen_pressure_is_kept_and_lifting_does_not_thin_the_end(canvas):
    device = tablet_device()
    send_pen(canvas, device, PRESS, 50, 50, 0.25)
    send_pen(canvas, device, MOVE, 90, 50, 0.75)
    send_pen(canvas, device, RELEASE, 130, 50, 0.0)
    (stroke,) = canvas.document.ink().strokes
    assert stroke.pressures.tolist() == [0.25, 0.75, 0.75]


def test_a_pen_without_pressure_sensor_has_medium_pressure(canvas):
    pen_stroke(canvas, tablet_device(tells_pressure=False), line((50, 50), (90, 50), 4))
    assert set(canvas.document.ink().strokes[0].pressures.tolist()) == {0.5}


def test_a_hovering_pen_draws_nothing(canvas):
    device = tablet_device()
    for x in (50, 60, 70):
        send_pen(canvas, device, MOVE, x, 50, 0.0, Qt.MouseButton.NoButton)
    assert canvas.document.is_empty


def test_the_eraser_end_of_the_pen_erases_as_one_action(canvas):
    pen_stroke(canvas, tablet_device(), line((50, 50), (200, 50)))
    pen_stroke(canvas, tablet_device(), line((50, 150), (200, 150)))
    before = canvas.document.ink().strokes
    rubber = tablet_device(QPointingDevice.PointerType.Eraser)
    pen_stroke(canvas, rubber, line((100, 20), (100, 180), 9))
    assert canvas.document.is_empty
    canvas.document.undo()
    assert canvas.document.ink().strokes == before


def test_the_button_on_the_pen_erases_too(canvas):
    pen_stroke(canvas, tablet_device(), line((50, 50), (200, 50)))
    pen_stroke(canvas, tablet_device(), [(100, 50), (101, 50)], button=RIGHT)
    assert canvas.document.is_empty


def test_a_finger_draws_with_the_full_pen(canvas, fingers):
    fingers.send(press=(0, 50, 50))
    for x in (70, 90, 110):
        fingers.send(move=(0, x, 50))
    assert canvas.document.is_drawing
    fingers.send(release=(0, 130, 50))
    (stroke,) = canvas.document.ink().strokes
    assert stroke.points[:, 0].tolist() == [50, 70, 90, 110, 130]
    assert set(stroke.pressures.tolist()) == {1.0}


def test_two_fingers_at_once_are_two_strokes(canvas, fingers):
    fingers.send(press=(0, 50, 50))
    fingers.send(move_0=(0, 50, 60), press=(1, 250, 50))
    for y in (80, 120):
        fingers.send(move_0=(0, 50, y), move_1=(1, 250, y))
    fingers.send(release=(0, 50, 120), move=(1, 250, 140))
    fingers.send(release=(1, 250, 160))
    first, second = canvas.document.ink().strokes
    assert set(first.points[:, 0].tolist()) == {50}
    assert set(second.points[:, 0].tolist()) == {250}
    assert second.points[-1, 1] == 160


def test_a_finger_held_still_becomes_an_eraser(canvas, fingers, qtbot, monkeypatch):
    draw_stroke(canvas, line((50, 50), (200, 50)))
    fingers.send(press=(0, 120, 100))
    qtbot.waitUntil(lambda: canvas.document.is_erasing, timeout=4 * pointer_input.HOLD_MILLISECONDS)
    assert not canvas.document.is_drawing
    for y in (90, 70, 50):
        fingers.send(move=(0, 120, y))
    fingers.send(release=(0, 120, 50))
    assert canvas.document.is_empty
    canvas.document.undo()
    assert len(canvas.document.ink().strokes) == 1


def test_a_finger_that_moves_stays_a_pen(canvas, fingers, qtbot):
    fingers.send(press=(0, 50, 50))
    fingers.send(move=(0, 80, 50))
    qtbot.wait(pointer_input.HOLD_MILLISECONDS + 100)
    assert canvas.document.is_drawing
    fingers.send(release=(0, 80, 50))


def test_a_palm_beside_the_pen_draws_nothing(canvas, fingers):
    device = tablet_device()
    fingers.send(press=(0, 300, 300))
    send_pen(canvas, device, PRESS, 50, 50)
    fingers.send(move=(0, 305, 320), press=(1, 320, 300))
    send_pen(canvas, device, MOVE, 90, 50)
    send_pen(canvas, device, RELEASE, 90, 50)
    fingers.send(release_0=(0, 305, 320), release_1=(1, 320, 300))
    (stroke,) = canvas.document.ink().strokes
    assert stroke.points[:, 1].tolist() == [50, 50]


def test_the_right_button_erases_while_it_is_held(canvas):
    draw_stroke(canvas, line((50, 50), (200, 50)))
    QTest.mousePress(canvas, RIGHT, NO_KEYS, QPoint(120, 20))
    assert canvas.document.is_erasing
    assert len(canvas.document.ink().strokes) == 1
    for y in (30, 50):
        QTest.mouseMove(canvas, QPoint(120, y))
    assert canvas.document.is_empty
    QTest.mouseRelease(canvas, RIGHT, NO_KEYS, QPoint(120, 50))
    draw_stroke(canvas, line((50, 50), (200, 50)))
    assert len(canvas.document.ink().strokes) == 1


def test_the_right_button_during_a_stroke_joins_nothing(canvas):
    draw_stroke(canvas, line((50, 50), (100, 50)), release=False)
    QTest.mousePress(canvas, RIGHT, NO_KEYS, QPoint(300, 300))
    QTest.mouseRelease(canvas, RIGHT, NO_KEYS, QPoint(300, 300))
    draw_stroke(canvas, line((50, 200), (100, 200)))
    assert [len(stroke.points) for stroke in canvas.document.ink().strokes] == [20, 20]


def hover(canvas, device, x, y):
    place = QPointF(x, y)
    event = QTabletEvent(
        MOVE, device, place, canvas.mapToGlobal(place), 0.0, 0, 0, 0, 0, 0, NO_KEYS,
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
    )  # fmt: skip
    QCoreApplication.sendEvent(canvas, event)


def test_a_palm_beside_a_hovering_pen_neither_draws_nor_erases(canvas, fingers, qtbot):
    device = tablet_device()
    pen_stroke(canvas, device, line((50, 50), (200, 50)))
    hover(canvas, device, 210, 60)
    fingers.send(press=(0, 120, 50))
    qtbot.wait(pointer_input.HOLD_MILLISECONDS + 100)
    assert not canvas.document.is_erasing
    fingers.send(move=(0, 120, 90))
    fingers.send(release=(0, 120, 90))
    assert len(canvas.document.ink().strokes) == 1


def test_a_palm_that_rests_before_the_pen_comes_near_draws_nothing(canvas, fingers):
    fingers.send(press=(0, 300, 300))
    fingers.send(move=(0, 305, 305))
    assert canvas.document.is_drawing
    hover(canvas, tablet_device(), 50, 50)
    assert not canvas.document.is_drawing
    fingers.send(release=(0, 305, 305))
    assert canvas.document.is_empty


def test_some_time_after_the_pen_is_gone_fingers_draw_again(canvas, fingers, monkeypatch):
    hover(canvas, tablet_device(), 50, 50)
    later = time.monotonic() + pointer_input.PEN_NEAR_SECONDS
    monkeypatch.setattr(pointer_input.time, "monotonic", lambda: later)
    fingers.send(press=(0, 50, 50))
    fingers.send(move=(0, 90, 50))
    fingers.send(release=(0, 90, 50))
    assert len(canvas.document.ink().strokes) == 1


def test_a_hovering_pen_whose_release_was_lost_draws_no_further(canvas):
    device = tablet_device()
    send_pen(canvas, device, PRESS, 50, 50)
    send_pen(canvas, device, MOVE, 90, 50)
    for x in (120, 150):
        hover(canvas, device, x, 50)
    assert not canvas.document.is_drawing
    (stroke,) = canvas.document.ink().strokes
    assert stroke.points[:, 0].tolist() == [50, 90]


def test_without_drawing_by_touch_fingers_neither_draw_nor_erase(canvas, fingers, qtbot):
    draw_stroke(canvas, line((50, 50), (200, 50)))
    canvas.draws_with_touch = False
    fingers.send(press=(0, 120, 50))
    qtbot.wait(pointer_input.HOLD_MILLISECONDS + 100)
    assert not canvas.document.is_erasing
    for y in (70, 90, 110):
        fingers.send(move=(0, 120, y))
    fingers.send(release=(0, 120, 110))
    assert len(canvas.document.ink().strokes) == 1
    pen_stroke(canvas, tablet_device(), line((50, 150), (200, 150)))
    draw_stroke(canvas, line((50, 250), (200, 250)))
    assert len(canvas.document.ink().strokes) == 3


def test_the_preference_for_touch_holds_for_every_canvas_of_the_ink(canvas, qtbot):
    other = Canvas(canvas.document, is_small=True)
    qtbot.addWidget(other)
    canvas.draws_with_touch = False
    assert not other.draws_with_touch
