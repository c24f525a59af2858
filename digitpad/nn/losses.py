"""How wrong an answer is: softmax turns logits into probabilities, cross-entropy judges them.

    logits z -> softmax p_i = exp(z_i) / sum_j exp(z_j) -> loss -sum_i t_i log p_i

Together their gradient is the simplest there is: p - t, answer minus truth.
"""

import numpy as np

from digitpad.types import FloatArray, IntArray


def softmax(logits: FloatArray) -> FloatArray:
    """Probabilities (N, classes) float32 from logits (N, classes); rows sum to 1.

    The largest logit is taken off first, so that the exponential cannot overflow.
    """
    exponentials: FloatArray = np.exp(logits - logits.max(axis=1, keepdims=True))
    exponentials /= exponentials.sum(axis=1, keepdims=True)
    return exponentials


def softmax_cross_entropy(
    logits: FloatArray, labels: IntArray, *, label_smoothing: float = 0.0
) -> tuple[float, FloatArray]:
    """The loss summed over the batch, and its gradient with respect to the logits.

    Args:
        logits: (N, classes) float32.
        labels: (N,) int64.
        label_smoothing: the share of the target spread evenly over all classes, so that the
            network does not chase certainty (Szegedy et al. 2016).

    Returns:
        The sum of the N losses in nats, and its gradient (N, classes) float32.
    """
    classes = logits.shape[1]
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    gradient = np.exp(shifted)
    totals = gradient.sum(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(totals)
    loss = -(1 - label_smoothing) * log_probabilities[rows, labels].sum()
    gradient /= totals
    gradient[rows, labels] -= 1 - label_smoothing
    if label_smoothing:
        loss -= label_smoothing / classes * log_probabilities.sum()
        gradient -= label_smoothing / classes
    return float(loss), gradient
