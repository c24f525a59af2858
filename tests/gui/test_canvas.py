import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest

from digitpad.gui.canvas import Canvas
from digitpad.gui.erasing import EraserKind
from digitpad.gui.tools import Tool
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


@pytest.fixture
def repaints(canvas):
    """The rectangles painted from now on."""
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


def test_only_what_changed_is_painted_again(canvas, repaints):
    draw_stroke(canvas, line((60, 60), (60, 120)))
    draw_stroke(canvas, line((300, 300), (340, 300)))
    painted(repaints)
    draw_stroke(canvas, line((60, 200), (100, 200)))
    assert QRect(40, 180, 80, 40).contains(painted(repaints))
    canvas.undo()
    assert QRect(40, 180, 80, 40).contains(painted(repaints))
    canvas.redo()
    assert QRect(40, 180, 80, 40).contains(painted(repaints))
    canvas.tool = Tool.ERASER
    draw_stroke(canvas, [(320, 300), (321, 300)])
    assert QRect(280, 280, 80, 40).contains(painted(repaints))


@pytest.mark.parametrize("kind", EraserKind)
def test_erasing_in_places_leaves_what_painting_anew_gives(canvas, kind):
    canvas.eraser_kind = kind
    for x in range(60, 340, 40):
        draw_stroke(canvas, line((x, 40), (400 - x, 360), 60))
    canvas.tool = Tool.ERASER
    draw_stroke(canvas, line((20, 130), (120, 150), 30))
    QCoreApplication.processEvents()
    pieced = screen_picture(canvas)
    canvas._picture.forget()
    canvas.update()
    QCoreApplication.processEvents()
    assert np.abs(screen_picture(canvas).astype(int) - pieced).max() <= 2


def test_erasing_is_one_action_to_undo_and_redo(canvas):
    draw_stroke(canvas, line((50, 200), (350, 200)))
    before = picture(canvas)
    canvas.tool = Tool.ERASER
    canvas.eraser_kind = EraserKind.AREA
    draw_stroke(canvas, line((200, 100), (200, 300), 30))
    assert len(canvas.ink().strokes) == 2
    erased = picture(canvas)
    canvas.undo()
    assert np.array_equal(picture(canvas), before)
    canvas.redo()
    assert np.array_equal(picture(canvas), erased)


def test_erasing_nothing_leaves_nothing_to_undo(canvas):
    canvas.tool = Tool.ERASER
    draw_stroke(canvas, line((200, 100), (200, 300), 30))
    assert not canvas.undo_stack.canUndo()


def test_the_pen_can_be_changed_after_drawing_and_changed_back(canvas):
    draw_stroke(canvas, line((100, 200), (300, 200)))
    widths = []
    canvas.pen_width_changed.connect(widths.append)
    before = picture(canvas)
    for width in (24.0, 30.0, 40.0):
        canvas.choose_pen_width(width)
    assert picture(canvas)[183, 200] < 60
    canvas.undo()
    assert np.array_equal(picture(canvas), before)
    assert widths == [24, 30, 40, 20]
    canvas.undo()
    assert canvas.is_empty


def test_every_action_in_a_row_can_be_undone_to_the_empty_pad_and_redone(canvas):
    seen = [canvas.ink().to_json()]
    draw_stroke(canvas, line((100, 100), (300, 100)))
    seen.append(canvas.ink().to_json())
    canvas.tool = Tool.ERASER
    canvas.eraser_kind = EraserKind.AREA
    draw_stroke(canvas, line((200, 50), (200, 150)))
    seen.append(canvas.ink().to_json())
    canvas.choose_pen_width(31.0)
    seen.append(canvas.ink().to_json())
    canvas.clear()
    seen.append(canvas.ink().to_json())
    canvas.tool = Tool.PEN
    draw_stroke(canvas, line((100, 100), (300, 100)))
    seen.append(canvas.ink().to_json())
    for expected in reversed(seen[:-1]):
        canvas.undo()
        assert canvas.ink().to_json() == expected
    for expected in seen[1:]:
        canvas.redo()
        assert canvas.ink().to_json() == expected


def test_the_picture_is_as_sharp_as_the_screen(surroundings, canvas, monkeypatch):
    draw_stroke(canvas, line((100, 100), (300, 150)))
    monkeypatch.setattr(Canvas, "devicePixelRatioF", lambda self: 2.0)
    image = QImage(800, 800, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    canvas.render(image)
    assert canvas._picture._pixmap.devicePixelRatio() == 2.0
    assert canvas._picture._pixmap.width() == 800
