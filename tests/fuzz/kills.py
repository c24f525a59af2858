"""kill -9 at random moments of saving, teaching, changing the library, and training.

    python -m tests.fuzz.kills --count 300 --seed 1

A child process works and tells after each step what it has done; it is killed at any moment. Then
everything that it had told must be there, nothing half may be taken for whole, and after the next
start no file is left that belongs to nothing. Prints one line of JSON; the exit code is 1 where
something was lost or left.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitpad.common.user_folders import user_data
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.jobs.events import EpochFinished, RunFinished
from digitpad.jobs.job import Job
from digitpad.jobs.run_folder import Run
from digitpad.jobs.runs import runs, tidy
from digitpad.library import catalog, trash
from digitpad.library.model_file import load_model, save_model
from tests.fuzz.harness import home_of_its_own
from tests.jobs.scenarios import small_plan
from tests.small_models import kept_model, small_model

Tell = Callable[[object], None]


class LostError(AssertionError):
    """Something that was told is not there."""


@dataclass(frozen=True)
class Scenario:
    """What a child does until it is killed, and what must hold then.

    Attributes:
        seconds: the longest time before it is killed, from its first word.
        prepare: in the parent, in an empty home.
        work: in the child; tells what it has done.
        check: gets what was told. Raises `LostError`.
    """

    seconds: float
    prepare: Callable[[], object]
    work: Callable[[Tell], None]
    check: Callable[[list], None]


def expect(holds: object, *what: object) -> None:
    """Raise `LostError` unless it holds."""
    if not holds:
        raise LostError(*what)


# Saving one file again and again


def _own_file() -> Path:
    return user_data() / "own.safetensors"


def _save(tell: Tell) -> None:
    models = [small_model(hidden=64, notes=str(number)) for number in range(200)]
    for number, model in enumerate(models):
        save_model(_own_file(), model)
        tell(number)


def _check_saved(told: list) -> None:
    if told:
        notes = int(load_model(_own_file()).description.notes)
        expect(notes in {told[-1], told[-1] + 1}, notes, told[-1])


# Teaching


def _teach(tell: Tell) -> None:
    image = np.full((28, 28), 7, np.uint8)
    with SampleStore() as store:
        for number in range(100_000):
            store.add(NewSample(number % 10, image))
            tell(number)


def _check_taught(told: list) -> None:
    with SampleStore() as store:
        expect(store.notice is None, store.notice)
        labels = [sample.label for sample in store.samples()]
    expect(len(labels) in {len(told), len(told) + 1}, len(labels), len(told))
    expect(labels == [number % 10 for number in range(len(labels))])


# The library


def _prepare_library() -> None:
    kept_model("model-0", notes="first")


def _change_library(tell: Tell) -> None:
    """One model is renamed, noted, deleted and restored; copies are added."""
    for number in range(1, 100_000):
        catalog.duplicate("model-0", f"copy-{number}")
        tell(["copy", number])
        catalog.set_notes("model-0", f"note {number}")
        tell(["note", number])
        catalog.set_notes("mlp", f"note {number}")
        tell(["bundled", number])
        catalog.rename(f"copy-{number}", f"renamed-{number}")
        tell(["renamed", number])
        trash.restore(trash.delete("model-0"))
        tell(["restored", number])


def _check_library(told: list) -> None:
    entries = {entry.name: entry for entry in catalog.entries()}
    expect(not any(entry.problem for entry in entries.values()), "a model is half written")
    last = dict(told)
    for number in range(1, last.get("copy", 0) + 1):
        expect({f"copy-{number}", f"renamed-{number}"} & set(entries), "copy", number)
    for number in range(1, last.get("renamed", 0) + 1):
        expect(f"renamed-{number}" in entries, "renamed", number)
    if "model-0" in entries:
        notes = entries["model-0"].notes
    else:
        expect([one.name for one in trash.deleted_models()] == ["model-0"], "model-0")
        notes = load_model(trash.deleted_models()[0].path).description.notes
    number = last.get("note", 0)
    allowed = {f"note {number}", f"note {number + 1}"} | ({"first"} if number == 0 else set())
    expect(notes in allowed, notes, number)
    number = last.get("bundled", 0)
    notes = catalog.choices().notes.get("mlp", "note 0")
    expect(notes in {f"note {number}", f"note {number + 1}"}, notes, number)


# Training


def _train(tell: Tell) -> None:
    job = Job.create(small_plan(user_data(), epochs=12))
    tell(["run", job.run_folder.id])
    for event in job.run():
        if isinstance(event, EpochFinished):
            tell(["epoch", event.epoch])
        elif isinstance(event, RunFinished):
            job.run_folder.keep("trained")
            tell(["kept", 0])
            job.run_folder.discard()
            tell(["gone", 0])


def _check_trained(told: list) -> None:
    last = dict(told)
    if "kept" in last:
        load_model(catalog.find_model("trained"))
        return
    found = {run.id: run for run in runs()}
    epoch = last.get("epoch", 0)
    if epoch < 2:
        return
    if "trained" in catalog.available_models():
        load_model(catalog.find_model("trained"))
        return
    run = found.get(last["run"])
    expect(isinstance(run, Run), "the run", last)
    # The checkpoint of an epoch is written after it was told.
    expect(run.can_resume and run.epoch >= epoch - 1, run.epoch, epoch)
    *_, end = Job.open(run.folder).run()
    expect(isinstance(end, RunFinished), end)
    load_model(end.model)
    run.discard()


SCENARIOS = {
    "saving": Scenario(0.6, lambda: None, _save, _check_saved),
    "teaching": Scenario(0.6, lambda: None, _teach, _check_taught),
    "library": Scenario(1.0, _prepare_library, _change_library, _check_library),
    "training": Scenario(1.5, lambda: None, _train, _check_trained),
}


def killed(scenario: Scenario, seconds: float) -> list:
    """What a child has told until it was killed, this long after its first word."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException), os.fdopen(writing, "w") as pipe:

            def tell(what: object) -> None:
                pipe.write(json.dumps(what) + "\n")
                pipe.flush()

            scenario.work(tell)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        first = pipe.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        rest = pipe.read()
    os.waitpid(child, 0)
    lines = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in lines]


def left_over(home: Path) -> list[str]:
    """Files and folders that belong to nothing."""
    found = [*home.rglob("*.part"), *home.glob("runs/.*")]
    found += [folder for folder in home.glob("trash/*/") if not any(folder.iterdir())]
    return [str(path.relative_to(home)) for path in found]


def one_kill(name: str, generator: random.Random) -> list[str]:
    """Kill one child in a home of its own; returns what is wrong then."""
    scenario = SCENARIOS[name]
    with home_of_its_own():
        scenario.prepare()
        told = killed(scenario, generator.uniform(0, scenario.seconds))
        tidy()
        problems = []
        try:
            scenario.check(told)
        except Exception as error:
            problems.append(f"{name}: {type(error).__name__}: {error}, after {told[-3:]}")
        return problems + [f"{name}: left {path}" for path in left_over(user_data())]


def main() -> int:
    """Kill as often as asked for, the scenarios in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(SCENARIOS))
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)
    names = [arguments.only] if arguments.only else list(SCENARIOS)
    kills: Counter[str] = Counter()
    problems = []
    for number in range(arguments.count):
        name = names[number % len(names)]
        found = one_kill(name, generator)
        kills[name] += 1
        problems += found
        print(f"kill {number + 1}", *found, sep="\n", file=sys.stderr)
    print(json.dumps({"kills": kills, "problems": problems}))
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
