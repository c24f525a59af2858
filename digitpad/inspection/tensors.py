"""One tensor by itself: figures, a histogram, a plane to look at, and what training did to it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digitpad.architectures import ARCHITECTURES
from digitpad.classifier import Classifier
from digitpad.errors import ParameterError
from digitpad.inspection.weights import tensors
from digitpad.modelfile import Model
from digitpad.types import AnyArray, FloatArray, IntArray

BINS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """A tensor in figures.

    Attributes:
        count: how many numbers it has.
        zeros: how many of them are exactly 0.
        norm: the square root of the sum of squares.
        counts: (bins,) int64, the histogram.
        edges: (bins + 1,) float32; the same to the left and right of 0 where there are both signs.
    """

    count: int
    mean: float
    standard_deviation: float
    smallest: float
    largest: float
    zeros: int
    norm: float
    counts: IntArray
    edges: FloatArray


def statistics(tensor: AnyArray, bins: int = BINS) -> Statistics:
    """Figures and histogram of a tensor that is not empty."""
    values = tensor.ravel().astype(np.float64)
    low, high = float(values.min()), float(values.max())
    if low < 0 < high:
        low, high = -max(-low, high), max(-low, high)
    counts, edges = np.histogram(values, bins, (low, high))
    return Statistics(
        count=values.size,
        mean=float(values.mean()),
        standard_deviation=float(values.std()),
        smallest=float(values.min()),
        largest=float(values.max()),
        zeros=int((values == 0).sum()),
        norm=float(np.linalg.norm(values)),
        counts=counts.astype(np.int64),
        edges=edges.astype(np.float32),
    )


def difference(a: Classifier, b: Classifier, name: str) -> FloatArray:
    """A tensor of one model minus the same of another.

    Raises:
        ParameterError: one of them has no such tensor, or the shapes differ.
    """
    return subtract(tensors(a), tensors(b), name)


def subtract(a: Mapping[str, AnyArray], b: Mapping[str, AnyArray], name: str) -> FloatArray:
    """The same for tensors by name, such as those of `initial_weights`."""
    for side in (a, b):
        if name not in side:
            raise ParameterError(f"there is no tensor {name}, only {', '.join(side)}")
    if a[name].shape != b[name].shape:
        raise ParameterError(
            f"{name} has shape {a[name].shape} in one model and {b[name].shape} in the other"
        )
    return np.subtract(a[name], b[name], dtype=np.float32)


def initial_weights(model: Model) -> dict[str, FloatArray] | None:
    """A network's tensors before its first step of training, drawn again from its record's seed.

    None where that is not known: for machines, which start from nothing, and where the record is
    missing or tells of training that went on from another model.
    """
    description, record = model.description, model.description.training
    seed = record.get("settings", {}).get("seed")
    if description.architecture not in ARCHITECTURES or not isinstance(seed, int):
        return None
    if record.get("start"):
        return None
    network = ARCHITECTURES[description.architecture].network(
        description.parameters, seed=seed, classes=description.outputs
    )
    return network.folded().tensors()


def as_plane(tensor: AnyArray) -> FloatArray:
    """Any tensor as one heatmap (rows, columns).

    A vector is one row. Kernels (height, width, channels, filters) lie side by side: a row of them
    for each channel, a column for each filter. Pictures (n, height, width) lie below each other.
    """
    values = np.asarray(tensor, np.float32)
    if values.ndim == 4:
        height, width, channels, count = values.shape
        return values.transpose(2, 0, 3, 1).reshape(channels * height, count * width)
    return values.reshape(-1, values.shape[-1]) if values.ndim else values.reshape(1, 1)


def as_csv(tensor: AnyArray, name: str = "tensor") -> str:
    """The last axis runs along a line; the first line tells the shape.

    Nine significant digits give every float32 back exactly.
    """
    text = io.StringIO()
    shape = " x ".join(str(length) for length in tensor.shape)
    rows = tensor.reshape(-1, tensor.shape[-1])
    np.savetxt(text, rows, fmt="%.9g", delimiter=",", header=f"{name}, shape {shape}")
    return text.getvalue()


def as_npz(named: Mapping[str, AnyArray]) -> bytes:
    """All of the tensors as a NumPy archive, under their names."""
    buffer = io.BytesIO()
    np.savez(buffer, **named)  # type: ignore[arg-type]
    return buffer.getvalue()
