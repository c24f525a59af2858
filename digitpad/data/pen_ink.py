"""Real pen ink that ships with digitpad: digits, and letters and symbols, by hundreds of writers.

    train        providers 0, 1, 2, 3, 5     networks and vector machines learn from these
    validation   provider 6                  models are chosen and calibrated on these
    test         provider 4                  only for figures; nothing is decided on them

A provider recorded its writers in one place, with its own pens. So the parts share no writer and no
pen, and figures on the last two hold for hands that were never seen. `resources/ink/README.md`
tells where the ink comes from.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import InkError, Phrase
from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import SIDE
from digitpad.common.types import AnyArray, IntArray
from digitpad.common.user_folders import resource
from digitpad.data.mnist import Dataset
from digitpad.data.stroke_variation import network_image, varied
from digitpad.ink.files import LabelledInk
from digitpad.ink.stroke_arrays import drawings, load_arrays

Part = Literal["train", "validation", "test"]

PROVIDERS: dict[str, tuple[int, ...]] = {
    "train": (0, 1, 2, 3, 5),
    "validation": (6,),
    "test": (4,),
}

DIGITS, LETTERS, EXCLUDED = "pen_digits.npz", "pen_nondigits.npz", "excluded.csv"
FILES = (DIGITS, LETTERS, EXCLUDED)
COLUMNS = ["file", "item", "label", "reason"]

PART_SIZE = 500
"""How many drawings `draw_pen_ink` makes at a time."""

ATTRIBUTION = (
    "Trained on pen ink from the UNIPEN collection, train_r01_v07 (I. Guyon, L. Schomaker, "
    "R. Plamondon, M. Liberman, S. Janet; International Unipen Foundation), CC BY 4.0, "
    "doi 10.5281/zenodo.1195803"
)
"""What the licence asks models for that were trained on it."""


@dataclass(frozen=True, slots=True, eq=False)
class PenInk:
    """One part of the pen ink.

    Attributes:
        digits: labels "0" to "9", with writer and provider.
        letters: letters and symbols that cannot be taken for a digit, likewise.
    """

    digits: list[LabelledInk]
    letters: list[LabelledInk]

    @property
    def items(self) -> list[LabelledInk]:
        """All of them, the digits first."""
        return [*self.digits, *self.letters]


def load_pen_ink(part: Part, at_most: int | None = None) -> PenInk:
    """The drawings of one part, without those that `excluded.csv` lists.

    Args:
        part: which.
        at_most: the largest number of digits, and of letters, chosen evenly from the part; None
            for all.

    Raises:
        InkError: a bundled file is missing or damaged.
    """
    excluded = _excluded()
    return PenInk(*(_load(name, part, excluded, at_most) for name in (DIGITS, LETTERS)))


def pen_ink_counts() -> tuple[int, int]:
    """How many digits, and how many letters, there are to train on. Raises as `load_pen_ink`."""
    return _counts(_state())


def pen_ink_hash() -> str:
    """SHA-256 of all that decides what is trained on. Raises `InkError`."""
    digest = hashlib.sha256()
    for path in map(_path, FILES):
        _modified(path)
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise InkError("{path}: {error}", path=path, error=error) from error
    return digest.hexdigest()


def as_recorded(part: Part) -> Dataset:
    """The images of one part as the recognizer sees them; letters are labelled `NON_DIGIT`.

    They are kept in memory, since drawing them takes some seconds.

    Raises:
        InkError: a bundled file is missing or damaged.
    """
    return _as_recorded(part, _state())


@lru_cache(maxsize=1)
def _as_recorded(part: Part, _: _State) -> Dataset:
    ink = load_pen_ink(part)
    images = np.empty((len(ink.items), SIDE, SIDE), np.uint8)
    for row, item in enumerate(ink.items):
        check_cancelled()
        images[row] = network_image(item.ink)
    return Dataset(images, _labels(ink.items), f"pen ink {part}", NON_DIGIT + 1)


def draw_pen_ink(
    digits: int, letters: int, seed: int = 0, *, done: int = 0
) -> Iterator[tuple[int, Dataset]]:
    """Varied renderings of the part to train on, in parts of a few hundred drawings.

    Args:
        digits: how many renderings of each digit.
        letters: how many of each letter or symbol, labelled `NON_DIGIT`.
        seed: the same seed and counts give the same images.
        done: how many an earlier call has made, which was interrupted.

    Yields:
        How many are made so far, and the latest part: images (n, 28, 28) uint8.

    Raises:
        InkError: a bundled file is missing or damaged.
    """
    if not digits and not letters:
        return
    ink = load_pen_ink("train")
    items = digits * ink.digits + letters * ink.letters
    for start in range(done, len(items), PART_SIZE):
        some = items[start : start + PART_SIZE]
        rng = np.random.default_rng((seed, 8, start))
        images = np.empty((len(some), SIDE, SIDE), np.uint8)
        for row, item in enumerate(some):
            check_cancelled()
            images[row] = network_image(varied(item.ink, rng), rng)
        part = Dataset(images, _labels(some), "pen ink", NON_DIGIT + (letters > 0))
        yield start + len(some), part


def _labels(items: list[LabelledInk]) -> IntArray:
    """The digit that each item shows, (N,) int64, or `NON_DIGIT`."""
    labels = [item.label or "" for item in items]
    return np.array([int(x) if x in _DIGIT_LABELS else NON_DIGIT for x in labels], np.int64)


_DIGIT_LABELS = [str(digit) for digit in range(10)]


def _load(
    name: str, part: Part, excluded: dict[str, dict[int, str]], at_most: int | None
) -> list[LabelledInk]:
    path = _path(name)
    arrays = _arrays(path)
    kept = _kept(path, arrays, part, excluded[name])
    return drawings(path, arrays, kept[:: -(-len(kept) // at_most)] if at_most else kept)


@lru_cache(maxsize=1)
def _counts(_: _State) -> tuple[int, int]:
    excluded = _excluded()
    digits, letters = (
        len(_kept(path, _arrays(path), "train", excluded[path.name]))
        for path in (_path(DIGITS), _path(LETTERS))
    )
    return digits, letters


def _arrays(path: Path) -> dict[str, AnyArray]:
    """The arrays of a bundled file, which has providers and the labels that belong to it."""
    _modified(path)
    arrays = load_arrays(path)
    if "groups" not in arrays:
        raise InkError("{path}: array groups is missing, which tells the providers", path=path)
    labels = arrays["labels"]
    are_digits = path.name == DIGITS
    wrong = np.flatnonzero(np.isin(labels, _DIGIT_LABELS) != are_digits)
    if len(wrong):
        raise InkError(
            "{path}: item {number} is labelled {label!r}, expected {expected}",
            path=path,
            number=int(wrong[0]),
            label=str(labels[wrong[0]]),
            expected=Phrase("0 to 9") if are_digits else Phrase("a letter or symbol"),
        )
    return arrays


def _kept(
    path: Path, arrays: dict[str, AnyArray], part: Part, excluded: dict[int, str]
) -> list[int]:
    """The indices of the items that belong to a part and are not excluded."""
    labels = arrays["labels"]
    for index, label in excluded.items():
        if index >= len(labels) or labels[index] != label:
            raise InkError(
                "{excluded}: item {number} of {name} is {found!r}, expected {label!r}; the list "
                "belongs to other data",
                excluded=_path(EXCLUDED),
                number=index,
                name=path.name,
                found=str(labels[index]) if index < len(labels) else None,
                label=label,
            )
    belongs = np.isin(arrays["groups"], PROVIDERS[part])
    belongs[list(excluded)] = False
    kept: list[int] = np.flatnonzero(belongs).tolist()
    return kept


def _excluded() -> dict[str, dict[int, str]]:
    """The labels of the items that are left out, by file and index."""
    path = _path(EXCLUDED)
    _modified(path)
    found: dict[str, dict[int, str]] = {DIGITS: {}, LETTERS: {}}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if rows.fieldnames != COLUMNS:
                raise InkError(
                    "{path}: columns are {found}, expected {expected}",
                    path=path,
                    found=",".join(rows.fieldnames or ()),
                    expected=",".join(COLUMNS),
                )
            for row in rows:
                name, item, label = (row[column] or "" for column in COLUMNS[:3])
                if name not in found or not item.isdecimal():
                    raise InkError(
                        "{path}: line {line} names item {item!r} of {name!r}, expected an item's "
                        "number, from 0, of {known}",
                        path=path,
                        line=rows.line_num,
                        item=item,
                        name=name,
                        known=" or ".join(found),
                    )
                found[name][int(item)] = label
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InkError("{path}: not a readable table ({error})", path=path, error=error) from error
    return found


_State = tuple[tuple[Path, int], ...]
"""The paths of all files and when they were changed, which stand for their content."""


def _state() -> _State:
    return tuple((path, _modified(path)) for path in map(_path, FILES))


def _path(name: str) -> Path:
    return resource("ink", name)


def _modified(path: Path) -> int:
    """When a bundled file was changed. Raises `InkError` where it is missing."""
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise InkError(
            "{path}: this file of digitpad's pen ink is missing; installing digitpad again brings "
            "it back",
            path=path,
        ) from error
