"""Digits as a gallery: each a picture, and below it who took it for what, and how surely.

A list of digits says what stands on each tile; painting and scrolling are the same for all.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from digitpad.gui import theme
from digitpad.gui.grey_image import InkColours
from digitpad.gui.wording import percent
from digitpad.types import FloatArray

_PICTURE = 56
_SMALL = 0.88
_TILE_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """A class, its probability, and the colour of the palette that both are written in."""

    name: str
    probability: float
    colour: QPalette.ColorRole


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A digit (28, 28), at most two lines, and the whole in words."""

    image: FloatArray
    lines: tuple[Line, ...]
    words: str


class TileList(QAbstractListModel):
    """Some digits of a set, in an order.

    Attributes:
        which: their indices in the set.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.which: list[int] = []

    @abstractmethod
    def tile(self, row: int) -> Tile:
        """What stands on one of them."""

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self.which)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The tile, or in words what it shows."""
        if role == _TILE_ROLE:
            return self.tile(index.row())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.tile(index.row()).words
        return None


class _Painting(QStyledItemDelegate):
    """Paints a tile."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All are alike."""
        metrics = QFontMetrics(theme.scaled(option.font, _SMALL))
        width = max(metrics.horizontalAdvance("8  100.0%"), _PICTURE) + theme.GAP
        return QSize(width, _PICTURE + 2 * metrics.height() + theme.GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint picture and lines."""
        tile, role = index.data(_TILE_ROLE), QPalette.ColorRole
        rect, palette = QRectF(option.rect), option.palette
        is_lit = bool(option.state & QStyle.StateFlag.State_Selected)
        picture = QRectF(0, 0, _PICTURE, _PICTURE)
        picture.moveCenter(rect.center())
        picture.moveTop(rect.top() + 4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(picture, InkColours(palette).image(tile.image))
        painter.setPen(QPen(palette.color(role.Accent if is_lit else role.Mid), 2 if is_lit else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(picture.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setFont(theme.scaled(option.font, _SMALL))
        height = float(QFontMetrics(painter.font()).height())
        box = QRectF(rect.left(), picture.bottom() + 3, rect.width(), height)
        for line in tile.lines:
            painter.setPen(palette.color(line.colour))
            text = f"{line.name}  {percent(line.probability)}"
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            box.translate(0, height)
        painter.restore()


class TileGallery(QListView):
    """The tiles in rows."""

    def __init__(self, tiles: TileList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tiles.setParent(self)
        self.setModel(tiles)
        self.setItemDelegate(_Painting(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
