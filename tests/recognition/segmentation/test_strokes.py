from dataclasses import replace

import numpy as np
import pytest

from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.segmentation.number import number_in_ink


def beside_each_other(examples, gaps, tops=None):
    """Ink of several digits, and the strokes of each; gaps in heights of a digit."""
    strokes, owners, left = [], [], 0.0
    for number, example in enumerate(examples):
        x, y, right, bottom = example.ink.bounds()
        scale = 100 / (bottom - y)
        top = 0 if tops is None else tops[number]
        moved = example.ink.transformed(scale, (left - x * scale, top - y * scale))
        owners.append(tuple(range(len(strokes), len(strokes) + len(moved.strokes))))
        strokes += moved.strokes
        left += (right - x) * scale + 6 + 100 * (gaps[number] if number < len(gaps) else 0)
    return Ink(tuple(strokes), 6.0), owners


def test_an_empty_pad_is_an_empty_number(recognizer):
    number = recognizer.recognize_number_in_ink(Ink())
    assert number.text == ""
    assert number.digits == ()
    assert number.confidence == 0


def test_single_digits_stay_single(recognizer, examples):
    for example in examples:
        number = recognizer.recognize_number_in_ink(example.ink)
        alone = recognizer.recognize_ink(example.ink)
        assert len(number.digits) == 1
        np.testing.assert_allclose(
            number.digits[0].recognition.probabilities, alone.probabilities, atol=1e-5
        )
        assert number.text == str(alone.digit)


def test_strokes_go_to_their_digits(recognizer, examples):
    random = np.random.default_rng(0)
    right = texts = 0
    rows = 40
    for _ in range(rows):
        chosen = [examples[n] for n in random.integers(0, len(examples), random.integers(2, 7))]
        gaps = random.uniform(0.03, 0.4, len(chosen) - 1)
        ink, owners = beside_each_other(chosen, gaps)
        number = recognizer.recognize_number_in_ink(ink)
        right += [digit.strokes for digit in number.digits] == owners
        texts += number.text == "".join(example.label for example in chosen)
    assert right >= 0.95 * rows
    assert texts >= 0.9 * rows


def test_the_order_of_drawing_does_not_matter(recognizer, examples):
    chosen = [examples[n] for n in (0, 40, 100)]
    ink, _ = beside_each_other(chosen, [0.2, 0.2])
    backwards = Ink(ink.strokes[::-1], ink.pen_width)
    text = recognizer.recognize_number_in_ink(ink).text
    assert recognizer.recognize_number_in_ink(backwards).text == text
    assert len(text) == 3


def test_lines_are_separated_by_a_line_feed(recognizer, examples):
    upper, _ = beside_each_other([examples[20], examples[50]], [0.2])
    lower, _ = beside_each_other([examples[70]], [])
    both = Ink((*lower.transformed(1, (0, 180)).strokes, *upper.strokes), 6.0)
    number = recognizer.recognize_number_in_ink(both)
    single = recognizer.recognize_number_in_ink
    assert number.text == f"{single(upper).text}\n{single(lower).text}"
    assert [digit.line for digit in number.digits] == [0, 0, 1]


def test_boxes_hold_the_strokes_and_the_pen(recognizer, examples):
    ink, owners = beside_each_other([examples[20], examples[50]], [0.3])
    for digit, strokes in zip(recognizer.recognize_number_in_ink(ink).digits, owners, strict=True):
        left, top, right, bottom = digit.box
        points = np.concatenate([ink.strokes[number].points for number in strokes])
        np.testing.assert_allclose((left, top), points.min(axis=0) - 3, atol=0.01)
        np.testing.assert_allclose((right, bottom), points.max(axis=0) + 3, atol=0.01)


@pytest.mark.parametrize("points", [[[5, 5]], [[0, 0], [0, 0]], [[0, 0], [300, 0]]])
def test_unusual_strokes_are_recognized_as_something(recognizer, points):
    ink = Ink((Stroke.of(np.array(points, float)), Stroke.of([[40.0, 80.0]])))
    assert recognizer.recognize_number_in_ink(ink).digits


def test_many_strokes_take_limited_time(recognizer):
    scribble = Ink(tuple(Stroke.of([[n, 0.0], [n + 50.0, 100.0]]) for n in range(60)))
    asked = []

    def recognize(stages):
        asked.extend(stages)
        return recognizer.recognize_stages(stages)

    assert number_in_ink(scribble, recognize).digits
    assert len(asked) < 700


def test_unchanged_digits_are_not_recognized_again(recognizer, examples):
    ink, _ = beside_each_other([examples[n] for n in (20, 50, 70)], [0.3, 0.3])
    asked = []

    def recognize(stages):
        asked.extend(stages)
        return recognizer.recognize_stages(stages)

    known = {}
    first = number_in_ink(ink, recognize, known)
    count = len(asked)
    more = replace(ink, strokes=(*ink.strokes, Stroke.of([[600.0, 0.0], [600.0, 100.0]])))
    second = number_in_ink(more, recognize, known)
    assert len(asked) == count + 1
    assert second.text == first.text + "1"
    assert number_in_ink(Ink(), recognize, known).text == ""
    assert known == {}
