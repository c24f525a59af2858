"""What may happen to a training run, each as a function: for the tests, and for the stress test.

Every scenario ends with a run that is resumed and gives the tensors of an undisturbed one.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from digitpad.common.json_lines import append_line
from digitpad.data.idx import write_idx
from digitpad.jobs.events import (
    BatchesFinished,
    LastEvent,
    Paused,
    Resumed,
    RunFailed,
    RunFinished,
    RunStopped,
)
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.process import JobProcess
from digitpad.jobs.run_folder import Run
from digitpad.jobs.runs import runs, unfinished_runs
from digitpad.library.model_file import load_model, save_model
from digitpad.training.events import EpochFinished
from digitpad.training.record import DataChoice
from tests.data.few_digits import few_digits

PARENT = Path(__file__).with_name("parent.py")
PATIENCE = 180.0


def small_plan(folder: Path, **changes) -> TrainingPlan:
    """A tiny network on 600 digits that takes about two seconds, with a bit of everything."""
    digits = few_digits(600)
    paths = (str(folder / "images.gz"), str(folder / "labels.gz"))
    if not Path(paths[0]).exists():
        write_idx(paths[0], digits.images)
        write_idx(paths[1], digits.labels.astype(np.uint8))
    plan = TrainingPlan.usual("mlp", DataChoice(mnist=0, idx=paths))
    usual = {"epochs": 40, "batch_size": 20, "validation": 100, "threads": 1, "shift": 1.0}
    settings = plan.settings.with_changes({**usual, "average_decay": 0.9, **changes})
    return replace(plan, parameters={"hidden": [16], "dropout": 0.1}, settings=settings)


def trained(run):
    """Give the run its checkpoint and model, as a process would."""
    work = NetworkWork.begin(run.plan)
    for event in work.events():
        if isinstance(event, EpochFinished):
            append_line(run.log, event.to_dict())
            work.save(run.checkpoint)
    save_model(run.model, work.model("run"))
    return run


def undisturbed(plan: TrainingPlan):
    """The tensors that nothing has come between."""
    work = NetworkWork.begin(plan)
    for _ in work.events():
        pass
    return work.trainer.state.best


def wait_for(process: JobProcess, *kinds, seen=None):
    """The next event of these kinds, or the last one of all; those before it go to `seen`."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        events = process.poll()
        for place, event in enumerate(events):
            if seen is not None:
                seen.append(event)
            if isinstance(event, (*kinds, *LastEvent.__args__)):
                process._events.extendleft(reversed(events[place + 1 :]))
                return event
        time.sleep(0.005)
    raise AssertionError(f"nothing of {kinds} came in {PATIENCE} s")


def finish(process: JobProcess, last=None, seen=None):
    """The last event, once the process is gone."""
    last = last or wait_for(process, seen=seen)
    deadline = time.monotonic() + PATIENCE
    while process.is_alive and time.monotonic() < deadline:
        assert process.poll() == [], "nothing comes after the last event"
        time.sleep(0.005)
    assert is_gone(process.process_id)
    return last


def is_gone(pid: int) -> bool:
    """Whether there is no such process any more, or only the name of one that nobody asked for."""
    try:
        os.kill(pid, 0)
    except OSError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def kill(pid: int) -> None:
    """The hardest end there is."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def assert_whole(run: Run) -> None:
    """Nothing half-written has the name of something whole, and what there is can be offered."""
    assert run.state == "unfinished"
    if run.can_resume:
        assert run.id in [found.id for found in unfinished_runs()]
        NetworkWork.resume(run.checkpoint, run.changes())
    assert not run.model.exists()


def assert_resumes_to(run: Run, expected) -> None:
    """Resuming gives exactly these tensors."""
    last = finish(JobProcess(run))
    assert isinstance(last, RunFinished), last
    tensors = load_model(last.model).classifier.tensors()
    assert tensors.keys() == expected.keys()
    for name, tensor in expected.items():
        np.testing.assert_array_equal(tensors[name], tensor, err_msg=name)


def begin(plan: TrainingPlan, delay: float) -> JobProcess:
    """A process that has trained for a while."""
    process = JobProcess.start(plan)
    first = wait_for(process, BatchesFinished)
    assert isinstance(first, BatchesFinished), first
    time.sleep(delay)
    return process


def child_is_killed(plan, expected, delay) -> str:
    """kill -9 of the process that trains."""
    process = begin(plan, delay)
    kill(process.process_id)
    last = finish(process)
    if isinstance(last, RunFinished):
        return "finished before"
    assert isinstance(last, RunFailed)
    assert last.can_resume == process.run.can_resume
    assert_whole(process.run)
    assert_resumes_to(process.run, expected)
    return "killed"


def is_cancelled(plan, expected, delay) -> str:
    """Cancel, at any moment."""
    process = begin(plan, delay)
    asked = time.monotonic()
    process.send("cancel")
    last = wait_for(process)
    took = time.monotonic() - asked
    finish(process, last)
    if isinstance(last, RunFinished):
        return "finished before"
    assert isinstance(last, RunStopped)
    assert last.can_resume
    assert_whole(process.run)
    assert_resumes_to(process.run, expected)
    return f"{took:.3f}"


def window_is_closed(plan, expected, delay) -> str:
    """The window closes; it waits at most two seconds."""
    process = begin(plan, delay)
    asked = time.monotonic()
    process.close()
    took = time.monotonic() - asked
    assert took < 4, took
    assert is_gone(process.process_id)
    if process.run.state == "finished":
        return "finished before"
    assert_whole(process.run)
    assert_resumes_to(process.run, expected)
    return f"{took:.3f}"


def is_paused(plan, expected, delay) -> str:
    """A pause, during which nothing moves, and then the same model as without it."""
    process = begin(plan, delay)
    asked = time.monotonic()
    process.send("pause")
    paused = wait_for(process, Paused)
    took = time.monotonic() - asked
    if isinstance(paused, RunFinished):
        return "finished before"
    seen = []
    time.sleep(0.1)
    seen += process.poll()
    assert not [event for event in seen if isinstance(event, BatchesFinished)]
    process.send("resume")
    assert isinstance(wait_for(process, Resumed), Resumed)
    last = finish(process)
    assert isinstance(last, RunFinished), last
    for name, tensor in load_model(last.model).classifier.tensors().items():
        np.testing.assert_array_equal(tensor, expected[name])
    return f"{took:.3f}"


def parent_is_killed(plan, expected, delay) -> str:
    """kill -9 of the program that started the training; the process ends by itself."""
    before = {run.id for run in runs()}
    command = [sys.executable, str(PARENT), json.dumps(plan.to_dict())]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        child = int(parent.stdout.readline())
        time.sleep(delay)
        kill(parent.pid)
    asked = time.monotonic()
    deadline = asked + PATIENCE
    while not is_gone(child) and time.monotonic() < deadline:
        time.sleep(0.005)
    took = time.monotonic() - asked
    assert is_gone(child)
    (run,) = [run for run in runs() if run.id not in before]
    assert not run.is_locked
    if run.state == "finished":
        return "finished before"
    assert run.can_resume
    assert_whole(run)
    assert_resumes_to(run, expected)
    return f"{took:.3f}"


def somebody_draws(plan, expected, delay) -> str:
    """The pen moves for a second; meanwhile nothing is learned, and afterwards all of it."""
    process = begin(plan, delay)
    before: list = []
    for turn in range(10):
        process.send("yield_to_pen")
        time.sleep(0.1)
        if turn == 4:
            before = process.poll()
    if any(isinstance(event, LastEvent.__args__) for event in before):
        return "finished before"
    meanwhile = process.poll()
    assert not [event for event in meanwhile if isinstance(event, BatchesFinished)]
    last = finish(process)
    assert isinstance(last, RunFinished), last
    for name, tensor in load_model(last.model).classifier.tensors().items():
        np.testing.assert_array_equal(tensor, expected[name])
    return "went on"


SCENARIOS = (
    child_is_killed,
    parent_is_killed,
    is_cancelled,
    is_paused,
    somebody_draws,
    window_is_closed,
)


def random_delay(generator: random.Random) -> float:
    """Any moment of the two seconds, often early."""
    return generator.uniform(0, 1.5) ** 2
