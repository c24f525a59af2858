"""Terms about digits as points, and what separates them."""

from __future__ import annotations

from functools import cache

import numpy as np

from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray, IntArray
from digitpad.estimators.exact_svm import find_border
from digitpad.inspection.digit_map import PCA, PIXELS, TSNE, DigitMap
from digitpad.inspection.step_values import observe_model
from tests.tools.pictures.glossary.materials import digit, mnist, model
from tests.tools.pictures.glossary.sheet import Sheet


@cache
def _map(method: str) -> DigitMap:
    """Test digits by their pixels."""
    return DigitMap.fit(model("cnn"), PIXELS, mnist("test"), method, count=500)


def _pca(sheet: Sheet) -> None:
    """The first principal components of digits, as pictures, and the digits along two of them."""
    found = _map(PCA)
    for place in range(6):
        row, column = divmod(place, 3)
        component = found.directions[:, place].reshape(28, 28)
        sheet.signed(component, 78 * column, 80 * row, 74)
    _scatter(sheet, found, 260)


def _tsne(sheet: Sheet) -> None:
    """The same digits, near each other where they are alike."""
    _scatter(sheet, _map(TSNE), 0, 420)


def _scatter(sheet: Sheet, found: DigitMap, x: float, wide: float = 250) -> None:
    axes = sheet.chart(x, 0, wide, 154)
    for label in range(10):
        places = found.positions[found.labels == label].T
        axes.scatter(*places, 18, color=sheet.classes[label], marker=f"${label}$", linewidths=0)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


@cache
def _two_classes() -> tuple[FloatArray, IntArray]:
    """Zeros and ones along two principal components: places (N, 2), labels (N,)."""
    found = _map(PCA)
    chosen = np.flatnonzero(np.isin(found.labels, (0, 1)))[:90]
    places = found.positions[chosen]
    return places / places.std(axis=0), found.labels[chosen]


def _svm(sheet: Sheet) -> None:
    """The border between zeros and ones, its margin, and the support vectors in circles."""
    places, labels = _two_classes()
    kernel = places.astype(np.float64) @ places.T
    border = find_border(kernel, np.where(labels == 1, 1, -1), C=1.0)
    normal = border.weights @ places
    axes = sheet.chart(0, 0, 300, 170)
    for label, colour in ((0, sheet.blue), (1, sheet.orange)):
        of_class = places[labels == label].T
        axes.scatter(*of_class, 30, color=colour, marker=f"${label}$", linewidths=0)
    supports = places[border.weights != 0].T
    axes.scatter(*supports, 110, facecolors="none", edgecolors=sheet.text_colour, linewidths=1.2)
    y = np.array([places[:, 1].min() - 0.4, places[:, 1].max() + 0.4])
    axes.set(xlim=(places[:, 0].min() - 0.3, places[:, 0].max() + 0.3), ylim=y)
    for side, style in ((0, "-"), (1, "--"), (-1, "--")):
        x = (side - border.bias - normal[1] * y) / normal[0]
        axes.plot(x, y, color=sheet.quiet, linewidth=1.2, linestyle=style)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _kernel(sheet: Sheet) -> None:
    """A digit, and landmarks of `svm-hog` with their similarity to it."""
    classifier = model("svm-hog")
    found = observe_model(classifier, None, digit(4))
    similar = found[found.names.index("landmarks")]
    order = np.argsort(-similar)
    sheet.ink(digit(4), 0, 0)
    sheet.arrow(120, 56, 142)
    landmarks = as_floats(classifier.tensors()["landmarks"])
    for place, rank in enumerate((0, 3, 30, 150, 600, 2500)):
        which, left = order[rank], 152 + 76 * place
        sheet.ink(landmarks[which], left, 4, 70)
        sheet.block(left, 84, 70 * float(similar[which]), 8, sheet.blue)
        sheet.frame(left, 84, 70, 8)
        sheet.text(left + 35, 104, f"{similar[which]:.2f}")


PICTURES = {
    "kernel": _kernel,
    "pca": _pca,
    "svm": _svm,
    "t-sne": _tsne,
}
