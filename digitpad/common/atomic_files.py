"""Replacing a file atomically: readers see the complete old file or the complete new one.

The new content is written to a temporary file in the same folder, flushed to the disk, and renamed.
After a crash or with a full disk, the old file is unchanged; the temporary file of a process that
was killed is removed by `remove_leftovers`.
"""

import contextlib
import errno
import gzip
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_OTHERS_WRITE = stat.S_IWOTH
_LEFTOVER = re.compile(r"\.digitpad-(\d{1,9})-[0-9a-f]+\.part")
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What file systems without hard links answer."""

_HELD_BY_ANOTHER = {5, 32}
"""Windows error codes (access denied, sharing violation) while, for example, a virus scanner reads
the new file or the old one."""

_RETRY_SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""The pauses before another attempt to rename a file that is held."""

_OLD_SECONDS = 24 * 3600.0
"""No write takes as long; the number of its process may belong to another one by then."""


def write_atomically(path: Path | str, data: bytes, *, overwrite: bool = True) -> None:
    """Write `data` to `path`, gzipped if the name ends in `.gz`; create its folder if needed.

    A file that is replaced keeps its permissions; a new one gets the usual ones, except that never
    everyone may write it.

    Args:
        path: of the file.
        data: its content.
        overwrite: replace the file if it exists. Otherwise it is created, by one process only
            where several try it at once.

    Raises:
        FileExistsError: `overwrite` is false, and the file exists.
        OSError: the folder or file cannot be written; the old file is unchanged. The error names
            `path`, not the temporary file.
    """
    path = Path(path)
    if path.suffix == ".gz":
        data = gzip.compress(data, 9, mtime=0)
    with _errors_name(path):
        make_folder(path.parent)
        temporary = _temporary_file(path, data)
        try:
            if overwrite:
                replace_file(temporary, path)
            else:
                _rename_to_new(temporary, path)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def replace_file(source: Path, target: Path) -> None:
    """Rename a file to `target`, which is replaced if it exists.

    Raises:
        OSError: it cannot be renamed; on Windows, where another program holds one of the files for
            more than about half a second.
    """
    _retry_while_held(lambda: os.replace(source, target))


def check_writable(path: Path | str) -> None:
    """Find out whether `write_atomically` can write `path`, which is left as it is.

    Raises:
        OSError: it cannot: the folder cannot be written, the disk is full, the name is too long, or
            there is a folder of this name. The error names `path`.
    """
    path = Path(path)
    with _errors_name(path):
        make_folder(path.parent)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        with contextlib.suppress(FileNotFoundError):
            path.lstat()
        os.unlink(_temporary_file(path, bytes(4096)))


def make_folder(folder: Path) -> None:
    """Create a folder and those above it, where they are missing; never writable by everyone."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    try:
        folder.mkdir(0o777 & ~_OTHERS_WRITE, exist_ok=True)
    except FileExistsError as error:
        reason = os.strerror(errno.ENOTDIR)
        raise NotADirectoryError(errno.ENOTDIR, reason, str(folder)) from error


def remove_leftovers(folder: Path) -> int:
    """Remove the temporary files of writes that were interrupted, also in folders below.

    They are recognized by their names, which hold the number of the process that wrote them: it has
    ended, or the file is more than a day old.

    Returns:
        How many there were. Those that cannot be removed stay.
    """
    count = 0
    for path in list(folder.rglob(".digitpad-*.part")):
        match = _LEFTOVER.fullmatch(path.name)
        with contextlib.suppress(OSError):
            if match and (_has_ended(int(match[1])) or _is_old(path)):
                path.unlink()
                count += 1
    return count


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _OLD_SECONDS


def _has_ended(process: int) -> bool:
    """Whether there is no process of this number; False where that cannot be asked."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


@contextlib.contextmanager
def _errors_name(path: Path) -> Iterator[None]:
    """Let errors of the operating system name this file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _temporary_file(path: Path, data: bytes) -> Path:
    """A new file in the folder of `path`, with its permissions if it exists, on the disk."""
    try:
        kept = stat.S_IMODE(path.stat().st_mode) & ~_OTHERS_WRITE
    except OSError:
        kept = None
    name = path.with_name(f".digitpad-{os.getpid()}-{os.urandom(6).hex()}.part")
    # The umask applies here. Reading it would change it for a moment, for all threads.
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(name, flags, 0o666 & ~_OTHERS_WRITE if kept is None else kept)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if kept is not None and os.name == "posix":
            name.chmod(kept)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return name


def _rename_to_new(temporary: Path, path: Path) -> None:
    """Rename a file. Raises `FileExistsError` where there is one of the new name."""
    if os.name != "posix":
        # Which replaces nothing there.
        _retry_while_held(lambda: os.rename(temporary, path))  # noqa: PTH104
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        try:
            os.replace(temporary, path)
        except OSError:
            os.unlink(path)
            raise


def _retry_while_held(rename: Callable[[], None]) -> None:
    """Call `rename`, again after a pause where another program holds a file."""
    for seconds in _RETRY_SECONDS:
        try:
            rename()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER:
                raise
            time.sleep(seconds)
        else:
            return
    rename()
