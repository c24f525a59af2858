"""Where the label stands in a CSV file, how its pixels are scaled, and how much it may hold."""

import gzip
import time
import tracemalloc

import numpy as np
import pytest

from digitpad.common.errors import DatasetError
from digitpad.data.importers import read_samples
from tests.data.few_digits import few_digits

DIGITS = few_digits(40)
PIXELS = DIGITS.images.reshape(40, 784)
LABELS = DIGITS.labels
NAMES = [f"pixel{number}" for number in range(784)]


def written(tmp_path, rows, heading=None, name="digits.csv"):
    lines = [",".join(map(str, row)) for row in rows]
    if heading is not None:
        lines.insert(0, ",".join(heading))
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n")
    return path


def assert_read(path, labels=LABELS, images=DIGITS.images):
    found = read_samples(path)
    assert [one.label for one in found] == list(labels)
    np.testing.assert_array_equal([one.image for one in found], images)


def with_label(column, pixels=PIXELS, labels=LABELS):
    return np.insert(pixels.astype(object), column, labels, axis=1)


@pytest.mark.parametrize("name", ["label", "class", "target", "y", "Label", " CLASS "])
@pytest.mark.parametrize("column", [0, 17, 784])
def test_the_heading_tells_which_column_is_the_label(tmp_path, name, column):
    heading = np.insert(np.array(NAMES, object), column, name)
    assert_read(written(tmp_path, with_label(column), heading))


def test_one_name_without_a_number_is_the_label(tmp_path):
    heading = [*(f"p{number}" for number in range(1, 785)), "digit"]
    assert_read(written(tmp_path, with_label(784), heading))


@pytest.mark.parametrize(
    "names",
    [NAMES, [f"{row}x{column}" for row in range(1, 29) for column in range(1, 29)]],
    ids=["pixel0", "1x1"],
)
def test_pixels_are_put_in_the_order_of_their_numbers(tmp_path, names):
    order = np.random.default_rng(0).permutation(784)
    heading = ["label", *np.array(names)[order]]
    assert_read(written(tmp_path, with_label(0, PIXELS[:, order]), heading))


def test_pixels_without_numbers_stay_in_their_order(tmp_path):
    assert_read(written(tmp_path, with_label(784), [*["pixel"] * 784, "class"]))


def test_an_index_without_a_name_is_skipped(tmp_path):
    rows = np.insert(with_label(0), 0, range(1000, 1040), axis=1)
    assert_read(written(tmp_path, rows, ["", "label", *NAMES]))


def test_two_columns_of_labels_are_refused(tmp_path):
    path = written(tmp_path, with_label(0), ["label", *NAMES[1:], "class"])
    with pytest.raises(DatasetError, match="2 columns of labels: label, class"):
        read_samples(path)


def test_a_heading_of_another_length_is_refused(tmp_path):
    path = written(tmp_path, with_label(0), ["label", *NAMES, "split"])
    with pytest.raises(DatasetError, match="names 786 columns, expected 785"):
        read_samples(path)


@pytest.mark.parametrize("column", [0, 784])
def test_without_a_heading_the_values_tell_the_column(tmp_path, column):
    assert_read(written(tmp_path, with_label(column)))


def test_where_both_columns_could_be_labels_the_first_one_is(tmp_path):
    pixels = PIXELS.copy()
    pixels[:, -1] = 5
    images = pixels.reshape(-1, 28, 28)
    assert_read(written(tmp_path, with_label(0, pixels)), images=images)


def test_a_file_whose_labels_are_nowhere_is_refused(tmp_path):
    rows = with_label(0)
    rows[5, 0], rows[3, -1] = 11, 200
    with pytest.raises(DatasetError) as caught:
        read_samples(written(tmp_path, rows))
    message = str(caught.value)
    assert "line 6: label 11, expected 0 to 9 in column 1" in message
    assert "column 785 has no labels either: line 4 has 200" in message


def test_a_wrong_label_below_a_heading_is_named(tmp_path):
    rows = with_label(784)
    rows[5, -1] = 10
    path = written(tmp_path, rows, [*NAMES, "class"])
    with pytest.raises(DatasetError, match=r"line 7: label 10, expected 0 to 9$"):
        read_samples(path)


def test_fractions_from_0_to_1_are_scaled(tmp_path):
    assert_read(written(tmp_path, with_label(0, PIXELS / 255)))


def test_whole_numbers_written_as_fractions_are_whole_numbers(tmp_path):
    assert_read(written(tmp_path, with_label(0, PIXELS.astype(float), LABELS.astype(float))))


def test_zeros_and_ones_are_paper_and_ink(tmp_path):
    black = (PIXELS > 127).astype(np.uint8)
    assert_read(written(tmp_path, with_label(0, black)), images=black.reshape(-1, 28, 28) * 255)


@pytest.mark.parametrize("value", [-0.25, 0.5])
def test_fractions_among_larger_numbers_are_refused(tmp_path, value):
    pixels = PIXELS.astype(object)
    pixels[9, 300] = value
    with pytest.raises(DatasetError, match=f"line 10: column 302 is {value}, expected a whole"):
        read_samples(written(tmp_path, with_label(0, pixels)))


def test_a_stray_quote_is_refused(tmp_path):
    path = written(tmp_path, with_label(0))
    path.write_text(path.read_text().replace("0,0,0", '0,"0,0', 1))
    with pytest.raises(DatasetError, match=r"digits\.csv: line"):
        read_samples(path)


def test_more_lines_than_are_converted_at_a_time_keep_their_numbers(tmp_path):
    rows = ["3," + ",".join(["0"] * 784)] * 2500
    rows[2100] = rows[2100][:-1] + "-7"
    path = tmp_path / "digits.csv"
    path.write_text("\n\n".join(rows))
    with pytest.raises(DatasetError, match="line 4201: column 785 is -7"):
        read_samples(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"," * 30_000_000, "line 1: longer than 65,536 bytes"),
        ((b"," * 784 + b"\n") * 40_000, "names 0 columns"),
        (b"\n" * 1_000_000, "524,288 lines"),
    ],
    ids=["one line", "empty cells", "blank lines"],
)
def test_what_holds_no_digits_takes_no_memory(tmp_path, content, message):
    path = tmp_path / "digits.csv.gz"
    path.write_bytes(gzip.compress(content, 1))
    tracemalloc.start()
    with pytest.raises(DatasetError, match=message):
        read_samples(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_many_lines_are_read_quickly(tmp_path):
    path = tmp_path / "digits.csv"
    path.write_text(("3," + "0," * 783 + "255\n") * 20_000)
    start = time.process_time()
    assert len(read_samples(path)) == 20_000
    # Several times what is meant, for slow and busy machines.
    assert time.process_time() - start < 4
