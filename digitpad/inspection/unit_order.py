"""In which order to show a layer's units: by what they do for this answer, by size, by likeness."""

from __future__ import annotations

from typing import Literal

import numpy as np

from digitpad.errors import ParameterError
from digitpad.inspection.activations import Observed
from digitpad.inspection.saliency import gradient_at
from digitpad.types import FloatArray, IntArray

Order = Literal["number", "contribution", "norm", "similarity"]


def contributions(
    observed: Observed, index: int, cls: int, versus: int | None = None
) -> FloatArray:
    """How much each unit or channel of a layer adds to a class's logit for this picture, (units,).

    A unit's output times the logit's slope in it, added up over the picture. For the last layer
    before the logits that is exactly its share; for earlier ones it is a straight line's guess.

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
        return _like_beside_like(rows)
    if by != "contribution":
        raise ParameterError(f"units are ordered by contribution, norm or similarity, not {by!r}")
    if contribution is None or len(contribution) != len(rows):
        raise ParameterError(f"ordering {len(rows)} units by contribution needs one for each")
    return _descending(np.abs(contribution))


def _descending(values: FloatArray) -> IntArray:
    return np.argsort(-values, kind="stable").astype(np.int64)


def _like_beside_like(rows: FloatArray) -> IntArray:
    """From the largest one on, always the one not yet taken that points most in the same way."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions = rows / np.maximum(lengths, 1e-12)
    likeness = directions @ directions.T
    taken = [int(np.argmax(lengths))] if len(rows) else []
    free = np.ones(len(rows), bool)
    free[taken] = False
    while free.any():
        following = int(np.argmax(np.where(free, likeness[taken[-1]], -np.inf)))
        taken.append(following)
        free[following] = False
    return np.array(taken, np.int64)
