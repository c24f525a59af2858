"""Where a drawing lies among the training digits, as one of the model's layers sees them.

    2,000 digits -> layer -> (2000, units) -> 50 main directions -> 2       like lies beside like

Principal components are there at once, and a new drawing is simply projected. t-SNE (van der
Maaten and Hinton 2008, from scikit-learn, an extra) parts the digits better, but only places those
it was given; a new drawing is put amid its nearest ones.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import Self

import numpy as np

from digitpad.classifier import Classifier
from digitpad.data.mnist import Dataset
from digitpad.errors import DatasetError, ParameterError
from digitpad.inspection.layer_vectors import LayerVectors, map_layers
from digitpad.inspection.mistakes import Progress, Stop
from digitpad.inspection.stochastic_neighbours import embed_elsewhere
from digitpad.nn.parallel import as_network_input
from digitpad.threads import one_blas_thread
from digitpad.types import FloatArray, IntArray

__all__ = ["COUNT", "PCA", "TSNE", "DigitMap", "map_layers", "methods"]

PCA, TSNE = "pca", "t-sne"
COUNT = 2000
KEPT_DIRECTIONS = 50
"""The rest is little more than noise."""

SPARE_DIRECTIONS, DRAWN_TOWARDS = 14, 5
"""More random directions than are kept, and how often they are drawn towards the main ones."""

AMID = 5
"""With t-SNE, a drawing is put in the middle of so many of its nearest digits."""


def methods() -> tuple[str, ...]:
    """How maps can be made here: t-SNE only where scikit-learn is installed."""
    return (PCA, TSNE) if importlib.util.find_spec("sklearn") else (PCA,)


@dataclass(frozen=True, slots=True, eq=False)
class DigitMap:
    """Digits placed in the plane; `locate` places another one among them.

    Attributes:
        layer: what the map was made of, one of `map_layers`.
        method: "pca" or "t-sne".
        positions: (N, 2) float32.
        labels: (N,) int64.
        which: (N,) int64, the digits' places in their data set.
        explained: (2,) float32, the share of the variance along each axis; 0 with t-SNE.
        mean: (units,) float32, taken off the layer's output.
        directions: (units, d) float32, the main directions.
        coordinates: (N, d) float32, the digits along these.
    """

    layer: str
    method: str
    positions: FloatArray
    labels: IntArray
    which: IntArray
    explained: FloatArray
    mean: FloatArray
    directions: FloatArray
    coordinates: FloatArray
    vectors: LayerVectors

    @classmethod
    def fit(
        cls,
        classifier: Classifier,
        layer: str,
        digits: Dataset,
        method: str = PCA,
        *,
        count: int = COUNT,
        seed: int = 0,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> Self:
        """Place `count` digits, chosen at random.

        Args:
            classifier: any.
            layer: one of `map_layers(classifier)`.
            digits: to choose from, labelled.
            method: one of `methods()`.
            count: how many; all where there are fewer.
            seed: of the choice, and of t-SNE.
            progress: told while the digits pass through the layer; (0, 0) while t-SNE works.
            cancelled: asked all the while.

        Raises:
            Cancelled: `cancelled` said so.
            DatasetError: there are fewer than three digits.
            ParameterError: the layer or the method is not known, or scikit-learn is missing.
        """
        _check_method(method)
        if len(digits) < 3:
            raise DatasetError(f"{digits.name}: a map needs at least three digits")
        vectors = LayerVectors(classifier, layer)
        random = np.random.default_rng(seed)
        which = random.choice(len(digits), min(count, len(digits)), replace=False)
        which = np.sort(which).astype(np.int64)
        images = as_network_input(digits.images[which])
        rows = vectors.of(images, progress=progress, cancelled=cancelled)
        with one_blas_thread():  # much of it is on narrow matrices, which threads would only slow
            mean, directions, variances, total = main_directions(rows, KEPT_DIRECTIONS)
        coordinates: FloatArray = np.matmul(rows - mean, directions)
        positions: FloatArray = coordinates[:, :2].copy()
        explained = np.zeros(2, np.float32)
        if method == PCA:
            explained[:] = variances[:2] / max(total, 1e-12)
        else:
            if progress is not None:
                progress(0, 0)  # how far t-SNE is, nobody knows
            positions = embed_elsewhere(coordinates, seed, cancelled)
        return cls(
            layer,
            method,
            positions,
            digits.labels[which],
            which,
            explained,
            mean,
            directions,
            coordinates,
            vectors,
        )

    def project(self, image: FloatArray) -> FloatArray:
        """Where an image (28, 28) lies on the map, (2,) float32."""
        return self.locate(image, 1)[0]

    def nearest(self, image: FloatArray, k: int = 8) -> IntArray:
        """The data set's places of the k digits most like an image to the layer, nearest first."""
        return self.locate(image, k)[1]

    def locate(self, image: FloatArray, k: int = 8) -> tuple[FloatArray, IntArray]:
        """`project` and `nearest` in one pass."""
        row = (self.vectors.of(image[None])[0] - self.mean) @ self.directions
        apart = self.coordinates - row
        distances = np.einsum("nd,nd->n", apart, apart)
        near = np.argsort(distances, kind="stable")
        if self.method == PCA:
            return row[:2].copy(), self.which[near[:k]]
        amid = near[:AMID]
        shares = 1 / np.maximum(np.sqrt(distances[amid]), 1e-6)
        position = (shares / shares.sum()) @ self.positions[amid]
        return position.astype(np.float32), self.which[near[:k]]


def main_directions(
    rows: FloatArray, most: int
) -> tuple[FloatArray, FloatArray, FloatArray, float]:
    """Principal components: the directions along which rows vary most.

    Found by letting some random directions be drawn towards the main ones, again and again (Halko,
    Martinsson and Tropp 2011): a fraction of the time that all of them would take.

    Args:
        rows: (N, d) float32.
        most: how many to keep.

    Returns:
        The mean (d,), the directions (d, k) of length 1, the variance along each (k,), largest
        first, and the variance along all there are. A direction's largest entry is positive, so
        that the map does not flip from one time to the next. There are at least two, of zeros
        where the rows do not vary.
    """
    mean = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    centred = (rows - mean).astype(np.float64)
    keep = min(most, *rows.shape)
    guess = np.random.default_rng(0).standard_normal((rows.shape[1], keep + SPARE_DIRECTIONS))
    basis = np.linalg.qr(centred @ guess)[0]
    for _ in range(DRAWN_TOWARDS):
        basis = np.linalg.qr(centred @ np.linalg.qr(centred.T @ basis)[0])[0]
    _, lengths, along = np.linalg.svd(basis.T @ centred, full_matrices=False)
    keep = min(keep, int((lengths > 1e-6 * max(lengths[0], 1e-12)).sum()))
    directions = along[:keep].T
    largest = np.abs(directions).argmax(axis=0)
    directions = directions * np.where(directions[largest, np.arange(keep)] < 0, -1, 1)
    missing = max(0, 2 - keep)
    directions = np.ascontiguousarray(np.pad(directions, ((0, 0), (0, missing))), np.float32)
    degrees = max(len(rows) - 1, 1)
    variances = np.pad(lengths[:keep] ** 2, (0, missing)) / degrees
    total = float(np.einsum("nd,nd->", centred, centred)) / degrees
    return mean, directions, variances.astype(np.float32), total


def _check_method(method: str) -> None:
    if method not in (PCA, TSNE):
        raise ParameterError(f"a map is made by {PCA} or {TSNE}, not by {method!r}")
    if method not in methods():
        raise ParameterError(
            f"{TSNE} needs scikit-learn, which is not installed: pip install 'digitpad[map]'"
        )
