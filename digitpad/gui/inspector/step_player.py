"""Plays the computation of an answer value by value, through all maps to the softmax.

[Play] [Step]   speed --o------

A moment is a value of a map; at the output, cells of the table with the decision follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSlider, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.feature_maps import Spot
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.widgets import plain_label, push_button, row
from digitpad.inspection.decision import order

_SPEEDS, _USUAL_SPEED = (1, 60), 8
"""Values a second."""
_NOT_COMPUTED = frozenset({"input", "deskewed"})
"""Kinds of steps with values that are not shown step by step."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is computed now.

    Attributes:
        spot: the newest value; the values of its map before it are known.
        cells: how many cells of the decision are known, at the output.
    """

    spot: Spot
    cells: int = 0


def first_moment(steps: Sequence[Step], step: int, unit: int) -> Moment:
    """The first value of a map, or of the one behind it if it is not computed."""
    while steps[step].kind in _NOT_COMPUTED:
        step += 1
    if len(steps[step].shape) == 3:
        return Moment(Spot(step, min(unit, steps[step].shape[-1] - 1)))
    return Moment(Spot(step, 0), int(steps[step].kind == "output"))


def next_moment(steps: Sequence[Step], classes: int, moment: Moment) -> Moment:
    """The next value of the map, the first of the next map, or the next cell of the decision.

    After the last cell all begins again.

    Args:
        steps: of the model.
        classes: how many of the outputs are classes.
        moment: the present one.
    """
    spot, shape = moment.spot, steps[moment.spot.step].shape
    if steps[spot.step].kind == "output":
        cells = order(shape[-1], classes)[moment.cells :]
        if not cells:
            return first_moment(steps, 0, 0)
        return Moment(Spot(spot.step, max(cells[0][1], 0)), moment.cells + 1)
    index, width = (spot.y * shape[1] + spot.x, shape[1]) if len(shape) == 3 else (spot.unit, 0)
    if len(shape) == 3 and index + 1 < shape[0] * width:
        return Moment(Spot(spot.step, spot.unit, *divmod(index + 1, width)))
    if len(shape) == 1 and index + 1 < shape[0]:
        return Moment(Spot(spot.step, index + 1))
    return first_moment(steps, spot.step + 1, spot.unit)


class StepPlayer(QWidget):
    """The buttons. `advanced` is emitted for each further value, at the chosen speed."""

    advanced = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.advanced)
        self.play_button = push_button(action=self._toggle)
        self.step_button = push_button(self.tr("S&tep"), self._step)
        self.step_button.setToolTip(self.tr("Compute the next value"))
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setRange(*_SPEEDS)
        self.speed.setValue(_USUAL_SPEED)
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.valueChanged.connect(self._set_speed)
        self._set_speed(_USUAL_SPEED)
        label = plain_label(self.tr("Speed"), tone="quiet")
        buttons = self.play_button, self.step_button
        row(*buttons, theme.GAP, label, self.speed, None, of=self)
        self.pause()

    @property
    def is_playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def pause(self) -> None:
        """Stop; nothing runs in the background then."""
        self._timer.stop()
        self.play_button.setText(self.tr("&Play"))

    def hideEvent(self, event: QHideEvent) -> None:
        """Pause when it cannot be seen."""
        super().hideEvent(event)
        self.pause()

    def _toggle(self) -> None:
        if self.is_playing:
            self.pause()
        else:
            self._timer.start()
            self.play_button.setText(self.tr("&Pause"))

    def _step(self) -> None:
        self.pause()
        self.advanced.emit()

    def _set_speed(self, speed: int) -> None:
        self._timer.setInterval(1000 // speed)
        text = self.tr("{count} values a second")
        self.speed.setToolTip(text.format(count=speed))
