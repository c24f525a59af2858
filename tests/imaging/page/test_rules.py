import numpy as np
import pytest

from digitpad.imaging.page.lines import Line
from digitpad.imaging.page.marks import find_marks
from digitpad.imaging.page.rules import as_dark_as_in, erase, without_rules
from tests.imaging.page.drawn_pages import digit_ink, page_with


def cleaned_of_rules(ink):
    return without_rules(ink, find_marks(ink))


def page_with_lines():
    ink = np.zeros((200, 240), np.float32)
    for row in range(20, 200, 30):
        ink[row : row + 2] = 0.5
    return ink


def test_ruled_lines_are_removed_but_not_the_stroke_that_crosses_them():
    ink = page_with_lines()
    ink[30:170, 100:114] = 1
    cleaned, rules = cleaned_of_rules(ink)
    assert (cleaned[40:160, 102:112] == 1).all()
    assert cleaned[:, :95].max() < 0.2
    assert cleaned[:, 120:].max() < 0.2
    assert sorted(round(rule.path.mean()) for rule in rules) == [20, 50, 80, 110, 140, 170]


def test_sloping_ruled_lines_are_removed():
    ink = np.zeros((200, 240), np.float32)
    column = np.arange(240)
    for row in (40, 90, 150):
        for thick in (0, 1):
            ink[np.round(row + 0.08 * column).astype(int) + thick, column] = 0.6
    ink[60:130, 100:112] = 1
    assert cleaned_of_rules(ink)[0][:, :90].max() < 0.2


@pytest.mark.parametrize("turned", [False, True])
def test_a_thick_stroke_from_edge_to_edge_is_not_a_ruled_line(turned):
    seven = np.zeros((120, 90), np.float32)
    seven[5:17] = 1
    seven[17:115, 50:62] = 1
    ink = seven.T if turned else seven
    np.testing.assert_array_equal(cleaned_of_rules(ink)[0], ink)


def test_a_page_with_nothing_but_ruled_lines_is_blank():
    assert not cleaned_of_rules(page_with_lines())[0].any()


@pytest.mark.parametrize("turned", [False, True])
def test_a_single_line_with_nothing_else_is_writing(turned):
    ink = np.zeros((200, 240), np.float32)
    ink[90:92] = 1
    ink = ink.T if turned else ink
    np.testing.assert_array_equal(cleaned_of_rules(ink)[0], ink)


def test_a_grid_as_dark_as_the_pen_is_removed():
    digit = page_with("5", (300, 240), 130, 12)
    ink = digit.copy()
    for place in range(15, 240, 45):
        ink[place : place + 2] = 1
        ink[:, place : place + 2] = 1
    cleaned, rules = cleaned_of_rules(ink)
    assert {rule.vertical for rule in rules} == {False, True}
    assert np.abs(cleaned - digit).mean() < 0.01
    assert cleaned[digit > 0.9].mean() > 0.97


@pytest.mark.parametrize("room", [10, 60])
def test_printed_boxes_are_removed_and_the_digits_in_them_stay(room):
    digits = np.zeros((80 + 2 * room, 240 + 2 * room), np.float32)
    boxes = digits.copy()
    for number, digit in enumerate("315"):
        ink = digit_ink(digit, 50, 5)
        middle = room + 40 + 80 * number
        top, left = room + 40 - ink.shape[0] // 2, middle - ink.shape[1] // 2
        cell = digits[top : top + ink.shape[0], left : left + ink.shape[1]]
        np.maximum(cell, ink, out=cell)
        for side in (middle - 40, middle + 38):
            boxes[room : room + 80, side : side + 2] = 1
    boxes[room : room + 2, room : room + 240] = 1
    boxes[room + 78 : room + 80, room : room + 240] = 1
    cleaned, _ = cleaned_of_rules(np.maximum(digits, boxes))
    np.testing.assert_allclose(cleaned, digits, atol=1e-6)


def test_boxes_that_stand_apart_and_hardly_larger_than_their_digits_are_removed():
    digits, boxes = np.zeros((2, 80, 220), np.float32)
    for number, digit in enumerate("305"):
        ink = digit_ink(digit, 46, 4)
        left = 5 + 70 * number
        across = left + 30 - ink.shape[1] // 2
        digits[9 : 9 + ink.shape[0], across : across + ink.shape[1]] = ink
        boxes[10:70, left : left + 60] = 1
        boxes[13:67, left + 3 : left + 57] = 0
    cleaned, _ = cleaned_of_rules(np.maximum(digits, boxes))
    np.testing.assert_allclose(cleaned, digits, atol=1e-6)


def test_boxes_that_are_no_whole_number_of_reduced_pixels_high_are_removed():
    digits = np.zeros((49, 384), np.float32)
    for number, digit in enumerate("30519305"):
        ink = digit_ink(digit, 24, 2)
        left = 24 + 48 * number - ink.shape[1] // 2
        digits[8 : 8 + ink.shape[0], left : left + ink.shape[1]] = ink
    boxes = np.zeros_like(digits)
    boxes[[0, -1]] = 0.56
    boxes[:, [*range(0, 384, 48), 383]] = 0.56
    framed = np.pad(np.maximum(digits, boxes), 40)
    cleaned, _ = cleaned_of_rules(framed)
    np.testing.assert_allclose(cleaned, np.pad(digits, 40), atol=1e-6)


def test_the_sides_of_boxes_go_even_where_their_last_pixel_is_faint():
    digits, boxes = np.zeros((2, 31, 124), np.float32)
    for number, digit in enumerate("3051"):
        ink = digit_ink(digit, 24, 2)[2:-1, 1:-1]
        left = 16 + 31 * number - ink.shape[1] // 2
        cell = digits[:29, left : left + ink.shape[1]]
        np.maximum(cell, ink, out=cell)
        boxes[1:-1, 31 * number : 31 * number + 2] = 0.6
    boxes[1:-1, -2:] = 0.6
    boxes[1], boxes[-2] = 0.53, 0.35
    boxes[0, 10:20] = boxes[-1, 10:20] = 0.15
    cleaned, _ = cleaned_of_rules(np.pad(np.maximum(digits, boxes), 20))
    assert cleaned[25:45, 50:54].max() == 0


def test_a_stroke_from_side_to_side_of_a_faint_frame_stays():
    ink = np.zeros((90, 120), np.float32)
    ink[20:71, 30:34] = ink[20:24, 70:90] = ink[66:71, 70:90] = ink[20:71, 86:90] = 1
    drawn = ink.copy()
    for box in (20, 70):
        ink[box, 20:101] = np.maximum(ink[box, 20:101], 0.3)
    for side in (20, 60, 100):
        ink[20:71, side] = 0.3
    cleaned, _ = cleaned_of_rules(ink)
    np.testing.assert_array_equal(cleaned[25:65, 22:58], drawn[25:65, 22:58])
    assert cleaned[25:65, [20, 60, 100]].max() == 0


def test_a_rule_of_the_overview_is_erased_in_finer_ink_where_it_is_darker():
    ink = np.zeros((60, 120), np.float32)
    ink[30] = 0.78
    ink[5:55, 40:46] = 1
    rule = Line(False, 0, np.full(120, 31), height=2.0, width=2.0, darkness=0.39)
    cleaned = erase(ink, (as_dark_as_in(ink, rule),))
    assert cleaned[:, :38].max() == cleaned[:, 48:].max() == 0
    assert (cleaned[5:55, 40:46] == 1).all()
    assert erase(ink, (rule,))[30].min() > 0


def test_a_faint_rule_is_removed_even_where_the_writing_goes_to_the_side():
    ink = np.zeros((100, 200), np.float32)
    ink[20:80, 0:8] = ink[20:80, 190:200] = 1
    drawn = ink.copy()
    ink[48:50] = np.maximum(ink[48:50], 0.25)
    cleaned, (rule,) = cleaned_of_rules(ink)
    assert round(rule.path.mean()) == 48
    np.testing.assert_array_equal(cleaned[:, 10:188], drawn[:, 10:188])
    np.testing.assert_array_equal(cleaned[drawn > 0], 1)


def test_digits_cut_out_without_a_margin_lose_no_stroke():
    for digit in "01359":
        ink = digit_ink(digit, 120, 12)
        rows, columns = np.flatnonzero(ink.max(axis=1) > 0.1), np.flatnonzero(ink.max(axis=0) > 0.1)
        crop = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        np.testing.assert_array_equal(cleaned_of_rules(crop)[0], crop)


def test_parallel_strokes_of_a_number_are_no_rules():
    ink = np.zeros((100, 300), np.float32)
    for left in range(20, 280, 50):
        ink[5:95, left : left + 8] = 1
    np.testing.assert_array_equal(cleaned_of_rules(ink)[0], ink)


def test_the_stem_of_a_nine_at_the_edge_is_no_margin_line():
    ink = np.zeros((200, 140), np.float32)
    y, x = np.mgrid[0:200, 0:140]
    bowl = np.hypot((x - 62) / 57, (y - 55) / 48)
    ink[(bowl < 1) & (bowl > 0.78)] = 1
    ink[:, 120:133] = 1
    np.testing.assert_array_equal(cleaned_of_rules(ink)[0], ink)
