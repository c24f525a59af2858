"""Saving what a page shows: a view as PNG or SVG, a tensor as CSV or NPZ.

A picture is painted anew for the file, twice as fine as on the screen; in an SVG all texts and
lines stay texts and lines. CSV holds the last axis in a line, for a spreadsheet; NPZ is for NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from digitpad.files import write_atomically
from digitpad.gui.inspector.page import SaveTarget
from digitpad.inspection.tensors import as_csv, as_npz
from digitpad.types import AnyArray

_FINENESS = 2.0


def picture_target(text: str, name: str, widget: QWidget) -> SaveTarget:
    """A widget, as it is when the file is written, as a picture."""

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
    """A picture that is larger than what can be seen of a widget, in the widget's colours."""

    def write(path: Path) -> None:
        make = _svg if path.suffix.lower() == ".svg" else _png
        write_atomically(path, make(size(), widget.palette().window().color(), paint))

    return SaveTarget(text, name, (".png", ".svg"), write)


def tensor_target(text: str, name: str, tensor: AnyArray) -> SaveTarget:
    """A tensor's numbers, exactly (NPZ) or for a spreadsheet (CSV)."""

    def write(path: Path) -> None:
        csv = path.suffix.lower() == ".csv"
        write_atomically(path, as_csv(tensor, name).encode() if csv else as_npz({name: tensor}))

    return SaveTarget(text, name, (".csv", ".npz"), write)


def _png(size: QSize, paper: QColor, paint: Callable[[QPainter], None]) -> bytes:
    image = QImage(size * _FINENESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINENESS)
    image.fill(paper)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _svg(size: QSize, paper: QColor, paint: Callable[[QPainter], None]) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), size), paper)
    paint(painter)
    painter.end()
    return bytes(data.data())
