"""`digitpad bench`: measure this computer, beside other programs where they are installed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from digitpad import __version__
from digitpad.benchmarks import (
    feature_speed,
    from_start,
    machine,
    model_table,
    recognition_speed,
    svm_speed,
    training_speed,
)
from digitpad.benchmarks.measuring import Effort, Table, markdown
from digitpad.benchmarks.rivals import NEEDS_CHECKOUT, is_checkout
from digitpad.cli.options import add_flag
from digitpad.cli.tables import print_table
from digitpad.common.reading import read_json
from digitpad.common.threads import cores
from digitpad.common.user_folders import SUFFIX, bundled_models
from digitpad.common.validation import DescriptionError
from digitpad.estimators.registry import MODELS
from digitpad.ink.stroke_arrays import read_labelled_ink
from digitpad.library.listing import available_models
from digitpad.nn.architectures import ARCHITECTURES

NETWORKS = ("mlp", "cnn-small", "cnn")
RACING = ("cnn",)
FULL, QUICK = (5, 0.5), (3, 0.3)
"""Rounds, and seconds a turn."""


def _networks(arguments: argparse.Namespace, usual: Sequence[str]) -> Sequence[str]:
    """The networks among the named models; vector machines have no such figures."""
    names = arguments.network
    return usual if names is None else [name for name in names if name in ARCHITECTURES]


def _bundled(arguments: argparse.Namespace) -> list[str]:
    """The models that ship with digitpad, or those of them that are named."""
    names = arguments.network
    return [
        name
        for name in available_models()
        if (bundled_models() / f"{name}{SUFFIX}").is_file() and (names is None or name in names)
    ]


def _models(effort: Effort, arguments: argparse.Namespace) -> list[Table]:
    items = read_labelled_ink(arguments.ink) if arguments.ink else []
    return model_table.measure(effort, _bundled(arguments), items, _tell)


def _tell(text: str) -> None:
    print(f"measuring {text} ...", file=sys.stderr)


def _earlier(path: Path) -> dict[str, Any]:
    """The tables of an earlier run, by name. Raises `DescriptionError`."""
    report = read_json(path)
    tables = report.values() if isinstance(report, dict) and "machine" in report else ()
    found = {t["name"]: t for t in tables if isinstance(t, dict) and _is_table(t)}
    if not found:
        raise DescriptionError("{source}: not an output of `digitpad bench --json`", source=path)
    return found


def _is_table(value: Mapping[str, Any]) -> bool:
    rows = value.get("rows")
    has_rows = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    return has_rows and isinstance(value.get("name"), str)


Subject = Callable[[Effort, argparse.Namespace], list[Table]]

SUBJECTS: Mapping[str, Subject] = {
    "sgemm": lambda effort, _: machine.measure(effort),
    "training": lambda effort, of: training_speed.measure(effort, _networks(of, NETWORKS)),
    "recognition": lambda effort, of: recognition_speed.measure(effort, _bundled(of)),
    "features": lambda effort, _: feature_speed.measure(effort),
    "machines": lambda effort, _: svm_speed.measure(effort, _tell),
    "models": _models,
    "start": lambda effort, _: from_start.measure_start(effort),
    "memory": lambda effort, of: from_start.measure_memory(effort, _networks(of, NETWORKS)),
    "race": lambda effort, of: from_start.measure_race(effort, _networks(of, RACING), _tell),
}
NOT_QUICK = "race"


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_flag(command, "--quick", f"fewer and shorter turns, smaller sets, and no {NOT_QUICK}")
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
        choices=list(MODELS),
        metavar="NAME",
        help=f"only some models, where a subject is about models: {', '.join(MODELS)}",
    )
    command.add_argument(
        "--ink", type=Path, metavar="FILE", help="real hands for the subject models, .json or .npz"
    )
    command.add_argument("--threads", type=int, default=cores(), help="default: one for each core")
    command.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="compare with an earlier run, whose --json output is in this file",
    )
    output = command.add_mutually_exclusive_group()
    add_flag(output, "--json", "one JSON object")
    add_flag(output, "--markdown", "tables for a README")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure one subject after the other, and print each as soon as it is there."""
    rounds, seconds = QUICK if arguments.quick else FULL
    effort = Effort(rounds, seconds, max(1, arguments.threads), quick=arguments.quick)
    chosen = arguments.only or [s for s in SUBJECTS if not (arguments.quick and s == NOT_QUICK)]
    if not is_checkout():
        print(NEEDS_CHECKOUT, file=sys.stderr)
    facts = machine.description()
    described = ", ".join(f"{name} {value}" for name, value in facts.items())
    line = f"digitpad {__version__}, threads {effort.threads}; {described}"
    for_people = not (arguments.json or arguments.markdown)
    if for_people:
        print(line)
    earlier = _earlier(arguments.against) if arguments.against else {}
    tables: list[Table] = []
    for subject in chosen:
        _tell(subject)
        found = SUBJECTS[subject](effort, arguments)
        found += [one.against(earlier[one.name]) for one in found if one.name in earlier]
        if for_people:
            for table in found:
                print_table(*table.texts(), table.title, table.notes)
        tables += found
    if arguments.json:
        figures = {table.name: table.as_dict() for table in tables}
        report = {"digitpad": __version__, "machine": facts, "threads": effort.threads, **figures}
        print(json.dumps(report, indent=1))
    elif arguments.markdown:
        print(f"{line}\n\n{markdown(tables)}")
    return 0
