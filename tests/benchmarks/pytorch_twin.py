"""The same network in PyTorch: layer by layer, with the same weights, trained by the same steps.

PyTorch runs as fast as it can: fused optimizer, ReLU in place, and both memory layouts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray, IntArray
from digitpad.data.mnist import Dataset
from digitpad.nn.channels_first import flattened_shape, to_channels_first
from digitpad.nn.layers import Layer, Shape
from digitpad.nn.network import Network
from digitpad.training.settings import TrainingSettings


def from_channels_first(network, name, array):
    """The inverse of `to_channels_first`."""
    shape = flattened_shape(network, name)
    if array.ndim == 4:
        return np.ascontiguousarray(array.transpose(2, 3, 1, 0))
    if array.ndim == 2:
        array = array.T
    if shape:
        height, width, channels = shape
        by_channel = array.reshape(channels, height, width, -1)
        array = by_channel.transpose(1, 2, 0, 3).reshape(array.shape)
    return np.ascontiguousarray(array)


def torch_twin(network: Network) -> Any:
    """A `torch.nn.Sequential` with the same layers and weights, from images (N, H, W) to logits."""
    import torch  # noqa: PLC0415 - an extra

    shapes = network.shapes[:-1]
    modules = [_module(layer, shape) for layer, shape in zip(network.layers, shapes, strict=True)]
    module = torch.nn.Sequential(*modules)
    with torch.no_grad():
        tensors = _tensors(network, module)
        for (name, array), tensor in zip(network.tensors().items(), tensors, strict=True):
            tensor.copy_(torch.from_numpy(to_channels_first(network, name, array)))
    return module


def _module(layer: Layer, input_shape: Shape) -> Any:
    from torch import nn  # noqa: PLC0415 - an extra

    padding = "same" if getattr(layer, "padding", "") == "same" else 0
    makers: dict[str, Callable[[Any], Any]] = {
        "input": lambda _: nn.Unflatten(1, (1, input_shape[0])),
        "flatten": lambda _: nn.Flatten(),
        "conv": lambda conv: nn.Conv2d(input_shape[2], conv.filters, conv.kernel, padding=padding),
        "dense": lambda dense: nn.Linear(input_shape[0], dense.units),
        "maxpool": lambda pool: nn.MaxPool2d(pool.size),
        "dropout": lambda dropout: nn.Dropout(dropout.rate),
        "relu": lambda _: nn.ReLU(inplace=True),
        "tanh": lambda _: nn.Tanh(),
        "sigmoid": lambda _: nn.Sigmoid(),
    }
    if layer.kind not in makers:
        raise ParameterError(
            "a layer of kind {kind!r} has no twin in PyTorch",
            kind=layer.kind,
        )
    return makers[layer.kind](layer)


def _tensors(network: Network, module: Any) -> list[Any]:
    """The twin's tensors in the order of `network.tensors()`."""
    return [
        getattr(part, name)
        for layer, part in zip(network.layers, module, strict=True)
        for name in layer.parameters
    ]


def gradients_of_twin(network: Network, module: Any) -> dict[str, FloatArray]:
    """After the twin's backward pass: its parameters' gradients, named and shaped as here."""
    return {
        name: from_channels_first(network, name, tensor.grad.numpy())
        for name, tensor in zip(network.tensors(), _tensors(network, module), strict=True)
    }


def tensors_of_twin(network: Network, module: Any) -> dict[str, FloatArray]:
    """All of the twin's tensors, named and shaped as `network.tensors()`."""
    return {
        name: from_channels_first(network, name, tensor.detach().numpy())
        for name, tensor in zip(network.tensors(), _tensors(network, module), strict=True)
    }


class TorchTraining:
    """Whole training steps in PyTorch, as `Trainer` does them: from bytes to moved weights.

    Args:
        network: whose twin is trained.
        settings: optimizer (SGD), label smoothing and threads.
        digits: the training images.
        channels_last: PyTorch's other memory layout, (N, H, W, C).
    """

    def __init__(
        self,
        network: Network,
        settings: TrainingSettings,
        digits: Dataset,
        *,
        channels_last: bool = False,
    ) -> None:
        import torch  # noqa: PLC0415 - an extra

        torch.set_num_threads(settings.thread_count)
        self._torch = torch
        self._settings = settings
        layout = torch.channels_last if channels_last else torch.contiguous_format
        self.module = torch_twin(network).to(memory_format=layout)
        # Its first layer makes (N, 1, H, W), which is laid out as wished before it goes on.
        self._layout = layout
        self._images = torch.from_numpy(np.array(digits.images))
        self._labels = torch.from_numpy(np.array(digits.labels))
        weights = [p for p in self.module.parameters() if p.ndim > 1]
        others = [p for p in self.module.parameters() if p.ndim <= 1]
        self.optimizer = torch.optim.SGD(
            [
                {"params": weights, "weight_decay": settings.weight_decay},
                {"params": others, "weight_decay": 0.0},
            ],
            lr=settings.learning_rate,
            momentum=settings.momentum,
            nesterov=settings.nesterov,
            fused=True,
        )

    def step(self, chosen: IntArray) -> float:
        """One step with these images; the mean loss before it."""
        torch = self._torch
        torch.set_num_threads(self._settings.thread_count)
        self.module.train()
        indices = torch.from_numpy(chosen)
        images = self._load(self._images[indices])
        self.optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(
            self._forward(images),
            self._labels[indices],
            label_smoothing=self._settings.label_smoothing,
        )
        loss.backward()
        self.optimizer.step()
        return float(loss.item())

    def _load(self, images: Any) -> Any:
        return images.to(self._torch.float32).mul_(1 / 255)

    def _forward(self, images: Any) -> Any:
        first, *others = self.module
        x = first(images)
        if x.ndim == 4:
            x = x.contiguous(memory_format=self._layout)
        for module in others:
            x = module(x)
        return x

    def set_learning_rate(self, rate: float) -> None:
        """For the next steps."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def accuracy(self, digits: Dataset, part_size: int = 1000) -> float:
        """The share of right answers."""
        self.module.eval()
        right = 0
        with self._torch.inference_mode():
            for start in range(0, len(digits), part_size):
                part = slice(start, start + part_size)
                images = self._torch.from_numpy(np.array(digits.images[part]))
                answers = self._forward(self._load(images)).argmax(1).numpy()
                right += int(np.count_nonzero(answers == digits.labels[part]))
        return right / len(digits)
