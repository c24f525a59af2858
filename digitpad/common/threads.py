"""Threads: how many there may be, and work that is cut into parts for them.

NumPy releases Python's lock inside its loops and BLAS, so threads really run side by side. A part
is small enough to stay in the processor's cache.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from threadpoolctl import ThreadpoolController

from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import ThreadLimitError
from digitpad.common.types import AnyArray

LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT")
"""Environment variables that limit threads. joblib sets the first ones in its workers, Dask too."""

CGROUPS = Path("/sys/fs/cgroup")


def cores() -> int:
    """How many threads this process may run at the same time, at least 1.

    The smallest of: the cores it is bound to, the processor quota of its container, the limits in
    the environment, and the threads that BLAS is limited to (as by threadpoolctl). So two workers
    of joblib on four cores get two threads each. Ask where the work is done, not where it is
    planned: a cluster's workers have other limits.
    """
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    limits = [bound or 1, _container_cores(), _blas_limit.usual()]
    limits += [_limit_in_environment(name) for name in LIMITS]
    return max(1, min(limit for limit in limits if limit is not None))


def _limit_in_environment(name: str) -> int | None:
    """The number in an environment variable, or None; "4,2" means 4, and 2 in nested regions."""
    text = os.environ.get(name, "").split(",")[0].strip()
    return int(text) if text.isdecimal() and int(text) > 0 else None


@lru_cache(maxsize=1)
def _container_cores() -> int | None:
    """The processor quota of the container, rounded up to whole cores; None without one."""
    try:
        groups = Path("/proc/self/cgroup").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    shares = [_quota(CGROUPS, "/")]
    for line in groups:
        _, controllers, path = line.split(":", 2)
        if not controllers:
            shares.append(_quota(CGROUPS, path))
        elif "cpu" in controllers.split(","):
            shares += [_quota(CGROUPS / controllers, path), _quota(CGROUPS / "cpu", path)]
    known = [share for share in shares if share is not None]
    return max(1, math.ceil(min(known))) if known else None


def _quota(root: Path, group: str) -> float | None:
    """The smallest quota, in cores, of a control group and those around it; None without one."""
    shares = []
    folder = root / group.lstrip("/")
    for place in [folder, *folder.parents]:
        if not place.is_relative_to(root):
            break
        try:
            if (place / "cpu.max").exists():  # version 2
                quota, period = (place / "cpu.max").read_text("utf-8").split()
            else:  # version 1
                quota = (place / "cpu.cfs_quota_us").read_text("utf-8")
                period = (place / "cpu.cfs_period_us").read_text("utf-8")
            if quota != "max" and int(quota) > 0:
                shares.append(int(quota) / int(period))
        except (OSError, ValueError):
            continue
    return min(shares, default=None)


class _BlasLimit:
    """The number of BLAS threads of the whole process, and the requests to limit it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._libraries: list[Any] | None = None
        self._usual: list[int] = []
        self._requests: list[int] = []

    def usual(self) -> int | None:
        """How many threads BLAS has without the requests; None where there is no such library."""
        with self._guard:
            counts = self._usual if self._requests else self._counts()
            return min(counts, default=None)

    def request(self, count: int) -> None:
        """Register a request; the smallest wins."""
        with self._guard:
            if not self._requests:
                self._usual = self._counts()
            self._requests.append(count)
            self._apply()

    def withdraw(self, count: int) -> None:
        """Remove a request; without any, the number is what it was before."""
        with self._guard:
            self._requests.remove(count)
            self._apply()

    def _counts(self) -> list[int]:
        if self._libraries is None:
            self._libraries = ThreadpoolController().select(user_api="blas").lib_controllers
        return [library.get_num_threads() for library in self._libraries]

    def _apply(self) -> None:
        for library, usual in zip(self._libraries or [], self._usual, strict=True):
            # From 3.8 on, threadpoolctl takes a number for OpenBLAS from one thread alone, as long
            # as that thread lives. So free it from another's hold before, and from this one after.
            free = getattr(library, "clear_controlling_thread", lambda **_: None)
            free(force=True)
            library.set_num_threads(min(self._requests, default=usual))
            free(force=True)


_blas_limit = _BlasLimit()


@contextmanager
def blas_threads(count: int) -> Iterator[None]:
    """Let BLAS use at most `count` threads.

    The number is the whole process's: where requests overlap in time, the smallest one holds.
    """
    _blas_limit.request(count)
    try:
        yield
    finally:
        _blas_limit.withdraw(count)


def one_blas_thread() -> AbstractContextManager[None]:
    """Limit BLAS to one thread: where many threads call it, or where products are small."""
    return blas_threads(1)


@contextmanager
def starting_threads() -> Iterator[None]:
    """Where threads are started. Raises `ThreadLimitError` where the system refuses one."""
    try:
        yield
    except RuntimeError as error:
        # Python has no class of its own for it.
        if "can't start new thread" not in str(error):
            raise
        raise ThreadLimitError(
            "no more threads can be started: there are too many, or there is not enough memory for "
            "another one"
        ) from error


def in_parts(
    work: Callable[[slice], None], count: int, part_size: int, threads: int | None = None
) -> None:
    """Call `work` for slices that together cover `range(count)`.

    Args:
        work: does one part; several run at the same time.
        count: of all items.
        part_size: the most items in a part.
        threads: how many work at the same time; None for `cores()`.

    Raises:
        ThreadLimitError: the system starts no more threads.
    """
    parts = [slice(i, min(i + part_size, count)) for i in range(0, count, part_size)]
    threads = min(cores() if threads is None else threads, len(parts))
    if threads < 2:
        for part in parts:
            check_cancelled()
            work(part)
        return

    def every(first: int) -> None:
        for part in parts[first::threads]:
            check_cancelled()
            work(part)

    with one_blas_thread(), ThreadPoolExecutor(threads - 1) as pool:
        with starting_threads():
            others = [pool.submit(every, first) for first in range(1, threads)]
        every(0)
        for other in others:
            other.result()


def sum_in_parts(
    work: Callable[[slice], AnyArray], count: int, part_size: int, threads: int | None = None
) -> AnyArray:
    """The sum of what `work` gives for slices that together cover `range(count)`.

    Each thread adds up the same slices every time, and their sums are added in order, so the same
    number of threads gives the same sum to the last bit.
    """
    threads = cores() if threads is None else threads
    share = -(-count // threads)
    sums: list[AnyArray | None] = [None] * threads

    def every(mine: slice) -> None:
        total: AnyArray | None = None
        for start in range(mine.start, mine.stop, part_size):
            check_cancelled()
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
