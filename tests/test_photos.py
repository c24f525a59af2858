"""Photos of digits on paper: what is left of the light, the lines and the grain."""

import numpy as np
import pytest
from PIL import Image

from digitpad.light import is_unevenly_lit, with_even_light
from digitpad.picture import grey_from_picture
from digitpad.preprocess import preprocess
from digitpad.printed_lines import without_printed_lines
from digitpad.recognizer import Recognizer
from tests.data.few_digits import few_digits
from tests.photograph import Conditions, photographed


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer.load()


@pytest.mark.parametrize(
    ("conditions", "least"),
    [
        (Conditions(light=False, shadow=False), 0.95),
        (Conditions(), 0.9),
        (Conditions("ruled"), 0.85),
        (Conditions("squared"), 0.85),
        (Conditions("ruled", light=False, shadow=False), 0.85),
    ],
    ids=["even", "shadow", "ruled", "squared", "ruled-even"],
)
def test_photos_are_read(recognizer, conditions, least):
    digits = few_digits(60, "test")
    answers = [
        recognizer.recognize_picture(photo) for photo in photographed(digits.images, conditions)
    ]
    right = [
        answer is not None and answer.digit == label
        for answer, label in zip(answers, digits.labels, strict=True)
    ]
    assert np.mean(right) >= least


def shaded(height=200, width=240):
    """Light falling off from left to right, and a shadow over the lower right corner."""
    y, x = np.mgrid[0:height, 0:width]
    light = 0.95 - 0.45 * x / width
    shadow = 1 / (1 + np.exp(-(x / width + y / height - 1.3) / 0.03))
    return (light * (1 - 0.3 * shadow)).astype(np.float32)


def test_even_light_makes_paper_white_and_keeps_the_ink():
    light = shaded()
    ink = np.zeros(light.shape, np.float32)
    ink[60:140, 100:112] = 1
    picture = np.repeat((light * (1 - 0.7 * ink))[:, :, None], 3, axis=2)
    even = with_even_light(picture).mean(axis=2)
    assert np.quantile(even[ink == 0], 0.02) > 0.88
    np.testing.assert_allclose(even[65:135, 104:108], 0.3, atol=0.06)


def test_chalk_on_a_board_is_ink_too():
    light = shaded()
    board = 0.25 * light
    board[60:140, 100:112] = 0.95 * light[60:140, 100:112]
    seen = preprocess(grey_from_picture(Image.fromarray((board * 255).astype(np.uint8))))
    rows, columns = np.flatnonzero(seen.max(axis=1) > 0.1), np.flatnonzero(seen.max(axis=0) > 0.1)
    assert len(rows) == 20
    assert len(columns) == 4
    assert seen[rows[1:-1]].sum(axis=1) == pytest.approx(20 * 12 / 80, abs=0.4)


def test_an_empty_page_in_uneven_light_has_no_ink():
    random = np.random.default_rng(0)
    page = shaded() + random.normal(0, 0.01, (200, 240))
    picture = Image.fromarray((page * 255).clip(0, 255).astype(np.uint8))
    assert preprocess(grey_from_picture(picture)) is None


def test_an_evenly_lit_rim_is_even():
    assert not is_unevenly_lit(np.full((400, 3), 0.8, np.float32))
    assert is_unevenly_lit(np.linspace(0.5, 0.8, 400, dtype=np.float32)[:, None])


def page_with_lines():
    ink = np.zeros((200, 240), np.float32)
    for row in range(20, 200, 30):
        ink[row : row + 2] = 0.5
    return ink


def test_lines_are_taken_away_but_not_the_stroke_that_crosses_them():
    ink = page_with_lines()
    ink[30:170, 100:114] = 1
    cleaned = without_printed_lines(ink)
    assert (cleaned[40:160, 102:112] == 1).all()
    assert cleaned[:, :95].max() < 0.2
    assert cleaned[:, 120:].max() < 0.2


def test_leaning_lines_are_found():
    ink = np.zeros((200, 240), np.float32)
    column = np.arange(240)
    for row in (40, 90, 150):
        for thick in (0, 1):
            ink[np.round(row + 0.08 * column).astype(int) + thick, column] = 0.6
    ink[60:130, 100:112] = 1
    assert without_printed_lines(ink)[:, :90].max() < 0.2


@pytest.mark.parametrize("turned", [False, True])
def test_a_thick_stroke_from_edge_to_edge_is_no_printed_line(turned):
    seven = np.zeros((120, 90), np.float32)
    seven[5:17] = 1
    seven[17:115, 50:62] = 1
    ink = seven.T if turned else seven
    np.testing.assert_array_equal(without_printed_lines(ink), ink)


def test_a_page_of_lines_alone_stays_as_it_is():
    ink = page_with_lines()
    np.testing.assert_array_equal(without_printed_lines(ink), ink)
