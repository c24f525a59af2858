"""The figures that a model's file carries: accuracy and loss on MNIST's test set.

digits of the classes that the model knows -> evaluate -> {"mnist_test_accuracy": 0.99, ...}
"""

from __future__ import annotations

from digitpad.common.progress import Report
from digitpad.data.mnist import load_mnist
from digitpad.estimators.base import Classifier
from digitpad.evaluation.metrics import Stop, evaluate
from digitpad.library.catalog import own_model_file, set_figures
from digitpad.library.model_file import load_model


def mnist_figures(
    classifier: Classifier, *, progress: Report | None = None, cancelled: Stop | None = None
) -> dict[str, float]:
    """Measure a classifier on all test digits of the classes that it knows.

    Raises:
        Cancelled: `cancelled` returned True.
        DatasetError: the test set cannot be read, or has no digits of these classes.
    """
    digits = load_mnist("test").of_classes(classifier.classes_)
    found = evaluate(classifier, digits, progress=progress, cancelled=cancelled)
    return {"mnist_test_accuracy": found.accuracy, "mnist_test_loss": found.loss}


def measure_model(
    name: str, *, progress: Report | None = None, cancelled: Stop | None = None
) -> dict[str, float]:
    """Measure one of the user's models, and store the figures in its file.

    Raises:
        Cancelled: `cancelled` returned True.
        ParameterError: the model ships with digitpad, or its weights changed meanwhile.
        ModelFileError: there is no such model, or it is damaged.
    """
    model = load_model(own_model_file(name))
    figures = mnist_figures(model.classifier, progress=progress, cancelled=cancelled)
    set_figures(name, model, figures)
    return figures
