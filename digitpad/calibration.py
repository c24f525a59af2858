"""Making probabilities mean what they say, and drawing the line between digits and the rest.

A network that has seen its training digits often is too sure of itself. Dividing the logits by one
number, the temperature, before the softmax cures most of that (Guo et al. 2017). It is found on
drawings the network has not seen: fresh synthetic ink, and MNIST varied more strongly than in
training. So are the two costs of each threshold for "not a digit".
"""

from __future__ import annotations

from typing import Any

import numpy as np

from digitpad.classifier import NetworkClassifier
from digitpad.data.augment import Augmentation, augment
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.synthetic.generate import NON_DIGIT, synthetic_set
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.parallel import as_network_input
from digitpad.types import FloatArray, IntArray

STRONGLY = Augmentation(rotation=12, scale=0.15, shear=0.2, shift=1.0, elastic=1.0, thickness=0.5)
MNIST_COUNT, SYNTHETIC_COUNT, NON_DIGIT_COUNT = 4000, 2000, 1500
SEED = 99

THRESHOLDS = (
    0.02,
    0.05,
    0.1,
    0.2,
    0.3,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    0.95,
    0.98,
    0.99,
    0.995,
    0.999,
)
SHIPPED_THRESHOLD = 0.9
"""Turning a digit away annoys more than letting a letter through; see the README's figures."""


def fit_temperature(logits: FloatArray, labels: IntArray) -> float:
    """The temperature with the least cross-entropy, between 0.2 and 10, by golden section.

    Args:
        logits: (N, classes) float32.
        labels: (N,) int64.
    """
    ratio = (np.sqrt(5) - 1) / 2

    def loss(log_temperature: float) -> float:
        return softmax_cross_entropy(logits / np.float32(np.exp(log_temperature)), labels)[0]

    low, high = np.log(0.2), np.log(10.0)
    for _ in range(40):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def calibrate(classifier: NetworkClassifier) -> dict[str, Any]:
    """The calibration entry of a digit model's description.

    Returns:
        `temperature`; and, for a network that knows non-digits, `non_digit_threshold` and
        `rejection_curve`: [threshold, share of digits turned away, share of others let through].
    """
    digits, others = _unseen()
    logits = classifier.decision_function(digits.images)
    result: dict[str, Any] = {"temperature": round(fit_temperature(logits, digits.labels), 4)}
    outputs = classifier.network_.classes
    if outputs > len(classifier.classes_):
        own, foreign = (classifier.judge(part.images)[1] for part in (digits, others))
        result["non_digit_threshold"] = SHIPPED_THRESHOLD
        result["rejection_curve"] = [
            [
                threshold,
                round(float(np.mean(own > threshold)), 4),
                round(float(np.mean(foreign <= threshold)), 4),
            ]
            for threshold in THRESHOLDS
        ]
    return result


def _unseen() -> tuple[Dataset, Dataset]:
    """Digits, and drawings that are none, that no model is trained on."""
    generator = np.random.default_rng(SEED)
    mnist = load_mnist("train")
    chosen = generator.choice(len(mnist), MNIST_COUNT, replace=False)
    varied = augment(as_network_input(mnist.images[chosen]), STRONGLY, generator)
    drawn = synthetic_set(SYNTHETIC_COUNT, NON_DIGIT_COUNT, seed=SEED)
    is_digit = drawn.labels < NON_DIGIT
    digits = Dataset(
        np.concatenate([varied, as_network_input(drawn.images[is_digit])]),
        np.concatenate([mnist.labels[chosen], drawn.labels[is_digit]]),
        "unseen digits",
    )
    return digits, drawn.subset(np.flatnonzero(~is_digit))
