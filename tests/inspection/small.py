"""Small models to look into: a network with every kind of layer, and quickly trained machines."""

from functools import lru_cache

import numpy as np

from digitpad.common.pixels import as_floats
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, ModelDescription, load_model
from digitpad.nn.activations import ReLU, Sigmoid, Tanh
from digitpad.nn.architectures import architecture
from digitpad.nn.layers import Conv2D, Dense, Dropout, Flatten, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.pooling import MaxPool2D
from digitpad.training.record import TrainingRecord
from tests.data.few_digits import few_digits


@lru_cache
def bundled(name):
    return load_model(find_model(name))


def digit(number=0):
    """An image of MNIST's test set, (28, 28) float32."""
    return as_floats(few_digits(200, "test").images[number])


def shaken(network, seed=2):
    """The network with nothing left at its first value, as if it had been trained."""
    generator = np.random.default_rng(seed)
    for array in network.tensors().values():
        array += generator.standard_normal(array.shape).astype(np.float32) * np.float32(0.2)
    return network


def network_of_all_kinds():
    layers = [
        SpatialMajor(),
        Conv2D(4, 3, padding="same"),
        MaxPool2D(3),
        ReLU(),
        Conv2D(6, (3, 2)),
        Sigmoid(),
        Flatten(),
        Dense(9),
        Tanh(),
        Dropout(0.3),
        Dense(11),
    ]
    return shaken(Network(layers).initialize(np.random.default_rng(1)))


def classifier_of_all_kinds(temperature=1.5):
    """Ten digits and one output for what is none."""
    return NetworkClassifier.from_network(
        "cnn", {}, network_of_all_kinds(), temperature=temperature
    )


def small_model(name="cnn", **parameters):
    """An architecture with random weights, as a model that could be saved."""
    kind = architecture(name)
    complete = kind.complete(parameters)
    network = shaken(kind.network(complete, seed=4, classes=11))
    classifier = NetworkClassifier.from_network(name, complete, network)
    training = TrainingRecord(settings={"seed": 4})
    description = ModelDescription(
        "small", name, complete, non_digits=True, training=training, measured={"accuracy": 0.5}
    )
    return Model(description, classifier)


@lru_cache
def small_machine(kernel="rbf", features="pixels", deskew=False, components=20):
    digits = few_digits(300)
    machine = SVM(
        kernel, features=features, deskew=deskew, components=components, landmarks=30, held_out=0
    )
    return machine.fit(digits.images, digits.labels)


@lru_cache
def machine_of_two_classes():
    digits = few_digits(300).of_classes(np.array([3, 8]))
    return SVM("linear", features="hog", held_out=0).fit(digits.images, digits.labels)


WITHOUT_LAYERS = {
    "svm-hog": lambda: bundled("svm-hog").classifier,
    "svm-fourier": lambda: bundled("svm-fourier").classifier,
    "softmax": lambda: bundled("softmax").classifier,
    "rows": lambda: small_machine(features=None, components=0),
    "linear": lambda: small_machine("linear", "smooth-hog", deskew=True),
    "plain": lambda: small_machine("linear", "hog", components=0),
    "two classes": machine_of_two_classes,
}
"""Classifiers with steps instead of layers, by name; each is made when it is called."""
