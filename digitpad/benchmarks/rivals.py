"""Other programs to compare with; what runs them is in a checkout, not in the installed package.

digitpad bench  ->  tests/benchmarks/rivals.py  ->  PyTorch, scikit-learn, ONNX Runtime ...
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
NEEDS_CHECKOUT = (
    "Only digitpad is measured: comparisons with PyTorch, scikit-learn, ONNX Runtime and "
    "scikit-image need a checkout of digitpad's repository."
)


def is_checkout() -> bool:
    """Whether the programs to compare with can be run from here."""
    return (CHECKOUT / "tests" / "benchmarks" / "rivals.py").is_file()


def rivals() -> Any:
    """The module that runs them; only in a checkout."""
    if str(CHECKOUT) not in sys.path:
        sys.path.insert(0, str(CHECKOUT))
    return importlib.import_module("tests.benchmarks.rivals")


def is_compared(package: str) -> bool:
    """Whether a package is installed, found without importing it, and can be compared with."""
    return is_checkout() and importlib.util.find_spec(package) is not None


def note_on_missing(packages: Mapping[str, str]) -> tuple[str, ...]:
    """One line with the names of those that are not installed; none if all are.

    Args:
        packages: module -> name for people.
    """
    missing = [name for package, name in packages.items() if not is_compared(package)]
    if not missing or not is_checkout():
        return ()
    return (
        f"Not installed, so not compared: {', '.join(missing)} (pip install 'digitpad[bench]')",
    )
