"""New processes: memory, start-up time, and time from the start to 99 % accuracy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from digitpad.benchmarks.fresh_process import ENGINES
from digitpad.benchmarks.measuring import Cell, Effort, Table, interleaved, median, seconds_of
from digitpad.benchmarks.rivals import is_compared, note_on_missing
from digitpad.common.child_processes import is_frozen, module_command, module_search_path

GOAL = 0.99
EPOCHS = 2
"""Of the one-cycle schedule."""
STEPS_FOR_MEMORY = 40

FIRST_ANSWER = (
    "from digitpad.recognition.recognizer import Recognizer\n"
    "from digitpad.data.example_ink import load_examples\n"
    "assert Recognizer.load().recognize_ink(load_examples()[0].ink) is not None"
)
STARTS = {
    "python": "pass",
    "import numpy": "import numpy",
    "import digitpad": "import digitpad",
    "import digitpad.recognition.recognizer": "import digitpad.recognition.recognizer",
    "load the default model, first answer": FIRST_ANSWER,
}


def engines() -> list[str]:
    """The engines that can run here."""
    return [name for name in ENGINES if name == "digitpad" or is_compared("torch")]


def measure_start(effort: Effort) -> list[Table]:
    """Milliseconds from a process's start to its end; nothing where there is no Python to start."""
    if is_frozen():
        return []
    codes = dict(STARTS)
    for package in ("torch", "onnxruntime"):
        if is_compared(package):
            codes[f"import {package}"] = f"import {package}"
    runs = {name: partial(_run_python, code) for name, code in codes.items()}
    turns = {name: seconds_of(run) for name, run in runs.items()}
    figures = interleaved(turns, effort.rounds, start_processes=True)
    rows: list[Mapping[str, Cell]] = [
        {"python -c": name, "ms": 1000 * median(values)} for name, values in figures.items()
    ]
    return [Table("start", "A whole process, milliseconds", {"python -c": "", "ms": ",.0f"}, rows)]


def _run_python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code


def measure_memory(effort: Effort, networks: Sequence[str]) -> list[Table]:
    """The peak while training on all 60,000 images and answering the 10,000 of the test set."""
    rows: list[Mapping[str, Cell]] = []
    for network in networks:
        row: dict[str, Cell] = {"network": network}
        for engine in engines():
            result, _ = _train(engine, network, effort, "--steps", str(STEPS_FOR_MEMORY))
            peak = result["peak_bytes"]
            row[engine] = None if peak is None else peak / 1e6
        rows.append(row)
    columns = {"network": "", **dict.fromkeys(ENGINES, ",.0f")}
    notes = note_on_missing({"torch": "PyTorch"})
    return [Table("memory", "Peak memory of training, MB", columns, rows, notes)]


def measure_race(
    effort: Effort, networks: Sequence[str], tell: Callable[[str], None]
) -> list[Table]:
    """Seconds from the start of a process to 99 % on the test set."""
    rows: list[Mapping[str, Cell]] = []
    for network in networks:
        runs = {}
        for engine in engines():
            tell(f"{network}, {engine}")
            goal = ("--goal", str(GOAL), "--epochs", str(EPOCHS))
            runs[engine] = _train(engine, network, effort, *goal)
        rows += [
            {
                "network": network,
                "engine": engine,
                "seconds": seconds,
                "epochs": result["epoch"],
                "accuracy": result["accuracy"],
                "reached": int(result["reached"]),
                "to digitpad": seconds / runs["digitpad"][1],
            }
            for engine, (result, seconds) in runs.items()
        ]
    columns = {
        "network": "",
        "engine": "",
        "seconds": ".1f",
        "epochs": "d",
        "accuracy": ".2%",
        "reached": "d",
        "to digitpad": ".2f",
    }
    notes = [
        "Import, load, train without augmentation, evaluate after every epoch.",
        f"Over at the first epoch's end with {GOAL:.0%}; one-cycle schedule of {EPOCHS} epochs.",
        *note_on_missing({"torch": "PyTorch"}),
    ]
    title = f"From a process's start to {GOAL:.0%} on the test set"
    return [Table("race", title, columns, rows, notes)]


def _train(
    engine: str, network: str, effort: Effort, *options: str
) -> tuple[dict[str, Any], float]:
    """What the process reports, and the seconds until it did."""
    arguments = (engine, network, "--threads", str(effort.threads), *options)
    command = module_command("digitpad.benchmarks.fresh_process", *arguments)
    environment = {**os.environ, "PYTHONPATH": module_search_path()}
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603 - our own code
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        line = process.stdout.readline()
        seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    result: dict[str, Any] = json.loads(line)
    return result, seconds
