"""Partial repainting: the screen equals a full repaint."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from digitpad.data.example_ink import load_examples
from tests.gui.drawing import draw_ink, draw_stroke, line, settle

VISIBLE = 60
"""Smaller differences in grey level are ignored: glyphs may be shifted by part of a pixel."""

SLIVER = 12
"""The number of pixels that may differ: the end of a bar is rounded to whole pixels."""


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
def test_drawing_and_clearing_a_digit_leaves_nothing_stale(window, qtbot, number):
    draw_ink(window.canvas, load_examples()[number].ink)
    assert_nothing_is_stale(window, qtbot)
    window.canvas.document.clear()
    assert_nothing_is_stale(window, qtbot)


def test_unfinished_strokes_at_the_border_leave_nothing_stale(window, qtbot):
    width, height = window.canvas.width(), window.canvas.height()
    draw_stroke(window.canvas, line((2, 2), (width - 3, height - 3), 60))
    assert_nothing_is_stale(window, qtbot)
    window.canvas.document.undo()
    draw_stroke(window.canvas, line((200, 100), (220, 300), 40), release=False)
    assert_nothing_is_stale(window, qtbot)
    draw_stroke(window.canvas, line((320, 100), (330, 300), 40))
    assert_nothing_is_stale(window, qtbot)
