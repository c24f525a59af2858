"""Use without a mouse: the keyboard pen, and the list of shortcuts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider

from digitpad.gui.pad import pixel_cursor
from digitpad.gui.shortcut_dialog import ShortcutDialog
from tests.gui.drawing import draw_seven, settle

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pen(window, qtbot):
    """The keyboard pen, selected with its key."""
    QTest.keyClick(window, Qt.Key.Key_K)
    qtbot.waitUntil(window.pixel_cursor.isVisible)
    return window.pixel_cursor


def press(pen, *keys, times=1, modifier=Qt.KeyboardModifier.NoModifier):
    for _ in range(times):
        for key in keys:
            QTest.keyClick(pen, key, modifier)


def test_a_seven_drawn_with_arrow_keys_and_space_is_recognized(window, pen, qtbot):
    press(pen, Qt.Key.Key_Up, times=9)
    press(pen, Qt.Key.Key_Left, times=5)
    press(pen, Qt.Key.Key_Space)
    press(pen, Qt.Key.Key_Right, times=10)
    for _ in range(6):
        press(pen, Qt.Key.Key_Down, times=3)
        press(pen, Qt.Key.Key_Left)
    press(pen, Qt.Key.Key_Space)
    settle(window, qtbot)
    assert len(window.canvas.document.ink().strokes) == 1
    assert window.answer.digit_text() == "7"


def test_moving_with_the_pen_up_draws_nothing(window, pen):
    press(pen, Qt.Key.Key_Right, Qt.Key.Key_Down, times=5)
    assert window.canvas.document.is_empty


def test_the_cursor_stays_on_the_grid_and_shift_moves_four_squares(pen):
    press(pen, Qt.Key.Key_Left, times=2, modifier=SHIFT)
    assert pen.column == 6
    press(pen, Qt.Key.Key_Left, times=9, modifier=SHIFT)
    assert pen.column == 0
    press(pen, Qt.Key.Key_Down, times=40)
    assert pen.row == 27


def test_keyboard_strokes_can_be_undone_and_cleared_while_the_pen_is_down(window, pen):
    press(pen, Qt.Key.Key_Space)
    press(pen, Qt.Key.Key_Right, times=4)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.canvas.document.is_empty
    press(pen, Qt.Key.Key_Right, times=4)
    assert not window.canvas.document.is_empty
    press(pen, Qt.Key.Key_Space)
    window.actions_.undo.trigger()
    assert window.canvas.document.is_empty


def test_a_screen_reader_is_told_the_position_of_the_pen(pen, monkeypatch):
    spoken = []
    monkeypatch.setattr(pixel_cursor, "announce", lambda _, text: spoken.append(text))
    press(pen, Qt.Key.Key_Right)
    press(pen, Qt.Key.Key_Space)
    assert spoken == ["Column 16, row 15, pen up", "Column 16, row 15, pen down"]
    assert pen.accessibleDescription() == spoken[-1]


def test_hiding_the_keyboard_pen_ends_its_stroke(window, pen):
    press(pen, Qt.Key.Key_Space)
    press(pen, Qt.Key.Key_Right)
    window.actions_.pixel_cursor.trigger()
    assert not window.canvas.document.is_drawing
    assert len(window.canvas.document.ink().strokes) == 1


def test_the_dialog_lists_every_key_of_the_menus(window):
    sheet = ShortcutDialog(window.menuBar(), window)
    lines = dict(sheet.lines())
    assert "Ctrl+Z" in lines["Undo"]
    assert lines["Draw with Keyboard"] == "K"
    assert lines["Mark As"] == "0 – 9"
    assert lines["Pen down, pen up"] == "Space"


def test_no_key_has_two_actions(window):
    seen = {}
    for name, value in vars(window.actions_).items():
        actions = value.values() if isinstance(value, dict) else [value]
        for action in actions:
            for key in getattr(action, "shortcuts", list)():
                assert seen.setdefault(key.toString(), action) is action, (name, key.toString())


def test_every_control_has_a_name_for_screen_readers(window):
    for kind in (QAbstractButton, QSlider, QComboBox):
        for widget in window.findChildren(kind):
            named = widget.accessibleName() or getattr(widget, "text", str)()
            internal = widget.objectName().startswith("qt_") or not widget.isVisibleTo(window)
            assert named or internal, widget


def test_a_digit_typed_in_the_list_of_models_teaches_nothing(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    taught = []
    window.corrections.learner.began.connect(taught.append)
    window.chooser.box.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_N):
        QTest.keyClick(window.chooser.box, key)
    assert taught == []
    assert window.corrections.question is None
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_7)
    assert taught == [7]


def test_letters_act_only_while_the_pad_has_focus(window):
    window.chooser.box.setFocus()
    QTest.keyClick(window.chooser.box, Qt.Key.Key_E)
    assert not window.actions_.eraser.isChecked()
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_E)
    assert window.actions_.eraser.isChecked()
