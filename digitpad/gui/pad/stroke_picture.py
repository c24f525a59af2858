"""A pixmap of all finished strokes. Of what has changed, only the place is painted again."""

from __future__ import annotations

import math
from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from digitpad.ink.strokes import Ink, Stroke


class StrokePicture:
    """A pixmap of the finished strokes, of one size, colour and pixel ratio."""

    def __init__(self) -> None:
        self._pixmap: QPixmap | None = None
        self._key: tuple[QSize, float, int] | None = None
        self._ink = Ink()

    def of(self, ink: Ink, size: QSize, ratio: float, colour: QColor) -> QPixmap:
        """The pixmap, `size` in device pixels, `ratio` of them per pad unit."""
        self.show(ink)
        key = size, ratio, colour.rgba()
        if self._pixmap is None or key != self._key:
            self._key = key
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            self._paint(self._pixmap, ink.strokes, None)
        return self._pixmap

    def show(self, ink: Ink) -> QRectF | None:
        """Update the pixmap; returns the rectangle that changed, in pad units; None for all."""
        before, self._ink = self._ink, ink
        if before is ink:
            return QRectF()
        if before.pen_width != ink.pen_width:
            self._pixmap = None
            return None
        if ink.strokes[:-1] == before.strokes:
            if self._pixmap is not None:
                self._paint(self._pixmap, ink.strokes[-1:], None)
            return _box_of(ink.strokes[-1:], ink.pen_width)
        area = _box_of(set(before.strokes) ^ set(ink.strokes), ink.pen_width)
        if self._pixmap is not None and not area.isEmpty():
            area = _on_whole_pixels(area, self._pixmap.devicePixelRatio())
            self._paint(self._pixmap, ink.strokes, area)
        return area

    def _paint(self, pixmap: QPixmap, strokes: tuple[Stroke, ...], area: QRectF | None) -> None:
        """Paint strokes; with an area, clear it first and paint only there."""
        pen_width = self._ink.pen_width
        colour = QColor.fromRgba(self._key[2]) if self._key else QColor()
        painter = QPainter(pixmap)
        if area is not None:
            painter.setClipRect(area)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(area, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in strokes:
            outline = _outline(stroke, pen_width, area)
            if outline is not None:
                painter.fillPath(outline, colour)
        painter.end()


# An empty pad is painted before NumPy has been imported.


def _outline(stroke: Stroke, pen_width: float, area: QRectF | None) -> QPainterPath | None:
    """The shape of a stroke; None if it lies outside of the area."""
    from digitpad.gui.pad.stroke_painting import stroke_box, stroke_outline  # noqa: PLC0415

    if area is None or stroke_box(stroke.points, pen_width).intersects(area):
        return stroke_outline(stroke.points, stroke.pressures, pen_width, area)
    return None


def _box_of(strokes: Collection[Stroke], pen_width: float) -> QRectF:
    box = QRectF()
    if strokes:
        from digitpad.gui.pad.stroke_painting import stroke_box  # noqa: PLC0415
    for stroke in strokes:
        box |= stroke_box(stroke.points, pen_width)
    return box


def _on_whole_pixels(area: QRectF, ratio: float) -> QRectF:
    """The rectangle extended to whole device pixels, in pad units."""
    left, top = math.floor(area.left() * ratio), math.floor(area.top() * ratio)
    right, bottom = math.ceil(area.right() * ratio), math.ceil(area.bottom() * ratio)
    return QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
