"""One layer's output for many digits, each as one row: what a map is made of.

    (N, 28, 28) -> layer -> (N, units)        feature maps are averaged down to at most 7 x 7 places

A machine has one such place: the features that it compares digits by. And pixels are always there.
"""

from __future__ import annotations

import numpy as np

from digitpad.classifier import Classifier, NetworkClassifier
from digitpad.errors import Cancelled, ParameterError
from digitpad.inspection.activations import BENDS, inspectable, layer_index
from digitpad.inspection.mistakes import Progress, Stop
from digitpad.nn.layers import Flatten, Shape, SpatialMajor
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork
from digitpad.svm import SVM
from digitpad.threads import cores, one_blas_thread
from digitpad.types import FloatArray, IntArray

PIXELS, FEATURES = "pixels", "features"

MOST_PLACES = 7
"""Along each side of a feature map. All 26 x 26 x 32 numbers of a layer would fill the memory."""

PART, TOGETHER = 32, 256
"""Images that pass through the network together in a thread, and before progress is told."""


def map_layers(classifier: Classifier) -> tuple[str, ...]:
    """What a map can be made of, the best first.

    A network's layers from the last hidden one backwards, then its outputs; a machine's features;
    and the pixels themselves.
    """
    if isinstance(classifier, NetworkClassifier):
        network = classifier.network_.folded()
        telling = [
            name
            for layer, name in zip(network.layers[:-1], network.names, strict=False)
            if not isinstance(layer, SpatialMajor | Flatten)
        ]
        # A layer right before a bend says the same as that bend, only less clearly.
        kinds = {name: network.layers[network.names.index(name) + 1].kind for name in telling}
        chosen = [name for name in reversed(telling) if kinds[name] not in BENDS]
        return (*chosen, network.names[-1], PIXELS)
    if isinstance(classifier, SVM) and classifier.features is not None:
        return (FEATURES, PIXELS)
    return (PIXELS,)


class LayerVectors:
    """Gives digits as one layer sees them.

    Args:
        classifier: any.
        layer: a layer's name, "features" or "pixels".

    Raises:
        ParameterError: the classifier has no such layer.
    """

    def __init__(self, classifier: Classifier, layer: str) -> None:
        self._machine: SVM | None = None
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
        elif isinstance(classifier, SVM) and classifier.features is not None and layer == FEATURES:
            self._machine = classifier
        elif layer != PIXELS:
            raise ParameterError(
                f"this model has no layer {layer!r}; there are {', '.join(map_layers(classifier))}"
            )

    def of(
        self,
        images: FloatArray,
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> FloatArray:
        """(N, 28, 28) float32 -> (N, units) float32.

        Raises:
            Cancelled: `cancelled` said so.
        """
        if self._machine is not None:
            return self._machine.coordinates(images)
        if self._network is None:
            return images.reshape(len(images), -1)
        if len(images) == 1:
            with one_blas_thread():
                return self._averaged(self._network.forward(images).copy())
        rows = []
        with ParallelNetwork(self._network, cores(), PART) as workers:
            for start in range(0, len(images), TOGETHER):
                if cancelled is not None and cancelled():
                    raise Cancelled(f"stopped after {start:,} of {len(images):,}")
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
