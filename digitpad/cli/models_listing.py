"""`digitpad models list` and `show`: all models as a table, or one with its training run."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from digitpad.cli.output import visible
from digitpad.cli.tables import cell
from digitpad.jobs.plan import command_of
from digitpad.jobs.runs import tidy
from digitpad.library import catalog, trash
from digitpad.library.catalog import Entry, size_text
from digitpad.library.model_file import ModelDescription
from digitpad.library.training_record import (
    EpochRecord,
    accuracies,
    base_accuracies,
    epochs_of,
    plain_settings,
)


def run_list(arguments: argparse.Namespace) -> int:
    """Print a table, or one JSON object a line."""
    if count := tidy():
        print(f"digitpad: {count} temporary files of interrupted writes removed", file=sys.stderr)
    if arguments.deleted:
        return _list_deleted(as_json=arguments.json)
    found = catalog.entries()
    if arguments.json:
        for entry in found:
            print(json.dumps(as_dict(entry)))
        return 0
    rows = [_row(entry) for entry in found]
    # Columns that are empty for all models are left out.
    used = [name for name in rows[0] if any(row[name] for row in rows)] if rows else []
    table = _table(*used)
    for column in table.columns[:-1]:
        column.no_wrap = True
    for row in rows:
        table.add_row(*(cell(row[name]) for name in used))
    Console().print(table)
    return 0


def _row(entry: Entry) -> dict[str, str]:
    """A model's cells in the table, by heading."""
    description = entry.description
    figures = {} if description is None else accuracies(description)
    return {
        "name": entry.name,
        "": "default" if entry.is_default else "",
        "kind": "damaged" if description is None else description.architecture,
        ">MNIST": _share(figures.get("mnist")),
        ">real hands": _share(figures.get("real_hands")),
        ">size": size_text(entry.size),
        "date": f"{entry.modified.astimezone():%Y-%m-%d}",
        "notes": str(entry.problem or entry.notes),
    }


def _list_deleted(*, as_json: bool) -> int:
    for one in trash.deleted_models():
        if as_json:
            print(json.dumps({"name": one.name, "time": one.time.isoformat()}))
        else:
            print(f"{visible(one.name)}  deleted {one.time.astimezone():%Y-%m-%d %H:%M}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print everything that is known about one model."""
    entry = catalog.entry(arguments.name)
    if arguments.json:
        print(json.dumps(as_dict(entry)))
        return 0
    if entry.description is None:
        print(visible(str(entry.problem)))
        return 0
    _print_facts(entry, entry.description)
    _print_epochs(epochs_of(entry.description))
    return 0


def as_dict(entry: Entry) -> dict[str, Any]:
    """One model for programs."""
    return {
        "name": entry.name,
        "path": str(entry.path),
        "default": entry.is_default,
        "bundled": entry.is_bundled,
        "bytes": entry.size,
        "numbers": entry.numbers,
        "modified": entry.modified.isoformat(),
        "notes": entry.notes,
        "problem": str(entry.problem) or None,
        "description": None if entry.description is None else entry.description.to_dict(),
    }


def _print_facts(entry: Entry, description: ModelDescription) -> None:
    table = _table("", "")
    table.show_header = False
    facts = {
        "model": entry.name + (" (default)" if entry.is_default else ""),
        "kind": description.architecture,
        "file": f"{entry.path}, {size_text(entry.size)}, {entry.numbers:,} numbers",
        "notes": entry.notes,
    }
    facts |= {name: _share(value) for name, value in accuracies(description).items()}
    bases = base_accuracies(description)
    facts |= {f"{name} (of the base model)": _share(value) for name, value in bases.items()}
    facts["train again with"] = command_of(description)
    for part in (facts, description.parameters, plain_settings(description)):
        for name, value in part.items():
            text = f"{value:g}" if isinstance(value, float) else str(value)
            if text:
                table.add_row(cell(name.replace("_", " ")), cell(text))
    Console().print(table)


def _print_epochs(epochs: list[EpochRecord]) -> None:
    if not epochs:
        return
    table = _table(">epoch", ">loss", ">accuracy", ">validation loss", ">validation accuracy")
    for one in epochs:
        table.add_row(
            str(one.epoch),
            f"{one.loss:.4f}",
            _share(one.accuracy),
            "" if one.validation_loss is None else f"{one.validation_loss:.4f}",
            _share(one.validation_accuracy),
        )
    Console().print(table)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2%}"


def _table(*headings: str) -> Table:
    """A table; columns whose heading begins with > are numbers."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading.removeprefix(">"), justify="right" if ">" in heading else "left")
    return table
