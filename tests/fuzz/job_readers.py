"""Readers of trainings: checkpoints, the folders of runs, sweeps."""

import json
import math
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from digitpad.common.json_lines import MAX_DAMAGED, MAX_LINE_BYTES
from digitpad.common.threads import cores
from digitpad.common.user_folders import user_data
from digitpad.data.mnist import Dataset
from digitpad.gui.training.run_record import RunRecord
from digitpad.jobs.job import Job
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_problems import problems_of
from digitpad.jobs.run_folder import Run, runs_folder
from digitpad.jobs.runs import tidy, unfinished_runs
from digitpad.jobs.sweep import Outcome, SweepFolder, SweepPlan, best_first, sweeps_folder
from digitpad.nn.architectures import architecture
from digitpad.training.changes import Change
from digitpad.training.checkpoint import kept_samples, read_header
from digitpad.training.events import BatchFinished, EpochFinished
from digitpad.training.record import DataChoice
from digitpad.training.settings import TrainingSettings
from digitpad.training.trainer import Trainer
from tests.fuzz.containers import json_or_bytes, safetensors_mutated
from tests.fuzz.harness import Reader
from tests.fuzz.mutators import lines_mutated

IMAGES = np.random.default_rng(3).integers(0, 256, (24, 28, 28)).astype(np.uint8)
OWN = Dataset(IMAGES, (np.arange(24) % 10).astype(np.int64), "own samples")

STEPS = 6
"""How many batches are trained after a checkpoint was read."""

MOST = 10_000
"""A plan of more digits than these is only checked."""


def plan(**changes: object) -> TrainingPlan:
    """To train a tiny network on own samples."""
    settings = TrainingSettings(epochs=3, batch_size=8, threads=1, validation=4)
    settings = settings.with_changes({"optimizer": "adam", "average_decay": 0.9, **changes})
    data = DataChoice(mnist=0, samples=1)
    return TrainingPlan("mlp", {"hidden": [3], "dropout": 0.1}, settings, data, name="tiny")


@lru_cache
def checkpoints() -> list[bytes]:
    """In the middle of the second epoch, after a change."""
    contents = []
    for chosen in (plan(), plan(optimizer="sgd", average_decay=0.0, rotation=5)):
        digits = Dataset(OWN.images, OWN.labels, OWN.name, times=np.ones(24, np.int64))
        kind = architecture(chosen.model)
        trainer = Trainer(kind, chosen.parameters, chosen.settings, digits)
        steps = trainer.run()
        for event in steps:
            if isinstance(event, EpochFinished):
                trainer.change({"learning_rate": 0.05, "augmentation": {"rotation": 3.0}})
            if isinstance(event, BatchFinished) and event.epoch == 2:
                break
        path = user_data() / "seed.safetensors"
        NetworkWork(chosen, trainer, OWN).save(path)
        contents.append(path.read_bytes())
    return contents


def use_checkpoint(data: bytes, home: Path) -> None:
    """Go on from it for some batches, and write another."""
    path = home / "checkpoint.safetensors"
    path.write_bytes(data)
    read_header(path)
    kept_samples(path)
    work = NetworkWork.resume(path)
    _train(work)
    work.save(home / "again.safetensors")
    read_header(home / "again.safetensors")
    assert Job.open(path).run_folder.can_resume


def _train(work: NetworkWork) -> None:
    if (
        work.trainer.settings.thread_count > 4 * cores()
        or work.trainer.image_count > MOST
        or work.trainer.network.vector.size > MOST
    ):
        return
    for count, _ in enumerate(work.events()):
        if count > STEPS:
            break


PLAN = {
    "plan": plan(seed=3).to_dict(),
    "started": "2026-11-29T10:15:00+00:00",
    "save_options": {"out": "", "overwrite": False, "keep_epochs": True},
}
LOG = [asdict(EpochFinished(n, 0.5 / n, 0.8, 0.4, 0.85, 0.1, 1.5)) for n in (1, 2, 3)]
LOG[2] |= {"validation_loss": None, "validation_accuracy": None}
CHANGES = [Change(2, 1, {"learning_rate": 0.05, "augmentation": {"rotation": 3.0}}).to_dict()]


def _files() -> dict[str, bytes]:
    return {
        "plan.json": json.dumps(PLAN).encode(),
        "log.jsonl": b"".join(json.dumps(line).encode() + b"\n" for line in LOG),
        "changes.json": json.dumps(CHANGES).encode(),
        "kept": b"",
    }


def _seed(name: str) -> list[bytes]:
    return [_files()[name]]


def use_run(name: str, data: bytes, home: Path) -> None:
    """List the runs, look at this one as the window does, and change it; another stays listed."""
    for folder in ("2026-11-29-101500-000000-1f2e", "2026-11-29-101600-000000-aaaa"):
        place = runs_folder() / folder
        place.mkdir(parents=True)
        for file, content in _files().items():
            if file != "kept":
                (place / file).write_bytes(content)
        (place / "checkpoint.safetensors").write_bytes(checkpoints()[0])
    (runs_folder() / "2026-11-29-101500-000000-1f2e" / name).write_bytes(data)
    tidy()
    found = unfinished_runs()
    assert "2026-11-29-101600-000000-aaaa" in [run.id for run in found]
    _use_run(Run.read(runs_folder() / "2026-11-29-101500-000000-1f2e"))


def _use_run(run: Run) -> None:
    history, changes = run.history(), run.changes()
    for epoch in history:
        assert isinstance(epoch.epoch, int)
        assert math.isfinite(epoch.loss)
    f"{run.epoch} {run.accuracy} {run.kept_as} {run.plan.command()}".encode()
    f"{run.started.astimezone():%Y-%m-%d %H:%M}".encode()
    record = RunRecord(run.plan, history)
    f"{record.progress} {record.position} {record.clock.seconds}".encode()
    run.write_changes(changes)
    assert run.changes() == changes
    run.forget_epochs_from(2)
    if not problems_of(run.plan):
        assert TrainingPlan.from_dict(json.loads(json.dumps(run.plan.to_dict()))) == run.plan


def sweeps() -> list[bytes]:
    """Three trials of one setting."""
    trials = [{"learning_rate": rate} for rate in (0.1, 0.2, 0.4)]
    return [json.dumps(asdict(SweepPlan(plan(), trials, 4))).encode()]


def outcome_lines() -> list[bytes]:
    """The outcomes of two of them."""
    lines = [
        {"number": 1, "accuracies": [0.9, 0.8], "losses": [0.3, 0.5], "seconds": 1.5},
        {"number": 2, "accuracies": [], "losses": [], "seconds": 0.0, "problem": "diverged"},
    ]
    return [b"".join(json.dumps(line).encode() + b"\n" for line in lines)]


def use_sweep(name: str, data: bytes, home: Path) -> None:
    """Read the sweep, order its outcomes, and record another."""
    folder = sweeps_folder() / "2026-11-29-101500-1f2e"
    folder.mkdir(parents=True)
    (folder / "sweep.json").write_bytes(sweeps()[0])
    (folder / "outcomes.jsonl").write_bytes(outcome_lines()[0])
    (folder / name).write_bytes(data)
    sweep = SweepFolder.read("")
    for outcome in best_first(sweep.outcomes):
        f"{outcome.accuracy:.2%} {outcome.spread} {outcome.loss} {outcome.problem}".encode()
    missing = sweep.missing
    for number, changes in missing.items():
        sweep.add(Outcome(number, changes, (0.5,), (1.0,), 0.1))
        break
    again = SweepFolder.read(str(folder))
    assert len(again.missing) == max(0, len(missing) - 1) or _is_hopeless(folder)


def _is_hopeless(folder: Path) -> bool:
    """Whether so many lines, or parts of long ones, may be damaged that the rest is not read."""
    content = (folder / "outcomes.jsonl").read_bytes()
    return content.count(b"\n") + len(content) // MAX_LINE_BYTES > MAX_DAMAGED


def _of_run(name: str) -> Callable[[bytes, Path], None]:
    return partial(use_run, name)


READERS = (
    Reader("checkpoint", checkpoints, safetensors_mutated, use_checkpoint),
    Reader("plan of run", partial(_seed, "plan.json"), json_or_bytes, _of_run("plan.json")),
    Reader("log of run", partial(_seed, "log.jsonl"), lines_mutated, _of_run("log.jsonl")),
    Reader(
        "changes of run", partial(_seed, "changes.json"), json_or_bytes, _of_run("changes.json")
    ),
    Reader("sweep", sweeps, json_or_bytes, partial(use_sweep, "sweep.json")),
    Reader("sweep outcomes", outcome_lines, lines_mutated, partial(use_sweep, "outcomes.jsonl")),
)
