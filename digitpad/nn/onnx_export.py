"""A network as an ONNX file, the format that most other programs read.

    images (N, 28, 28) -> Conv, Relu, MaxPool, Gemm ... -> logits (N, outputs) -> probabilities

Weights are in ONNX's order, channels first. The file's metadata says what goes in and what the
outputs stand for. Needs the extra `onnx`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import DigitpadError
from digitpad.common.types import AnyArray
from digitpad.nn.channels_first import to_channels_first
from digitpad.nn.layer_list import PREPROCESSING, output_names
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D

OPSET = 17
FORMAT_VERSION = 8
"""Both of 2022: programs in use read them, and they have all operators that are needed."""

_ELEMENTWISE = {"relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid"}


def export_onnx(
    network: Network,
    path: Path | str,
    *,
    classes: Sequence[int] | None = None,
    temperature: float = 1.0,
) -> None:
    """Write a network for recognizing.

    The file takes `images` (N, height, width) float32, ink 1.0 on 0.0, with any N, and gives
    `logits` (N, outputs), `probabilities` (N, classes) and, where the network has an output for
    what is no digit, `non_digit` (N, 1), the probability of that.

    Args:
        network: a trained one.
        path: of the file; it is replaced whole or not at all.
        classes: what the first outputs stand for; None for 0, 1, ... for all outputs. Outputs
            behind the classes mean "no digit" and have no part in the probabilities.
        temperature: of the calibration; logits are divided by it for `probabilities`.

    Raises:
        DigitpadError: the extra `onnx` is not installed, or a layer has no counterpart.
        OSError: the file cannot be written.
    """
    graph = _Graph(network.without_dropout())
    names = range(network.classes) if classes is None else classes
    model = graph.finish(names, temperature)
    write_atomically(path, model.SerializeToString())


class _Graph:
    """Nodes and constants, collected layer by layer."""

    def __init__(self, network: Network) -> None:
        try:
            import onnx  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise DigitpadError(
                "writing ONNX needs the package onnx: pip install 'digitpad[onnx]'"
            ) from error
        self._onnx = onnx
        self._network = network
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._last = "images"
        for name, layer in zip(network.names, network.layers, strict=True):
            self._add_layer(name, layer)

    def _add_layer(self, name: str, layer: Layer) -> None:
        match layer:
            case SpatialMajor():
                self._node("Unsqueeze", name, self._constant(f"{name}.axis", np.array([1])))
            case Conv2D():
                height, width = (length // 2 for length in layer.kernel)
                pads = [height, width] * 2 if layer.padding == "same" else [0] * 4
                self._node("Conv", name, *self._parameters(name, layer), pads=pads)
            case Dense():
                self._node("Gemm", name, *self._parameters(name, layer), transB=1)
            case MaxPool2D():
                size = [layer.size, layer.size]
                self._node("MaxPool", name, kernel_shape=size, strides=size)
            case Flatten():
                self._node("Flatten", name)
            case _ if layer.kind in _ELEMENTWISE:
                self._node(_ELEMENTWISE[layer.kind], name)
            case _:
                raise DigitpadError(
                    "a layer of kind {kind!r} cannot be written as ONNX", kind=layer.kind
                )

    def _parameters(self, name: str, layer: Layer) -> list[str]:
        return [
            self._constant(key, to_channels_first(self._network, key, array))
            for kind, array in layer.parameters.items()
            for key in [f"{name}.{kind}"]
        ]

    def _constant(self, name: str, array: AnyArray) -> str:
        self._constants.append(self._onnx.numpy_helper.from_array(array, name))
        return name

    def _node(self, operator: str, name: str, *constants: str, **attributes: Any) -> None:
        inputs = [self._last, *constants]
        self._nodes.append(
            self._onnx.helper.make_node(operator, inputs, [name], name=name, **attributes)
        )
        self._last = name

    def finish(self, classes: Sequence[int], temperature: float) -> Any:
        """The complete, checked model."""
        onnx, network, count = self._onnx, self._network, len(classes)
        self._node("Identity", "logits")
        outputs = [("logits", network.classes), ("probabilities", count)]
        if count < network.classes:
            outputs.append(("non_digit", network.classes - count))
            self._node("Softmax", "all_probabilities", axis=1)
            self._slice("non_digit", count, network.classes)
            self._last = "logits"
            self._slice("class_logits", 0, count)
        if temperature != 1.0:
            divisor = self._constant("temperature", np.array(temperature, np.float32))
            self._node("Div", "calibrated", divisor)
        self._node("Softmax", "probabilities", axis=1)
        graph = onnx.helper.make_graph(
            self._nodes,
            "digitpad",
            [self._value("images", *network.input_shape)],
            [self._value(name, length) for name, length in outputs],
            self._constants,
        )
        model = onnx.helper.make_model(
            graph,
            producer_name="digitpad",
            opset_imports=[onnx.helper.make_opsetid("", OPSET)],
            ir_version=FORMAT_VERSION,
        )
        metadata = {
            "classes": json.dumps(list(classes)),
            "input": "images: float32 (N, height, width), ink 1.0 on a background of 0.0",
            "logits": json.dumps(output_names(classes, network.classes)),
            "outputs": json.dumps([name for name, _ in outputs]),
            "preprocessing": PREPROCESSING,
            "temperature": str(temperature),
        }
        if count < network.classes:
            metadata["non_digit_output"] = "non_digit"
        onnx.helper.set_model_props(model, metadata)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _slice(self, name: str, start: int, end: int) -> None:
        """Some columns of what came last."""
        ends = (
            self._constant(f"{name}.{part}", np.array([value]))
            for part, value in (("start", start), ("end", end), ("axis", 1))
        )
        self._node("Slice", name, *ends)

    def _value(self, name: str, *shape: int) -> Any:
        """Name, type and shape of an input or output, with any N."""
        number = self._onnx.TensorProto.FLOAT
        return self._onnx.helper.make_tensor_value_info(name, number, ["N", *shape])
