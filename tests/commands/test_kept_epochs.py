"""`digitpad train --keep-epochs`: the inspector finds how the model learned."""

import numpy as np
import pytest

from digitpad.cli import main
from digitpad.inspection.recorded_epochs import recorded_epochs
from digitpad.inspection.through_time import snapshot_path
from digitpad.modelfile import load_model
from digitpad.paths import user_models
from digitpad.runs.network_work import NetworkWork
from digitpad.runs.run import Run
from digitpad.runs.snapshots import save_snapshot
from digitpad.training import EpochFinished
from tests.commands.short_training import train
from tests.runs.scenarios import small_plan


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
    assert not out.with_suffix(".epochs").exists()
    report = out.with_name("report")
    assert main(["inspect", str(out), "--epochs", "--out", str(report)]) == 0
    assert list(report.iterdir())


def test_nothing_is_kept_unasked(out, idx):
    assert train(idx, out) == 0
    assert epochs_of(out) == []


def test_what_an_earlier_run_left_is_not_taken_for_this_ones(out, idx):
    assert train(idx, out) == 0
    left = snapshot_path(out.with_suffix(".epochs"), 7)
    left.parent.mkdir()
    left.write_bytes(out.read_bytes())
    assert train(idx, out, "--keep-epochs", "--overwrite") == 0
    assert epochs_of(out) == [1, 2]


def test_a_run_that_is_resumed_goes_on_keeping(tmp_path, out):
    work = first_epoch(small_plan(tmp_path, epochs=3))
    work.extra |= {"out": str(out), "keep_epochs": True}
    save_snapshot(out.with_suffix(".epochs"), work.trainer, work.plan, 1)
    work.save(tmp_path / "own.checkpoint")
    assert main(["train", "--resume", str(tmp_path / "own.checkpoint"), "--quiet"]) == 0
    assert epochs_of(out) == [1, 2, 3]


def test_the_epochs_of_a_run_begun_in_the_window_stay_with_its_model(tmp_path):
    plan = small_plan(tmp_path, epochs=3)
    begun, work = Run.create(plan), first_epoch(plan)
    save_snapshot(begun.folder, work.trainer, plan, 1)
    work.save(begun.checkpoint)
    assert main(["train", "--resume", str(begun.folder), "--quiet"]) == 0
    assert epochs_of(user_models() / "mlp-1.safetensors") == [1, 2, 3]


def test_a_disk_that_takes_no_epochs_is_told_and_the_run_goes_on(out, idx, capsys):
    out.with_suffix(".epochs").write_text("not a folder", encoding="utf-8")
    assert train(idx, out, "--keep-epochs") == 0
    assert "epoch 2 could not be kept" in capsys.readouterr().out
    assert epochs_of(out) == []


def test_machines_have_no_epochs(capsys):
    assert main(["train", "--model", "softmax", "--keep-epochs"]) == 2
    assert "no epochs to keep" in capsys.readouterr().err
