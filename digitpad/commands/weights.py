"""`digitpad weights MODEL`: what the weights and parameters are, as a table or in a file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.library import find_model
from digitpad.model_exports import export
from digitpad.modelfile import Model, load_model
from digitpad.types import FloatArray


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("weights", help="print or export a model's weights")
    command.add_argument("model", nargs="?", help="a model's name or file (default: the best)")
    command.add_argument(
        "--out",
        type=Path,
        metavar="PLACE",
        help="a folder for one CSV a tensor, or a file ending in .safetensors, .npz, .zip or .onnx",
    )
    command.add_argument("--json", action="store_true", help="the table for programs")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the table, and export where asked."""
    model = load_model(find_model(arguments.model))
    tensors = model.classifier.tensors()
    rows = [statistics(name, tensor) for name, tensor in tensors.items()]
    if arguments.json:
        print(json.dumps({"model": model.description.name, "tensors": rows}, indent=1))
    else:
        _print_table(model, rows)
    if arguments.out is None:
        return 0
    export(model, arguments.out)
    if not arguments.json:
        print(f"Written to {arguments.out}")
    return 0


def statistics(name: str, tensor: FloatArray) -> dict[str, Any]:
    """Name, shape, count, smallest, mean, largest value and standard deviation."""
    return {
        "name": name,
        "shape": list(tensor.shape),
        "count": int(tensor.size),
        "min": float(tensor.min()),
        "mean": float(tensor.mean(dtype=np.float64)),
        "max": float(tensor.max()),
        "standard_deviation": float(tensor.std(dtype=np.float64)),
    }


def _print_table(model: Model, rows: list[dict[str, Any]]) -> None:
    from rich.console import Console  # noqa: PLC0415 - only when a table is shown
    from rich.table import Table  # noqa: PLC0415

    total = sum(row["count"] for row in rows)
    table = Table(title=f"{model.description.name}: {total:,} numbers", title_justify="left")
    table.add_column("tensor")
    for heading in ("shape", "count", "min", "mean", "max", "std. dev."):
        table.add_column(heading, justify="right")
    for row in rows:
        shape = " x ".join(map(str, row["shape"]))
        values = [f"{row[k]:.4f}" for k in ("min", "mean", "max", "standard_deviation")]
        table.add_row(row["name"], shape, f"{row['count']:,}", *values)
    Console().print(table)
