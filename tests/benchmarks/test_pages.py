"""The generator of test pictures, and how readings are counted."""

import numpy as np
import pytest
from PIL import Image

from digitpad.recognition.recognizer import Recognizer
from tests.benchmarks.page_pictures.conditions import CONDITIONS, pages
from tests.benchmarks.page_pictures.writing import Page, Writing
from tests.benchmarks.pages import measure, read


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer.load("mlp")


@pytest.fixture(scope="module")
def writing(recognizer):
    return Writing.read_right_by(recognizer, at_most=200)


def test_every_digit_can_be_written_as_ink_and_as_an_mnist_image(writing):
    assert all(len(drawings) >= 3 for drawings in writing.ink)
    assert all(len(images) >= 3 for images in writing.images)


@pytest.mark.parametrize("name", CONDITIONS)
def test_each_condition_draws_a_picture_that_depends_on_the_seed_only(writing, name):
    one, again, other = (next(pages(name, writing, 1, seed)) for seed in (3, 3, 4))
    assert one.text == again.text
    assert np.array_equal(np.asarray(one.picture), np.asarray(again.picture))
    assert not np.array_equal(np.asarray(one.picture), np.asarray(other.picture))
    said = one.text.translate(str.maketrans("", "", "-.,\n"))
    kind = CONDITIONS[name].kind
    assert len(said) == {"digit": 1, "blank": 0}.get(kind, len(said))
    assert said.isdecimal() == (kind != "blank")
    # More than paper: some of the picture differs from most of it.
    grey = np.asarray(one.picture.convert("L"), float)
    if kind != "blank":
        assert np.abs(grey - np.median(grey)).max() > 40


def test_a_clean_digit_is_counted_as_right_and_a_blank_page_as_wrong(recognizer, writing):
    page = next(pages("clean", writing, 1))
    reading = read(recognizer, page, "digit")
    assert (reading.text, reading.is_right) == ("0", True)
    assert not read(recognizer, Page(page.picture, "1"), "digit").is_right
    empty = Page(Image.new("L", (80, 60), 255), "0")
    assert not read(recognizer, empty, "digit").is_right
    assert read(recognizer, Page(empty.picture, ""), "blank").is_right
    assert not read(recognizer, page, "blank").is_right


def test_of_a_number_the_share_of_its_characters_counts_too(recognizer, writing):
    page = next(pages("mnist-apart", writing, 1))
    assert read(recognizer, page, "number").characters == 1
    longer = read(recognizer, Page(page.picture, page.text + "7"), "number")
    assert not longer.is_right
    assert longer.characters == pytest.approx(1 - 1 / (len(page.text) + 1))


def test_the_pictures_are_saved_with_what_was_read(recognizer, writing, tmp_path):
    ((name, readings),) = measure(recognizer, writing, ["clean"], 3, save=tmp_path)
    assert (name, len(readings)) == ("clean", 3)
    names = sorted(path.name for path in (tmp_path / "clean").iterdir())
    assert names == ["000_0_right.png", "001_1_right.png", "002_2_right.png"]
