"""Work that is dealt out to threads: many pictures, cut into parts that stay in the cache.

NumPy lets go of Python's lock inside its loops and BLAS, so threads really run side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from threadpoolctl import ThreadpoolController

from digitpad.types import AnyArray

_blas: list[ThreadpoolController] = []


def cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
            work(part)
        return

    def every(first: int) -> None:
        for part in parts[first::threads]:
            work(part)

    if not _blas:
        _blas.append(ThreadpoolController())
    with _blas[0].limit(limits=1, user_api="blas"), ThreadPoolExecutor(threads - 1) as pool:
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
