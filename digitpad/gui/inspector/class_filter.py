"""A list to choose the only class that a chart shows in full colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox


class ClassFilter(QComboBox):
    """All classes, or one of them. `chosen` carries its index, -1 for all."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self.setAccessibleName(self.tr("Highlighted class"))
        self.setToolTip(self.tr("Highlight one class; the others are faded."))
        self.currentIndexChanged.connect(lambda _: self.chosen.emit(self.only))
        self.offer(())

    @property
    def only(self) -> int:
        """The index of the chosen class, -1 for all."""
        return self.currentIndex() - 1

    def offer(self, names: Sequence[str]) -> None:
        """Set the classes. The choice stays if they are the same."""
        if self.count() and list(names) == self._names:
            return
        self._names = list(names)
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self.tr("All classes"))
            self.addItems(self._names)
