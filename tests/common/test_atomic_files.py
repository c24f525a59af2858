"""Files are replaced completely or not at all."""

import os
import stat
import subprocess
import sys

import pytest

from digitpad.common import atomic_files
from digitpad.common.atomic_files import check_writable, remove_leftovers, write_atomically


def test_the_folder_is_created_and_the_file_replaced(tmp_path):
    path = tmp_path / "new" / "file.bin"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file_and_no_temporary_one(tmp_path, monkeypatch):
    path = tmp_path / "file.bin"
    write_atomically(path, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as failure:
        write_atomically(path, b"new")
    assert failure.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def held(monkeypatch):
    """Let the next renames fail as on Windows, where a scanner holds the file for a while.

    Returns a function that takes the number of failures and Windows's error code, and returns the
    list of pauses in seconds, which is filled as they are made.
    """

    def hold(failures, code):
        left = [failures]
        pauses = []
        replace = os.replace

        def refuse(source, target):
            if left[0]:
                left[0] -= 1
                error = PermissionError(13, "Access is denied", str(source))
                error.winerror = code
                raise error
            replace(source, target)

        monkeypatch.setattr(os, "replace", refuse)
        monkeypatch.setattr(atomic_files.time, "sleep", pauses.append)
        return pauses

    return hold


@pytest.mark.parametrize("code", [5, 32])
def test_a_file_that_a_scanner_holds_is_replaced_once_it_is_free(tmp_path, held, code):
    path = tmp_path / "file.bin"
    write_atomically(path, b"old")
    pauses = held(3, code)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert pauses == sorted(pauses)
    assert len(pauses) == 3


def test_a_file_that_stays_held_is_an_error_within_a_second(tmp_path, held):
    path = tmp_path / "file.bin"
    write_atomically(path, b"old")
    pauses = held(1000, 32)
    with pytest.raises(PermissionError) as failure:
        write_atomically(path, b"new")
    assert failure.value.filename == str(path)
    assert 0.5 < sum(pauses) < 1
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_may_not_be_replaced_at_all_is_an_error_at_once(tmp_path, held):
    pauses = held(1, None)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "file.bin", b"new")
    assert pauses == []


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_the_permissions_follow_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "file.bin", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file.bin").stat().st_mode) == 0o640


def test_a_new_file_replaces_none(tmp_path):
    write_atomically(tmp_path / "file", b"first", overwrite=False)
    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "file", b"second", overwrite=False)
    assert (tmp_path / "file").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_new_file_replaces_none_on_a_file_system_without_hard_links(tmp_path, monkeypatch):
    def unsupported(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", unsupported)
    test_a_new_file_replaces_none(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_a_replaced_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "file.bin"
    path.touch(0o600)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_files_and_folders_are_never_writable_by_everyone(tmp_path):
    before = os.umask(0)
    try:
        write_atomically(tmp_path / "one" / "two" / "file.bin", b"")
    finally:
        os.umask(before)
    for path in (tmp_path / "one").rglob("*"):
        assert not path.stat().st_mode & stat.S_IWOTH, path
    assert not (tmp_path / "one").stat().st_mode & stat.S_IWOTH


def test_a_name_of_as_many_bytes_as_the_file_system_allows_can_be_written(tmp_path):
    write_atomically(tmp_path / ("x" * 255), b"long")
    assert (tmp_path / ("x" * 255)).read_bytes() == b"long"


def test_whether_a_file_can_be_written_is_found_out_without_writing_it(tmp_path):
    (tmp_path / "folder").mkdir()
    path = tmp_path / "file"
    check_writable(path)
    assert not path.exists()
    for wrong in (tmp_path / "folder", tmp_path / ("é" * 200), path / "below"):
        path.touch()
        with pytest.raises(OSError, match=wrong.name[:4]) as failure:
            check_writable(wrong)
        assert failure.value.filename == str(wrong)
    assert {one.name for one in tmp_path.iterdir()} == {"folder", "file"}


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for by number on POSIX")
def test_temporary_files_of_ended_processes_and_old_ones_are_removed(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    names = {
        "ended": f".digitpad-{ended.pid}-0123456789ab.part",
        "writing": f".digitpad-{os.getpid()}-0123456789ab.part",
        "old": f".digitpad-{os.getpid()}-ba9876543210.part",
        "other": f"digitpad-{ended.pid}-0123456789ab.part",
    }
    (tmp_path / "below").mkdir()
    for name in names.values():
        (tmp_path / "below" / name).touch()
    os.utime(tmp_path / "below" / names["old"], (0, 0))
    assert remove_leftovers(tmp_path) == 2
    left = {path.name for path in (tmp_path / "below").iterdir()}
    assert left == {names["writing"], names["other"]}
