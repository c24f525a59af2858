import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest

from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.tools import EraserKind, Tool
from tests.gui.drawing import LEFT, draw_stroke, line

NO_KEYS = Qt.KeyboardModifier.NoModifier


def picture(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    return rows[:, : image.width()].copy()


def screen_picture(widget):
    """The pixels painted so far, without repainting."""
    image = widget.screen().grabWindow(widget.winId()).toImage()
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    return rows[:, : image.width()].copy()


def test_press_move_release_make_one_stroke_with_all_points(canvas):
    draw_stroke(canvas, line((50, 60), (240, 250), 20))
    (stroke,) = canvas.document.ink().strokes
    assert stroke.points[0].tolist() == [50, 60]
    assert stroke.points[-1].tolist() == [240, 250]
    assert len(stroke.points) == 20
    assert (stroke.pressures == 1).all()


def test_ink_is_reported_during_the_stroke(canvas):
    reported = []
    canvas.document.ink_changed.connect(reported.append)
    draw_stroke(canvas, line((50, 50), (150, 50), 6), release=False)
    assert [ink.point_count for ink in reported] == [1, 2, 3, 4, 5, 6]
    assert canvas.document.is_drawing


def test_two_strokes_are_not_joined(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150), 10))
    draw_stroke(canvas, line((300, 50), (300, 150), 10))
    first, second = canvas.document.ink().strokes
    assert set(first.points[:, 0].tolist()) == {50}
    assert set(second.points[:, 0].tolist()) == {300}
    assert picture(canvas)[100, 150:250].min() > 250


def test_a_lost_release_does_not_join_strokes(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150), 10), release=False)
    draw_stroke(canvas, line((300, 50), (300, 150), 10))
    assert [len(stroke.points) for stroke in canvas.document.ink().strokes] == [10, 10]


def test_moving_without_a_button_draws_nothing(canvas):
    QTest.mouseMove(canvas, QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(200, 200))
    assert canvas.document.ink().is_empty


def test_other_buttons_draw_nothing(canvas):
    QTest.mouseClick(canvas, Qt.MouseButton.RightButton, NO_KEYS, QPoint(100, 100))
    QTest.mouseClick(canvas, Qt.MouseButton.MiddleButton, NO_KEYS, QPoint(100, 100))
    assert canvas.document.ink().is_empty


def test_a_click_is_a_dot_and_a_double_click_is_two(canvas):
    QTest.mouseClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert picture(canvas)[100, 100] < 60
    # The second press of a double click has its own event type.
    QTest.mouseDClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert len(canvas.document.ink().strokes) == 2


def test_a_stroke_continues_outside_the_pad(canvas):
    draw_stroke(canvas, [(350, 200), (395, 200), (480, 200), (480, 320), (380, 320), (300, 320)])
    (stroke,) = canvas.document.ink().strokes
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
    (stroke,) = canvas.document.ink().strokes
    assert stroke.times.tolist() == pytest.approx([0, 0.01, 0.05], abs=1e-6)


def test_times_never_decrease_over_strokes_and_undo(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150), 10))
    draw_stroke(canvas, line((90, 50), (90, 150), 10))
    canvas.document.clear()
    draw_stroke(canvas, line((50, 50), (50, 150), 10))
    canvas.document.undo()
    canvas.document.undo()
    draw_stroke(canvas, line((150, 50), (150, 150), 10))
    times = np.concatenate([stroke.times for stroke in canvas.document.ink().strokes])
    assert (np.diff(times) >= 0).all()


def test_undo_and_redo_change_one_stroke_at_a_time(canvas):
    for x in (50, 150, 250):
        draw_stroke(canvas, line((x, 50), (x, 150)))
    canvas.document.undo()
    canvas.document.undo()
    assert len(canvas.document.ink().strokes) == 1
    canvas.document.redo()
    assert [stroke.points[0, 0] for stroke in canvas.document.ink().strokes] == [50, 150]


def test_clear_can_be_undone(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150)))
    draw_stroke(canvas, line((150, 50), (150, 150)))
    before = picture(canvas)
    canvas.document.clear()
    assert canvas.document.ink().is_empty
    canvas.document.undo()
    assert len(canvas.document.ink().strokes) == 2
    assert np.array_equal(picture(canvas), before)


def test_clearing_an_empty_pad_adds_no_undo_step(canvas):
    canvas.document.clear()
    assert not canvas.document.undo_stack.canUndo()


def test_undo_during_a_stroke_removes_that_stroke(canvas):
    draw_stroke(canvas, line((50, 50), (50, 150)))
    draw_stroke(canvas, line((150, 50), (150, 150)), release=False)
    canvas.document.undo()
    assert [stroke.points[0, 0] for stroke in canvas.document.ink().strokes] == [50]
    assert not canvas.document.is_drawing


def test_incremental_painting_equals_painting_everything(canvas, qtbot):
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


def test_a_smaller_window_keeps_all_ink(canvas):
    draw_stroke(canvas, line((350, 50), (350, 350)))
    before = picture(canvas)
    canvas.resize(300, 300)
    assert canvas.document.ink().strokes[0].points[0].tolist() == [350, 50]
    canvas.resize(400, 400)
    assert np.array_equal(picture(canvas), before)


def test_the_hint_shows_only_on_an_empty_pad(canvas):
    empty = picture(canvas)[180:220, 100:300]
    assert empty.min() < 200
    draw_stroke(canvas, line((50, 50), (60, 50)), release=False)
    assert picture(canvas)[180:220, 100:300].min() > 250


def test_hiding_the_pad_ends_the_stroke(canvas):
    draw_stroke(canvas, line((50, 50), (150, 50)), release=False)
    canvas.hide()
    assert not canvas.document.is_drawing
    assert len(canvas.document.ink().strokes) == 1


def test_painting_stays_fast_with_a_thousand_strokes(surroundings, qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    for number in range(1000):
        draw_stroke(canvas, line((number % 400, 20), (number % 400, 380), 3))
    assert len(canvas.document.ink().strokes) == 1000


@pytest.fixture
def repaints(canvas):
    """The rectangles repainted from now on."""
    QCoreApplication.processEvents()
    watcher = PaintWatcher(canvas)
    canvas.installEventFilter(watcher)
    yield watcher.rectangles
    canvas.removeEventFilter(watcher)


class PaintWatcher(QObject):
    def __init__(self, parent):
        super().__init__(parent)
        self.rectangles = []

    def eventFilter(self, watched, event):  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.rectangles.append(QRect(event.rect()))
        return False


def painted(rectangles):
    QCoreApplication.processEvents()
    whole = QRect()
    for rectangle in rectangles:
        whole |= rectangle
    rectangles.clear()
    return whole


def test_only_the_changed_rectangle_is_repainted(canvas, repaints):
    draw_stroke(canvas, line((60, 60), (60, 120)))
    draw_stroke(canvas, line((300, 300), (340, 300)))
    painted(repaints)
    draw_stroke(canvas, line((60, 200), (100, 200)))
    assert QRect(40, 180, 80, 40).contains(painted(repaints))
    canvas.document.undo()
    assert QRect(40, 180, 80, 40).contains(painted(repaints))
    canvas.document.redo()
    assert QRect(40, 180, 80, 40).contains(painted(repaints))
    canvas.tool = Tool.ERASER
    draw_stroke(canvas, [(320, 300), (321, 300)])
    assert QRect(280, 280, 80, 40).contains(painted(repaints))


@pytest.mark.parametrize("kind", EraserKind)
def test_partial_repainting_after_erasing_equals_painting_everything(canvas, kind):
    canvas.document.eraser_kind = kind
    for x in range(60, 340, 40):
        draw_stroke(canvas, line((x, 40), (400 - x, 360), 60))
    canvas.tool = Tool.ERASER
    draw_stroke(canvas, line((20, 130), (120, 150), 30))
    QCoreApplication.processEvents()
    pieced = screen_picture(canvas)
    canvas._picture._pixmap = None
    canvas.update()
    QCoreApplication.processEvents()
    assert np.abs(screen_picture(canvas).astype(int) - pieced).max() <= 2


def test_erasing_is_one_action_to_undo_and_redo(canvas):
    draw_stroke(canvas, line((50, 200), (350, 200)))
    before = picture(canvas)
    canvas.tool = Tool.ERASER
    canvas.document.eraser_kind = EraserKind.AREA
    draw_stroke(canvas, line((200, 100), (200, 300), 30))
    assert len(canvas.document.ink().strokes) == 2
    erased = picture(canvas)
    canvas.document.undo()
    assert np.array_equal(picture(canvas), before)
    canvas.document.redo()
    assert np.array_equal(picture(canvas), erased)


def test_erasing_nothing_adds_no_undo_step(canvas):
    canvas.tool = Tool.ERASER
    draw_stroke(canvas, line((200, 100), (200, 300), 30))
    assert not canvas.document.undo_stack.canUndo()


def test_the_pen_width_can_be_changed_after_drawing_and_undone(canvas):
    draw_stroke(canvas, line((100, 200), (300, 200)))
    widths = []
    canvas.document.pen_width_changed.connect(widths.append)
    before = picture(canvas)
    for width in (24.0, 30.0, 40.0):
        canvas.document.choose_pen_width(width)
    assert picture(canvas)[183, 200] < 60
    canvas.document.undo()
    assert np.array_equal(picture(canvas), before)
    assert widths == [24, 30, 40, 20]
    canvas.document.undo()
    assert canvas.document.is_empty


def test_all_actions_can_be_undone_to_the_empty_pad_and_redone(canvas):
    seen = [canvas.document.ink().to_json()]
    draw_stroke(canvas, line((100, 100), (300, 100)))
    seen.append(canvas.document.ink().to_json())
    canvas.tool = Tool.ERASER
    canvas.document.eraser_kind = EraserKind.AREA
    draw_stroke(canvas, line((200, 50), (200, 150)))
    seen.append(canvas.document.ink().to_json())
    canvas.document.choose_pen_width(31.0)
    seen.append(canvas.document.ink().to_json())
    canvas.document.clear()
    seen.append(canvas.document.ink().to_json())
    canvas.tool = Tool.PEN
    draw_stroke(canvas, line((100, 100), (300, 100)))
    seen.append(canvas.document.ink().to_json())
    for expected in reversed(seen[:-1]):
        canvas.document.undo()
        assert canvas.document.ink().to_json() == expected
    for expected in seen[1:]:
        canvas.document.redo()
        assert canvas.document.ink().to_json() == expected


def test_the_stroke_cache_has_the_resolution_of_the_screen(surroundings, canvas, monkeypatch):
    draw_stroke(canvas, line((100, 100), (300, 150)))
    monkeypatch.setattr(Canvas, "devicePixelRatioF", lambda self: 2.0)
    image = QImage(800, 800, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    canvas.render(image)
    assert canvas._picture._pixmap.devicePixelRatio() == 2.0
    assert canvas._picture._pixmap.width() == 800


def test_the_ring_of_the_eraser_is_sharp_on_a_screen_with_other_pixels(canvas, monkeypatch):
    canvas.tool = Tool.ERASER
    before = canvas.cursor().pixmap().size()
    monkeypatch.setattr(Canvas, "devicePixelRatioF", lambda self: 2.0)
    QCoreApplication.sendEvent(canvas, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert canvas.cursor().pixmap().size() == 2 * before
