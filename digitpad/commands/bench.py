"""`digitpad bench`: measure this machine, side by side with whatever rivals are installed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from digitpad import __version__
from digitpad.architectures import ARCHITECTURES
from digitpad.benchmarks import from_start, machine, recognition_speed, training_speed
from digitpad.benchmarks.measuring import Effort
from digitpad.benchmarks.tables import Table, markdown, print_tables
from digitpad.library import available_models
from digitpad.modelfile import SUFFIX
from digitpad.paths import bundled_models
from digitpad.settings import available_cores

NETWORKS = ("mlp", "cnn-small", "cnn")
RACING = ("cnn",)
FULL, QUICK = (7, 1.0), (3, 0.3)
"""Rounds, and seconds a turn."""

Subject = Callable[[Effort, Sequence[str] | None], list[Table]]


def _tell(text: str) -> None:
    print(f"measuring {text} ...", file=sys.stderr)


def _bundled(names: Sequence[str] | None) -> list[str]:
    """The models that ship with digitpad, or those of them that are named."""
    return [
        name
        for name in available_models()
        if (bundled_models() / f"{name}{SUFFIX}").is_file() and (not names or name in names)
    ]


SUBJECTS: Mapping[str, Subject] = {
    "sgemm": lambda effort, _: machine.measure(effort),
    "training": lambda effort, names: training_speed.measure(effort, names or NETWORKS),
    "recognition": lambda effort, names: recognition_speed.measure(effort, _bundled(names)),
    "start": lambda effort, _: from_start.measure_start(effort),
    "memory": lambda effort, names: from_start.measure_memory(effort, names or NETWORKS),
    "race": lambda effort, names: from_start.measure_race(effort, names or RACING, _tell),
}
NOT_QUICK = "race"


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("bench", help="measure this machine, beside PyTorch and others")
    command.add_argument(
        "--quick", action="store_true", help=f"fewer and shorter turns, and no {NOT_QUICK}"
    )
    command.add_argument(
        "--only",
        nargs="+",
        choices=list(SUBJECTS),
        metavar="SUBJECT",
        help=f"only some subjects: {', '.join(SUBJECTS)}",
    )
    command.add_argument(
        "--network",
        nargs="+",
        choices=list(ARCHITECTURES),
        metavar="NAME",
        help=f"only some networks: {', '.join(ARCHITECTURES)}",
    )
    command.add_argument(
        "--threads", type=int, default=available_cores(), help="default: one for each core"
    )
    output = command.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON object")
    output.add_argument("--markdown", action="store_true", help="tables for a README")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure one subject after the other, and print each as soon as it is there."""
    rounds, seconds = QUICK if arguments.quick else FULL
    effort = Effort(rounds, seconds, max(1, arguments.threads))
    chosen = arguments.only or [s for s in SUBJECTS if not (arguments.quick and s == NOT_QUICK)]
    facts = machine.description()
    described = ", ".join(f"{name} {value}" for name, value in facts.items())
    line = f"digitpad {__version__}, threads {effort.threads}; {described}"
    for_people = not (arguments.json or arguments.markdown)
    if for_people:
        print(line)
    tables: list[Table] = []
    for subject in chosen:
        _tell(subject)
        found = SUBJECTS[subject](effort, arguments.network)
        if for_people:
            print_tables(found)
        tables += found
    if arguments.json:
        figures = {table.name: table.as_dict() for table in tables}
        report = {"digitpad": __version__, "machine": facts, "threads": effort.threads, **figures}
        print(json.dumps(report, indent=1))
    elif arguments.markdown:
        print(f"{line}\n\n{markdown(tables)}")
    return 0
