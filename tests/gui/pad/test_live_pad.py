"""The small live pad beside other windows: the same ink and answers as on the pad."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit, QToolButton

from digitpad.gui.pad.live_pad import LivePad
from digitpad.gui.secondary_window import SecondaryWindow
from tests.gui.choosing import select
from tests.gui.drawing import draw_ink, draw_seven, settle
from tests.gui.pad.test_numbers import number_ink

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def live_pad(window, qtbot):
    """A small live pad that shares the session of the main window."""
    pad = LivePad(window.session)
    qtbot.addWidget(pad)
    pad.resize(260, 620)
    pad.show()
    qtbot.waitExposed(pad)
    return pad


def test_a_digit_drawn_on_the_live_pad_is_answered_on_both(window, live_pad, qtbot):
    draw_seven(live_pad.canvas)
    settle(window, qtbot)
    assert window.answer.digit_text() == live_pad.answer.digit_text() == "7"
    assert live_pad.bars.rows[7].text() == window.bars.rows[7].text()
    (stroke,) = window.session.document.ink().strokes
    assert stroke.points[:, 0].max() == pytest.approx(0.65 * window.canvas.width(), abs=4)


def test_a_digit_drawn_on_the_pad_is_shown_on_the_live_pad(window, live_pad, qtbot):
    empty = live_pad.canvas.grab().toImage()
    draw_seven(window.canvas, release=False)
    settle(window, qtbot)
    assert live_pad.answer.digit_text() == "7"
    assert live_pad.canvas.grab().toImage() != empty


def test_undo_and_clear_act_on_the_drawing_of_both(window, live_pad, qtbot):
    assert not live_pad.undo.isEnabled()
    assert not live_pad.clear.isEnabled()
    draw_seven(window.canvas)
    QTest.mouseClick(live_pad.clear, LEFT)
    assert window.session.document.is_empty
    QTest.mouseClick(live_pad.undo, LEFT)
    assert len(window.session.document.ink().strokes) == 1
    QTest.mouseClick(live_pad.undo, LEFT)
    assert not live_pad.undo.isEnabled()


def test_a_digit_of_a_number_picked_on_the_live_pad_is_picked_everywhere(window, live_pad, qtbot):
    draw_ink(live_pad.canvas, number_ink("25"), share=0.8)
    settle(window, qtbot)
    assert live_pad.answer.digit_text() == "25"
    live_pad.answer.setFocus()
    QTest.keyClick(live_pad.answer, Qt.Key.Key_Left)
    assert window.session.drawing.shown.selected == 0
    for bars in (live_pad.bars, window.bars):
        assert [row.digit for row in bars.rows if row.is_best] == [2]


def test_undo_and_redo_have_their_usual_keys_after_drawing_on_the_live_pad(window, live_pad, qtbot):
    with qtbot.waitActive(live_pad, timeout=5000):
        live_pad.activateWindow()
    draw_seven(live_pad.canvas)
    QTest.keyClick(live_pad.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document.is_empty
    QTest.keyClick(live_pad.canvas, Qt.Key.Key_Z, SHIFT | Qt.KeyboardModifier.ControlModifier)
    assert len(window.session.document.ink().strokes) == 1


def test_the_small_canvas_has_the_proportions_of_the_pad(window, live_pad):
    def proportions(canvas):
        return canvas.width() / canvas.height()

    for size in (QSize(260, 620), QSize(200, 400), QSize(420, 700)):
        live_pad.resize(size)
        expected = proportions(window.canvas)
        assert proportions(live_pad.canvas) == pytest.approx(expected, rel=0.03)
        assert live_pad.rect().contains(live_pad.bars.geometry())


def test_the_live_pad_names_the_model_that_answers(window, live_pad):
    session = window.session
    select(session, "mlp")
    assert live_pad.model.text() == "Model: mlp"
    session.begin_trial(session.selected, "training")
    assert live_pad.model.text() == "Model on trial: mlp"
    session.end_trial()
    assert live_pad.model.text() == "Model: mlp"


@pytest.fixture
def secondary(window, qtbot):
    """Another window with a dock for the pad."""

    def make():
        other = SecondaryWindow("other", window.session, QSize(600, 400))
        other.setCentralWidget(QTextEdit())
        other.add_pad_dock()
        qtbot.addWidget(other)
        other.show()
        qtbot.waitExposed(other)
        return other

    return make


def pad_button(other):
    return other.statusBar().findChild(QToolButton)


def show_pad(other, qtbot):
    QTest.mouseClick(pad_button(other), LEFT)
    qtbot.waitUntil(lambda: other.pad_dock.pad is not None)
    return other.pad_dock.pad


def test_the_pad_of_a_window_is_made_when_it_is_first_shown(window, secondary, qtbot):
    other = secondary()
    assert not other.pad_dock.isVisible()
    assert other.pad_dock.pad is None
    pad = show_pad(other, qtbot)
    draw_seven(pad.canvas)
    settle(window, qtbot)
    assert pad.answer.digit_text() == "7"
    assert pad_button(other).isChecked()


def test_the_window_is_wider_with_its_pad_as_far_as_the_screen_allows(secondary, qtbot):
    other = secondary()
    other.resize(300, 400)
    before = other.width()
    show_pad(other, qtbot)
    assert other.width() > before
    assert other.screen().availableGeometry().contains(other.frameGeometry())
    QTest.mouseClick(pad_button(other), LEFT)
    qtbot.waitUntil(lambda: other.width() < before + 30)


def test_a_window_remembers_whether_its_pad_was_shown_and_where(secondary, qtbot):
    other = secondary()
    show_pad(other, qtbot)
    other.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, other.pad_dock)
    other.close()
    again = secondary()
    qtbot.waitUntil(lambda: again.pad_dock.pad is not None)
    assert again.dockWidgetArea(again.pad_dock) == Qt.DockWidgetArea.LeftDockWidgetArea
    again.pad_dock.close()
    assert not pad_button(again).isChecked()
    again.close()
    assert not secondary().pad_dock.isVisible()
