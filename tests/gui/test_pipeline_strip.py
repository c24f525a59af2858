import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from digitpad.gui.state import WindowState
from tests.gui.drawing import draw_seven, draw_stroke, line, settle

LEFT = Qt.MouseButton.LeftButton


def tile(window, name):
    return next(tile for tile in window.strip.tiles if tile.view.name == name)


def darkness(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    return 255 - float(rows[:, : image.width()].mean())


@pytest.fixture
def small_seven(window, qtbot):
    """A small seven in a corner of the pad."""
    draw_stroke(window.canvas, line((30, 30), (70, 30)))
    draw_stroke(window.canvas, line((70, 30), (50, 90)))
    settle(window, qtbot)
    assert window.answer.digit_text() == "7"
    return window


def test_every_step_shows_something_while_the_pen_is_still_down(window, qtbot):
    settle(window, qtbot)
    empty = [darkness(tile) for tile in window.strip.tiles]
    draw_seven(window.canvas, release=False)
    settle(window, qtbot)
    drawn = [darkness(tile) for tile in window.strip.tiles]
    assert all(after > before + 1 for before, after in zip(empty, drawn, strict=True))


def test_the_strip_shows_the_steps_of_the_answer(small_seven):
    recognition = small_seven.shown.recognition
    assert all(tile._stages is recognition.stages for tile in small_seven.strip.tiles)


def test_leaving_out_the_cut_changes_the_probabilities_and_bringing_it_back_restores_them(
    small_seven, qtbot
):
    before = small_seven.bars.lengths()
    QTest.mouseClick(tile(small_seven, "crop"), LEFT)
    settle(small_seven, qtbot)
    assert np.abs(small_seven.bars.lengths() - before).max() > 0.05
    assert tile(small_seven, "crop").is_left_out
    QTest.mouseClick(tile(small_seven, "crop"), LEFT)
    settle(small_seven, qtbot)
    assert np.allclose(small_seven.bars.lengths(), before)


@pytest.mark.parametrize("name", ["box", "centre"])
def test_the_other_steps_can_be_left_out_with_the_keyboard(small_seven, qtbot, name):
    before = small_seven.shown.recognition.stages.network_input
    tile(small_seven, name).setFocus()
    QTest.keyClick(tile(small_seven, name), Qt.Key.Key_Space)
    settle(small_seven, qtbot)
    assert not np.array_equal(small_seven.shown.recognition.stages.network_input, before)


def test_ink_and_result_cannot_be_left_out(window):
    for name in ("ink", "input"):
        QTest.mouseClick(tile(window, name), LEFT)
    assert window.strip.left_out() == frozenset()


def test_hiding_the_strip_brings_every_step_back_and_shows_the_picture_in_the_panel(
    small_seven, qtbot
):
    before = small_seven.bars.lengths()
    QTest.mouseClick(tile(small_seven, "crop"), LEFT)
    QTest.keyClick(small_seven, Qt.Key.Key_S)
    settle(small_seven, qtbot)
    assert not small_seven.strip.isVisible()
    assert small_seven.picture.isVisible()
    assert np.allclose(small_seven.bars.lengths(), before)
    assert not WindowState().shows_stages


def test_each_step_explains_itself(window):
    for one in window.strip.tiles:
        assert len(one.toolTip()) > 30
        assert one.accessibleName()
        assert one.accessibleDescription() in one.toolTip()


def test_drawing_beyond_the_pad_with_the_cut_left_out_gives_no_answer(window, qtbot):
    QTest.mouseClick(tile(window, "crop"), LEFT)
    draw_stroke(window.canvas, [(-200, -200), (-100, -100)])
    settle(window, qtbot)
    assert window.answer.digit_text() == "–"


def test_steps_are_put_off_while_an_answer_is_due_but_not_for_ever(small_seven, qtbot):
    strip, shown = small_seven.strip, small_seven.shown.recognition.stages
    strip.show_stages(None)
    qtbot.waitUntil(lambda: strip.is_idle, timeout=10_000)
    strip.has_to_wait = lambda: True
    strip.show_stages(shown)
    qtbot.wait(80)
    assert any(tile._stages is None for tile in strip.tiles)
    qtbot.waitUntil(lambda: strip.is_idle, timeout=10_000)
    assert all(tile._stages is shown for tile in strip.tiles)
