"""The models as rows of a table that can be sorted, and their names edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from digitpad.gui.error_words import in_words
from digitpad.gui.library.words import accuracy_text, size_text
from digitpad.library import Entry
from digitpad.model_record import accuracies

NAME, MNIST, REAL_HANDS, SIZE, DATE = range(5)
COLUMNS = 5
ENTRY_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class ModelList(QAbstractTableModel):
    """A table of `Entry`s. `renamed` carries a model's name and the one that was typed."""

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._order: tuple[int, bool] | None = None

    @property
    def entries(self) -> list[Entry]:
        """Those shown, in the order shown."""
        return self._entries

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these; they stay sorted as they were."""
        self.beginResetModel()
        self._entries = list(entries)
        self._sort()
        self.endResetModel()

    def row_of(self, name: str) -> int:
        """Where a model is; -1 where it is not."""
        names = [entry.name for entry in self._entries]
        return names.index(name) if name in names else -1

    def has_any(self, column: int) -> bool:
        """Whether any model has something to tell in a column."""
        return any(_figure(entry, column) is not None for entry in self._entries)

    def rowCount(self, parent: Index = _TOP) -> int:
        """One for each model."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _TOP) -> int:
        """What is told about each."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, the entry itself, or more about it."""
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return entry.name if index.column() == NAME else _text(entry, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return in_words(entry.problem) or entry.notes or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == NAME:
            return in_words(entry.problem)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NAME:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name; the row changes when the file has."""
        if role != Qt.ItemDataRole.EditRole or index.column() != NAME:
            return False
        entry, wanted = self._entries[index.row()], str(value).strip()
        if wanted != entry.name:
            self.renamed.emit(entry.name, wanted)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The names of the user's own models can be edited."""
        flags = super().flags(index)
        if index.column() == NAME and not self._entries[index.row()].is_bundled:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' titles and what they mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        titles, tips = self._titles()
        if role == Qt.ItemDataRole.DisplayRole:
            return titles[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{tips[section]}</p>"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == NAME else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _titles(self) -> tuple[list[str], list[str]]:
        titles = [
            self.tr("Model"),
            self.tr("MNIST"),
            self.tr("Real hands"),
            self.tr("Size"),
            self.tr("Date"),
        ]
        tips = [
            self.tr("The model's name, what kind it is, and your notes on it."),
            self.tr("How many of MNIST's 10,000 test digits it reads right."),
            self.tr("How many digits it reads right that people wrote with electronic pens."),
            self.tr("How large its file is."),
            self.tr("When its file was written."),
        ]
        return titles, tips

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; figures with the largest first. Column -1: the default first, own last."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        names = [self._entries[index.row()].name for index in before]
        self._order = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._sort()
        after = [
            self.index(self.row_of(name), index.column())
            for name, index in zip(names, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sort(self) -> None:
        if self._order is None:
            return
        column, backwards = self._order
        if column == NAME:
            self._entries.sort(key=lambda entry: entry.name.lower(), reverse=backwards)
            return
        known = [entry for entry in self._entries if _figure(entry, column) is not None]
        unknown = [entry for entry in self._entries if _figure(entry, column) is None]
        known.sort(key=lambda entry: _figure(entry, column) or 0, reverse=not backwards)
        self._entries = known + unknown


def _figure(entry: Entry, column: int) -> float | None:
    """The number in a column; None where there is none."""
    if column == SIZE:
        return entry.size
    if column == DATE:
        return entry.modified.timestamp()
    known = {} if entry.description is None else accuracies(entry.description)
    return known.get({MNIST: "mnist", REAL_HANDS: "real_hands"}.get(column, ""))


def _text(entry: Entry, column: int) -> str:
    value = _figure(entry, column)
    if value is None:
        return "–"
    if column == SIZE:
        return size_text(entry.size)
    if column == DATE:
        return f"{entry.modified.astimezone():%Y-%m-%d}"
    return accuracy_text(value)
