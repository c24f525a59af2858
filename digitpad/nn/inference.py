"""A trained network that only answers: one image at once, thousands in several threads.

Everything it needs is kept for the next time, and it may be asked from several threads at once:
the pad goes on answering while ten thousand digits are looked through elsewhere.
"""

from __future__ import annotations

import threading
from functools import cached_property
from typing import Any

from digitpad.nn.network import Network
from digitpad.nn.one_image import OneImage
from digitpad.nn.parallel import ParallelNetwork
from digitpad.threads import one_blas_thread
from digitpad.types import FloatArray

FEW = 32
"""Up to so many images one thread is as fast: dealing them out costs more than it saves."""


class _Own(threading.local):
    """What each thread has for itself, made when it is first asked for."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @cached_property
    def replica(self) -> Network:
        return self._network.replica(own_gradient=False)

    @cached_property
    def one_image(self) -> OneImage | None:
        return OneImage.of(self._network)


class Inference:
    """Gives a network's logits.

    Args:
        network: its parameters must not change any more.
        threads: for many images.
        part_size: how many of those pass through the network together.
    """

    def __init__(self, network: Network, threads: int, part_size: int) -> None:
        self.network = network
        self._threads, self._part_size = threads, max(part_size, FEW)
        self._own = _Own(network)
        self._many: ParallelNetwork | None = None
        self._many_in_use = threading.Lock()

    def logits(self, images: FloatArray) -> FloatArray:
        """Logits (N, outputs) of images (N, height, width) float32."""
        if len(images) <= FEW:
            return self._logits_of_few(images)
        if not self._many_in_use.acquire(blocking=False):
            with self._workers() as workers:
                return workers.logits(images)
        try:
            if self._many is None:
                self._many = self._workers()
            return self._many.logits(images)
        finally:
            self._many_in_use.release()

    def _logits_of_few(self, images: FloatArray) -> FloatArray:
        """In the calling thread, with its own buffers.

        BLAS is held to this thread too: products this small gain nothing from a second one, and
        wait for it whenever it is busy elsewhere.
        """
        own = self._own
        with one_blas_thread():
            if len(images) == 1 and own.one_image is not None:
                return own.one_image.logits(images[0])
            return own.replica.forward(images).copy()

    def _workers(self) -> ParallelNetwork:
        return ParallelNetwork(self.network, self._threads, self._part_size)

    def __getstate__(self) -> dict[str, Any]:
        """Threads, locks and buffers stay behind."""
        return {
            "network": self.network,
            "_threads": self._threads,
            "_part_size": self._part_size,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Begin with nothing kept."""
        self.__init__(state["network"], state["_threads"], state["_part_size"])  # type: ignore[misc]
