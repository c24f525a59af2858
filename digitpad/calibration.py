"""Making probabilities mean what they say, and drawing the line between digits and the rest.

A network that has seen its training digits often is too sure of itself. Dividing the logits by one
number, the temperature, before the softmax cures most of that (Guo et al. 2017). Held-out digits of
the training set are of no use to find it: real hands are stranger. So it is found on MNIST digits
bent beyond what training has seen, until a good part is misread; how far was chosen by measuring
the calibration error on real hands. The costs of each threshold for "not a digit" are counted on
fresh synthetic ink and on digits bent a little.
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

A_LITTLE = Augmentation(rotation=12, scale=0.15, shear=0.2, shift=1.0, elastic=1.0, thickness=0.5)
BEYOND_TRAINING = Augmentation(
    rotation=30, scale=0.4, shear=0.5, shift=2.5, elastic=2.5, thickness=1.0
)
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
    bent = _bent_digits(BEYOND_TRAINING)
    temperature = fit_temperature(classifier.decision_function(bent.images), bent.labels)
    result: dict[str, Any] = {"temperature": round(temperature, 4)}
    if classifier.network_.classes > len(classifier.classes_):
        result["non_digit_threshold"] = SHIPPED_THRESHOLD
        result["rejection_curve"] = _rejection_curve(classifier)
    return result


def _rejection_curve(classifier: NetworkClassifier) -> list[list[float]]:
    drawn = synthetic_set(SYNTHETIC_COUNT, NON_DIGIT_COUNT, seed=SEED)
    score = classifier.judge(drawn.images)[1]
    is_digit = drawn.labels < NON_DIGIT
    digits = np.concatenate([score[is_digit], classifier.judge(_bent_digits(A_LITTLE).images)[1]])
    others = score[~is_digit]
    return [
        [
            threshold,
            round(float(np.mean(digits > threshold)), 4),
            round(float(np.mean(others <= threshold)), 4),
        ]
        for threshold in THRESHOLDS
    ]


def _bent_digits(augmentation: Augmentation) -> Dataset:
    """MNIST training digits as no model has been trained on them."""
    generator = np.random.default_rng(SEED)
    mnist = load_mnist("train")
    chosen = generator.choice(len(mnist), MNIST_COUNT, replace=False)
    images = augment(as_network_input(mnist.images[chosen]), augmentation, generator)
    return Dataset(images, mnist.labels[chosen], "bent MNIST digits")
