"""Replacing a file so that a reader sees either the old one or the new one, whole.

The new content is written beside the old file, flushed to the disk, and then takes its name in
one step. A crash or a full disk on the way leaves the old file untouched and nothing half-written.
"""

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(path: Path | str, data: bytes) -> None:
    """Replace `path` by `data`, creating its folder where needed.

    Raises:
        OSError: the folder or file cannot be written; the old file is then as it was.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            _give_usual_permissions(temporary)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _give_usual_permissions(path: str) -> None:
    """`mkstemp` makes files private; what the user saves should follow their umask."""
    mask = os.umask(0)
    os.umask(mask)
    Path(path).chmod(0o666 & ~mask)
