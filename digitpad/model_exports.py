"""A model's weights for other programs, in whatever form those read.

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

from digitpad.baselines import SoftmaxRegression
from digitpad.classifier import NetworkClassifier
from digitpad.errors import ParameterError
from digitpad.files import write_atomically
from digitpad.modelfile import SUFFIX, Model, save_model
from digitpad.nn.layers import Dense, Flatten
from digitpad.nn.network import Network
from digitpad.onnx_export import export_onnx
from digitpad.types import AnyArray

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can hold; so the same model gives the same file."""


def export(model: Model, path: Path | str) -> None:
    """Write a model in the form that the path's ending names; no ending is a folder of CSV files.

    Raises:
        ParameterError: the ending is none of those, or the model cannot be written in this form.
        DigitpadError: the extra `onnx` is not installed.
        OSError: the file or folder cannot be written.
    """
    path = Path(path)
    kind = next((one for one in KINDS.values() if one.suffix == path.suffix), None)
    if kind is None or (not kind.suffix and path.is_file()):
        known = ", ".join(one.suffix for one in KINDS.values() if one.suffix)
        raise ParameterError(f"{path}: weights go to a folder or to a file ending in {known}")
    kind.write(model, path)


def write_npz(path: Path, tensors: Mapping[str, AnyArray]) -> None:
    """All tensors in one NumPy archive, under their names."""
    buffer = io.BytesIO()
    np.savez(buffer, **dict(tensors))  # type: ignore[arg-type]
    write_atomically(path, buffer.getvalue())


def write_csv(folder: Path, tensors: Mapping[str, AnyArray]) -> None:
    """One CSV file a tensor."""
    for name, text in csv_texts(tensors):
        write_atomically(folder / f"{name}.csv", text.encode())


def write_zip(path: Path, tensors: Mapping[str, AnyArray]) -> None:
    """The same files in one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in csv_texts(tensors):
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", _ZIP_TIME), text, zipfile.ZIP_DEFLATED)
    write_atomically(path, buffer.getvalue())


def csv_texts(tensors: Mapping[str, AnyArray]) -> Iterator[tuple[str, str]]:
    """Each tensor's name and text. Its last axis runs along a line; line one tells the shape.

    Nine significant digits give every float32 back exactly.
    """
    for name, tensor in tensors.items():
        buffer = io.StringIO()
        shape = " x ".join(str(length) for length in tensor.shape)
        np.savetxt(
            buffer,
            tensor.reshape(-1, tensor.shape[-1]),
            fmt="%.9g",
            delimiter=",",
            header=f"{name}, shape {shape}",
        )
        yield name, buffer.getvalue()


def write_onnx(model: Model, path: Path) -> None:
    """What ONNX can hold: networks, and softmax regression, which is a network of one layer.

    Raises:
        ParameterError: the model is a vector machine, whose way of looking at pictures (edges,
            waves, the likeness to landmarks) has no counterpart there.
    """
    description, classifier = model.description, model.classifier
    if isinstance(classifier, NetworkClassifier):
        network = classifier.network_
    elif isinstance(classifier, SoftmaxRegression):
        network = _as_network(classifier)
    else:
        raise ParameterError(
            f"{description.name}: a vector machine cannot be written as ONNX, which has no "
            f"counterpart to its features; {SUFFIX}, .npz and CSV hold all its numbers"
        )
    export_onnx(
        network, path, classes=len(description.classes), temperature=description.temperature
    )


def _as_network(classifier: SoftmaxRegression) -> Network:
    network = Network([Flatten(), Dense(len(classifier.classes_))])
    network.initialize(np.random.default_rng(0))
    tensors = classifier.tensors()
    network.load_tensors({f"dense1.{name}": tensor for name, tensor in tensors.items()})
    return network


@dataclass(frozen=True, slots=True)
class Kind:
    """One form of export: how its files end, empty for a folder, and what writes them."""

    suffix: str
    write: Callable[[Model, Path], None]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "safetensors": Kind(SUFFIX, lambda model, path: save_model(path, model)),
        "npz": Kind(".npz", lambda model, path: write_npz(path, model.classifier.tensors())),
        "csv": Kind("", lambda model, path: write_csv(path, model.classifier.tensors())),
        "zip": Kind(".zip", lambda model, path: write_zip(path, model.classifier.tensors())),
        "onnx": Kind(".onnx", write_onnx),
    }
)
"""Every form of export by its name."""
