"""From distances to probabilities, fitted to digits that the machine was not trained on.

many classes:  softmax(distances / temperature)          one number (Guo et al. 2017)
two classes:   1 / (1 + exp(a * distance + b))            two numbers (Platt 1999)
"""

from __future__ import annotations

import numpy as np

from digitpad.interruption import breathe
from digitpad.types import AnyArray, FloatArray, IntArray

NEWTON_STEPS = 100


def fit_temperature(distances: FloatArray, codes: IntArray) -> float:
    """The temperature that makes the right classes likeliest, by Newton's method on log(1 / T).

    Args:
        distances: (N, classes).
        codes: (N,) int64.
    """
    z = distances.astype(np.float64)
    z -= z.max(axis=1, keepdims=True)
    right = z[np.arange(len(z)), codes]
    # One more, half-hearted wrong answer keeps the temperature above 0 where all are right.
    doubt = float(z.mean())
    low, high = -10.0, 10.0
    for _ in range(NEWTON_STEPS):
        breathe()
        log_scale = (low + high) / 2
        p = np.exp(z * np.exp(log_scale))
        expected = (p * z).sum(axis=1) / p.sum(axis=1)
        slope = float((right - expected).sum() + doubt)
        low, high = (log_scale, high) if slope > 0 else (low, log_scale)
        if high - low < 1e-6:
            break
    return float(np.exp(-(low + high) / 2))


def fit_sigmoid(distances: AnyArray, positive: AnyArray) -> tuple[float, float]:
    """Platt's a and b, by the Newton method with backtracking of Lin, Lin and Weng (2007).

    Args:
        distances: (N,) to one plane.
        positive: (N,) bool, which of them are of the class on its positive side.

    Returns:
        a and b such that `1 / (1 + exp(a * distance + b))` is the probability of the class.
    """
    f = np.asarray(distances, np.float64)
    positive = np.asarray(positive, bool)
    ours, others = int(positive.sum()), int((~positive).sum())
    wanted = np.where(positive, (ours + 1) / (ours + 2), 1 / (others + 2))
    a, b = 0.0, float(np.log((others + 1) / (ours + 1)))
    loss = _sigmoid_loss(f, wanted, a, b)
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(np.clip(a * f + b, -700, 700)))
        error, curvature = wanted - p, p * (1 - p)
        gradient = np.array([f @ error, error.sum()])
        if np.abs(gradient).max() < 1e-5:
            break
        mixed = f @ curvature
        hessian = np.array([[(f * f) @ curvature, mixed], [mixed, curvature.sum()]])
        hessian[np.diag_indices(2)] += 1e-12
        step = np.linalg.solve(hessian, -gradient)
        length = 1.0
        while length > 1e-10:
            after = _sigmoid_loss(f, wanted, a + length * step[0], b + length * step[1])
            if after < loss + 1e-4 * length * float(gradient @ step):
                break
            length /= 2
        else:
            break
        a, b, loss = a + length * step[0], b + length * step[1], after
    return float(a), float(b)


def _sigmoid_loss(f: AnyArray, wanted: AnyArray, a: float, b: float) -> float:
    """The cross-entropy of the sigmoid, written so that nothing overflows."""
    z = a * f + b
    return float((wanted * z + np.logaddexp(0, -z)).sum())
