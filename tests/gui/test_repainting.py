"""Only what changed is painted anew; the screen shows what painting all of it would give."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from digitpad.data.example_ink import load_examples
from tests.gui.drawing import draw_ink, draw_stroke, line, settle

VISIBLE = 60
"""Levels of grey; glyphs may lie a fraction of a pixel beside."""

SLIVER = 12
"""Pixels a bar is high and some more: its end is rounded to whole pixels where it glides out."""


def pixels(pixmap):
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 4 * image.width()].reshape(image.height(), -1, 4).astype(int)


def assert_nothing_is_stale(window, qtbot):
    settle(window, qtbot)
    qtbot.wait(50)
    shown, whole = pixels(window.screen().grabWindow(window.winId())), pixels(window.grab())
    assert shown.std() > 1
    differs = np.abs(shown - whole).max(axis=2) > VISIBLE
    assert np.count_nonzero(differs) <= SLIVER


@pytest.mark.parametrize("number", [3, 40, 77])
def test_a_digit_drawn_and_wiped_leaves_nothing_stale(window, qtbot, number):
    draw_ink(window.canvas, load_examples()[number].ink)
    assert_nothing_is_stale(window, qtbot)
    window.canvas.clear()
    assert_nothing_is_stale(window, qtbot)


def test_strokes_at_the_rim_and_under_way_leave_nothing_stale(window, qtbot):
    width, height = window.canvas.width(), window.canvas.height()
    draw_stroke(window.canvas, line((2, 2), (width - 3, height - 3), 60))
    assert_nothing_is_stale(window, qtbot)
    window.canvas.undo()
    draw_stroke(window.canvas, line((200, 100), (220, 300), 40), release=False)
    assert_nothing_is_stale(window, qtbot)
    draw_stroke(window.canvas, line((320, 100), (330, 300), 40))
    assert_nothing_is_stale(window, qtbot)
