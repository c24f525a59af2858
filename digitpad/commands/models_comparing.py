"""The part of `digitpad models` that lets two models answer the same digits."""

from __future__ import annotations

import argparse
import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitpad.data.mnist import load_idx_pair, load_mnist
from digitpad.library import find_model
from digitpad.model_comparison import ModelComparison, Progress, SetComparison, compare_models
from digitpad.modelfile import load_model
from digitpad.training_plan.digits import own_samples

if TYPE_CHECKING:
    from rich.console import Console


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("old", metavar="OLD", help="a model's name or file")
    command.add_argument("new", metavar="NEW", help="another's")
    command.add_argument(
        "--idx",
        nargs=2,
        type=Path,
        metavar=("IMAGES", "LABELS"),
        help="an IDX set instead of MNIST's test set and your own samples",
    )
    command.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print."""
    from rich.console import Console  # noqa: PLC0415 - only when something is shown
    from rich.progress import Progress as Bar  # noqa: PLC0415

    old, new = (load_model(find_model(name)) for name in (arguments.old, arguments.new))
    digits = load_idx_pair(*arguments.idx) if arguments.idx else load_mnist("test")
    samples = None if arguments.idx else own_samples()
    quiet = arguments.json
    with nullcontext() if quiet else Bar(console=Console(stderr=True), transient=True) as bar:
        found = compare_models(old, new, digits, samples, progress=_told(bar))
    if quiet:
        print(json.dumps(found.to_dict()))
    else:
        _print(found, Console())
    return 0


def _told(bar: Any) -> Progress | None:
    if bar is None:
        return None
    task = bar.add_task("comparing", total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)


def _print(found: ModelComparison, console: Console) -> None:
    from rich.table import Table  # noqa: PLC0415

    table = Table()
    table.add_column("")
    for side in (found.old, found.new):
        table.add_column(side.name, justify="right")
    table.add_column("change", justify="right")
    sets = [one for one in (found.test, found.samples) if one is not None]
    for one in sets:
        old, new = one.old.accuracy, one.new.accuracy
        name = f"{one.digits.name}, {len(one.digits):,} digits"
        table.add_row(name, f"{old:.2%}", f"{new:.2%}", f"{100 * (new - old):+.2f} points")
    old_side, new_side = found.old, found.new
    table.add_row("numbers", f"{old_side.numbers:,}", f"{new_side.numbers:,}")
    table.add_row("bytes", f"{old_side.size:,}", f"{new_side.size:,}")
    times = [f"{side.milliseconds:.2f} ms" for side in (old_side, new_side)]
    table.add_row("time for a digit", *times)
    console.print(table)
    for one in sets:
        console.print(verdict(one), highlight=False)


def verdict(one: SetComparison) -> str:
    """In words which digits changed sides, and whether that is more than luck."""
    text = (
        f"{one.digits.name}: only the new one reads {len(one.gained)} digits right, only the old "
        f"one {len(one.lost)}, neither {len(one.both_wrong)}. "
    )
    if one.luck < 0.05:
        return text + f"The difference is hardly luck (probability {one.luck:.2g})."
    return text + f"So small a difference can be luck (probability {one.luck:.2g})."
