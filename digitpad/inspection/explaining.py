"""Which pixels an answer depends on, for any classifier.

    occlusion          cover each square of the picture; how much does the class lose?
    numeric gradient   a little more and less ink at each pixel; how much does the class gain?

Both only need the classifier's answers. `explain` calls these and the methods of `saliency.py`,
which need a network's derivatives.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.errors import ParameterError, Phrase
from digitpad.common.threads import cores
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.inspection.activations import inspectable, network_of
from digitpad.inspection.saliency import IMAGE, grad_cam, gradient_at
from digitpad.nn.layers import Conv2D
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork

METHODS = ("gradient", "gradient-times-input", "occlusion", "grad-cam", "optimal-input")

NUDGE = 0.02
"""How much ink is added and taken away for a numeric gradient."""

OCCLUDED = 5
"""The side of the square that is covered, in pixels."""

FORWARD_PART = 32


def supports(classifier: Classifier) -> frozenset[str]:
    """Which of `METHODS` make sense for this classifier."""
    return frozenset(method for method in METHODS if not why_not(classifier, method))


def why_not(classifier: Classifier, method: str) -> Phrase | None:
    """Why a method is not supported, in a sentence; None where it is.

    Raises:
        ParameterError: there is no such method.
    """
    if method not in METHODS:
        raise ParameterError(
            "method {method!r} is not known; there are {methods}",
            method=method,
            methods=", ".join(METHODS),
        )
    network = network_of(classifier)
    layers = [] if network is None else network.layers
    if method == "grad-cam" and not any(isinstance(layer, Conv2D) for layer in layers):
        return Phrase("Grad-CAM needs a convolutional layer; this model has none.")
    if method == "optimal-input" and network is None:
        return Phrase("The optimal input needs the gradients of a network; this model has none.")
    return None


def explain(
    classifier: Classifier,
    method: str,
    image: FloatArray,
    cls: int,
    *,
    versus: int | None = None,
    network: Network | None = None,
) -> FloatArray:
    """A map (28, 28) float32: above 0 where the ink supports a class, below where against it.

    For a gradient, above 0 where more ink would support it.

    Args:
        classifier: any.
        method: one of `supports(classifier)`, but not the optimal input, which needs no image.
        image: (28, 28) float32.
        cls: the class's place; one more than there are classes is "no digit", where known.
        versus: ask for the lead over this class instead; Grad-CAM does not know that.
        network: `inspectable(classifier)` where it is at hand.

    Raises:
        ParameterError: the method is not supported; the message says why.
    """
    if reason := why_not(classifier, method):
        raise ParameterError("{reason}", reason=reason)
    if method == "optimal-input":
        raise ParameterError("the optimal input is for a class, not for an image")
    if method == "occlusion":
        return occlusion(classifier, image, cls, versus)
    network = network or inspectable(classifier)
    if network is None:
        slope = numeric_gradient(classifier, image, cls, versus)
    elif method == "grad-cam":
        return grad_cam(network, image, cls)
    else:
        slope = gradient_at(network, image, IMAGE, cls, versus=versus)
    return slope if method == "gradient" else slope * image


def occlusion(
    classifier: Classifier, image: FloatArray, cls: int, versus: int | None = None
) -> FloatArray:
    """How much of its logit a class loses where a square of empty paper covers the picture.

    Every pixel of the result, (28, 28) float32, shows the mean over the squares that covered it
    (Zeiler and Fergus 2014); below 0, the class gains.

    Args:
        classifier: any.
        image: (28, 28) float32.
        cls: the class's place.
        versus: how much more the class loses of it than this one.
    """
    side = len(image)
    starts = range(side - OCCLUDED + 1)
    squares = [np.s_[y : y + OCCLUDED, x : x + OCCLUDED] for y in starts for x in starts]
    covered = np.repeat(image[None], len(squares) + 1, axis=0).astype(np.float32)
    for picture, square in zip(covered[1:], squares, strict=True):
        picture[square] = 0
    scores = _scores(classifier, covered, cls, versus)
    lost, times = np.zeros((2, side, side))
    for square, score in zip(squares, scores[1:], strict=True):
        lost[square] += scores[0] - score
        times[square] += 1
    return (lost / times).astype(np.float32)


def numeric_gradient(
    classifier: Classifier, image: FloatArray, cls: int, versus: int | None = None
) -> FloatArray:
    """Finite differences: the slope of a class's logit at each pixel, (28, 28).

    Where a pixel is nearly empty or full, the difference is one-sided, since pixels outside of 0
    to 1 are refused.
    """
    pixels = image.ravel().astype(np.float32)
    higher, lower = np.clip(pixels + np.array([[NUDGE], [-NUDGE]]), 0, 1).astype(np.float32)
    nudged = np.tile(pixels, (2, len(pixels), 1))
    places = np.arange(len(pixels))
    nudged[0, places, places], nudged[1, places, places] = higher, lower
    scores = _scores(classifier, nudged.reshape(-1, *image.shape), cls, versus)
    above, below = np.split(scores, 2)
    slope: FloatArray = ((above - below) / (higher - lower)).reshape(image.shape)
    return slope


def _scores(classifier: Classifier, images: FloatArray, cls: int, versus: int | None) -> FloatArray:
    """The logit of a class, or its lead over another one, (N,)."""
    columns = _logits(classifier, images)
    for output in (cls,) if versus is None else (cls, versus):
        if not 0 <= output < columns.shape[1]:
            raise ParameterError(
                "the model has {shape} outputs, so no {output}",
                shape=columns.shape[1],
                output=output,
            )
    score: FloatArray = columns[:, cls] if versus is None else columns[:, cls] - columns[:, versus]
    return score


def _logits(classifier: Classifier, images: FloatArray) -> FloatArray:
    network = inspectable(classifier)
    if network is None:
        logits = classifier.decision_function(images)
        return np.column_stack([-logits / 2, logits / 2]) if logits.ndim == 1 else logits
    with ParallelNetwork(network, cores(), FORWARD_PART) as workers:
        return workers.logits(images)
