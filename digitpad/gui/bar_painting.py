"""What a row of the bars looks like: figure, track, bar and probability on one line.

All ten are painted anew whenever the pen has moved, so what recurs is kept as pictures: the rows
without their bars, and the probabilities.
"""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPixmap

from digitpad.gui import theme
from digitpad.gui.figures import Figures
from digitpad.gui.wording import percent

_THICKNESS = 10
_RADIUS = _THICKNESS / 2
_MOST_TEXTS = 1000


class BarLook(NamedTuple):
    """What tells one row from another.

    Attributes:
        digit: whose row it is.
        text: its probability as written, or nothing.
        length: of the bar, 0 to 1 of the track.
        is_best: it stands out.
        is_lit: it could be clicked now.
    """

    digit: int
    text: str
    length: float
    is_best: bool
    is_lit: bool


class BarPainting:
    """Paints rows of one width in one font, palette and pixel ratio."""

    def __init__(self, font: QFont, palette: QPalette, ratio: float, width: int) -> None:
        self._fits = font, palette, ratio, width
        self._ratio = ratio
        role = QPalette.ColorRole
        self._accent, self._dark = palette.color(role.Accent), palette.color(role.Dark)
        self._ink, self._quiet = palette.color(role.WindowText), palette.color(role.PlaceholderText)
        self._ground = palette.color(role.AlternateBase)
        self._plain = Figures(font)
        self._strong = Figures(theme.weighted(font, QFont.Weight.Bold))
        # Measured in bold for all rows: a new favourite moves nothing.
        self._left = round(self._strong.place + theme.GAP)
        right = round(width - self._strong.width(percent(1.0)) - theme.GAP)
        self._track_width = max(0, right - self._left)
        self._rows: dict[tuple[int, bool, bool, int], QPixmap] = {}
        self._texts: dict[tuple[str, bool, bool, int], tuple[QPixmap, int]] = {}

    def fits(self, font: QFont, palette: QPalette, ratio: float, width: int) -> bool:
        """Whether it would paint the same with these."""
        return (font, palette, ratio, width) == self._fits

    def bars(self, rows: QRect) -> QRect:
        """The part of some rows where only their bars lie."""
        if rows.isNull():
            return rows
        return QRect(rows.left() + self._left, rows.top(), self._track_width, rows.height())

    def paint(self, painter: QPainter, place: QRect, look: BarLook) -> None:
        """Paint a row."""
        left, top, height = place.left(), place.top(), place.height()
        key = look.digit, look.is_best, look.is_lit, height
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._row(look, place.size())
        painter.drawPixmap(left, top, row)
        if look.text:
            picture, width = self._text(look, height)
            painter.drawPixmap(left + place.width() - width, top, picture)
        if look.length > 0:
            painter.setBrush(self._accent if look.is_best else self._dark)
            top += (height - _THICKNESS) // 2
            self._paint_bar(painter, left + self._left, top, look.length)

    def _row(self, look: BarLook, size: QSize) -> QPixmap:
        """Figure and empty track."""
        picture, painter = self._begin(size)
        figures = self._strong if look.is_best else self._plain
        painter.setPen(self._accent if look.is_best or look.is_lit else self._ink)
        figures.paint_at_left(painter, QRectF(0, 0, size.width(), size.height()), str(look.digit))
        painter.setPen(self._accent if look.is_lit and not look.is_best else Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        top = (size.height() - _THICKNESS) // 2
        track = QRectF(self._left, top, self._track_width, _THICKNESS)
        painter.drawRoundedRect(track, _RADIUS, _RADIUS)
        painter.end()
        return picture

    def _text(self, look: BarLook, height: int) -> tuple[QPixmap, int]:
        """The probability and its width in pixels."""
        key = look.text, look.is_best, look.is_lit, height
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            found = self._texts[key] = self._painted_text(look, height)
        return found

    def _painted_text(self, look: BarLook, height: int) -> tuple[QPixmap, int]:
        figures = self._strong if look.is_best else self._plain
        width = round(figures.width(look.text) + 0.5)
        picture, painter = self._begin(QSize(width, height))
        painter.setPen(self._accent if look.is_best else self._quiet)
        figures.paint(painter, QRectF(0, 0, width, height), look.text)
        painter.end()
        return picture, width

    def _begin(self, size: QSize) -> tuple[QPixmap, QPainter]:
        picture = QPixmap(size * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return picture, painter

    def _paint_bar(self, painter: QPainter, left: int, top: int, length: float) -> None:
        """Short bars keep the round start of the track instead of shrinking to a bubble."""
        width = self._track_width * length
        if width >= _THICKNESS:
            painter.drawRoundedRect(QRectF(left, top, width, _THICKNESS), _RADIUS, _RADIUS)
            return
        painter.save()
        visible = QRectF(left, top, width, _THICKNESS)
        painter.setClipRect(visible, Qt.ClipOperation.IntersectClip)
        painter.drawRoundedRect(QRectF(left, top, _THICKNESS, _THICKNESS), _RADIUS, _RADIUS)
        painter.restore()
