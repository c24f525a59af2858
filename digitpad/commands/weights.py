"""`digitpad weights MODEL`: what the weights and parameters are, as a table, CSV or NPZ."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.errors import ParameterError
from digitpad.files import write_atomically
from digitpad.library import find_model
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
        help="a folder for one CSV a tensor, or a file ending in .npz",
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
    if arguments.out.suffix == ".npz":
        write_npz(arguments.out, tensors)
    elif arguments.out.suffix in {"", ".csv"} and not arguments.out.is_file():
        write_csv(arguments.out, tensors)
    else:
        raise ParameterError(f"{arguments.out}: weights go to a folder or to a file ending in .npz")
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


def write_npz(path: Path, tensors: dict[str, FloatArray]) -> None:
    """All tensors in one NumPy archive, under their names."""
    buffer = io.BytesIO()
    np.savez(buffer, **tensors)  # type: ignore[arg-type]
    write_atomically(path, buffer.getvalue())


def write_csv(folder: Path, tensors: dict[str, FloatArray]) -> None:
    """One file a tensor. Its last axis runs along a line; the first line tells the shape.

    Nine significant digits give every float32 back exactly.
    """
    for name, tensor in tensors.items():
        buffer = io.StringIO()
        shape = " x ".join(str(length) for length in tensor.shape)
        np.savetxt(
            buffer,
            tensor.reshape(-1, tensor.shape[-1]),
            fmt="%.9g",
            delimiter=",",
            header=f"{name}, shape {shape}",
        )
        write_atomically(folder / f"{name}.csv", buffer.getvalue().encode())


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
