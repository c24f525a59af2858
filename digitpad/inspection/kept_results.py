"""Results that took long, kept beside the model's fingerprint, so that they are there next time.

    user's folder / inspection / <fingerprint of the model>-examination.safetensors

The same model under another name finds them; a model that was trained again does not. They are
safetensors like the models: plain numbers with a header, whose lengths are checked before anything
is read. A file that is damaged is set aside with a notice, and counts as not there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from digitpad.classifier import Classifier
from digitpad.data.mnist import Dataset
from digitpad.errors import ParameterError
from digitpad.files import write_atomically
from digitpad.fingerprint import inspection_folder
from digitpad.inspection.digit_map import DigitMap
from digitpad.inspection.layer_vectors import LayerVectors
from digitpad.inspection.mistakes import Examination
from digitpad.inspection.robustness import CHANGES, Curve
from digitpad.types import AnyArray

FORMAT_VERSION = 1
MAX_BYTES = 1 << 27
"""An examination of 60,000 digits takes 3 MB, a map about 1 MB."""

_ENTRY = "digitpad-inspection"
_NAME_LENGTH = 40
_EXAMINATION, _ROBUSTNESS = "examination", "robustness"

Arrays = dict[str, AnyArray]


class _DamagedError(Exception):
    """The file is not what was written."""


class KeptResults:
    """What was found out about one model. Readers give None where nothing fitting is kept.

    Args:
        model: its `fingerprint`.

    Attributes:
        notice: a sentence for the user where a damaged file was set aside, else empty.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self.notice = ""

    def keep_examination(self, found: Examination, digits: Dataset) -> None:
        """Keep a model's answers to these digits. Raises `OSError`."""
        arrays = {"probabilities": found.probabilities, "non_digit": found.non_digit}
        self._write(_EXAMINATION, arrays, digits)

    def examination(self, digits: Dataset) -> Examination | None:
        """The answers to exactly these digits."""
        kept = self._read(_EXAMINATION, digits)
        if kept is None:
            return None
        probabilities, non_digit = kept["probabilities"], kept["non_digit"]
        return Examination(digits.labels, probabilities, non_digit, digits.name)

    def keep_robustness(self, curves: Mapping[str, Curve], digits: Dataset) -> None:
        """Keep the curves of `robustness`. Raises `OSError`."""
        arrays = {name: curve.accuracies for name, curve in curves.items()}
        self._write(_ROBUSTNESS, arrays, digits)

    def robustness(self, digits: Dataset) -> dict[str, Curve] | None:
        """The curves for exactly these digits."""
        kept = self._read(_ROBUSTNESS, digits)
        if kept is None:
            return None
        return {
            name: Curve(
                name,
                change.unit,
                np.array(change.values, np.float32),
                kept[name],
                change.unchanged,
            )
            for name, change in CHANGES.items()
        }

    def keep_map(self, found: DigitMap, digits: Dataset) -> None:
        """Keep a map of digits out of this set. Raises `OSError`."""
        arrays = {name: getattr(found, name) for name in _MAP_ARRAYS}
        self._write(_map_kind(found.layer, found.method), arrays, digits)

    def map(
        self, classifier: Classifier, digits: Dataset, layer: str, method: str
    ) -> DigitMap | None:
        """A map of a layer, made from exactly this set; `classifier` is the model itself."""
        kept = self._read(_map_kind(layer, method), digits)
        if kept is None:
            return None
        try:
            vectors = LayerVectors(classifier, layer)
        except ParameterError:
            return None
        labels = digits.labels[kept["which"]]
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
            data = _bytes_of(path)
            if data is None:
                return None
            header, arrays = _parsed(data)
            if header != json.loads(json.dumps(self._header(kind, digits))):
                return None
            _check(kind, arrays, len(digits))
        except _DamagedError as error:
            self._set_aside(path, str(error))
            return None
        return arrays

    def _set_aside(self, path: Path, reason: str) -> None:
        now = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
        aside = path.with_name(f"{path.stem}-damaged-{now}{path.suffix}")
        try:
            path.rename(aside)
        except OSError as error:
            self.notice = f"{path.name} is damaged ({reason}) and cannot be set aside: {error}"
            return
        self.notice = f"{path.name} was damaged ({reason}). It was set aside as {aside.name}."


def _bytes_of(path: Path) -> bytes | None:
    """The file's content, or None where there is none to read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _DamagedError(f"{size:,} bytes are more than the {MAX_BYTES:,} expected")
        return path.read_bytes()
    except OSError:
        return None


def _parsed(data: bytes) -> tuple[dict[str, Any], Arrays]:
    """Header and arrays of safetensors bytes."""
    try:
        arrays = load(data)
        length = int.from_bytes(data[:8], "little")
        header = json.loads(json.loads(data[8 : 8 + length])["__metadata__"][_ENTRY])
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise _DamagedError(f"not a kept result: {error}") from error
    if not isinstance(header, dict):
        raise _DamagedError("its header is no list of facts")
    return header, arrays


_MAP_ARRAYS = (
    "positions",
    "which",
    "explained",
    "mean",
    "directions",
    "coordinates",
)


def _map_kind(layer: str, method: str) -> str:
    return f"map-{layer}-{method}"


def _check(kind: str, arrays: Arrays, count: int) -> None:
    """Names, types and shapes that fit each other and the digits; raises `_DamagedError`."""
    expected: dict[str, tuple[int | None, ...]]
    if kind == _EXAMINATION:
        expected = {"probabilities": (count, None), "non_digit": (count,)}
    elif kind == _ROBUSTNESS:
        expected = {name: (len(change.values),) for name, change in CHANGES.items()}
    else:
        rows, width, kept = _map_sizes(arrays)
        expected = {
            "positions": (rows, 2),
            "which": (rows,),
            "explained": (2,),
            "mean": (width,),
            "directions": (width, kept),
            "coordinates": (rows, kept),
        }
        which = arrays["which"]
        if which.dtype.kind != "i" or not ((which >= 0) & (which < count)).all():
            raise _DamagedError("it names digits that are not in the set")
    if set(arrays) != set(expected):
        raise _DamagedError(f"it holds {sorted(arrays)}, expected {sorted(expected)}")
    for name, shape in expected.items():
        number = np.int64 if name == "which" else np.float32
        _check_array(name, arrays[name], shape, number)


def _map_sizes(arrays: Arrays) -> tuple[int, int, int]:
    if not {"directions", "coordinates", "which"} <= set(arrays) or arrays["directions"].ndim != 2:
        raise _DamagedError("it holds no map")
    return len(arrays["coordinates"]), *arrays["directions"].shape


def _check_array(
    name: str, array: AnyArray, shape: tuple[int | None, ...], number: type[np.generic]
) -> None:
    fits = array.ndim == len(shape) and all(
        wanted in (None, found) for wanted, found in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype != number:
        raise _DamagedError(f"{name} is {array.dtype} {array.shape}, expected {shape}")
    if not np.isfinite(array).all():
        raise _DamagedError(f"{name} holds NaN or infinite values")
