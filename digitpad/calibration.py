"""Making probabilities mean what they say, and drawing the line between digits and the rest.

Logits are divided by one number, the temperature, before the softmax (Guo et al. 2017). Digits
held out of the training set are of no use to find it, since real hands are stranger: on them a
network may be too sure or not sure enough. So both numbers below were chosen for each architecture
by measuring on real hands; the model cards tell what they give.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from digitpad.classifier import NetworkClassifier
from digitpad.data.augment import Augmentation, augment
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.data.synthetic.generate import NON_DIGIT, synthetic_set
from digitpad.nn.parallel import as_network_input

TEMPERATURES = {"mlp": 1.0, "cnn-small": 1.5, "cnn": 1.5}
"""Of 1, 1.25, 1.5, 1.75, 2 and 2.5, the one with the least calibration error on real hands."""

NON_DIGIT_THRESHOLDS = {"mlp": 0.5, "cnn-small": 0.8, "cnn": 0.8}
"""About one real digit in a hundred is turned away."""

BENT = Augmentation(rotation=12, scale=0.15, shear=0.2, shift=1.0, elastic=1.0, thickness=0.5)
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


def calibrate(classifier: NetworkClassifier) -> dict[str, Any]:
    """The calibration entry of a digit model's description.

    Returns:
        `temperature`; and, for a network that knows non-digits, `non_digit_threshold` and
        `rejection_curve`: [threshold, share of digits turned away, share of others let through],
        counted on fresh synthetic ink and on bent MNIST digits.
    """
    name = classifier.architecture
    result: dict[str, Any] = {"temperature": TEMPERATURES.get(name, 1.0)}
    if classifier.network_.classes > len(classifier.classes_):
        result["non_digit_threshold"] = NON_DIGIT_THRESHOLDS.get(name, 0.5)
        result["rejection_curve"] = _rejection_curve(classifier)
    return result


def _rejection_curve(classifier: NetworkClassifier) -> list[list[float]]:
    drawn = synthetic_set(SYNTHETIC_COUNT, NON_DIGIT_COUNT, seed=SEED)
    score = classifier.judge(drawn.images)[1]
    is_digit = drawn.labels < NON_DIGIT
    digits = np.concatenate([score[is_digit], classifier.judge(_bent_digits().images)[1]])
    others = score[~is_digit]
    return [
        [
            threshold,
            round(float(np.mean(digits > threshold)), 4),
            round(float(np.mean(others <= threshold)), 4),
        ]
        for threshold in THRESHOLDS
    ]


def _bent_digits() -> Dataset:
    """MNIST training digits as no model has been trained on them."""
    generator = np.random.default_rng(SEED)
    mnist = load_mnist("train")
    chosen = generator.choice(len(mnist), MNIST_COUNT, replace=False)
    images = augment(as_network_input(mnist.images[chosen]), BENT, generator)
    return Dataset(images, mnist.labels[chosen], "bent MNIST digits")
