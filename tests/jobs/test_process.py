"""Training in a process of its own: it obeys, it ends when it should, and nothing is lost."""

import random
import time
from dataclasses import replace

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.common.progress import FitProgress
from digitpad.data.augmentation import Augmentation
from digitpad.jobs.events import (
    BatchesFinished,
    CheckpointSaved,
    EpochMeasured,
    Finishing,
    LiveTensors,
    Paused,
    RunFailed,
    RunFinished,
    RunStopped,
    RunWarning,
    WeightsShown,
)
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.process import JobProcess
from digitpad.jobs.runs import runs, unfinished_runs
from digitpad.library.model_file import load_model
from digitpad.training.events import EpochFinished, PreparingData, TrainingFinished
from digitpad.training.record import DataChoice
from tests.jobs.scenarios import (
    SCENARIOS,
    assert_resumes_to,
    begin,
    finish,
    is_gone,
    kill,
    random_delay,
    small_plan,
    undisturbed,
    wait_for,
)

AT_ONCE = 1.0
"""Seconds; a fifth of it where the machine has nothing else to do."""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_a_run_that_was_disturbed_gives_the_model_of_one_that_was_not(tmp_path, scenario):
    plan = small_plan(tmp_path)
    generator = random.Random(scenario.__name__)
    scenario(plan, undisturbed(plan), random_delay(generator))


def test_a_run_tells_what_happens_in_order_and_leaves_out_nothing(tmp_path):
    plan = small_plan(tmp_path, epochs=3)
    process = JobProcess.start(plan)
    assert process.run.state in {"unfinished", "running"}
    seen = []
    last = finish(process, seen=seen)
    assert isinstance(last, RunFinished)
    batches = [b for event in seen if isinstance(event, BatchesFinished) for b in event.batches]
    places = [(batch.epoch, batch.step) for batch in batches]
    assert places == [(epoch, step) for epoch in (1, 2, 3) for step in range(1, 26)]
    kinds = [type(event) for event in seen]
    for kind, count in ((EpochFinished, 3), (EpochMeasured, 3), (TrainingFinished, 1)):
        assert kinds.count(kind) == count
    assert kinds[-2:] == [Finishing, RunFinished]
    (confusion,) = [e.confusion for e in seen if isinstance(e, EpochMeasured) and e.epoch == 3]
    assert confusion.shape == (10, 10)
    assert confusion.sum() == 100
    shown = next(event for event in seen if isinstance(event, WeightsShown))
    assert (shown.name, shown.weights.shape) == ("dense1.weight", (784, 16))
    assert shown.histogram_counts.sum() == 784 * 16 + 16 * 10
    assert process.run.state == "finished"
    assert [epoch.epoch for epoch in process.run.history()] == [1, 2, 3]
    assert process.run.accuracy == pytest.approx(np.trace(confusion) / 100)


@pytest.mark.parametrize(
    ("delay", "settings"),
    [(0.3, {}), (0.0, {"epochs": 2, "batch_size": 1, "learning_rate": 0.01})],
    ids=["after a checkpoint", "before the first checkpoint"],
)
def test_a_change_while_it_runs_holds_from_the_next_batch_on_and_outlives_a_kill(
    tmp_path, delay, settings
):
    plan = small_plan(tmp_path, **settings)
    process = begin(plan, delay)
    with pytest.raises(ParameterError, match="learning rate"):
        process.change({"learning_rate": -1.0})
    process.change({"learning_rate": 0.02, "momentum": 0.5})
    process.change({"augmentation": Augmentation(rotation=10)})
    deadline = time.monotonic() + 20
    while len(process.run.changes()) == 0 and time.monotonic() < deadline:
        time.sleep(0.005)
    kill(process.process_id)
    finish(process)
    changes = process.run.changes()
    assert changes[0].settings["learning_rate"] == 0.02
    again = NetworkWork.begin(plan)
    again.trainer.changes.to_come = changes
    for _ in again.events():
        pass
    assert_resumes_to(process.run, again.trainer.state.best)
    record = load_model(process.run.model).description.training
    assert [change.settings for change in record.changes] == [c.settings for c in changes]
    assert record.settings["learning_rate"] == plan.settings.learning_rate
    unchanged = NetworkWork.begin(plan)
    for _ in unchanged.events():
        pass
    different = unchanged.trainer.state.history[-1].loss
    assert different != again.trainer.state.history[-1].loss


def test_one_more_epoch_is_trained_and_then_more_after_the_end(tmp_path):
    plan = small_plan(tmp_path, epochs=4, schedule="constant")
    process = JobProcess.start(plan)
    process.send("add_epoch")
    assert isinstance(finish(process), RunFinished)
    assert process.run.epoch == 5
    more = JobProcess(process.run, more_epochs=2)
    assert isinstance(finish(more), RunFinished)
    assert process.run.epoch == 7
    longer = undisturbed(replace(plan, settings=plan.settings.with_changes({"epochs": 7})))
    tensors = load_model(process.run.model).classifier.tensors()
    np.testing.assert_array_equal(tensors["dense1.weight"], longer["dense1.weight"])


def test_stopping_keeps_what_is_learned_and_going_on_gives_the_whole(tmp_path):
    plan = small_plan(tmp_path)
    expected = undisturbed(plan)
    process = begin(plan, 0.2)
    asked = time.monotonic()
    process.send("keep")
    assert isinstance(wait_for(process, Finishing), Finishing)
    assert time.monotonic() - asked < AT_ONCE
    last = finish(process)
    assert isinstance(last, RunFinished)
    record = last.description.training
    epoch, step = record.stopped_at
    assert len(record.history) == epoch - (step == 0)
    path = last.run.keep("early")
    assert load_model(path).description.name == "early"
    assert_resumes_to(last.run, expected)


def test_stopping_before_anything_is_learned_leaves_nothing_to_resume(tmp_path):
    plan = small_plan(tmp_path, synthetic=100_000)
    process = JobProcess.start(plan)
    assert isinstance(wait_for(process, PreparingData), PreparingData)
    process.send("pause")
    assert isinstance(wait_for(process, Paused), Paused)
    asked = time.monotonic()
    process.send("keep")
    last = finish(process)
    assert time.monotonic() - asked < 3 * AT_ONCE
    assert isinstance(last, RunStopped)
    assert not last.can_resume
    assert unfinished_runs() == []


def test_the_model_in_training_is_sent_while_it_is_asked_for(tmp_path):
    plan = small_plan(tmp_path, epochs=2_000)
    process = begin(plan, 0)
    process.send("show_model", True)
    live = wait_for(process, LiveTensors)
    assert live.tensors["dense2.weight"].shape == (16, 10)
    process.send("show_model", False)
    time.sleep(0.3)
    process.poll()
    seen = []
    wait_for(process, WeightsShown, seen=seen)
    assert not [event for event in seen if isinstance(event, LiveTensors)]
    process.close()
    assert is_gone(process.process_id)
    assert not process.is_alive or process.poll()


def test_a_full_disk_is_told_and_the_run_goes_on_with_the_earlier_checkpoint(tmp_path):
    plan = small_plan(tmp_path, epochs=2_000)
    process = JobProcess.start(plan)
    assert isinstance(wait_for(process, CheckpointSaved), CheckpointSaved)
    process.send("pause")
    wait_for(process, Paused)
    kept = process.run.checkpoint.read_bytes()
    # A folder in the place of the file: it can be neither replaced nor written.
    process.run.checkpoint.unlink()
    process.run.checkpoint.mkdir()
    (process.run.checkpoint / "in the way").touch()
    process.send("resume")
    failed = wait_for(process, RunWarning)
    assert isinstance(failed, RunWarning)
    assert "Training goes on" in str(failed.error)
    assert isinstance(wait_for(process, EpochFinished), EpochFinished)
    kill(process.process_id)
    finish(process)
    (process.run.checkpoint / "in the way").unlink()
    process.run.checkpoint.rmdir()
    process.run.checkpoint.write_bytes(kept)
    again = JobProcess(process.run)
    assert isinstance(wait_for(again, EpochFinished), EpochFinished)
    again.close()


def test_a_diverging_run_is_explained_and_goes_on_from_its_best_epoch(tmp_path):
    plan = small_plan(tmp_path, epochs=6, average_decay=0.0)
    process = begin(plan, 0)
    assert isinstance(wait_for(process, EpochFinished), EpochFinished)
    process.change({"learning_rate": 1e6})
    last = finish(process)
    assert isinstance(last, RunFailed)
    assert "diverged" in str(last.error)
    assert "resume the run" in str(last.suggestion)
    assert last.can_resume
    assert process.run.state == "unfinished"
    epoch = process.run.epoch
    again = JobProcess(process.run)
    again.change({"learning_rate": 0.05})
    assert isinstance(finish(again), RunFinished)
    assert process.run.epoch == 6 > epoch >= 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"data": DataChoice(mnist=0)}, "nothing is left"),
        ({"data": DataChoice(mnist=0, idx=("nowhere", "nothing"))}, "nowhere"),
        ({"start": "no such model"}, "no such model"),
    ],
)
def test_what_cannot_work_is_told_and_leaves_nothing_to_resume(tmp_path, changes, words):
    process = JobProcess.start(replace(small_plan(tmp_path), **changes))
    last = finish(process)
    assert isinstance(last, RunFailed)
    assert words in str(last.error)
    assert not last.can_resume


def test_a_machine_learns_in_a_process_too_and_can_be_cancelled(tmp_path):
    data = small_plan(tmp_path).data
    plan = TrainingPlan.usual("svm-hog", data)
    plan = replace(plan, parameters={"landmarks": 60, "components": 20})
    process = JobProcess.start(plan)
    seen = []
    last = finish(process, seen=seen)
    assert isinstance(last, RunFinished)
    assert any(isinstance(event, FitProgress) for event in seen)
    (measured,) = [event for event in seen if isinstance(event, EpochMeasured)]
    assert np.trace(measured.confusion) > 0.9 * measured.confusion.sum()
    assert last.run.keep("mine").exists()
    slow = replace(plan, settings=plan.settings.with_changes({"synthetic": 50_000}))
    process = JobProcess.start(slow)
    wait_for(process, PreparingData)
    process.send("cancel")
    assert isinstance(finish(process), RunStopped)
    assert not process.run.can_resume


def test_an_end_between_the_model_and_the_last_word_is_no_failure(tmp_path):
    process = JobProcess.start(small_plan(tmp_path, epochs=1))
    told = finish(process)
    found = process._last_event_of_dead_process()
    assert isinstance(found, RunFinished)
    assert found.model == told.model
    assert found.description.measured == told.description.measured


def test_a_run_is_trained_by_one_process_at_a_time(tmp_path):
    process = begin(small_plan(tmp_path, epochs=2_000), 0)
    assert process.run.state == "running"
    assert unfinished_runs() == []
    other = JobProcess(process.run)
    last = finish(other)
    assert isinstance(last, RunFailed)
    assert "being trained already" in str(last.error)
    process.close()
    assert [run.id for run in unfinished_runs()] == [process.run.id]
    unfinished_runs()[0].discard()
    assert runs() == []
