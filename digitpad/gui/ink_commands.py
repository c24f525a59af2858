"""What can be undone on the pad: each action as a command that knows its way back."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from digitpad.ink import Ink, Stroke


class AddStroke(QUndoCommand):
    """A stroke was drawn."""

    def __init__(
        self, ink: Callable[[], Ink], show: Callable[[Ink, Stroke | None], None], stroke: Stroke
    ) -> None:
        """`ink` tells what is on the pad, `show` replaces it and names the stroke that came new."""
        super().__init__()
        self._ink = ink
        self._show = show
        self._stroke = stroke

    def redo(self) -> None:
        """Put the stroke on top."""
        self._show(self._ink().with_stroke(self._stroke), self._stroke)

    def undo(self) -> None:
        """Take the topmost stroke away: it is this one, as later ones were undone before."""
        ink = self._ink()
        self._show(Ink(strokes=ink.strokes[:-1], pen_width=ink.pen_width), None)


class ClearInk(QUndoCommand):
    """The pad was wiped."""

    def __init__(self, ink: Callable[[], Ink], show: Callable[[Ink, Stroke | None], None]) -> None:
        """Arguments as for `AddStroke`."""
        super().__init__()
        self._show = show
        self._before = ink()

    def redo(self) -> None:
        """Show an empty pad."""
        self._show(Ink(pen_width=self._before.pen_width), None)

    def undo(self) -> None:
        """Bring everything back."""
        self._show(self._before, None)
