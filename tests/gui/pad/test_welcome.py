"""The card of the first start: it is never in the way, and can be turned off for good."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from digitpad.gui.pad.welcome import WelcomeCard
from tests.gui.drawing import draw_seven

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def card(window, qtbot):
    window.resize(980, 690)
    window.welcome()
    card = window.canvas.findChild(WelcomeCard)
    qtbot.waitUntil(card.card.isVisible)
    return card


def strokes(window):
    return window.session.document.ink().strokes


def test_the_card_goes_with_the_first_stroke(window, card, qtbot):
    draw_seven(window.canvas)
    assert len(strokes(window)) == 1
    qtbot.waitUntil(lambda: window.canvas.findChild(WelcomeCard) is None)


def test_a_stroke_that_begins_on_the_card_is_drawn(window, card):
    start = card.card.mapTo(window, QPoint(120, 14))
    screen = window.windowHandle()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(screen, LEFT, none, start)
    for step in range(1, 12):
        QTest.mouseMove(screen, start - QPoint(0, 10 * step))
    QTest.mouseRelease(screen, LEFT, none, start - QPoint(0, 110))
    assert len(strokes(window)) == 1
    assert np.ptp(strokes(window)[0].points[:, 1]) > 90


def test_the_mask_leaves_the_rest_of_the_pad_to_the_pen(window, card):
    assert window.canvas.childAt(10, 10) is not card
    assert card.mask().boundingRect() == card.card.geometry()


def test_close_removes_it_for_this_session_only(window, card, qtbot):
    QTest.mouseClick(card.close_button, LEFT)
    qtbot.waitUntil(lambda: window.canvas.findChild(WelcomeCard) is None)
    assert window.session.state.shows_welcome


def test_do_not_show_again_is_remembered(window, card, qtbot):
    QTest.mouseClick(card.never_again, LEFT, pos=card.never_again.rect().center() / 4)
    assert not window.session.state.shows_welcome
    card.remove()
    qtbot.waitUntil(lambda: window.canvas.findChild(WelcomeCard) is None)
    window.welcome()
    assert window.canvas.findChild(WelcomeCard) is None


def test_its_button_opens_the_guide(window, card):
    QTest.mouseClick(card.guide, LEFT)
    assert window.windows.guide.page.topic == "first-minute"


def test_it_does_not_make_the_window_larger_and_goes_where_there_is_no_room(window, card):
    least = window.minimumSizeHint()
    card.remove()
    QTest.qWait(20)
    assert window.minimumSizeHint() == least
    window.welcome()
    window.resize(least)
    QTest.qWait(50)
    small = window.canvas.findChild(WelcomeCard)
    assert not small.card.isVisible() or small.card.height() < small.height() / 2
