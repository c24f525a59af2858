"""A copy of a model with some units silent and some weights different.

A unit is silent when its own weights are 0, so that it puts out 0, and when the weights that other
layers give to it are 0, so that it would not matter if it did (a sigmoid of 0 is one half).

    layer [.., unit] = 0        next layer [unit, ..] = 0

Networks are changed as they recognize, with normalization melted in; `saveable` undoes that.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping

import numpy as np

from digitpad.architectures import architecture
from digitpad.baselines import SoftmaxRegression
from digitpad.classifier import Classifier, NetworkClassifier
from digitpad.inspection.activations import inspectable
from digitpad.modelfile import Model, ModelDescription
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer
from digitpad.nn.network import Network
from digitpad.nn.normalization import BatchNorm
from digitpad.svm import SVM
from digitpad.types import AnyArray, FloatArray

LANDMARKS, PIXELS = "landmarks", "pixels"

Unit = tuple[str, int]
Spot = tuple[str, tuple[int, ...]]


def switchable_units(classifier: Classifier) -> dict[str, int]:
    """What can be silenced, and how many of it there are."""
    network = inspectable(classifier)
    if network is not None:
        learning = _learning(network)
        return {network.names[i]: network.shapes[i + 1][-1] for i in learning[:-1]}
    if isinstance(classifier, SVM) and classifier.kernel == "rbf":
        return {LANDMARKS: len(classifier.weights_)}
    if isinstance(classifier, SoftmaxRegression):
        return {PIXELS: len(classifier.weights_)}
    return {}


def editable_tensors(classifier: Classifier) -> dict[str, AnyArray]:
    """The tensors whose numbers can be set: all of a network, only the planes of a machine."""
    network = inspectable(classifier)
    if network is not None:
        return dict(network.tensors())
    if isinstance(classifier, SVM):
        return {"planes.weight": classifier.weights_, "planes.bias": classifier.biases_}
    if isinstance(classifier, SoftmaxRegression):
        return {"weight": classifier.weights_, "bias": classifier.biases_}
    return {}


def edited(model: Model, off: Iterable[Unit], weights: Mapping[Spot, float]) -> Model:
    """A copy with weights set, then units silenced. Everything named must be there."""
    classifier = model.classifier
    if isinstance(classifier, NetworkClassifier):
        network = classifier.network_.folded()
        tensors: dict[str, AnyArray] = dict(network.tensors())
        _set(tensors, weights)
        for layer, unit in off:
            _silence(network, layer, unit)
        return Model(model.description, _around(classifier, network))
    twin = copy.copy(classifier)
    if isinstance(twin, SVM | SoftmaxRegression):
        twin.weights_, twin.biases_ = twin.weights_.copy(), twin.biases_.copy()
        _set(editable_tensors(twin), weights)
        for _, row in off:
            twin.weights_[row] = 0
    return Model(model.description, twin)


def saveable(original: Model, changed: Model, description: ModelDescription) -> Model:
    """The changed model in the form that its architecture is saved in."""
    before, after = original.classifier, changed.classifier
    if isinstance(before, NetworkClassifier) and isinstance(after, NetworkClassifier):
        network = architecture(before.architecture).network(
            before.parameters or {}, classes=before.network_.classes
        )
        network.load_tensors(before.network_.tensors())
        _unfold(network, after.network_)
        return Model(description, _around(before, network))
    return Model(description, after)


def _around(classifier: NetworkClassifier, network: Network) -> NetworkClassifier:
    """The same classifier with another network inside."""
    return NetworkClassifier.from_network(
        classifier.architecture,
        classifier.parameters or {},
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
    own["weight"][..., unit] = 0
    if "bias" in own:
        own["bias"][unit] = 0
    following = next(i for i in _learning(network) if i > index)
    weight = network.layers[following].parameters["weight"]
    flattened = [
        shape
        for layer, shape in zip(
            network.layers[index:following], network.shapes[index:following], strict=True
        )
        if isinstance(layer, Flatten) and len(shape) == 3
    ]
    if weight.ndim == 4:
        weight[:, :, unit] = 0
    elif flattened:
        # The numbers of a flattened picture lie by line, column, channel.
        weight.reshape(*flattened[0], -1)[:, :, unit] = 0
    else:
        weight[unit] = 0


def _unfold(network: Network, folded: Network) -> None:
    """Give `network` such parameters that folding it gives `folded`; what is equal stays."""
    changed = (folded.layers[i] for i in _learning(folded))
    for index in _learning(network):
        layer, target = network.layers[index], next(changed).parameters
        behind = network.layers[index + 1] if index + 1 < len(network.layers) else None
        if isinstance(behind, BatchNorm):
            _unfold_normalized(layer, behind, target)
        else:
            for name, values in target.items():
                layer.parameters[name][...] = values


def _unfold_normalized(
    layer: Layer, normalization: BatchNorm, target: Mapping[str, FloatArray]
) -> None:
    """Solve (x W + b) scale + shift for W and the shift, for the units that have changed."""
    scale, shift = normalization.scale_and_shift()
    own = layer.parameters
    bias = own.get("bias", np.zeros_like(shift))
    axes = tuple(range(target["weight"].ndim - 1))
    differs = (own["weight"] * scale != target["weight"]).any(axis=axes)
    differs |= bias * scale + shift != target["bias"]
    gamma = normalization.parameters["gamma"]
    deviation = np.sqrt(normalization.state["running_variance"] + normalization.epsilon)
    # A unit that was scaled by 0 gets the scale 1, or no weight could bring it back.
    gamma[differs & (scale == 0)] = deviation[differs & (scale == 0)]
    scale, _ = normalization.scale_and_shift()
    own["weight"][..., differs] = target["weight"][..., differs] / scale[differs]
    if "bias" in own:
        own["bias"][differs] = 0
    moved = target["bias"] + scale * normalization.state["running_mean"]
    normalization.parameters["beta"][differs] = moved[differs]
