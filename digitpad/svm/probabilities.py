"""Probabilities from distances to hyperplanes, fitted to data that was not used for training.

many classes:  softmax(distances / temperature)          one parameter (Guo et al. 2017)
two classes:   1 / (1 + exp(a * distance + b))            two parameters (Platt 1999)
"""

from __future__ import annotations

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.types import AnyArray, FloatArray, IntArray

MAX_STEPS = 100


def fit_temperature(distances: FloatArray, codes: IntArray) -> float:
    """The temperature with the largest likelihood of the true classes, by bisection on log(1 / T).

    Args:
        distances: (N, classes) to the hyperplanes.
        codes: (N,) int64, the true classes.
    """
    z = distances.astype(np.float64)
    z -= z.max(axis=1, keepdims=True)
    correct = z[np.arange(len(z)), codes]
    # One further sample with an average distance keeps the temperature above 0 if all are correct.
    prior = float(z.mean())
    low, high = -10.0, 10.0
    for _ in range(MAX_STEPS):
        check_cancelled()
        log_scale = (low + high) / 2
        p = np.exp(z * np.exp(log_scale))
        expected = (p * z).sum(axis=1) / p.sum(axis=1)
        slope = float((correct - expected).sum() + prior)
        low, high = (log_scale, high) if slope > 0 else (low, log_scale)
        if high - low < 1e-6:
            break
    return float(np.exp(-(low + high) / 2))


def fit_sigmoid(distances: AnyArray, positive: AnyArray) -> tuple[float, float]:
    """Platt's a and b, by the Newton method with backtracking of Lin, Lin and Weng (2007).

    Args:
        distances: (N,) to one hyperplane.
        positive: (N,) bool, which samples belong to the class on its positive side.

    Returns:
        a and b; the probability of the class is 1 / (1 + exp(a * distance + b)).
    """
    f = np.asarray(distances, np.float64)
    positive = np.asarray(positive, bool)
    positives, negatives = int(positive.sum()), int((~positive).sum())
    targets = np.where(positive, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    a, b = 0.0, float(np.log((negatives + 1) / (positives + 1)))
    loss = _sigmoid_loss(f, targets, a, b)
    for _ in range(MAX_STEPS):
        p = 1 / (1 + np.exp(np.clip(a * f + b, -700, 700)))
        error, curvature = targets - p, p * (1 - p)
        gradient = np.array([f @ error, error.sum()])
        if np.abs(gradient).max() < 1e-5:
            break
        mixed = f @ curvature
        hessian = np.array([[(f * f) @ curvature, mixed], [mixed, curvature.sum()]])
        hessian[np.diag_indices(2)] += 1e-12
        step = np.linalg.solve(hessian, -gradient)
        length = 1.0
        while length > 1e-10:
            after = _sigmoid_loss(f, targets, a + length * step[0], b + length * step[1])
            if after < loss + 1e-4 * length * float(gradient @ step):
                break
            length /= 2
        else:
            break
        a, b, loss = a + length * step[0], b + length * step[1], after
    return float(a), float(b)


def _sigmoid_loss(f: AnyArray, targets: AnyArray, a: float, b: float) -> float:
    """The cross-entropy of the sigmoid, without overflow."""
    z = a * f + b
    return float((targets * z + np.logaddexp(0, -z)).sum())
