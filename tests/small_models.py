"""Models that are made in a moment, for tests of what is done with models."""

import json

import numpy as np
from safetensors.numpy import save

from digitpad.common.tensor_files import open_tensors
from digitpad.common.user_folders import SUFFIX, user_models
from digitpad.common.validation import build
from digitpad.estimators.network import NetworkClassifier
from digitpad.library.model_file import MAX_BYTES, Model, ModelDescription, save_model
from digitpad.nn.architectures import architecture
from digitpad.recognition.fine_tuning import Adaptation
from digitpad.training.record import TrainingRecord

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
    values = {**usual, **description}
    record = build(TrainingRecord, values.pop("training"), name)
    return Model(ModelDescription(name, "mlp", parameters, training=record, **values), classifier)


def unchanged(model, samples):
    """An adaptation that has learned nothing, in no time, in the place of `adapt`."""
    return Adaptation(model, len(samples), 0.5, 0.5, 0.5, 0.5, 0.0)


def kept_model(name="mine", **changes):
    """The same, among the user's own models; returns its file."""
    path = user_models() / f"{name}{SUFFIX}"
    save_model(path, small_model(name, **changes))
    return path


def described(path, **changes):
    """Give a model file a description with other fields, whatever they are."""
    with open_tensors(path, MAX_BYTES, "model") as file:
        tensors = {name: file.read(name) for name in file.tensors}
        entry = {**json.loads(file.metadata["digitpad"]), **changes}
    path.write_bytes(save(tensors, {"digitpad": json.dumps(entry)}))


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
