"""How things are timed so that they can be compared: in turns, one after the other, many times.

    A B C  A B C  A B C  ...   ->   medians, and the median of the ratios within a round

Whatever else the machine does, it does to all of them: a ratio stands more firmly than its two
figures.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

Turn = Callable[[], float]
"""Works for a moment and returns its figure."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure.

    Attributes:
        rounds: turns for each contestant.
        seconds: about how long a turn takes.
        threads: that networks and BLAS may use.
        quick: smaller sets where a turn is a whole training.
    """

    rounds: int
    seconds: float
    threads: int
    quick: bool = False


def interleaved(contestants: Mapping[str, Turn], rounds: int) -> dict[str, list[float]]:
    """Let all take turns; one round more, the first, is for warming up and not counted."""
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, turn in contestants.items():
            figure = turn()
            if number:
                figures[name].append(figure)
    return figures


def per_second(step: Callable[[], int], seconds: float) -> Turn:
    """A turn that repeats `step`, which returns how many items it did, and gives items/s."""

    def turn() -> float:
        done, started = 0, time.perf_counter()
        while True:
            done += step()
            elapsed = time.perf_counter() - started
            if elapsed >= seconds:
                return done / elapsed

    return turn


def median(figures: list[float]) -> float:
    """The middle one."""
    return float(np.median(figures))


def ratio(figures: list[float], others: list[float]) -> float:
    """The median, over the rounds, of one divided by the other."""
    return float(np.median(np.array(figures) / np.array(others)))


def better(figures: Mapping[str, list[float]], *names: str) -> str | None:
    """Which of these, where measured, has the highest median."""
    found = [name for name in names if name in figures]
    return max(found, key=lambda name: median(figures[name])) if found else None


def installed(package: str) -> bool:
    """Whether an extra is there, without importing it."""
    return importlib.util.find_spec(package) is not None


def note_on_missing(packages: Mapping[str, str]) -> tuple[str, ...]:
    """One line naming those that are not installed, from package to name; none if all are."""
    missing = [name for package, name in packages.items() if not installed(package)]
    if not missing:
        return ()
    return (
        f"Not installed, so not compared: {', '.join(missing)} (pip install 'digitpad[bench]')",
    )
