"""What can be undone on the pad: each action as a command that knows its way back."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QUndoCommand

from digitpad.ink import Ink, Stroke

_PEN_WIDTH_ID = 1


class AddStroke(QUndoCommand):
    """A stroke was drawn."""

    def __init__(self, ink: Callable[[], Ink], show: Callable[[Ink], None], stroke: Stroke) -> None:
        """`ink` tells what is on the pad, `show` replaces it."""
        super().__init__()
        self._ink = ink
        self._show = show
        self._stroke = stroke

    def redo(self) -> None:
        """Put the stroke on top."""
        self._show(self._ink().with_stroke(self._stroke))

    def undo(self) -> None:
        """Take the topmost stroke away: it is this one, as later ones were undone before."""
        ink = self._ink()
        self._show(Ink(strokes=ink.strokes[:-1], pen_width=ink.pen_width))


class ReplaceInk(QUndoCommand):
    """The drawing became another one: wiped, erased in places, opened from a file."""

    def __init__(self, before: Ink, after: Ink, show: Callable[[Ink], None]) -> None:
        """`show` replaces what is on the pad."""
        super().__init__()
        self._before = before
        self._after = after
        self._show = show

    def redo(self) -> None:
        """Show the new drawing."""
        self._show(self._after)

    def undo(self) -> None:
        """Bring the old one back."""
        self._show(self._before)


class ChangePenWidth(QUndoCommand):
    """The whole drawing got another pen. A slider's way from one end to the other is one action."""

    def __init__(self, ink: Callable[[], Ink], show: Callable[[Ink], None], width: float) -> None:
        """Arguments as for `AddStroke`; the width is in pad units."""
        super().__init__()
        self._ink = ink
        self._show = show
        self._before = ink().pen_width
        self._after = width

    def id(self) -> int:
        """Commands with the same number may become one."""
        return _PEN_WIDTH_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later change of the pen."""
        if not isinstance(other, ChangePenWidth):
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        """Draw with the new pen."""
        self._show(replace(self._ink(), pen_width=self._after))

    def undo(self) -> None:
        """Draw with the old one."""
        self._show(replace(self._ink(), pen_width=self._before))
