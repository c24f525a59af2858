"""How weights move, once the gradient says which way is down.

All weights of a network lie in one long vector, so a step is a handful of operations on vectors,
whatever the layers look like. The formulas are written as in the papers; `out=` keeps each step
from allocating anything, and the vector is gone through in blocks that stay in the cache.
"""

from abc import ABC, abstractmethod
from itertools import pairwise
from typing import ClassVar

import numpy as np

from digitpad.errors import ParameterError
from digitpad.types import FloatArray

BLOCK = 16_384
"""So many numbers of the parameters, their gradient and two moments are 256 KB."""


class Optimizer(ABC):
    """Moves a parameter vector against its gradient.

    Args:
        size: how many parameters there are.
        decayed: how many of them, from the front, feel weight decay (weights do; biases and
            normalization do not).
        weight_decay: the pull towards zero.

    Attributes:
        state: vectors remembered from step to step, by name; together with `steps` all that is
            needed to go on later as if nothing had happened.
    """

    names: ClassVar[tuple[str, ...]]

    def __init__(self, size: int, decayed: int, weight_decay: float = 0.0) -> None:
        if weight_decay < 0:
            raise ParameterError(f"weight decay cannot be negative, but is {weight_decay}")
        self.weight_decay = weight_decay
        self.steps = 0
        self.state = {name: np.zeros(size, np.float32) for name in self.names}
        edges = sorted({*range(0, size, BLOCK), min(decayed, size), size})
        self._blocks = [(slice(a, b), b <= decayed) for a, b in pairwise(edges)]
        self._scratch = np.empty(min(size, BLOCK), np.float32)

    def step(self, parameters: FloatArray, gradient: FloatArray, learning_rate: float) -> None:
        """Update `parameters` in place; `gradient` may be overwritten."""
        self.steps += 1
        for block, is_decayed in self._blocks:
            self._move(
                block,
                parameters[block],
                gradient[block],
                learning_rate,
                self.weight_decay if is_decayed else 0.0,
            )

    @abstractmethod
    def use_momentum(self, momentum: float) -> None:
        """From the next step on; see `TrainingSettings.momentum`."""

    @abstractmethod
    def _move(
        self,
        block: slice,
        parameters: FloatArray,
        gradient: FloatArray,
        learning_rate: float,
        decay: float,
    ) -> None:
        """Update one block of the parameters, which are given, and of the state."""


def _add_decay(
    parameters: FloatArray, gradient: FloatArray, scratch: FloatArray, decay: float
) -> None:
    """The classical L2 penalty: it is part of the loss, so it is part of the gradient."""
    if decay:
        np.multiply(parameters, np.float32(decay), out=scratch)
        gradient += scratch


class SGD(Optimizer):
    """Stochastic gradient descent with momentum (Sutskever et al. 2013).

    v <- momentum v + g;   w <- w - rate v,  or, looking ahead as Nesterov does,
    w <- w - rate (g + momentum v)
    """

    names = ("velocity",)

    def __init__(
        self,
        size: int,
        decayed: int,
        weight_decay: float = 0.0,
        *,
        momentum: float = 0.9,
        nesterov: bool = False,
    ) -> None:
        super().__init__(size, decayed, weight_decay)
        if not 0 <= momentum < 1:
            raise ParameterError(f"momentum lies in 0 <= momentum < 1, not {momentum}")
        self.momentum = momentum
        self.nesterov = nesterov

    def use_momentum(self, momentum: float) -> None:
        """How much of the velocity stays."""
        self.momentum = momentum

    def _move(
        self,
        block: slice,
        parameters: FloatArray,
        gradient: FloatArray,
        learning_rate: float,
        decay: float,
    ) -> None:
        """Gradient descent."""
        velocity, scratch = self.state["velocity"][block], self._scratch[: len(parameters)]
        _add_decay(parameters, gradient, scratch, decay)
        velocity *= np.float32(self.momentum)
        velocity += gradient
        if self.nesterov:
            np.multiply(velocity, np.float32(self.momentum), out=scratch)
            gradient += scratch
        direction = gradient if self.nesterov else velocity
        np.multiply(direction, np.float32(learning_rate), out=scratch)
        parameters -= scratch


class Adam(Optimizer):
    """Adaptive moments (Kingma and Ba 2015): each weight has its own step length.

    m <- b1 m + (1 - b1) g;   v <- b2 v + (1 - b2) g^2;
    w <- w - rate m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon)
    """

    names = ("first_moment", "second_moment")
    decoupled: ClassVar[bool] = False

    def __init__(
        self,
        size: int,
        decayed: int,
        weight_decay: float = 0.0,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        epsilon: float = 1e-8,
    ) -> None:
        super().__init__(size, decayed, weight_decay)
        if not (0 <= betas[0] < 1 and 0 <= betas[1] < 1):
            raise ParameterError(f"both betas lie in 0 <= beta < 1, not {betas}")
        self.betas = betas
        self.epsilon = epsilon

    def use_momentum(self, momentum: float) -> None:
        """How much of the first moment stays."""
        self.betas = (momentum, self.betas[1])

    def _move(
        self,
        block: slice,
        parameters: FloatArray,
        gradient: FloatArray,
        learning_rate: float,
        decay: float,
    ) -> None:
        """Adam's step."""
        first, second = self.state["first_moment"][block], self.state["second_moment"][block]
        scratch = self._scratch[: len(parameters)]
        beta1, beta2 = self.betas
        if not self.decoupled:
            _add_decay(parameters, gradient, scratch, decay)
        elif decay:
            parameters *= np.float32(1 - learning_rate * decay)
        first *= np.float32(beta1)
        np.multiply(gradient, np.float32(1 - beta1), out=scratch)
        first += scratch
        second *= np.float32(beta2)
        np.multiply(gradient, gradient, out=scratch)
        scratch *= np.float32(1 - beta2)
        second += scratch
        np.sqrt(second, out=scratch)
        scratch *= np.float32(1 / np.sqrt(1 - beta2**self.steps))
        scratch += np.float32(self.epsilon)
        np.divide(first, scratch, out=scratch)
        scratch *= np.float32(learning_rate / (1 - beta1**self.steps))
        parameters -= scratch


class AdamW(Adam):
    """Adam with the decay applied to the weights, not the gradient (Loshchilov, Hutter 2019)."""

    decoupled = True


OPTIMIZERS = ("sgd", "adam", "adamw")


def optimizer(
    name: str,
    size: int,
    decayed: int,
    *,
    weight_decay: float = 0.0,
    momentum: float = 0.9,
    nesterov: bool = False,
) -> Optimizer:
    """An optimizer by its name, or a `ParameterError` that lists the names."""
    if name == "sgd":
        return SGD(size, decayed, weight_decay, momentum=momentum, nesterov=nesterov)
    if name in {"adam", "adamw"}:
        kind = Adam if name == "adam" else AdamW
        return kind(size, decayed, weight_decay, betas=(momentum, 0.999))
    raise ParameterError(f"optimizer {name!r} is not known; there are {', '.join(OPTIMIZERS)}")
