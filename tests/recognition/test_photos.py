"""Photos of digits on paper: illumination, desks, ruled lines and noise."""

import numpy as np
import pytest
from PIL import Image

from digitpad.imaging.picture import read_picture
from digitpad.imaging.preprocess import preprocess
from tests.data.few_digits import few_digits
from tests.imaging.page.drawn_pages import as_picture, coloured, digit_ink, page_with, shaded
from tests.photograph import Conditions, photographed


def grey_from_picture(image):
    return read_picture(image).ink


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


def test_chalk_on_a_board_is_ink_too():
    light = shaded()
    board = 0.25 * light
    board[60:140, 100:112] = 0.95 * light[60:140, 100:112]
    seen = preprocess(grey_from_picture(Image.fromarray((board * 255).astype(np.uint8))))
    rows, columns = np.flatnonzero(seen.max(axis=1) > 0.1), np.flatnonzero(seen.max(axis=0) > 0.1)
    assert len(rows) == 20
    assert len(columns) == 3
    assert seen[rows[1:-1]].sum(axis=1) == pytest.approx(20 * 12 / 80, abs=0.4)


def test_an_empty_page_in_uneven_light_has_no_ink():
    random = np.random.default_rng(0)
    page = shaded() + random.normal(0, 0.01, (200, 240))
    picture = Image.fromarray((page * 255).clip(0, 255).astype(np.uint8))
    assert preprocess(grey_from_picture(picture)) is None


def light_falling_off(width, height, depth):
    """A vignette: (height, width, 1), 1 in the middle, less by `depth` in the corners."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return (1 - depth * (x**2 + y**2) / 2)[:, :, None]


def dim_page():
    page = coloured(page_with("5", (640, 480), 210, 13), (0.44, 0.42, 0.39), (0.17, 0.16, 0.15))
    return as_picture(page * light_falling_off(640, 480, 0.4)), 5


def page_in_a_gradient():
    page = coloured(page_with("3", (640, 480), 110, 6), (0.85, 0.8, 0.73), (0.36, 0.33, 0.3))
    return as_picture(page * np.linspace(0.7, 1, 640, dtype=np.float32)[None, :, None]), 3


def page_above_a_banner():
    page = coloured(page_with("3", (300, 300), 180, 17, place=(0.5, 0.45)))
    page[-26:] = 0.08
    return as_picture(page), 3


def sheet_on_a_desk():
    sheet = as_picture(coloured(page_with("3", (520, 380), 160, 13), (0.9, 0.88, 0.85)))
    turned = sheet.convert("RGBA").rotate(4, Image.Resampling.BICUBIC, expand=True)
    photo = Image.new("RGB", (800, 600), (70, 48, 35))
    photo.paste(turned, (110, 80), turned)
    return photo, 3


def small_digit_on_a_large_scan():
    return as_picture(1 - page_with("3", (1240, 1754), 60, 5, place=(0.4, 0.15))), 3


def digit_in_a_printed_box():
    page = page_with("5", (300, 300), 130, 12)
    page[50:53, 50:250] = page[247:250, 50:250] = 1
    page[50:250, 50:53] = page[50:250, 247:250] = 1
    return as_picture(1 - page), 5


@pytest.mark.parametrize(
    "page",
    [
        dim_page,
        page_in_a_gradient,
        page_above_a_banner,
        sheet_on_a_desk,
        small_digit_on_a_large_scan,
        digit_in_a_printed_box,
    ],
    ids=lambda page: page.__name__,
)
def test_a_digit_is_read_on_any_page(recognizer, page):
    picture, digit = page()
    answer = recognizer.recognize_picture(picture)
    assert answer is not None
    assert answer.digit == digit
    assert answer.is_digit


@pytest.mark.parametrize("digit", "0359")
def test_a_digit_cut_to_its_box_is_read(recognizer, digit):
    ink = digit_ink(digit, 150, 15)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    crop = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    answer = recognizer.recognize_picture(as_picture(1 - crop))
    assert answer is not None
    assert answer.digit == int(digit)
