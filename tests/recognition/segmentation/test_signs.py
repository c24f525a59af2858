"""Dashes, dots, commas, slashes and brackets, alone and in numbers, are never confident digits."""

import numpy as np
import pytest

from digitpad.data.example_ink import load_examples
from digitpad.data.pen_ink import load_pen_ink
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.recognizer import Recognizer
from digitpad.recognition.segmentation.signs import NO_NEIGHBOURS, frame_of_small, sign_of
from tests.recognition.segmentation.drawn_signs import TEXTS, draw, draw_lines

BESIDE = np.array([[0.0, 0.0, 60.0, 100.0], [140.0, 0.0, 200.0, 100.0]])
"""Two digits, 100 high, with a place between them."""

PEN = 6.0


@pytest.fixture(scope="module", params=["cnn", "mlp", "svm-hog"])
def recognizer(request):
    """Models with and without a class for what is no digit."""
    return Recognizer.load(request.param)


def strokes(*several):
    return [Stroke.of(points) for points in several]


def reason(*several, neighbours=BESIDE):
    """The first words of the reason why these strokes are a sign, or None."""
    sign = sign_of(strokes(*several), PEN, neighbours)
    return None if sign is None else str(sign.reason).split(":")[0]


def arc(height, sagitta, x=100.0, top=0.0):
    share = np.linspace(-1, 1, 20)
    return np.stack([x + sagitta * (1 - share**2), top + height * (share + 1) / 2], axis=1)


def confident_digits(number):
    return sum(one.recognition.is_digit for one in number.digits)


def test_signs_in_numbers_are_flagged_and_never_confident_digits(recognizer, examples):
    random = np.random.default_rng(11)
    exact, rows = 0, 80
    for row in range(rows):
        drawn = draw(TEXTS[row % len(TEXTS)], examples, random, pen=random.uniform(0.04, 0.1))
        number = recognizer.recognize_number_in_ink(drawn.ink)
        exact += number.text == drawn.flagged
        signs = drawn.flagged.count("?")
        assert number.text.count("?") >= signs, (drawn.text, number.text)
        assert not number.is_digits_only
    assert exact >= 0.9 * rows


@pytest.mark.parametrize("sign", list("-.()[]+=:"))
def test_a_sign_alone_is_no_confident_digit(recognizer, examples, sign):
    random = np.random.default_rng(12)
    for _ in range(8):
        ink = draw(sign, examples, random, pen=random.uniform(0.04, 0.1)).ink
        number = recognizer.recognize_number_in_ink(ink)
        assert confident_digits(number) == 0
        assert set(number.text) <= {"?", "\n"}
        alone = recognizer.recognize_ink(ink)
        assert not alone.is_digit
        assert alone.text == "?"


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        ([[[0, 50], [60, 53]], [[100, 58], [160, 57]]], "??"),
        ([[[0, 50]], [[40, 53]]], "??"),
        ([[[0, 50], [60, 50]], [[2, 70], [62, 71]]], "?"),
    ],
    ids=["--", "..", "="],
)
def test_signs_without_digits_share_a_line(recognizer, marks, text):
    ink = Ink(tuple(strokes(*marks)), PEN)
    assert recognizer.recognize_number_in_ink(ink).text == text


def test_digits_alone_are_hardly_ever_signs():
    """Of 1,045, at most one in a thousand; shape alone decides, whatever the model says."""
    digits = [item.ink for item in load_pen_ink("validation").digits]
    found = [sign_of(ink.strokes, ink.pen_width, NO_NEIGHBOURS) for ink in digits]
    assert sum(sign is not None and sign.odds > 1 for sign in found) <= len(digits) / 1000


@pytest.mark.parametrize("sign", list("()[]"))
def test_brackets_alone_stay_signs(examples, sign):
    random, flagged = np.random.default_rng(15), 0
    for _ in range(50):
        ink = draw(sign, examples, random, pen=random.uniform(0.04, 0.1)).ink
        found = sign_of(ink.strokes, ink.pen_width, NO_NEIGHBOURS)
        flagged += found is not None and found.odds > 1
    assert flagged >= 48


@pytest.mark.parametrize("apart", [0.1, 0.15, 0.2, 0.3, 0.6])
def test_lines_close_above_each_other_stay_lines(examples, apart):
    recognizer, random = Recognizer.load(), np.random.default_rng(13)
    right, pages = 0, 25
    for _ in range(pages):
        lengths = random.integers(2, 5, 2)
        texts = ["".join(map(str, random.integers(0, 10, length))) for length in lengths]
        drawn = draw_lines(texts, examples, random, apart)
        text = recognizer.recognize_number_in_ink(drawn.ink).text
        right += [len(line) for line in text.split("\n")] == lengths.tolist()
    assert right == pages


@pytest.mark.parametrize("apart", [0.15, 0.3])
def test_lines_with_signs_stay_lines(examples, apart):
    recognizer, random = Recognizer.load(), np.random.default_rng(14)
    right, pages = 0, 20
    for _ in range(pages):
        texts = [TEXTS[n] for n in random.integers(0, len(TEXTS), 2)]
        drawn = draw_lines(texts, examples, random, apart)
        text = recognizer.recognize_number_in_ink(drawn.ink).text
        right += [len(line) for line in text.split("\n")] == [len(line) for line in texts]
    assert right >= 0.9 * pages


def test_ordinary_numbers_have_no_signs(recognizer, examples):
    random = np.random.default_rng(15)
    flagged, rows = 0, 60
    for _ in range(rows):
        text = "".join(map(str, random.integers(0, 10, random.integers(1, 9))))
        number = recognizer.recognize_number_in_ink(draw(text, examples, random).ink)
        flagged += "?" in number.text
    assert flagged <= 1


def test_a_flagged_place_keeps_its_box_its_strokes_and_its_reason(examples):
    ink = draw("-5", examples, np.random.default_rng(1)).ink
    number = Recognizer.load().recognize_number_in_ink(ink)
    dash, digit = number.digits
    assert number.text == "?5"
    assert dash.strokes == (0,)
    left, top, right, bottom = ink.strokes[0].bounds()
    pen = ink.pen_width / 2
    assert dash.box == pytest.approx((left - pen, top - pen, right + pen, bottom + pen))
    assert "dash" in str(dash.recognition.reason)
    assert dash.recognition.non_digit > 0.9
    assert digit.recognition.reason is None
    assert number.confidence == digit.recognition.confidence


def test_a_small_mark_is_not_enlarged():
    examples = load_examples()
    ink = draw("3.14", examples, np.random.default_rng(3)).ink
    dot = Recognizer.load().recognize_number_in_ink(ink).digits[1]
    inked = np.argwhere(dot.recognition.stages.network_input > 0.2)
    assert np.ptp(inked, axis=0).max() < 8


def test_a_vertical_or_slanted_line_alone_is_a_one():
    recognizer = Recognizer.load()
    for lean in (-30, 0, 25, 50):
        ink = Ink((Stroke.of([[lean, 0], [lean / 2, 50], [0, 100]]),), PEN)
        assert recognizer.recognize_ink(ink).text == "1"
        assert recognizer.recognize_number_in_ink(ink).is_digits_only


def test_a_slanted_line_is_a_slash_only_if_it_reaches_above_and_below():
    assert reason([[125, -15], [75, 115]]) == "a slash"
    assert reason([[125, 0], [75, 100]]) is None
    assert reason([[125, -30], [75, 100]]) is None
    assert reason([[103, -15], [97, 115]]) is None


def test_a_mark_is_small_below_about_four_tenths_of_its_neighbours():
    def ring(height):
        turn = np.linspace(0, 2 * np.pi, 30)
        return [100, 50] + height / 2 * np.stack([np.sin(turn) * 0.7, np.cos(turn)], axis=1)

    assert reason(ring(35)) == "a dot or a comma"
    assert reason(ring(46)) is None
    assert reason(ring(35), neighbours=NO_NEIGHBOURS) is None


def test_a_short_line_that_hangs_below_the_baseline_is_a_comma():
    assert reason([[105, 75], [100, 120]]) == "a dot or a comma"
    assert reason([[105, 25], [100, 70]]) is None


def test_brackets_bend_at_both_ends_to_the_same_side():
    assert reason(arc(110, 16)) == "a bracket"
    assert reason(arc(110, -16)) == "a bracket"
    assert reason([[120, -5], [100, -5], [100, 105], [120, 105]]) == "a bracket"
    assert reason(arc(110, 4)) is None
    # A 1 with a serif and a foot, a 7, and a 3.
    assert reason([[80, 20], [100, 0], [100, 100]], [[80, 100], [120, 100]]) is None
    assert reason([[60, 0], [110, 0], [85, 100]]) is None
    assert reason(np.concatenate([arc(50, 40), arc(50, 40, top=50)])) is None


def test_two_lines_that_cross_in_the_middle_are_a_plus():
    assert reason([[70, 50], [130, 50]], [[100, 20], [100, 80]]) == "a plus or times sign"
    # The last stroke of an open 4 crosses elsewhere, and its first one is bent.
    assert reason([[80, 0], [70, 60], [130, 60]], [[115, 30], [110, 100]]) is None


def test_the_bar_of_a_five_that_does_not_touch_it_is_part_of_it(examples):
    recognizer, random = Recognizer.load(), np.random.default_rng(4)
    body = [[20, 5], [15, 45], [40, 40], [60, 60], [50, 90], [25, 100], [5, 90]]
    bar = [[32, 2], [72, 0]]
    ink = draw("28", examples, random).ink
    shift = ink.bounds()[2] + 30
    five = [Stroke.of([(x + shift, y) for x, y in part]) for part in (body, bar)]
    number = recognizer.recognize_number_in_ink(Ink((*ink.strokes, *five), ink.pen_width))
    assert number.text == "285"


def test_the_frame_of_a_small_mark_is_the_square_of_its_line():
    assert frame_of_small((95, 90, 100, 95), PEN, BESIDE) == pytest.approx((47.5, 0, 147.5, 100))
    assert frame_of_small((95, 0, 120, 95), PEN, BESIDE) is None


@pytest.mark.parametrize(("top", "text"), [(115, "538\n?"), (-15, "?\n538")])
def test_a_bar_along_several_digits_is_a_place_of_its_own(examples, top, text):
    ink = draw("538", examples, np.random.default_rng(5)).ink
    left, _, right, _ = ink.bounds()
    bar = Stroke.of([[left - 10, top], [right + 10, top + 2]])
    number = Recognizer.load().recognize_number_in_ink(Ink((bar, *ink.strokes), ink.pen_width))
    assert number.text == text
    bar = next(one for one in number.digits if one.recognition.reason is not None)
    assert bar.strokes == (0,)


def test_a_one_with_a_wide_foot_is_one_digit():
    stem, foot = [[40, 20], [60, 0], [60, 100]], [[-10, 100], [135, 100]]
    ink = Ink(tuple(strokes(stem, foot)), PEN)
    assert len(Recognizer.load().recognize_number_in_ink(ink).digits) == 1
