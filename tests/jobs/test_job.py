"""A job in this process: its example, its control, and runs of the previous version."""

import doctest
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from digitpad.common.errors import CheckpointVersionError, TrainingError
from digitpad.jobs import job as job_module
from digitpad.jobs.control import JobControl
from digitpad.jobs.events import (
    CheckpointSaved,
    Finishing,
    RunBegan,
    RunFailed,
    RunFinished,
    RunStopped,
    RunWarning,
)
from digitpad.jobs.job import Job
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.run_folder import runs_folder
from digitpad.jobs.runs import runs
from digitpad.library.model_file import load_model
from digitpad.training.events import BatchFinished, EpochFinished
from tests.jobs.scenarios import small_plan, undisturbed

PREVIOUS_VERSION = Path(__file__).with_name("previous_version")


def test_the_example_in_its_docstring_works():
    examples = doctest.DocTestFinder(recurse=False).find(job_module.Job, "Job")
    (example,) = examples
    example.globs |= vars(job_module)
    assert doctest.DocTestRunner().run(example).failed == 0


def test_a_run_of_the_previous_version_is_continued_to_the_same_model():
    folder = runs_folder() / "of-the-previous-version"
    shutil.copytree(PREVIOUS_VERSION, folder)
    (run,) = runs()
    assert [epoch.epoch for epoch in run.history()] == [1, 2]
    assert [change.settings for change in run.changes()] == [
        {"learning_rate": 0.05, "momentum": 0.8}
    ]
    *_, last = Job.open(run.id).run()
    assert isinstance(last, RunFinished), last
    expected = load_model(PREVIOUS_VERSION / "expected.safetensors").classifier.tensors()
    for name, tensor in load_model(last.model).classifier.tensors().items():
        np.testing.assert_allclose(tensor, expected[name], rtol=1e-4, atol=1e-6)


def test_a_checkpoint_file_of_the_previous_version_becomes_a_run(tmp_path):
    checkpoint = tmp_path / "mlp-1.checkpoint"
    shutil.copy(PREVIOUS_VERSION / "checkpoint.safetensors", checkpoint)
    job = Job.open(checkpoint)
    began = next(event for event in job.run() if isinstance(event, RunBegan))
    assert (began.epoch, began.step, began.epochs) == (3, 0, 4)
    assert checkpoint.exists()


def test_a_network_with_batch_normalization_is_not_continued():
    shutil.copytree(PREVIOUS_VERSION, runs_folder() / "earlier")
    (run,) = runs()
    with safe_open(run.checkpoint, framework="numpy") as file:
        header = file.metadata()
    tensors = load_file(run.checkpoint)
    save_file({**tensors, "network.batchnorm1.gamma": np.ones(3, "f4")}, run.checkpoint, header)
    *_, last = Job.open(run.id).run()
    assert isinstance(last, RunFailed), last
    assert "only earlier versions" in str(last.error)
    assert not last.can_resume
    with pytest.raises(CheckpointVersionError, match="only earlier versions"):
        Job.open(run.checkpoint)
    assert len(runs()) == 1


def test_a_model_without_epochs_goes_the_same_way(tmp_path):
    plan = TrainingPlan.usual("softmax", small_plan(tmp_path).data)
    plan = replace(plan, parameters={"steps": 5})
    events = list(Job.create(plan).run())
    assert isinstance(events[-1], RunFinished), events[-1]
    assert isinstance(events[0], RunBegan)
    assert any(isinstance(event, Finishing) for event in events)


def test_what_learns_in_one_go_can_be_neither_changed_nor_trained_further(tmp_path):
    plan = TrainingPlan.usual("softmax", small_plan(tmp_path).data)
    job, control = Job.create(replace(plan, parameters={"steps": 5})), JobControl()
    kinds, warnings = [], []
    for event in job.run(control):
        if isinstance(event, RunWarning):
            warnings.append(str(event.error))
        elif not kinds or kinds[-1] is not type(event):
            kinds.append(type(event))
        if isinstance(event, RunBegan):
            control.change({"learning_rate": 0.5})
        elif isinstance(event, Finishing):
            control.add_epoch()
    assert warnings == ["softmax learns in one go; nothing can be changed"]
    assert kinds.count(RunBegan) == 1
    assert kinds[-1] is RunFinished
    *_, last = Job.open(Job.create(plan).run_folder.folder, more_epochs=1).run()
    assert isinstance(last, RunFailed)
    assert str(last.error) == warnings[0]


def stop_after(plan, batches, stop):
    """The last event of a job that is stopped after this many batches."""
    job, control = Job.create(plan), JobControl()
    count = 0
    for event in job.run(control):
        count += isinstance(event, BatchFinished)
        if count == batches:
            stop(control)
    return job, event


def test_cancelling_saves_a_checkpoint_from_which_the_job_continues(tmp_path):
    plan = small_plan(tmp_path, epochs=3)
    job, last = stop_after(plan, 30, JobControl.cancel)
    assert isinstance(last, RunStopped)
    assert last.can_resume
    *_, last = Job.open(job.run_folder.folder).run()
    assert isinstance(last, RunFinished)
    for name, tensor in undisturbed(plan).items():
        np.testing.assert_array_equal(load_model(last.model).classifier.tensors()[name], tensor)


def test_keeping_makes_a_model_of_what_is_learned(tmp_path):
    _, last = stop_after(small_plan(tmp_path, epochs=3), 30, JobControl.keep)
    assert isinstance(last, RunFinished)
    assert last.description.training.stopped_at == (2, 5)


def test_closing_the_iteration_unlocks_the_run(tmp_path):
    job = Job.create(small_plan(tmp_path))
    events = job.run()
    assert isinstance(next(events), RunBegan)
    assert job.run_folder.state == "running"
    events.close()
    assert job.run_folder.state == "unfinished"


def test_speed_and_duration_leave_out_the_time_that_training_waited_for_the_pen(tmp_path):
    """The pen moves for a second of the wall clock; what is reported is of computing alone."""
    control = JobControl()
    stopped = threading.Event()

    def draw():
        while not stopped.wait(0.1):
            control.yield_to_pen()

    plan = small_plan(tmp_path, epochs=1)
    drawing = threading.Thread(target=draw)
    speeds, seconds = [], 0.0
    begun = time.perf_counter()
    for event in Job.create(plan).run(control):
        if isinstance(event, BatchFinished):
            speeds.append(event.images_per_second)
            if len(speeds) == 1:
                control.yield_to_pen()
                drawing.start()
                threading.Timer(1.0, stopped.set).start()
        if isinstance(event, EpochFinished):
            seconds = event.seconds
    drawing.join()
    assert time.perf_counter() - begun > 1.0
    assert seconds < 0.9
    assert min(speeds) > plan.settings.batch_size / 0.9


def test_a_checkpoint_that_cannot_be_written_is_reported_and_training_continues(
    tmp_path, monkeypatch
):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("digitpad.jobs.network_work.NetworkWork.save", full)
    events = list(Job.create(small_plan(tmp_path, epochs=2)).run())
    troubles = [event.error for event in events if isinstance(event, RunWarning)]
    assert len(troubles) == 2
    assert all(isinstance(error, TrainingError) for error in troubles)
    assert isinstance(events[-1], RunFinished)
    assert not [event for event in events if isinstance(event, CheckpointSaved)]
