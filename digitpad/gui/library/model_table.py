"""The table of models: sorted by a click on a header, filtered by a text, renamed in place.

Entry's --> ModelList --> proxy (sorts, filters) --> ModelTable
"""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from digitpad.gui import theme
from digitpad.gui.library.texts import accuracy_text, problem_text
from digitpad.library.catalog import Entry, size_text
from digitpad.library.training_record import accuracies, has_figures_of_base

NAME, KIND, MNIST, REAL_HANDS, SIZE, DATE = range(6)
_NUMBERS = (MNIST, REAL_HANDS, SIZE, DATE)
_LEAST_IMPORTANT_FIRST = (DATE, SIZE, REAL_HANDS, KIND)
_NAME_LETTERS = 20
"""A longer name is elided before columns are hidden."""

_TEST_SETS = {MNIST: "mnist", REAL_HANDS: "real_hands"}

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class ModelList(QAbstractTableModel):
    """A table of `Entry`s. `renamed` carries a model's name and the new one."""

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self._titles = {
            NAME: (self.tr("Model"), self.tr("The model's name. F2 renames your own models.")),
            KIND: (self.tr("Type"), self.tr("The type of model.")),
            MNIST: (self.tr("MNIST"), self.tr("Accuracy on the 10,000 MNIST test digits.")),
            REAL_HANDS: (
                self.tr("Real hands"),
                self.tr("Accuracy on digits written by people with electronic pens."),
            ),
            SIZE: (self.tr("Size"), self.tr("File size.")),
            DATE: (self.tr("Date"), self.tr("File date.")),
        }

    def show_entries(self, entries: list[Entry]) -> None:
        """Set the entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def row_of(self, name: str) -> int:
        """The row of a model; -1 if it is not listed."""
        return next((row for row, one in enumerate(self.entries) if one.name == name), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """One row per model."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, look and tooltip."""
        entry, column, roles = self.entries[index.row()], index.column(), Qt.ItemDataRole
        found: dict[int, object] = {
            roles.EditRole: entry.name,
            roles.DisplayRole: self._text(entry, column),
            roles.ToolTipRole: self._tooltip(entry, column),
            roles.AccessibleDescriptionRole: problem_text(entry),
        }
        if column in _NUMBERS:
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            found[roles.TextAlignmentRole] = side
        elif column == NAME and entry.is_default:
            found[roles.FontRole] = theme.weighted(QApplication.font(), QFont.Weight.DemiBold)
        elif entry.problem:
            colour = QApplication.palette().color(QPalette.ColorRole.BrightText)
            found[roles.ForegroundRole] = colour
        return found.get(role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Request another name; the row changes when the file has been renamed."""
        entry, wanted = self.entries[index.row()], str(value).strip()
        if role == Qt.ItemDataRole.EditRole and wanted != entry.name:
            self.renamed.emit(entry.name, wanted)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the names of the user's own models are editable."""
        flags = super().flags(index)
        if index.column() == NAME and not self.entries[index.row()].is_bundled:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The titles of the columns and their tooltips."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section][0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._titles[section][1]
        is_number = section in _NUMBERS
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.InitialSortOrderRole and is_number:
            # The first click shows the most accurate, largest or newest first.
            return Qt.SortOrder.DescendingOrder.value
        return None

    def sort_key(self, row: int, column: int) -> str | float | None:
        """What a column is sorted by; None if it is not known."""
        entry = self.entries[row]
        if column == SIZE:
            return entry.size
        if column == DATE:
            return entry.modified.timestamp()
        if column in _TEST_SETS:
            known = {} if entry.description is None else accuracies(entry.description)
            return known.get(_TEST_SETS[column])
        return self._text(entry, column).lower()

    def _text(self, entry: Entry, column: int) -> str:
        if column == NAME:
            text = self.tr("{name} (default)") if entry.is_default else "{name}"
            return text.format(name=entry.name)
        if column == KIND:
            if entry.description is None:
                return self.tr("damaged")
            return entry.description.architecture
        if column == SIZE:
            return size_text(entry.size)
        if column == DATE:
            return f"{entry.modified.astimezone():%Y-%m-%d}"
        known = {} if entry.description is None else accuracies(entry.description)
        return accuracy_text(known.get(_TEST_SETS[column]))

    def _tooltip(self, entry: Entry, column: int) -> str | None:
        """What is wrong, why there is no accuracy, or the notes; escaped, so that it is plain."""
        text = problem_text(entry) or entry.notes
        if column == MNIST and entry.description and has_figures_of_base(entry.description):
            text = self.tr("Not measured since the model was fine-tuned with your samples.")
        return f"<p>{html.escape(text)}</p>" if text else None


class _Sorted(QSortFilterProxyModel):
    """Sorts by `ModelList.sort_key`; models without a value are last in both directions."""

    def __init__(self, models: ModelList) -> None:
        super().__init__(models)
        self._models = models
        self._wanted = ""
        self.setSourceModel(models)

    def show_only(self, text: str) -> None:
        """Show only models with this text in their name, type or notes."""
        self._wanted = text.strip().casefold()
        self.invalidate()

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare two models."""
        one = self._models.sort_key(left.row(), left.column())
        other = self._models.sort_key(right.row(), right.column())
        if one is None or other is None:
            is_ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return one is not None if is_ascending else other is not None and one is None
        return one < other  # type: ignore[operator]

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        """Whether the model has the text."""
        entry = self._models.entries[row]
        kind = "" if entry.description is None else entry.description.architecture
        return self._wanted in f"{entry.name}\n{kind}\n{entry.notes}".casefold()


class ModelTable(QTableView):
    """Shows a `ModelList`. `chosen` carries the selected `Entry`, or None."""

    delete_typed = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("models")
        self.setAccessibleName(self.tr("Models"))
        self.list = ModelList(self)
        self._sorted = _Sorted(self.list)
        self.setModel(self._sorted)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Columns without room are hidden instead.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(2 * _NAME_LETTERS * self.fontMetrics().averageCharWidth())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.entry))

    @property
    def entry(self) -> Entry | None:
        """The selected model."""
        index = self._sorted.mapToSource(self.currentIndex())
        return self.list.entries[index.row()] if index.isValid() else None

    def names(self) -> list[str]:
        """The names of the models in the order shown."""
        rows = range(self._sorted.rowCount())
        return [str(self._sorted.index(row, NAME).data(Qt.ItemDataRole.EditRole)) for row in rows]

    def index_of(self, name: str, column: int = NAME) -> QModelIndex:
        """The cell of a model; not valid if it is not shown."""
        row = self.list.row_of(name)
        return self._sorted.mapFromSource(self.list.index(row, column))

    def show_entries(self, entries: list[Entry], select: str = "") -> None:
        """Set the entries and select the named one, else the previous one, else its neighbour."""
        before, row = self.entry, self.currentIndex().row()
        with QSignalBlocker(self.selectionModel()):
            self.list.show_entries(entries)
            names = [select] + ([] if before is None else [before.name])
            found = [index for name in names if (index := self.index_of(name)).isValid()]
            last = self._sorted.rowCount() - 1
            index = [*found, self._sorted.index(min(max(row, 0), last), NAME)][0]
            self.setCurrentIndex(index)
        self._fit_columns()
        # The new rows must be laid out before the table can scroll to one.
        self.updateGeometries()
        self.scrollTo(self.currentIndex())
        self.chosen.emit(self.entry)

    def show_only(self, text: str) -> None:
        """Show only models with this text in their name, type or notes."""
        self._sorted.show_only(text)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._sorted.index(0, NAME))

    def edit_name(self) -> None:
        """Edit the name of the selected model."""
        index = self.currentIndex().siblingAtColumn(NAME)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    def _fit_columns(self) -> None:
        """Hide a column without values, and less important ones while there is no room for all."""
        header, columns = self.horizontalHeader(), range(self.list.columnCount())
        for column in columns:
            self.setColumnHidden(column, False)
        rows = range(self.list.rowCount())
        if all(self.list.sort_key(row, REAL_HANDS) is None for row in rows):
            self.setColumnHidden(REAL_HANDS, True)
        widths = [max(self.sizeHintForColumn(c), header.sectionSizeHint(c)) for c in columns]
        widths[NAME] = min(widths[NAME], _NAME_LETTERS * self.fontMetrics().averageCharWidth())
        for column in _LEAST_IMPORTANT_FIRST:
            shown = [each for each in columns if not self.isColumnHidden(each)]
            if sum(widths[each] for each in shown) > self.viewport().width():
                self.setColumnHidden(column, True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The delete key deletes the model."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_typed.emit()
        else:
            super().keyPressEvent(event)
