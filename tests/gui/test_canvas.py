import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest

from digitpad.gui.canvas import Canvas
from tests.gui.drawing import LEFT, draw_stroke, line

NO_KEYS = Qt.KeyboardModifier.NoModifier


def picture(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    return rows[:, : image.width()].copy()


def screen_picture(widget):
    """What has really been painted on the screen so far, without painting it anew."""
    image = widget.screen().grabWindow(widget.winId()).toImage()
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    return rows[:, : image.width()].copy()


def test_press_move_release_make_one_stroke_with_all_points(canvas):
    draw_stroke(canvas, line((50, 60), (240, 250), 20))
    (stroke,) = canvas.ink().strokes
    assert stroke.points[0].tolist() == [50, 60]
    assert stroke.points[-1].tolist() == [240, 250]
    assert len(stroke.points) == 20
    assert (stroke.pressures == 1).all()


def test_ink_is_reported_during_the_stroke(canvas):
    reported = []
    canvas.ink_changed.connect(reported.append)
    draw_stroke(canvas, line((50, 50), (150, 50), 6), release=False)
    assert [ink.point_count for ink in reported] == [1, 2, 3, 4, 5, 6]
    assert canvas.is_drawing


def test_two_strokes_are_not_joined(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150), 10))
    draw_stroke(canvas, line((300, 50), (300, 150), 10))
    first, second = canvas.ink().strokes
    assert set(first.points[:, 0].tolist()) == {50}
    assert set(second.points[:, 0].tolist()) == {300}
    assert picture(canvas)[100, 150:250].min() > 250


def test_a_lost_release_does_not_join_strokes(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150), 10), release=False)
    draw_stroke(canvas, line((300, 50), (300, 150), 10))
    assert [len(stroke.points) for stroke in canvas.ink().strokes] == [10, 10]


def test_moving_without_a_button_draws_nothing(canvas):
    QTest.mouseMove(canvas, QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(200, 200))
    assert canvas.ink().is_empty


def test_other_buttons_draw_nothing(canvas):
    QTest.mouseClick(canvas, Qt.MouseButton.RightButton, NO_KEYS, QPoint(100, 100))
    QTest.mouseClick(canvas, Qt.MouseButton.MiddleButton, NO_KEYS, QPoint(100, 100))
    assert canvas.ink().is_empty


def test_a_click_is_a_dot_and_a_double_click_is_two(canvas):
    QTest.mouseClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert picture(canvas)[100, 100] < 60
    # The second click of a double click arrives as an event of its own kind.
    QTest.mouseDClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert len(canvas.ink().strokes) == 2


def test_a_stroke_goes_on_outside_the_pad(canvas):
    draw_stroke(canvas, [(350, 200), (395, 200), (480, 200), (480, 320), (380, 320), (300, 320)])
    (stroke,) = canvas.ink().strokes
    assert stroke.points[:, 0].max() == 480
    assert stroke.points[-1].tolist() == [300, 320]
    assert picture(canvas)[320, 340] < 60


def test_times_start_at_zero_and_follow_the_clock_of_the_mouse(canvas):
    for milliseconds, kind, x in (
        (5000, QEvent.Type.MouseButtonPress, 50),
        (5010, QEvent.Type.MouseMove, 60),
        (5050, QEvent.Type.MouseMove, 70),
    ):
        place = QPointF(x, 50)
        event = QMouseEvent(kind, place, canvas.mapToGlobal(place), LEFT, LEFT, NO_KEYS)
        event.setTimestamp(milliseconds)
        QCoreApplication.sendEvent(canvas, event)
    (stroke,) = canvas.ink().strokes
    assert stroke.times.tolist() == pytest.approx([0, 0.01, 0.05], abs=1e-6)


def test_times_never_run_back_over_strokes_and_undo(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150), 10))
    draw_stroke(canvas, line((90, 50), (90, 150), 10))
    canvas.clear()
    draw_stroke(canvas, line((50, 50), (50, 150), 10))
    canvas.undo()
    canvas.undo()
    draw_stroke(canvas, line((150, 50), (150, 150), 10))
    times = np.concatenate([stroke.times for stroke in canvas.ink().strokes])
    assert (np.diff(times) >= 0).all()


def test_undo_and_redo_go_through_strokes_one_by_one(canvas):
    for x in (50, 150, 250):
        draw_stroke(canvas, line((x, 50), (x, 150)))
    canvas.undo()
    canvas.undo()
    assert len(canvas.ink().strokes) == 1
    canvas.redo()
    assert [stroke.points[0, 0] for stroke in canvas.ink().strokes] == [50, 150]


def test_clear_can_be_undone(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150)))
    draw_stroke(canvas, line((150, 50), (150, 150)))
    before = picture(canvas)
    canvas.clear()
    assert canvas.ink().is_empty
    canvas.undo()
    assert len(canvas.ink().strokes) == 2
    assert np.array_equal(picture(canvas), before)


def test_clearing_an_empty_pad_leaves_nothing_to_undo(canvas):
    canvas.clear()
    assert not canvas.undo_stack.canUndo()


def test_undo_during_a_stroke_takes_that_stroke_back(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150)))
    draw_stroke(canvas, line((150, 50), (150, 150)), release=False)
    canvas.undo()
    assert [stroke.points[0, 0] for stroke in canvas.ink().strokes] == [50]
    assert not canvas.is_drawing


def test_what_is_painted_piece_by_piece_is_what_is_painted_at_once(canvas, qtbot):
    turn = np.linspace(0, 7, 150)
    spiral = np.stack([200 + 22 * turn * np.cos(turn), 200 + 22 * turn * np.sin(turn)], axis=1)
    draw_stroke(canvas, spiral[:2], release=False)
    for x, y in np.rint(spiral[2:]).astype(int).tolist():
        QTest.mouseMove(canvas, QPoint(x, y))
        QCoreApplication.processEvents()
    live = screen_picture(canvas)
    canvas.update()
    QCoreApplication.processEvents()
    assert np.array_equal(screen_picture(canvas), live)
    QTest.mouseRelease(canvas, LEFT, NO_KEYS, QPoint(*np.rint(spiral[-1]).astype(int).tolist()))
    QCoreApplication.processEvents()
    finished = screen_picture(canvas)
    assert np.abs(finished.astype(int) - live).max() <= 2


def test_a_smaller_window_loses_no_ink(canvas):
    draw_stroke(canvas, line((350, 50), (350, 350)))
    before = picture(canvas)
    canvas.resize(300, 300)
    assert canvas.ink().strokes[0].points[0].tolist() == [350, 50]
    canvas.resize(400, 400)
    assert np.array_equal(picture(canvas), before)


def test_the_hint_shows_only_on_an_empty_pad(canvas):
    empty = picture(canvas)[180:220, 100:300]
    assert empty.min() < 200
    draw_stroke(canvas, line((50, 50), (60, 50)), release=False)
    assert picture(canvas)[180:220, 100:300].min() > 250


def test_pressure_of_a_pen_is_kept(canvas):
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
    )
    kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
    for kind, x, pressure in zip(kinds, (50, 90, 130), (0.25, 0.75, 0.0), strict=True):
        place = QPointF(x, 50)
        held = Qt.MouseButton.NoButton if kind == kinds[2] else LEFT
        event = QTabletEvent(
            kind, device, place, canvas.mapToGlobal(place), pressure, 0, 0, 0, 0, 0, NO_KEYS,
            LEFT, held,
        )  # fmt: skip
        QCoreApplication.sendEvent(canvas, event)
    (stroke,) = canvas.ink().strokes
    assert stroke.pressures.tolist() == [0.25, 0.75, 0.75]


def test_hiding_the_pad_ends_the_stroke(canvas):
    draw_stroke(canvas, line((50, 50), (150, 50)), release=False)
    canvas.hide()
    assert not canvas.is_drawing
    assert len(canvas.ink().strokes) == 1


def test_a_thousand_strokes_stay_as_quick_as_the_first(surroundings, qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    for number in range(1000):
        draw_stroke(canvas, line((number % 400, 20), (number % 400, 380), 3))
    assert len(canvas.ink().strokes) == 1000
