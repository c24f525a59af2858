"""`digitpad weights MODEL`: weights as a table, or exported to a file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from digitpad.cli.options import add_flag, add_overwrite, check_free
from digitpad.cli.tables import print_table
from digitpad.common.types import AnyArray
from digitpad.inspection.tensors import statistics
from digitpad.library.catalog import find_model
from digitpad.library.exports import export
from digitpad.library.model_file import load_model

HEADINGS = ("tensor", "shape", "count", "min", "mean", "max", "std. dev.")


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("model", nargs="?", help="a model's name or file (default: the best)")
    command.add_argument(
        "--out",
        type=Path,
        metavar="PLACE",
        help="a folder for one CSV a tensor, or a file ending in .safetensors, .npz, .zip or .onnx",
    )
    add_overwrite(command)
    add_flag(command, "--json", "the table for programs")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the table, and export where asked."""
    if arguments.out is not None:
        check_free(arguments.out, arguments)
    model = load_model(find_model(arguments.model))
    name = model.description.name
    rows = [_as_dict(tensor, of) for tensor, of in model.classifier.tensors().items()]
    if arguments.json:
        print(json.dumps({"model": name, "tensors": rows}, indent=1))
    else:
        title = f"{name}: {sum(row['count'] for row in rows):,} numbers"
        print_table(HEADINGS, [_cells(row) for row in rows], title)
    if arguments.out is not None:
        export(model, arguments.out)
        if not arguments.json:
            print(f"Written to {arguments.out}")
    return 0


def _as_dict(name: str, tensor: AnyArray) -> dict[str, Any]:
    found = statistics(tensor)
    return {
        "name": name,
        "shape": list(tensor.shape),
        "count": found.count,
        "min": found.smallest,
        "mean": found.mean,
        "max": found.largest,
        "standard_deviation": found.standard_deviation,
    }


def _cells(row: dict[str, Any]) -> list[str]:
    values = [f"{row[k]:.4f}" for k in ("min", "mean", "max", "standard_deviation")]
    return [row["name"], " x ".join(map(str, row["shape"])), f"{row['count']:,}", *values]
