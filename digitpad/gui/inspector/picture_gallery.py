"""Many small pictures of numbers side by side, one of them chosen: units, filters, landmarks.

Each stands on whole screen pixels, with a title and a note below it; pictures that are switched
off are faded and crossed out. Only what can be seen is painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from digitpad.gui import colour_maps, theme
from digitpad.gui.colour_maps import Scale, image_of
from digitpad.types import AnyArray, FloatArray, IntArray

_SIDE, _LARGEST_SIDE = 84, 184
"""A picture is about so large, its pixels a whole number of screen pixels; few grow larger."""

_GAP = 10
_FADED = 0.22


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """What a gallery shows.

    Attributes:
        values: (n, height, width) float32.
        titles: one each.
        scale: which numbers the first and last colour stand for.
        is_signed: whether zero is in the middle of the colours.
    """

    values: FloatArray
    titles: Sequence[str]
    scale: Scale
    is_signed: bool = True


class PictureGallery(QAbstractScrollArea):
    """Shows `Pictures`. `chosen` carries the number of the picture that was clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Pictures | None = None
        self._pixels: AnyArray = np.zeros((0, 1, 1), np.uint32)
        self._order: IntArray = np.zeros(0, np.int64)
        self._notes: Sequence[str] = ()
        self._faded: frozenset[int] = frozenset()
        self._current = -1
        self._enlargement = 1
        self.setFont(theme.scaled(self.font(), 0.85))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    # What is shown

    def show_pictures(self, pictures: Pictures, *, keep_place: bool = False) -> None:
        """Show these; as they are numbered until `put_in_order`.

        Args:
            pictures: what to show.
            keep_place: stay where one has scrolled to, with the same one chosen, in the same order.
        """
        count = len(pictures.values)
        keep_place = keep_place and count == len(self._order)
        self._pictures = pictures
        self._colour()
        if not keep_place:
            self._order = np.arange(count)
            self._notes, self._faded, self._current = (), frozenset(), -1
            self.verticalScrollBar().setValue(0)
        self._fit()

    def put_in_order(self, order: IntArray) -> None:
        """Show the pictures in this order of their numbers."""
        self._order = order
        self.viewport().update()

    def show_notes(self, notes: Sequence[str]) -> None:
        """A second line below each picture."""
        has_changed = bool(notes) != bool(self._notes)
        self._notes = notes
        if has_changed:
            self._fit()
        self.viewport().update()

    def fade(self, numbers: frozenset[int]) -> None:
        """Show these as switched off."""
        self._faded = numbers
        self.viewport().update()

    @property
    def pictures(self) -> Pictures | None:
        """What is shown."""
        return self._pictures

    @property
    def order(self) -> IntArray:
        """The numbers of the pictures as they follow each other."""
        return self._order

    @property
    def notes(self) -> Sequence[str]:
        """The second lines, by number."""
        return self._notes

    @property
    def faded(self) -> frozenset[int]:
        """What is shown as switched off."""
        return self._faded

    @property
    def current(self) -> int:
        """The number of the chosen picture, −1 for none."""
        return self._current

    def choose(self, number: int) -> None:
        """Mark a picture as chosen, without telling."""
        self._current = number
        self.viewport().update()

    # Where things are

    def _size(self) -> tuple[float, float]:
        """Width and height of a picture, in units."""
        _, height, width = self._pixels.shape
        ratio = self.devicePixelRatioF()
        return width * self._enlargement / ratio, height * self._enlargement / ratio

    def _pitch(self) -> tuple[float, float]:
        """Room for a picture with its lines."""
        width, height = self._size()
        lines = 2 if self._notes else 1
        advance = self.fontMetrics().horizontalAdvance
        titles = () if self._pictures is None else self._pictures.titles
        longest = max((advance(title) for title in titles), default=0)
        return max(width, longest) + _GAP, height + lines * self.fontMetrics().height() + _GAP

    @property
    def columns(self) -> int:
        """How many pictures stand in a row."""
        return max(1, int(self.viewport().width() / self._pitch()[0]))

    def rectangle(self, place: int) -> QRectF:
        """Where the picture at this place of the order stands in the viewport."""
        across, down = self.viewport().width() / self.columns, self._pitch()[1]
        width, height = self._size()
        row, column = divmod(place, self.columns)
        left = round(column * across + (across - width) / 2)
        return QRectF(left, 2 + row * down - self.verticalScrollBar().value(), width, height)

    def _place_at(self, point: QPointF) -> int | None:
        across, down = self.viewport().width() / self.columns, self._pitch()[1]
        column = int(point.x() / across)
        row = int((point.y() + self.verticalScrollBar().value()) / down)
        place = row * self.columns + column
        return place if column < self.columns and 0 <= place < len(self._order) else None

    def _fit(self) -> None:
        """As large as leaves nothing to scroll to, but never small."""
        longest = max(self._pixels.shape[1:])
        ratio = self.devicePixelRatioF()
        smallest = max(1, int(_SIDE * ratio) // longest)
        largest = max(smallest, int(_LARGEST_SIDE * ratio) // longest)
        for self._enlargement in range(largest, smallest - 1, -1):
            if self.whole_size().height() <= self.viewport().height():
                break
        hidden = self.whole_size().height() - self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, hidden))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(round(self._pitch()[1] / 2))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Some rows of some pictures."""
        return QSize(480, 360)

    # What can be done

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a picture."""
        place = self._place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._take(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from picture to picture."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
        }
        if event.key() in steps and len(self._order):
            found = np.flatnonzero(self._order == self._current)
            place = int(found[0]) + steps[Qt.Key(event.key())] if found.size else 0
            self._take(min(max(place, 0), len(self._order) - 1))
        else:
            super().keyPressEvent(event)

    def _take(self, place: int) -> None:
        self._current = int(self._order[place])
        self._bring_into_view(place)
        self.viewport().update()
        self.chosen.emit(self._current)

    def _bring_into_view(self, place: int) -> None:
        box, bar = self.rectangle(place), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + round(box.top()) - 2)
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + round(box.bottom()) - self.viewport().height() + 2 * _GAP)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell the title of the picture under the pointer."""
        if isinstance(event, QHelpEvent) and self._pictures is not None:
            place = self._place_at(QPointF(event.pos()))
            text = "" if place is None else self._pictures.titles[int(self._order[place])]
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)

    # What it looks like

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pictures that can be seen."""
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        below = self._pitch()[1]
        for place, number in enumerate(self._order.tolist()):
            box = self.rectangle(place)
            if box.bottom() + below >= 0 and box.top() <= self.viewport().height():
                self._paint_one(painter, box, number)

    def whole_size(self) -> QSize:
        """The size of all pictures together, also of those one would have to scroll to."""
        rows = -(-len(self._order) // self.columns)
        return QSize(self.viewport().width(), round(2 + rows * self._pitch()[1]))

    def paint_whole(self, painter: QPainter) -> None:
        """Paint all of them."""
        painter.setFont(self.font())
        painter.translate(0, self.verticalScrollBar().value())
        for place, number in enumerate(self._order.tolist()):
            self._paint_one(painter, self.rectangle(place), number)

    def _paint_one(self, painter: QPainter, box: QRectF, number: int) -> None:
        role = QPalette.ColorRole
        painter.setOpacity(_FADED if number in self._faded else 1.0)
        painter.drawImage(box, image_of(self._pixels[number]))
        painter.setOpacity(1.0)
        is_current = number == self._current
        edge = self.palette().color(role.Accent if is_current else role.Mid)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, 2 if is_current else 1))
        painter.drawRect(box.adjusted(-1, -1, 1, 1))
        if number in self._faded:
            painter.setPen(QPen(self.palette().color(role.PlaceholderText), 1.5))
            painter.drawLine(box.topLeft(), box.bottomRight())
        line = QRectF(box.left(), box.bottom() + 2, box.width(), self.fontMetrics().height())
        line = line.adjusted(-_SIDE, 0, _SIDE, 0)
        title = "" if self._pictures is None else self._pictures.titles[number]
        painter.setPen(self.palette().color(role.Accent if is_current else role.PlaceholderText))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, title)
        if self._notes:
            line.translate(0, line.height())
            painter.setPen(self.palette().color(role.WindowText))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self._notes[number])

    def _colour(self) -> None:
        if self._pictures is None:
            return
        make = colour_maps.diverging if self._pictures.is_signed else colour_maps.sequential
        self._pixels = make(self.palette()).pixels(self._pictures.values, self._pictures.scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other rows."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        super().changeEvent(event)
