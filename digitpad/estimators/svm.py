"""The support vector machine as a classifier: features, landmarks, planes, probabilities.

    digits -> features -> principal components -> kernel to landmarks -> planes -> probabilities
                            (`components`)        (kernel "rbf" only)

Only the planes are learned by the solver; all before them is how a digit is described.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import Any

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import DatasetError, ParameterError, TrainingError
from digitpad.common.pixels import PIXELS, SIDE, as_bytes, as_floats
from digitpad.common.progress import FitProgress
from digitpad.common.threads import in_parts, one_blas_thread
from digitpad.common.types import AnyArray, FloatArray, IntArray, TensorShapes
from digitpad.common.validation import LARGEST, check_bounds
from digitpad.estimators.base import WeightedClassifier
from digitpad.estimators.inputs import as_rows
from digitpad.features import extract, length
from digitpad.svm.kernel import half_squares, nystroem_factor, rbf_kernel, spread_landmarks
from digitpad.svm.linear import Hyperplanes, fit_hyperplanes
from digitpad.svm.probabilities import fit_temperature

KERNELS = ("linear", "rbf")
ENOUGH_TO_HOLD_OUT = 500
"""With fewer digits, probabilities are fitted to the digits that are learned from."""

MOST = 1 << 53
"""Of landmarks and of principal components."""

ROWS = 512
SAMPLED = 20_000
"""Principal components are computed from this many digits at most."""


@dataclass(eq=False, repr=False)
class SVM(WeightedClassifier):
    """A support vector machine with squared hinge loss, one class against the rest.

    `svm-hog` and `svm-fourier` of `digitpad train` are this class with features.

    Args:
        kernel: `linear`, or `rbf`, exp(-gamma |a - b|^2 / s), where s is the mean squared
            distance between two digits.
        C: how much a digit on the wrong side of a plane costs, compared with a wide margin.
        gamma: how fast the kernel falls with distance (`rbf`).
        landmarks: how many digits the others are compared with (`rbf`). With as many as there are
            digits, the solution is the exact one.
        features: names for `digitpad.features.extract`; None takes vectors as they come.
        deskew: take the slant out first (needs `features`).
        components: how many main directions of the features are kept; 0 for all as they are.
        held_out: the share of the digits that probabilities are fitted to before they, too, are
            learned from.
        tolerance: when to stop; see `fit_hyperplanes`.
        seed: of everything random.

    Attributes:
        landmarks_: (landmarks, 28, 28) uint8 pictures where there are `features`, else rows.
        weights_: (landmarks or columns, planes) float32.
        biases_: (planes,) float32.
        mean_: (length,) float32, taken off the features.
        directions_: (length, components) float32.

    Examples:
        >>> import digitpad
        >>> X, y = digitpad.load_mnist("test")
        >>> classifier = digitpad.SVM(features="hog", landmarks=200)
        >>> classifier.fit(X[:1000], y[:1000]).predict(X[:1])
        array([7])
    """

    _kinds = ("svm-hog", "svm-fourier")

    kernel: str = "rbf"
    _: KW_ONLY
    C: float = 1.0
    gamma: float = 0.7
    landmarks: int = 2000
    features: str | None = None
    deskew: bool = False
    components: int = 0
    held_out: float = 0.1
    tolerance: float = 1e-3
    seed: int = 0

    def fit_steps(self, X: Any, y: Any, sample_weight: Any = None) -> Iterator[FitProgress]:
        """`fit` as an iterator of progress. Stop iterating to cancel; nothing is learned then.

        Raises:
            DatasetError, ParameterError, TrainingError: as `fit`.
        """
        self._check_parameters()
        rows, classes, codes, weights, seen = self._samples_to_fit(X, y, sample_weight)
        rng = np.random.default_rng(self.seed)
        yield FitProgress("computing features", 0, len(rows))
        learned: dict[str, Any] = {}
        columns, factor = yield from self._columns(rows, codes, rng, learned)
        placed = yield from self._fitted_planes(columns, factor, codes, weights, rng)
        planes, learned["temperature_"], learned["is_calibrated_"] = placed
        learned["weights_"], learned["biases_"] = planes.weights, planes.biases
        self._remember(seen, classes_=classes, **learned)

    def _rows(self, inputs: FloatArray) -> FloatArray:
        """(N, 28, 28) where there are features, else (N, length)."""
        if self.features is None:
            return as_rows(inputs)
        if inputs.shape[1:] not in ((PIXELS,), (SIDE, SIDE)):
            raise DatasetError(
                "{features} needs pictures of 28 x 28 pixels, (N, 28, 28) or (N, 784), but these "
                "have shape {shape}",
                features=self.features,
                shape=inputs.shape,
            )
        return inputs.reshape(-1, SIDE, SIDE)

    def _pictures_only(self) -> bool:
        return self.features is not None

    def _columns(
        self, rows: FloatArray, codes: IntArray, rng: np.random.Generator, learned: dict[str, Any]
    ) -> Generator[FitProgress, None, tuple[FloatArray, FloatArray | None]]:
        """What the planes are placed in, (N, columns), and the factor F if it is X F' instead."""
        features = self._extract(rows)
        mean, directions = self._main_directions(features, rng)
        learned |= {"mean_": mean, "directions_": directions}
        columns = _project(features, mean, directions)
        if self.kernel == "linear":
            return columns, None
        yield FitProgress("comparing with landmarks", 0, len(rows))
        chosen = spread_landmarks(columns, codes, self.landmarks, rng)
        # Pictures are kept as bytes: an eighth of the place, and one can look at them.
        landmarks = rows[chosen] if self.features is None else as_bytes(rows[chosen])
        points = _project(self._extract(as_floats(landmarks)), mean, directions)
        learned |= {"landmarks_": landmarks, "_points": points, "_halves": half_squares(points)}
        factor = nystroem_factor(points)
        return rbf_kernel(columns, points), factor

    def _fitted_planes(
        self,
        columns: FloatArray,
        factor: FloatArray | None,
        codes: IntArray,
        sample_weights: FloatArray | None,
        rng: np.random.Generator,
    ) -> Generator[FitProgress, None, tuple[Hyperplanes, float, bool]]:
        """What to multiply `columns` by, the temperature, and whether unseen digits gave it."""

        def outright(planes: Hyperplanes) -> Hyperplanes:
            if factor is None:
                return planes
            return Hyperplanes(factor.T @ planes.weights, planes.biases)

        classes = int(codes.max()) + 1
        fit = partial(fit_hyperplanes, columns, codes, classes, factor=factor)
        place = partial(fit, C=self.C, tolerance=self.tolerance)
        chosen = self._hold_out(codes, classes, rng)
        weights, unseen = sample_weights, np.ones(len(codes), bool)
        if chosen is not None:
            weights = chosen if sample_weights is None else chosen * sample_weights
            unseen = chosen == 0
        planes = yield from place(weights=weights)
        found = outright(planes)
        logits = _as_logits(columns[unseen] @ found.weights + found.biases)
        temperature = fit_temperature(logits, codes[unseen])
        if chosen is not None:
            found = outright((yield from place(weights=sample_weights, start=planes)))
        return found, temperature, chosen is not None

    def _check_parameters(self) -> None:
        if self.kernel not in KERNELS:
            raise ParameterError(
                "kernel is one of {kernels}, not {kernel!r}",
                kernels=", ".join(KERNELS),
                kernel=self.kernel,
            )
        for name in ("C", "gamma", "tolerance"):
            value = getattr(self, name)
            if not 0 < value < LARGEST:
                raise ParameterError("{name} must be above 0, not {value}", name=name, value=value)
        check_bounds(self, {"landmarks": (1, MOST), "components": (0, MOST)})
        if not 0 <= self.held_out < 1:
            raise ParameterError(
                "held_out lies in 0 <= x < 1, not {held_out}", held_out=self.held_out
            )
        if self.deskew and self.features is None:
            raise ParameterError("deskew needs features; without them rows are no pictures")

    def _extract(self, rows: FloatArray) -> FloatArray:
        if self.features is None:
            return rows
        return extract(rows, self.features, deskew=self.deskew)

    def _main_directions(
        self, features: FloatArray, rng: np.random.Generator
    ) -> tuple[FloatArray | None, FloatArray | None]:
        """What to take off, and what to multiply by: principal components, to the kernel's scale.

        Both None where the rows go in as they are, which is the linear kernel without components.
        """
        wide = features.shape[1]
        keep = min(self.components, wide) if self.components else 0
        if self.kernel == "linear" and not keep:
            return None, None
        few = features
        if len(features) > SAMPLED:
            few = features[np.sort(rng.choice(len(features), SAMPLED, replace=False))]
        mean = few.mean(axis=0, dtype=np.float64).astype(np.float32)
        centred = few - mean
        check_cancelled()
        spread = 2 * float(np.einsum("nd,nd->", centred, centred, dtype=np.float64)) / len(few)
        if not (np.isfinite(spread) and spread > 0):
            raise TrainingError("all digits have the same features; there is nothing to learn from")
        if keep:
            products = (centred.T @ centred).astype(np.float64)
            check_cancelled()
            with one_blas_thread():
                values, vectors = np.linalg.eigh(products)
            directions = vectors[:, ::-1][:, :keep]
            spread = 2 * float(values[::-1][:keep].sum()) / len(few)
        else:
            directions = np.eye(wide)
        scale = np.sqrt(self.gamma / spread) if self.kernel == "rbf" else np.sqrt(1 / spread)
        return mean, np.ascontiguousarray(directions * scale, np.float32)

    def _hold_out(
        self, codes: IntArray, classes: int, rng: np.random.Generator
    ) -> FloatArray | None:
        """0 for digits that probabilities are fitted to, 1 for the others; None for few digits."""
        count = int(len(codes) * self.held_out)
        if count < ENOUGH_TO_HOLD_OUT // 10 or len(codes) < ENOUGH_TO_HOLD_OUT:
            return None
        weights = np.ones(len(codes), np.float32)
        weights[rng.choice(len(codes), count, replace=False)] = 0
        if np.bincount(codes, weights, classes).min() == 0:
            return None
        return weights

    def _logits(self, inputs: FloatArray) -> FloatArray:
        rows = self._rows(inputs)
        out = np.empty((len(rows), self.outputs), np.float32)

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
            columns = rbf_kernel(columns, self._points, self._halves)
        return _as_logits(columns @ self.weights_ + self.biases_)

    @property
    def outputs(self) -> int:
        """See `Classifier.outputs`; one plane parts two classes."""
        return max(2, len(self.biases_))

    def non_digit_probabilities(self, logits: FloatArray) -> FloatArray:
        """The probability (N,) of being no digit, from distances (N, outputs).

        Distances are not the logarithms of odds until they are divided by the temperature.
        """
        return super().non_digit_probabilities(logits / np.float32(self.temperature_))

    def coordinates(self, X: Any) -> FloatArray:
        """Coordinates of digits in the space of the kernel, (N, components) float32."""
        return _project(self._extract(self._rows(self._input(X))), self.mean_, self.directions_)

    @property
    def landmark_coordinates(self) -> FloatArray:
        """(landmarks, components) float32, the `coordinates` of the landmarks (kernel `rbf`)."""
        return self._points

    def tensors(self) -> dict[str, AnyArray]:
        """All weights and parameters, by name."""
        found: dict[str, AnyArray] = {"planes.weight": self.weights_, "planes.bias": self.biases_}
        if self.mean_ is not None and self.directions_ is not None:
            found |= {"features.mean": self.mean_, "features.directions": self.directions_}
        if self.kernel == "rbf":
            found["landmarks"] = self.landmarks_
        return found

    def tensor_shapes(self, outputs: int) -> TensorShapes:
        """Type and shape of each tensor of such a classifier of 28 x 28 pixels."""
        self._check_parameters()
        wide = PIXELS if self.features is None else length(self.features)
        keep = min(self.components, wide) if self.components else wide
        planes = outputs if outputs > 2 else 1
        inputs = self.landmarks if self.kernel == "rbf" else keep
        shapes: TensorShapes = {
            "planes.weight": (np.float32, (inputs, planes)),
            "planes.bias": (np.float32, (planes,)),
        }
        if self.kernel == "rbf" or self.components:
            shapes["features.mean"] = (np.float32, (wide,))
            shapes["features.directions"] = (np.float32, (wide, keep))
        if self.kernel == "rbf":
            shapes["landmarks"] = (
                (np.float32, (self.landmarks, PIXELS))
                if self.features is None
                else (np.uint8, (self.landmarks, SIDE, SIDE))
            )
        return shapes

    def _take_tensors(self, tensors: Mapping[str, AnyArray]) -> None:
        self.weights_, self.biases_ = tensors["planes.weight"], tensors["planes.bias"]
        self.mean_ = tensors.get("features.mean")
        self.directions_ = tensors.get("features.directions")
        if self.kernel == "rbf":
            self.landmarks_ = tensors["landmarks"]
            self._prepare_landmarks()

    def _prepare_landmarks(self) -> None:
        """Where the landmarks lie in the space of the kernel; few of their features at a time."""
        parts = (
            self._extract(as_floats(self.landmarks_[start : start + 8 * ROWS]))
            for start in range(0, len(self.landmarks_), 8 * ROWS)
        )
        self._points = np.concatenate(
            [_project(part, self.mean_, self.directions_) for part in parts]
        )
        self._halves = half_squares(self._points)

    def _kind(self) -> str:
        return "svm-fourier" if self.features and "fourier" in self.features else "svm-hog"

    def _file_parameters(self) -> dict[str, Any]:
        landmarks = len(self.landmarks_) if self.kernel == "rbf" else self.landmarks
        return {**self.get_params(), "landmarks": landmarks}

    def __getstate__(self) -> dict[str, Any]:
        """What is learned, without what follows from it."""
        state = vars(self).copy()
        for name in ("_points", "_halves"):
            state.pop(name, None)
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Prepare what follows from what was learned."""
        vars(self).update(state)
        if hasattr(self, "classes_") and self.kernel == "rbf":
            self._prepare_landmarks()


def _project(
    features: FloatArray, mean: FloatArray | None, directions: FloatArray | None
) -> FloatArray:
    """Features (N, length) -> (N, components)."""
    if mean is None or directions is None:
        return features
    out = np.empty((len(features), directions.shape[1]), np.float32)

    def work(part: slice) -> None:
        with np.errstate(over="ignore", invalid="ignore"):
            np.matmul(features[part] - mean, directions, out=out[part])

    in_parts(work, len(features), ROWS)
    return out


def _as_logits(distances: FloatArray) -> FloatArray:
    """Distances to planes (N, planes) -> (N, classes); one plane parts two classes."""
    if distances.shape[1] > 1:
        return distances
    logits: FloatArray = np.pad(distances, ((0, 0), (1, 0)))
    return logits
