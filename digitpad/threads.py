"""Work that is dealt out to threads: many pictures, cut into parts that stay in the cache.

NumPy lets go of Python's lock inside its loops and BLAS, so threads really run side by side.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from threadpoolctl import ThreadpoolController

from digitpad.interruption import breathe
from digitpad.types import AnyArray


def cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _BlasLimit:
    """How many threads BLAS may use, which is the whole process's, and who asks for how many."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._libraries: list[Any] | None = None
        self._usual: list[int] = []
        self._asked: list[int] = []

    def hold(self, count: int) -> None:
        """One more asks for so many; the smallest number counts."""
        with self._guard:
            if self._libraries is None:
                self._libraries = ThreadpoolController().select(user_api="blas").lib_controllers
            if not self._asked:
                self._usual = [library.get_num_threads() for library in self._libraries]
            self._asked.append(count)
            self._apply()

    def let_go(self, count: int) -> None:
        """One of them has done; after the last one all is as it was."""
        with self._guard:
            self._asked.remove(count)
            self._apply()

    def _apply(self) -> None:
        for library, usual in zip(self._libraries or [], self._usual, strict=True):
            library.set_num_threads(min(self._asked, default=usual))


_blas_limit = _BlasLimit()


@contextmanager
def blas_threads(count: int) -> Iterator[None]:
    """Let BLAS use so many threads.

    Where several threads of ours ask for that at overlapping times, the smallest number holds
    until whoever asked for it has done.
    """
    _blas_limit.hold(count)
    try:
        yield
    finally:
        _blas_limit.let_go(count)


def one_blas_thread() -> AbstractContextManager[None]:
    """Keep BLAS to one thread: where many of ours call it, or where it waits more than it works."""
    return blas_threads(1)


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
