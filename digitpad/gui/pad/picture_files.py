"""Loads pictures of many formats safely, and writes the drawing as PNG, SVG or ink."""

from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import ImageError
from digitpad.gui.pad.stroke_painting import stroke_outline
from digitpad.gui.picture_export import painted_image, write_picture
from digitpad.imaging.picture import LONGEST_SIDE
from digitpad.imaging.picture_files import open_picture, upright
from digitpad.ink.strokes import Ink

_MAX_SIDE_SHOWN = 1200
"""Larger pictures are reduced when they are shown, since the pad has no more pixels."""

_PAPER, _INK = QColor("white"), QColor("black")


def load_picture(path: Path) -> Image.Image:
    """Load a picture, rotated upright and no larger than recognition needs.

    Raises:
        ImageError: the file cannot be read, is no picture, is damaged or too large.
    """
    try:
        with path.open("rb") as file:
            return open_picture(file, path, longest=LONGEST_SIDE)
    except OSError as error:
        raise ImageError("{path}: {error}", path=path, error=error) from error


def from_clipboard(image: QImage) -> Image.Image:
    """Convert Qt's image to Pillow's. Raises `ImageError`."""
    colours = image.convertToFormat(QImage.Format.Format_RGBA8888)
    if colours.isNull():
        raise ImageError("the picture on the clipboard cannot be read")
    size, data = (colours.width(), colours.height()), bytes(colours.constBits())
    picture = Image.frombytes("RGBA", size, data, "raw", "RGBA", colours.bytesPerLine())
    return upright(picture if image.hasAlphaChannel() else picture.convert("RGB"), LONGEST_SIDE)


def to_screen(image: Image.Image) -> QImage:
    """Convert Pillow's image to Qt's, no larger than the pad can show."""
    colours = upright(image, _MAX_SIDE_SHOWN).convert("RGBA")
    data = colours.tobytes()
    width, height = colours.size
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def drawing_as_image(ink: Ink, size: QSize) -> QImage:
    """The drawing in black on white, at twice the pad's resolution."""
    return painted_image(size, _PAPER, partial(_paint, ink))


def save_drawing(path: Path, ink: Ink, size: QSize) -> None:
    """Write the drawing as SVG or ink (JSON) according to the suffix, otherwise PNG.

    Raises:
        OSError: the file cannot be written.
    """
    if path.suffix.lower() == ".json":
        write_atomically(path, ink.to_json().encode())
    else:
        write_picture(path, size, _PAPER, partial(_paint, ink))


def _paint(ink: Ink, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in ink.strokes:
        painter.fillPath(stroke_outline(stroke.points, stroke.pressures, ink.pen_width), _INK)
