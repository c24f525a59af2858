"""`digitpad models list|show|rename|duplicate|delete|restore|import|export|default|notes|compare`.

The library of models without a window. What is deleted can be restored; nothing is overwritten.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from digitpad import library, trash
from digitpad.commands import models_comparing, models_listing
from digitpad.errors import ModelFileError, ParameterError
from digitpad.model_exports import KINDS, export
from digitpad.modelfile import load_model

Run = Callable[[argparse.Namespace], int]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("models", help="list, rename, delete, import, export models")
    actions = command.add_subparsers(title="actions", metavar="ACTION")
    command.set_defaults(run=models_listing.run_list, json=False, deleted=False)

    def action(name: str, text: str, run: Run) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = actions.add_parser(name, help=text)
        parser.set_defaults(run=run)
        return parser

    listing = action("list", "which models there are", models_listing.run_list)
    listing.add_argument("--deleted", action="store_true", help="what is in the trash instead")
    listing.add_argument("--json", action="store_true", help="for programs")

    showing = action("show", "one model and the record of its run", models_listing.run_show)
    _add_name(showing)
    showing.add_argument("--json", action="store_true", help="for programs")

    renaming = action("rename", "give a model another name", run_rename)
    _add_name(renaming)
    renaming.add_argument("new", metavar="NEW", help="its new name")

    copying = action("duplicate", "copy a model under a new name", run_duplicate)
    _add_name(copying)
    copying.add_argument("new", nargs="?", metavar="NEW", help="(default: the next free one)")

    deleting = action("delete", "move models to the trash", run_delete)
    deleting.add_argument("names", nargs="+", metavar="NAME", help="their names")

    restoring = action("restore", "bring a deleted model back", run_restore)
    restoring.add_argument("name", metavar="NAME", help="that it had; the newest of that name")

    action("empty-trash", "throw the deleted models away for good", run_empty_trash)

    importing = action("import", "take a model file in, after checking all of it", run_import)
    importing.add_argument("file", type=Path, metavar="FILE", help="a digitpad model")
    importing.add_argument("--name", help="for it (default: the file's)")

    exporting = action("export", "write a model for other programs", run_export)
    _add_name(exporting)
    endings = ", ".join(kind.suffix for kind in KINDS.values() if kind.suffix)
    exporting.add_argument(
        "place", type=Path, metavar="PLACE", help=f"a file ending in {endings}, or a folder for CSV"
    )
    exporting.add_argument("--overwrite", action="store_true", help="replace what is there")

    choosing = action("default", "tell or choose the model that answers", run_default)
    choosing.add_argument("name", nargs="?", metavar="NAME", help="of the model from now on")

    noting = action("notes", "print or change what you noted about a model", run_notes)
    _add_name(noting)
    noting.add_argument("text", nargs="?", metavar="TEXT", help='the new notes; "" for none')

    models_comparing.register(action("compare", "two models side by side", models_comparing.run))


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="of the model")


def run_rename(arguments: argparse.Namespace) -> int:
    """Rename."""
    path = library.rename(arguments.name, arguments.new)
    print(f"{arguments.name} is now {path.stem}")
    return 0


def run_duplicate(arguments: argparse.Namespace) -> int:
    """Copy."""
    print(f"{arguments.name} copied as {library.duplicate(arguments.name, arguments.new)}")
    return 0


def run_delete(arguments: argparse.Namespace) -> int:
    """Move all of them to the trash, or, if one of them cannot be, none."""
    known = {entry.name: entry for entry in library.entries()}
    for name in arguments.names:
        if name not in known:
            raise ModelFileError(f"there is no model {name!r}; there are: {', '.join(known)}")
        if known[name].is_bundled:
            raise ParameterError(f"{name} ships with digitpad and cannot be deleted")
    for name in dict.fromkeys(arguments.names):
        trash.delete(name)
        print(f"{name} deleted; digitpad models restore {name} brings it back")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Bring the newest of that name back."""
    found = trash.deleted_models()
    chosen = next((one for one in found if one.name == arguments.name), None)
    if chosen is None:
        names = ", ".join(one.name for one in found) or "none"
        raise ModelFileError(f"there is no deleted model {arguments.name!r}; there are: {names}")
    name = trash.restore(chosen)
    print(f"{arguments.name} restored" + (f" as {name}" if name != arguments.name else ""))
    return 0


def run_empty_trash(_arguments: argparse.Namespace) -> int:
    """Throw away."""
    print(f"{trash.empty()} deleted models thrown away")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Take in."""
    name = library.import_model(arguments.file, arguments.name)
    print(f"{arguments.file} taken in as {name}")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write out."""
    place: Path = arguments.place
    in_the_way = any(place.iterdir()) if place.is_dir() else place.exists()
    if in_the_way and not arguments.overwrite:
        raise ParameterError(f"{place}: exists already; --overwrite replaces it")
    export(load_model(library.find_model(arguments.name)), place)
    print(f"{arguments.name} written to {place}")
    return 0


def run_default(arguments: argparse.Namespace) -> int:
    """Tell or choose."""
    if arguments.name is not None:
        library.set_default(arguments.name)
    print(f"The default model is {library.available_models()[0]}")
    return 0


def run_notes(arguments: argparse.Namespace) -> int:
    """Print or change."""
    if arguments.text is not None:
        library.set_notes(arguments.name, arguments.text)
    else:
        print(library.entry(arguments.name).notes)
    return 0
