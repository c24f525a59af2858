"""Tables for spreadsheets: numbers stay numbers, and texts from outside are no formulas."""

import csv
import io

import numpy as np
import pytest

from digitpad.common.csv_writing import table_as_csv


def cells(content):
    return list(csv.reader(io.StringIO(content.decode())))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_would_be_computed_is_quoted(text):
    header, row = cells(table_as_csv([text], [[text]]))
    assert header == row == ["'" + text.replace("\r", "\n")]


def test_numbers_and_other_texts_stay_as_they_are():
    row = [-3, -0.5, np.float32(-0.25), "model, 1", "a=b", np.int64(-7)]
    assert cells(table_as_csv("abcdef", [row]))[1] == [
        "-3", "-0.5", "-0.25", "model, 1", "a=b", "-7",
    ]  # fmt: skip
    assert cells(table_as_csv("a", [[1 / 3]], 7))[1] == ["0.3333333"]
