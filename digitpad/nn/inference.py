"""Inference with a trained network: a few images in the calling thread, many in several threads.

Buffers are kept from call to call until `release_buffers`. Several threads may call at the same
time, so the drawing pad can recognize a digit while a whole data set is evaluated in the
background.
"""

from __future__ import annotations

import threading
from weakref import WeakSet

from digitpad.common.threads import one_blas_thread
from digitpad.common.types import FloatArray
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork

FEW = 32
"""Up to this number of images, one thread is as fast as several."""


class _OfThread(threading.local):
    """What every thread has for itself: `__init__` runs in each that uses it."""

    def __init__(self, network: Network) -> None:
        self.replica = network.replica(own_gradient=False)


class Inference:
    """Computes the logits of a network.

    Args:
        network: its parameters must not change afterwards.
        threads: the number of threads for more than `FEW` images.
        part_size: how many images pass through the network together.
    """

    def __init__(self, network: Network, threads: int, part_size: int) -> None:
        self.network = network
        self._threads, self._part_size = threads, max(part_size, FEW)
        self._of_thread = _OfThread(network)
        self._pool: ParallelNetwork | None = None
        self._pool_lock = threading.Lock()
        with _all_lock:
            _all.add(self)

    def logits(self, images: FloatArray) -> FloatArray:
        """Images (N, height, width) float32 -> logits (N, classes) float32."""
        if len(images) <= FEW:
            return self._logits_of_few(images)
        if not self._pool_lock.acquire(blocking=False):
            with self._new_pool() as pool:
                return pool.logits(images)
        try:
            if self._pool is None:
                self._pool = self._new_pool()
            return self._pool.logits(images)
        finally:
            self._pool_lock.release()

    def _logits_of_few(self, images: FloatArray) -> FloatArray:
        """In the calling thread, with its own buffers and one BLAS thread.

        Products this small gain nothing from a second BLAS thread, and would wait for it while it
        is busy with other work.
        """
        with one_blas_thread():
            return self._of_thread.replica.forward(images).copy()

    def release(self) -> None:
        """Free the threads and buffers, unless they are in use."""
        self._of_thread = _OfThread(self.network)
        if self._pool_lock.acquire(blocking=False):
            self._pool = None
            self._pool_lock.release()

    def _new_pool(self) -> ParallelNetwork:
        return ParallelNetwork(self.network, self._threads, self._part_size)


_all: WeakSet[Inference] = WeakSet()
_all_lock = threading.Lock()


def release_buffers() -> None:
    """Free the threads and buffers of all networks.

    For programs that stay open: they may take some 10 MB for each core, and as much for each
    thread that asked for a few images. The next call allocates them again.
    """
    with _all_lock:
        existing = list(_all)
    for inference in existing:
        inference.release()
