"""What if? Units switched off and weights changed by hand, on a copy, with undo.

    model -> copy -> [conv1: unit 3 off] -> [dense1.weight[4, 7] = 0] -> answers of its own

Every state is a short list of changes, applied to the original each time: nothing adds up, and
undoing gives back the very same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from digitpad.errors import ParameterError
from digitpad.inspection.edited_copy import editable_tensors, edited, saveable, switchable_units
from digitpad.model_names import new_model_file
from digitpad.modelfile import Model, save_model
from digitpad.types import AnyArray

Unit = tuple[str, int]
"""A layer's name, and which of its units."""

Spot = tuple[str, tuple[int, ...]]
"""A tensor's name, and a place in it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from the original.

    Attributes:
        off: the units that are switched off, in the order in which they were.
        weights: the numbers that were set by hand.
    """

    off: tuple[Unit, ...] = ()
    weights: Mapping[Spot, float] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.off or self.weights)


class Experiment:
    """A model to play with. What is changed is a copy; the model it came from stays as it is.

    Attributes:
        original: the model that is played with.
        model: the copy, a new one after every change; `Recognizer(experiment.model)` answers.
        changes: what is different in it.
    """

    def __init__(self, model: Model) -> None:
        self.original = model
        self.model = model
        self._units = switchable_units(model.classifier)
        self._tensors = editable_tensors(model.classifier)
        self._states = [Changes()]
        self._at = 0

    @property
    def changes(self) -> Changes:
        """What is different from the original now."""
        return self._states[self._at]

    @property
    def is_changed(self) -> bool:
        """Whether anything is."""
        return bool(self.changes)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return self._at + 1 < len(self._states)

    def layers(self) -> dict[str, int]:
        """What can be switched off: the layer's name, and how many units or filters it has.

        A kernel machine has "landmarks", softmax regression "pixels". The outputs always stay.
        """
        return dict(self._units)

    def tensors(self) -> dict[str, AnyArray]:
        """The tensors whose weights can be set, as they are now; to look at only."""
        return editable_tensors(self.model.classifier)

    def is_off(self, layer: str, unit: int) -> bool:
        """Whether a unit is switched off."""
        return (layer, unit) in self.changes.off

    def switch_off(self, layer: str, unit: int) -> None:
        """Silence a unit or filter: whatever comes in, the layers behind it get 0 from it.

        Raises:
            ParameterError: there is no such unit.
        """
        self._check_unit(layer, unit)
        if not self.is_off(layer, unit):
            self._change(replace(self.changes, off=(*self.changes.off, (layer, unit))))

    def switch_on(self, layer: str, unit: int) -> None:
        """Let a unit speak again.

        Raises:
            ParameterError: there is no such unit.
        """
        self._check_unit(layer, unit)
        if self.is_off(layer, unit):
            left = tuple(one for one in self.changes.off if one != (layer, unit))
            self._change(replace(self.changes, off=left))

    def weight(self, tensor: str, index: tuple[int, ...]) -> float:
        """A weight as it was set or learned, also where its unit is switched off.

        Raises:
            ParameterError: there is no such weight.
        """
        self._check_spot(tensor, index)
        return self.changes.weights.get((tensor, index), float(self._tensors[tensor][index]))

    def set_weight(self, tensor: str, index: tuple[int, ...], value: float) -> None:
        """Change a single number.

        Raises:
            ParameterError: there is no such weight, or the value is not a finite number.
        """
        self._check_spot(tensor, index)
        with np.errstate(over="ignore"):
            number = float(np.float32(value))
        if not np.isfinite(number):
            raise ParameterError(f"a weight is a finite number, not {value}")
        if number == self.weight(tensor, index):
            return
        weights = {**self.changes.weights, (tensor, index): number}
        if number == float(self._tensors[tensor][index]):
            del weights[tensor, index]
        self._change(replace(self.changes, weights=MappingProxyType(weights)))

    def reset(self) -> None:
        """Back to the original; this, too, can be undone."""
        if self.is_changed:
            self._change(Changes())

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        if self.can_undo:
            self._go_to(self._at - 1)

    def redo(self) -> None:
        """Make the change again that was taken back last, if there is one."""
        if self.can_redo:
            self._go_to(self._at + 1)

    def in_words(self) -> list[str]:
        """One line for each change."""
        lines = [f"{layer}: unit {unit} switched off" for layer, unit in self.changes.off]
        for (tensor, index), value in self.changes.weights.items():
            before = float(self._tensors[tensor][index])
            lines.append(f"{tensor}[{', '.join(map(str, index))}]: {before:.4g} → {value:.4g}")
        return lines

    def save_as(self, name: str) -> Path:
        """Keep the changed model among the user's own, under a new name.

        Figures measured on the original are left out; its training record says what was changed.

        Raises:
            ParameterError: it cannot be a name, or there is a model of that name.
            OSError: the file cannot be written.
        """
        path = new_model_file(name)
        description = self.original.description
        record = {**description.training, "changed_by_hand": self.in_words()}
        description = description.changed(name=name, training=record, measured={})
        save_model(path, saveable(self.original, self.model, description))
        return path

    def _change(self, changes: Changes) -> None:
        self._states[self._at + 1 :] = [changes]
        self._go_to(self._at + 1)

    def _go_to(self, place: int) -> None:
        self._at = place
        self.model = (
            edited(self.original, self.changes.off, self.changes.weights)
            if self.is_changed
            else self.original
        )

    def _check_unit(self, layer: str, unit: int) -> None:
        if layer not in self._units:
            known = ", ".join(self._units) or "nothing"
            raise ParameterError(f"{layer!r} cannot be switched off; what can be: {known}")
        if not 0 <= unit < self._units[layer]:
            raise ParameterError(f"{layer} has {self._units[layer]} units, so no unit {unit}")

    def _check_spot(self, tensor: str, index: tuple[int, ...]) -> None:
        if tensor not in self._tensors:
            raise ParameterError(
                f"tensor {tensor!r} cannot be changed; what can be: {', '.join(self._tensors)}"
            )
        shape = self._tensors[tensor].shape
        if len(index) != len(shape) or any(
            not 0 <= at < size for at, size in zip(index, shape, strict=True)
        ):
            raise ParameterError(f"{tensor} has shape {shape}, so no place {index}")
