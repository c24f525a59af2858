"""The computer: its description, and the speed of its matrix products."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from threadpoolctl import ThreadpoolController

from digitpad.benchmarks.measuring import Effort, Table, Turn, interleaved, seconds_of
from digitpad.common.threads import cores

SIDE = 2048


@contextmanager
def blas_threads(count: int) -> Iterator[None]:
    """Limit BLAS to this many threads; looked up each time, as packages load BLAS copies."""
    with ThreadpoolController().limit(limits=count, user_api="blas"):
        yield


def sgemm(threads: int) -> Turn:
    """A turn that gives the GFLOP/s of one product of two square float32 matrices."""
    generator = np.random.default_rng(0)
    a, b = (generator.random((SIDE, SIDE), dtype=np.float32) for _ in range(2))
    product = np.empty_like(a)

    multiply = seconds_of(lambda: np.matmul(a, b, out=product))

    def turn() -> float:
        with blas_threads(threads):
            return 2 * SIDE**3 / multiply() / 1e9

    return turn


def measure(effort: Effort) -> list[Table]:
    """Peak speed: the highest one measured, since other load only makes it lower."""
    counts = sorted({1, effort.threads})
    contestants = {str(count): sgemm(count) for count in counts}
    figures = interleaved(contestants, 3 * effort.rounds)
    columns = {"threads": "", "GFLOP/s": ",.0f"}
    rows = [
        {"threads": name, "GFLOP/s": max(values, default=None)} for name, values in figures.items()
    ]
    return [Table("sgemm", f"Matrix products of {SIDE} x {SIDE}, float32", columns, rows)]


def description() -> dict[str, str | int | float]:
    """Processor, cores, versions, and what else the machine was doing."""
    facts: dict[str, str | int | float] = {
        "processor": _processor(),
        "cores": cores(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": _blas(),
    }
    if hasattr(os, "getloadavg"):
        facts["load"] = round(os.getloadavg()[0], 1)
    return facts


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - not on every system
            names = [line.partition(":")[2].strip() for line in file if "model name" in line]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def _blas() -> str:
    for library in ThreadpoolController().info():
        if library["user_api"] == "blas":
            return f"{library['internal_api']} {library['version'] or ''}".strip()
    return "unknown"
