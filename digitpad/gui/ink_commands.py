"""What can be undone on the pad: every action as a change that knows its way there and back.

    strokes before   A B C D E            an eraser took C in the middle:
    strokes after    A B D E              2 kept in front, 2 behind, C taken, nothing put

Only what differs is remembered, so that a stroke on a full pad costs no more than one on an empty
one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from PySide6.QtGui import QUndoCommand

from digitpad.ink import Ink, Stroke

_PEN_WIDTH_ID = 1
_NO_MERGING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """How one drawing became another.

    Attributes:
        front: strokes at the beginning that stay.
        back: strokes at the end that stay.
        taken: strokes between them that went.
        put: strokes that came in their place.
        width_before: of the pen, in pad units.
        width_after: likewise.
    """

    front: int
    back: int
    taken: tuple[Stroke, ...]
    put: tuple[Stroke, ...]
    width_before: float
    width_after: float

    @classmethod
    def between(cls, before: Ink, after: Ink) -> Self:
        """What differs; strokes are the same only if they are the same objects."""
        old, new = before.strokes, after.strokes
        shorter = min(len(old), len(new))
        front = 0
        while front < shorter and old[front] is new[front]:
            front += 1
        back = 0
        while back < shorter - front and old[-1 - back] is new[-1 - back]:
            back += 1
        return cls(
            front,
            back,
            old[front : len(old) - back],
            new[front : len(new) - back],
            before.pen_width,
            after.pen_width,
        )

    @classmethod
    def adding(cls, ink: Ink, stroke: Stroke) -> Self:
        """A stroke more, on top."""
        return cls(len(ink.strokes), 0, (), (stroke,), ink.pen_width, ink.pen_width)

    @property
    def is_of_the_pen_only(self) -> bool:
        """Whether all strokes stay."""
        return not (self.taken or self.put)

    def done_to(self, ink: Ink) -> Ink:
        """The drawing afterwards."""
        return Ink(self._replaced(ink, self.put), self.width_after)

    def undone_from(self, ink: Ink) -> Ink:
        """The drawing before."""
        return Ink(self._replaced(ink, self.taken), self.width_before)

    def _replaced(self, ink: Ink, middle: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
        strokes = ink.strokes
        return (*strokes[: self.front], *middle, *strokes[len(strokes) - self.back :])


@dataclass(frozen=True, slots=True)
class Sheet:
    """What changes are made on: `ink` tells what is there, `show` replaces it."""

    ink: Callable[[], Ink]
    show: Callable[[Ink], None]


class ChangeInk(QUndoCommand):
    """One action. A pen's way from one width to another, by a slider, is one action.

    Args:
        sheet: what is changed.
        change: how.
        silent: how many times `redo` or `undo` does nothing, since the sheet is as it is to be.
    """

    __slots__ = ("_sheet", "_silent", "change")

    def __init__(self, sheet: Sheet, change: Change, *, silent: int = 0) -> None:
        super().__init__()
        self._sheet = sheet
        self._silent = silent
        self.change = change

    def id(self) -> int:
        """Commands with the same number may become one."""
        return _PEN_WIDTH_ID if self.change.is_of_the_pen_only else _NO_MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later change of the pen."""
        if not isinstance(other, ChangeInk):
            return False
        self.change = replace(self.change, width_after=other.change.width_after)
        return True

    def redo(self) -> None:
        """Show the drawing afterwards."""
        self._show(self.change.done_to)

    def undo(self) -> None:
        """Show the drawing before."""
        self._show(self.change.undone_from)

    def _show(self, changed: Callable[[Ink], Ink]) -> None:
        if self._silent:
            self._silent -= 1
        else:
            self._sheet.show(changed(self._sheet.ink()))
