"""One training for each combination of settings, here, in several processes, or on a cluster.

Every trial fits a classifier with scikit-learn's `fit` and evaluates it on the validation set. What
it takes and gives can be sent anywhere: to other processes or to Dask.
"""

from __future__ import annotations

import json
import secrets
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import numpy as np

from digitpad.common.atomic_files import write_atomically
from digitpad.common.child_processes import safe_imports
from digitpad.common.errors import DigitpadError, TrainingError
from digitpad.common.json_lines import append_line, read_json_lines
from digitpad.common.reading import read_json
from digitpad.common.signals import terminal_signals_blocked
from digitpad.common.types import FloatArray
from digitpad.common.user_folders import user_data
from digitpad.common.validation import DescriptionError, build
from digitpad.data.mnist import Dataset
from digitpad.estimators.base import Classifier
from digitpad.estimators.network import NetworkClassifier
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.sweep_choices import check_names
from digitpad.training.state import hold_out

HERE = "here"
"""The back end without other processes: one trial after the other, on all cores."""


@dataclass(frozen=True, slots=True, eq=False)
class SweepData:
    """What all trials of a sweep learn from and are evaluated on.

    Attributes:
        train: labelled digits.
        validation: the validation set.
    """

    train: Dataset
    validation: Dataset

    @classmethod
    def split(cls, digits: Dataset, validation: int, seed: int) -> SweepData:
        """Split off a validation set. Raises `TrainingError` where nothing is left."""
        train, held_out = hold_out(digits, validation, seed)
        return cls(train.repeated(), held_out)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one combination.

    Attributes:
        number: of the combination, counted from 1.
        changes: the values that were tried.
        accuracies: on the validation set, one for each repetition.
        losses: the mean cross-entropy there, likewise, in nats.
        seconds: of training, all repetitions together.
        problem: why it could not be trained; None if it could.
    """

    number: int
    changes: dict[str, Any] = field(default_factory=dict)
    accuracies: tuple[float, ...] = ()
    losses: tuple[float, ...] = ()
    seconds: float = 0.0
    problem: str | None = None

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


# The record of a sweep


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """Everything that decides what a sweep finds.

    Attributes:
        plan: what all trials have in common.
        trials: the changes of each.
        validation: the size of the validation set.
        repeats: how often each is trained, with different seeds.
    """

    plan: TrainingPlan
    trials: list[dict[str, Any]]
    validation: int
    repeats: int = 1


@dataclass(slots=True)
class SweepFolder:
    """A sweep on the disk: its plan, and a line for each finished trial.

    Attributes:
        folder: `sweeps/<date and time>` among the user's files.
        sweep: what is tried.
        outcomes: of the finished trials.
    """

    folder: Path
    sweep: SweepPlan
    outcomes: list[Outcome] = field(default_factory=list)

    @classmethod
    def create(cls, sweep: SweepPlan) -> Self:
        """A new folder. Raises `OSError` where it cannot be written."""
        sweep = replace(sweep, plan=sweep.plan.to_file())
        name = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}-{secrets.token_hex(2)}"
        folder = sweeps_folder() / name
        write_atomically(folder / "sweep.json", json.dumps(asdict(sweep), indent=1).encode())
        return cls(folder, sweep)

    @classmethod
    def read(cls, name: str) -> Self:
        """An earlier sweep.

        Args:
            name: its folder or the name of it; empty for the latest one.

        Raises:
            TrainingError: there is no such sweep, or it is damaged.
        """
        known = sorted(path.parent for path in sweeps_folder().glob("*/sweep.json"))
        folder = Path(name) if Path(name).is_dir() and name else sweeps_folder() / name
        if not name and known:
            folder = known[-1]
        path = folder / "sweep.json"
        if not path.is_file():
            raise TrainingError(
                "{name}: no such sweep; there are: {known}",
                name=name or sweeps_folder(),
                known=", ".join(path.name for path in known) or "none",
            )
        try:
            sweep = build(SweepPlan, read_json(path), path)
        except DescriptionError as error:
            raise TrainingError("{error}", error=error) from error
        found = cls(folder, sweep)
        found.outcomes = found._read_outcomes()
        return found

    @property
    def missing(self) -> dict[int, dict[str, Any]]:
        """The trials that are not finished, by number."""
        done = {outcome.number for outcome in self.outcomes}
        numbered = enumerate(self.sweep.trials, 1)
        return {number: trial for number, trial in numbered if number not in done}

    def add(self, outcome: Outcome) -> None:
        """Record a finished trial. Raises `OSError`."""
        self.outcomes.append(outcome)
        # The changes are in the sweep's plan.
        line = {name: value for name, value in asdict(outcome).items() if name != "changes"}
        append_line(self.folder / "outcomes.jsonl", line)

    def _read_outcomes(self) -> list[Outcome]:
        """Those on record. Lines that are damaged, as by a crash, are left out.

        Raises:
            DescriptionError: the record cannot be read.
        """
        path, trials = self.folder / "outcomes.jsonl", self.sweep.trials
        found = read_json_lines(path, lambda line: build(Outcome, line, path))
        by_number = {
            one.number: replace(one, changes=trials[one.number - 1])
            for one in found
            if 1 <= one.number <= len(trials)
        }
        return list(by_number.values())


def sweeps_folder() -> Path:
    """The folder of all sweeps."""
    return user_data() / "sweeps"


# Trying


def run_sweep(
    plan: TrainingPlan,
    trials: Sequence[dict[str, Any]] | Mapping[int, dict[str, Any]],
    data: SweepData,
    *,
    repeats: int = 1,
    jobs: int = 1,
    backend: str = HERE,
) -> Iterator[Outcome]:
    """Train once for each combination, and yield the outcomes as they come.

    Names and values that are not possible are reported in the outcome, like everything else that a
    trial can fail by.

    Args:
        plan: what all trials have in common.
        trials: the changes of each, from `combinations` or `drawn`; counted from 1, or by number.
        data: the training and validation set.
        repeats: how often each is trained, with seeds from the plan's on.
        jobs: how many at the same time, in processes of this computer; -1 for one on each core.
        backend: `here`; `loky`, for processes of this computer; or `dask`, with a
            `distributed.Client` open.

    Raises:
        TrainingError: the processes or the cluster died. What was yielded before is valid.
    """
    numbered = dict(trials) if isinstance(trials, Mapping) else dict(enumerate(trials, 1))
    run = {"dask": _on_dask, "loky": _in_processes, HERE: _here}[backend]
    try:
        yield from run(plan, numbered, data, repeats, jobs)
    except DigitpadError:
        raise
    except Exception as error:
        # joblib and distributed raise errors of many kinds when a process dies.
        raise TrainingError(
            "the processes of the sweep ended unexpectedly ({error})",
            error=f"{type(error).__name__}: {error}".partition(". ")[0].splitlines()[0],
        ) from error


def _here(
    plan: TrainingPlan, trials: dict[int, dict[str, Any]], data: SweepData, repeats: int, _: int
) -> Iterator[Outcome]:
    for number, changes in trials.items():
        yield try_plan(number, plan, changes, data, repeats)


def _in_processes(
    plan: TrainingPlan,
    trials: dict[int, dict[str, Any]],
    data: SweepData,
    repeats: int,
    jobs: int,
) -> Iterator[Outcome]:
    """The number of threads is decided in each process, from the limits that joblib sets."""
    import joblib  # noqa: PLC0415 - an extra

    parallel = joblib.Parallel(jobs, backend="loky", return_as="generator_unordered", batch_size=1)
    with safe_imports():
        # Otherwise all of them print a traceback when the terminal is closed or Ctrl-C is pressed.
        with terminal_signals_blocked():
            outcomes = parallel(
                joblib.delayed(try_plan)(number, plan, changes, data, repeats)
                for number, changes in trials.items()
            )
        yield from outcomes


def _on_dask(
    plan: TrainingPlan,
    trials: dict[int, dict[str, Any]],
    data: SweepData,
    repeats: int,
    _: int,
) -> Iterator[Outcome]:
    """A worker runs as many trials at once as it has threads, so each uses one by default."""
    import distributed  # noqa: PLC0415 - an extra

    client: Any = distributed.get_client()
    plan = plan.with_changes({"threads": plan.settings.threads or 1})
    shared = client.scatter(data, broadcast=True)
    futures = {
        client.submit(
            try_plan, number, plan, changes, shared, repeats, pure=False, retries=1
        ): number
        for number, changes in trials.items()
    }
    as_completed: Any = distributed.as_completed
    for future in as_completed(futures):
        number = futures[future]
        try:
            yield future.result()
        except distributed.KilledWorker as error:
            problem = f"the process that trained it died ({error})"
            yield Outcome(number, trials[number], problem=problem)


def try_plan(
    number: int,
    plan: TrainingPlan,
    changes: dict[str, Any],
    data: SweepData,
    repeats: int,
) -> Outcome:
    """Train with some changes and evaluate. A failure is reported in the outcome."""
    accuracies: list[float] = []
    losses: list[float] = []
    started = time.perf_counter()
    try:
        check_names(plan, changes)
        changed = plan.with_changes(changes)
        for repetition in range(repeats):
            seed = changed.settings.seed + repetition
            classifier = classifier_of(changed.with_changes({"seed": seed}))
            classifier.fit(data.train.images, data.train.labels)
            accuracy, loss = _evaluate(classifier, data.validation)
            accuracies.append(accuracy)
            losses.append(loss)
    except (DigitpadError, TypeError, ValueError, MemoryError) as error:
        return Outcome(number, changes, problem=str(TrainingError("{error}", error=error)))
    seconds = time.perf_counter() - started
    return Outcome(number, changes, tuple(accuracies), tuple(losses), seconds)


def classifier_of(plan: TrainingPlan) -> Classifier:
    """The classifier that `fit` trains by a plan; one without epochs without augmented copies."""
    if not plan.kind.trains_in_epochs:
        return plan.kind.classifier(plan.parameters)
    settings = plan.settings.with_changes({"validation": 0})
    return NetworkClassifier.from_settings(plan.model, plan.parameters, settings)


def _evaluate(classifier: Classifier, digits: Dataset) -> tuple[float, float]:
    """Accuracy and mean cross-entropy in nats."""
    probabilities: FloatArray = classifier.predict_proba(digits.images)
    classes = np.asarray(classifier.classes_)
    right = classes[probabilities.argmax(axis=1)] == digits.labels
    given = np.where(classes == digits.labels[:, None], probabilities, 0).sum(axis=1)
    return float(right.mean()), float(-np.log(np.maximum(given, 1e-12)).mean())
