"""Other Python processes, which import no modules from the working folder.

Python looks for modules in the working folder first where a program is given by `-c` or `-m`, as it
is to child processes. A file `random.py` in a folder of pictures would be run then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLE = "PYTHONSAFEPATH"
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
