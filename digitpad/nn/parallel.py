"""Data-parallel training and inference: threads share a batch, and their gradients are summed.

    batch of 128 = 8 parts of 16   ->   thread 1: parts 1 3 5 7     thread 2: parts 2 4 6 8

Each part runs forward and backward through the whole network before the next one starts, so that
activations are still in the processor's cache when they are needed. NumPy and BLAS release
Python's lock, so the threads run in parallel; BLAS itself then uses one thread per caller. Each
thread always gets the same parts, so the same number of threads gives the same sums, to the bit.

A network whose time goes into a few large matrix products can instead leave the threads to BLAS:
the whole batch goes through together, and no thread waits for Python's lock between small steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from types import TracebackType
from typing import Self, TypeVar

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import ThreadLimitError
from digitpad.common.pixels import as_floats
from digitpad.common.threads import blas_threads, starting_threads
from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.network import Network

Result = TypeVar("Result")


class ParallelNetwork:
    """Runs one network with several threads. A context manager, which ends the threads.

    Args:
        network: the network; its replicas in other threads share its parameters.
        threads: the number of threads.
        part_size: the largest number of images that pass through the network together.
        shares_products: let BLAS divide each matrix product among the threads, instead of
            dividing the images.
    """

    def __init__(
        self, network: Network, threads: int, part_size: int, *, shares_products: bool = False
    ) -> None:
        self.network = network
        self.part_size = part_size
        self._blas_threads = threads if shares_products else 1
        workers = 1 if shares_products else threads
        self.replicas = [network.replica(own_gradient=worker > 0) for worker in range(workers)]
        self._pool = _new_pool(workers - 1) if workers > 1 else None

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
        """Forward and backward pass of one batch; `network.gradient` is the mean over the batch.

        Args:
            images: (N, height, width) float32, with any strides.
            labels: (N,) int64, from 0 to classes - 1.
            label_smoothing: see `softmax_cross_entropy`.
            noise: returns the random generator for a part, given its number; for dropout.

        Returns:
            The sum of the losses in nats, and the number of correct predictions.

        Raises:
            Interrupted: see `digitpad.common.cancellation`.
        """
        parts = self._split(len(images))

        def work(worker: int) -> tuple[float, int]:
            replica, loss_sum, correct = self.replicas[worker], 0.0, 0
            own_parts = range(worker, len(parts), len(self.replicas))
            if not own_parts:
                replica.gradient.fill(0)
            for part in own_parts:
                check_cancelled()
                rows = parts[part]
                if noise:
                    replica.use_generator(noise(part))
                logits = replica.forward(images[rows], training=True)
                loss, grad = softmax_cross_entropy(
                    logits, labels[rows], label_smoothing=label_smoothing
                )
                loss_sum += loss
                correct += int(np.count_nonzero(logits.argmax(axis=1) == labels[rows]))
                grad *= np.float32(1 / len(images))
                replica.backward(grad, accumulate=part != worker)
            return loss_sum, correct

        results = self._run(work)
        for replica in self.replicas[1:]:
            self.network.gradient += replica.gradient
        return sum(loss for loss, _ in results), sum(correct for _, correct in results)

    def logits(self, images: AnyArray) -> FloatArray:
        """Logits (N, classes) float32.

        Args:
            images: (N, height, width), float32 0 to 1 or uint8 0 to 255.
        """
        out = np.empty((len(images), self.network.classes), np.float32)
        parts = self._split(len(images))

        def work(worker: int) -> None:
            for part in range(worker, len(parts), len(self.replicas)):
                check_cancelled()
                rows = parts[part]
                out[rows] = self.replicas[worker].forward(as_floats(images[rows]))

        self._run(work)
        return out

    def _split(self, count: int) -> Sequence[slice]:
        """Divide the images into parts of almost equal size, the same number for each thread."""
        workers = len(self.replicas)
        rounds = max(1, -(-count // (self.part_size * workers)))
        pieces = min(count, rounds * workers)
        edges = np.linspace(0, count, pieces + 1).round().astype(int).tolist()
        return [slice(a, b) for a, b in pairwise(edges)]

    def _run(self, work: Callable[[int], Result]) -> list[Result]:
        """Call `work(worker)` in every thread; the calling thread is worker 0.

        Overflow raises no warning here. The trainer checks the loss instead.

        Raises:
            ThreadLimitError: the system starts no more threads.
        """

        def without_warnings(worker: int) -> Result:
            with np.errstate(over="ignore", invalid="ignore"):
                return work(worker)

        with blas_threads(self._blas_threads):
            if self._pool is None:
                return [without_warnings(0)]
            workers = len(self.replicas)
            try:
                with starting_threads():
                    others = [self._pool.submit(without_warnings, i) for i in range(1, workers)]
            except ThreadLimitError:
                # The next call must not meet the work that still waits.
                self._pool.shutdown(cancel_futures=True)
                self._pool = _new_pool(workers - 1)
                raise
            try:
                own = without_warnings(0)
            finally:
                results = [other.result() for other in others]
            return [own, *results]


def _new_pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, "digitpad-network")
