"""Make the example ink that ships with digitpad: a tool that ran once.

Ink is traced from training images of MNIST (`skeleton.py`), kept only where drawing it again gives
the image back and where its nearest neighbours are all of the same digit. Of those, images are
grouped by how they look, and the best of each group is taken.

    python -m tests.tools.build_example_ink       makes the bundled file again
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import DatasetError
from digitpad.common.types import FloatArray, IntArray
from digitpad.common.user_folders import resource
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.imaging.preprocess import preprocess
from digitpad.ink.files import LabelledInk, write_ink_set
from digitpad.ink.raster import rasterize_fitted
from digitpad.ink.strokes import Ink
from tests.tools.skeleton import trace

PAD_UNITS_PER_PIXEL = 14
"""An MNIST image becomes a drawing on a pad of about 400 x 400."""

LOWEST_LIKENESS = 0.93
"""Correlation of the ink, drawn with its own pen and preprocessed, with the image it came from."""

NEIGHBOURS = 7
REFERENCES = 8000


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    ink: Ink
    likeness: float
    look: FloatArray


def build_examples(
    mnist: Dataset, each: int = 15, candidates: int = 240, seed: int = 0
) -> list[LabelledInk]:
    """Choose and trace examples; the same seed gives the same ink.

    Args:
        mnist: the training images.
        each: how many of each digit.
        candidates: how many images of each digit to choose from.
        seed: of the choice.

    Raises:
        DatasetError: too few of the images give clear ink.
    """
    random = np.random.default_rng(seed)
    references = random.choice(len(mnist), REFERENCES, replace=False)
    examples: list[LabelledInk] = []
    for digit in range(10):
        chosen = random.choice(np.flatnonzero(mnist.labels == digit), candidates, replace=False)
        traced = [_candidate(mnist.images[which] / np.float32(255)) for which in chosen]
        good = _undoubted([one for one in traced if one is not None], digit, mnist, references)
        if len(good) < each:
            raise DatasetError(
                "{name}: {count} of {candidates} images of a {digit} give clear ink, {each} "
                "are needed",
                name=mnist.name,
                count=len(good),
                candidates=candidates,
                digit=digit,
                each=each,
            )
        picked = _one_of_each_look(good, each, random)
        examples += [LabelledInk(candidate.ink, str(digit)) for candidate in picked]
    return examples


def _candidate(image: FloatArray) -> _Candidate | None:
    traced = trace(image)
    if any(len(stroke.points) < 4 for stroke in traced.strokes):
        return None
    _, _, right, bottom = traced.bounds()
    left, top, _, _ = traced.bounds()
    own_pen = traced.pen_width / (max(right - left, bottom - top) + traced.pen_width)
    again = preprocess(rasterize_fitted(traced, pen_fraction=own_pen), clean=True)
    look = preprocess(rasterize_fitted(traced), clean=True)
    if again is None or look is None:
        return None
    likeness = float(np.corrcoef(again.ravel(), image.ravel())[0, 1])
    if likeness < LOWEST_LIKENESS:
        return None
    ink = traced.transformed(PAD_UNITS_PER_PIXEL)
    return _Candidate(Ink(ink.strokes, round(ink.pen_width, 1)), likeness, look.ravel())


def _undoubted(
    candidates: list[_Candidate], digit: int, mnist: Dataset, references: IntArray
) -> list[_Candidate]:
    """Those whose nearest neighbours among some thousand images are all this digit."""
    if not candidates:
        return []
    looks = np.stack([candidate.look for candidate in candidates])
    others = mnist.images[references].reshape(len(references), -1) / np.float32(255)
    distances = (others**2).sum(axis=1) - 2 * looks @ others.T
    nearest = np.argpartition(distances, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    undoubted = (mnist.labels[references[nearest]] == digit).all(axis=1)
    return [one for one, clear in zip(candidates, undoubted, strict=True) if clear]


def _one_of_each_look(
    candidates: list[_Candidate], groups: int, random: np.random.Generator
) -> list[_Candidate]:
    """Group by look (k-means) and take from each group the one traced best."""
    looks = np.stack([candidate.look for candidate in candidates])
    centres = looks[random.choice(len(looks), groups, replace=False)]
    for _ in range(25):
        distances = (centres**2).sum(axis=1) - 2 * looks @ centres.T
        group = distances.argmin(axis=1)
        # Each centre stays with its nearest look, so that no group runs empty.
        group[distances.argmin(axis=0)] = np.arange(groups)
        present = np.unique(group)
        centres[present] = [looks[group == one].mean(axis=0) for one in present]
    return [
        max(
            (candidate for candidate, its in zip(candidates, group, strict=True) if its == one),
            key=lambda candidate: candidate.likeness,
        )
        for one in np.unique(group)
    ]


if __name__ == "__main__":
    write_ink_set(resource("ink", "examples.json.gz"), build_examples(load_mnist("train")))
