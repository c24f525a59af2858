"""Tables as CSV, which spreadsheets open: texts from outside are never formulas there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import numpy as np

_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def table_as_csv(header: Iterable[Any], rows: Iterable[Iterable[Any]], digits: int = 17) -> bytes:
    """A header and rows, in UTF-8.

    Args:
        header: of the columns.
        rows: numbers and texts. A text that a spreadsheet would compute gets a quotation mark in
            front, as one types it there.
        digits: how many significant ones a number with a fraction has.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(value, digits) for value in header])
    writer.writerows([_cell(value, digits) for value in row] for row in rows)
    return text.getvalue().encode(errors="backslashreplace")


def _cell(value: Any, digits: int) -> Any:
    if isinstance(value, float | np.floating):
        return repr(float(value)) if digits >= 17 else f"{value:.{digits}g}"
    if not isinstance(value, str):
        return value
    # A lone carriage return would end the row for some programs.
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{value}" if value.startswith(_FORMULA) else value
