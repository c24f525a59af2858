"""How fast features are extracted, beside scikit-image, which takes one picture at a time."""

from __future__ import annotations

from functools import partial

import numpy as np

from digitpad.benchmarks.machine import blas_threads
from digitpad.benchmarks.measuring import (
    Cell,
    Effort,
    Table,
    interleaved,
    median,
    ratio,
    seconds_of,
)
from digitpad.benchmarks.rivals import is_compared, note_on_missing, rivals
from digitpad.common.pixels import as_floats
from digitpad.common.types import AnyArray
from digitpad.data.mnist import load_mnist
from digitpad.features import extract

DIGITS = 60_000
SKIMAGE_DIGITS_A_SECOND = 2_000
"""Digits given to scikit-image in a turn that is meant to take a second."""

HOG = "hog"
FEATURES = (HOG, "smooth-hog", "edges", "fourier", "waves", "radial", "angular")
OWN, RIVAL = "digitpad", "scikit-image"


def measure(effort: Effort) -> list[Table]:
    """Seconds for all of MNIST's training digits, feature by feature."""
    images = as_floats(load_mnist("train").images[:DIGITS])
    few = images[: max(10, int(SKIMAGE_DIGITS_A_SECOND * effort.seconds))]
    found: dict[str, AnyArray] = {}

    def extract_own(name: str) -> None:
        found[name] = extract(images, name)

    def extract_by_scikit_image() -> None:
        with blas_threads(effort.threads):
            found[RIVAL] = rivals().scikit_image_hog(few)

    rows: list[dict[str, Cell]] = []
    for name in FEATURES:
        turns = {OWN: seconds_of(partial(extract_own, name))}
        is_rival = name == HOG and is_compared("skimage")
        if is_rival:
            turns[RIVAL] = seconds_of(extract_by_scikit_image)
        figures = interleaved(turns, effort.rounds)
        width = found[name].shape[1]
        row: dict[str, Cell] = {
            "feature": name,
            "numbers a digit": width,
            OWN: median(figures[OWN]),
        }
        if is_rival:
            scaled = [seconds * len(images) / len(few) for seconds in figures[RIVAL]]
            row[RIVAL] = median(scaled)
            row["times faster"] = ratio(scaled, figures[OWN])
            row["largest difference"] = float(np.abs(found[HOG][: len(few)] - found[RIVAL]).max())
        rows.append(row)
    columns = {
        "feature": "",
        "numbers a digit": ",d",
        OWN: ".3f",
        RIVAL: ",.1f",
        "times faster": ",.0f",
        "largest difference": ".0e",
    }
    notes = [
        f"scikit-image: `hog` in a loop over {len(few):,} of the digits, scaled up to all.",
        *note_on_missing({"skimage": "scikit-image"}),
    ]
    return [Table("features", f"Features of {len(images):,} digits, seconds", columns, rows, notes)]
