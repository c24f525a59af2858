"""The tour: each step beside its control, on the real window, and nothing of it stays."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar

from digitpad.gui import theme, tour
from digitpad.gui.pad.welcome import WelcomeCard
from digitpad.gui.theme import Scheme
from digitpad.gui.tour import Spotlight, Tour, TourCard
from digitpad.gui.translation import SIMPLIFIED_CHINESE
from tests.gui.choosing import wait_until_loaded
from tests.gui.conftest import PATIENCE
from tests.gui.drawing import draw_seven, settle

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COUNT = 7
SMALL = 780, 700
"""Fits the screen of the tests, so that it can be photographed."""


def start(window, width=980, height=690):
    window.resize(width, height)
    window.actions_.tour.trigger()
    QTest.qWait(50)
    return window.findChild(Tour)


@pytest.fixture
def shown(window):
    """The tour at its first step."""
    return start(window)


def click(button):
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)
    QTest.qWait(30)


def go_to(shown, number):
    while position(shown) < number:
        click(shown.card.next)
    assert position(shown) == number


def position(shown):
    number, count = shown.card.position.text().split(" of ")
    assert int(number) <= int(count)
    return int(number)


def strokes(window):
    return len(window.session.document.ink().strokes)


def grey(pixmap):
    """(height, width) from 0 to 255."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return lines[:, : image.width()].astype(float)


def screen(window):
    """What is on the screen, which may be older than what the widgets would paint."""
    QTest.qWait(60)
    return grey(window.screen().grabWindow(window.winId()))


def contrast(picture, area):
    return np.ptp(picture[area.top() : area.bottom() + 1, area.left() : area.right() + 1])


def difference(one, other):
    """The mean one; painted in other parts, the edges of letters differ slightly."""
    return np.abs(one - other).mean()


def place(widget):
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def is_gone(window):
    QTest.qWait(30)
    return not any(window.findChildren(kind) for kind in (Tour, TourCard, Spotlight))


def control_of(window, number):
    """The place of the control that a step is about."""
    menus = {6: window.actions_.model_menu, 7: window.actions_.help_menu}
    if number in menus:
        return window.menuBar().actionGeometry(menus[number].menuAction())
    controls = window.canvas, window.bars, window.bars, window.strip, window.train_button
    return place(controls[number - 1])


# Beginning and end


def test_the_card_of_the_first_start_begins_it_and_goes(window, qtbot):
    window.resize(980, 690)
    window.welcome()
    welcome = window.canvas.findChild(WelcomeCard)
    qtbot.waitUntil(welcome.card.isVisible)
    click(welcome.tour)
    assert window.findChild(Tour).card.isVisible()
    assert window.canvas.findChild(WelcomeCard) is None


def test_the_help_menu_has_it(window):
    assert window.actions_.tour in window.actions_.help_menu.actions()


def test_next_leads_through_all_steps_and_finish_ends_it(window, shown):
    seen = []
    for number in range(1, COUNT + 1):
        assert shown.card.position.text() == f"{number} of {COUNT}"
        assert shown.card.end.isVisible() == (number < COUNT)
        assert shown.card.back.isEnabled() == (number > 1)
        seen.append(shown.card.text.text())
        click(shown.card.next)
    assert len(set(seen)) == COUNT
    assert is_gone(window)
    assert window.canvas.hasFocus()


def test_back_shows_the_step_before(shown):
    go_to(shown, 3)
    click(shown.card.back)
    assert position(shown) == 2


def test_the_keyboard_moves_through_it(window, shown):
    assert shown.card.next.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert position(shown) == 3
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert shown.card.back.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert position(shown) == 2


def test_another_start_begins_again(window, shown):
    go_to(shown, 4)
    again = next(one for one in [start(window), *window.findChildren(Tour)] if one is not shown)
    assert position(again) == 1
    assert len(window.findChildren(Tour)) == len(window.findChildren(TourCard)) == 1
    assert again.card.next.hasFocus()
    QTest.keyClick(again.card.next, Qt.Key.Key_Escape)
    assert is_gone(window)


@pytest.mark.parametrize("focused", ["pad", "button"])
def test_escape_ends_it_and_keeps_the_drawing(window, shown, qtbot, focused):
    draw_seven(window.canvas)
    settle(window, qtbot)
    (window.canvas if focused == "pad" else shown.card.next).setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert is_gone(window)
    assert strokes(window) == 1
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert strokes(window) == 0, "after the tour, the key clears the pad again"
    window.resize(*SMALL)
    window.session.set_threshold(0.5)  # The signals that it followed reach nothing any more.


def test_end_a_lesson_and_the_closed_window_end_it(window, shown):
    click(shown.card.end)
    assert is_gone(window)
    start(window)
    window.actions_.lessons.trigger()
    assert is_gone(window)
    assert window.windows.lessons.isVisible()
    start(window)
    window.close()
    assert is_gone(window)


def test_the_screen_is_as_before_when_it_ends(window, qtbot):
    window.resize(*SMALL)
    draw_seven(window.canvas)
    settle(window, qtbot)
    before = screen(window)
    shown = start(window, *SMALL)
    go_to(shown, 5)
    assert difference(screen(window), before) > 1
    click(shown.card.end)
    assert difference(screen(window), before) < 0.1


# The controls


@pytest.mark.parametrize("size", [(980, 690), (1366, 728), (760, 600)])
def test_the_card_stands_in_the_window_beside_the_control(window, size):
    shown = start(window, *size)
    for number in range(1, COUNT + 1):
        go_to(shown, number)
        card, control = shown.card.geometry(), control_of(window, number)
        assert window.rect().contains(card)
        assert not card.intersects(control)
        assert card.height() >= shown.card.heightForWidth(card.width())
        if number < 6:
            assert not card.intersects(place(window.canvas))


@pytest.mark.parametrize("language", ["en", SIMPLIFIED_CHINESE])
def test_it_fits_a_small_screen_with_a_doubled_font(surroundings, qtbot, language):
    font = surroundings.application.font()
    surroundings.application.setFont(theme.scaled(font, 2))
    surroundings.translation.choose(language)
    try:
        window = surroundings.window()
        qtbot.addWidget(window)
        window.show()
        wait_until_loaded(window.session)
        shown = start(window, 1366, 728)
        for number in range(1, COUNT + 1):
            card = shown.card.geometry()
            assert window.rect().contains(card)
            assert not card.intersects(control_of(window, number))
            for part in (shown.card.title, shown.card.back, shown.card.next):
                assert part.width() >= part.sizeHint().width()
            click(shown.card.next)
        window.close()
    finally:
        surroundings.application.setFont(font)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_only_the_control_the_pad_and_the_answer_are_bright(window, surroundings, qtbot, scheme):
    window.resize(*SMALL)
    draw_seven(window.canvas)
    surroundings.appearance.choose(scheme)
    settle(window, qtbot)
    plain = screen(window)
    shown = start(window, *SMALL)

    for number in range(1, COUNT + 1):
        go_to(shown, number)
        now = screen(window)
        for part in (window.canvas, window.answer, window.bars, window.strip, window.chooser.box):
            area = place(part)
            if not area.intersects(shown.card.geometry()):
                is_bright = part in {window.canvas, window.answer} or area == control_of(
                    window, number
                )
                share = contrast(now, area) / contrast(plain, area)
                assert share > 0.95 if is_bright else share < 0.7, (number, part)
        area = control_of(window, number)
        assert contrast(now, area) > 0.95 * contrast(plain, area)


def test_it_follows_another_size_and_another_theme(window, surroundings):
    shown = start(window, *SMALL)
    go_to(shown, 2)
    for change in (
        lambda: window.resize(790, 650),
        lambda: surroundings.appearance.choose(Scheme.DARK),
    ):
        change()
        QTest.qWait(50)
        assert shown.spotlight.size() == window.size()
        assert not shown.card.geometry().intersects(place(window.bars))
        assert difference(screen(window), grey(window.grab())) < 0.1


def test_a_control_that_is_hidden_at_the_start_has_no_step(window):
    window.actions_.stages.trigger()
    shown = start(window)
    titles = []
    for number in range(1, COUNT):
        assert shown.card.position.text() == f"{number} of {COUNT - 1}"
        assert not shown.card.geometry().intersects(control_of(window, number + (number > 3)))
        titles.append(shown.card.title.text())
        click(shown.card.next)
    assert "See what the model reads" not in titles
    assert is_gone(window)


def test_a_control_that_is_hidden_meanwhile_is_skipped(window, shown):
    go_to(shown, 4)
    window.actions_.stages.trigger()
    QTest.qWait(50)
    assert position(shown) == 5
    click(shown.card.back)
    assert position(shown) == 3
    assert not shown.card.geometry().intersects(place(window.bars))
    window.actions_.stages.trigger()
    click(shown.card.next)
    assert position(shown) == 4


def test_a_trial_hides_the_training_button_and_its_step(window, shown):
    go_to(shown, 5)
    window.session.begin_trial(window.session.selected, "training")
    QTest.qWait(50)
    assert position(shown) == 6


def test_without_a_menu_bar_in_the_window_the_card_stands_on_its_own(window, monkeypatch):
    monkeypatch.setattr(QMenuBar, "isNativeMenuBar", lambda _: True)
    shown = start(window)
    go_to(shown, 7)
    assert window.rect().contains(shown.card.geometry())
    click(shown.card.next)
    assert is_gone(window)


# The pad


def test_a_recognized_digit_ends_the_first_step_once_the_pen_is_lifted(
    window, shown, qtbot, monkeypatch
):
    shown._rest.setInterval(60)
    draw_seven(window.canvas, release=False)
    settle(window, qtbot)
    assert window.session.drawing.shown.recognition.is_digit
    QTest.qWait(150)
    assert position(shown) == 1
    QTest.mouseRelease(window.canvas, LEFT)
    qtbot.waitUntil(lambda: position(shown) == 2)
    assert window.canvas.hasFocus(), "the keys of the pad go on working"
    click(shown.card.back)
    QTest.qWait(150)
    assert position(shown) == 1, "the same digit does not end it again"


def test_in_every_step_the_pad_can_be_drawn_on(window):
    shown = start(window, *SMALL)
    shown._rest.setInterval(10**6)
    screen_window = window.windowHandle()
    for number in range(1, COUNT + 1):
        go_to(shown, number)
        area = place(window.canvas)
        corner = area.bottomRight() - QPoint(40 + 20 * number, 40)
        QTest.mousePress(screen_window, LEFT, NONE, corner)
        for step in range(1, 8):
            QTest.mouseMove(screen_window, corner - QPoint(0, 8 * step))
        QTest.mouseRelease(screen_window, LEFT, NONE, corner - QPoint(0, 56))
        assert strokes(window) == number


def test_a_click_on_a_bar_corrects_in_the_step_about_it(window, qtbot):
    shown = start(window, *SMALL)
    draw_seven(window.canvas)
    settle(window, qtbot)
    go_to(shown, 3)
    # Learning takes longer than this test needs.
    window.bars.digit_chosen.disconnect(window.corrections.correct)
    window.bars.approached.disconnect()
    with qtbot.waitSignal(window.bars.digit_chosen, timeout=PATIENCE) as chosen:
        QTest.mouseClick(window.windowHandle(), LEFT, NONE, place(window.bars.rows[4]).center())
    assert chosen.args == [4]
    assert position(shown) == 3
    assert not shown.card.geometry().intersects(place(window.panel.note_place))


# Screen readers


def test_screen_readers_are_told_each_step(window, monkeypatch):
    said = []
    monkeypatch.setattr(tour, "announce", lambda _, text: said.append(text))
    shown = start(window)
    click(shown.card.next)
    assert [text.split(". ")[0] for text in said] == [
        "Draw a digit, 1 of 7",
        "Watch the probabilities, 2 of 7",
    ]
    assert shown.card.accessibleName() == "Watch the probabilities, 2 of 7"
    assert shown.card.next.accessibleDescription() == shown.card.text.text()
