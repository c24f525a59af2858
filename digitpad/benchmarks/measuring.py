"""How things are timed so that they can be compared, and tables of the figures.

    A B C  A B C  A B C  ...   ->   medians, and the median of the ratios within a round -> Table

A round in which other processes were busy does not count: threads that wait for each other lose
more by it than others, so even a ratio would be wrong.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeGuard

import numpy as np

try:
    import psutil
except ImportError:  # an extra; without it, every round counts
    psutil = None  # type: ignore[assignment,unused-ignore]

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


MOST_ELSEWHERE = 0.05
"""A round counts if other processes take at most this share of one core..."""

CLOCK_STEPS = 0.04
"""...plus this many seconds, as systems count processor time in steps."""

TRIES = 3
"""At most this many times the wanted rounds are tried."""


def interleaved(
    contestants: Mapping[str, Turn], rounds: int, *, start_processes: bool = False
) -> dict[str, list[float]]:
    """Run all in turns, until enough rounds were not disturbed.

    A first extra round is for warming up and is not counted. If the machine stays busy, there are
    no figures at all: the lists are empty.

    Args:
        contestants: the turns by name.
        rounds: how many undisturbed rounds are wanted.
        start_processes: whether the turns start processes. Not every system tells what these have
            taken, so every round counts.
    """
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in contestants.values():
        turn()
    quiet = 0
    for _ in range(TRIES * rounds):
        before = _elsewhere()
        started = time.perf_counter()
        found = {name: turn() for name, turn in contestants.items()}
        allowed = MOST_ELSEWHERE * (time.perf_counter() - started) + CLOCK_STEPS
        if not start_processes and _elsewhere() - before > allowed:
            continue
        for name, figure in found.items():
            figures[name].append(figure)
        quiet += 1
        if quiet == rounds:
            return figures
    print("other programs are busy: not measured", file=sys.stderr)
    return {name: [] for name in contestants}


def _elsewhere() -> float:
    """Seconds of processor time that other processes have had so far, on all cores."""
    if psutil is None:
        return 0.0
    everyone, own = psutil.cpu_times()._asdict(), psutil.Process().cpu_times()
    # Guests are part of "user", interrupts on Windows part of "system".
    left_out = {"idle", "iowait", "guest", "guest_nice", "interrupt", "dpc"}
    busy = sum(seconds for kind, seconds in everyone.items() if kind not in left_out)
    return float(busy - sum(own[:4]))


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
    """The middle one; not a number where nothing was measured."""
    return float(np.median(figures)) if figures else math.nan


def ratio(figures: list[float], others: list[float]) -> float:
    """The median, over the rounds, of one divided by the other; not a number without rounds."""
    return median((np.array(figures) / np.array(others)).tolist())


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
            if any(_is_known(row.get(heading)) for row in self.rows)
        ]
        return shown, [
            [_as_text(row.get(heading), self.columns[heading]) for heading in shown]
            for row in self.rows
        ]

    def as_dict(self) -> dict[str, Any]:
        """For JSON; what was not measured is None."""
        rows = [
            {heading: value if _is_known(value) else None for heading, value in row.items()}
            for row in self.rows
        ]
        return {**asdict(self), "columns": list(self.columns), "rows": rows}

    def against(self, earlier: Mapping[str, Any]) -> Table:
        """Its figures divided by those of an earlier run of `digitpad bench`.

        Args:
            earlier: the `as_dict` of this table then. Rows with equal texts are compared.
        """
        then = {_texts(row): row for row in earlier["rows"]}
        rows = [
            {
                heading: value if isinstance(value, str) else _divided(value, old.get(heading))
                for heading, value in row.items()
            }
            for row in self.rows
            if (old := then.get(_texts(row))) is not None
        ]
        columns = {heading: form and ".2f" for heading, form in self.columns.items()}
        return Table(f"{self.name}, against", f"{self.title}: now / then", columns, rows)


def _texts(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, value) for heading, value in row.items() if isinstance(value, str))


def _divided(now: Cell, then: Any) -> float | None:
    if isinstance(now, str) or now is None or not isinstance(then, int | float) or not then:
        return None
    return now / then


def _is_known(value: Cell) -> TypeGuard[str | float]:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _as_text(value: Cell, form: str) -> str:
    if not _is_known(value):
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
