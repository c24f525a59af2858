"""Everything of the pad is visible on a small screen, also in a large font and in Chinese."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication

from digitpad.gui.pad.live_pad import LivePad
from digitpad.gui.translation import ENGLISH, SIMPLIFIED_CHINESE
from tests.gui.choosing import wait_until_loaded
from tests.gui.drawing import draw_seven, settle

LAPTOP = QSize(1366, 700)
"""What a screen of 1366 x 768 leaves for a window with a title bar."""


@pytest.fixture
def font_factor(one_application):
    """Enlarges the font of the application."""
    usual = QApplication.font()

    def enlarge(factor):
        font = QApplication.font()
        font.setPointSizeF(factor * usual.pointSizeF())
        QApplication.setFont(font)

    yield enlarge
    QApplication.setFont(usual)


def place_in(window, widget):
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("language", [ENGLISH, SIMPLIFIED_CHINESE])
@pytest.mark.parametrize("factor", [1, 2])
@pytest.mark.parametrize("model", ["cnn", "svm-hog"])
def test_all_of_the_pad_fits_a_small_screen(  # noqa: PLR0917
    surroundings, qtbot, font_factor, language, factor, model
):
    font_factor(factor)
    surroundings.translation.choose(language)
    window = surroundings.window(model)
    wait_until_loaded(window.session)
    qtbot.addWidget(window)
    window.resize(LAPTOP)
    window.show()
    qtbot.waitExposed(window)
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.panel.note.show_text("One line.\nAnother line.\nA third line.")
    QApplication.processEvents()
    assert window.size() == LAPTOP
    bars = [row for row in (*window.bars.rows, window.bars.non_digit_row) if row.isVisible()]
    assert len(bars) == 11
    shown = [window.canvas, window.answer, window.panel.note, *bars]
    places = [place_in(window, widget) for widget in shown]
    tiles = (*window.strip.tiles, *window.strip.feature_tiles)
    for place in (*places, *(place_in(window, tile) for tile in tiles)):
        assert window.rect().contains(place)
    column = places[1:2] + places[3:] + places[2:3]
    for above, below in pairwise(column):
        assert above.bottom() < below.top()


@pytest.mark.parametrize("factor", [1, 2])
def test_all_of_the_live_pad_fits_beside_a_window(window, qtbot, font_factor, factor):
    font_factor(factor)
    pad = LivePad(window.session)
    qtbot.addWidget(pad)
    pad.bars.non_digit_row.show()
    pad.resize(320, 600)
    pad.show()
    qtbot.waitExposed(pad)
    assert pad.size() == QSize(320, 600)
    below = 0
    for widget in (pad.model, pad.canvas, pad.undo, pad.answer, *pad.bars.rows):
        place = place_in(pad, widget)
        assert pad.rect().contains(place)
        assert place.top() >= below
        below = place.bottom()
    assert pad.rect().contains(place_in(pad, pad.bars.non_digit_row))
    for button in (pad.undo, pad.clear):
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
