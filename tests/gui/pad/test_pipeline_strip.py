import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from digitpad.gui.state import WindowState
from tests.gui.bars import lengths
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
    recognition = small_seven.session.drawing.shown.recognition
    assert all(tile._stages is recognition.stages for tile in small_seven.strip.tiles)


def test_skipping_the_crop_changes_the_probabilities_and_including_it_restores_them(
    small_seven, qtbot
):
    before = lengths(small_seven.bars)
    QTest.mouseClick(tile(small_seven, "crop"), LEFT)
    settle(small_seven, qtbot)
    assert np.abs(lengths(small_seven.bars) - before).max() > 0.05
    assert tile(small_seven, "crop").is_left_out
    QTest.mouseClick(tile(small_seven, "crop"), LEFT)
    settle(small_seven, qtbot)
    assert np.allclose(lengths(small_seven.bars), before)


@pytest.mark.parametrize("name", ["box", "centre"])
def test_the_other_steps_can_be_skipped_with_the_keyboard(small_seven, qtbot, name):
    before = small_seven.session.drawing.shown.recognition.stages.network_input
    tile(small_seven, name).setFocus()
    QTest.keyClick(tile(small_seven, name), Qt.Key.Key_Space)
    settle(small_seven, qtbot)
    assert not np.array_equal(
        small_seven.session.drawing.shown.recognition.stages.network_input, before
    )


def test_ink_and_result_cannot_be_skipped(window):
    for name in ("ink", "input"):
        QTest.mouseClick(tile(window, name), LEFT)
    assert window.strip.left_out() == frozenset()


def test_hiding_the_strip_includes_every_step_and_shows_the_picture_in_the_panel(
    small_seven, qtbot
):
    before = lengths(small_seven.bars)
    QTest.mouseClick(tile(small_seven, "crop"), LEFT)
    QTest.keyClick(small_seven, Qt.Key.Key_S)
    settle(small_seven, qtbot)
    assert not small_seven.strip.isVisible()
    assert small_seven.picture.isVisible()
    assert np.allclose(lengths(small_seven.bars), before)
    assert not WindowState().shows_stages


def test_each_step_has_an_explanation(window):
    for one in window.strip.tiles:
        assert len(one.toolTip()) > 30
        assert one.accessibleName()
        assert one.accessibleDescription() in one.toolTip()


def test_ink_outside_the_pad_without_the_crop_gives_no_answer(window, qtbot):
    QTest.mouseClick(tile(window, "crop"), LEFT)
    draw_stroke(window.canvas, [(-200, -200), (-100, -100)])
    settle(window, qtbot)
    assert window.answer.digit_text() == "–"


def test_a_skipped_step_is_visibly_and_audibly_left_out(small_seven, qtbot):
    crop = tile(small_seven, "crop")
    assert "skip this step" in crop.accessibleDescription()
    before = crop.grab().toImage()
    QTest.mouseClick(crop, LEFT)
    settle(small_seven, qtbot)
    QTest.mouseMove(small_seven.canvas)
    assert "is skipped" in crop.accessibleDescription()
    assert not crop.isChecked()
    after = crop.grab().toImage()
    # The picture, the check box beside the name, and the name itself look different.
    square = crop.square().toRect()
    below = crop.rect().adjusted(0, square.bottom() + 1, 0, 0)
    for area in (square, below):
        assert after.copy(area) != before.copy(area)


def test_the_steps_are_sharp_on_a_screen_with_other_pixels(small_seven, monkeypatch):
    step = tile(small_seven, "input")
    monkeypatch.setattr(type(step), "devicePixelRatioF", lambda self: 2.0)
    image = QImage(step.size() * 2, QImage.Format.Format_Grayscale8)
    image.setDevicePixelRatio(2.0)
    step.render(image)
    # The picture has 28 columns, each of the same whole number of device pixels.
    square = step.square()
    side = int((square.width() - 6) * 2) // 28
    left, top = (
        round(square.center().x() * 2 - 14 * side),
        round(square.center().y() * 2 - 14 * side),
    )
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    pixels = rows[top : top + 28 * side, left : left + 28 * side].reshape(28, side, 28, side)
    uniform = np.ptp(pixels, axis=(1, 3)) == 0
    assert side > 1
    # All but those under the cross and the dot.
    assert uniform.mean() > 0.8
