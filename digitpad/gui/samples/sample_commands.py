"""What is done to samples, each with its way back."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from digitpad.data.samples import SampleStore

Do = Callable[[], object]


class ChangeStore(QUndoCommand):
    """Something done to the store. `done` is called after it was done or undone.

    The change itself has happened already when the command is pushed, so that one that fails
    never gets onto the stack.
    """

    def __init__(self, again: Do, back: Do, done: Do) -> None:
        super().__init__()
        self._again = again
        self._back = back
        self._done = done
        self._is_first = True

    def redo(self) -> None:
        """Do it again; the first time it has been done."""
        if not self._is_first:
            self._again()
        self._is_first = False
        self._done()

    def undo(self) -> None:
        """Undo it."""
        self._back()
        self._done()


def deleted(store: SampleStore, ids: Sequence[int], done: Do) -> ChangeStore:
    """Delete samples. Raises `SampleError`."""
    store.delete(ids)
    return ChangeStore(lambda: store.delete(ids), lambda: store.restore(ids), done)


def added(store: SampleStore, ids: Sequence[int], done: Do) -> ChangeStore:
    """Samples have been added, as by an import."""
    return ChangeStore(lambda: store.restore(ids), lambda: store.delete(ids), done)


def relabelled(store: SampleStore, ids: Sequence[int], label: int, done: Do) -> ChangeStore:
    """Give samples another label. Raises `SampleError`."""
    old = store.relabel(ids, label)

    def back() -> None:
        for before in set(old.values()):
            store.relabel([number for number, its in old.items() if its == before], before)

    return ChangeStore(lambda: store.relabel(ids, label), back, done)
