import numpy as np

from digitpad.recognition.segmentation.text_lines import group_into_lines


def lines_of(*boxes):
    return [line.marks for line in group_into_lines(np.array(boxes, float).reshape(-1, 4))]


def test_no_marks_have_no_lines():
    assert lines_of() == []


def test_marks_beside_each_other_are_read_from_left_to_right():
    assert lines_of([50, 0, 80, 100], [0, 10, 30, 95], [100, 5, 130, 110]) == [(1, 0, 2)]


def test_lines_are_read_from_top_to_bottom():
    lower, upper = [0, 200, 30, 300], [5, 0, 40, 100]
    assert lines_of(lower, upper, [60, 210, 90, 290]) == [(1,), (0, 2)]


def test_a_sloping_line_is_one_line():
    assert lines_of(*([60 * n, 15 * n, 60 * n + 40, 15 * n + 100] for n in range(5))) == [
        (0, 1, 2, 3, 4)
    ]


def test_a_top_bar_belongs_to_the_line_below_it():
    body, hat, second = [0, 30, 60, 130], [40, 0, 90, 8], [0, 200, 60, 300]
    assert lines_of(body, hat, second) == [(0, 1), (2,)]


def test_a_dash_alone_is_a_line():
    assert lines_of([0, 50, 60, 50]) == [(0,)]


def test_two_rings_close_above_each_other_are_one_mark():
    assert lines_of([10, 0, 50, 48], [5, 52, 55, 105]) == [(0, 1)]


def test_level_dashes_and_dots_are_one_line_even_if_not_exactly_level():
    assert lines_of([0, 50, 60, 53], [100, 58, 160, 58]) == [(0, 1)]
    assert lines_of([0, 50, 60, 50], [0, 150, 60, 150]) == [(0,), (1,)]
    dots = np.array([[0, 50, 0, 50], [40, 53, 40, 53]], float)
    assert [line.marks for line in group_into_lines(dots, pen_width=6.0)] == [(0, 1)]


def test_two_dashes_close_above_each_other_are_one_mark():
    assert lines_of([0, 50, 60, 50], [2, 75, 62, 76]) == [(0, 1)]
