"""Loads the digits that a plan learns from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from digitpad.common.errors import DatasetError, Phrase
from digitpad.common.user_folders import user_data
from digitpad.data.importers import read_samples
from digitpad.data.mnist import Dataset, load_idx_pair, load_mnist
from digitpad.data.own_samples import FILE_NAME, SampleStore
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.record import DataChoice


def load_digits(plan: TrainingPlan, samples: Dataset | None = None) -> Dataset:
    """The distinct digits a plan learns from; `times` tells how often each occurs in an epoch.

    Args:
        plan: its data and seed decide.
        samples: the user's own samples; None reads the store. A run that is resumed passes those
            it began with.

    Raises:
        DatasetError: nothing is left, only one class is, or a file is not what it should be.
        SampleError: the store of own samples cannot be read.
    """
    data, parts = plan.data, []
    if data.mnist > 0:
        parts.append(_mnist(data.mnist, plan.settings.seed))
    if data.idx:
        parts.append(load_idx_pair(*data.idx, transposed=data.transposed))
    if data.folder:
        parts.append(_pictures(Path(data.folder)))
    if data.samples > 0:
        own = own_samples() if samples is None else samples
        parts.append(replace(own, times=np.full(len(own), data.samples, np.int64)))
    digits = _together([part for part in parts if len(part)])
    _check(digits, data)
    return digits


def own_samples() -> Dataset:
    """The user's own samples as they are now; an empty set where there are none."""
    if not (user_data() / FILE_NAME).exists():
        return Dataset(np.empty((0, 28, 28), np.uint8), np.empty(0, np.int64), "own samples")
    with SampleStore() as store:
        return store.as_dataset()


def _mnist(count: int, seed: int) -> Dataset:
    """The first `count` digits of a random order; a larger count contains a smaller one."""
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
        reason = (
            Phrase("there are no own samples yet") if data.samples else Phrase("no data are chosen")
        )
        raise DatasetError(
            "nothing is left to learn from: {reason}",
            reason=reason,
        )
    found = np.unique(digits.labels)
    if len(found) < 2:
        raise DatasetError(
            "{name}: all {count} digits are labelled {found}; telling digits apart takes at "
            "least two classes",
            name=digits.name,
            count=len(digits),
            found=found[0],
        )
