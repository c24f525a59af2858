"""From a choice of data to the digits themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from digitpad.data.exchange import read_samples
from digitpad.data.mnist import Dataset, load_idx_pair, load_mnist
from digitpad.data.samples import FILE_NAME, SampleStore
from digitpad.errors import DatasetError
from digitpad.paths import user_data
from digitpad.training_plan.choice import DataChoice
from digitpad.training_plan.plan import TrainingPlan


def load_digits(plan: TrainingPlan, samples: Dataset | None = None) -> Dataset:
    """The distinct digits a plan learns from; `times` tells how often each comes up in an epoch.

    Args:
        plan: its data and seed decide.
        samples: the person's own samples, where they are not to be read from the store, as when a
            run goes on that has begun with others.

    Raises:
        DatasetError: nothing is left, only one class is, or a file is not what it should be.
        SampleError: the store of own samples cannot be read.
    """
    data, parts = plan.data, []
    if data.mnist > 0:
        parts.append(_mnist(data.mnist, plan.settings.seed))
    if data.idx:
        parts.append(load_idx_pair(*data.idx))
    if data.folder:
        parts.append(_pictures(Path(data.folder)))
    if data.samples > 0:
        own = own_samples() if samples is None else samples
        parts.append(replace(own, times=np.full(len(own), data.samples, np.int64)))
    digits = _together([part for part in parts if len(part)])
    _check(digits, data)
    return digits


def own_samples() -> Dataset:
    """The person's own samples as they are now; none where nothing was ever stored."""
    if not (user_data() / FILE_NAME).exists():
        return Dataset(np.empty((0, 28, 28), np.uint8), np.empty(0, np.int64), "own samples")
    with SampleStore() as store:
        return store.as_dataset()


def _mnist(count: int, seed: int) -> Dataset:
    """The first digits in an order that the seed decides, so that more means these and others."""
    everything = load_mnist("train")
    if count >= len(everything):
        return everything
    order = np.random.default_rng((seed, 5)).permutation(len(everything))
    return replace(
        everything.subset(np.sort(order[:count])), name=f"{count:,} of {everything.name}"
    )


def _pictures(folder: Path) -> Dataset:
    found = read_samples(folder, "png")
    images = np.stack([sample.image for sample in found])
    labels = np.array([sample.label for sample in found], np.int64)
    return Dataset(images, labels, folder.resolve().name)


def _together(parts: list[Dataset]) -> Dataset:
    if not parts:
        return Dataset(np.empty((0, 28, 28), np.uint8), np.empty(0, np.int64), "nothing")
    if len(parts) == 1:
        return parts[0]
    times = None
    if any(part.times is not None for part in parts):
        once = [np.ones(len(p), np.int64) if p.times is None else p.times for p in parts]
        times = np.concatenate(once)
    return Dataset(
        np.concatenate([part.images for part in parts]),
        np.concatenate([part.labels for part in parts]),
        " + ".join(part.name for part in parts),
        max(part.classes for part in parts),
        times,
    )


def _check(digits: Dataset, data: DataChoice) -> None:
    if not len(digits):
        reason = "there are no own samples yet" if data.samples else "no data are chosen"
        raise DatasetError(f"nothing is left to learn from: {reason}")
    found = np.unique(digits.labels)
    if len(found) < 2:
        raise DatasetError(
            f"{digits.name}: all {len(digits)} digits are labelled {found[0]}; "
            "telling digits apart takes at least two classes"
        )
