"""Why this answer, for any classifier: by covering parts of the picture, or by trying every pixel.

    occlusion          a square of paper wanders over the drawing; what does the class lose?
    numeric gradient   one pixel a little more, a little less: what does the class gain?

Both only ask for answers, so they work for whatever is inside. `explain` is the one entrance to
these and to the methods of `saliency.py`.
"""

from __future__ import annotations

import numpy as np

from digitpad.classifier import Classifier, NetworkClassifier
from digitpad.errors import ParameterError
from digitpad.inspection.activations import inspectable
from digitpad.inspection.saliency import By, grad_cam, input_gradient
from digitpad.nn.layers import Conv2D
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork
from digitpad.threads import cores
from digitpad.types import FloatArray

METHODS = ("gradient", "gradient-times-input", "occlusion", "grad-cam", "optimal-input")

NEEDS_CONVOLUTION = "Grad-CAM looks at feature maps, and this network has no convolution."
NEEDS_FEATURE_MAPS = "Grad-CAM looks at the feature maps of a convolution, and this model has none."
NEEDS_DERIVATIVES = (
    "The optimal input needs a network's derivatives; this model only gives answers."
)

NUDGE = 0.02
"""How much ink is added and taken away for a numeric gradient."""

FORWARD_PART = 32


def supports(classifier: Classifier) -> frozenset[str]:
    """Which of `METHODS` make sense for this classifier."""
    return frozenset(method for method in METHODS if not why_not(classifier, method))


def why_not(classifier: Classifier, method: str) -> str:
    """Why a method is not supported, in a sentence; empty where it is.

    Raises:
        ParameterError: there is no such method.
    """
    if method not in METHODS:
        raise ParameterError(f"method {method!r} is not known; there are {', '.join(METHODS)}")
    if isinstance(classifier, NetworkClassifier):
        convolves = any(isinstance(layer, Conv2D) for layer in classifier.network_.layers)
        if method == "grad-cam" and not convolves:
            return NEEDS_CONVOLUTION
    elif method == "grad-cam":
        return NEEDS_FEATURE_MAPS
    elif method == "optimal-input":
        return NEEDS_DERIVATIVES
    return ""


def explain(
    classifier: Classifier,
    method: str,
    image: FloatArray,
    cls: int,
    *,
    by: By = "logit",
    versus: int | None = None,
    network: Network | None = None,
    layer: int | str | None = None,
) -> FloatArray:
    """A map (28, 28) float32: above 0 where the ink speaks for a class, below where against it.

    For a gradient, above 0 where more ink would speak for it.

    Args:
        classifier: any.
        method: one of `supports(classifier)`, but not the optimal input, which needs no image.
        image: (28, 28) float32.
        cls: the class's place; one more than there are classes is "no digit", where known.
        by: whether the logit or the probability is asked about; Grad-CAM always takes the logit.
        versus: ask for the lead over this class instead; Grad-CAM does not know that.
        network: `inspectable(classifier)` where it is at hand.
        layer: for Grad-CAM.

    Raises:
        ParameterError: the method is not supported; the message says why.
    """
    if reason := why_not(classifier, method):
        raise ParameterError(reason)
    if method == "optimal-input":
        raise ParameterError("the optimal input is for a class, not for an image")
    if method == "occlusion":
        return occlusion(classifier, image, cls, by=by, versus=versus)
    network = network or inspectable(classifier)
    if network is None:
        slope = numeric_gradient(classifier, image, cls, by=by, versus=versus)
    elif method == "grad-cam":
        return grad_cam(network, image, cls, layer)
    else:
        slope = input_gradient(
            network,
            image,
            cls,
            by=by,
            versus=versus,
            classes=len(classifier.classes_),
            temperature=getattr(classifier, "temperature", 1.0),
        )
    return slope if method == "gradient" else slope * image


def occlusion(
    classifier: Classifier,
    image: FloatArray,
    cls: int,
    *,
    size: int = 5,
    stride: int = 1,
    by: By = "probability",
    versus: int | None = None,
) -> FloatArray:
    """How much a class loses where a square of empty paper covers the picture, (28, 28) float32.

    Every pixel shows the mean over the squares that covered it (Zeiler and Fergus 2014); below 0,
    the class gains.

    Args:
        classifier: any.
        image: (28, 28) float32.
        cls: the class's place.
        size: of the square, in pixels.
        stride: from one square to the next.
        by: what is lost.
        versus: how much more the class loses of it than this one.

    Raises:
        ParameterError: a size or stride that cannot be.
    """
    side = len(image)
    if not (1 <= size <= side and 1 <= stride <= side):
        raise ParameterError(f"squares of 1 to {side} pixels wander over it, not {size}, {stride}")
    # The last square ends at the edge, whatever the stride.
    starts = sorted({*range(0, side - size + 1, stride), side - size})
    covered = np.repeat(image[None], len(starts) ** 2 + 1, axis=0).astype(np.float32)
    squares = [np.s_[top : top + size, left : left + size] for top in starts for left in starts]
    for picture, square in zip(covered[1:], squares, strict=True):
        picture[square] = 0
    scores = _scores(classifier, covered, cls, by, versus)
    lost, times = np.zeros((2, side, side))
    for square, score in zip(squares, scores[1:], strict=True):
        lost[square] += scores[0] - score
        times[square] += 1
    return (lost / np.maximum(times, 1)).astype(np.float32)


def numeric_gradient(
    classifier: Classifier,
    image: FloatArray,
    cls: int,
    *,
    by: By = "logit",
    versus: int | None = None,
) -> FloatArray:
    """How a class's logit or probability changes with each pixel, found by trying, (28, 28)."""
    pixels = image.size
    nudged = np.repeat(image.reshape(1, -1), 2 * pixels, axis=0).astype(np.float32)
    places = np.arange(pixels)
    nudged[places, places] += np.float32(NUDGE)
    nudged[pixels + places, places] -= np.float32(NUDGE)
    scores = _scores(classifier, nudged.reshape(-1, *image.shape), cls, by, versus)
    slope = (scores[:pixels] - scores[pixels:]) / np.float32(2 * NUDGE)
    return slope.reshape(image.shape)


def _scores(
    classifier: Classifier, images: FloatArray, cls: int, by: By, versus: int | None
) -> FloatArray:
    """The logit or probability of a class, or its lead over another one, (N,)."""
    columns = (_probabilities if by == "probability" else _logits)(classifier, images)
    for output in (cls,) if versus is None else (cls, versus):
        if not 0 <= output < columns.shape[1]:
            raise ParameterError(f"the model has {columns.shape[1]} outputs, so no {output}")
    score: FloatArray = columns[:, cls] if versus is None else columns[:, cls] - columns[:, versus]
    return score


def _probabilities(classifier: Classifier, images: FloatArray) -> FloatArray:
    """Of the classes, and behind them of what is no digit, (N, classes + 1)."""
    probabilities, non_digit = classifier.judge(images)
    return np.column_stack([probabilities, non_digit])


def _logits(classifier: Classifier, images: FloatArray) -> FloatArray:
    network = inspectable(classifier)
    if network is None:
        logits = classifier.decision_function(images)
        return np.column_stack([-logits / 2, logits / 2]) if logits.ndim == 1 else logits
    with ParallelNetwork(network, cores(), FORWARD_PART) as workers:
        return workers.logits(images)
