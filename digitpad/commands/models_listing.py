"""The part of `digitpad models` that shows: all models as a table, or one with its run."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from digitpad import library, trash
from digitpad.errors import ParameterError
from digitpad.library import Entry
from digitpad.model_record import EpochRecord, accuracies, epochs_of, plain_settings
from digitpad.modelfile import ModelDescription
from digitpad.training_plan import plan_of

if TYPE_CHECKING:
    from rich.table import Table


def run_list(arguments: argparse.Namespace) -> int:
    """Print a table, or one JSON object a line."""
    if arguments.deleted:
        return _list_deleted(as_json=arguments.json)
    found = library.entries()
    if arguments.json:
        for entry in found:
            print(json.dumps(as_dict(entry)))
        return 0
    _print(_listing(found))
    return 0


def _listing(found: list[Entry]) -> Table:
    """The table; what no model has gets no column."""
    rows = [_row(entry) for entry in found]
    used = [name for name in rows[0] if any(row[name] for row in rows)] if rows else []
    table = _table(*used)
    for column in table.columns[:-1]:
        column.no_wrap = True
    for row in rows:
        table.add_row(*(row[name] for name in used))
    return table


def _row(entry: Entry) -> dict[str, str]:
    """A model's place in the table, by heading."""
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
        "notes": entry.problem or entry.notes,
    }


def _list_deleted(*, as_json: bool) -> int:
    for one in trash.deleted_models():
        if as_json:
            print(json.dumps({"name": one.name, "time": one.time.isoformat()}))
        else:
            print(f"{one.name}  deleted {one.time.astimezone():%Y-%m-%d %H:%M}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print everything that is known about one model."""
    entry = library.entry(arguments.name)
    if arguments.json:
        print(json.dumps(as_dict(entry)))
        return 0
    if entry.description is None:
        print(entry.problem)
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
        "problem": entry.problem or None,
        "description": None if entry.description is None else asdict(entry.description),
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
    facts["train again with"] = _command(description)
    _add_facts(table, facts)
    _add_facts(table, {name: _text(value) for name, value in description.parameters.items()})
    _add_facts(table, {name: _text(value) for name, value in plain_settings(description).items()})
    _print(table)


def _add_facts(table: Table, facts: Mapping[str, str]) -> None:
    for name, text in facts.items():
        if text:
            table.add_row(name.replace("_", " "), text)


def _command(description: ModelDescription) -> str:
    """The line that trains such a model again; empty where the file does not tell."""
    try:
        return plan_of(description).command()
    except ParameterError:
        return str(description.training.get("command", ""))


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
    _print(table)


def size_text(size: int) -> str:
    """A number of bytes for people: `411 KB`, `3.1 MB`."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2%}"


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(*headings: str) -> Table:
    """A table; columns whose heading begins with > are numbers."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only when a table is shown
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading.removeprefix(">"), justify="right" if ">" in heading else "left")
    return table


def _print(table: Table) -> None:
    from rich.console import Console  # noqa: PLC0415

    Console().print(table)
