"""`digitpad models`: list, show, rename, duplicate, delete, restore, import, export, measure ...

The library of models without a window. What is deleted can be restored; nothing is overwritten.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from digitpad.cli.models_listing import run_list, run_show
from digitpad.cli.options import add_flag, add_idx, add_overwrite, check_free, chosen_digits
from digitpad.cli.output import visible
from digitpad.cli.tables import print_table
from digitpad.common.errors import ModelFileError, ParameterError
from digitpad.common.progress import Report
from digitpad.evaluation.comparison import ModelComparison, SetComparison, compare_models
from digitpad.evaluation.model_figures import measure_model
from digitpad.jobs.plan_digits import own_samples
from digitpad.library import catalog, trash
from digitpad.library.exports import KINDS, export
from digitpad.library.listing import available_models
from digitpad.library.model_file import load_model

Run = Callable[[argparse.Namespace], int]


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    actions = command.add_subparsers(title="actions", metavar="ACTION")
    command.set_defaults(run=run_list, json=False, deleted=False)

    def action(name: str, text: str, run: Run) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = actions.add_parser(name, help=text)
        parser.set_defaults(run=run)
        return parser

    listing = action("list", "which models there are", run_list)
    add_flag(listing, "--deleted", "what is in the trash instead")
    add_flag(listing, "--json", "for programs")

    showing = action("show", "one model and the record of its run", run_show)
    _add_name(showing)
    add_flag(showing, "--json", "for programs")

    renaming = action("rename", "give a model another name", run_rename)
    _add_name(renaming)
    renaming.add_argument("new", metavar="NEW", help="its new name")

    copying = action("duplicate", "copy a model under a new name", run_duplicate)
    _add_name(copying)
    copying.add_argument("new", nargs="?", metavar="NEW", help="(default: the next free one)")

    deleting = action("delete", "move models to the trash", run_delete)
    deleting.add_argument("names", nargs="+", metavar="NAME", help="their names")

    restoring = action("restore", "restore a deleted model", run_restore)
    restoring.add_argument("name", metavar="NAME", help="that it had; the newest of that name")

    action("empty-trash", "remove the deleted models for good", run_empty_trash)

    importing = action("import", "import a model file, after checking all of it", run_import)
    importing.add_argument("file", type=Path, metavar="FILE", help="a digitpad model")
    importing.add_argument("--name", help="for it (default: the file's)")

    exporting = action("export", "write a model for other programs", run_export)
    _add_name(exporting)
    endings = ", ".join(kind.suffix for kind in KINDS.values() if kind.suffix)
    exporting.add_argument(
        "place", type=Path, metavar="PLACE", help=f"a file ending in {endings}, or a folder for CSV"
    )
    add_overwrite(exporting)

    choosing = action("default", "print or choose the default model", run_default)
    choosing.add_argument("name", nargs="?", metavar="NAME", help="of the model from now on")

    noting = action("notes", "print or change what you noted about a model", run_notes)
    _add_name(noting)
    noting.add_argument("text", nargs="?", metavar="TEXT", help='the new notes; "" for none')

    measuring = action("measure", "measure one of your models on MNIST's test set", run_measure)
    _add_name(measuring)

    comparing = action("compare", "two models side by side", run_compare)
    comparing.add_argument("old", metavar="OLD", help="a model's name or file")
    comparing.add_argument("new", metavar="NEW", help="another's")
    add_idx(comparing, "an IDX set instead of MNIST's test set and your own samples")
    add_flag(comparing, "--json", "one JSON object")


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="of the model")


def run_rename(arguments: argparse.Namespace) -> int:
    """Rename."""
    path = catalog.rename(arguments.name, arguments.new)
    print(f"{arguments.name} is now {path.stem}")
    return 0


def run_duplicate(arguments: argparse.Namespace) -> int:
    """Copy."""
    print(f"{arguments.name} copied as {catalog.duplicate(arguments.name, arguments.new)}")
    return 0


def run_delete(arguments: argparse.Namespace) -> int:
    """Move all of them to the trash, or, if one of them cannot be, none."""
    known = {entry.name: entry for entry in catalog.entries()}
    for name in arguments.names:
        if name not in known:
            raise ModelFileError(
                "there is no model {name!r}; there are: {known}", name=name, known=", ".join(known)
            )
        if known[name].is_bundled:
            raise ParameterError("{name} ships with digitpad and cannot be deleted", name=name)
    for name in dict.fromkeys(arguments.names):
        trash.delete(name)
        print(f"{name} deleted; digitpad models restore {name} brings it back")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Restore the newest deleted model of that name."""
    found = trash.deleted_models()
    chosen = next((one for one in found if one.name == arguments.name), None)
    if chosen is None:
        names = ", ".join(one.name for one in found) or "none"
        raise ModelFileError(
            "there is no deleted model {name!r}; there are: {names}",
            name=arguments.name,
            names=names,
        )
    name = trash.restore(chosen)
    print(f"{arguments.name} restored" + (f" as {name}" if name != arguments.name else ""))
    return 0


def run_empty_trash(_arguments: argparse.Namespace) -> int:
    """Empty the trash."""
    print(f"{trash.empty()} deleted models removed for good")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Import."""
    name = catalog.import_model(arguments.file, arguments.name)
    print(f"{arguments.file} imported as {name}")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Export."""
    check_free(arguments.place, arguments)
    export(load_model(catalog.find_model(arguments.name)), arguments.place)
    print(f"{arguments.name} written to {arguments.place}")
    return 0


def run_default(arguments: argparse.Namespace) -> int:
    """Print or choose the default model."""
    if arguments.name is not None:
        catalog.set_default(arguments.name)
    print(f"The default model is {available_models()[0]}")
    return 0


def run_notes(arguments: argparse.Namespace) -> int:
    """Print or change notes."""
    if arguments.text is not None:
        catalog.set_notes(arguments.name, arguments.text)
    else:
        for line in catalog.entry(arguments.name).notes.splitlines() or [""]:
            print(visible(line))
    return 0


def run_measure(arguments: argparse.Namespace) -> int:
    """Measure a model, and store the figures in its file."""
    with _progress("measuring") as report:
        figures = measure_model(arguments.name, progress=report)
    print(f"{arguments.name} reads {figures['mnist_test_accuracy']:.2%} of MNIST's test set right")
    return 0


def run_compare(arguments: argparse.Namespace) -> int:
    """Let two models answer the same digits."""
    old, new = (load_model(catalog.find_model(name)) for name in (arguments.old, arguments.new))
    digits = chosen_digits(arguments)
    samples = None if arguments.idx else own_samples()
    with _progress("comparing", quiet=arguments.json) as report:
        found = compare_models(old, new, digits, samples, progress=report)
    if arguments.json:
        print(json.dumps(found.to_dict()))
    else:
        _print_comparison(found)
    return 0


@contextmanager
def _progress(text: str, *, quiet: bool = False) -> Iterator[Report]:
    """A bar on the error output, and what it is told how much is done with."""
    with Progress(console=Console(stderr=True, quiet=quiet), transient=True) as bar:
        task = bar.add_task(text, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_comparison(found: ModelComparison) -> None:
    sides, rows = (found.old, found.new), []
    sets = [one for one in (found.test, found.samples) if one is not None]
    for one in sets:
        old, new = one.old.accuracy, one.new.accuracy
        name = f"{one.digits.name}, {len(one.digits):,} digits"
        rows.append([name, f"{old:.2%}", f"{new:.2%}", f"{100 * (new - old):+.2f} points"])
    rows.append(["numbers", *(f"{side.numbers:,}" for side in sides)])
    rows.append(["bytes", *(f"{side.size:,}" for side in sides)])
    rows.append(["time for a digit", *(f"{side.milliseconds:.2f} ms" for side in sides)])
    print_table(["", found.old.name, found.new.name, "change"], rows)
    for one in sets:
        Console().print(_verdict(one), highlight=False, markup=False)


def _verdict(one: SetComparison) -> str:
    """In words on which digits the models disagree, and whether that is significant."""
    text = (
        f"{one.digits.name}: only the new one reads {len(one.gained)} digits right, only the old "
        f"one {len(one.lost)}, neither {len(one.both_wrong)}. "
    )
    if one.p_value < 0.05:
        return text + f"The difference is significant (p = {one.p_value:.2g})."
    return text + f"So small a difference can be chance (p = {one.p_value:.2g})."
