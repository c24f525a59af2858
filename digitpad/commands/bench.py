"""`digitpad bench`: measure this computer, side by side with whatever rivals are installed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitpad import __version__
from digitpad.architectures import ARCHITECTURES
from digitpad.benchmarks import (
    feature_speed,
    from_start,
    machine,
    machine_speed,
    model_table,
    recognition_speed,
    training_speed,
)
from digitpad.benchmarks.measuring import Effort
from digitpad.benchmarks.tables import Table, markdown, print_tables
from digitpad.data.stroke_arrays import read_labelled_ink
from digitpad.ink import LabelledInk
from digitpad.library import available_models
from digitpad.machines import MACHINES
from digitpad.modelfile import SUFFIX
from digitpad.paths import bundled_models
from digitpad.threads import cores

NETWORKS = ("mlp", "cnn-small", "cnn")
RACING = ("cnn",)
FULL, QUICK = (7, 1.0), (3, 0.3)
"""Rounds, and seconds a turn."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a subject is measured.

    Attributes:
        names: only these models; None for the usual ones.
        ink: a file of real hands' labelled ink.
    """

    names: Sequence[str] | None = None
    ink: Path | None = None

    def networks(self, usual: Sequence[str]) -> Sequence[str]:
        """The networks among the named models; machines have no such figures."""
        if self.names is None:
            return usual
        return [name for name in self.names if name in ARCHITECTURES]

    def bundled(self) -> list[str]:
        """The models that ship with digitpad, or those of them that are named."""
        return [
            name
            for name in available_models()
            if (bundled_models() / f"{name}{SUFFIX}").is_file()
            and (self.names is None or name in self.names)
        ]

    def items(self) -> list[LabelledInk]:
        """What the real hands drew. Raises `InkError` where the file holds no such thing."""
        return read_labelled_ink(self.ink) if self.ink else []


def _tell(text: str) -> None:
    print(f"measuring {text} ...", file=sys.stderr)


Subject = Callable[[Effort, Choice], list[Table]]

SUBJECTS: Mapping[str, Subject] = {
    "sgemm": lambda effort, _: machine.measure(effort),
    "training": lambda effort, of: training_speed.measure(effort, of.networks(NETWORKS)),
    "recognition": lambda effort, of: recognition_speed.measure(effort, of.bundled()),
    "features": lambda effort, _: feature_speed.measure(effort),
    "machines": lambda effort, _: machine_speed.measure(effort, _tell),
    "models": lambda effort, of: model_table.measure(effort, of.bundled(), of.items(), _tell),
    "start": lambda effort, _: from_start.measure_start(effort),
    "memory": lambda effort, of: from_start.measure_memory(effort, of.networks(NETWORKS)),
    "race": lambda effort, of: from_start.measure_race(effort, of.networks(RACING), _tell),
}
NOT_QUICK = "race"


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("bench", help="measure this computer, beside PyTorch and others")
    command.add_argument(
        "--quick",
        action="store_true",
        help=f"fewer and shorter turns, smaller sets, and no {NOT_QUICK}",
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
        choices=[*ARCHITECTURES, *MACHINES],
        metavar="NAME",
        help="only some models, where a subject is about models: "
        f"{', '.join([*ARCHITECTURES, *MACHINES])}",
    )
    command.add_argument(
        "--ink", type=Path, metavar="FILE", help="real hands for the subject models, .json or .npz"
    )
    command.add_argument("--threads", type=int, default=cores(), help="default: one for each core")
    output = command.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON object")
    output.add_argument("--markdown", action="store_true", help="tables for a README")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure one subject after the other, and print each as soon as it is there."""
    rounds, seconds = QUICK if arguments.quick else FULL
    effort = Effort(rounds, seconds, max(1, arguments.threads), quick=arguments.quick)
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
        found = SUBJECTS[subject](effort, Choice(arguments.network, arguments.ink))
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
