"""How long an answer takes: for one digit, and for many at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from digitpad.benchmarks.measuring import Cell, Effort, Table, Turn, interleaved, median, per_second
from digitpad.benchmarks.rivals import is_compared, note_on_missing, rivals
from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import load_mnist
from digitpad.estimators.registry import model_kind
from digitpad.library.model_file import Model
from digitpad.recognition.recognizer import Recognizer

COUNTS = (1, 100, 10_000)
CALLS_A_TURN = 20
ANSWERS_A_ROUND = 100

Recognize = Callable[[FloatArray], Any]


def measure(effort: Effort, models: Sequence[str]) -> list[Table]:
    """The two tables of this subject."""
    rows: list[Mapping[str, Cell]] = []
    batch_rows: list[Mapping[str, Cell]] = []
    images = as_floats(load_mnist("test").images)
    for name in models:
        recognizer = Recognizer.load(name)
        ways = _ways(recognizer.model, effort.threads)
        rows += _one_at_a_time(recognizer, ways, images, effort)
        batch_rows += _many_at_a_time(name, ways, images, effort)
    missing = note_on_missing({"onnx": "onnx", "onnxruntime": "ONNX Runtime"})
    columns = {
        "model": "",
        "way": "",
        "median ms": ".3f",
        "p99 ms": ".3f",
        "to ONNX Runtime": ".2f",
    }
    notes = [
        "From ink: rasterizing and preprocessing too.",
        "To ONNX Runtime: the median over that of its faster way.",
        *missing,
    ]
    batch_columns = {"model": "", "way": "", **{f"{count:,}": ",.0f" for count in COUNTS}}
    return [
        Table("latency", "One digit, milliseconds", columns, rows, notes),
        Table(
            "recognition", "Images per second, by batch size", batch_columns, batch_rows, missing
        ),
    ]


def _ways(model: Model, threads: int) -> dict[str, Recognize]:
    """What can turn images (N, 28, 28) into probabilities with this model's weights."""
    ways: dict[str, Recognize] = {"digitpad": model.classifier.predict_proba}
    trains_in_epochs = model_kind(model.description.architecture).trains_in_epochs
    if trains_in_epochs and is_compared("onnx") and is_compared("onnxruntime"):
        for count in sorted({1, threads}):
            ways[f"ONNX Runtime, threads: {count}"] = rivals().onnx_runtime(model, count)
    return ways


def _one_at_a_time(
    recognizer: Recognizer, ways: Mapping[str, Recognize], images: FloatArray, effort: Effort
) -> list[Mapping[str, Cell]]:
    inks = [example.ink for example in load_examples()]
    calls: dict[str, Callable[[int], Any]] = {
        "digitpad, from ink": lambda i: recognizer.recognize_ink(inks[i % len(inks)])
    }
    for name, recognize in ways.items():
        calls[f"{name}, from 28 x 28"] = partial(_on_single, recognize, images)
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    turns = effort.rounds * ANSWERS_A_ROUND // CALLS_A_TURN
    for turn in range(turns + 1):
        for name, call in calls.items():
            for i in range(turn * CALLS_A_TURN, (turn + 1) * CALLS_A_TURN):
                started = time.perf_counter()
                call(i)
                if turn:
                    seconds[name].append(time.perf_counter() - started)
    rivals = [median(values) for name, values in seconds.items() if name.startswith("ONNX")]
    return [
        {
            "model": recognizer.name,
            "way": name,
            "median ms": 1000 * median(values),
            "p99 ms": 1000 * float(np.percentile(values, 99)),
            "to ONNX Runtime": median(values) / min(rivals)
            if rivals and name == "digitpad, from 28 x 28"
            else None,
        }
        for name, values in seconds.items()
    ]


def _on_single(recognize: Recognize, images: FloatArray, i: int) -> Any:
    return recognize(images[i % len(images)][None])


def _many_at_a_time(
    model: str, ways: Mapping[str, Recognize], images: FloatArray, effort: Effort
) -> list[Mapping[str, Cell]]:
    rows: dict[str, dict[str, Cell]] = {name: {"model": model, "way": name} for name in ways}
    for count in COUNTS:
        turns: dict[str, Turn] = {
            name: per_second(partial(_on_many, recognize, images[:count]), effort.seconds / 2)
            for name, recognize in ways.items()
        }
        for name, values in interleaved(turns, effort.rounds).items():
            rows[name][f"{count:,}"] = median(values)
    return list(rows.values())


def _on_many(recognize: Recognize, images: FloatArray) -> int:
    recognize(images)
    return len(images)
