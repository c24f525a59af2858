import os
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from digitpad.common.errors import SampleError
from digitpad.common.labels import NON_DIGIT
from digitpad.data import own_samples_file as samples_file
from digitpad.data.importers import write_samples
from digitpad.data.own_samples import FILE_NAME, NewSample, SampleStore
from digitpad.ink.strokes import Ink, Stroke

INK = Ink((Stroke.of([[10, 10], [50, 90]]), Stroke.of([[5, 5]])), 18.0)


def digit(label, predicted=None, **others):
    image = np.full((28, 28), label, np.uint8)
    image[3, 4] = 255
    return NewSample(label, image, predicted=predicted, **others)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "samples.sqlite3"


@pytest.fixture
def store(path):
    with SampleStore(path) as opened:
        yield opened


def labels(samples):
    return [sample.label for sample in samples]


def test_everything_comes_back_as_it_was_stored(store):
    before = datetime.now(UTC)
    new = digit(7, 1, ink=INK, model="cnn", writer="ann", tag="round 1")
    stored = store.add(new)
    (found,) = store.samples()
    np.testing.assert_array_equal(found.image, new.image)
    np.testing.assert_array_equal(found.ink.strokes[0].points, INK.strokes[0].points)
    assert found.ink.pen_width == 18
    assert (found.label, found.predicted, found.model) == (7, 1, "cnn")
    assert (found.writer, found.tag) == ("ann", "round 1")
    assert before <= found.time == stored.time <= datetime.now(UTC)
    assert found.time.tzinfo == UTC
    assert found.is_misread


def test_samples_outlive_the_program(path):
    with SampleStore(path) as store:
        store.add(digit(3))
    with SampleStore(path) as store:
        assert labels(store.samples()) == [3]
        assert store.notice is None


def test_the_usual_place_is_the_users_own_folder(own_home):
    with SampleStore() as store:
        assert store.path == own_home / FILE_NAME
        assert store.path.is_file()


def test_filters(store):
    store.add_all([digit(1, 1), digit(1, 7, writer="ann"), digit(7, 1, tag="a"), digit(2)])
    assert labels(store.samples(label=1)) == [1, 1]
    assert labels(store.samples(misread=True)) == [1, 7]
    assert labels(store.samples(misread=True, label=7)) == [7]
    assert labels(store.samples(writer="ann")) == [1]
    assert labels(store.samples(tag="a")) == [7]
    assert labels(store.samples(newest_first=True)) == [2, 7, 1, 1]


def test_counts_and_data_set(store):
    store.add_all([digit(1), digit(1), digit(9)])
    assert store.count_by_label().tolist() == [0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert len(store) == 3
    data = store.as_dataset()
    assert data.images.shape == (3, 28, 28)
    assert data.images.dtype == np.uint8
    assert data.labels.tolist() == [1, 1, 9]


def test_what_is_no_digit_is_stored_and_is_in_a_data_set_only_where_it_is_asked_for(store):
    store.add_all([digit(1), digit(NON_DIGIT, 7)])
    (other,) = store.samples(label=NON_DIGIT)
    assert other.is_misread
    assert "no digit" in repr(other)
    assert store.count_by_label()[NON_DIGIT] == 1
    assert store.as_dataset().labels.tolist() == [1]
    both = store.as_dataset(non_digits=True)
    assert (both.labels.tolist(), both.classes) == ([1, NON_DIGIT], 11)


def test_a_file_of_the_first_version_is_migrated_with_all_its_samples(tmp_path, monkeypatch):
    path = tmp_path / "old.sqlite3"
    with monkeypatch.context() as patched:
        patched.setattr(samples_file, "MIGRATIONS", samples_file.MIGRATIONS[:1])
        with SampleStore(path) as old:
            ids = [one.id for one in old.add_all([digit(1), digit(2), digit(3)])]
            old.delete(ids[2:])
            with pytest.raises(SampleError):
                old.add(digit(NON_DIGIT))
    with SampleStore(path) as store:
        assert labels(store.samples()) == [1, 2]
        assert labels(store.samples(deleted=True)) == [3]
        assert store.add(digit(NON_DIGIT)).id == ids[-1] + 1


def test_no_samples_are_an_empty_data_set(store):
    assert store.as_dataset().images.shape == (0, 28, 28)


def test_relabelling_is_undone_with_what_it_returns(store):
    ids = [one.id for one in store.add_all([digit(1), digit(2)])]
    old = store.relabel(ids, 5)
    assert labels(store.samples()) == [5, 5]
    for number, label in old.items():
        store.relabel([number], label)
    assert labels(store.samples()) == [1, 2]


def test_deleting_is_undone_by_restoring(store):
    ids = [one.id for one in store.add_all([digit(1), digit(2), digit(3)])]
    assert store.delete(ids[:2]) == 2
    assert store.delete(ids[:2]) == 0
    assert labels(store.samples()) == [3]
    assert labels(store.samples(deleted=True)) == [1, 2]
    assert store.count_by_label().sum() == 1
    assert store.restore(ids[:1]) == 1
    assert labels(store.samples()) == [1, 3]
    assert labels(store.samples(deleted=True)) == [2]


@pytest.mark.parametrize("label", [-1, 11, 1.5, "3", None, True])
def test_a_label_is_a_digit(store, label):
    with pytest.raises(SampleError, match="0 to 9"):
        store.add(NewSample(label, np.zeros((28, 28), np.uint8)))
    (stored,) = store.add_all([digit(1)])
    with pytest.raises(SampleError, match="0 to 9"):
        store.relabel([stored.id], label)


@pytest.mark.parametrize(
    "image", [np.zeros((28, 27), np.uint8), np.zeros((28, 28)), np.zeros(784, np.uint8)]
)
def test_an_image_is_28_by_28_bytes(store, image):
    with pytest.raises(SampleError, match="28 x 28 bytes"):
        store.add(NewSample(1, image))


def test_several_are_stored_all_or_none(store):
    with pytest.raises(SampleError):
        store.add_all([digit(1), NewSample(11, np.zeros((28, 28), np.uint8))])
    ids = [one.id for one in store.add_all([digit(1)])]
    with pytest.raises(SampleError, match="no sample 99"):
        store.relabel([*ids, 99], 4)
    assert labels(store.samples()) == [1]


def test_a_worker_may_add_while_others_look(store):
    def work():
        for _ in range(20):
            store.add(digit(4))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        store.samples()
    for thread in threads:
        thread.join()
    assert len(store) == 60


def test_a_file_in_use_is_a_clear_error_and_works_again_afterwards(path, monkeypatch):
    monkeypatch.setattr(samples_file, "LOCK_TIMEOUT", 0.05)
    with SampleStore(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SampleError, match=r"samples\.sqlite3.*in use by another program"):
            store.add(digit(1))
        assert store.samples() == []
        other.execute("ROLLBACK")
        other.close()
        store.add(digit(1))
        assert len(store) == 1


def test_a_file_locked_from_the_start_is_not_taken_for_damaged(path, monkeypatch):
    SampleStore(path).close()
    monkeypatch.setattr(samples_file, "LOCK_TIMEOUT", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SampleError, match="in use"):
        SampleStore(path)
    other.execute("ROLLBACK")
    other.close()
    assert [one.name for one in path.parent.glob("*damaged*")] == []
    SampleStore(path).close()


@pytest.mark.parametrize("damage", ["text", "zeros", "torn"])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(path, damage):
    with SampleStore(path) as store:
        store.add_all([digit(n % 10) for n in range(200)])
    content = path.read_bytes()
    torn = content[:8192] + b"\xff" * 50_000 + content[58_192:]
    damaged = {"text": b"not a database" * 500, "zeros": bytes(100_000), "torn": torn}[damage]
    path.write_bytes(damaged)
    with SampleStore(path) as store:
        (aside,) = path.parent.glob("samples-damaged-*.sqlite3")
        assert "damaged" in str(store.notice)
        assert aside.name in str(store.notice)
        assert store.samples() == []
        store.add(digit(6))
    assert aside.read_bytes() == damaged
    with SampleStore(path) as store:
        assert store.notice is None
        assert labels(store.samples()) == [6]


def test_a_newer_file_is_refused_and_left_alone(path):
    with SampleStore(path) as store:
        store.add(digit(1))
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.execute("PRAGMA journal_mode = DELETE")
    newer.close()
    content = path.read_bytes()
    with pytest.raises(SampleError, match="version 99 are newer"):
        SampleStore(path)
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_another_programs_database_is_left_alone(path):
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE things (x)")
    other.close()
    content = path.read_bytes()
    with pytest.raises(SampleError, match="another program"):
        SampleStore(path)
    assert path.read_bytes() == content


def test_an_older_file_is_brought_up_to_date(path, monkeypatch):
    with SampleStore(path) as store:
        store.add(digit(8))
    step = "ALTER TABLE samples ADD COLUMN mood TEXT; UPDATE samples SET mood = 'fine';"
    monkeypatch.setattr(samples_file, "MIGRATIONS", [*samples_file.MIGRATIONS, step])
    with SampleStore(path) as store:
        assert labels(store.samples()) == [8]
        database = store._database
        assert database.execute("SELECT mood FROM samples").fetchall() == [("fine",)]
        assert database.execute("PRAGMA user_version").fetchone() == (len(samples_file.MIGRATIONS),)


def test_a_step_that_fails_leaves_the_file_as_it_was(path, monkeypatch):
    with SampleStore(path) as store:
        store.add(digit(8))
    step = "ALTER TABLE samples ADD COLUMN mood TEXT; SELECT nonsense;"
    with monkeypatch.context() as patched:
        patched.setattr(samples_file, "MIGRATIONS", [*samples_file.MIGRATIONS, step])
        with pytest.raises(SampleError):
            SampleStore(path)
    with SampleStore(path) as store:
        assert labels(store.samples()) == [8]


def test_a_full_disk_loses_nothing(store):
    store.add(digit(1))
    pages = store._database.execute("PRAGMA page_count").fetchone()[0]
    store._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SampleError, match="disk is full"):
        store.add_all([digit(2)] * 50)
    assert labels(store.samples()) == [1]
    store._database.execute("PRAGMA max_page_count = 100000")
    store.add(digit(3))
    assert labels(store.samples()) == [1, 3]


def test_a_disk_that_turns_read_only_is_a_clear_error(store):
    store.add(digit(1))
    store._database.execute("PRAGMA query_only = ON")
    with pytest.raises(SampleError, match="read-only"):
        store.add(digit(2))
    assert labels(store.samples()) == [1]


def test_a_file_that_cannot_be_changed_can_be_looked_at(path, monkeypatch):
    with SampleStore(path) as store:
        store.add(digit(5))

    def refuse(connection, path):
        connection.execute("PRAGMA query_only = ON")
        connection.execute("CREATE TABLE more (x)")

    monkeypatch.setattr(samples_file, "_check_and_migrate", refuse)
    with SampleStore(path) as store:
        assert labels(store.samples()) == [5]
        with pytest.raises(SampleError, match="read-only"):
            store.add(digit(1))


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SampleError, match="folder cannot be created"):
        SampleStore(tmp_path / "file" / "samples.sqlite3")


def test_damaged_ink_is_named(store):
    stored = store.add(digit(1, ink=INK))
    store._database.execute("UPDATE samples SET ink = '{broken'")
    with pytest.raises(SampleError, match=f"sample {stored.id}"):
        _ = store.samples()[0].ink


def test_a_closed_store_says_so(path):
    store = SampleStore(path)
    store.close()
    with pytest.raises(SampleError, match="closed"):
        store.samples()


@pytest.fixture
def full_disk():
    """No file of this process can grow; returns what ends that."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


KILLED = """
import os, sys
from digitpad.data.own_samples import SampleStore
from tests.data.test_own_samples import digit
SampleStore(sys.argv[1]).add_all([digit(1), digit(2)])
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a full disk is imitated as on POSIX")
@pytest.mark.parametrize("is_killed", [False, True])
def test_on_a_full_disk_samples_are_still_read_and_exported(tmp_path, request, is_killed):
    path = tmp_path / "samples.sqlite3"
    if is_killed:
        # What was added is still in the log beside the file.
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, env=environment)
        path.with_name(path.name + "-shm").unlink()
        assert path.with_name(path.name + "-wal").stat().st_size
    else:
        with SampleStore(path) as store:
            store.add_all([digit(1), digit(2)])
    make_room = request.getfixturevalue("full_disk")
    with SampleStore(path) as store:
        assert "nothing can be stored" in str(store.notice)
        found = store.samples()
        with pytest.raises(SampleError, match=str(path)):
            store.delete([1])
    make_room()
    assert [one.label for one in found] == [1, 2]
    assert write_samples(tmp_path / "out.csv", found) == 2
    with SampleStore(path) as store:
        assert store.notice is None
        assert store.delete([1]) == 1
