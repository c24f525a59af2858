"""Options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from digitpad.common.errors import ParameterError
from digitpad.data.mnist import Dataset, load_idx_pair, load_mnist


def add_flag(parser: Any, name: str, text: str) -> None:
    """Add an option that is on or off, to a command or a group of options."""
    parser.add_argument(name, action="store_true", help=text)


def add_idx(parser: Any, text: str) -> None:
    """Add `--idx IMAGES LABELS`."""
    parser.add_argument("--idx", nargs=2, type=Path, metavar=("IMAGES", "LABELS"), help=text)


def chosen_digits(arguments: argparse.Namespace) -> Dataset:
    """The IDX set that `--idx` names, else MNIST's test digits."""
    transposed = getattr(arguments, "transposed", False)
    if arguments.idx:
        return load_idx_pair(*arguments.idx, transposed=transposed)
    return load_mnist("test")


def add_overwrite(parser: Any) -> None:
    """Add `--overwrite`, which `check_free` obeys."""
    add_flag(parser, "--overwrite", "replace what is there")


def check_free(place: Path, arguments: argparse.Namespace) -> None:
    """Refuse to replace a file, or to write into a folder that is not empty, without `--overwrite`.

    Raises:
        ParameterError: there is something, and `--overwrite` was not given.
        OSError: the place cannot be looked at.
    """
    exists = any(place.iterdir()) if place.is_dir() else place.exists()
    if exists and not arguments.overwrite:
        raise ParameterError("{place}: exists already; --overwrite replaces it", place=place)
