"""A map of training digits and a drawing among them, by the output of one of the model's layers.

    2,000 digits -> layer -> (2000, units) -> 50 main directions -> 2       similar digits are close

Feature maps are averaged down to at most 7 x 7 places. A support vector machine has its features
instead of layers. The pixels can always be used.

Principal components take no time, and a new drawing is projected onto them. t-SNE (van der Maaten
and Hinton 2008, from scikit-learn, an extra) separates the digits better, but has no position for
a new drawing, which is put between its nearest digits.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from digitpad.common.errors import Cancelled, DatasetError, ParameterError
from digitpad.common.pixels import as_floats
from digitpad.common.progress import Report
from digitpad.common.threads import cores, one_blas_thread
from digitpad.common.types import FloatArray, IntArray
from digitpad.data.mnist import Dataset
from digitpad.estimators.base import Classifier
from digitpad.evaluation.metrics import Stop
from digitpad.inspection.activations import NONLINEARITIES, inspectable, layer_index
from digitpad.inspection.tsne import embed_elsewhere
from digitpad.inspection.weights import parts
from digitpad.nn.layers import Flatten, Shape, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork

PIXELS, FEATURES = "pixels", "features"

MOST_PLACES = 7
"""Along each side of a feature map. All 24 x 24 x 32 numbers of a layer would fill the memory."""

PART, TOGETHER = 32, 256
"""Images that pass through the network together in a thread, and before progress is told."""
PCA, TSNE = "pca", "t-sne"
COUNT = 2000
KEPT_DIRECTIONS = 50
"""Further directions are little more than noise."""

SPARE_DIRECTIONS, DRAWN_TOWARDS = 14, 5
"""Random directions beyond those that are kept, and the number of power iterations."""

AMID = 5
"""With t-SNE, a drawing is put in the middle of this many of its nearest digits."""


def map_layers(classifier: Classifier) -> tuple[str, ...]:
    """What a map can be made of, the best first.

    A network's layers from the last hidden one backwards, then its outputs; a support vector
    machine's features; and the pixels themselves.
    """
    network = inspectable(classifier)
    if network is not None:
        telling = [
            name
            for layer, name in zip(network.layers[:-1], network.names, strict=False)
            if not isinstance(layer, SpatialMajor | Flatten)
        ]
        # A layer right before a nonlinearity says the same, only less clearly.
        kinds = {name: network.layers[network.names.index(name) + 1].kind for name in telling}
        chosen = [name for name in reversed(telling) if kinds[name] not in NONLINEARITIES]
        return (*chosen, network.names[-1], PIXELS)
    return (PIXELS,) if parts(classifier).features is None else (FEATURES, PIXELS)


class LayerVectors:
    """Gives digits as one layer sees them.

    Args:
        classifier: any.
        layer: a layer's name, "features" or "pixels".

    Raises:
        ParameterError: the classifier has no such layer.
    """

    def __init__(self, classifier: Classifier, layer: str) -> None:
        self._features: Callable[[FloatArray], FloatArray] | None = None
        self._network: Network | None = None
        self._shape: Shape = ()
        network = inspectable(classifier)
        if network is not None and layer in network.names:
            # Only what leads up to the layer has to be computed.
            index = layer_index(network, layer)
            self._shape = network.shapes[index + 1]
            leading = network.layers[: index + 1]
            if len(self._shape) == 3:
                leading.append(Flatten())
            self._network = Network(leading, network.input_shape).gather_parameters()
        elif layer == FEATURES and FEATURES in map_layers(classifier):
            self._features = parts(classifier).features
        elif layer != PIXELS:
            raise ParameterError(
                "this model has no layer {layer!r}; there are {known}",
                layer=layer,
                known=", ".join(map_layers(classifier)),
            )

    def of(
        self,
        images: FloatArray,
        *,
        progress: Report | None = None,
        cancelled: Stop | None = None,
    ) -> FloatArray:
        """(N, 28, 28) float32 -> (N, units) float32.

        Raises:
            Cancelled: `cancelled` said so.
        """
        if self._features is not None:
            return self._features(images)
        if self._network is None:
            return images.reshape(len(images), -1)
        if len(images) == 1:
            with one_blas_thread():
                return self._averaged(self._network.forward(images).copy())
        rows = []
        with ParallelNetwork(self._network, cores(), PART) as workers:
            for start in range(0, len(images), TOGETHER):
                if cancelled is not None and cancelled():
                    raise Cancelled(
                        "stopped after {start:,} of {count:,}", start=start, count=len(images)
                    )
                rows.append(self._averaged(workers.logits(images[start : start + TOGETHER])))
                if progress is not None:
                    progress(min(start + TOGETHER, len(images)), len(images))
        return np.concatenate(rows)

    def _averaged(self, rows: FloatArray) -> FloatArray:
        """Flattened feature maps (N, height * width * channels), averaged over blocks of places."""
        if len(self._shape) != 3:
            return rows
        height, width, channels = self._shape
        maps = rows.reshape(-1, height, width, channels)
        down, across = _edges(height), _edges(width)
        sums = np.add.reduceat(np.add.reduceat(maps, down[:-1], axis=1), across[:-1], axis=2)
        areas = (np.diff(down)[:, None] * np.diff(across)).astype(np.float32)
        means: FloatArray = np.divide(sums, areas[:, :, None])
        return means.reshape(len(rows), -1)


def _edges(length: int) -> IntArray:
    """Where blocks begin and end, so that there are at most `MOST_PLACES` of nearly equal size."""
    edges: IntArray = np.linspace(0, length, min(length, MOST_PLACES) + 1).round().astype(np.int64)
    return edges


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
        progress: Report | None = None,
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
            progress: called while the digits pass through the layer; with (0, 0) during t-SNE.
            cancelled: asked repeatedly.

        Raises:
            Cancelled: `cancelled` returned True.
            DatasetError: there are fewer than three digits.
            ParameterError: the layer or the method is not known, or scikit-learn is missing.
        """
        _check_method(method)
        if len(digits) < 3:
            raise DatasetError("{name}: a map needs at least three digits", name=digits.name)
        vectors = LayerVectors(classifier, layer)
        random = np.random.default_rng(seed)
        which = random.choice(len(digits), min(count, len(digits)), replace=False)
        which = np.sort(which).astype(np.int64)
        images = as_floats(digits.images[which])
        rows = vectors.of(images, progress=progress, cancelled=cancelled)
        with one_blas_thread():  # threads are slower on narrow matrices
            mean, directions, variances, total = main_directions(rows, KEPT_DIRECTIONS)
        coordinates: FloatArray = np.matmul(rows - mean, directions)
        positions: FloatArray = coordinates[:, :2].copy()
        explained = np.zeros(2, np.float32)
        if method == PCA:
            explained[:] = variances[:2] / max(total, 1e-12)
        else:
            if progress is not None:
                progress(0, 0)  # t-SNE does not tell its progress
            positions = embed_elsewhere(coordinates, seed, cancelled)
        labels, place = digits.labels[which], (mean, directions, coordinates, vectors)
        return cls(layer, method, positions, labels, which, explained, *place)

    def locate(self, image: FloatArray, k: int = 8) -> tuple[FloatArray, IntArray]:
        """Where an image (28, 28) lies on the map, (2,) float32, and the digits most like it.

        The k nearest digits to the layer are given by their places in the data set, nearest first.
        """
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

    Randomized power iterations (Halko, Martinsson and Tropp 2011), a fraction of the time of a
    complete decomposition.

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
        raise ParameterError(
            "a map is made by {pca} or {tsne}, not by {method!r}", pca=PCA, tsne=TSNE, method=method
        )
    if method not in methods():
        raise ParameterError(
            "{tsne} needs scikit-learn, which is not installed: pip install 'digitpad[map]'",
            tsne=TSNE,
        )
