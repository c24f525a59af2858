"""Models that are made in a moment, for tests of what is done with models."""

import numpy as np

from digitpad.architectures import architecture
from digitpad.classifier import NetworkClassifier
from digitpad.modelfile import SUFFIX, Model, ModelDescription, save_model
from digitpad.paths import user_models

HISTORY = [[1, 0.9, 0.7, 0.8, 0.75], [2, 0.5, 0.85, 0.45, 0.88], [3, 0.3, 0.9, None, None]]


def small_model(name="mine", *, seed=0, hidden=8, **description):
    """An mlp with random weights and the record of a run that never was."""
    parameters = {"hidden": [hidden], "activation": "relu", "dropout": 0.0}
    network = architecture("mlp").network(parameters, seed=seed)
    classifier = NetworkClassifier.from_network("mlp", parameters, network)
    usual = {
        "training": {
            "command": "digitpad train --model mlp --epochs 3",
            "data": "MNIST train",
            "count": 2000,
            "settings": {"epochs": 3, "seed": 7, "synthetic": 0, "non_digits": 0},
            "chosen_epoch": 2,
            "history": HISTORY,
        },
        "measured": {"mnist_test_accuracy": 0.91, "real_hands_accuracy": 0.8},
    }
    return Model(ModelDescription(name, "mlp", parameters, **{**usual, **description}), classifier)


def kept_model(name="mine", **changes):
    """The same, among the user's own models; returns its file."""
    path = user_models() / f"{name}{SUFFIX}"
    save_model(path, small_model(name, **changes))
    return path


def damaged_model(name="broken"):
    """A file that ends too early."""
    path = kept_model(name)
    path.write_bytes(path.read_bytes()[:-40])
    return path


def same_tensors(one, other):
    first, second = one.classifier.tensors(), other.classifier.tensors()
    return list(first) == list(second) and all(
        np.array_equal(first[name], second[name]) for name in first
    )
