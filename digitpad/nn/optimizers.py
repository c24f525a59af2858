"""Optimizers: how the parameters change, given the gradient; and an average of the parameters.

    gradient -> optimizer: w <- w - step -> parameters -> moving average, used for inference

All parameters of a network are one vector, so a step is a few operations on vectors, whatever the
layers are. The formulas are those of the papers. `out=` avoids allocating memory, and the vector is
processed in blocks that fit into the processor's cache.
"""

from abc import ABC, abstractmethod
from itertools import pairwise
from typing import ClassVar

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray
from digitpad.nn.network import Network

BLOCK = 16_384
"""Numbers in a block. Four vectors (parameters, gradient, two moments) then take 256 KB."""

BETA2, EPSILON = 0.999, 1e-8
"""Of Adam, as in the paper; its beta1 is `momentum`."""


class Optimizer(ABC):
    """Updates a parameter vector, given its gradient.

    Args:
        size: the number of parameters P.
        decayed: weight decay applies to this many parameters at the front (the weights, not the
            biases).
        weight_decay: the strength of the decay towards zero, per step and learning rate.
        momentum: the share of the velocity, or with Adam of the first moment, that stays at each
            step. May be changed between steps.
        nesterov: whether SGD looks ahead; Adam has no such variant.

    Attributes:
        state: vectors (P,) float32 that are kept between steps, by name. To resume a training
            exactly, restore these and `steps`.
        steps: the number of steps so far.

    Raises:
        ParameterError: a setting is out of range.
    """

    names: ClassVar[tuple[str, ...]]

    def __init__(
        self,
        size: int,
        decayed: int,
        *,
        weight_decay: float = 0.0,
        momentum: float = 0.9,
        nesterov: bool = False,
    ) -> None:
        if weight_decay < 0:
            raise ParameterError(
                "weight decay cannot be negative, but is {weight_decay}", weight_decay=weight_decay
            )
        if not 0 <= momentum < 1:
            raise ParameterError(
                "momentum lies in 0 <= momentum < 1, not {momentum}", momentum=momentum
            )
        self.momentum, self.nesterov = momentum, nesterov
        self.weight_decay = weight_decay
        self.steps = 0
        self.state = {name: np.zeros(size, np.float32) for name in self.names}
        edges = sorted({*range(0, size, BLOCK), min(decayed, size), size})
        self._blocks = [(slice(a, b), b <= decayed) for a, b in pairwise(edges)]
        self._scratch = np.empty(min(size, BLOCK), np.float32)

    def step(self, parameters: FloatArray, gradient: FloatArray, learning_rate: float) -> None:
        """Update the parameters in place.

        Args:
            parameters: (P,) float32.
            gradient: (P,) float32; may be overwritten.
            learning_rate: the step size, after the schedule.
        """
        self.steps += 1
        for block, is_decayed in self._blocks:
            decay = self.weight_decay if is_decayed else 0.0
            self._update(block, parameters[block], gradient[block], learning_rate, decay)

    @abstractmethod
    def _update(
        self, block: slice, parameters: FloatArray, gradient: FloatArray, rate: float, decay: float
    ) -> None:
        """Update one block of the parameters and of the state."""


def _add_decay(
    parameters: FloatArray, gradient: FloatArray, scratch: FloatArray, decay: float
) -> None:
    """Add the gradient of an L2 penalty, decay / 2 |w|^2, to the gradient of the loss."""
    if decay:
        np.multiply(parameters, np.float32(decay), out=scratch)
        gradient += scratch


class SGD(Optimizer):
    """Stochastic gradient descent with momentum (Sutskever et al. 2013).

    v <- momentum v + g
    w <- w - rate v,   or with Nesterov's momentum   w <- w - rate (g + momentum v)
    """

    names = ("velocity",)

    def _update(
        self, block: slice, parameters: FloatArray, gradient: FloatArray, rate: float, decay: float
    ) -> None:
        velocity, scratch = self.state["velocity"][block], self._scratch[: len(parameters)]
        _add_decay(parameters, gradient, scratch, decay)
        velocity *= np.float32(self.momentum)
        velocity += gradient
        if self.nesterov:
            np.multiply(velocity, np.float32(self.momentum), out=scratch)
            gradient += scratch
        direction = gradient if self.nesterov else velocity
        np.multiply(direction, np.float32(rate), out=scratch)
        parameters -= scratch


class Adam(Optimizer):
    """Adaptive moments (Kingma and Ba 2015): each parameter has its own step size.

    m <- beta1 m + (1 - beta1) g
    v <- beta2 v + (1 - beta2) g^2
    w <- w - rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)       at step t
    """

    names = ("first_moment", "second_moment")
    decoupled: ClassVar[bool] = False

    def _update(
        self, block: slice, parameters: FloatArray, gradient: FloatArray, rate: float, decay: float
    ) -> None:
        first, second = self.state["first_moment"][block], self.state["second_moment"][block]
        scratch = self._scratch[: len(parameters)]
        beta1, beta2 = self.momentum, BETA2
        if not self.decoupled:
            _add_decay(parameters, gradient, scratch, decay)
        elif decay:
            parameters *= np.float32(1 - rate * decay)
        first *= np.float32(beta1)
        np.multiply(gradient, np.float32(1 - beta1), out=scratch)
        first += scratch
        second *= np.float32(beta2)
        np.multiply(gradient, gradient, out=scratch)
        scratch *= np.float32(1 - beta2)
        second += scratch
        np.sqrt(second, out=scratch)
        scratch *= np.float32(1 / np.sqrt(1 - beta2**self.steps))
        scratch += np.float32(EPSILON)
        np.divide(first, scratch, out=scratch)
        scratch *= np.float32(rate / (1 - beta1**self.steps))
        parameters -= scratch


class AdamW(Adam):
    """Adam with weight decay separate from the gradient (Loshchilov and Hutter 2019)."""

    decoupled = True


OPTIMIZERS: dict[str, type[Optimizer]] = {"sgd": SGD, "adam": Adam, "adamw": AdamW}
"""All by name."""


class ExponentialMovingAverage:
    """An average of a network's tensors over the training steps; it varies less than single steps.

    Polyak and Juditsky (1992) average over all steps. Here older steps fade out exponentially:
    average <- decay average + (1 - decay) current.

    Args:
        network: an initialized network; its current tensors are the first average.
        decay: the share of the average that stays at each step. It is smaller in the first steps,
            so that the random initial weights soon have no influence.

    Attributes:
        tensors: the averages, with the names and shapes of `Network.tensors()`.

    Raises:
        ParameterError: the decay is not between 0 and 1.
    """

    def __init__(self, network: Network, decay: float) -> None:
        if not 0 < decay < 1:
            raise ParameterError(
                "the average's decay lies in 0 < decay < 1, not {decay}", decay=decay
            )
        self.decay = decay
        self.steps = 0
        self.tensors: dict[str, FloatArray] = {
            name: array.copy() for name, array in network.tensors().items()
        }

    def update(self, network: Network) -> None:
        """Include the network's current tensors in the average."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, array in network.tensors().items():
            average = self.tensors[name]
            average += (1 - decay) * (array - average)
