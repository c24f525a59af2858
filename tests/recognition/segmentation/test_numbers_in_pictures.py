"""Rows of MNIST's test digits, apart and touching, read as numbers."""

import json

import numpy as np
import pytest
from PIL import Image

from digitpad.cli.main import main
from digitpad.data.mnist import load_mnist
from digitpad.recognition.answers import NO_DIGIT
from digitpad.recognition.segmentation.cuts import find_cuts
from tests.benchmarks.page_pictures.conditions import pages
from tests.benchmarks.pages import read
from tests.compose_numbers import compose_rows, enlarged

LEAST_APART, LEAST_TOUCHING = 0.97, 0.85
"""Shares of rows with all digits correct; resources/docs/figures.md has the measured ones."""


@pytest.fixture(scope="module")
def digits():
    return load_mnist("test")


def share_read_right(recognizer, rows):
    read = [recognizer.recognize_number_in_picture(enlarged(row, 3)).text for row in rows]
    return np.mean([text == row.text for text, row in zip(read, rows, strict=True)])


def test_rows_of_digits_that_do_not_touch_are_read(recognizer, digits):
    rows = compose_rows(digits.images, digits.labels, 80, seed=1, gaps=(1, 8))
    assert not any(row.touching for row in rows)
    assert share_read_right(recognizer, rows) >= LEAST_APART


def test_rows_of_digits_that_touch_are_read(recognizer, digits):
    rows = compose_rows(digits.images, digits.labels, 100, seed=2, gaps=(-2, 8))
    touching = [row for row in rows if row.touching]
    assert len(touching) >= 30
    assert share_read_right(recognizer, touching) >= LEAST_TOUCHING


def test_the_composed_pictures_state_which_digits_touch(digits):
    rows = compose_rows(digits.images, digits.labels, 40, seed=3, gaps=(-2, -2))
    assert np.mean([row.touching for row in rows]) > 0.8
    assert all(2 <= len(row.text) <= 6 for row in rows)


def test_boxes_are_in_pixels_of_the_whole_picture(recognizer, digits):
    row = compose_rows(digits.images, digits.labels, 1, seed=4, gaps=(5, 8), digits=(3, 3))[0]
    small = recognizer.recognize_number_in_picture(enlarged(row, 2))
    large = recognizer.recognize_number_in_picture(enlarged(row, 40))
    assert len(small.digits) == len(large.digits) == 3
    for one, other in zip(small.digits, large.digits, strict=True):
        np.testing.assert_allclose(np.array(other.box) / 20, one.box, atol=1.5)
    lefts = [digit.box[0] for digit in small.digits]
    assert lefts == sorted(lefts)


def test_lines_of_a_picture_are_read_downwards(recognizer, digits):
    rows = compose_rows(digits.images, digits.labels, 2, seed=5, gaps=(4, 8))
    pictures = [enlarged(row, 3) for row in rows]
    page = Image.new("L", (max(p.width for p in pictures), 300), 255)
    for number, picture in enumerate(pictures):
        page.paste(picture, (0, 20 + 140 * number))
    number = recognizer.recognize_number_in_picture(page)
    alone = [recognizer.recognize_number_in_picture(picture).text for picture in pictures]
    assert number.text == "\n".join(alone)


def test_a_blank_picture_is_an_empty_number(recognizer):
    assert recognizer.recognize_number_in_picture(Image.new("L", (80, 60), 255)).digits == ()


def test_a_page_full_of_marks_is_recognized_as_something(recognizer):
    random = np.random.default_rng(0)
    page = Image.fromarray((random.random((60, 90)) > 0.5).astype(np.uint8) * 255)
    recognizer.recognize_number_in_picture(page.resize((180, 120)))


def test_a_cut_runs_where_there_is_least_ink():
    row = np.zeros((32, 60), np.float32)
    row[4:28, 5:25] = row[4:28, 35:55] = 1
    row[14:17, 25:35] = 1
    cuts = find_cuts(row, 3.0)
    best = cuts.crossed.argmin()
    assert cuts.crossed[best] == pytest.approx(3 / 32)
    assert (cuts.columns[best][14:17] >= 25).all()
    assert (cuts.columns[best][14:17] < 35).all()


def test_background_between_digits_is_a_gap():
    row = np.zeros((32, 60), np.float32)
    row[:, 5:25] = row[:, 35:55] = 1
    cuts = find_cuts(row, 3.0)
    assert len(cuts) == 1
    assert cuts.crossed[0] == 0
    assert cuts.gaps[0] == pytest.approx(10 / 32)


def test_where_parts_overlap_there_is_no_gap_however_far_the_cut_is_from_both():
    row = np.zeros((32, 60), np.float32)
    row[16:, 5:25] = row[:4, 20:40] = 1
    cuts = find_cuts(row, 4.0)
    assert (cuts.crossed == 0).any()
    assert (cuts.gaps == 0).all()


def test_a_dot_is_cut_off():
    row = np.zeros((32, 60), np.float32)
    row[:, 5:25] = row[:, 40:60] = row[29:, 30:33] = 1
    assert (find_cuts(row, 3.0).crossed == 0).sum() == 2


@pytest.mark.parametrize("name", ["number-thin-pen", "number-signs"])
def test_nearly_all_numbers_of_a_condition_are_read(recognizer, writing, name):
    readings = [read(recognizer, page, "number") for page in pages(name, writing, 6, seed=30)]
    wrong = [reading.text for reading in readings if not reading.is_right]
    assert len(wrong) <= 1, wrong


def test_a_sign_in_a_picture_has_a_place_and_a_reason(recognizer, writing):
    page = next(pages("number-signs", writing, 1, seed=31))
    number = recognizer.recognize_number_in_picture(page.picture)
    (sign,) = (one for one in number.digits if one.recognition.text == NO_DIGIT)
    assert not sign.recognition.is_digit
    assert str(sign.recognition.reason)
    left, top, right, bottom = sign.box
    heights = [one.box[3] - one.box[1] for one in number.digits if one is not sign]
    assert 0 < bottom - top < 0.5 * max(heights)
    assert right > left


def test_the_command_line_reads_numbers(tmp_path, capsys, digits):
    row = compose_rows(digits.images, digits.labels, 1, seed=6, gaps=(5, 8), digits=(3, 3))[0]
    path = tmp_path / "number.png"
    enlarged(row, 3).save(path)
    assert main(["recognize", "--number", "--json", str(path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["number"]) == len(answer["digits"]) == 3
    assert len(answer["digits"][0]["box"]) == 4
    assert sum(answer["digits"][0]["probabilities"]) == pytest.approx(1, abs=1e-4)
    assert main(["recognize", "--number", str(path)]) == 0
    assert f": {answer['number']}  " in capsys.readouterr().out
