"""The preferences: what they change, and that they fit a small screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QMenu

from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.gui.wording import without_mnemonic
from tests.gui.choosing import choose, preferences, select
from tests.gui.drawing import draw_seven, settle


def menu_titles(window):
    return [without_mnemonic(action.text()) for action in window.menuBar().actions()]


def test_the_menus_have_the_usual_names_and_order(window):
    assert menu_titles(window) == ["File", "Edit", "View", "Model", "Help"]
    edit = window.menuBar().actions()[1].menu()
    assert edit.actions()[-1] is window.actions_.preferences
    assert window.actions_.preferences.text() == "Pre&ferences…"
    assert window.actions_.preferences.menuRole() == QAction.MenuRole.PreferencesRole
    assert QKeySequence("Ctrl+,") in window.actions_.preferences.shortcuts()


def test_its_shortcut_opens_it(window, qtbot):
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.preferences is not None and window.preferences.isVisible())
    assert not window.preferences.isModal()


def test_the_theme_changes_at_once_and_is_remembered(window):
    choose(preferences(window).general.theme, "Dark")
    assert window.palette().window().color().lightnessF() < 0.3
    assert WindowState().scheme is Scheme.DARK


def test_the_language_changes_at_the_next_start_and_a_note_says_so(window, surroundings):
    page = preferences(window).general
    assert page.note.text() == ""
    choose(page.language, "简体中文")
    assert "when digitpad is started again" in page.note.text()
    assert WindowState().language == "zh_CN"
    assert menu_titles(window)[0] == "File"
    choose(page.language, "English")
    assert page.note.text() == ""


def test_one_digit_only_is_the_same_in_menu_and_preferences_and_is_remembered(window, qtbot):
    page = preferences(window).recognition
    QTest.keyClick(page.one_digit, Qt.Key.Key_Space)
    assert window.actions_.one_digit.isChecked()
    assert window.session.one_digit_only
    assert WindowState().one_digit_only
    window.canvas.setFocus()
    window.actions_.one_digit.trigger()
    assert not page.one_digit.isChecked()


def test_the_pen_can_be_set_and_follows_the_slider_of_the_pad(window):
    page = preferences(window).pen
    page.width_slider.setFocus()
    QTest.keyClick(page.width_slider, Qt.Key.Key_End)
    assert window.canvas.document.pen_width == 48
    assert window.tool_row.slider.value() == 48
    QTest.keyClick(window.tool_row.slider, Qt.Key.Key_Home)
    assert page.width_slider.value() == 6


def test_touch_can_be_turned_off_and_stays_off(window, surroundings, qtbot):
    page = preferences(window).pen
    assert page.touch.isChecked()
    QTest.keyClick(page.touch, Qt.Key.Key_Space)
    assert not window.canvas.draws_with_touch
    assert not WindowState().draws_with_touch
    again = surroundings.window()
    qtbot.addWidget(again)
    assert not again.canvas.draws_with_touch


def test_the_page_of_the_threshold_follows_the_selected_model(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    page = preferences(window).recognition
    select(window.session, "mlp")
    assert page.heading.text() == "Not a digit: mlp"
    select(window.session, "cnn")
    assert page.heading.text() == "Not a digit: cnn"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [1, 2])
def test_everything_fits_a_small_screen_also_with_a_doubled_font(
    surroundings, qtbot, language, size
):
    font = surroundings.application.font()
    larger = surroundings.application.font()
    larger.setPointSizeF(size * font.pointSizeF())
    surroundings.translation.choose(language)
    surroundings.application.setFont(larger)
    try:
        window = surroundings.window()
        qtbot.addWidget(window)
        window.show()
        dialog = preferences(window)
        for page in range(dialog.pages.count()):
            dialog.pages.setCurrentIndex(page)
            QTest.qWait(10)
            assert dialog.width() <= 1366
            assert dialog.height() <= 728
            for widget in dialog.pages.currentWidget().findChildren(QAbstractButton):
                assert widget.width() >= widget.minimumSizeHint().width()
            for box in dialog.pages.currentWidget().findChildren(QComboBox):
                assert box.width() >= box.minimumSizeHint().width()
        dialog.close()
    finally:
        surroundings.application.setFont(font)


def test_theme_language_and_eraser_mode_are_in_one_place_only(window):
    texts = {
        without_mnemonic(action.text())
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
    }
    assert texts.isdisjoint({"Theme", "Language", "Eraser Mode", "Dark", "English"})
