"""Pictures in and out: opening files of every kind safely, writing the drawing as PNG or SVG."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from digitpad.errors import ImageError
from digitpad.files import write_atomically
from digitpad.gui.stroke_path import stroke_outline
from digitpad.ink import Ink
from digitpad.picture import WORKING_SIDE

MOST_PIXELS = 200_000_000
"""More than any camera takes; a file that claims more is not opened."""

_PNG_RATIO = 2
_PAPER, _INK = QColor("white"), QColor("black")


def load_picture(source: Path | bytes, name: str = "") -> Image.Image:
    """A picture, upright, no larger than recognizing needs.

    Args:
        source: a file, or the bytes of one.
        name: what errors call it; by default the file's path.

    Raises:
        ImageError: not a picture, damaged, or enormous.
    """
    name = name or str(source)
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        with warnings.catch_warnings():
            # The size is checked here, by its own limit.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(stream) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ImageError(
                        f"{name}: {image.width:,} x {image.height:,} pixels are more than the "
                        f"{MOST_PIXELS:,} that can be opened"
                    )
                # JPEG can be shrunk while it is decoded.
                image.draft(None, (WORKING_SIDE, WORKING_SIDE))
                image.load()
                return _small(ImageOps.exif_transpose(image))
    except ImageError:
        raise
    except Image.DecompressionBombError as error:
        raise ImageError(f"{name}: too many pixels ({error})") from error
    except FileNotFoundError as error:
        raise ImageError(f"{name}: there is no such file") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, OverflowError) as error:
        raise ImageError(f"{name}: not a picture that can be read ({error})") from error


def _small(image: Image.Image) -> Image.Image:
    factor = -(-max(image.size) // WORKING_SIDE)
    if factor <= 1:
        return image.copy()
    if image.mode in {"P", "PA", "1"}:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image.reduce(factor)


def from_clipboard(image: QImage) -> Image.Image:
    """Qt's picture as Pillow's. Raises `ImageError`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return load_picture(bytes(buffer.data().data()), "clipboard")


def to_screen(image: Image.Image) -> QImage:
    """Pillow's picture as Qt's."""
    colours = image.convert("RGBA")
    data = colours.tobytes()
    width, height = colours.size
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def drawing_as_image(ink: Ink, size: QSize) -> QImage:
    """The drawing in black on white, twice as fine as the pad."""
    image = QImage(size * _PNG_RATIO, QImage.Format.Format_RGB32)
    image.fill(_PAPER)
    painter = QPainter(image)
    painter.scale(_PNG_RATIO, _PNG_RATIO)
    _paint(painter, ink)
    painter.end()
    return image


def save_drawing(path: Path, ink: Ink, size: QSize) -> None:
    """Write the drawing: SVG or ink (JSON) by the file's name, PNG otherwise.

    Raises:
        OSError: the file cannot be written.
    """
    if path.suffix.lower() == ".json":
        write_atomically(path, ink.to_json().encode())
        return
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".svg":
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        generator.setTitle("digitpad")
        painter = QPainter(generator)
        _paint(painter, ink)
        painter.end()
    else:
        drawing_as_image(ink, size).save(buffer, "PNG")  # type: ignore[call-overload]
    write_atomically(path, bytes(buffer.data().data()))


def _paint(painter: QPainter, ink: Ink) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in ink.strokes:
        painter.fillPath(stroke_outline(stroke.points, stroke.pressures, ink.pen_width), _INK)
