"""The support vector machine as a classifier: features, landmarks, planes, probabilities.

    digits -> features -> main directions -> likeness to landmarks -> planes -> probabilities
                           (`components`)      (kernel "rbf" only)

Of all that, only the middle of the last arrows is learned; the rest is how the digit is looked at.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, Self

import numpy as np

from digitpad.errors import ParameterError, TrainingError
from digitpad.estimator import VectorClassifier, as_codes, as_images, as_rows
from digitpad.features import extract, length
from digitpad.interruption import breathe
from digitpad.progress import FitProgress
from digitpad.svm.calibration import fit_temperature
from digitpad.svm.kernel import half_squares, likeness, spread_landmarks, unfolding
from digitpad.svm.linear import Planes, fit_planes
from digitpad.threads import in_parts, one_blas_thread
from digitpad.types import AnyArray, ByteArray, FloatArray, IntArray

KERNELS = ("linear", "rbf")
ENOUGH_TO_HOLD_OUT = 500
"""With fewer digits than this all are learned from, and probabilities are fitted to the same."""

ROWS = 512
PIXELS = 784
LOOKED_AT = 20_000
"""So many digits are enough to find the directions in which features vary most."""


class SVM(VectorClassifier):
    """A support vector machine with squared hinge loss, one class against the rest.

    Args:
        kernel: `linear`, or `rbf`, exp(-gamma |a - b|^2 / s), where s is the mean squared
            distance between two digits.
        C: how much a digit on the wrong side costs, against a wide margin.
        gamma: how fast likeness falls with distance (`rbf`).
        landmarks: how many digits the others are compared with (`rbf`). With as many as there are
            digits, the machine is the exact one.
        features: names for `digitpad.features.extract`; None takes vectors as they come.
        deskew: take the slant out first (needs `features`).
        components: how many main directions of the features are kept; 0 for all as they are.
        held_out: the share of the digits that probabilities are fitted to before they, too, are
            learned from.
        tolerance: when to stop; see `fit_planes`.
        seed: of everything random.

    Attributes:
        landmarks_: (landmarks, 28, 28) uint8 pictures where there are `features`, else rows.
        weights_: (landmarks or columns, planes) float32.
        biases_: (planes,) float32.
        mean_: (length,) float32, taken off the features.
        directions_: (length, components) float32.
    """

    def __init__(
        self,
        kernel: str = "rbf",
        *,
        C: float = 1.0,
        gamma: float = 0.7,
        landmarks: int = 2000,
        features: str | None = None,
        deskew: bool = False,
        components: int = 0,
        held_out: float = 0.1,
        tolerance: float = 1e-3,
        seed: int = 0,
    ) -> None:
        self.kernel = kernel
        self.C = C
        self.gamma = gamma
        self.landmarks = landmarks
        self.features = features
        self.deskew = deskew
        self.components = components
        self.held_out = held_out
        self.tolerance = tolerance
        self.seed = seed

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from rows X (N, length), or from digits where there are `features`, and labels."""
        for _ in self.fit_steps(X, y):
            pass
        return self

    def fit_steps(self, X: Any, y: Any) -> Iterator[FitProgress]:
        """`fit`, telling how far it is. To cancel, ask for no more; nothing is learned then.

        Raises:
            DatasetError: the data or labels are not such.
            ParameterError: an argument of the constructor cannot work.
            TrainingError: the digits cannot be told apart by anything, or the numbers overflow.
        """
        self._check_parameters()
        rows = as_rows(X) if self.features is None else as_images(X)
        classes, codes = as_codes(y, len(rows))
        random = np.random.default_rng(self.seed)
        yield FitProgress("looking at features", 0, len(rows))
        learned: dict[str, Any] = {}
        columns, factor = yield from self._columns(rows, codes, random, learned)
        planes, learned["temperature_"] = yield from self._planes(columns, factor, codes, random)
        learned["weights_"], learned["biases_"] = planes.weights, planes.biases
        learned["classes_"] = classes
        learned["n_features_in_"] = PIXELS if self.features else rows.shape[1]
        vars(self).update(learned)

    def _columns(
        self,
        rows: FloatArray,
        codes: IntArray,
        random: np.random.Generator,
        learned: dict[str, Any],
    ) -> Generator[FitProgress, None, tuple[FloatArray, FloatArray | None]]:
        """What the planes are placed in, (N, columns), and the factor F if it is X F' instead."""
        features = self._extract(rows)
        mean, directions = self._main_directions(features, random)
        learned |= {"mean_": mean, "directions_": directions}
        columns = _project(features, mean, directions)
        if self.kernel == "linear":
            return columns, None
        yield FitProgress("comparing with landmarks", 0, len(rows))
        chosen = spread_landmarks(columns, codes, self.landmarks, random)
        landmarks = self._kept_landmarks(rows[chosen])
        points = _project(self._extract(_floats(landmarks)), mean, directions)
        learned |= {"landmarks_": landmarks, "_points": points, "_halves": half_squares(points)}
        factor = unfolding(points)
        return likeness(columns, points), factor

    def _planes(
        self,
        columns: FloatArray,
        factor: FloatArray | None,
        codes: IntArray,
        random: np.random.Generator,
    ) -> Generator[FitProgress, None, tuple[Planes, float]]:
        """What to multiply `columns` by, and the temperature that held-out digits ask for."""

        def place(
            weights: FloatArray | None = None, start: Planes | None = None
        ) -> Generator[FitProgress, None, Planes]:
            return fit_planes(
                columns,
                codes,
                classes,
                C=self.C,
                tolerance=self.tolerance,
                weights=weights,
                start=start,
                factor=factor,
            )

        def outright(planes: Planes) -> Planes:
            if factor is None:
                return planes
            return Planes(factor.T @ planes.weights, planes.biases)

        classes = int(codes.max()) + 1
        weights = self._hold_out(codes, classes, random)
        planes = yield from place(weights)
        unseen = np.ones(len(codes), bool) if weights is None else weights == 0
        found = outright(planes)
        logits = _as_logits(columns[unseen] @ found.weights + found.biases)
        temperature = fit_temperature(logits, codes[unseen])
        if weights is not None:
            found = outright((yield from place(start=planes)))
        return found, temperature

    def _check_parameters(self) -> None:
        if self.kernel not in KERNELS:
            raise ParameterError(f"kernel is one of {', '.join(KERNELS)}, not {self.kernel!r}")
        for name in ("C", "gamma", "tolerance"):
            value = getattr(self, name)
            if not (np.isfinite(value) and value > 0):
                raise ParameterError(f"{name} must be above 0, not {value}")
        if self.landmarks < 1 or self.components < 0:
            raise ParameterError("landmarks must be at least 1, components at least 0")
        if not 0 <= self.held_out < 1:
            raise ParameterError(f"held_out lies in 0 <= x < 1, not {self.held_out}")
        if self.deskew and self.features is None:
            raise ParameterError("deskew needs features; without them rows are no pictures")

    def _extract(self, rows: FloatArray) -> FloatArray:
        if self.features is None:
            return rows
        return extract(rows, self.features, deskew=self.deskew)

    def _kept_landmarks(self, rows: FloatArray) -> ByteArray | FloatArray:
        """Pictures are kept as bytes: an eighth of the place, and one can look at them."""
        if self.features is None:
            return rows
        return np.rint(np.clip(rows, 0, 1) * 255).astype(np.uint8)

    def _main_directions(
        self, features: FloatArray, random: np.random.Generator
    ) -> tuple[FloatArray | None, FloatArray | None]:
        """What to take off, and what to multiply by: principal components, to the kernel's scale.

        Both None where the rows go in as they are, which is the linear kernel without components.
        """
        wide = features.shape[1]
        keep = min(self.components, wide) if self.components else 0
        if self.kernel == "linear" and not keep:
            return None, None
        few = features
        if len(features) > LOOKED_AT:
            few = features[np.sort(random.choice(len(features), LOOKED_AT, replace=False))]
        mean = few.mean(axis=0, dtype=np.float64).astype(np.float32)
        centred = few - mean
        breathe()
        spread = 2 * float(np.einsum("nd,nd->", centred, centred, dtype=np.float64)) / len(few)
        if not (np.isfinite(spread) and spread > 0):
            raise TrainingError("all digits have the same features; there is nothing to learn from")
        if keep:
            products = (centred.T @ centred).astype(np.float64)
            breathe()
            with one_blas_thread():
                values, vectors = np.linalg.eigh(products)
            directions = vectors[:, ::-1][:, :keep]
            spread = 2 * float(values[::-1][:keep].sum()) / len(few)
        else:
            directions = np.eye(wide)
        scale = np.sqrt(self.gamma / spread) if self.kernel == "rbf" else np.sqrt(1 / spread)
        return mean, np.ascontiguousarray(directions * scale, np.float32)

    def _hold_out(
        self, codes: IntArray, classes: int, random: np.random.Generator
    ) -> FloatArray | None:
        """0 for digits that probabilities are fitted to, 1 for the others; None for few digits."""
        count = int(len(codes) * self.held_out)
        if count < ENOUGH_TO_HOLD_OUT // 10 or len(codes) < ENOUGH_TO_HOLD_OUT:
            return None
        weights = np.ones(len(codes), np.float32)
        weights[random.choice(len(codes), count, replace=False)] = 0
        if np.bincount(codes, weights, classes).min() == 0:
            return None
        return weights

    def _checked_rows(self, X: Any) -> FloatArray:
        rows = super()._checked_rows
        if self.features is None:
            return rows(X)
        rows(np.zeros((1, PIXELS), np.float32))
        return as_images(X)

    def _logits(self, rows: FloatArray) -> FloatArray:
        out = np.empty((len(rows), len(self.classes_)), np.float32)

        def work(part: slice) -> None:
            out[part] = self._logits_of(self._extract(rows[part]))

        if len(rows) <= ROWS:
            # BLAS's threads would wait for each other longer than such a product takes.
            with one_blas_thread():
                work(slice(None))
        else:
            in_parts(work, len(rows), ROWS)
        return out

    def _logits_of(self, features: FloatArray) -> FloatArray:
        columns = _project(features, self.mean_, self.directions_)
        if self.kernel == "rbf":
            columns = likeness(columns, self._points, self._halves)
        return _as_logits(columns @ self.weights_ + self.biases_)

    def coordinates(self, X: Any) -> FloatArray:
        """Where digits lie in the space that the machine tells them apart in, (N, components)."""
        return _project(self._extract(self._checked_rows(X)), self.mean_, self.directions_)

    def tensors(self) -> dict[str, AnyArray]:
        """All weights and parameters, by name."""
        found: dict[str, AnyArray] = {"planes.weight": self.weights_, "planes.bias": self.biases_}
        if self.mean_ is not None and self.directions_ is not None:
            found |= {"features.mean": self.mean_, "features.directions": self.directions_}
        if self.kernel == "rbf":
            found["landmarks"] = self.landmarks_
        return found

    def tensor_shapes(self, classes: int) -> dict[str, tuple[type, tuple[int, ...]]]:
        """Type and shape of each tensor of a machine with these settings and `features`."""
        self._check_parameters()
        if self.features is None:
            raise ParameterError("a machine without features has no fixed shapes")
        wide = length(self.features)
        keep = min(self.components, wide) if self.components else wide
        planes = classes if classes > 2 else 1
        inputs = self.landmarks if self.kernel == "rbf" else keep
        shapes: dict[str, tuple[type, tuple[int, ...]]] = {
            "planes.weight": (np.float32, (inputs, planes)),
            "planes.bias": (np.float32, (planes,)),
        }
        if self.kernel == "rbf" or self.components:
            shapes["features.mean"] = (np.float32, (wide,))
            shapes["features.directions"] = (np.float32, (wide, keep))
        if self.kernel == "rbf":
            shapes["landmarks"] = (np.uint8, (self.landmarks, 28, 28))
        return shapes

    def load_tensors(
        self, tensors: dict[str, AnyArray], classes: AnyArray, temperature: float
    ) -> Self:
        """Become the machine that gave these tensors; shapes are those of `tensor_shapes`."""
        self.weights_, self.biases_ = tensors["planes.weight"], tensors["planes.bias"]
        self.mean_ = tensors.get("features.mean")
        self.directions_ = tensors.get("features.directions")
        self.classes_, self.temperature_ = classes, temperature
        self.n_features_in_ = PIXELS
        if self.kernel == "rbf":
            self.landmarks_ = tensors["landmarks"]
            features = self._extract(_floats(self.landmarks_))
            self._points = _project(features, self.mean_, self.directions_)
            self._halves = half_squares(self._points)
        return self


def _project(
    features: FloatArray, mean: FloatArray | None, directions: FloatArray | None
) -> FloatArray:
    """Features (N, length) -> (N, components)."""
    if mean is None or directions is None:
        return features
    out = np.empty((len(features), directions.shape[1]), np.float32)

    def work(part: slice) -> None:
        np.matmul(features[part] - mean, directions, out=out[part])

    in_parts(work, len(features), ROWS)
    return out


def _floats(landmarks: ByteArray | FloatArray) -> FloatArray:
    if landmarks.dtype == np.uint8:
        return np.multiply(landmarks, np.float32(1 / 255), dtype=np.float32)
    return landmarks.astype(np.float32, copy=False)


def _as_logits(distances: FloatArray) -> FloatArray:
    """Distances to planes (N, planes) -> (N, classes); one plane parts two classes."""
    if distances.shape[1] > 1:
        return distances
    logits: FloatArray = np.pad(distances, ((0, 0), (1, 0)))
    return logits
