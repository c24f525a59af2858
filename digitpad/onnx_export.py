"""A network as an ONNX file, the format that most other programs read.

    images (N, 28, 28) -> Conv, Relu, MaxPool, Gemm ... -> logits (N, outputs) -> probabilities

Normalization is melted into the layer before it, and weights are turned to channels first, so what
comes out looks as if it had been made for the programs that run it. Needs the extra `onnx`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from digitpad.errors import DigitpadError
from digitpad.files import write_atomically
from digitpad.nn.channels_first import to_channels_first
from digitpad.nn.layers import Conv2D, Dense, Flatten, Layer, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.normalization import BatchNorm
from digitpad.nn.pooling import MaxPool2D
from digitpad.types import AnyArray

OPSET = 17
FORMAT_VERSION = 8
"""Both of 2022: old enough for every program in use, new enough for all that is needed."""

_ELEMENTWISE = {"relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid"}


def export_onnx(
    network: Network, path: Path | str, *, classes: int | None = None, temperature: float = 1.0
) -> None:
    """Write a network for recognizing.

    The file takes `images` (N, height, width) float32, ink 1.0, with N free, and gives `logits`
    (N, outputs) and `probabilities` (N, classes).

    Args:
        network: a trained one.
        path: of the file; it is replaced whole or not at all.
        classes: how many of the outputs are classes, from the first on; None for all of them. The
            others, such as "not a digit", are left out of the probabilities.
        temperature: of the calibration; logits are divided by it.

    Raises:
        DigitpadError: the extra `onnx` is not installed, or a layer has no counterpart.
        OSError: the file cannot be written.
    """
    graph = _Graph(network.folded())
    model = graph.finish(classes or network.classes, temperature)
    write_atomically(path, model.SerializeToString())


class _Graph:
    """Nodes and constants, gathered layer by layer."""

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
            case BatchNorm():
                self._add_normalization(name, layer)
            case MaxPool2D():
                size = [layer.size, layer.size]
                self._node("MaxPool", name, kernel_shape=size, strides=size)
            case Flatten():
                self._node("Flatten", name)
            case _ if layer.kind in _ELEMENTWISE:
                self._node(_ELEMENTWISE[layer.kind], name)
            case _:
                raise DigitpadError(f"a layer of kind {layer.kind!r} cannot be written as ONNX")

    def _add_normalization(self, name: str, layer: BatchNorm) -> None:
        """What could not be melted: after anything but a convolution or a dense layer."""
        is_picture = len(self._network.shapes[self._network.names.index(name)]) == 3
        shape = (-1, 1, 1) if is_picture else (-1,)
        keys = (f"{name}.scale", f"{name}.shift")
        scale, shift = (
            self._constant(key, to_channels_first(self._network, key, value).reshape(shape))
            for key, value in zip(keys, layer.scale_and_shift(), strict=True)
        )
        self._node("Mul", f"{name}.scaled", scale)
        self._node("Add", name, shift)

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

    def finish(self, classes: int, temperature: float) -> Any:
        """The complete, checked model."""
        onnx, network = self._onnx, self._network
        self._node("Identity", "logits")
        if classes < network.classes:
            ends = (
                self._constant(f"classes.{name}", np.array([value]))
                for name, value in (("start", 0), ("end", classes), ("axis", 1))
            )
            self._node("Slice", "classes", *ends)
        if temperature != 1.0:
            divisor = self._constant("temperature", np.array(temperature, np.float32))
            self._node("Div", "calibrated", divisor)
        self._node("Softmax", "probabilities", axis=1)
        float32 = onnx.TensorProto.FLOAT
        inputs = [("images", network.input_shape)]
        outputs = [("logits", (network.classes,)), ("probabilities", (classes,))]
        described = [
            [
                onnx.helper.make_tensor_value_info(name, float32, ["N", *shape])
                for name, shape in side
            ]
            for side in (inputs, outputs)
        ]
        graph = onnx.helper.make_graph(self._nodes, "digitpad", *described, self._constants)
        model = onnx.helper.make_model(
            graph,
            producer_name="digitpad",
            opset_imports=[onnx.helper.make_opsetid("", OPSET)],
            ir_version=FORMAT_VERSION,
        )
        onnx.checker.check_model(model, full_check=True)
        return model
