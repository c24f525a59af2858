"""Arrays of ink as images on the screen, in the colours of the pad: paper at 0, ink at 1."""

import numpy as np
from PySide6.QtGui import QColor, QImage, QPalette

from digitpad.types import FloatArray


class InkColours:
    """The 256 steps from paper to ink of one palette."""

    def __init__(self, palette: QPalette) -> None:
        paper = palette.color(QPalette.ColorRole.Base)
        ink = palette.color(QPalette.ColorRole.Text)
        mixed = [_between(paper, ink, level / 255).rgb() for level in range(256)]
        self._colours = np.array(mixed, dtype=np.uint32)

    def image(self, grey: FloatArray, enlargement: int = 1, ratio: float = 1.0) -> QImage:
        """(H, W) in 0..1 as an image.

        Args:
            grey: the ink.
            enlargement: how many screen pixels each pixel becomes on either axis.
            ratio: screen pixels a pad unit.
        """
        levels = np.rint(grey * 255).clip(0, 255).astype(np.uint8)
        large = self._colours[levels].repeat(enlargement, axis=0).repeat(enlargement, axis=1)
        height, width = large.shape
        data = np.ascontiguousarray(large)
        image = QImage(data.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        image.setDevicePixelRatio(ratio)
        return image


def _between(start: QColor, end: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        start.redF() + (end.redF() - start.redF()) * share,
        start.greenF() + (end.greenF() - start.greenF()) * share,
        start.blueF() + (end.blueF() - start.blueF()) * share,
    )
