"""Experiments on a copy of a model: units switched off and weights changed, with undo.

    model -> copy -> [conv1: unit 3 off] -> [dense1.weight[4, 7] = 0] -> answers of its own

Every state is a short list of changes, each time applied to the original, so that rounding errors
do not add up and undoing restores the same bits.

To silence a unit, its own weights are set to 0, and so are the weights of the next layer for it,
since the output of a unit without weights need not be 0 (the sigmoid of 0 is one half).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import AnyArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.network import NetworkClassifier
from digitpad.inspection.activations import network_of
from digitpad.inspection.weights import parts
from digitpad.library.model_file import Model, save_model
from digitpad.library.names import new_model_file
from digitpad.nn.layers import Conv2D, Dense
from digitpad.nn.network import Network

LANDMARKS, PIXELS = "landmarks", "pixels"
_SWITCHABLE = {"landmark": LANDMARKS, "pixel": PIXELS}
"""What the rows of the output weights are called, where they can be silenced one by one."""

Unit = tuple[str, int]
"""A layer's name, and which of its units."""

Spot = tuple[str, tuple[int, ...]]
"""A tensor's name, and a place in it."""

MOST_STATES = 101
"""The last 100 changes can be undone."""


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
    """A model to experiment with. A copy is changed; the original stays as it is.

    Attributes:
        original: the model that was given.
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
        """The current difference from the original."""
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
        """Silence a unit or filter: the layers behind it get 0 from it for every input.

        Raises:
            ParameterError: there is no such unit.
        """
        self._check_unit(layer, unit)
        if not self.is_off(layer, unit):
            self._change(replace(self.changes, off=(*self.changes.off, (layer, unit))))

    def switch_on(self, layer: str, unit: int) -> None:
        """Undo `switch_off` for a unit.

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
            raise ParameterError("a weight is a finite number, not {value}", value=value)
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

    def translated(self) -> list[str]:
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
            OSError: the file cannot be written, or another program has just made one of this name.
        """
        path = new_model_file(name)
        description = self.original.description
        record = description.training.changed(changed_by_hand=tuple(self.translated()))
        description = description.changed(name=name, training=record, measured={})
        save_model(path, Model(description, self.model.classifier), overwrite=False)
        return path

    def _change(self, changes: Changes) -> None:
        self._states[self._at + 1 :] = [changes]
        del self._states[:-MOST_STATES]
        self._go_to(len(self._states) - 1)

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
            raise ParameterError(
                "{layer!r} cannot be switched off; what can be: {known}", layer=layer, known=known
            )
        if not 0 <= unit < self._units[layer]:
            raise ParameterError(
                "{layer} has {count} units, so no unit {unit}",
                layer=layer,
                count=self._units[layer],
                unit=unit,
            )

    def _check_spot(self, tensor: str, index: tuple[int, ...]) -> None:
        if tensor not in self._tensors:
            raise ParameterError(
                "tensor {tensor!r} cannot be changed; what can be: {tensors}",
                tensor=tensor,
                tensors=", ".join(self._tensors),
            )
        shape = self._tensors[tensor].shape
        if len(index) != len(shape) or any(
            not 0 <= at < size for at, size in zip(index, shape, strict=True)
        ):
            raise ParameterError(
                "{tensor} has shape {shape}, so no place {index}",
                tensor=tensor,
                shape=shape,
                index=index,
            )


def switchable_units(classifier: Classifier) -> dict[str, int]:
    """What can be silenced, by name, and how many of it there are."""
    network = network_of(classifier)
    if network is not None:
        learning = _learning(network)
        return {network.names[i]: network.shapes[i + 1][-1] for i in learning[:-1]}
    found = parts(classifier).outputs
    name = None if found is None else _SWITCHABLE.get(found.units)
    return {} if found is None or name is None else {name: len(found.weight)}


def editable_tensors(classifier: Classifier) -> dict[str, AnyArray]:
    """The tensors whose numbers can be set: all of a network, else those of the last step."""
    if network_of(classifier) is not None:
        return classifier.tensors()
    found = parts(classifier).outputs
    if found is None:
        return {}
    return {found.tensor: found.weight, found.tensor.replace("weight", "bias"): found.bias}


def edited(model: Model, off: Iterable[Unit], weights: Mapping[Spot, float]) -> Model:
    """A copy with weights set, then units silenced. Everything named must be there."""
    original = network_of(model.classifier)
    if original is not None:
        network = copy.deepcopy(original).gather_parameters()
        _set(network.tensors(), weights)
        for layer, unit in off:
            _silence(network, layer, unit)
        return Model(model.description, _around(model.classifier, network))
    twin = copy.deepcopy(model.classifier)
    _set(editable_tensors(twin), weights)
    found = parts(twin).outputs
    if found is not None:
        found.weight[[row for _, row in off]] = 0
    return Model(model.description, twin)


def _around(classifier: Classifier, network: Network) -> Classifier:
    """The same classifier with another network inside."""
    assert isinstance(classifier, NetworkClassifier)  # noqa: S101 - it has a network
    return NetworkClassifier.from_network(
        classifier.architecture,
        classifier.parameters,
        network,
        classes=classifier.classes_,
        temperature=classifier.temperature,
    )


def _set(tensors: Mapping[str, AnyArray], weights: Mapping[Spot, float]) -> None:
    for (name, index), value in weights.items():
        tensors[name][index] = value


def _learning(network: Network) -> list[int]:
    """The places of the layers that have units of their own."""
    return [i for i, layer in enumerate(network.layers) if isinstance(layer, Conv2D | Dense)]


def _silence(network: Network, name: str, unit: int) -> None:
    index = network.names.index(name)
    own = network.layers[index].parameters
    own["weight"][..., unit] = own["bias"][unit] = 0
    following = next(i for i in _learning(network) if i > index)
    weight = network.layers[following].parameters["weight"]
    # Inputs of a kernel, of a vector and of a flattened picture all lie with the channel last.
    weight.reshape(-1, network.shapes[index + 1][-1], weight.shape[-1])[:, unit] = 0
