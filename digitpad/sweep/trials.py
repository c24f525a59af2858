"""One training for each combination, here, in several processes, or on a cluster.

Every trial makes a classifier with scikit-learn's `fit` and lets it answer the held-out digits. It
takes and gives plain values only, so joblib can send it anywhere: to other processes, to Dask, to
Ray.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from digitpad.classifier import Classifier, NetworkClassifier
from digitpad.data.mnist import Dataset
from digitpad.errors import DigitpadError
from digitpad.machines import MACHINES
from digitpad.sweep.choices import check_names, with_changes
from digitpad.threads import cores
from digitpad.training import hold_out
from digitpad.training_plan import TrainingPlan
from digitpad.types import AnyArray, FloatArray, IntArray

HERE = "here"
"""The back end that needs nothing else: one trial after the other, on all cores."""


@dataclass(frozen=True, slots=True, eq=False)
class SweepData:
    """What all trials of a sweep learn from and are judged by.

    Attributes:
        train: labelled digits to learn from.
        validation: others, to judge by.
    """

    train: Dataset
    validation: Dataset

    @classmethod
    def split(cls, digits: Dataset, validation: int, seed: int) -> SweepData:
        """Hold `validation` of the digits out. Raises `TrainingError` where nothing is left."""
        train, held_out = hold_out(digits, validation, seed)
        return cls(train.repeated(), held_out)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one combination.

    Attributes:
        number: which one it was, counted from 1.
        changes: the values that it was tried with.
        accuracies: the share of right answers on the held-out digits, one for each repetition.
        losses: the mean cross-entropy there, likewise.
        seconds: of training, all repetitions together.
        problem: why it could not be trained; empty if it could.
    """

    number: int
    changes: dict[str, Any]
    accuracies: tuple[float, ...] = ()
    losses: tuple[float, ...] = ()
    seconds: float = 0.0
    problem: str = ""

    @property
    def accuracy(self) -> float:
        """The mean over the repetitions; 0 where there are none."""
        return statistics.fmean(self.accuracies) if self.accuracies else 0.0

    @property
    def spread(self) -> float:
        """The standard deviation over the repetitions; 0 with fewer than two."""
        return statistics.stdev(self.accuracies) if len(self.accuracies) > 1 else 0.0

    @property
    def loss(self) -> float:
        """The mean over the repetitions; infinite where there are none."""
        return statistics.fmean(self.losses) if self.losses else float("inf")


def best_first(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """By accuracy, then loss; what could not be trained at the end."""
    return sorted(outcomes, key=lambda one: (bool(one.problem), -one.accuracy, one.loss))


def run_sweep(
    plan: TrainingPlan,
    trials: Sequence[dict[str, Any]],
    data: SweepData,
    *,
    repeats: int = 1,
    jobs: int = 1,
    backend: str = HERE,
) -> Iterator[Outcome]:
    """Train once for each combination, and tell the outcomes as they come.

    Args:
        plan: what all trials have in common.
        trials: the changes of each, from `combinations` or `drawn`.
        data: digits to learn from and to judge by.
        repeats: how often each is trained, with seeds from the plan's on.
        jobs: how many at the same time; on another back end -1 means as many as it can.
        backend: `here`, or one of joblib's, such as `loky` for processes of this machine, `dask`
            with a `distributed.Client` open, or `ray`. Needs joblib.

    Names and values that are not possible are told in the outcome, like everything else that a
    trial can fail by.
    """
    threads = plan.settings.threads or (0 if backend == HERE else max(1, cores() // max(1, jobs)))
    plan = replace(plan, settings=plan.settings.with_changes({"threads": threads}))
    digits: dict[str, Any] = {
        "images": data.train.images,
        "labels": data.train.labels,
        "held_out": data.validation.images,
        "truth": data.validation.labels,
    }
    if backend == HERE:
        for number, changes in enumerate(trials, 1):
            yield try_plan(number, plan, changes, repeats=repeats, **digits)
        return
    import joblib  # noqa: PLC0415 - an extra

    with joblib.parallel_config(backend, n_jobs=jobs):
        active, _ = joblib.parallel.get_active_backend()
        # Dask gives all outcomes together, at the end.
        as_they_come = "generator_unordered" if active.supports_return_generator else "list"
        parallel = joblib.Parallel(return_as=as_they_come, batch_size=1)
        yield from parallel(
            joblib.delayed(try_plan)(number, plan, changes, repeats=repeats, **digits)
            for number, changes in enumerate(trials, 1)
        )


def try_plan(
    number: int,
    plan: TrainingPlan,
    changes: dict[str, Any],
    *,
    repeats: int,
    images: AnyArray,
    labels: IntArray,
    held_out: AnyArray,
    truth: IntArray,
) -> Outcome:
    """Train with some changes, and judge. What goes wrong is told in the outcome."""
    accuracies: list[float] = []
    losses: list[float] = []
    started = time.perf_counter()
    try:
        check_names(plan, changes)
        changed = with_changes(plan, changes)
        for repetition in range(repeats):
            seed = changed.settings.seed + repetition
            classifier = classifier_of(with_changes(changed, {"seed": seed}))
            classifier.fit(images, labels)
            accuracy, loss = _judge(classifier, held_out, truth)
            accuracies.append(accuracy)
            losses.append(loss)
    except (DigitpadError, TypeError, ValueError) as error:
        return Outcome(number, changes, problem=str(error))
    seconds = time.perf_counter() - started
    return Outcome(number, changes, tuple(accuracies), tuple(losses), seconds)


def classifier_of(plan: TrainingPlan) -> Classifier:
    """What learns by a plan, by `fit`; a machine from the digits alone, without varied copies."""
    if plan.model in MACHINES:
        machine: Classifier = MACHINES[plan.model].classifier(plan.parameters)
        return machine
    settings = plan.settings.with_changes({"validation": 0})
    return NetworkClassifier(plan.model, plan.parameters, settings.to_dict())


def _judge(classifier: Classifier, images: AnyArray, truth: IntArray) -> tuple[float, float]:
    """The share of right answers, and the mean cross-entropy in nats."""
    probabilities: FloatArray = classifier.predict_proba(images)
    classes = np.asarray(classifier.classes_)
    right = classes[probabilities.argmax(axis=1)] == truth
    given = np.where(classes == truth[:, None], probabilities, 0).sum(axis=1)
    return float(right.mean()), float(-np.log(np.maximum(given, 1e-12)).mean())
