"""A full disk at every write in turn: nothing is lost, and every message names the file."""

import contextlib
import errno
import shutil
import sys
import tempfile

import numpy as np
import pytest

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import DigitpadError, SampleError, explained
from digitpad.data.importers import write_samples
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.gui.pad.personal_model import learn, personal_path
from digitpad.jobs.events import Finishing, RunFailed, RunFinished, RunWarning
from digitpad.jobs.job import Job
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.run_folder import SaveOptions
from digitpad.jobs.runs import runs
from digitpad.library import catalog, trash
from digitpad.library.exports import export
from digitpad.library.model_file import load_model, save_model
from tests.data.stored_samples import store_samples
from tests.fuzz.faults import disk_full
from tests.jobs.scenarios import small_plan, undisturbed
from tests.small_models import kept_model, same_tensors, small_model, unchanged


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
                assert "the disk is full; make room" in told, (full.done, told)
                assert str(tmp_path) in told, (full.done, told)
        assert models_of(home) >= {5, 6}, full.done
        assert catalog.choices().notes.get("softmax") == "kept"
        assert not list(tmp_path.rglob("*.part")), full.done
        with SampleStore() as store:
            assert len(store) == 3


@pytest.mark.parametrize("stays_full", [False, True])
def test_teaching_on_a_full_disk_keeps_the_samples_and_the_model_from_before(
    home, monkeypatch, stays_full
):
    monkeypatch.setattr("digitpad.gui.pad.personal_model.adapt", unchanged)
    model, image = load_model(catalog.find_model("mine")), np.full((28, 28), 9, np.uint8)
    personal = personal_path("mine")
    with SampleStore() as store:
        learn(store, [NewSample(1, image)], model)
        before = personal.read_bytes()
        with disk_full(home) as disk:
            assert learn(store, [NewSample(2, image)], model).problem == ""
        assert disk.count
        for at in range(disk.count):
            write_atomically(personal, before)
            count = len(store)
            with disk_full(home, at, stays_full=stays_full) as full:
                result = learn(store, [NewSample(3, image)], model)
            assert "the disk is full" in result.problem, full.done
            assert str(home) in result.problem, full.done
            assert personal.read_bytes() == before, full.done
            assert len(store) == count + 1
    assert not list(home.rglob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="sizes of files are limited as on POSIX")
def test_a_disk_that_is_full_at_any_write_of_the_samples_loses_none_that_was_stored(own_home):
    image, path = np.full((28, 28), 9, np.uint8), own_home / "samples.sqlite3"
    ends = {}
    for limit in range(0, 120_000, 7_000):
        shutil.rmtree(own_home, ignore_errors=True)
        stored = 0
        with _files_no_longer_than(limit):
            try:
                with SampleStore() as store:
                    while stored < 60:
                        store.add(NewSample(stored % 10, image))
                        stored += 1
            except SampleError as error:
                ends[stored] = str(error)
        with SampleStore() as store:
            assert store.notice is None
            labels = [sample.label for sample in store.samples()]
        assert labels == [number % 10 for number in range(stored)]
    assert len(ends) > 5
    assert all(str(path) in told for told in ends.values())


@contextlib.contextmanager
def _files_no_longer_than(size):
    """Writes beyond this many bytes of any file fail, also those of SQLite."""
    import resource  # noqa: PLC0415 - not on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_training_on_a_full_disk_keeps_its_checkpoint_and_says_what_to_do(
    tmp_path, own_home, monkeypatch, error
):
    # What the model is worth does not matter here, and takes most of the time.
    monkeypatch.setattr("digitpad.jobs.job.measured", lambda model, _: model)
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
                assert last.lacks_place
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


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_what_is_learned_is_saved_in_another_place_while_the_disk_stays_full(
    tmp_path, own_home, monkeypatch, error
):
    def no_lock(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    plan = small_plan(tmp_path, epochs=2)
    expected = undisturbed(plan)
    job = Job.create(plan)
    for event in (events := job.run()):
        if isinstance(event, Finishing):
            break
    # The system has no room for temporary files either.
    monkeypatch.setattr(tempfile, "mkdtemp", no_lock)
    with disk_full(own_home, 0, stays_full=True, error=error):
        *_, last = events
    assert isinstance(last, RunFailed)
    assert (last.lacks_place, last.can_resume, last.model) == (True, True, None)
    assert "choose another place" in str(last.suggestion)
    out = tmp_path / "out" / "mine.safetensors"
    (run,) = runs()
    if error == errno.EROFS:
        monkeypatch.setattr("filelock.FileLock.acquire", no_lock)
    with disk_full(own_home, 0, stays_full=True, error=error):
        *_, last = Job.open(run.id, save_options=SaveOptions(str(out))).run()
    assert isinstance(last, RunFailed)
    assert last.model == out
    saved = load_model(out)
    assert saved.description.name == "mine"
    for name, tensor in saved.classifier.tensors().items():
        np.testing.assert_array_equal(tensor, expected[name])
