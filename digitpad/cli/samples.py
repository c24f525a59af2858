"""`digitpad samples list|import|export|delete|restore`: the user's own samples."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from digitpad.cli.options import add_flag, add_overwrite, check_free
from digitpad.cli.output import visible
from digitpad.common.labels import NON_DIGIT
from digitpad.data.importers import (
    KINDS,
    kind_of,
    labels_path,
    read_samples,
    write_samples,
)
from digitpad.data.own_samples import Sample, SampleStore


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)

    listing = actions.add_parser("list", help="count the samples of each digit, or list them")
    _add_filters(listing)
    add_flag(listing, "--each", "a line for each sample")
    add_flag(listing, "--json", "a JSON object for each sample")
    listing.set_defaults(run=run_list)

    importing = actions.add_parser("import", help="read labelled digits from a file or folder")
    _add_place(importing)
    add_flag(
        importing, "--transposed", "rows and columns are exchanged in the file, as in EMNIST's"
    )
    importing.add_argument("--tag", default="", help="a word to find them by later")
    importing.add_argument("--writer", default="", help="who wrote them")
    importing.set_defaults(run=run_import)

    exporting = actions.add_parser("export", help="write samples to a file or folder")
    _add_place(exporting)
    add_overwrite(exporting)
    _add_filters(exporting)
    exporting.set_defaults(run=run_export)

    for name, text in (
        ("delete", "mark samples as deleted; restore brings them back"),
        ("restore", "restore deleted samples"),
    ):
        changing = actions.add_parser(name, help=text)
        changing.add_argument(
            "ids",
            nargs="+",
            type=int,
            metavar="ID",
            help="numbers of samples, as shown by list --each",
        )
        changing.set_defaults(run=run_change, action=name)


def _add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument("place", type=Path, metavar="PLACE", help="a file or folder")
    command.add_argument("--kind", choices=KINDS, help="the kind of data (default: by its name)")


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--label", type=int, choices=range(11), help="only this digit; 10 for what is no digit"
    )
    add_flag(command, "--misread", "only those that a model misread")
    command.add_argument("--tag", help="only with this tag")
    command.add_argument("--writer", help="only by this writer")
    add_flag(command, "--deleted", "only those marked as deleted")


def run_list(arguments: argparse.Namespace) -> int:
    """Print counts, or a line for each sample."""
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
            line = f"{sample.id:6d}  {sample.label}  {time}{read}{model}  {sample.tag}"
            print(visible(line).rstrip())
    else:
        labels = [sample.label for sample in samples]
        for digit in range(10):
            print(f"{digit}: {labels.count(digit)}")
        if NON_DIGIT in labels:
            print(f"no digit: {labels.count(NON_DIGIT)}")
        print(f"{len(samples)} samples, {sum(s.is_misread for s in samples)} of them misread")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Store all digits of a place; none if any of them is wrong."""
    found = read_samples(arguments.place, arguments.kind, transposed=arguments.transposed)
    with _opened() as store:
        store.add_all(
            [
                replace(one, tag=arguments.tag, writer=arguments.writer or one.writer)
                for one in found
            ]
        )
    print(f"{len(found)} samples imported from {arguments.place}")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write the chosen samples to a file or folder."""
    place = arguments.place
    is_idx = (arguments.kind or kind_of(place)) == "idx"
    for file in (place, labels_path(place)) if is_idx else (place,):
        check_free(file, arguments)
    with _opened() as store:
        samples = _chosen(store, arguments)
    written = write_samples(place, samples, arguments.kind)
    left_out = f"; {len(samples) - written} have no ink" if written < len(samples) else ""
    print(f"{written} samples written to {place}{left_out}")
    return 0


def run_change(arguments: argparse.Namespace) -> int:
    """Mark samples as deleted, or restore them; the exit code is 2 if one is not found."""
    with _opened() as store:
        if arguments.action == "delete":
            count = store.delete(arguments.ids)
            print(f"{count} samples deleted; digitpad samples restore brings them back")
        else:
            count = store.restore(arguments.ids)
            print(f"{count} samples restored")
    missing = len(set(arguments.ids)) - count
    if missing:
        print(f"digitpad: {missing} of these samples were not found", file=sys.stderr)
    return 2 if missing else 0


def _opened() -> SampleStore:
    store = SampleStore()
    if store.notice:
        print(f"digitpad: {store.notice}", file=sys.stderr)
    return store


def _chosen(store: SampleStore, arguments: argparse.Namespace) -> list[Sample]:
    names = ("label", "misread", "tag", "writer", "deleted")
    return store.samples(**{name: getattr(arguments, name) for name in names})


def _record(sample: Sample) -> dict[str, Any]:
    names = ("id", "label", "predicted", "model", "time", "writer", "tag")
    record = {name: getattr(sample, name) for name in names}
    return record | {"time": sample.time.isoformat(), "has_ink": sample.ink_text is not None}
