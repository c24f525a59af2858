"""`digitpad train --keep-epochs`: the inspector finds how the model learned."""

import numpy as np
import pytest

from digitpad.cli.main import main
from digitpad.common.user_folders import user_models
from digitpad.jobs import job
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.run_folder import Run, SaveOptions
from digitpad.library.model_data import recorded_epochs, snapshot_path
from digitpad.library.model_file import load_model, save_model
from digitpad.training.events import EpochFinished
from tests.cli.short_training import train
from tests.jobs.scenarios import small_plan


def epochs_of(path):
    return [one.epoch for one in recorded_epochs(load_model(path).classifier)]


def tensors(path):
    return load_model(path).classifier.tensors()


def first_epoch(plan):
    """A run that stands after its first epoch."""
    work = NetworkWork.begin(plan)
    for event in work.events():
        if isinstance(event, EpochFinished):
            return work
    raise AssertionError


@pytest.fixture
def out(tmp_path):
    return tmp_path / "own.safetensors"


def test_every_epoch_is_kept_and_found_by_the_model(out, idx, capsys):
    assert train(idx, out, "--keep-epochs") == 0
    assert epochs_of(out) == [1, 2]
    last = recorded_epochs(load_model(out).classifier)[-1]
    for name, tensor in tensors(last.path).items():
        np.testing.assert_array_equal(tensor, tensors(out)[name])
    report = out.with_name("report")
    assert main(["inspect", str(out), "--epochs", "--out", str(report)]) == 0
    assert list(report.iterdir())


def test_nothing_is_kept_unasked(out, idx):
    assert train(idx, out) == 0
    assert epochs_of(out) == []


def test_a_run_that_is_resumed_goes_on_keeping(tmp_path, out):
    plan = small_plan(tmp_path, epochs=3)
    begun, work = Run.create(plan, SaveOptions(str(out), keep_epochs=True)), first_epoch(plan)
    save_model(snapshot_path(begun.folder, 1), work.candidate("epoch 1"))
    work.save(begun.checkpoint)
    assert main(["train", "--resume", begun.id, "--quiet"]) == 0
    assert epochs_of(out) == [1, 2, 3]


def test_the_epochs_of_a_run_begun_in_the_window_stay_with_its_model(tmp_path):
    plan = small_plan(tmp_path, epochs=3)
    begun, work = Run.create(plan), first_epoch(plan)
    save_model(snapshot_path(begun.folder, 1), work.candidate("epoch 1"))
    work.save(begun.checkpoint)
    assert main(["train", "--resume", str(begun.folder), "--quiet"]) == 0
    assert epochs_of(user_models() / "mlp-1.safetensors") == [1, 2, 3]


def test_a_disk_that_takes_no_epochs_is_told_and_the_run_goes_on(out, idx, capsys, monkeypatch):
    monkeypatch.setattr(job, "snapshot_path", lambda *_: out / "no folder" / "epoch-1.safetensors")
    out.parent.joinpath("own.safetensors").write_text("not a folder", encoding="utf-8")
    assert train(idx, out, "--keep-epochs", "--overwrite") == 0
    assert "epoch 2 could not be written" in capsys.readouterr().out
    assert epochs_of(out) == []


def test_machines_have_no_epochs(capsys):
    assert main(["train", "--model", "softmax", "--keep-epochs"]) == 2
    assert "no epochs to keep" in capsys.readouterr().err
