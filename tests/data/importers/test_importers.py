import gzip

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitpad.common.errors import DatasetError
from digitpad.common.pixels import as_bytes
from digitpad.data.idx import write_idx
from digitpad.data.importers import kind_of, read_samples, write_samples
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.imaging.preprocess import preprocess
from digitpad.ink.files import LabelledInk, write_ink_set
from digitpad.ink.raster import rasterize_fitted
from digitpad.ink.strokes import Ink, Stroke
from tests.data.few_digits import few_digits

INK = Ink((Stroke.of([[10.0, 10.0], [60.0, 10.0], [20.0, 90.0]]),), 12.0)


@pytest.fixture
def stored():
    """Some samples of MNIST, the last of them with ink."""
    digits = few_digits(20, "test")
    new = [
        NewSample(int(label), image)
        for label, image in zip(digits.labels, digits.images, strict=True)
    ]
    picture = as_bytes(preprocess(rasterize_fitted(INK), clean=True))
    new.append(NewSample(7, picture, INK, writer="ann"))
    with SampleStore() as store:
        return store.add_all(new)


@pytest.mark.parametrize(
    "name", ["my-images-idx3-ubyte", "my-images-idx3-ubyte.gz", "digits.csv", "digits.csv.gz"]
)
def test_what_goes_out_comes_in_again(tmp_path, stored, name):
    assert write_samples(tmp_path / name, stored) == 21
    found = read_samples(tmp_path / name)
    assert [one.label for one in found] == [one.label for one in stored]
    for one, other in zip(found, stored, strict=True):
        np.testing.assert_array_equal(one.image, other.image)


def test_folders_of_pictures_come_in_again(tmp_path, stored):
    assert write_samples(tmp_path / "mine", stored) == 21
    found = read_samples(tmp_path / "mine")
    ordered = sorted(stored, key=lambda one: (one.label, one.id))
    assert [one.label for one in found] == [one.label for one in ordered]
    for one, other in zip(found, ordered, strict=True):
        np.testing.assert_array_equal(one.image, other.image)


@pytest.mark.parametrize("name", ["ink.json", "ink.json.gz"])
def test_only_what_has_ink_goes_out_as_ink(tmp_path, stored, name):
    assert write_samples(tmp_path / name, stored) == 1
    (found,) = read_samples(tmp_path / name)
    assert (found.label, found.writer) == (7, "ann")
    np.testing.assert_array_equal(found.image, stored[-1].image)
    np.testing.assert_array_equal(found.ink.strokes[0].points, INK.strokes[0].points)


def test_samples_without_ink_are_no_ink_set(tmp_path, stored):
    with pytest.raises(DatasetError, match="images only"):
        write_samples(tmp_path / "ink.json", stored[:5])


def test_nothing_is_not_written(tmp_path):
    with pytest.raises(DatasetError, match="no samples to write"):
        write_samples(tmp_path / "digits.csv", [])


def test_pictures_of_any_size_are_preprocessed(tmp_path):
    picture = Image.new("RGB", (200, 300), "white")
    ImageDraw.Draw(picture).line([(60, 60), (140, 60), (80, 250)], "navy", 18)
    (tmp_path / "7").mkdir()
    picture.save(tmp_path / "7" / "photo.jpg")
    (found,) = read_samples(tmp_path)
    assert found.label == 7
    assert found.image.max() >= 250
    assert found.image[:3].max() == 0


def csv_file(tmp_path, *lines):
    path = tmp_path / "digits.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


GOOD = "3," + ",".join(["0"] * 783 + ["255"])


def test_a_heading_is_not_needed(tmp_path):
    (found,) = read_samples(csv_file(tmp_path, GOOD))
    assert found.label == 3
    assert found.image[27, 27] == 255


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("3,0,0", "line 2: 3 columns, expected 785"),
        ("12" + GOOD[1:], "line 2: label 12, expected 0 to 9"),
        (GOOD[:-3] + "256", "line 2: column 785 is 256, expected a whole number from 0 to 255"),
        (GOOD[:-3] + "-1", "line 2: column 785 is -1"),
        (GOOD[:-3] + "ink", "line 2: column 785 is 'ink', expected a number"),
        (GOOD[:-3] + "", "line 2: column 785 is '', expected a number"),
        (GOOD[:-3] + "9" * 30, "line 2: column 785 is 1e[+]30, expected a whole number"),
        (GOOD[:-3] + "nan", "line 2: column 785 is nan, expected"),
        (GOOD[:-3] + "0.5", "line 2: column 785 is 0.5, expected a whole number from 0 to 255"),
        ("label,pixel0", "line 2: 2 columns"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, message):
    path = csv_file(tmp_path, GOOD, line)
    with pytest.raises(DatasetError, match=message) as caught:
        read_samples(path)
    assert str(path) in str(caught.value)


def test_bytes_that_are_no_text_are_named_by_their_line(tmp_path):
    path = tmp_path / "digits.csv"
    path.write_bytes(GOOD.encode() + b"\n\xff\xfe\n")
    with pytest.raises(DatasetError, match="line 2: not text"):
        read_samples(path)


def test_damaged_gzip_is_named(tmp_path):
    path = tmp_path / "digits.csv.gz"
    path.write_bytes(gzip.compress(GOOD.encode())[:-12])
    with pytest.raises(DatasetError, match=r"digits\.csv\.gz: cannot be read"):
        read_samples(path)


@pytest.mark.parametrize("label", [None, "", "a", "12", "٣", "²"])
def test_ink_needs_a_digit_for_a_label(tmp_path, label):
    path = tmp_path / "ink.json"
    write_ink_set(path, [LabelledInk(INK, "1"), LabelledInk(INK, label)])
    with pytest.raises(DatasetError, match="item 2: its label is"):
        read_samples(path)


def test_ink_without_strokes_is_named(tmp_path):
    path = tmp_path / "ink.json"
    write_ink_set(path, [LabelledInk(Ink(), "1")])
    with pytest.raises(DatasetError, match="item 1: it has no stroke"):
        read_samples(path)


def test_labels_that_do_not_fit_the_images_are_named(tmp_path):
    write_idx(tmp_path / "images.idx", np.zeros((3, 28, 28), np.uint8))
    write_idx(tmp_path / "labels.idx", np.array([1, 2], np.uint8))
    with pytest.raises(DatasetError, match=r"2 labels for the 3 images"):
        read_samples(tmp_path / "images.idx")


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n"])
def test_a_broken_picture_is_named(tmp_path, content):
    (tmp_path / "4").mkdir()
    (tmp_path / "4" / "bad.png").write_bytes(content)
    with pytest.raises(DatasetError, match=r"bad\.png"):
        read_samples(tmp_path)


def test_a_blank_picture_is_named(tmp_path):
    (tmp_path / "4").mkdir()
    Image.new("L", (50, 50), 255).save(tmp_path / "4" / "blank.png")
    with pytest.raises(DatasetError, match=r"blank\.png: no digit"):
        read_samples(tmp_path)


def test_a_folder_without_digits_is_told(tmp_path):
    with pytest.raises(DatasetError, match="no folder named 0 to 9"):
        read_samples(tmp_path)
    (tmp_path / "4").mkdir()
    with pytest.raises(DatasetError, match="no digits"):
        read_samples(tmp_path)


def test_what_is_missing_or_unknown_is_told(tmp_path):
    with pytest.raises(DatasetError, match="no such file"):
        read_samples(tmp_path / "none.csv")
    with pytest.raises(DatasetError, match="unknown kind"):
        kind_of(tmp_path / "digits.xlsx")


@pytest.mark.parametrize("name", ["my-images-idx3-ubyte", "digits.csv"])
def test_transposed_images_are_turned_back(tmp_path, stored, name):
    write_samples(tmp_path / name, stored)
    found = read_samples(tmp_path / name, transposed=True)
    for one, other in zip(found, stored, strict=True):
        np.testing.assert_array_equal(one.image, other.image.T)


def test_ink_cannot_be_transposed(tmp_path, stored):
    write_samples(tmp_path / "ink.json", stored)
    with pytest.raises(DatasetError, match="only images in IDX and CSV files"):
        read_samples(tmp_path / "ink.json", transposed=True)


def test_an_unknown_kind_is_refused(tmp_path, stored):
    with pytest.raises(DatasetError, match="kind 'xlsx' is unknown, expected one of idx, png"):
        write_samples(tmp_path / "digits.csv", stored, "xlsx")
