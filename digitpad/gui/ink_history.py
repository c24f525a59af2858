"""An undo stack without end that stays small: old actions are packed until they are wanted again.

    packed | packed | packed | command command command command   <- the newest
                                                    undo <---

Qt's stack keeps an object for every action, and the pad a stroke; after thousands of them that
would be the larger part of the program's memory.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtGui import QUndoCommand, QUndoStack

from digitpad.gui.ink_commands import Change, ChangeInk, Sheet
from digitpad.gui.packed_changes import pack, unpack

PACKED_TOGETHER = 128
"""So many actions, and the next so many stay as they are."""


class InkHistory(QUndoStack):
    """Undoes and redoes changes of the ink, any number of them.

    Args:
        sheet: what the changes are made on.
        parent: its owner.
    """

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = _Quiet(sheet)
        self._packed: list[bytes] = []

    def make(self, change: Change) -> None:
        """Do this, so that it can be undone."""
        self.push(ChangeInk(self._sheet, change))
        if self.count() >= 2 * PACKED_TOGETHER:
            changes = self._changes()
            self._packed.append(pack(changes[:PACKED_TOGETHER]))
            self._replace(changes[PACKED_TOGETHER:], self.index() - PACKED_TOGETHER)

    def undo(self) -> None:
        """Take back the last action."""
        super().undo()
        if self._packed and self.index() == 0:
            earlier = unpack(self._packed.pop())
            self._replace([*earlier, *self._changes()], len(earlier))

    def clear(self) -> None:
        """Forget all actions."""
        self._packed.clear()
        super().clear()
