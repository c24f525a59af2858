"""The drawing: finished strokes, unfinished ones, and the actions that can be undone.

    canvas of the pad --+
                        +--> InkDocument --> ink_changed --> recognition, canvases
    small live pad -----+

Any number of canvases show and edit one document. Coordinates are pad units: pixels of the main
window's pad at device-pixel ratio 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from digitpad.gui import theme
from digitpad.gui.pad.tools import EraserKind, eraser_radius
from digitpad.ink.strokes import Ink

if TYPE_CHECKING:
    from digitpad.gui.pad.live_stroke import LiveStroke

UNDO_LIMIT = 200
"""The number of actions that can be undone."""

_PEN_WIDTH_ID = 1
_NO_MERGING = -1


class InkDocument(QObject):
    """The ink, its undo stack, and the settings that all canvases share.

    `ink_changed` carries the whole `Ink`, unfinished strokes included, after each change.
    `pen_width_changed` carries the width in pad units, also when undo changes it.
    `pad_size_changed`: the main window's pad has another size.

    Attributes:
        undo_stack: the actions.
        finished: the finished strokes.
        eraser_kind: what erasers remove.
        draws_with_touch: whether fingers draw; otherwise they neither draw nor erase.
    """

    ink_changed = Signal(object)
    pen_width_changed = Signal(float)
    pad_size_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.eraser_kind = EraserKind.STROKE
        self.draws_with_touch = True
        self._pad_size = (400.0, 400.0)
        self.finished = Ink(pen_width=theme.PEN_WIDTH)
        self._unfinished: list[LiveStroke] = []
        self._before_erasing: Ink | None = None
        self._clock_start = 0.0

    # Content

    def ink(self) -> Ink:
        """The whole drawing, unfinished strokes included."""
        if not self._unfinished:
            return self.finished
        under_way = tuple(stroke.so_far() for stroke in self._unfinished)
        return Ink((*self.finished.strokes, *under_way), self.finished.pen_width)

    @property
    def unfinished(self) -> tuple[LiveStroke, ...]:
        """The unfinished strokes."""
        return tuple(self._unfinished)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn, unfinished strokes included."""
        return not self._unfinished and self.finished.is_empty

    @property
    def is_drawing(self) -> bool:
        """Whether there is an unfinished stroke."""
        return bool(self._unfinished)

    @property
    def is_erasing(self) -> bool:
        """Whether an eraser is on the pad."""
        return self._before_erasing is not None

    @property
    def pen_width(self) -> float:
        """The pen width of the whole drawing, in pad units."""
        return self.finished.pen_width

    @property
    def pad_size(self) -> tuple[float, float]:
        """Width and height of the main window's pad, in pad units."""
        return self._pad_size

    @pad_size.setter
    def pad_size(self, size: tuple[float, float]) -> None:
        if size != self._pad_size:
            self._pad_size = size
            self.pad_size_changed.emit()

    # Actions

    def clear(self) -> None:
        """Remove all ink; can be undone."""
        self.replace(Ink(pen_width=self.pen_width))

    def replace(self, ink: Ink) -> None:
        """Replace the drawing; can be undone."""
        self.finish()
        if not (self.finished.is_empty and ink.is_empty):
            self._push(self.finished, ink)

    def choose_pen_width(self, width: float) -> None:
        """Set the pen width of the whole drawing, in pad units; can be undone."""
        self.finish()
        if width != self.pen_width:
            self._push(self.finished, Ink(self.finished.strokes, width))

    def start_with_pen_width(self, width: float) -> None:
        """Set the initial pen width. This is no action and is not undone."""
        self.show_finished(Ink(self.finished.strokes, width))

    def undo(self) -> None:
        """Undo the last action. An unfinished stroke is finished first, then undone."""
        self.finish()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Redo the action that was undone last."""
        self.finish()
        self.undo_stack.redo()

    def finish(self) -> None:
        """Finish all strokes and the eraser, as if every pointer had left the pad."""
        for stroke in self.unfinished:
            self.finish_stroke(stroke)
        self.finish_erasing()

    def show_finished(self, ink: Ink) -> None:
        """Set the finished strokes without an action; for the commands of the undo stack."""
        if ink is not self.finished:
            before, self.finished = self.finished, ink
            if before.pen_width != ink.pen_width:
                self.pen_width_changed.emit(ink.pen_width)
            self.ink_changed.emit(self.ink())

    def _push(self, before: Ink, after: Ink) -> None:
        self.undo_stack.push(_ChangeInk(self, before, after))

    # Strokes

    def begin_stroke(self, x: float, y: float, seconds: float, pressure: float) -> LiveStroke:
        """Begin a stroke; several may be unfinished at once.

        Args:
            x: in pad units.
            y: likewise, down.
            seconds: on the clock of the device.
            pressure: 0 to 1.
        """
        # Time starts at the first point on the pad, and never before the last stroke ended.
        if self.is_empty:
            self._clock_start = seconds
        elif self.finished.strokes:
            ended = max(float(stroke.times[-1]) for stroke in self.finished.strokes)
            self._clock_start = min(self._clock_start, seconds - ended)
        # The pad is shown before NumPy has been imported, and takes strokes from then on.
        from digitpad.gui.pad.live_stroke import LiveStroke  # noqa: PLC0415

        stroke = LiveStroke(x, y, max(0.0, seconds - self._clock_start), pressure)
        self._unfinished.append(stroke)
        self.ink_changed.emit(self.ink())
        return stroke

    def extend_stroke(
        self, stroke: LiveStroke, x: float, y: float, seconds: float, pressure: float | None
    ) -> None:
        """Add a point to an unfinished stroke; without `pressure`, with that of the last point."""
        if stroke not in self._unfinished or [x, y] == stroke.points[-1].tolist():
            return
        if pressure is None:
            pressure = float(stroke.pressures[-1])
        stroke.add(x, y, max(0.0, seconds - self._clock_start), pressure)
        self.ink_changed.emit(self.ink())

    def finish_stroke(self, stroke: LiveStroke) -> None:
        """Finish a stroke, as one action."""
        if stroke in self._unfinished:
            self._unfinished.remove(stroke)
            before = self.finished
            self._push(before, Ink((*before.strokes, stroke.finished()), before.pen_width))

    def cancel_stroke(self, stroke: LiveStroke) -> None:
        """Discard an unfinished stroke."""
        if stroke in self._unfinished:
            self._unfinished.remove(stroke)
            self.ink_changed.emit(self.ink())

    # Erasing

    def begin_to_erase(self) -> None:
        """Put an eraser on the pad."""
        self.finish()
        self._before_erasing = self.finished

    def erase(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Move the eraser straight from `start` to `end`, in pad units."""
        from digitpad.gui.pad.erasing import erase  # noqa: PLC0415

        radius = eraser_radius(self.pen_width)
        self.show_finished(erase(self.finished, start, end, radius, self.eraser_kind))

    def finish_erasing(self) -> None:
        """Lift the eraser: all that it erased is one action."""
        before, self._before_erasing = self._before_erasing, None
        if before is not None and before is not self.finished:
            self._push(before, self.finished)


class _ChangeInk(QUndoCommand):
    """One action: the drawings before and after it, which share their unchanged strokes.

    Successive changes of the pen width are merged into one.
    """

    def __init__(self, document: InkDocument, before: Ink, after: Ink) -> None:
        super().__init__()
        self._document = document
        self._before = before
        self._after = after

    def id(self) -> int:
        """Only commands with the same id are merged."""
        same_strokes = self._before.strokes == self._after.strokes
        return _PEN_WIDTH_ID if same_strokes else _NO_MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Merge a later change of the pen width into this one."""
        if not isinstance(other, _ChangeInk):
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        """Show the drawing after the action."""
        self._document.show_finished(self._after)

    def undo(self) -> None:
        """Show the drawing before the action."""
        self._document.show_finished(self._before)
