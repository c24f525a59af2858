"""An undo stack without end that stays small: old actions are packed until they are wanted again.

    packed | packed | packed | command command command command   <- the newest
                                                    undo <---

Qt's stack keeps an object for every action, and the pad a stroke; after thousands of them that
would be the larger part of the program's memory.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtGui import QUndoStack

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
        self._sheet = sheet
        self._packed: list[bytes] = []

    def make(self, change: Change, *, is_done: bool = False) -> None:
        """Do this, so that it can be undone; where it is done already, only remember it."""
        self.push(ChangeInk(self._sheet, change, silent=int(is_done)))
        if self.count() >= 2 * PACKED_TOGETHER:
            changes = self._changes()
            self._packed.append(pack(changes[:PACKED_TOGETHER]))
            self._hold(changes[PACKED_TOGETHER:], self.index() - PACKED_TOGETHER)

    def undo(self) -> None:
        """Take back the last action."""
        if self._packed and self.index() == 1:
            earlier = unpack(self._packed.pop())
            self._hold([*earlier, *self._changes()], len(earlier) + 1)
        super().undo()

    def clear(self) -> None:
        """Forget all actions."""
        self._packed.clear()
        super().clear()

    def _changes(self) -> list[Change]:
        commands = map(self.command, range(self.count()))
        return [command.change for command in commands if isinstance(command, ChangeInk)]

    def _hold(self, changes: Sequence[Change], done: int) -> None:
        """Hold these instead, so many of them done, as they already are on the sheet."""
        with QSignalBlocker(self):
            super().clear()
            for place, change in enumerate(changes):
                silent = 1 if place < done else 2
                self.push(ChangeInk(self._sheet, change, silent=silent))
            self.setIndex(done)
