"""A full disk at every write in turn: nothing is lost, and every message names the file."""

import errno
import shutil

import numpy as np
import pytest

from digitpad.common.errors import DigitpadError, explained
from digitpad.data.importers import write_samples
from digitpad.data.own_samples import SampleStore
from digitpad.jobs.events import RunFailed, RunFinished, RunWarning
from digitpad.jobs.job import Job
from digitpad.jobs.run_folder import runs
from digitpad.jobs.work import NetworkWork
from digitpad.library import catalog, trash
from digitpad.library.exports import export
from digitpad.library.model_file import load_model, save_model
from tests.data.stored_samples import store_samples
from tests.fuzz.faults import disk_full
from tests.jobs.scenarios import small_plan
from tests.small_models import kept_model, same_tensors, small_model


def saved(folder):
    save_model(folder / "own.safetensors", small_model(seed=1))


def exported(suffix):
    return lambda folder: export(small_model(), folder / f"out{suffix}")


def samples_written(name, kind):
    def write(folder):
        with SampleStore() as store:
            found = store.samples()
        write_samples(folder / name, found, kind)

    return write


CHANGES = {
    "save": saved,
    "note": lambda _: catalog.set_notes("mine", "new"),
    "note on a bundled model": lambda _: catalog.set_notes("mlp", "new"),
    "default": lambda _: catalog.set_default("mlp"),
    "rename": lambda _: catalog.rename("mine", "yours"),
    "duplicate": lambda _: catalog.duplicate("mine"),
    "delete": lambda _: trash.delete("mine"),
    "restore": lambda _: trash.restore(trash.deleted_models()[0]),
    "npz": exported(".npz"),
    "csv": exported(""),
    "zip": exported(".zip"),
    "samples csv": samples_written("out.csv", "csv"),
    "samples idx": samples_written("images-idx3-ubyte", "idx"),
    "samples png": samples_written("out", "png"),
}


@pytest.fixture
def home(own_home):
    """A model of the user's, one in the trash, and samples."""
    kept_model("mine", seed=5, notes="old")
    kept_model("gone", seed=6)
    trash.delete("gone")
    store_samples(3)
    with disk_full(own_home):
        catalog.set_notes("softmax", "kept")
    return own_home


def models_of(home):
    """All models on the disk, by the seed that their numbers were drawn with."""
    found = set()
    for path in home.rglob("*.safetensors"):
        model = load_model(path)
        found |= {seed for seed in (1, 5, 6) if same_tensors(model, small_model(seed=seed))}
    return found


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("stays_full", [False, True])
def test_a_disk_that_is_full_at_any_operation_loses_nothing(home, tmp_path, name, stays_full):
    whole = tmp_path / "whole"
    shutil.copytree(home, whole)
    with disk_full(tmp_path) as disk:
        CHANGES[name](tmp_path / "out")
    assert disk.count
    for at in range(disk.count):
        shutil.rmtree(home)
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        shutil.copytree(whole, home)
        with disk_full(tmp_path, at, stays_full=stays_full) as full:
            try:
                CHANGES[name](tmp_path / "out")
            except (DigitpadError, OSError) as error:
                told = str(explained(error))
                assert "the disk is full" in told, (full.done, told)
                assert str(tmp_path) in told, (full.done, told)
        assert models_of(home) >= {5, 6}, full.done
        assert catalog.choices().notes.get("softmax") == "kept"
        assert not list(tmp_path.rglob("*.part")), full.done
        with SampleStore() as store:
            assert len(store) == 3


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_training_on_a_full_disk_keeps_its_checkpoint_and_says_what_to_do(
    tmp_path, own_home, error
):
    plan = small_plan(tmp_path, epochs=2)
    job = Job.create(plan)
    with disk_full(own_home) as disk:
        (*_, last) = job.run()
    assert isinstance(last, RunFinished)
    expected = load_model(last.model).classifier.tensors()
    job.run_folder.discard()
    checked = np.unique(np.linspace(0, disk.count - 1, 12).astype(int))
    for at in checked:
        for stays_full in (False, True):
            job = Job.create(plan)
            with disk_full(own_home, at, stays_full=stays_full, error=error) as full:
                *events, last = job.run()
            problems = [event.error for event in events if isinstance(event, RunWarning)]
            if isinstance(last, RunFailed):
                problems.append(last.error)
                assert last.suggestion is not None
            else:
                assert isinstance(last, RunFinished)
            assert problems, full.done[at]
            for problem in problems:
                assert str(own_home) in str(problem), (full.done, str(problem))
            if isinstance(last, RunFailed) and last.model:
                assert load_model(last.model)
                shutil.rmtree(last.model.parent)
            (run,) = runs()
            if isinstance(last, RunFailed) and run.can_resume:
                *_, last = Job.open(run.folder).run()
                assert isinstance(last, RunFinished)
            if isinstance(last, RunFinished):
                tensors = load_model(last.model).classifier.tensors()
                assert all(np.array_equal(tensors[key], expected[key]) for key in expected)
            else:
                NetworkWork.begin(plan)
            assert not list(own_home.rglob("*.part"))
            run.discard()
