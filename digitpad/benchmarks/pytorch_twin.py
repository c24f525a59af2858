"""The same network in PyTorch: layer by layer, with the same weights, trained by the same steps.

    digitpad  (H, W, N, C), weight (Kh, Kw, C, F)     PyTorch  (N, C, H, W), weight (F, C, Kh, Kw)

A vector that was a picture before lists its numbers by line, column, channel here, and by channel,
line, column there; the dense layer behind it has its weights in that order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from digitpad.data.mnist import Dataset
from digitpad.errors import ParameterError
from digitpad.nn.activations import ReLU, Sigmoid, Tanh
from digitpad.nn.layers import Conv2D, Dense, Dropout, Flatten, Layer, MaxPool2D, Shape, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.normalization import BatchNorm
from digitpad.settings import TrainingSettings
from digitpad.types import AnyArray, FloatArray, IntArray

_NAMES = {
    "gamma": "weight",
    "beta": "bias",
    "running_mean": "running_mean",
    "running_variance": "running_var",
}
"""Of normalization; all other names are the same."""


def torch_twin(network: Network) -> Any:
    """A `torch.nn.Sequential` with the same layers and weights, from images (N, H, W) to logits."""
    import torch  # noqa: PLC0415 - an extra

    modules = [
        _module(layer, shape) for layer, shape in zip(network.layers, network.shapes, strict=False)
    ]
    module = torch.nn.Sequential(*modules)
    with torch.no_grad():
        for (name, array), tensor in zip(network.tensors().items(), _tensors(network, module)):
            tensor.copy_(torch.from_numpy(_to_torch(network, name, array).copy()))
    return module


def _module(layer: Layer, input_shape: Shape) -> Any:
    from torch import nn  # noqa: PLC0415 - an extra

    simple: dict[type[Layer], Callable[[], Any]] = {
        Flatten: nn.Flatten,
        ReLU: lambda: nn.ReLU(inplace=True),
        Tanh: nn.Tanh,
        Sigmoid: nn.Sigmoid,
    }
    match layer:
        case SpatialMajor():
            return nn.Unflatten(1, (1, input_shape[0]))
        case Conv2D():
            padding = "same" if layer.padding == "same" else 0
            return nn.Conv2d(
                input_shape[2], layer.filters, layer.kernel, padding=padding, bias=layer.bias
            )
        case Dense():
            return nn.Linear(input_shape[0], layer.units)
        case BatchNorm():
            kind = nn.BatchNorm2d if len(input_shape) == 3 else nn.BatchNorm1d
            return kind(input_shape[-1], eps=layer.epsilon, momentum=1 - layer.momentum)
        case MaxPool2D():
            return nn.MaxPool2d(layer.size)
        case Dropout():
            return nn.Dropout(layer.rate)
        case _ if type(layer) in simple:
            return simple[type(layer)]()
    raise ParameterError(f"a layer of kind {layer.kind!r} has no twin in PyTorch")


def _tensors(network: Network, module: Any) -> list[Any]:
    """The twin's tensors in the order of `network.tensors()`."""
    return [
        getattr(part, _NAMES.get(name, name))
        for layer, part in zip(network.layers, module, strict=True)
        for name in layer.parameters | layer.state
    ]


def gradients_of_twin(network: Network, module: Any) -> dict[str, FloatArray]:
    """After the twin's backward pass: its parameters' gradients, named and shaped as here."""
    names = list(network.tensors())
    return {
        name: _from_torch(network, name, tensor.grad.numpy())
        for name, tensor in zip(names, _tensors(network, module), strict=True)
        if tensor.requires_grad
    }


def tensors_of_twin(network: Network, module: Any) -> dict[str, FloatArray]:
    """All of the twin's tensors, named and shaped as `network.tensors()`."""
    return {
        name: _from_torch(network, name, tensor.detach().numpy())
        for name, tensor in zip(network.tensors(), _tensors(network, module), strict=True)
    }


def _to_torch(network: Network, name: str, array: FloatArray) -> FloatArray:
    if array.ndim == 4:
        return array.transpose(3, 2, 0, 1)
    picture = _picture_before(network, name)
    if picture:
        array = array.reshape(*picture, -1).transpose(2, 0, 1, 3).reshape(array.shape)
    return array.T


def _from_torch(network: Network, name: str, array: AnyArray) -> FloatArray:
    if array.ndim == 4:
        return array.transpose(2, 3, 1, 0)
    array = array.T
    picture = _picture_before(network, name)
    if picture:
        height, width, channels = picture
        by_channel = array.reshape(channels, height, width, -1)
        array = by_channel.transpose(1, 2, 0, 3).reshape(array.shape)
    return array


def _picture_before(network: Network, name: str) -> Shape | None:
    """The shape of the picture that a dense layer's weights see flattened, if there is one."""
    index = network.names.index(name.partition(".")[0])
    is_weight = isinstance(network.layers[index], Dense) and name.endswith(".weight")
    if not (is_weight and index and isinstance(network.layers[index - 1], Flatten)):
        return None
    shape = network.shapes[index - 1]
    return shape if len(shape) == 3 else None


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
        self._images = torch.from_numpy(np.ascontiguousarray(digits.images))
        self._labels = torch.from_numpy(digits.labels)
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
                images = self._torch.from_numpy(np.ascontiguousarray(digits.images[part]))
                answers = self._forward(self._load(images)).argmax(1).numpy()
                right += int(np.count_nonzero(answers == digits.labels[part]))
        return right / len(digits)
