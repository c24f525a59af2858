"""Photographs of a widget, one after the other, written as a moving picture (GIF)."""

import io
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from digitpad.files import write_atomically

_COLOURS = 256


class MovingPicture:
    """Collects frames. Each is shown for its own time."""

    def __init__(self) -> None:
        self._frames: list[Image.Image] = []
        self._milliseconds: list[int] = []

    def __len__(self) -> int:
        return len(self._frames)

    def photograph(self, widget: QWidget, milliseconds: int) -> None:
        """Add what the widget looks like now."""
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        size = (image.width(), image.height())
        stride = image.bytesPerLine()
        frame = Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", stride)
        self._frames.append(frame)
        self._milliseconds.append(milliseconds)

    def write(self, path: Path) -> None:
        """Write all frames, in one common palette, so that only what moves takes room.

        Raises:
            OSError: the file cannot be written.
        """
        palette = _commonest_colours(self._frames[-1])
        plain = Image.Dither.NONE
        frames = [frame.quantize(palette=palette, dither=plain) for frame in self._frames]
        buffer = io.BytesIO()
        frames[0].save(
            buffer,
            format="GIF",
            save_all=True,
            append_images=frames[1:],
            duration=self._milliseconds,
            loop=0,
            optimize=False,
        )
        write_atomically(path, buffer.getvalue())

    def write_still(self, path: Path) -> None:
        """Write the last frame as a PNG picture.

        Raises:
            OSError: the file cannot be written.
        """
        buffer = io.BytesIO()
        self._frames[-1].save(buffer, format="PNG", optimize=True)
        write_atomically(path, buffer.getvalue())


def _commonest_colours(frame: Image.Image) -> Image.Image:
    """A palette of colours as they are: large areas keep their exact shade, edges come close."""
    counted = frame.getcolors(frame.width * frame.height) or []
    colours = [colour for _, colour in sorted(counted, key=lambda item: item[0], reverse=True)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(np.array(colours[:_COLOURS], dtype=np.uint8).tobytes())
    return palette
