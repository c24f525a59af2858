"""A run on the disk: what it holds, and what can be kept."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from digitpad.common.errors import ModelFileError, ParameterError, TrainingError
from digitpad.common.json_lines import append_line
from digitpad.common.user_folders import user_models
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.run_folder import Run, runs_folder
from digitpad.jobs.runs import runs
from digitpad.training.changes import Change
from digitpad.training.events import EpochFinished
from tests.data.stored_samples import store_samples
from tests.jobs.scenarios import small_plan, trained


@pytest.fixture
def run(tmp_path):
    return Run.create(small_plan(tmp_path, epochs=1))


def test_a_model_is_never_overwritten(run):
    trained(run)
    before = run.keep("mine").read_bytes()
    for name in ("mine", "cnn"):
        with pytest.raises(ParameterError, match="choose another name"):
            run.keep(name)
    assert (user_models() / "mine.safetensors").read_bytes() == before


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a\\b", "..", "x.safetensors", "con", "a" * 90])
def test_what_cannot_be_a_name_is_refused(run, name):
    trained(run)
    with pytest.raises(ParameterError):
        run.keep(name)


def test_a_run_without_a_model_or_with_a_damaged_one_keeps_nothing(run):
    with pytest.raises(ModelFileError, match="no model yet"):
        run.keep("mine")
    run.model.write_bytes(b"half of")
    with pytest.raises(ModelFileError, match=r"model\.safetensors"):
        run.keep("mine")
    assert not (user_models() / "mine.safetensors").exists()


def test_a_locked_run_is_running_and_cannot_be_discarded(run):
    with run.locked():
        assert run.state == "running"
        with pytest.raises(TrainingError, match="being trained"):
            run.discard()
        with pytest.raises(TrainingError, match="already"), Run.read(run.folder).locked():
            pass
    assert not run.is_locked
    run.discard()
    assert runs() == []
    assert list(runs_folder().iterdir()) == []


def test_an_epoch_is_a_line_of_valid_json_and_a_torn_line_is_skipped(run):
    path = run.log
    epochs = [EpochFinished(n, 0.5, 0.8, math.nan, math.nan, 0.1, 2.0) for n in (1, 2, 3)]
    for epoch in epochs:
        append_line(path, epoch.to_dict())
    with path.open("a", encoding="utf-8") as file:
        file.write('{"epoch": 4, "lo')
    assert json.loads(path.read_text("utf-8").splitlines()[0])["validation_loss"] is None
    assert [epoch.epoch for epoch in run.history()] == [1, 2, 3]
    run.forget_epochs_from(2)
    assert [epoch.epoch for epoch in run.history()] == [1]


def test_changes_survive_and_damage_in_them_is_no_end(run):
    changes = [Change(2, 5, {"learning_rate": 0.01}), Change(3, 0, {"epochs": 9})]
    run.write_changes(changes)
    assert run.changes() == changes
    (run.folder / "changes.json").write_text("[{")
    assert run.changes() == []


def test_own_samples_of_a_run_are_kept_with_it(tmp_path):
    store_samples(20)
    plan = small_plan(tmp_path, epochs=1)
    plan = replace(plan, data=replace(plan.data, samples=3))
    run = Run.create(plan)
    work = NetworkWork.begin(plan)
    assert work.trainer.image_count == 600 + 20 * 3 - 100 - 2 * held_out_samples(work)
    work.save(run.checkpoint)
    store_samples(5)
    again = NetworkWork.resume(run.checkpoint)
    np.testing.assert_array_equal(again.trainer.train.images, work.trainer.train.images)


def held_out_samples(work):
    """How many of the validation digits are own samples; each would have come up three times."""
    return int((work.trainer.validation.times == 3).sum())
