"""Changes of the user's samples that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from digitpad.data.own_samples import SampleStore


class ChangeStore(QUndoCommand):
    """A change of the store; `done` is called after it was made, redone or undone.

    The change has already happened when the command is pushed, so a failed change is never on the
    stack.
    """

    def __init__(
        self,
        again: Callable[[], object],
        restore: Callable[[], object],
        done: Callable[[], object],
    ) -> None:
        super().__init__()
        self._redo, self._undo, self._done = again, restore, done
        self._is_first = True

    def redo(self) -> None:
        """Repeat the change; the first call does nothing but call `done`."""
        if not self._is_first:
            self._redo()
        self._is_first = False
        self._done()

    def undo(self) -> None:
        """Revert the change."""
        self._undo()
        self._done()


def deleted(store: SampleStore, ids: Sequence[int], done: Callable[[], object]) -> ChangeStore:
    """Delete samples. Raises `SampleError`."""
    store.delete(ids)
    return ChangeStore(lambda: store.delete(ids), lambda: store.restore(ids), done)


def added(store: SampleStore, ids: Sequence[int], done: Callable[[], object]) -> ChangeStore:
    """The command for samples that have been added, as by an import."""
    return ChangeStore(lambda: store.restore(ids), lambda: store.delete(ids), done)


def relabelled(
    store: SampleStore, ids: Sequence[int], label: int, done: Callable[[], object]
) -> ChangeStore:
    """Change the label of samples. Raises `SampleError`."""
    old = store.relabel(ids, label)

    def restore() -> None:
        for before in set(old.values()):
            store.relabel([number for number, its in old.items() if its == before], before)

    return ChangeStore(lambda: store.relabel(ids, label), restore, done)
