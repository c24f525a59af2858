"""Other Python processes, which import no modules from the working folder.

Python looks for modules in the working folder first where a program is given by `-c` or `-m`, as it
is to child processes. A file `random.py` in a folder of pictures would be run then.

A frozen program, one built with PyInstaller, has no Python to start: it starts itself, and
`run_as_child` does there what Python would have done.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLE = "PYTHONSAFEPATH"
_RUN_MODULE = "--run-module"
"""The first argument of a frozen program that runs a module instead of the command line."""

_PACKAGE_FOLDER = str(Path(__file__).parents[2])


@contextmanager
def safe_imports() -> Iterator[None]:
    """Processes that are started during the block have no working folder in their `sys.path`."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def module_search_path() -> str:
    """A PYTHONPATH with which another process finds the same modules, except in its own folder."""
    folders = [folder for folder in sys.path if folder]
    return os.pathsep.join(dict.fromkeys([*folders, _PACKAGE_FOLDER]))


def is_frozen() -> bool:
    """Whether this is a program built with PyInstaller, which holds no Python to start."""
    return bool(getattr(sys, "frozen", False))


def module_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of digitpad in another process, as `python -m` does."""
    if is_frozen():
        return [sys.executable, _RUN_MODULE, module, *arguments]
    return [sys.executable, "-P", "-m", module, *arguments]


def run_as_child() -> None:
    """Do the work of this process, and exit, if a frozen digitpad started it for that.

    In the process that the user started, nothing happens.
    """
    multiprocessing.freeze_support()
    if sys.argv[1:2] == [_RUN_MODULE]:
        module = sys.argv[2]
        del sys.argv[1:3]
        runpy.run_module(module, run_name="__main__")
        sys.exit()
