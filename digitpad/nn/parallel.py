"""One network in several threads: a batch is dealt out in small parts, gradients are added up.

    batch of 128 = 8 parts of 16   ->   thread 1: parts 1 3 5 7     thread 2: parts 2 4 6 8

Each part runs through the whole network, forward and backward, before the next one, so that what
the layers hand each other is still in the processor's cache. NumPy lets go of Python's lock inside
its loops and BLAS, so the threads really run side by side; BLAS itself is held to one thread each.
Who gets which part is fixed, so the same thread count gives the same sums, to the last bit.

Where nearly all work is in a few large products, the threads may share each of those instead, and
all of the batch goes through together: nobody waits for Python's lock between the small steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from types import TracebackType
from typing import Self, TypeVar

import numpy as np

from digitpad.interruption import breathe
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.network import Network
from digitpad.threads import blas_threads
from digitpad.types import AnyArray, FloatArray, IntArray

Result = TypeVar("Result")


class ParallelNetwork:
    """Trains or applies one network with several threads. Use as a context manager.

    Args:
        network: the one whose parameters are shared.
        threads: how many replicas work.
        part_size: the most images a replica takes at a time.
        shares_products: whether the threads share each matrix product, as BLAS deals it out, and
            not the images.
    """

    def __init__(
        self, network: Network, threads: int, part_size: int, *, shares_products: bool = False
    ) -> None:
        self.network = network
        self.part_size = part_size
        self._blas_threads = threads if shares_products else 1
        workers = 1 if shares_products else threads
        self.replicas = [network.replica(own_gradient=worker > 0) for worker in range(workers)]
        self._pool = ThreadPoolExecutor(workers - 1, "digitpad-network") if workers > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def gradient(
        self,
        images: FloatArray,
        labels: IntArray,
        *,
        label_smoothing: float = 0.0,
        noise: Callable[[int], np.random.Generator] | None = None,
    ) -> tuple[float, int]:
        """Forward and backward for one batch; the mean gradient is left in `network.gradient`.

        Args:
            images: (n, height, width) float32, in any order in memory.
            labels: (n,) their classes.
            label_smoothing: see `softmax_cross_entropy`.
            noise: the source of chance for a part, where layers need one.

        Returns:
            The sum of the losses and the number of right answers.
        """
        parts = self._deal(len(images))

        def work(worker: int) -> tuple[float, int]:
            replica, loss_sum, right = self.replicas[worker], 0.0, 0
            mine = range(worker, len(parts), len(self.replicas))
            if not mine:
                replica.gradient.fill(0)
            for part in mine:
                breathe()
                chosen = parts[part]
                if noise:
                    replica.seed_noise(noise(part))
                logits = replica.forward(images[chosen], training=True)
                loss, grad = softmax_cross_entropy(
                    logits, labels[chosen], label_smoothing=label_smoothing
                )
                loss_sum += loss
                right += int(np.count_nonzero(logits.argmax(axis=1) == labels[chosen]))
                grad *= np.float32(1 / len(images))
                replica.backward(grad, accumulate=part != worker)
            return loss_sum, right

        results = self._everyone(work)
        for replica in self.replicas[1:]:
            self.network.gradient += replica.gradient
        self.network.absorb(self.replicas)
        return sum(loss for loss, _ in results), sum(right for _, right in results)

    def logits(self, images: AnyArray) -> FloatArray:
        """Logits (N, classes) of images (N, 28, 28), float32 0..1 or uint8 0..255."""
        out = np.empty((len(images), self.network.classes), np.float32)
        parts = self._deal(len(images))

        def work(worker: int) -> None:
            for part in range(worker, len(parts), len(self.replicas)):
                breathe()
                chosen = parts[part]
                out[chosen] = self.replicas[worker].forward(as_network_input(images[chosen]))

        self._everyone(work)
        return out

    def _deal(self, count: int) -> Sequence[slice]:
        """Cut `count` images into parts of almost equal size, the same number for each thread."""
        workers = len(self.replicas)
        rounds = max(1, -(-count // (self.part_size * workers)))
        pieces = min(count, rounds * workers)
        edges = np.linspace(0, count, pieces + 1).round().astype(int).tolist()
        return [slice(a, b) for a, b in pairwise(edges)]

    def _everyone(self, work: Callable[[int], Result]) -> list[Result]:
        """Let every worker do its share; the calling thread is worker 0.

        Overflow is not reported where it happens: whoever trains looks at the loss.
        """

        def quietly(worker: int) -> Result:
            with np.errstate(over="ignore", invalid="ignore"):
                return work(worker)

        with blas_threads(self._blas_threads):
            if self._pool is None:
                return [quietly(0)]
            others = [self._pool.submit(quietly, i) for i in range(1, len(self.replicas))]
            try:
                own = quietly(0)
            finally:
                results = [other.result() for other in others]
            return [own, *results]


def as_network_input(images: AnyArray) -> FloatArray:
    """Images as the network takes them: float32, ink 1.0; uint8 is divided by 255."""
    if images.dtype == np.uint8:
        return np.multiply(images, np.float32(1 / 255), dtype=np.float32)
    return np.asarray(images, np.float32)
