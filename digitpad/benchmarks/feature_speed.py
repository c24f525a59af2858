"""How fast features are taken from digits, beside scikit-image, which takes one at a time."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np

from digitpad.benchmarks.machine import blas_threads
from digitpad.benchmarks.measuring import (
    Effort,
    Turn,
    installed,
    interleaved,
    median,
    note_on_missing,
    ratio,
)
from digitpad.benchmarks.tables import Cell, Table
from digitpad.data.mnist import load_mnist
from digitpad.features import extract
from digitpad.features.hog import hog
from digitpad.nn.parallel import as_network_input
from digitpad.types import FloatArray

DIGITS = 60_000
SKIMAGE_DIGITS_A_SECOND = 2_000
"""So many of them are given to scikit-image in a turn meant to take a second."""

OTHERS = ("smooth-hog", "edges", "fourier", "waves", "radial", "angular")
OWN, RIVAL = "digitpad", "scikit-image"


def measure(effort: Effort) -> list[Table]:
    """Seconds for all of MNIST's training digits, feature by feature."""
    images = as_network_input(load_mnist("train").images[:DIGITS])
    rows = [_hog_beside_scikit_image(images, effort)]
    rows += [_own(name, images, effort) for name in OTHERS]
    columns = {
        "feature": "",
        "numbers a digit": ",d",
        OWN: ".3f",
        RIVAL: ",.1f",
        "times faster": ",.0f",
        "largest difference": ".0e",
    }
    part = _count_for_scikit_image(effort)
    notes = [
        f"scikit-image: `hog` in a loop over {part:,} of the digits, scaled up to all.",
        *note_on_missing({"skimage": "scikit-image"}),
    ]
    title = f"Features of {len(images):,} digits, seconds"
    return [Table("features", title, columns, rows, notes)]


def _count_for_scikit_image(effort: Effort) -> int:
    return max(10, int(SKIMAGE_DIGITS_A_SECOND * effort.seconds))


def _hog_beside_scikit_image(images: FloatArray, effort: Effort) -> Mapping[str, Cell]:
    """The paper's histograms; both give the same numbers, which is looked at, too."""
    found: dict[str, FloatArray] = {}

    def own() -> float:
        started = time.perf_counter()
        found[OWN] = hog(images)
        return time.perf_counter() - started

    turns: dict[str, Turn] = {OWN: own}
    if installed("skimage"):
        turns[RIVAL] = _scikit_image(images, effort, found)
    figures = interleaved(turns, effort.rounds)
    row: dict[str, Cell] = {
        "feature": "hog",
        "numbers a digit": found[OWN].shape[1],
        OWN: median(figures[OWN]),
    }
    if RIVAL in found:
        row[RIVAL] = median(figures[RIVAL])
        row["times faster"] = ratio(figures[RIVAL], figures[OWN])
        same = found[OWN][: len(found[RIVAL])]
        row["largest difference"] = float(np.abs(same - found[RIVAL]).max())
    return row


def _scikit_image(images: FloatArray, effort: Effort, found: dict[str, FloatArray]) -> Turn:
    from skimage.feature import hog as theirs  # noqa: PLC0415 - an extra

    few = images[: _count_for_scikit_image(effort)]

    def turn() -> float:
        with blas_threads(effort.threads):
            started = time.perf_counter()
            found[RIVAL] = np.array([theirs(image, 9, (4, 4), (2, 2)) for image in few])
            return (time.perf_counter() - started) * len(images) / len(few)

    return turn


def _own(name: str, images: FloatArray, effort: Effort) -> Mapping[str, Cell]:
    widths: list[int] = []

    def turn() -> float:
        started = time.perf_counter()
        widths.append(extract(images, name).shape[1])
        return time.perf_counter() - started

    seconds = median(interleaved({OWN: turn}, effort.rounds)[OWN])
    return {"feature": name, "numbers a digit": widths[0], OWN: seconds}
