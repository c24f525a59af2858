"""The loss: softmax turns logits into probabilities, cross-entropy compares them with the labels.

    logits z -> softmax p_i = exp(z_i) / sum_j exp(z_j) -> loss -sum_i t_i log p_i

The targets t are 1 for the label and 0 for the other classes. The gradient of both steps together
is simple: dL/dz = p - t.
"""

import numpy as np

from digitpad.common.types import FloatArray, IntArray


def softmax(logits: FloatArray) -> FloatArray:
    """Logits (N, classes) -> probabilities (N, classes) float32; rows sum to 1.

    The largest logit of each row is subtracted first, so that the exponential cannot overflow.
    """
    exponentials: FloatArray = np.exp(logits - logits.max(axis=1, keepdims=True))
    exponentials /= exponentials.sum(axis=1, keepdims=True)
    return exponentials


def softmax_cross_entropy(
    logits: FloatArray, labels: IntArray, *, label_smoothing: float = 0.0
) -> tuple[float, FloatArray]:
    """The loss, summed over the batch, and its gradient with respect to the logits.

    Args:
        logits: (N, classes) float32.
        labels: (N,) int64, from 0 to classes - 1.
        label_smoothing: the share of each target that is spread evenly over all classes. It keeps
            the network from becoming overconfident (Szegedy et al. 2016).

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
