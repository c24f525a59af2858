"""The record of a run as it happens: one line of JSON for every epoch.

    {"epoch": 1, "loss": 0.31, "accuracy": 0.91, "validation_loss": null, ...}

JSON has no NaN, so figures that do not exist are null.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from digitpad.files import write_atomically
from digitpad.progress import FitProgress
from digitpad.training_events import EpochFinished, PreparingData


def write_epoch(path: Path, epoch: EpochFinished) -> None:
    """Add a line for an epoch."""
    _write(path, asdict(epoch))


def write_progress(path: Path, progress: FitProgress | PreparingData) -> None:
    """Add a line for a step of a machine, which has no epochs."""
    _write(path, asdict(progress))


def _write(path: Path, values: dict[str, Any]) -> None:
    line = {name: None if _is_nan(value) else value for name, value in values.items()}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def read_epochs(path: Path) -> list[EpochFinished]:
    """All lines that are whole; a crash may have cut the last one."""
    found = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return []
    for line in lines:
        try:
            values: dict[str, Any] = {
                name: math.nan if value is None else value
                for name, value in json.loads(line).items()
            }
            found.append(EpochFinished(**values))
        except (ValueError, TypeError, AttributeError):
            continue
    return found


def forget_epochs_from(path: Path, epoch: int) -> None:
    """Drop what a run that goes on from a checkpoint will write again."""
    if not path.exists():
        return
    kept = [line for line in read_epochs(path) if line.epoch < epoch]
    write_atomically(path, b"")
    for line in kept:
        write_epoch(path, line)


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)
