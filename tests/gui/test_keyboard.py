"""Everything without a mouse: the keyboard pen, and the sheet of keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider

from digitpad.gui.shortcut_sheet import ShortcutSheet
from tests.gui.drawing import settle

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pen(window, qtbot):
    """The keyboard pen, taken up by its key."""
    QTest.keyClick(window, Qt.Key.Key_K)
    qtbot.waitUntil(window.pixel_cursor.isVisible)
    return window.pixel_cursor


def press(pen, *keys, times=1, modifier=Qt.KeyboardModifier.NoModifier):
    for _ in range(times):
        for key in keys:
            QTest.keyClick(pen, key, modifier)


def test_a_seven_written_with_arrow_keys_and_space_is_read(window, pen, qtbot):
    press(pen, Qt.Key.Key_Up, times=9)
    press(pen, Qt.Key.Key_Left, times=5)
    press(pen, Qt.Key.Key_Space)
    press(pen, Qt.Key.Key_Right, times=10)
    for _ in range(6):
        press(pen, Qt.Key.Key_Down, times=3)
        press(pen, Qt.Key.Key_Left)
    press(pen, Qt.Key.Key_Space)
    settle(window, qtbot)
    assert len(window.canvas.ink().strokes) == 1
    assert window.answer.digit_text() == "7"


def test_moving_with_the_pen_up_draws_nothing(window, pen):
    press(pen, Qt.Key.Key_Right, Qt.Key.Key_Down, times=5)
    assert window.canvas.is_empty


def test_the_cursor_stays_on_the_grid_and_shift_goes_far(pen):
    press(pen, Qt.Key.Key_Left, times=2, modifier=SHIFT)
    assert pen.column == 6
    press(pen, Qt.Key.Key_Left, times=9, modifier=SHIFT)
    assert pen.column == 0
    press(pen, Qt.Key.Key_Down, times=40)
    assert pen.row == 27


def test_strokes_of_the_keyboard_can_be_undone_and_the_pad_cleared_under_the_pen(window, pen):
    press(pen, Qt.Key.Key_Space)
    press(pen, Qt.Key.Key_Right, times=4)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.canvas.is_empty
    press(pen, Qt.Key.Key_Right, times=4)
    assert not window.canvas.is_empty
    press(pen, Qt.Key.Key_Space)
    window.actions_.undo.trigger()
    assert window.canvas.is_empty


def test_a_screen_reader_is_told_where_the_pen_is(pen):
    spoken = []
    pen.spoken.connect(spoken.append)
    press(pen, Qt.Key.Key_Right)
    press(pen, Qt.Key.Key_Space)
    assert spoken == ["Column 16, row 15, pen up", "Column 16, row 15, pen down"]
    assert pen.accessibleDescription() == spoken[-1]


def test_putting_the_keyboard_pen_away_ends_its_stroke(window, pen):
    press(pen, Qt.Key.Key_Space)
    press(pen, Qt.Key.Key_Right)
    window.actions_.pixel_cursor.trigger()
    assert not window.canvas.is_drawing
    assert len(window.canvas.ink().strokes) == 1


def test_the_sheet_lists_every_key_of_the_menus(window):
    sheet = ShortcutSheet(window.menuBar(), window)
    lines = dict(sheet.lines())
    assert "Ctrl+Z" in lines["Undo"]
    assert lines["Draw with the keyboard"] == "K"
    assert lines["The right digit is"] == "0 – 9"
    assert lines["Pen down, pen up"] == "Space"


def test_no_key_means_two_things(window):
    seen = {}
    for name, value in vars(window.actions_).items():
        actions = value.values() if isinstance(value, dict) else [value]
        for action in actions:
            for key in getattr(action, "shortcuts", list)():
                assert seen.setdefault(key.toString(), action) is action, (name, key.toString())


def test_everything_that_can_be_used_has_a_name_for_screen_readers(window):
    for kind in (QAbstractButton, QSlider, QComboBox):
        for widget in window.findChildren(kind):
            named = widget.accessibleName() or getattr(widget, "text", str)()
            internal = widget.objectName().startswith("qt_") or not widget.isVisibleTo(window)
            assert named or internal, widget
