"""The answer for people who do not see it: focus, names and announcements."""

from types import SimpleNamespace

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.gui import widgets
from digitpad.gui.pad import answer
from tests.gui.drawing import draw_seven, settle


@pytest.fixture
def announced(monkeypatch):
    """The answers that screen readers are told."""
    texts = []
    monkeypatch.setattr(answer, "announce", lambda _, text: texts.append(text))
    return texts


def stable(window, qtbot):
    settle(window, qtbot)
    qtbot.waitUntil(lambda: not window.answer._stable.isActive(), timeout=10_000)


def test_an_answer_is_announced_once_when_it_is_stable(window, announced, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert announced == []
    stable(window, qtbot)
    (text,) = announced
    assert text.startswith("Answer: 7, Confidence")
    draw_seven(window.canvas)
    stable(window, qtbot)
    window.session.document.clear()
    stable(window, qtbot)
    assert announced[-1] == "No answer yet"


def test_the_frames_of_a_stroke_are_not_announced(window, announced, qtbot):
    for _ in range(5):
        draw_seven(window.canvas)
        settle(window, qtbot)
        window.session.document.clear()
        settle(window, qtbot)
    stable(window, qtbot)
    assert announced == []


@pytest.mark.skipif(
    not hasattr(QtGui, "QAccessibleAnnouncementEvent"), reason="Qt before 6.8 has no announcements"
)
def test_an_announcement_is_an_event_of_the_accessibility_interface(qtbot, monkeypatch):
    label = QLabel()
    qtbot.addWidget(label)
    events = []

    recorder = SimpleNamespace(updateAccessibility=events.append)
    monkeypatch.setattr(widgets.QtGui, "QAccessible", recorder)
    widgets.announce(label, "Answer: 7")
    (event,) = events
    assert event.message() == "Answer: 7"
    assert event.object() is label


def test_a_single_answer_can_take_the_keyboard_focus_visibly(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    before = window.answer.grab().toImage()
    reached = set()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert window.answer in reached
    assert window.bars.rows[0] in reached
    window.answer.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.answer.grab().toImage() != before


def test_a_click_on_a_single_answer_leaves_the_focus_on_the_pad(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    QTest.mouseClick(window.answer, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.bars, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is window.canvas


def test_the_bars_stay_where_they_are_when_a_message_appears(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    before = [row.geometry() for row in window.bars.rows], window.bars.geometry()
    for text in ("Saved.", "A long message. " * 20):
        window.panel.note.show_problem(text)
        QApplication.processEvents()
        assert window.panel.note.isVisible()
        assert ([row.geometry() for row in window.bars.rows], window.bars.geometry()) == before
