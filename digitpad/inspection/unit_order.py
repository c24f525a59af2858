"""The order in which to show a layer's units: by contribution, by norm, by similarity."""

from __future__ import annotations

from typing import Literal

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import FloatArray, IntArray
from digitpad.inspection.activations import Observed
from digitpad.inspection.saliency import gradient_at

Order = Literal["number", "contribution", "norm", "similarity"]


def contributions(
    observed: Observed, index: int, cls: int, versus: int | None = None
) -> FloatArray:
    """How much each unit or channel of a layer adds to a class's logit for this picture, (units,).

    A unit's output times the logit's gradient in it, summed over the picture. For the last layer
    before the logits that is exact; for earlier ones it is a linear approximation.

    Args:
        observed: what the layers put out.
        index: the layer's place.
        cls: the output in question.
        versus: take off what the unit adds to this other output.
    """
    slope = gradient_at(observed.network, observed.image, index, cls, versus=versus)
    shares = observed[index] * slope
    return shares.sum(axis=(0, 1)) if shares.ndim == 3 else shares


def order(pictures: FloatArray, by: Order, contribution: FloatArray | None = None) -> IntArray:
    """The indices of pictures (n, ...) in the order in which to show them, (n,) int64.

    Args:
        pictures: weights of the units, such as (n, 28, 28).
        by: as they are numbered; the largest contribution in either direction first; the largest
            norm first; or each followed by the one most like it.
        contribution: (n,), needed for that order.

    Raises:
        ParameterError: the order is not known, or there are not as many contributions.
    """
    rows = pictures.reshape(len(pictures), -1)
    if by == "number":
        return np.arange(len(rows))
    if by == "norm":
        return _descending(np.linalg.norm(rows, axis=1))
    if by == "similarity":
        return _by_similarity(rows)
    if by != "contribution":
        raise ParameterError(
            "units are ordered by contribution, norm or similarity, not {by!r}", by=by
        )
    if contribution is None or len(contribution) != len(rows):
        raise ParameterError(
            "ordering {count} units by contribution needs one for each", count=len(rows)
        )
    return _descending(np.abs(contribution))


def _descending(values: FloatArray) -> IntArray:
    return np.argsort(-values, kind="stable").astype(np.int64)


def _by_similarity(rows: FloatArray) -> IntArray:
    """Start with the largest; each is followed by the most similar one that is left."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions = rows / np.maximum(lengths, 1e-12)
    similarity = directions @ directions.T
    taken = [int(np.argmax(lengths))] if len(rows) else []
    free = np.ones(len(rows), bool)
    free[taken] = False
    while free.any():
        following = int(np.argmax(np.where(free, similarity[taken[-1]], -np.inf)))
        taken.append(following)
        free[following] = False
    return np.array(taken, np.int64)
