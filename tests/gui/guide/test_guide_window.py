"""The window of the guide: contents, search, links, back and forward, pictures."""

import gc

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPalette, QTextCursor, QTextFrame
from PySide6.QtTest import QTest

from digitpad.gui.guide.guide_window import GuideWindow
from digitpad.gui.session import Session
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import SIMPLIFIED_CHINESE

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def guide(surroundings, qtbot):
    window = GuideWindow(Session(surroundings.state))
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitExposed(window):
        pass
    return window


def top_text(guide):
    """The text of the first line that is visible."""
    return guide.page.cursorForPosition(QPoint(60, 12)).block().text()


def click_link(guide, text):
    """Click a link of the page with the mouse."""
    page = guide.page
    found = page.document().find(text)
    while not found.charFormat().isAnchor() or not found.charFormat().anchorHref():
        found = page.document().find(text, found)
        assert not found.isNull(), f"there is no link {text}"
    page.setTextCursor(found)
    page.ensureCursorVisible()
    place = page.cursorRect().center() - QPoint(6, 0)
    QTest.mouseMove(page.viewport(), place)
    QTest.mouseClick(page.viewport(), LEFT, pos=place)


def test_a_topic_opens_its_page_at_its_section(guide):
    guide.show_topic("curves#overfitting")
    assert guide.page.topic == "curves#overfitting"
    assert top_text(guide) == "What overfitting looks like"
    assert guide.contents.currentItem().text(0) == "What overfitting looks like"
    assert guide.contents.currentItem().parent().isExpanded()


def test_an_unknown_topic_opens_the_first_page(guide):
    guide.show_topic("nonsense#nowhere")
    assert guide.page.topic == "README"


def test_every_section_can_be_reached_from_the_contents(guide):
    for row in range(guide.contents.topLevelItemCount()):
        page = guide.contents.topLevelItem(row)
        for item in [page, *(page.child(place) for place in range(page.childCount()))]:
            guide.contents.setCurrentItem(item)
            topic = guide.page.topic
            assert guide.guide.section(topic).title == item.text(0)
            if "#" in topic:
                bar = guide.page.verticalScrollBar()
                assert top_text(guide) == item.text(0) or bar.value() == bar.maximum()


def test_links_lead_to_other_pages_and_back_and_forward_return(guide, qtbot):
    guide.show_topic("README")
    click_link(guide, "Training")
    assert guide.page.topic == "training"
    click_link(guide, "what a learning rate does")
    assert guide.page.topic == "curves#learning-rate"
    assert top_text(guide) == "What a learning rate does"
    QTest.mouseClick(guide.back, LEFT)
    assert guide.page.topic == "training"
    QTest.mouseClick(guide.forward, LEFT)
    assert guide.page.topic == "curves#learning-rate"
    assert not guide.forward.isEnabled()


def test_a_search_lists_sections_opens_the_first_and_marks_the_words(guide):
    guide.show_topic("README")
    guide.activateWindow()
    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(guide.search, "dropout")
    found = [
        guide.contents.topLevelItem(row).text(0)
        for row in range(guide.contents.topLevelItemCount())
    ]
    assert found[0].startswith("Dropout")
    assert len(found) > 1
    QTest.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.page.topic == "glossary#dropout"
    marked = {one.cursor.selectedText().casefold() for one in guide.page.extraSelections()}
    assert marked == {"dropout"}
    guide.search.clear()
    assert guide.page.extraSelections() == []
    assert guide.contents.topLevelItem(0).text(0) == "Guide"


def test_a_search_without_a_result_lists_nothing(guide):
    QTest.keyClicks(guide.search, "zebra")
    assert guide.contents.topLevelItemCount() == 0
    QTest.keyClick(guide.search, Qt.Key.Key_Return)


def picture(guide):
    name = "pictures/pad-light.png"
    kind = 2  # QTextDocument.ResourceType.ImageResource
    image = guide.page.loadResource(kind, name)
    assert isinstance(image, QImage)
    assert not image.isNull()
    return image


def test_pictures_follow_the_theme_and_fit_the_page(guide, surroundings, qtbot):
    guide.show_topic("pad")
    light = picture(guide).pixelColor(2, 2).lightness()
    surroundings.appearance.choose(Scheme.DARK)
    assert guide.palette().color(QPalette.ColorRole.Window).lightness() < 80
    assert picture(guide).pixelColor(2, 2).lightness() < 80 < light
    guide.resize(640, 480)
    assert picture(guide).width() <= guide.page.viewport().width()
    # Nothing is wider than the page, also after the delay of a change of size.
    qtbot.waitUntil(lambda: guide.page.horizontalScrollBar().maximum() == 0)


def test_the_place_stays_when_the_theme_changes(guide, surroundings, qtbot):
    guide.show_topic("glossary#mnist")
    before = guide.page.verticalScrollBar().value()
    assert before > 0
    surroundings.appearance.choose(Scheme.DARK)
    qtbot.wait(300)
    assert abs(guide.page.verticalScrollBar().value() - before) < 40


@pytest.mark.parametrize("topic", ["README", "glossary#mnist"])
def test_a_page_that_is_read_again_does_not_move(guide, surroundings, topic, qtbot):
    qtbot.wait(300)
    guide.show_topic(topic)
    before = guide.page.verticalScrollBar().value()
    surroundings.appearance.choose(Scheme.DARK)
    qtbot.wait(300)
    assert guide.page.verticalScrollBar().value() == before


def test_a_page_is_read_again_once_after_a_change_of_size(guide, qtbot):
    guide.show_topic("pad")
    qtbot.wait(500)
    changes = []
    guide.page.document().contentsChange.connect(lambda *_: changes.append(1))
    guide.resize(640, 480)
    qtbot.waitUntil(lambda: bool(changes))
    qtbot.wait(300)
    changes.clear()
    qtbot.wait(700)
    assert changes == []


def test_tables_have_no_lines_and_leave_nothing_when_the_page_is_read_again(guide):
    def kept():
        gc.collect()
        return sum(type(one) is QTextFrame for one in gc.get_objects())

    guide.show_topic("figures")
    tables = [
        table
        for place in range(guide.page.document().blockCount())
        if (table := QTextCursor(guide.page.document().findBlockByNumber(place)).currentTable())
    ]
    assert tables
    assert {table.format().border() for table in tables} == {0}
    del tables
    before = kept()
    for _ in range(5):
        guide.page.reload()
    assert kept() == before


def test_the_guide_speaks_the_language_of_the_window(surroundings, qtbot):
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    window = GuideWindow(Session(surroundings.state))
    qtbot.addWidget(window)
    window.show_topic("training")
    assert window.windowTitle() == "指南"
    assert window.page.document().firstBlock().text() == "训练"


def test_it_fits_a_small_screen_with_a_large_font(guide):
    font = guide.font()
    font.setPointSizeF(2 * font.pointSizeF())
    guide.setFont(font)
    QTest.qWait(50)
    assert guide.minimumSizeHint().width() <= 1366
    assert guide.minimumSizeHint().height() <= 728
