"""A network in words that other programs can follow: its layers, and how its tensors lie.

It goes into the header of a model file, so that the network can be rebuilt from the file alone:

    {"kind": "conv", "kernel": "height, width, in, out", "stride": 1, "padding": 0, ...}
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from digitpad.common.errors import DigitpadError
from digitpad.nn.layers import Conv2D, Dropout, Layer
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D

PREPROCESSING = (
    "ink cropped, its longer side scaled to 20 pixels, centre of mass moved to the centre of pixel "
    "(14, 14) of 28 x 28; values 0 to 1, ink bright: 1.0 on a background of 0.0"
)
FLATTEN_ORDER = "height, width, channels: the channel is the index that runs fastest"
NON_DIGIT_NAME = "no digit"


def layout_of(network: Network, classes: Sequence[int], tensors: Iterable[str]) -> dict[str, Any]:
    """Input, layers and outputs of a network.

    Args:
        network: for recognizing.
        classes: what its first outputs stand for; the others mean "no digit".
        tensors: the names of its tensors in the file.
    """
    return {
        "input": {
            "shape": list(network.input_shape),
            "axes": "height, width",
            "preprocessing": PREPROCESSING,
        },
        "layers": layer_list(network, set(tensors)),
        "flatten_order": FLATTEN_ORDER,
        "outputs": output_names(classes, network.classes),
    }


def output_names(classes: Sequence[int], outputs: int) -> list[str]:
    """What each logit stands for; those behind the classes mean "no digit"."""
    return [str(label) for label in classes] + [NON_DIGIT_NAME] * (outputs - len(classes))


def layer_list(network: Network, tensors: Container[str]) -> list[dict[str, Any]]:
    """One description a layer, in order, with the names of its tensors in the file."""
    return [
        {
            "kind": layer.kind,
            "output_shape": list(shape),
            "tensors": {
                part: full if (full := f"{name}.{part}") in tensors else part
                for part in layer.parameters
            },
            **_details(layer),
        }
        for name, layer, shape in zip(
            network.names, network.layers, network.shapes[1:], strict=True
        )
    ]


def _details(layer: Layer) -> dict[str, Any]:
    details: dict[str, Any] = dict(_OPERATIONS.get(layer.kind, {}))
    match layer:
        case Conv2D():
            padding = "same" if layer.padding == "same" else 0
            details |= {"kernel_size": list(layer.kernel), "padding": padding}
        case MaxPool2D():
            details |= {"size": layer.size, "stride": layer.size, "padding": 0}
        case Dropout():
            details["rate"] = layer.rate
        case _ if layer.kind not in _OPERATIONS:
            raise DigitpadError(
                "a layer of kind {kind!r} has no description for other programs", kind=layer.kind
            )
    return details


_OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "input": {"operation": "adds the axis of channels, one channel"},
    "conv": {
        "kernel": "height, width, in, out",
        "stride": 1,
        "bias": True,
        "operation": "cross-correlation, the kernel is not flipped",
    },
    "maxpool": {"operation": "a remainder at the edge is dropped"},
    "flatten": {"order": FLATTEN_ORDER},
    "dense": {"weight": "in, out", "bias": True},
    "dropout": {"operation": "identity when recognizing"},
    "relu": {},
    "tanh": {},
    "sigmoid": {},
}
"""What is the same for all layers of a kind."""
