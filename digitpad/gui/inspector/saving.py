"""Saves a view as PNG or SVG, and a tensor as CSV or NPZ.

Pictures are painted again for the file. A CSV file has the last axis in its rows; NPZ is for NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from digitpad.common.atomic_files import write_atomically
from digitpad.common.types import AnyArray
from digitpad.gui.picture_export import write_picture
from digitpad.library.exports import csv_text, npz_bytes


@dataclass(frozen=True, slots=True)
class SaveTarget:
    """Something that can be saved; the functions below make the usual ones.

    Attributes:
        text: for the menu, such as "This page (picture)…".
        name: the suggested file name, without suffix.
        suffixes: the file types that `write` supports, such as (".png", ".svg").
        write: writes to a path with one of the suffixes; an OSError is shown to the user.
        is_picture: whether it is painted, which only the window's thread may do; data are written
            in the background.
    """

    text: str
    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Path], None]
    is_picture: bool = False


def picture_target(text: str, name: str, widget: QWidget) -> SaveTarget:
    """A widget as a picture, as it is when the file is written."""

    def paint(painter: QPainter) -> None:
        widget.render(painter, QPoint())

    return painted_target(text, name, widget, paint, widget.size)


def painted_target(
    text: str,
    name: str,
    widget: QWidget,
    paint: Callable[[QPainter], None],
    size: Callable[[], QSize],
) -> SaveTarget:
    """A picture larger than the visible part of a widget, in the widget's colours."""

    def write(path: Path) -> None:
        write_picture(path, size(), widget.palette().window().color(), paint)

    return SaveTarget(text, name, (".png", ".svg"), write, is_picture=True)


def tensor_target(text: str, name: str, tensor: AnyArray) -> SaveTarget:
    """A tensor, exact (NPZ) or for a spreadsheet (CSV)."""

    def write(path: Path) -> None:
        csv = path.suffix.lower() == ".csv"
        write_atomically(path, csv_text(tensor).encode() if csv else npz_bytes({name: tensor}))

    return SaveTarget(text, name, (".csv", ".npz"), write)
