"""The finished strokes as a picture of the screen's own resolution, kept up to date in places.

Painting a stroke anew costs as much as it is long; on a full pad a frame has no time for all of
them. So they rest in a picture. A stroke that is added is painted on top; where one goes, only the
rectangle it filled is wiped and the strokes that reach into it are painted there again.
"""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from digitpad.gui.stroke_path import stroke_box, stroke_outline
from digitpad.ink import Ink, Stroke


class PadPicture:
    """Caches what finished strokes look like."""

    def __init__(self) -> None:
        self._pixmap: QPixmap | None = None
        self._colour = QColor()

    def forget(self) -> None:
        """Paint everything anew next time: size, colour or pen changed."""
        self._pixmap = None

    def of(self, ink: Ink, size: QSize, ratio: float, colour: QColor) -> QPixmap:
        """The picture, `size` in pad units at `ratio` screen pixels a unit."""
        if self._pixmap is None or self._pixmap.devicePixelRatio() != ratio:
            self._colour = colour
            self._pixmap = QPixmap(
                QSize(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))
            )
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            self._paint(self._pixmap, ink, ink.strokes, None)
        return self._pixmap

    def change(self, before: Ink, after: Ink) -> QRectF | None:
        """Follow the ink; returns the rectangle that looks different now, None meaning all."""
        if before.pen_width != after.pen_width:
            self.forget()
            return None
        if after.strokes[:-1] == before.strokes:
            if self._pixmap is not None:
                self._paint(self._pixmap, after, after.strokes[-1:], None)
            return _box_of(after, after.strokes[-1:])
        area = _box_of(after, _difference(before.strokes, after.strokes))
        if self._pixmap is not None:
            area = _on_whole_pixels(area, self._pixmap.devicePixelRatio())
            self._paint(self._pixmap, after, after.strokes, area)
        return area

    def _paint(
        self, pixmap: QPixmap, ink: Ink, strokes: tuple[Stroke, ...], area: QRectF | None
    ) -> None:
        """Paint strokes; with an area only there, on wiped ground."""
        painter = QPainter(pixmap)
        if area is not None:
            painter.setClipRect(area)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(area, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in strokes:
            if area is None or stroke_box(stroke.points, ink.pen_width).intersects(area):
                outline = stroke_outline(stroke.points, stroke.pressures, ink.pen_width, area)
                painter.fillPath(outline, self._colour)
        painter.end()


def _difference(before: tuple[Stroke, ...], after: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
    """The strokes that are in only one of the two; the same stroke is the same object."""
    old, new = {id(stroke): stroke for stroke in before}, {id(stroke): stroke for stroke in after}
    return tuple((old | new)[key] for key in old.keys() ^ new.keys())


def _box_of(ink: Ink, strokes: tuple[Stroke, ...]) -> QRectF:
    box = QRectF()
    for stroke in strokes:
        box |= stroke_box(stroke.points, ink.pen_width)
    return box


def _on_whole_pixels(area: QRectF, ratio: float) -> QRectF:
    """The rectangle widened to whole screen pixels, still in pad units."""
    left, top = math.floor(area.left() * ratio), math.floor(area.top() * ratio)
    right, bottom = math.ceil(area.right() * ratio), math.ceil(area.bottom() * ratio)
    return QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
