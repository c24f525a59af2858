"""Folders: files that ship with digitpad, and the user's own files.

`DIGITPAD_HOME` replaces the user's folder, for tests and for a portable installation.
"""

import os
from pathlib import Path

import platformdirs

SUFFIX = ".safetensors"
"""Of the files of models."""

_PACKAGE = Path(__file__).parents[1]


def _bundled(folder: str) -> Path:
    """A bundled folder: inside the installed package, or next to it in a checkout."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def resource(*parts: str) -> Path:
    """A file that ships with digitpad, such as `resource("mnist", "LICENSE.md")`."""
    return _bundled("resources").joinpath(*parts)


def bundled_models() -> Path:
    """The folder of the models that ship with digitpad."""
    return _bundled("models")


def user_data() -> Path:
    """The user's folder. It may not exist yet; functions that write create it."""
    home = os.environ.get("DIGITPAD_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir("digitpad", appauthor=False))


def user_models() -> Path:
    """The folder of the models that the user trained or imported."""
    return user_data() / "models"
