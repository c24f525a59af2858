"""Which pixels support a class, by the network's own derivatives.

    image -> ... -> layer -> ... -> logits          forward, each layer keeps what it needs
    slope <- ... <- slope <- ... <- 1 for the class backward, down to the layer or the image

A slope says how a logit changes with a little more ink at a pixel. `explaining.py` has methods for
classifiers without derivatives, and one function for all methods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.threads import one_blas_thread
from digitpad.common.types import FloatArray
from digitpad.inspection.activations import layer_index, receptive_field
from digitpad.nn.activations import ReLU
from digitpad.nn.layers import Conv2D
from digitpad.nn.losses import softmax
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D

IMAGE = -1
"""In place of a layer's index: the image itself."""

ASCENT_STEPS = 120
STEP_LENGTH, FADING = 0.08, 0.985


def gradient_at(
    network: Network, image: FloatArray, index: int, cls: int, *, versus: int | None = None
) -> FloatArray:
    """How a class's logit changes with each number that a layer puts out, shaped like these.

    For the image, this is the plain gradient of Simonyan, Vedaldi and Zisserman (2013).

    Args:
        network: one without dropout.
        image: (28, 28) float32.
        index: the layer's place, or `IMAGE`.
        cls: the output in question.
        versus: take the lead over this other output instead of the logit alone.
    """
    wanted = _one_against(network, cls, versus)
    return _passes(network, image, index, lambda _: wanted)[1]


def class_activation(
    network: Network, image: FloatArray, cls: int, layer: int | str | None = None
) -> FloatArray:
    """Grad-CAM at the layer's own size, (height, width) float32, 0 or more.

    Each channel is weighed by the mean slope of the class's logit in it; what opposes the
    class is cut off (Selvaraju et al. 2017). As there, a convolution's channels are taken as ReLU
    leaves them, where one follows: the network does not see its negative numbers. The slopes are
    those before ReLU.

    Raises:
        ParameterError: the layer does not put out pictures, or the network has no convolution.
    """
    index = last_convolution(network) if layer is None else layer_index(network, layer)
    if len(network.shapes[index + 1]) != 3:
        raise ParameterError(
            "Grad-CAM needs pictures, which {name} has not", name=network.names[index]
        )
    wanted = _one_against(network, cls, None)
    output, slope = _passes(network, image, index, lambda _: wanted)
    if _is_rectified(network, index):
        output = np.maximum(output, 0)
    seen: FloatArray = np.maximum(output @ slope.mean(axis=(0, 1)), 0)
    return seen


def _is_rectified(network: Network, index: int) -> bool:
    """Whether ReLU follows a layer, at once or behind pooling, which it can change places with."""
    behind = (layer for layer in network.layers[index + 1 :] if not isinstance(layer, MaxPool2D))
    return isinstance(next(behind, None), ReLU)


def grad_cam(
    network: Network, image: FloatArray, cls: int, layer: int | str | None = None
) -> FloatArray:
    """Where the network sees what supports a class: Grad-CAM over the image, (28, 28).

    Every number of the layer lies in the middle of the pixels it looks at; between these points
    the map is interpolated. Layer None is the last convolution.

    Raises:
        ParameterError: as for `class_activation`.
    """
    index = last_convolution(network) if layer is None else layer_index(network, layer)
    small = class_activation(network, image, cls, index)
    return _over_the_image(network, index, small)


def last_convolution(network: Network) -> int:
    """The place of the last convolution.

    Raises:
        ParameterError: there is none.
    """
    found = [i for i, layer in enumerate(network.layers) if isinstance(layer, Conv2D)]
    if not found:
        raise ParameterError("Grad-CAM needs a convolution, and this network has none")
    return found[-1]


def optimal_input(
    network: Network, cls: int, steps: int = ASCENT_STEPS, seed: int = 0
) -> Iterator[FloatArray]:
    """An image that the network takes for a class with a large lead: gradient ascent from noise.

    Every step adds the gradient of the logit's lead over the others, blurs a little and fades, so
    that only ink remains that the gradient keeps asking for. The image is shifted at random by a
    pixel in each step, so that no single pixel matters (Mordvintsev, Olah and Tyka 2015).

    Yields:
        (28, 28) float32 from 0 to 1 after every step; the last one is the result.
    """
    wanted = _one_against(network, cls, None)

    def of_lead(logits: FloatArray) -> FloatArray:
        """Of the class's logit less the softened largest of the others."""
        return wanted - softmax(np.where(wanted > 0, np.float32(-np.inf), logits))

    random = np.random.default_rng(seed)
    image = random.random(network.input_shape, np.float32) * np.float32(0.1)
    for _ in range(steps):
        shift = (int(random.integers(-1, 2)), int(random.integers(-1, 2)))
        shaken = np.roll(image, shift, (0, 1))
        slope = _passes(network, shaken, IMAGE, of_lead)[1]
        slope = np.roll(slope, (-shift[0], -shift[1]), (0, 1))
        size = float(np.sqrt(np.mean(slope * slope)))
        image = image + slope * np.float32(STEP_LENGTH / max(size, 1e-12))
        image = np.clip(_blurred(image) * np.float32(FADING), 0, 1)
        yield image.copy()


def _passes(
    network: Network, image: FloatArray, index: int, slope: Callable[[FloatArray], FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """Forward, and back down to behind a layer: its output and the slope there, without N.

    `slope` gives the gradient for the logits, both (1, outputs).
    """
    output = x = np.ascontiguousarray(image, np.float32)[None]
    # For one picture, waking a second thread takes longer than the product. With AVX-512, OpenBLAS
    # sometimes reports an invalid value that is in no array.
    with one_blas_thread(), np.errstate(invalid="ignore"):
        for place, layer in enumerate(network.layers):
            x = layer.forward(x, training=True)
            if place == index:
                output = x.copy()
        back: FloatArray | None = slope(x).copy()
        for layer in reversed(network.layers[index + 1 :]):
            assert back is not None  # noqa: S101 - a layer that is asked for a gradient gives one
            back = layer.backward(back)
    assert back is not None  # noqa: S101
    if output.ndim == 4:
        return output[:, :, 0], back[:, :, 0].copy()
    return output[0], back[0].copy()


def _one_against(network: Network, cls: int, versus: int | None) -> FloatArray:
    """(1, outputs): 1 for the class, -1 for the other."""
    for output in (cls,) if versus is None else (cls, versus):
        if not 0 <= output < network.classes:
            raise ParameterError(
                "the network has {classes} outputs, so no {output}",
                classes=network.classes,
                output=output,
            )
    slope = np.zeros((1, network.classes), np.float32)
    slope[0, cls] += 1
    if versus is not None:
        slope[0, versus] -= 1
    return slope


def _over_the_image(network: Network, index: int, small: FloatArray) -> FloatArray:
    """(height, width) of a layer -> the image's size, between the middles of what is looked at."""
    height, width = network.input_shape
    fields = [receptive_field(network, index, y, 0) for y in range(small.shape[0])]
    rows = [field.top + (field.height - 1) / 2 for field in fields]
    fields = [receptive_field(network, index, 0, x) for x in range(small.shape[1])]
    columns = [field.left + (field.width - 1) / 2 for field in fields]
    wide = np.stack([np.interp(np.arange(width), columns, line) for line in small])
    high = [np.interp(np.arange(height), rows, line) for line in wide.T]
    return np.stack(high, axis=1).astype(np.float32)


def _blurred(image: FloatArray) -> FloatArray:
    """A slight blur, (1 6 1) / 8 along both axes."""
    for axis in (0, 1):
        before, after = np.roll(image, 1, axis), np.roll(image, -1, axis)
        image = image * np.float32(0.75) + (before + after) * np.float32(0.125)
    return image
