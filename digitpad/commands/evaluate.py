"""`digitpad evaluate`: how well a model reads a labelled set."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from digitpad.data.mnist import Dataset, load_idx_pair, load_mnist
from digitpad.evaluation import Evaluation, evaluate
from digitpad.library import find_model
from digitpad.modelfile import load_model


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("evaluate", help="measure a model on MNIST or another IDX set")
    command.add_argument("--model", help="a model's name or file (default: the best bundled one)")
    command.add_argument(
        "--idx",
        nargs=2,
        type=Path,
        metavar=("IMAGES", "LABELS"),
        help="an IDX set instead of MNIST's test set",
    )
    command.add_argument("--json", action="store_true", help="one JSON object")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    model = load_model(find_model(arguments.model))
    digits = load_idx_pair(*arguments.idx) if arguments.idx else load_mnist("test")
    started = time.perf_counter()
    result = evaluate(model.classifier, digits)
    seconds = time.perf_counter() - started
    if arguments.json:
        print(json.dumps(as_dict(result, model.description.name, digits, seconds)))
    else:
        _print_tables(result, model.description.name, digits, seconds)
    return 0


def as_dict(result: Evaluation, model: str, digits: Dataset, seconds: float) -> dict[str, Any]:
    """The figures for programs."""
    return {
        "model": model,
        "data": digits.name,
        "count": len(digits.labels),
        "accuracy": result.accuracy,
        "errors": int((~result.right).sum()),
        "loss": result.loss,
        "calibration_error": result.calibration_error(),
        "by_class": result.by_class,
        "confusion": result.confusion.tolist(),
        "seconds": seconds,
    }


def _print_tables(result: Evaluation, model: str, digits: Dataset, seconds: float) -> None:
    from rich.console import Console  # noqa: PLC0415 - only when a table is shown
    from rich.table import Table  # noqa: PLC0415

    console = Console()
    console.print(
        f"[bold]{model}[/bold] on {digits.name}: [bold]{result.accuracy:.2%}[/bold] of "
        f"{len(digits.labels):,} right, {int((~result.right).sum())} wrong, "
        f"calibration error {result.calibration_error():.2%}, {seconds:.2f} s"
    )
    classes = result.probabilities.shape[1]
    table = Table(title="Confusion: rows are the truth, columns the answers", title_justify="left")
    table.add_column("")
    for label in range(classes):
        table.add_column(str(label), justify="right")
    table.add_column("right", justify="right")
    for label, row in enumerate(result.confusion):
        shown = [str(count) if count else "·" for count in row]
        share = result.by_class.get(label)
        table.add_row(str(label), *shown, "-" if share is None else f"{share:.2%}")
    console.print(table)
