"""Images per second in training: whole steps, from bytes in memory to updated weights."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from math import prod
from types import MappingProxyType
from typing import cast

import numpy as np

from digitpad.benchmarks.machine import sgemm
from digitpad.benchmarks.measuring import (
    Cell,
    Effort,
    Table,
    Turn,
    better,
    interleaved,
    median,
    per_second,
    ratio,
)
from digitpad.benchmarks.rivals import is_compared, note_on_missing, rivals
from digitpad.data.augmentation import Augmentation
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.training_ink import NO_INK
from digitpad.nn.architectures import Architecture, architecture
from digitpad.nn.layers import Conv2D, Dense
from digitpad.nn.network import Network
from digitpad.training.events import BatchFinished, Event
from digitpad.training.settings import DEFAULT_SETTINGS, TrainingSettings
from digitpad.training.trainer import Trainer

BATCH = 128
SET_SIZES = (1_000, 10_000, 60_000)

OWN, AUGMENTED, PEAK = "digitpad", "augmented", "sgemm"
CONTIGUOUS, CHANNELS_LAST = "PyTorch contiguous", "PyTorch channels-last"
SCIKIT_LEARN = "scikit-learn"


def convolutions_alone() -> Architecture:
    """`cnn` with nothing but 3 x 3 convolutions before its dense layers, to measure these by."""
    cnn = architecture("cnn")
    parameters = {**cnn.parameters, "first_kernel": 3, "dropout": 0.0}
    return replace(cnn, name="3 x 3 alone", parameters=MappingProxyType(parameters))


def settings_for(kind: Architecture, threads: int, *, augmented: bool = False) -> TrainingSettings:
    """The architecture's own settings, without what the network in PyTorch does not do either."""
    changes = {
        "batch_size": BATCH,
        "epochs": 100_000,
        "validation": 0,
        **NO_INK,
        "average_decay": 0.0,
        "optimizer": "sgd",
        "threads": threads,
    }
    settings = DEFAULT_SETTINGS.get(kind.name, DEFAULT_SETTINGS["cnn"]).with_changes(changes)
    return settings if augmented else settings.with_changes({"augmentation": Augmentation()})


@contextmanager
def _own_steps(
    kind: Architecture, settings: TrainingSettings, digits: Dataset
) -> Iterator[Callable[[], int]]:
    """Steps of the real trainer; each returns how many images it took."""
    run = cast("Generator[Event]", Trainer(kind, {}, settings, digits).run())
    with closing(run) as events:
        yield lambda: BATCH if isinstance(next(events), BatchFinished) else 0


def measure(effort: Effort, names: Sequence[str]) -> list[Table]:
    """The two tables of this subject."""
    digits = load_mnist("train")
    kinds = [architecture(name) for name in names]
    if "cnn" in names:
        kinds.append(convolutions_alone())
    rows = [_compare(kind, effort, digits) for kind in kinds]
    columns = {
        "network": "",
        OWN: ",.0f",
        AUGMENTED: ",.0f",
        "augmentation's share": ".0%",
        CONTIGUOUS: ",.0f",
        CHANNELS_LAST: ",.0f",
        SCIKIT_LEARN: ",.0f",
        "digitpad / PyTorch": ".2f",
        "digitpad / scikit-learn": ".2f",
        "GFLOP/s": ",.0f",
        "of sgemm peak": ".2f",
    }
    notes = [
        f"Whole steps with batches of {BATCH}, threads: {effort.threads}.",
        "Without augmentation, except in the column of that name.",
        "digitpad / PyTorch: to the faster of its two layouts.",
        "GFLOP/s: as if every convolution were computed directly.",
        *note_on_missing({"torch": "PyTorch", "sklearn": "scikit-learn"}),
    ]
    return [
        Table("training", "Training, images a second", columns, rows, notes),
        _by_set_size(effort, names, digits),
    ]


def _compare(kind: Architecture, effort: Effort, digits: Dataset) -> dict[str, Cell]:
    plain = settings_for(kind, effort.threads)
    augmented = settings_for(kind, effort.threads, augmented=True)
    with _own_steps(kind, plain, digits) as own, _own_steps(kind, augmented, digits) as changing:
        steps = {OWN: own, AUGMENTED: changing}
        if is_compared("torch"):
            steps[CONTIGUOUS] = rivals().torch_steps(kind, plain, digits)
        if is_compared("torch") and kind.name != "mlp":
            steps[CHANNELS_LAST] = rivals().torch_steps(kind, plain, digits, channels_last=True)
        if is_compared("sklearn") and kind.name == "mlp":
            steps[SCIKIT_LEARN] = rivals().scikit_learn_steps(kind, plain, digits)
        turns = {name: per_second(step, effort.seconds) for name, step in steps.items()}
        turns[PEAK] = sgemm(effort.threads)
        figures = interleaved(turns, effort.rounds)
    row: dict[str, Cell] = {"network": kind.name}
    row |= {name: median(values) for name, values in figures.items() if name != PEAK}
    row["augmentation's share"] = 1 - ratio(figures[AUGMENTED], figures[OWN])
    rival = better(figures, CONTIGUOUS, CHANNELS_LAST)
    if rival:
        row["digitpad / PyTorch"] = ratio(figures[OWN], figures[rival])
    if SCIKIT_LEARN in figures:
        row["digitpad / scikit-learn"] = ratio(figures[OWN], figures[SCIKIT_LEARN])
    operations = training_operations(kind.network()) / 1e9
    row["GFLOP/s"] = operations * median(figures[OWN])
    row["of sgemm peak"] = operations * median(figures[OWN]) / max(figures[PEAK], default=np.nan)
    return row


def _by_set_size(effort: Effort, names: Sequence[str], digits: Dataset) -> Table:
    """With 1,000 images an epoch ends, with all that costs, after every seventh step."""
    rows: list[dict[str, Cell]] = []
    for name in names:
        kind = architecture(name)
        settings = settings_for(kind, effort.threads)
        turns: dict[str, Turn] = {}
        with ExitStack() as runs:
            for size in SET_SIZES:
                steps = _own_steps(kind, settings, digits.subset(np.arange(size)))
                turns[f"{size:,}"] = per_second(runs.enter_context(steps), effort.seconds)
            figures = interleaved(turns, effort.rounds)
        cost = {size: 1e6 / median(values) for size, values in figures.items()}
        largest, smallest = max(cost.values()), min(cost.values())
        rows.append({"network": name, **cost, "largest / smallest": largest / smallest})
    columns = {"network": "", **{f"{size:,}": ".1f" for size in SET_SIZES}}
    columns["largest / smallest"] = ".2f"
    title = "Training, microseconds an image, by the number of training images"
    return Table("training by set size", title, columns, rows)


def forward_operations(network: Network) -> list[int]:
    """Operations for one image, layer by layer; only convolutions and dense layers count.

    A multiplication and an addition are two operations, and everything is computed directly.
    Winograd's convolutions need fewer, so their speed counted like this can exceed the peak.
    """
    counts = [0] * len(network.layers)
    for index, layer in enumerate(network.layers):
        before, after = network.shapes[index : index + 2]
        if isinstance(layer, Conv2D):
            counts[index] = 2 * prod(after) * prod(layer.kernel) * before[2]
        elif isinstance(layer, Dense):
            counts[index] = 2 * before[0] * after[0]
    return counts


def training_operations(network: Network) -> int:
    """Operations for one training image: forward, and twice that backward.

    The gradients of weights and of inputs take as many each, but the first layer with weights needs
    no gradient of its input.
    """
    counts = [count for count in forward_operations(network) if count]
    return 3 * sum(counts) - counts[0]
