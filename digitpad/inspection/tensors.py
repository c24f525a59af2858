"""One tensor by itself: figures, a histogram, a plane to look at, and what training did to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.library.model_file import Model
from digitpad.nn.architectures import ARCHITECTURES

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


def subtract(a: Mapping[str, AnyArray], b: Mapping[str, AnyArray], name: str) -> FloatArray:
    """A tensor of one model minus the same of another, both given by name as in `tensors`.

    Raises:
        ParameterError: one of them has no such tensor, or the shapes differ.
    """
    for side in (a, b):
        if name not in side:
            raise ParameterError(
                "there is no tensor {name}, only {side}", name=name, side=", ".join(side)
            )
    if a[name].shape != b[name].shape:
        raise ParameterError(
            "{name} has shape {shape} in one model and {other} in the other",
            name=name,
            shape=a[name].shape,
            other=b[name].shape,
        )
    return np.subtract(a[name], b[name], dtype=np.float32)


def initial_weights(model: Model) -> dict[str, FloatArray] | None:
    """A network's tensors before its first step of training, drawn again from its record's seed.

    None where that is not known: for machines, which start from nothing, and where the record is
    missing or tells of training that went on from another model.
    """
    description, record = model.description, model.description.training
    seed = (record.settings or {}).get("seed")
    if description.architecture not in ARCHITECTURES or seed is None or record.start:
        return None
    kind = ARCHITECTURES[description.architecture]
    network = kind.network(description.parameters, seed=seed, classes=description.outputs)
    return network.tensors()


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
