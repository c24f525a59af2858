"""Captures a widget frame by frame and writes the frames as a GIF."""

import io
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from digitpad.common.atomic_files import write_atomically
from digitpad.common.types import ByteArray

_COLOURS = 256


class GifRecorder:
    """Collects frames, each with its own duration."""

    def __init__(self) -> None:
        self._frames: list[Image.Image] = []
        self._milliseconds: list[int] = []

    def __len__(self) -> int:
        return len(self._frames)

    def add_frame(self, widget: QWidget, milliseconds: int) -> None:
        """Capture the widget as it looks now."""
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        size = (image.width(), image.height())
        stride = image.bytesPerLine()
        frame = Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", stride)
        self._frames.append(frame)
        self._milliseconds.append(milliseconds)

    def write(self, path: Path) -> None:
        """Write all frames with a common palette, so that unchanged areas take no space.

        Raises:
            OSError: the file cannot be written.
        """
        palette = _commonest_colours(self._frames[-1])
        frames = [_in_colours(frame, palette) for frame in self._frames]
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

    def write_last_frame(self, path: Path) -> None:
        """Write the last frame as PNG.

        Raises:
            OSError: the file cannot be written.
        """
        buffer = io.BytesIO()
        self._frames[-1].save(buffer, format="PNG", optimize=True)
        write_atomically(path, buffer.getvalue())


def _commonest_colours(frame: Image.Image) -> ByteArray:
    """(C, 3) the most frequent colours of a frame, C at most 256."""
    counted = frame.getcolors(frame.width * frame.height) or []
    colours = [colour for _, colour in sorted(counted, key=lambda item: item[0], reverse=True)]
    return np.array(colours[:_COLOURS], dtype=np.uint8)


def _in_colours(frame: Image.Image, palette: ByteArray) -> Image.Image:
    """Convert a frame to a palette (C, 3), each pixel to the nearest colour.

    Pillow's own conversion is less exact and would turn a white background grey.
    """
    red, green, blue = np.moveaxis(np.asarray(frame).astype(np.uint32), -1, 0)
    codes = (red << 16 | green << 8 | blue).ravel()
    used = np.unique(codes)
    colours = np.stack([used >> 16, used >> 8 & 255, used & 255], axis=1).astype(np.int32)
    # (used, C) squared distances
    distances = ((colours[:, np.newaxis] - palette[np.newaxis].astype(np.int32)) ** 2).sum(axis=2)
    nearest = distances.argmin(axis=1).astype(np.uint8)
    indexed = Image.frombytes("P", frame.size, nearest[np.searchsorted(used, codes)].tobytes())
    indexed.putpalette(palette.tobytes())
    return indexed
