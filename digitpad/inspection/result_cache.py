"""Results that take long to compute, kept in the user's folder under the model's hash.

    user's folder / inspection / <model_hash>-examination-<digits>.safetensors

The same model under another name finds them; a model that was trained again does not. They are
safetensors like the models: plain numbers with a header, whose lengths are checked before anything
is read. A damaged file is renamed with a notice, and counts as missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import Phrase
from digitpad.common.reading import parse_json
from digitpad.common.tensor_files import TensorEntry, open_tensors
from digitpad.common.types import AnyArray
from digitpad.common.validation import DescriptionError, shown
from digitpad.data.mnist import Dataset
from digitpad.estimators.base import Classifier
from digitpad.evaluation.metrics import Evaluation
from digitpad.evaluation.robustness import CHANGES, Curve
from digitpad.inspection.digit_map import DigitMap, LayerVectors
from digitpad.library.model_data import inspection_folder, model_hash

FORMAT_VERSION = 1
MAX_BYTES = 1 << 27
"""An evaluation of 60,000 digits takes 3 MB, a map about 1 MB."""

_ENTRY = "digitpad-inspection"
_NAME_LENGTH = 40
_EXAMINATION, _ROBUSTNESS = "examination", "robustness"

_MAP_ARRAYS = ("positions", "which", "explained", "mean", "directions", "coordinates")
_INTEGERS = ("which", "classes")

Arrays = dict[str, AnyArray]


class KeptResults:
    """What was found out about one model. Readers give None where nothing fitting is kept.

    Args:
        classifier: the model.

    Attributes:
        notice: a sentence for the user where a damaged file was set aside, else empty.
    """

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._model = model_hash(classifier)
        self.notice: Phrase | str = ""

    def keep_examination(self, found: Evaluation, digits: Dataset) -> None:
        """Keep a model's answers to these digits. Raises `OSError`."""
        arrays = {name: getattr(found, name) for name in ("probabilities", "non_digit", "classes")}
        self._write(_EXAMINATION, arrays, digits)

    def examination(self, digits: Dataset) -> Evaluation | None:
        """The answers to exactly these digits."""
        kept = self._read(_EXAMINATION, digits)
        return None if kept is None else Evaluation(digits.labels, **kept, data=digits.name)

    def keep_robustness(self, curves: Mapping[str, Curve], digits: Dataset) -> None:
        """Keep the curves of `robustness`. Raises `OSError`."""
        arrays = {name: curve.accuracies for name, curve in curves.items()}
        self._write(_ROBUSTNESS, arrays, digits)

    def robustness(self, digits: Dataset) -> dict[str, Curve] | None:
        """The curves for exactly these digits."""
        kept = self._read(_ROBUSTNESS, digits)
        return None if kept is None else {name: Curve(name, kept[name]) for name in CHANGES}

    def keep_map(self, found: DigitMap, digits: Dataset) -> None:
        """Keep a map of digits out of this set. Raises `OSError`."""
        arrays = {name: getattr(found, name) for name in _MAP_ARRAYS}
        self._write(_map_kind(found.layer, found.method), arrays, digits)

    def map(self, digits: Dataset, layer: str, method: str) -> DigitMap | None:
        """A map of a layer, made from exactly this set."""
        kept = self._read(_map_kind(layer, method), digits)
        if kept is None:
            return None
        labels = digits.labels[kept["which"]]
        vectors = LayerVectors(self._classifier, layer)
        return DigitMap(layer, method, labels=labels, **kept, vectors=vectors)

    def _path(self, kind: str, digits: Dataset) -> Path:
        data = "".join(c if c.isalnum() else "-" for c in digits.name.lower())[:_NAME_LENGTH]
        return inspection_folder() / f"{self._model}-{kind}-{data}.safetensors"

    def _header(self, kind: str, digits: Dataset) -> dict[str, Any]:
        facts = {"model": self._model, "kind": kind, "digits": digits.fingerprint()}
        if kind == _ROBUSTNESS:
            facts["values"] = {name: list(change.values) for name, change in CHANGES.items()}
        return {"format_version": FORMAT_VERSION, **facts}

    def _write(self, kind: str, arrays: Mapping[str, AnyArray], digits: Dataset) -> None:
        contiguous = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
        metadata = {_ENTRY: json.dumps(self._header(kind, digits), sort_keys=True)}
        write_atomically(self._path(kind, digits), save(contiguous, metadata))

    def _read(self, kind: str, digits: Dataset) -> Arrays | None:
        """The arrays, where the header says that they are of just this model and these digits."""
        path = self._path(kind, digits)
        try:
            with open_tensors(path, MAX_BYTES, Phrase("kept result")) as file:
                header = parse_json(file.metadata.get(_ENTRY, ""), path.name)
                if not isinstance(header, dict):
                    raise DescriptionError("its header is not an object")
                if header != self._header(kind, digits):
                    return None
                _check_shapes(kind, file.tensors, len(digits))
                arrays = {name: file.read(name) for name in file.tensors}
            _check_values(arrays, digits)
        except FileNotFoundError:
            return None
        except DescriptionError as error:
            if not isinstance(error.__cause__, OSError):  # else it may be readable later
                self._set_aside(path, error)
            return None
        return arrays

    def _set_aside(self, path: Path, reason: DescriptionError) -> None:
        now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
        aside = path.with_name(f"{path.stem}-damaged-{now}{path.suffix}")
        try:
            path.rename(aside)
        except OSError as error:
            self.notice = Phrase(
                "{file} is damaged ({reason}) and cannot be set aside: {error}",
                file=path.name,
                reason=reason,
                error=error,
            )
            return
        self.notice = Phrase(
            "{file} was damaged ({reason}). It was set aside as {aside}.",
            file=path.name,
            reason=reason,
            aside=aside.name,
        )


def _map_kind(layer: str, method: str) -> str:
    return f"map-{layer}-{method}"


def _check_shapes(kind: str, tensors: Mapping[str, TensorEntry], count: int) -> None:
    """Names, types and shapes that fit each other and the digits; raises `DescriptionError`."""
    found = {name: (entry.dtype, entry.shape) for name, entry in tensors.items()}
    try:
        expected = {
            name: ("I64" if name in _INTEGERS else "F32", shape)
            for name, shape in _expected_shapes(kind, tensors, count).items()
        }
    except (KeyError, ValueError, IndexError):
        expected = {}
    if found != expected:
        raise DescriptionError(
            "it holds {found}, expected {expected}", found=shown(found), expected=shown(expected)
        )


def _check_values(arrays: Arrays, digits: Dataset) -> None:
    """Shares from 0 to 1, and places and classes that there are; raises `DescriptionError`."""
    if not all(np.isfinite(array).all() for array in arrays.values()):
        raise DescriptionError("it holds NaN or infinite values")
    shares = ("probabilities", "non_digit", *CHANGES)
    if any(((array < 0) | (array > 1)).any() for n, array in arrays.items() if n in shares):
        raise DescriptionError("it holds shares that are not from 0 to 1")
    which = arrays.get("which", np.empty(0))
    if not ((which >= 0) & (which < len(digits))).all():
        raise DescriptionError("it names digits that are not in the set")
    if "probabilities" in arrays:
        classes = arrays.get("classes", np.arange(arrays["probabilities"].shape[1]))
        if (np.diff(classes) <= 0).any() or not np.isin(digits.labels, classes).all():
            raise DescriptionError("its classes are not those of the digits")


def _expected_shapes(
    kind: str, tensors: Mapping[str, TensorEntry], count: int
) -> dict[str, tuple[int, ...]]:
    if kind == _ROBUSTNESS:
        return {name: (len(change.values),) for name, change in CHANGES.items()}
    if kind == _EXAMINATION:
        width = tensors["probabilities"].shape[1]
        shapes = {"probabilities": (count, width), "non_digit": (count,)}
        # Earlier versions kept only answers to the digits 0 to 9.
        return shapes | ({"classes": (width,)} if "classes" in tensors else {})
    rows = tensors["which"].shape[0]
    width, kept = tensors["directions"].shape
    return {
        "positions": (rows, 2),
        "which": (rows,),
        "explained": (2,),
        "mean": (width,),
        "directions": (width, kept),
        "coordinates": (rows, kept),
    }
