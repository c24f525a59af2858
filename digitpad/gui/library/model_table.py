"""The list of models: on two lines what each is, and beside it figures to sort by."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.library.model_list import (
    DATE,
    ENTRY_ROLE,
    MNIST,
    NAME,
    REAL_HANDS,
    SIZE,
    ModelList,
)
from digitpad.gui.library.words import problem_text
from digitpad.library import Entry

_ROW = 50
_SMALL = 0.88
_BAR = 3
_NARROWEST = 520
_WIDEST_TEXTS = {MNIST: "100.00%", REAL_HANDS: "100.00%", SIZE: "100.0 MB", DATE: "2000-00-00"}

Index = QModelIndex | QPersistentModelIndex


class ModelTable(QTableView):
    """Shows a `ModelList`. `chosen` carries the `Entry` selected, or None."""

    delete_typed = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("models")
        self.list = ModelList(self)
        self.setModel(self.list)
        self.setItemDelegate(_Row(self))
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.setMinimumWidth(_NARROWEST)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.entry))

    @property
    def entry(self) -> Entry | None:
        """The model that is selected."""
        index = self.currentIndex()
        return self.list.entries[index.row()] if index.isValid() else None

    def show_entries(self, entries: list[Entry], select: str = "") -> None:
        """Show these; the named one is selected, else the one before, else the first."""
        before = self.entry
        places = [self.list.row_of(before.name)] if before is not None else []
        self.list.show_entries(entries)
        self._size_columns()
        self.setColumnHidden(REAL_HANDS, not self.list.has_any(REAL_HANDS))
        names = [select] + ([] if before is None else [before.name])
        found = [row for name in names if (row := self.list.row_of(name)) >= 0]
        row = [*found, *(min(place, len(entries) - 1) for place in places), 0][0]
        if entries:
            index = self.list.index(row, NAME)
            with QSignalBlocker(self.selectionModel()):
                self.setCurrentIndex(index)
            # The rows are new; only a table that has been laid out knows where to scroll.
            self.updateGeometries()
            self.scrollTo(index)
        self.chosen.emit(self.entry)

    def _size_columns(self) -> None:
        """As wide as their titles and figures; the rest is for the names."""
        horizontal = Qt.Orientation.Horizontal
        for column, widest in _WIDEST_TEXTS.items():
            title = str(self.list.headerData(column, horizontal))
            width = max(self.fontMetrics().horizontalAdvance(text) for text in (title, widest))
            self.setColumnWidth(column, width + theme.GAP_LARGE)

    def select(self, name: str) -> None:
        """Select a model by its name."""
        row = self.list.row_of(name)
        if row >= 0:
            self.setCurrentIndex(self.list.index(row, NAME))

    def edit_name(self) -> None:
        """Let the selected model's name be typed."""
        index = self.currentIndex()
        if index.isValid():
            name = self.list.index(index.row(), NAME)
            self.setCurrentIndex(name)
            self.scrollTo(name)
            self.edit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete deletes."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_typed.emit()
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    """Paints a row: the first cell in two lines, the others as figures."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        role, palette, rect = QPalette.ColorRole, option.palette, option.rect
        is_lit = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_lit:
            painter.fillRect(rect, palette.color(role.AlternateBase))
        painter.setPen(QPen(palette.color(role.Mid), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == NAME:
            if is_lit:
                bar = QRect(rect.left(), rect.top(), _BAR, rect.height() - 1)
                painter.fillRect(bar, palette.color(role.Accent))
            self._paint_name(painter, option, index.data(ENTRY_ROLE))
        else:
            painter.setPen(palette.color(role.WindowText))
            place = rect.adjusted(0, 0, -theme.GAP, 0)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        role, palette = QPalette.ColorRole, option.palette
        place = QRectF(option.rect).adjusted(theme.GAP, 7, -theme.GAP, -7)
        bold = theme.weighted(option.font, QFont.Weight.DemiBold)
        small = theme.scaled(option.font, _SMALL)
        badge = self.tr("default") if entry.is_default else ""
        badge_width = QFontMetrics(small).horizontalAdvance(badge) + 14 if badge else 0
        room = int(place.width()) - badge_width - theme.GAP_SMALL
        name = QFontMetrics(bold).elidedText(entry.name, Qt.TextElideMode.ElideMiddle, room)
        painter.setFont(bold)
        painter.setPen(palette.color(role.WindowText))
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, top, name)
        painter.setFont(small)
        if badge:
            left = place.left() + QFontMetrics(bold).horizontalAdvance(name) + theme.GAP_SMALL
            height = float(QFontMetrics(small).height())
            pill = QRectF(left, place.top() + 1, badge_width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color(role.Accent), 1))
            painter.drawRoundedRect(pill, height / 2, height / 2)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, badge)
        text = self._second_line(entry)
        text = QFontMetrics(small).elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.setPen(palette.color(role.BrightText if entry.problem else role.PlaceholderText))
        below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(place, below, text)

    def _second_line(self, entry: Entry) -> str:
        if entry.description is None:
            return self.tr("damaged: {problem}").format(problem=problem_text(entry))
        kind = entry.description.architecture
        parts = [] if kind == entry.name else [kind]
        if entry.is_bundled:
            parts.append(self.tr("ships with digitpad"))
        if entry.notes:
            parts.append(entry.notes.splitlines()[0])
        return "  ·  ".join(parts)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the name."""
        field = QLineEdit(parent)
        field.setAccessibleName(self.tr("Name of the model"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the name as it is."""
        assert isinstance(editor, QLineEdit)  # noqa: S101 - `createEditor` made it
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the whole cell, with some air."""
        editor.setGeometry(option.rect.adjusted(_BAR + 3, 4, -theme.GAP_SMALL, -5))
