"""Images a second in training: whole steps, from bytes in memory to moved weights."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Any, cast

import numpy as np

from digitpad.architectures import Architecture, architecture
from digitpad.benchmarks.machine import blas_threads, sgemm
from digitpad.benchmarks.measuring import (
    Effort,
    Turn,
    better,
    installed,
    interleaved,
    median,
    note_on_missing,
    per_second,
    ratio,
)
from digitpad.benchmarks.operations import training_operations
from digitpad.benchmarks.plain_network import plain_network
from digitpad.benchmarks.pytorch_twin import TorchTraining
from digitpad.benchmarks.tables import Cell, Table
from digitpad.data.augment import Augmentation
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.settings import TrainingSettings
from digitpad.training import BatchFinished, Event, Trainer

BATCH = 128
SET_SIZES = (1_000, 10_000, 60_000)

OWN, AUGMENTED, PEAK = "digitpad", "augmented", "sgemm"
CONTIGUOUS, CHANNELS_LAST = "PyTorch contiguous", "PyTorch channels-last"
SCIKIT_LEARN = "scikit-learn"


def settings_for(kind: Architecture, threads: int, *, augmented: bool = False) -> TrainingSettings:
    """The architecture's own, without what PyTorch's twin does not do either."""
    changes = {
        "batch_size": BATCH,
        "epochs": 100_000,
        "validation": 0,
        "synthetic": 0,
        "non_digits": 0,
        "average_decay": 0.0,
        "optimizer": "sgd",
        "threads": threads,
    }
    settings = kind.settings.with_changes(changes)
    return settings if augmented else settings.with_changes({"augmentation": Augmentation()})


@contextmanager
def _own_steps(
    kind: Architecture, settings: TrainingSettings, digits: Dataset
) -> Iterator[Callable[[], int]]:
    """Steps of the real trainer; each returns how many images it took."""
    run = cast("Generator[Event]", Trainer(kind, {}, settings, digits).run())
    with closing(run) as events:
        yield lambda: BATCH if isinstance(next(events), BatchFinished) else 0


def _torch_steps(
    kind: Architecture, settings: TrainingSettings, digits: Dataset, *, channels_last: bool
) -> Callable[[], int]:
    training = TorchTraining(kind.network(), settings, digits, channels_last=channels_last)
    generator = np.random.default_rng(0)

    def step() -> int:
        training.step(generator.integers(len(digits), size=BATCH))
        return BATCH

    return step


def _scikit_learn_steps(
    kind: Architecture, settings: TrainingSettings, digits: Dataset
) -> Callable[[], int]:
    """Its `partial_fit` goes once through what it is given; batches are as large as here."""
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415 - an extra

    count = 50 * BATCH
    images = digits.images[:count].reshape(count, -1).astype(np.float32) / 255
    labels = digits.labels[:count]
    classifier: Any = MLPClassifier(
        kind.parameters["hidden"],
        activation=kind.parameters["activation"],
        solver="sgd",
        alpha=settings.weight_decay,
        batch_size=BATCH,
        learning_rate_init=settings.learning_rate,
        momentum=settings.momentum,
        nesterovs_momentum=settings.nesterov,
    )

    def step() -> int:
        with warnings.catch_warnings(), blas_threads(settings.thread_count):
            warnings.simplefilter("ignore")
            classifier.partial_fit(images, labels, classes=np.arange(10))
        return count

    return step


def measure(effort: Effort, names: Sequence[str]) -> list[Table]:
    """The two tables of this subject."""
    digits = load_mnist("train")
    kinds = [architecture(name) for name in names]
    if "cnn" in names:
        kinds.append(plain_network())
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
        if installed("torch"):
            steps[CONTIGUOUS] = _torch_steps(kind, plain, digits, channels_last=False)
        if installed("torch") and kind.name != "mlp":
            steps[CHANNELS_LAST] = _torch_steps(kind, plain, digits, channels_last=True)
        if installed("sklearn") and kind.name == "mlp":
            steps[SCIKIT_LEARN] = _scikit_learn_steps(kind, plain, digits)
        turns: dict[str, Turn] = {
            name: per_second(step, effort.seconds) for name, step in steps.items()
        }
        turns[PEAK] = sgemm(effort.threads)
        figures = interleaved(turns, effort.rounds)
    row: dict[str, Cell] = {
        name: median(values) for name, values in figures.items() if name != PEAK
    }
    row["network"] = kind.name
    row["augmentation's share"] = 1 - ratio(figures[AUGMENTED], figures[OWN])
    rival = better(figures, CONTIGUOUS, CHANNELS_LAST)
    if rival:
        row["digitpad / PyTorch"] = ratio(figures[OWN], figures[rival])
    if SCIKIT_LEARN in figures:
        row["digitpad / scikit-learn"] = ratio(figures[OWN], figures[SCIKIT_LEARN])
    operations = training_operations(kind.network()) / 1e9
    row["GFLOP/s"] = operations * median(figures[OWN])
    row["of sgemm peak"] = operations * median(figures[OWN]) / max(figures[PEAK])
    return row


def _by_set_size(effort: Effort, names: Sequence[str], digits: Dataset) -> Table:
    """A set of 1,000 has an end of an epoch, with all it brings, after every seventh step."""
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
