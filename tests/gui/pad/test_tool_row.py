from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.pad.tools import EraserKind, Tool
from digitpad.gui.state import WindowState
from tests.gui.bars import lengths
from tests.gui.choosing import choose, preferences
from tests.gui.drawing import draw_seven, draw_stroke, line, settle


def test_the_slider_changes_the_pen_width_and_undo_restores_it(window):
    draw_seven(window.canvas)
    slider = window.tool_row.slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert window.canvas.document.pen_width == 24
    window.actions_.undo.trigger()
    assert window.canvas.document.pen_width == 20
    assert slider.value() == 20


def test_another_pen_width_gives_the_same_answer(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    before = lengths(window.bars)
    window.tool_row.slider.setValue(40)
    settle(window, qtbot)
    assert abs(lengths(window.bars) - before).max() < 0.05


def test_keys_make_the_pen_thinner_and_thicker(window):
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    assert window.canvas.document.pen_width == 22
    QTest.keyClick(window, Qt.Key.Key_BracketLeft)
    QTest.keyClick(window, Qt.Key.Key_BracketLeft)
    assert window.canvas.document.pen_width == 18


def test_the_eraser_key_toggles_the_eraser(window):
    QTest.keyClick(window, Qt.Key.Key_E)
    assert window.canvas.tool is Tool.ERASER
    assert window.actions_.eraser.isChecked()
    QTest.keyClick(window, Qt.Key.Key_E)
    assert window.canvas.tool is Tool.PEN
    assert window.actions_.pen.isChecked()


def test_the_eraser_mode_is_applied_and_the_answer_updated(window, qtbot):
    draw_seven(window.canvas)
    choose(preferences(window).pen.eraser, "Partial Strokes")
    window.actions_.eraser.trigger()
    width, height = window.canvas.width(), window.canvas.height()
    draw_stroke(window.canvas, line((0.2 * width, 0.25 * height), (0.5 * width, 0.25 * height)))
    settle(window, qtbot)
    assert not window.canvas.document.is_empty
    assert window.answer.digit_text() != "–"
    choose(preferences(window).pen.eraser, "Whole Strokes")
    draw_stroke(window.canvas, line((0.4 * width, 0.5 * height), (0.7 * width, 0.5 * height)))
    settle(window, qtbot)
    assert window.answer.digit_text() == "–"


def test_pen_and_eraser_are_remembered(surroundings, window):
    window.tool_row.slider.setValue(33)
    choose(preferences(window).pen.eraser, "Partial Strokes")
    assert WindowState().pen_width == 33
    assert WindowState().eraser_kind is EraserKind.AREA
