"""Several digits on the pad, each with its frame and its probabilities."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.example_ink import load_examples
from digitpad.gui.pad.shown_number import ShownNumber
from digitpad.ink.strokes import Ink
from digitpad.recognition.numbers import Number
from tests.gui.bars import lengths
from tests.gui.drawing import draw_ink, draw_seven, settle


def number_ink(digits, size=100.0, gap=40.0):
    """The digits in a row."""
    strokes, left = (), 0.0
    for digit in digits:
        ink = next(item.ink for item in load_examples() if item.label == digit)
        x0, y0, x1, y1 = ink.bounds()
        scale = size / (y1 - y0)
        strokes += ink.transformed(scale, (left - x0 * scale, -y0 * scale)).strokes
        left += (x1 - x0) * scale + gap
    return Ink(strokes)


@pytest.fixture
def number(window, qtbot):
    """A window with 253 written on the pad."""
    draw_ink(window.canvas, number_ink("253"), 0.9)
    settle(window, qtbot)
    return window


def test_several_digits_are_recognized_as_a_number_and_framed(number):
    assert number.answer.digit_text() == "253"
    assert number.boxes.count == 3
    labels = [number.boxes.label(digit) for digit in number.session.drawing.shown.number.digits]
    assert [label[0] for label in labels] == list("253")
    assert all(label.endswith("%") for label in labels)


def test_the_bars_are_about_the_digit_drawn_last(number):
    assert number.session.drawing.shown.selected == 2
    assert int(np.argmax(lengths(number.bars))) == 3


def test_a_click_on_a_digit_shows_its_bars_and_stages(number, qtbot):
    cells = dict(number.answer._cells())
    QTest.mouseClick(number.answer, Qt.MouseButton.LeftButton, pos=cells[1].center().toPoint())
    settle(number, qtbot)
    assert int(np.argmax(lengths(number.bars))) == 5
    assert number.picture.stages is number.session.drawing.shown.number.digits[1].recognition.stages


def test_arrow_keys_select_digits_and_stop_at_the_ends(number):
    number.answer.setFocus()
    for _ in range(5):
        QTest.keyClick(number.answer, Qt.Key.Key_Left)
    assert number.session.drawing.shown.selected == 0
    QTest.keyClick(number.answer, Qt.Key.Key_Right)
    assert number.session.drawing.shown.selected == 1


def test_all_digits_fit_into_the_answer(number, qtbot):
    number.canvas.document.clear()
    draw_ink(number.canvas, number_ink("253253", gap=30), 0.95)
    settle(number, qtbot)
    cells = [cell for _, cell in number.answer._cells()]
    assert len(cells) >= 5
    assert min(cell.left() for cell in cells) >= 0
    assert max(cell.right() for cell in cells) <= number.answer.width()


def test_frames_do_not_block_the_pen(number, qtbot):
    strokes = len(number.canvas.document.ink().strokes)
    draw_seven(number.canvas)
    assert len(number.canvas.document.ink().strokes) == strokes + 1


def test_a_single_digit_has_no_frame(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert window.boxes.count == 0


def test_clear_removes_the_frames(number, qtbot):
    number.canvas.document.clear()
    settle(number, qtbot)
    assert number.boxes.count == 0
    assert number.answer.digit_text() == "–"


def test_one_digit_only_reads_the_whole_drawing_as_one_digit(number, qtbot):
    number.actions_.one_digit.trigger()
    settle(number, qtbot)
    assert len(number.session.drawing.shown.number.digits) == 1
    number.actions_.one_digit.trigger()
    settle(number, qtbot)
    assert number.answer.digit_text() == "253"


def test_the_ink_of_a_digit_has_only_its_own_strokes(number):
    shown = ShownNumber.of(number.session.drawing.shown.number, 1)
    own = shown.ink_of_digit(number.canvas.document.ink())
    assert own.strokes == tuple(
        number.canvas.document.ink().strokes[n] for n in shown.digit.strokes
    )
    assert ShownNumber.of(Number()).ink_of_digit(number.canvas.document.ink()).is_empty
