"""A list of small pictures in rows: digits in ink, or weights in colours, each with its texts.

    digits = DigitList()
    digits.picked.connect(show)                                 # the row that the user selected
    digits.show_entries(len(images), lambda row: Entry(images[row], (Line("7"),), "A seven"))

An entry is made only when it is painted or asked for, so a list of 10,000 digits opens at once.
The pictures are enlarged by a whole number of the screen's pixels, so they are sharp on any screen.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from digitpad.common.types import AnyArray
from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import InkColours, Scale, colour_map
from digitpad.gui.session import Session
from digitpad.ink.strokes import Ink

_SIDE = 56
_SMALL = 0.88
_FADED = 0.22
_MARGIN = 4
_MEASURED = 64
"""The number of entries whose texts are measured to find the width; wider texts are elided."""

_ENTRY_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text below a picture, and its colour."""

    text: str
    colour: QPalette.ColorRole = QPalette.ColorRole.WindowText


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A picture with its texts.

    Attributes:
        image: (H, W) float32; ink 0..1, or any numbers if the list has a scale.
        lines: the texts below the picture; as many in every entry of a list.
        description: the entry in words, for tooltips and screen readers.
        is_off: whether it is shown as switched off: faded and crossed out.
        data: whatever belongs to it, such as a sample.
    """

    image: AnyArray
    lines: tuple[Line, ...]
    description: str
    is_off: bool = False
    data: object = None


class DigitList(QListView):
    """Pictures in rows. `picked` carries the row that the user selected.

    Qt's signals `clicked` and `activated` (Enter, Space, double click) carry the `QModelIndex`.
    For more than one selected entry: `setSelectionMode(ExtendedSelection)` and `chosen_rows`.
    `opened_on_pad` is emitted when an entry is shown on the pad, see `offer_pad`.

    Args:
        sides: the smallest and the largest side of a picture, in pixels at device-pixel ratio 1;
            a few pictures are larger than many.
    """

    picked = Signal(int)
    opened_on_pad = Signal()

    def __init__(self, sides: tuple[int, int] = (_SIDE, _SIDE)) -> None:
        super().__init__()
        self._sides = sides
        self._is_choosing = False
        self._session: Session | None = None
        self._ink_of: Callable[[Entry], Ink | None] = lambda _: None
        self._entries = _Entries(self)
        self._delegate = _EntryPainter(self)
        self._delegate.side = sides[0]
        self.setModel(self._entries)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().selectionChanged.connect(self._emit_picked)

    # Content

    def show_entries(
        self,
        count: int,
        entry: Callable[[int], Entry],
        *,
        scale: Scale | None = None,
        is_signed: bool = True,
        keep_place: bool = False,
    ) -> None:
        """Show other entries, from the top and with none selected.

        Args:
            count: the number of entries.
            entry: makes the entry of a row.
            scale: the numbers of the first and the last colour; None for ink.
            is_signed: with a scale, whether the colours are diverging.
            keep_place: keep the selection and what is in view, if there are as many entries.
        """
        self._delegate.scale, self._delegate.is_signed = scale, is_signed
        if keep_place and count == self.count:
            self._entries.make = entry
            self.update_entries()
            return
        self._entries.show(count, entry)
        self._measure()
        self.scrollToTop()

    def update_entries(self) -> None:
        """Make the visible entries again, because their content has changed."""
        self.viewport().update()

    @property
    def count(self) -> int:
        """The number of entries."""
        return self._entries.rowCount()

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        return self._entries.entry(row)

    # Selection

    @property
    def chosen(self) -> int:
        """The selected row, −1 for none."""
        rows = self.chosen_rows
        return rows[0] if rows else -1

    @property
    def chosen_rows(self) -> list[int]:
        """The selected rows, in ascending order."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def choose(self, row: int, *, scroll: bool = True) -> None:
        """Select a row, −1 for none, without emitting `picked`."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._is_choosing = True
        self.setAutoScroll(scroll)
        self.selectionModel().setCurrentIndex(self._entries.index(row), flag)
        self.setAutoScroll(True)
        self._is_choosing = False

    def offer_pad(
        self,
        session: Session,
        ink_of: Callable[[Entry], Ink | None] = lambda _: None,
        *,
        inspects: bool = False,
    ) -> None:
        """Show an entry on the pad by Enter, a double click, or its context menu; call it once.

        Args:
            session: of the pad.
            ink_of: gives the strokes of a digit, if they are known.
            inspects: whether the menu offers to open the inspector, too.
        """
        self._session, self._ink_of = session, ink_of
        on_pad = QAction(self.tr("Show on the &Pad"), self)
        on_pad.triggered.connect(self.open_on_pad)
        # Not `activated`: some desktops activate with the click that selects.
        self.doubleClicked.connect(self.open_on_pad)
        self.addAction(on_pad)
        if inspects:
            inspect = QAction(self.tr("&Inspect"), self)
            inspect.triggered.connect(self.open_on_pad)
            inspect.triggered.connect(session.inspection_requested)
            self.addAction(inspect)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def open_on_pad(self) -> None:
        """Show the current entry on the pad."""
        row = self.currentIndex().row()
        if self._session is not None and row >= 0:
            entry = self.entry(row)
            self._session.open_digit(entry.image, self._ink_of(entry))
            self.opened_on_pad.emit()

    def _emit_picked(self, chosen: QItemSelection, _before: QItemSelection) -> None:
        if chosen.indexes() and not self._is_choosing:
            self.picked.emit(chosen.indexes()[0].row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space activate the current entry, on every system."""
        index = self.currentIndex()
        keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        modified = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in keys and not modified and index.isValid():
            self.activated.emit(index)
            self.open_on_pad()
        else:
            super().keyPressEvent(event)

    # Painting and layout

    def place(self, row: int) -> QRect:
        """The picture's rectangle in the viewport."""
        return self._delegate.picture_place(QRectF(self.visualRect(self._entries.index(row))))

    def whole_size(self) -> QSize:
        """The size of all entries together, at the present width."""
        cell, columns = self._cell(), self._columns()
        return QSize(self.viewport().width(), -(-self.count // columns) * cell.height())

    def paint_whole(self, painter: QPainter) -> None:
        """Paint all entries, for a file."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        cell, columns = self._cell(), self._columns()
        for row in range(self.count):
            down, across = divmod(row, columns)
            option.rect = QRect(across * cell.width(), down * cell.height(), *cell.toTuple())
            self._delegate.paint(painter, option, self._entries.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size of the pictures for the new size."""
        self._fit()
        super().resizeEvent(event)

    def _cell(self) -> QSize:
        return self._delegate.cell(self.font())

    def _columns(self) -> int:
        return max(1, self.viewport().width() // (self._cell().width() + 2 * self.spacing()))

    def _measure(self) -> None:
        """Find the number of lines and the width of the texts."""
        step = max(1, self.count // _MEASURED)
        rows = {*range(0, self.count, step), *range(self.count)[-1:]}
        entries = [self.entry(row) for row in rows]
        self._delegate.set_texts(
            [line.text for entry in entries for line in entry.lines],
            max((len(entry.lines) for entry in entries), default=1),
        )
        self._fit()

    def _fit(self) -> None:
        """Choose the largest pictures that need no scrolling, within the limits."""
        smallest, largest = self._sides
        before = self._delegate.side
        for self._delegate.side in range(largest, smallest - 1, -4):
            if self.whole_size().height() <= self.viewport().height():
                break
        else:
            self._delegate.side = smallest
        if self._delegate.side != before:
            self.scheduleDelayedItemsLayout()


class _Entries(QAbstractListModel):
    """The entries, made on demand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.make: Callable[[int], Entry] | None = None

    def show(self, count: int, make: Callable[[int], Entry]) -> None:
        self.beginResetModel()
        self._count, self.make = count, make
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        if self.make is None or not 0 <= row < self._count:
            raise IndexError(row)
        return self.make(row)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == _ENTRY_ROLE:
            return self.entry(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.entry(index.row()).description
        if role == Qt.ItemDataRole.ToolTipRole:
            # Descriptions contain names from outside, which Qt could take for rich text.
            return f"<p>{html.escape(self.entry(index.row()).description)}</p>"
        return None


class _EntryPainter(QStyledItemDelegate):
    """Paints an entry: its picture in a frame, and its lines below."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side = _SIDE
        self._lines = 1
        self._texts: list[str] = []
        self._text_sizes: dict[str, tuple[int, int]] = {}
        self.scale: Scale | None = None
        self.is_signed = True

    def set_texts(self, texts: list[str], lines: int) -> None:
        """Make room for the widest of these texts, and for so many lines in each entry."""
        self._texts, self._lines = texts, lines
        self._text_sizes.clear()

    def cell(self, font: QFont) -> QSize:
        """The size of every entry."""
        widest, line = self._text_sizes.get(font.key()) or self._measure(font)
        height = self.side + self._lines * line + 3 * _MARGIN
        return QSize(max(self.side, widest) + 2 * _MARGIN, height)

    def _measure(self, font: QFont) -> tuple[int, int]:
        """The width of the widest text and the height of a line, in this font made smaller."""
        metrics = QFontMetrics(theme.scaled(font, _SMALL))
        widest = max(map(metrics.horizontalAdvance, self._texts), default=0)
        size = self._text_sizes[font.key()] = widest, metrics.height()
        return size

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self.cell(option.font)

    def picture_place(self, rect: QRectF) -> QRect:
        """The picture's square in the rectangle of an entry."""
        left = rect.center().x() - self.side / 2
        return QRectF(left, rect.top() + _MARGIN, self.side, self.side).toRect()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY_ROLE)
        role, palette = QPalette.ColorRole, option.palette
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        square = QRectF(self.picture_place(QRectF(option.rect)))
        painter.save()
        painter.setOpacity(_FADED if entry.is_off else 1.0)
        picture = _paint_pixels(painter, self._image(entry.image, palette), square)
        painter.setOpacity(1.0)
        edge = role.Accent if is_chosen else role.WindowText if has_focus else role.Mid
        painter.setPen(QPen(palette.color(edge), 2 if is_chosen else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(picture.adjusted(-1, -1, 1, 1))
        if entry.is_off:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color(role.PlaceholderText), 1.5))
            painter.drawLine(picture.topLeft(), picture.bottomRight())
        painter.setFont(theme.scaled(option.font, _SMALL))
        metrics = QFontMetrics(painter.font())
        box = QRectF(option.rect.x(), square.bottom() + _MARGIN, option.rect.width(), 0)
        for line in entry.lines:
            box.setHeight(metrics.height())
            painter.setPen(palette.color(line.colour))
            text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            box.translate(0, metrics.height())
        painter.restore()

    def _image(self, values: AnyArray, palette: QPalette) -> QImage:
        if self.scale is None:
            return InkColours(palette).image(values)
        return colour_map(palette, diverging=self.is_signed).image(values, self.scale)


def _paint_pixels(painter: QPainter, image: QImage, square: QRectF) -> QRectF:
    """Paint an image in the middle of a square, enlarged by a whole number of screen pixels.

    Returns:
        where it was painted.
    """
    ratio = painter.device().devicePixelRatioF()
    longest = max(image.width(), image.height(), 1)
    enlargement = max(1, int(square.width() * ratio) // longest) / ratio
    place = QRectF(0, 0, image.width() * enlargement, image.height() * enlargement)
    place.moveCenter(square.center())
    place.moveTo(round(place.left() * ratio) / ratio, round(place.top() * ratio) / ratio)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(place, image)
    return place
