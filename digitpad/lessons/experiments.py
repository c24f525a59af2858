"""What a lesson can do, by name. Each takes settings and returns figures with names.

train            a network, from the first weights to its accuracy
backpropagation  one unit and one digit, forward and backward, beside finite differences
convolution      one value of a feature map, from nine pixels and nine weights
edges            the histogram of the directions in one cell
vector_machines  one on pixels and one on edges
changed_digits   accuracy where digits are shifted or rotated, with and without preprocessing
draw             a digit that the learner draws; in the terminal, example ink
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

import numpy as np

from digitpad.common.errors import Cancelled, ParameterError
from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.common.validation import fill_in
from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import load_mnist
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.evaluation.robustness import CHANGES, changed
from digitpad.features.hog import hog
from digitpad.imaging.preprocess import preprocess
from digitpad.lessons.training import TEST_IMAGES, Figures, Progress, Stop, never, silent, train
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model
from digitpad.nn.activations import Tanh
from digitpad.nn.layers import Dense, Flatten
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.network import Network
from digitpad.recognition.answers import NO_DIGIT, Recognition
from digitpad.recognition.recognizer import Recognizer

STEP = 1e-2
"""The change of a weight for finite differences: float32 would not show a much smaller one."""

TOLD_CELL = 3
"""Row and column of the cell of 4 x 4 pixels whose histogram is told: near the middle."""

ORIENTATIONS = 9

PART = 250
"""Changed digits that are classified together."""

MOST_SVM_IMAGES = 10_000
MOST_SEED = 2**32 - 1


def backpropagation(
    *,
    digit: int = 3,
    unit: int = 5,
    seed: int = 0,
) -> Figures:
    """One digit through 784 pixels, 16 tanh units and 10 outputs, forward and backward.

    Args:
        digit: which digit of MNIST's test set, the first one of this label.
        unit: the hidden unit whose numbers are told, 0 to 15.
        seed: of the weights.

    Returns:
        Of the forward pass `weighted_sum`, `output`, `probability` and `loss`; of the backward pass
        `output_gradient`, `sum_gradient` and `weight_gradient`, that of the weight of the brightest
        pixel; `finite_difference`, the same by changing the weight; and `error`, their distance.
    """
    _within("digit", digit, 9)
    _within("unit", unit, 15)
    _within("seed", seed, MOST_SEED)
    test = load_mnist("test")
    x = as_floats(test.images[np.flatnonzero(test.labels == digit)[:1]])
    label = np.array([digit])
    hidden, tanh = Dense(16), Tanh()
    network = Network([Flatten(), hidden, tanh, Dense(10)]).initialize(np.random.default_rng(seed))
    weight, bias = hidden.parameters["weight"], hidden.parameters["bias"]

    logits = network.forward(x, training=True)
    loss, gradient = softmax_cross_entropy(logits, label)
    outputs = tanh.forward(x.reshape(1, -1) @ weight + bias).copy()
    output_gradient = gradient @ network.layers[-1].parameters["weight"].T
    network.backward(gradient)
    pixel = int(x.argmax())
    exact = float(hidden.gradients["weight"][pixel, unit])

    losses = []
    for change in (STEP, -STEP):
        weight[pixel, unit] += change
        losses.append(softmax_cross_entropy(network.forward(x), label)[0])
        weight[pixel, unit] -= change
    measured = (losses[0] - losses[1]) / (2 * STEP)
    output = float(outputs[0, unit])
    return {
        "weighted_sum": float(np.arctanh(output)),
        "output": output,
        "probability": float(np.exp(-loss)),
        "loss": loss,
        "output_gradient": float(output_gradient[0, unit]),
        "sum_gradient": float(output_gradient[0, unit] * (1 - output**2)),
        "weight_gradient": exact,
        "finite_difference": measured,
        "error": abs(measured - exact),
    }


def convolution(
    *,
    digit: int = 7,
    filter: int = 0,  # noqa: A002 - the term of the field
    row: int = 8,
    column: int = 12,
) -> Figures:
    """One value of the first feature map of `cnn-small`, from nine pixels and nine weights.

    Args:
        digit: the first test digit of this label.
        filter: 0 to 2.
        row: of the value in the feature map, 0 to 25.
        column: likewise.

    Returns:
        `terms`, the nine products as text, three in a row; `products`, their sum; `bias`; `value`;
        `error`, how far the value is from the layer's; `neighbours`, the four values that are
        pooled together, as text; and `pooled`, the largest of them.
    """
    _within("digit", digit, 9)
    _within("filter", filter, 2)
    _within("row", row, 25)
    _within("column", column, 25)
    test = load_mnist("test")
    image = as_floats(test.images[np.flatnonzero(test.labels == digit)[0]])
    classifier = cast("NetworkClassifier", load_model(find_model("cnn-small")).classifier)
    spatial, layer = classifier.network_.layers[:2]
    weights = layer.parameters["weight"][:, :, 0, filter]
    patch = image[row : row + 3, column : column + 3]
    feature_map = layer.forward(spatial.forward(image[None].copy()))[:, :, 0, filter]
    top, left = row // 2 * 2, column // 2 * 2
    bias = float(layer.parameters["bias"][filter])
    products = float((patch * weights).sum())
    terms = [
        f"{pixel:.2f} × {_in_brackets(weight)}"
        for pixel, weight in zip(patch.ravel().tolist(), weights.ravel().tolist(), strict=True)
    ]
    pooled = feature_map[top : top + 2, left : left + 2]
    return {
        "terms": "\n+ ".join(" + ".join(terms[first : first + 3]) for first in (0, 3, 6)),
        "products": products,
        "bias": bias,
        "value": products + bias,
        "error": abs(products + bias - float(feature_map[row, column])),
        "neighbours": ", ".join(f"{value:+.4f}" for value in pooled.ravel().tolist()),
        "pooled": float(pooled.max()),
    }


def edges(
    *,
    digit: int = 7,
) -> Figures:
    """The histogram of oriented gradients of one cell near the middle of a digit.

    Args:
        digit: the first test digit of this label.

    Returns:
        `histogram`, nine numbers as text; `strongest`, the direction of the largest in degrees;
        and `length`, of the vector of the whole digit.
    """
    _within("digit", digit, 9)
    test = load_mnist("test")
    image = as_floats(test.images[np.flatnonzero(test.labels == digit)[:1]])
    cells = hog(image, ORIENTATIONS, block=1).reshape(7, 7, ORIENTATIONS)
    histogram = cells[TOLD_CELL, TOLD_CELL]
    return {
        "histogram": " ".join(f"{value:.2f}" for value in histogram),
        "strongest": float(histogram.argmax()) * 180 / ORIENTATIONS,
        "length": float(hog(image).shape[1]),
    }


def vector_machines(
    *,
    images: int = 2_000,
    seed: int = 0,
    progress: Progress = silent,
    cancelled: Stop = never,
) -> Figures:
    """Linear support vector machines, one on pixels and one on edges.

    Args:
        images: how many of MNIST's training images are used.
        seed: of the vector machines.
        progress: called after each of the two.
        cancelled: asked before each of the two.

    Returns:
        The accuracy on 2,000 test images, `pixel_accuracy` and `edge_accuracy`.
    """
    _within("images", images, MOST_SVM_IMAGES, least=100)
    _within("seed", seed, MOST_SEED)
    training, test = load_mnist("train"), load_mnist("test")
    x, labels = training.images[:images], training.labels[:images]
    test_x, test_labels = test.images[:TEST_IMAGES], test.labels[:TEST_IMAGES]
    accuracy = []
    for done, features in enumerate(("pixels", "hog")):
        if cancelled():
            raise Cancelled("cancelled")
        machine = SVM("linear", features=features, seed=seed).fit(x, labels)
        accuracy.append(float(machine.score(test_x, test_labels)))
        progress(done + 1, 2)
    return {"pixel_accuracy": accuracy[0], "edge_accuracy": accuracy[1]}


def changed_digits(
    *,
    change: str = "shift",
    value: float = 4.0,
    model: str = "mlp",
    images: int = 500,
    progress: Progress = silent,
    cancelled: Stop = never,
) -> Figures:
    """Accuracy where test digits are changed: as they are, and after preprocessing.

    Args:
        change: of `digitpad.evaluation.robustness.CHANGES`, such as shift, size or rotation.
        value: how much, in that change's unit.
        model: a bundled or own model.
        images: how many test images.
        progress: called after each part of them.
        cancelled: asked before each part.

    Returns:
        `accuracy` of the unchanged digits, `changed_accuracy` of the changed ones as they are, and
        `preprocessed_accuracy` where each is cropped, scaled and centred first.
    """
    if change not in CHANGES:
        raise ParameterError(
            "there is no change {change!r}; there are {known}",
            change=change,
            known=", ".join(CHANGES),
        )
    values = CHANGES[change].values
    _within("value", value, max(values), least=min(values))
    _within("images", images, 10_000, least=10)
    test = load_mnist("test")
    digits, labels = as_floats(test.images[:images]), test.labels[:images]
    classifier = load_model(find_model(model)).classifier
    names = ("accuracy", "changed_accuracy", "preprocessed_accuracy")
    right = dict.fromkeys(names, 0)
    for start in range(0, len(digits), PART):
        if cancelled():
            raise Cancelled("cancelled")
        part = digits[start : start + PART]
        moved = changed(part, change, value)
        prepared = np.stack([_preprocessed(image) for image in moved])
        for name, shown in zip(names, (part, moved, prepared), strict=True):
            answers = classifier.predict(shown)
            right[name] += int((answers == labels[start : start + PART]).sum())
        progress(min(start + PART, len(digits)), len(digits))
    return {name: count / len(digits) for name, count in right.items()}


def draw(
    *,
    digit: int = 7,
) -> Figures:
    """Example ink of a digit, read by the default model. In the window, the learner draws it.

    Args:
        digit: 0 to 9.

    Returns:
        `read_as`, the answer; `confidence`; and `is_right`, 1 or 0.
    """
    _within("digit", digit, 9)
    ink = next(item.ink for item in load_examples() if item.label == str(digit))
    return figures_of(Recognizer.load().recognize_ink(ink), digit)


def figures_of(answer: Recognition | None, digit: int) -> Figures:
    """What `draw` returns for an answer; `read_as` is `-` for nothing, and `?` for no digit."""
    if answer is None:
        return {"read_as": "-", "confidence": 0.0, "is_right": 0.0}
    return {
        "read_as": str(answer.digit) if answer.is_digit else NO_DIGIT,
        # As the pad shows it.
        "confidence": float(answer.with_non_digit()[:-1].max()),
        "is_right": float(answer.is_digit and answer.digit == digit),
    }


EXPERIMENTS: Mapping[str, Callable[..., Figures]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            train,
            backpropagation,
            convolution,
            edges,
            vector_machines,
            changed_digits,
            draw,
        )
    }
)
"""All experiments. The long ones also take `progress` and `cancelled`, which are no settings."""


CALLBACKS = ("progress", "cancelled")


def run_experiment(
    name: str,
    settings: Mapping[str, Any],
    progress: Progress = silent,
    cancelled: Stop = never,
) -> Figures:
    """Run an experiment.

    Args:
        name: of `EXPERIMENTS`.
        settings: that `check_settings` accepts.
        progress: called with the steps done and all steps, where the experiment has several.
        cancelled: asked now and then whether to stop.

    Raises:
        Cancelled: it was stopped.
        ParameterError: a setting is out of range.
    """
    experiment = EXPERIMENTS[name]
    callbacks = dict(zip(CALLBACKS, (progress, cancelled), strict=True))
    taken = inspect.signature(experiment).parameters
    return experiment(**settings, **{k: v for k, v in callbacks.items() if k in taken})


def check_settings(experiment: str, settings: Mapping[str, Any]) -> None:
    """Refuse an experiment or settings that do not exist, or are of another type.

    Raises:
        ParameterError: naming what is wrong.
    """
    if experiment not in EXPERIMENTS:
        raise ParameterError(
            "there is no experiment {name!r}; there are {known}",
            name=experiment,
            known=", ".join(EXPERIMENTS),
        )
    parameters = inspect.signature(EXPERIMENTS[experiment]).parameters
    usual = {name: one.default for name, one in parameters.items() if name not in CALLBACKS}
    for name, value in fill_in(experiment, usual, settings).items():
        if not _is_like(value, usual[name]):
            raise ParameterError(
                "{experiment}: {name} is like {usual!r}, not {value!r}",
                experiment=experiment,
                name=name,
                usual=usual[name],
                value=value,
            )


def _is_like(value: Any, usual: Any) -> bool:
    if isinstance(usual, tuple):
        return isinstance(value, list | tuple) and all(type(one) is int for one in value)
    kinds = (int, float) if isinstance(usual, float) else (type(usual),)
    return type(value) in kinds


def _within(name: str, value: float, most: float, *, least: float = 0) -> None:
    if not least <= value <= most:
        raise ParameterError(
            "{name} is from {least} to {most}, not {value}",
            name=name,
            least=least,
            most=most,
            value=value,
        )


def _preprocessed(image: FloatArray) -> FloatArray:
    prepared = preprocess(image)
    return image if prepared is None else prepared


def _in_brackets(value: float) -> str:
    """A factor; a negative one in brackets."""
    return f"({value:.2f})" if value < 0 else f"{value:.2f}"
