"""Paints pictures for files and the clipboard: PNG at twice the screen's resolution, or SVG.

In an SVG, texts and lines stay vectors.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from digitpad.common.atomic_files import write_atomically

_SCALE = 2

Paint = Callable[[QPainter], None]


def write_picture(path: Path, size: QSize, paper: QColor, paint: Paint) -> None:
    """Write SVG if the suffix is .svg, otherwise PNG.

    Args:
        path: the file, which may exist.
        size: of the picture, in pixels at device-pixel ratio 1.
        paper: the colour under everything.
        paint: paints in these pixels.

    Raises:
        OSError: the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".svg":
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setViewBox(QRect(QPoint(), size))
        generator.setTitle("digitpad")
        painter = QPainter(generator)
        painter.fillRect(QRect(QPoint(), size), paper)
        paint(painter)
        painter.end()
    else:
        image = painted_image(size, paper, paint)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
    write_atomically(path, bytes(buffer.data().data()))


def painted_image(size: QSize, paper: QColor, paint: Paint) -> QImage:
    """The picture of a PNG; the arguments are those of `write_picture`."""
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(paper)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image
