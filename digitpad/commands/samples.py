"""`digitpad samples list|import|export|delete|restore`: the user's own samples."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from digitpad.data.exchange import KINDS, read_samples, write_samples
from digitpad.data.samples import Sample, SampleStore
from digitpad.errors import ParameterError


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("samples", help="list, import, export or delete own samples")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)

    listing = actions.add_parser("list", help="how many of each digit there are, or each of them")
    _add_filters(listing)
    listing.add_argument("--each", action="store_true", help="one line a sample")
    listing.add_argument("--json", action="store_true", help="for programs")
    listing.set_defaults(run=run_list)

    importing = actions.add_parser("import", help="take labelled digits in")
    importing.add_argument("place", type=Path, metavar="PLACE", help="a file or folder")
    importing.add_argument("--kind", choices=KINDS, help="instead of telling it by the name")
    importing.add_argument("--tag", default="", help="a word to find them by later")
    importing.add_argument("--writer", default="", help="whose hand they are")
    importing.set_defaults(run=run_import)

    exporting = actions.add_parser("export", help="write them out")
    exporting.add_argument("place", type=Path, metavar="PLACE", help="a file or folder")
    exporting.add_argument("--kind", choices=KINDS, help="instead of telling it by the name")
    exporting.add_argument("--overwrite", action="store_true", help="replace what is there")
    _add_filters(exporting)
    exporting.set_defaults(run=run_export)

    for name, text in (
        ("delete", "mark samples as deleted; they can be restored"),
        ("restore", "bring deleted samples back"),
    ):
        changing = actions.add_parser(name, help=text)
        changing.add_argument("ids", nargs="+", type=int, metavar="ID", help="their numbers")
        changing.set_defaults(run=run_delete if name == "delete" else run_restore)


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--label", type=int, choices=range(10), help="only this digit")
    command.add_argument("--misread", action="store_true", help="only what a model read wrong")
    command.add_argument("--tag", help="only with this tag")
    command.add_argument("--writer", help="only of this hand")
    command.add_argument("--deleted", action="store_true", help="only those marked as deleted")


def run_list(arguments: argparse.Namespace) -> int:
    """Print counts, or one line a sample."""
    with _opened() as store:
        samples = _chosen(store, arguments)
    if arguments.json:
        for sample in samples:
            print(json.dumps(_record(sample)))
    elif arguments.each:
        for sample in samples:
            read = "" if sample.predicted is None else f"  read as {sample.predicted}"
            model = f" by {sample.model}" if sample.model else ""
            time = f"{sample.time:%Y-%m-%d %H:%M}"
            print(f"{sample.id:6d}  {sample.label}  {time}{read}{model}  {sample.tag}".rstrip())
    else:
        labels = [sample.label for sample in samples]
        for digit in range(10):
            print(f"{digit}: {labels.count(digit)}")
        print(f"{len(samples)} samples, {sum(s.is_misread for s in samples)} of them misread")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Take in all of a place, or, if anything in it is wrong, nothing."""
    found = read_samples(arguments.place, arguments.kind)
    tagged = [
        replace(one, tag=arguments.tag, writer=arguments.writer or one.writer) for one in found
    ]
    with _opened() as store:
        store.add_all(tagged)
    print(f"{len(tagged)} samples taken from {arguments.place}")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write the chosen samples out."""
    place: Path = arguments.place
    in_the_way = any(place.iterdir()) if place.is_dir() else place.exists()
    if in_the_way and not arguments.overwrite:
        raise ParameterError(f"{place}: exists already; --overwrite replaces it")
    with _opened() as store:
        samples = _chosen(store, arguments)
    written = write_samples(place, samples, arguments.kind)
    left_out = f"; {len(samples) - written} have no ink" if written < len(samples) else ""
    print(f"{written} samples written to {place}{left_out}")
    return 0


def run_delete(arguments: argparse.Namespace) -> int:
    """Mark as deleted; 2 where a number is not there."""
    with _opened() as store:
        count = store.delete(arguments.ids)
    print(f"{count} samples deleted; digitpad samples restore brings them back")
    return _all_found(count, arguments.ids)


def run_restore(arguments: argparse.Namespace) -> int:
    """Bring back; 2 where a number is not among the deleted."""
    with _opened() as store:
        count = store.restore(arguments.ids)
    print(f"{count} samples restored")
    return _all_found(count, arguments.ids)


def _opened() -> SampleStore:
    store = SampleStore()
    if store.notice:
        print(f"digitpad: {store.notice}", file=sys.stderr)
    return store


def _chosen(store: SampleStore, arguments: argparse.Namespace) -> list[Sample]:
    return store.samples(
        label=arguments.label,
        misread=arguments.misread,
        tag=arguments.tag,
        writer=arguments.writer,
        deleted=arguments.deleted,
    )


def _all_found(count: int, ids: list[int]) -> int:
    if count == len(set(ids)):
        return 0
    print(f"digitpad: {len(set(ids)) - count} of the numbers are not there", file=sys.stderr)
    return 2


def _record(sample: Sample) -> dict[str, Any]:
    return {
        "id": sample.id,
        "label": sample.label,
        "predicted": sample.predicted,
        "model": sample.model,
        "time": sample.time.isoformat(),
        "writer": sample.writer,
        "tag": sample.tag,
        "has_ink": sample.ink_text is not None,
    }
