"""Help at every place: F1, "What Is This?", the marks beside headings."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWhatsThisClickedEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget

from digitpad.gui import help as help_module
from digitpad.gui.guide.pages import read_guide
from digitpad.gui.help import HelpMark, explanation, help_topic
from digitpad.gui.inspector.inspector_window import PAGES
from digitpad.gui.preferences import PreferencesDialog
from digitpad.gui.translation import LANGUAGES
from tests.gui.drawing import draw_seven

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


def open_window(window, qtbot, action, name):
    """Open a window from the menu, and wait until it gets key events."""
    getattr(window.actions_, action).trigger()
    opened = getattr(window.windows, name)
    with qtbot.waitActive(opened, timeout=5000):
        opened.activateWindow()
    return opened


@pytest.fixture
def training(window, qtbot):
    opened = open_window(window, qtbot, "train", "training")
    opened.form.speeds.pause()
    return opened


@pytest.fixture
def inspector(window, qtbot):
    return open_window(window, qtbot, "inspect", "inspector")


@pytest.fixture
def library(window, qtbot):
    return open_window(window, qtbot, "library", "library")


def shown_topic(window):
    guide = window.windows.guide
    assert guide is not None
    assert guide.isVisible()
    return guide.page.topic


def test_f1_on_the_pad_opens_its_page(window):
    QTest.keyClick(window.canvas, Qt.Key.Key_F1)
    assert shown_topic(window) == "pad"


def test_f1_in_the_training_form_opens_the_section_of_the_focused_setting(window, training):
    control = training.form.learning.control("learning_rate")
    control.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert shown_topic(window) == "training#settings"


def test_f1_in_the_inspector_opens_the_section_of_the_page(window, inspector):
    inspector.open_page("digit_map").setFocus()
    inspector.page.layer.setFocus()
    QTest.keyClick(inspector.page.layer, Qt.Key.Key_F1)
    assert shown_topic(window) == "inspector#digit-map"


def test_f1_in_the_preferences_opens_their_section(window, surroundings, qtbot):
    dialog = PreferencesDialog(
        window.session, surroundings.appearance, surroundings.translation, window.canvas
    )
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert shown_topic(window) == "pad#preferences"


def test_a_mark_beside_a_heading_of_the_form_opens_its_section(window, training):
    marks = training.form.augmentation.findChildren(HelpMark)
    assert len(marks) == 1
    QTest.mouseClick(marks[0], LEFT)
    assert shown_topic(window) == "training#augmentation"


def test_the_mark_of_the_inspector_opens_the_section_of_the_page(window, inspector):
    inspector.open_page("weights")
    QTest.mouseClick(inspector.help_mark, LEFT)
    assert shown_topic(window) == "inspector#weights"
    inspector.open_page("timeline")
    QTest.mouseClick(inspector.help_mark, LEFT)
    assert shown_topic(window) == "inspector#timeline"


def test_the_mark_of_a_chart_opens_its_section(window, training):
    training.pages.setCurrentWidget(training.running)
    chart = training.running.curves.loss
    QTest.mouseClick(chart.findChild(HelpMark), LEFT)
    assert shown_topic(window) == "curves#loss"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_inspector_is_in_the_guide(language):
    assert all(read_guide(language).section(page.topic) is not None for page in PAGES)


def click_in_whats_this_mode(widget, monkeypatch):
    """Press Shift+F1, click a widget, and return the text that is shown about it."""
    texts = []

    def explain(one):
        texts.append(explanation(one))
        return texts[-1]

    monkeypatch.setattr(help_module, "explanation", explain)
    QTest.keyClick(widget.window(), Qt.Key.Key_F1, SHIFT)
    assert QWhatsThis.inWhatsThisMode()
    texts.clear()
    QTest.mouseClick(widget, LEFT)
    popups = [
        one
        for one in QApplication.topLevelWidgets()
        if one.metaObject().className() == "QWhatsThat" and one.isVisible()
    ]
    assert len(popups) == 1
    assert not QWhatsThis.inWhatsThisMode()
    QWhatsThis.hideText()
    return texts[-1]


def test_whats_this_explains_a_setting_with_its_tooltip(training, monkeypatch):
    setting = training.form.learning.settings["learning_rate"]
    training.form.scroll_area.ensureWidgetVisible(setting)
    before = setting.control.value
    text = click_in_whats_this_mode(setting.label, monkeypatch)
    assert "The step size of the optimizer." in text
    assert 'href="guide:training#settings"' in text
    assert setting.control.value == before


def test_whats_this_explains_the_table_of_the_models(library, monkeypatch):
    text = click_in_whats_this_mode(library.table.viewport(), monkeypatch)
    assert read_guide("en").section("models").summary in text
    assert 'href="guide:models"' in text


def test_whats_this_on_a_button_explains_it_and_does_not_press_it(inspector, monkeypatch):
    inspector.open_page("saliency")
    text = click_in_whats_this_mode(inspector.save_button, monkeypatch)
    assert 'href="guide:inspector#saliency"' in text
    assert not inspector.save_menu.isVisible()


def test_escape_ends_whats_this_without_a_text(training):
    QTest.keyClick(training, Qt.Key.Key_F1, SHIFT)
    assert QWhatsThis.inWhatsThisMode()
    QTest.keyClick(training, Qt.Key.Key_Escape)
    assert not QWhatsThis.inWhatsThisMode()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert QApplication.instance().findChildren(help_module._Explainer) == []


def test_escape_during_whats_this_does_not_clear_the_pad(window):
    draw_seven(window.canvas)
    QTest.keyClick(window, Qt.Key.Key_F1, SHIFT)
    assert QWhatsThis.inWhatsThisMode()
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not QWhatsThis.inWhatsThisMode()
    assert not window.session.document.ink().is_empty
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert window.session.document.ink().is_empty


def test_the_link_of_an_explanation_opens_the_guide(window):
    event = QWhatsThisClickedEvent("guide:curves#overfitting")
    QApplication.sendEvent(help_module._link_receiver(window), event)
    assert shown_topic(window) == "curves#overfitting"


def test_the_nearest_topic_counts(window):
    assert help_topic(window.canvas) == "pad"
    assert help_topic(window.boxes) == "pad"
    assert help_topic(window.bars) == "pad#answer"
    assert help_topic(QWidget()) == "README"
    assert help_topic(None) == "README"


@pytest.mark.parametrize("action", ["train", "library", "inspect", "compare", "samples"])
def test_every_control_of_every_window_has_an_explanation(window, action, qtbot):
    getattr(window.actions_, action).trigger()
    windows = window.windows
    opened = [windows.training, windows.library, windows.inspector, windows.answers]
    opened.append(window.corrections.browser)
    shown = [one for one in opened if one is not None]
    assert len(shown) == 1
    if windows.training is not None:
        windows.training.form.speeds.pause()
    for widget in [*window.findChildren(QWidget), *shown[0].findChildren(QWidget)]:
        assert help_topic(widget) != "README", widget
        assert "href=" in explanation(widget), widget


def test_all_events_are_watched_only_during_whats_this(surroundings, qtbot, monkeypatch):
    watching = []
    install, remove = QApplication.installEventFilter, QApplication.removeEventFilter

    def installed(application, watcher):
        watching.append(watcher)
        install(application, watcher)

    def removed(application, watcher):
        watching.remove(watcher)
        remove(application, watcher)

    monkeypatch.setattr(QApplication, "installEventFilter", installed)
    monkeypatch.setattr(QApplication, "removeEventFilter", removed)
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    draw_seven(window.canvas)
    assert watching == [], "a filter in Python delays every event of the pen"
    QTest.keyClick(window.canvas, Qt.Key.Key_F1, SHIFT)
    assert len(watching) == 1
    QTest.keyClick(window.canvas, Qt.Key.Key_F1, SHIFT)
    assert watching == []


def test_the_guide_closes_with_the_pad(window):
    QTest.keyClick(window.canvas, Qt.Key.Key_F1)
    guide = window.windows.guide
    window.close()
    assert not guide.isVisible()
