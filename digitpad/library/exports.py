"""A model's weights in the file formats of other programs.

    .safetensors  the model itself        .onnx  a network that other programs run
    .npz          for NumPy               folder or .zip  one CSV a tensor, for spreadsheets

All but ONNX hold every number exactly as the model has it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import ParameterError
from digitpad.common.types import AnyArray
from digitpad.common.user_folders import SUFFIX
from digitpad.library.model_file import Model, check_finite, save_model

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold, so that the same model gives the same file."""


def export(model: Model, path: Path | str) -> None:
    """Write a model in the form that the path's ending names; no ending is a folder of CSV files.

    Raises:
        ParameterError: the ending is none of those, or the model cannot be written in this form.
        ModelFileError: a weight is NaN or infinite.
        DigitpadError: the extra `onnx` is not installed.
        OSError: the file or folder cannot be written.
    """
    path = Path(path)
    kind = next((one for one in KINDS.values() if one.suffix == path.suffix), None)
    if kind is None or (not kind.suffix and path.is_file()):
        known = ", ".join(one.suffix for one in KINDS.values() if one.suffix)
        raise ParameterError(
            "{path}: weights go to a folder or to a file ending in {known}", path=path, known=known
        )
    check_finite(path, model.classifier.tensors())
    kind.write(model, path)


def npz_bytes(tensors: Mapping[str, AnyArray]) -> bytes:
    """All tensors as one NumPy archive, under their names."""
    buffer = io.BytesIO()
    np.savez(buffer, **dict(tensors))  # type: ignore[arg-type]
    return buffer.getvalue()


def csv_text(tensor: AnyArray) -> str:
    """One tensor as CSV: a heading of column numbers, then its last axis along each line.

    `pandas.read_csv` gives it back with the shape (product of the other axes, last axis). Nine
    significant digits give every float32 back exactly.
    """
    text = io.StringIO()
    rows = tensor.reshape(-1, tensor.shape[-1])
    heading = ",".join(map(str, range(rows.shape[1])))
    np.savetxt(text, rows, fmt="%.9g", delimiter=",", header=heading, comments="")
    return text.getvalue()


def csv_files(tensors: Mapping[str, AnyArray]) -> Iterator[tuple[str, str]]:
    """Name and text of one CSV file a tensor, and of `tensors.csv`, which lists their shapes."""
    lines = ["tensor,shape"]
    for name, tensor in tensors.items():
        lines.append(f"{name},{' x '.join(map(str, tensor.shape))}")
        yield f"{name}.csv", csv_text(tensor)
    yield "tensors.csv", "\n".join(lines) + "\n"


def _write_npz(model: Model, path: Path) -> None:
    write_atomically(path, npz_bytes(model.classifier.tensors()))


def _write_csv(model: Model, folder: Path) -> None:
    for name, text in csv_files(model.classifier.tensors()):
        write_atomically(folder / name, text.encode())


def _write_zip(model: Model, path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in csv_files(model.classifier.tensors()):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), text, zipfile.ZIP_DEFLATED)
    write_atomically(path, buffer.getvalue())


@dataclass(frozen=True, slots=True)
class Kind:
    """One form of export: how its files end, empty for a folder, and what writes them."""

    suffix: str
    write: Callable[[Model, Path], None]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "safetensors": Kind(SUFFIX, lambda model, path: save_model(path, model)),
        "npz": Kind(".npz", _write_npz),
        "csv": Kind("", _write_csv),
        "zip": Kind(".zip", _write_zip),
        "onnx": Kind(".onnx", lambda model, path: model.classifier.to_onnx(path)),
    }
)
"""Every form of export by its name."""
