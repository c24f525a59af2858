"""How things are timed so that they can be compared, and tables of the figures.

    A B C  A B C  A B C  ...   ->   medians, and the median of the ratios within a round -> Table

Other load on the machine slows all of them alike, so a ratio varies less than its two figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

Turn = Callable[[], float]
"""Runs for a moment and returns its figure."""


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
    """Run all in turns; a first extra round is for warming up and is not counted."""
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, turn in contestants.items():
            figure = turn()
            if number:
                figures[name].append(figure)
    return figures


def seconds_of(work: Callable[[], object]) -> Turn:
    """A turn that does the work once and gives the seconds it took."""

    def turn() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return turn


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


Cell = float | int | str | None


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one subject.

    Attributes:
        name: for programs.
        title: for people.
        columns: heading -> how its numbers are shown, as a format such as ",.0f".
        rows: heading -> value; what is missing was not measured.
        notes: what is needed to understand it.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Cell]]
    notes: Sequence[str] = ()

    def texts(self) -> tuple[list[str], list[list[str]]]:
        """Headings and cells as texts; columns without any value are left out."""
        shown = [
            heading
            for heading in self.columns
            if any(row.get(heading) is not None for row in self.rows)
        ]
        return shown, [
            [_as_text(row.get(heading), self.columns[heading]) for heading in shown]
            for row in self.rows
        ]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "columns": list(self.columns)}


def _as_text(value: Cell, form: str) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else format(value, form)


def markdown(tables: Sequence[Table]) -> str:
    """All tables, ready to be pasted."""
    pieces = []
    for table in tables:
        headings, rows = table.texts()
        lines = [f"**{table.title}**", ""]
        lines.append(f"| {' | '.join(headings)} |")
        lines.append(f"| --- |{' ---: |' * (len(headings) - 1)}")
        lines += [f"| {' | '.join(row)} |" for row in rows]
        lines += ["", *table.notes]
        pieces.append("\n".join(lines).rstrip())
    return "\n\n".join(pieces)
