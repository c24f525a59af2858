"""Names of models: valid as a file's name on every system, not taken, and claimed by one process.

A name is checked and used under the lock of the library (`library_locked`), and its file is then
created so that it replaces none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from filelock import FileLock, Timeout

from digitpad.common.atomic_files import make_folder
from digitpad.common.errors import ModelFileError, ParameterError
from digitpad.common.user_folders import SUFFIX, bundled_models, user_data, user_models

LONGEST = 80
MOST_BYTES = 240
"""File systems allow 255 bytes; the rest is for the suffix and a number."""

_FORBIDDEN = set('<>:"/\\|?*')
_INVISIBLE = {*"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0", *map(chr, range(0xFE00, 0xFE10))}
"""Letters and marks that are drawn as nothing, besides those that `str.isprintable` tells."""
_RESERVED = {
    *("con", "prn", "aux", "nul", "conin$", "conout$"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
}

LOCK_SECONDS = 10.0
"""What others do under the lock takes some hundredths of a second."""


@contextmanager
def library_locked(seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Keep other processes and threads from changing models, notes and choices meanwhile.

    May be nested in one thread.

    Args:
        seconds: to wait for another process.

    Raises:
        ModelFileError: another process holds the lock all the time.
        OSError: the user's folder cannot be written.
    """
    make_folder(user_data())
    lock = FileLock(user_data() / "library.lock", is_singleton=True)
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise ModelFileError(
            "{folder}: another program is changing the models; try again in a moment",
            folder=user_data(),
        ) from error
    try:
        yield
    finally:
        lock.release()


def normalized(name: str) -> str:
    """The name as files have it: an accent and its letter as one character (NFC)."""
    return unicodedata.normalize("NFC", name)


def check_name(name: str) -> None:
    """Raise a `ParameterError` unless the name is valid as a file's name on every system."""
    if not name.strip():
        raise ParameterError("a model needs a name")
    if len(name) > LONGEST:
        raise ParameterError(
            "a model's name has at most {longest} letters, not {count}",
            longest=LONGEST,
            count=len(name),
        )
    wrong = next((c for c in name if not c.isprintable() or c in _FORBIDDEN | _INVISIBLE), None)
    if wrong:
        raise ParameterError(
            "{name!a}: a model's name cannot have {wrong!a} in it", name=name, wrong=wrong
        )
    size = len(normalized(name).encode())
    if size > MOST_BYTES:
        raise ParameterError(
            "{name!r}: a model's name has at most {limit} bytes in a file system, not {size}",
            name=name,
            limit=MOST_BYTES,
            size=size,
        )
    if name != name.strip() or name.startswith((".", "-")) or name.endswith((".", SUFFIX)):
        raise ParameterError(
            "{name!r}: a model's name begins and ends with a letter or number, without {suffix}",
            name=name,
            suffix=SUFFIX,
        )
    if name.split(".", maxsplit=1)[0].strip().lower() in _RESERVED:
        raise ParameterError("{name!r} is a name that some systems keep for themselves", name=name)


def is_taken(name: str) -> bool:
    """Whether a bundled model or one of the user's has this name."""
    places = user_models(), bundled_models()
    return any((place / f"{normalized(name)}{SUFFIX}").exists() for place in places)


def new_model_file(name: str) -> Path:
    """The path for a new model of the user's.

    Raises:
        ParameterError: the name is not valid or is taken.
    """
    check_name(name)
    if is_taken(name):
        raise ParameterError(
            "there is a model called {name!r} already; choose another name", name=name
        )
    return user_models() / f"{normalized(name)}{SUFFIX}"


def free_name(stem: str) -> str:
    """`mlp-1`, `mlp-2`, ...: the first that is not taken."""
    return next(name for number in count(1) if not is_taken(name := f"{stem}-{number}"))


def free_copy_name(wanted: str) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`, ...: the first that is not taken."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(name for name in chain([wanted], numbered) if not is_taken(name))
