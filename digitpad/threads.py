"""Work that is dealt out to threads: many pictures, cut into parts that stay in the cache.

NumPy lets go of Python's lock inside its loops and BLAS, so threads really run side by side.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from threadpoolctl import ThreadpoolController

from digitpad.interruption import breathe
from digitpad.types import AnyArray


def cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _OneBlasThread:
    """The limit, which is the whole process's, and how many of its threads ask for it now."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._controller: ThreadpoolController | None = None
        self._limit: Any = None
        self._holders = 0

    def hold(self) -> None:
        """One more asks for it; the first one sets it."""
        with self._guard:
            if self._controller is None:
                self._controller = ThreadpoolController()
            if not self._holders:
                self._limit = self._controller.limit(limits=1, user_api="blas")
            self._holders += 1

    def let_go(self) -> None:
        """One of them has done; the last one takes it away."""
        with self._guard:
            self._holders -= 1
            if not self._holders:
                self._limit.restore_original_limits()


_one_blas_thread = _OneBlasThread()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Keep BLAS to one thread: where many of ours call it, or where it waits more than it works.

    Where several threads ask for that at overlapping times, it holds until the last has done.
    """
    _one_blas_thread.hold()
    try:
        yield
    finally:
        _one_blas_thread.let_go()


def in_parts(
    work: Callable[[slice], None], count: int, part_size: int, threads: int | None = None
) -> None:
    """Call `work` for slices that together cover `range(count)`.

    Args:
        work: does one part; several run at the same time.
        count: of all items.
        part_size: the most items in a part.
        threads: how many work at the same time; None for one on each core.
    """
    parts = [slice(i, min(i + part_size, count)) for i in range(0, count, part_size)]
    threads = min(cores() if threads is None else threads, len(parts))
    if threads < 2:
        for part in parts:
            breathe()
            work(part)
        return

    def every(first: int) -> None:
        for part in parts[first::threads]:
            breathe()
            work(part)

    with one_blas_thread(), ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(every, first) for first in range(1, threads)]
        every(0)
        for other in others:
            other.result()


def sum_in_parts(
    work: Callable[[slice], AnyArray], count: int, part_size: int, threads: int | None = None
) -> AnyArray:
    """The sum of what `work` gives for slices that together cover `range(count)`.

    Each thread adds up its own slices, always the same ones, and their sums are added in order:
    the same number of threads gives the same sum to the last bit.
    """
    threads = cores() if threads is None else threads
    share = -(-count // threads)
    sums: list[AnyArray | None] = [None] * threads

    def every(mine: slice) -> None:
        total: AnyArray | None = None
        for start in range(mine.start, mine.stop, part_size):
            breathe()
            result = work(slice(start, min(start + part_size, mine.stop)))
            if total is None:
                total = result
            else:
                total += result
        sums[mine.start // share] = total

    in_parts(every, count, share, threads)
    found = [total for total in sums if total is not None]
    result = found[0]
    for total in found[1:]:
        result = result + total
    return result
