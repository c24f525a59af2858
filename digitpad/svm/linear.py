"""The linear support vector machine: one hyperplane per class, with the widest possible margin.

    minimize over w:   |w|^2 / 2  +  C * sum over i of max(0, 1 - t_i (w . x_i))^2

with t = 1 for the class and -1 for the others. The function is smooth and piecewise quadratic, so
Newton's method finds the minimum in a few steps (Keerthi and DeCoste 2005; Lin, Weng and Keerthi
2008). Each step is solved for all classes at once by conjugate gradients; that takes a few products
of the data with a matrix as wide as the number of classes.

The rows may be given as a product X F', as those of a kernel are. It is never computed, because
(X F') w = X (F' w) takes no longer than a product with X alone.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import TrainingError
from digitpad.common.progress import FitProgress
from digitpad.common.threads import in_parts, sum_in_parts
from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.svm.matrices import inverse_factor, lower_half, product

ROWS = 512
"""Rows processed at a time; few target_length to be read a second time from the cache."""

NEWTON_STEPS = 60

WARM_START_REDUCTION = 0.1
"""From a warm start, the gradient decreases at least to this share of its first length."""

CONJUGATE_STEPS = 40

DIRECT = 5000
"""Up to this number of columns, a Newton step may be solved directly."""

EXPECTED_STEPS = 12
"""The assumed number of conjugate gradient steps, when comparing with the direct solution."""

NARROW = 4
"""Products with narrow matrices take this many times as long as their operations suggest."""

SAMPLED = 5
"""The preconditioner is estimated from this many rows per column."""

PRECONDITIONED = 12_000
"""Up to this number of columns, conjugate gradients use a preconditioner."""


@dataclass(frozen=True, slots=True, eq=False)
class Hyperplanes:
    """The solution; with two classes there is one hyperplane.

    Attributes:
        weights: (columns, classes) float32, the normal vectors.
        biases: (classes,) float32.
    """

    weights: FloatArray
    biases: FloatArray


def fit_hyperplanes(
    X: FloatArray,
    codes: IntArray,
    classes: int,
    *,
    C: float = 1.0,
    tolerance: float = 1e-3,
    weights: FloatArray | None = None,
    start: Hyperplanes | None = None,
    factor: FloatArray | None = None,
) -> Generator[FitProgress, None, Hyperplanes]:
    """Fit one hyperplane for each class against the residual; for two classes, only one.

    The bias is the weight of a further column that is 1 everywhere, as in LIBLINEAR.

    Args:
        X: (N, columns) float32.
        codes: (N,) int64, the class of each row, 0 to classes - 1.
        classes: the number of classes.
        C: the cost of margin violations, relative to the width of the margin.
        tolerance: the length of the gradient at which to stop, relative to its first length.
        weights: (N,) float32, the weight of each row; None for equal weights.
        start: hyperplanes to start from (a warm start).
        factor: F (columns, columns); the hyperplanes are then fitted to the rows of X F'.

    Yields:
        Progress after every Newton step.

    Returns:
        The hyperplanes: `found = yield from fit_hyperplanes(...)`.

    Raises:
        TrainingError: overflow.
    """
    targets = np.where(codes[:, None] == np.arange(classes), np.float32(1), np.float32(-1))
    if classes == 2:
        targets = targets[:, 1:]
    problem = _SquaredHinge(X, targets, C, weights, factor)
    w = np.zeros((X.shape[1] + 1, targets.shape[1]), np.float32)
    outputs = np.zeros_like(targets)
    gradient, curvature = problem.gradient(w, outputs)
    target_length = tolerance * _lengths(gradient)
    if start is not None:
        w[:-1], w[-1] = start.weights, start.biases
        outputs = problem.outputs(w)
        gradient, curvature = problem.gradient(w, outputs)
        target_length = np.minimum(target_length, WARM_START_REDUCTION * _lengths(gradient))
    target_length = np.maximum(target_length, np.float32(1e-30))
    for step in range(1, NEWTON_STEPS + 1):
        relative = tolerance * _lengths(gradient) / target_length
        if not np.isfinite(relative).all():
            raise TrainingError(
                "the support vector machine overflowed; scale the features, or use a smaller C"
            )
        yield FitProgress("fitting hyperplanes", step, value=float(relative.max()))
        if relative.max() <= tolerance:
            break
        accuracy = np.clip(np.sqrt(relative), 0.02, 0.3) * _lengths(gradient)
        direction = problem.newton_direction(gradient, curvature, accuracy)
        change = problem.outputs(direction)
        length = problem.line_search(w, direction, outputs, change)
        w += length * direction
        outputs += length * change
        gradient, curvature = problem.gradient(w, outputs)
    return Hyperplanes(w[:-1].copy(), w[-1].copy())


class _SquaredHinge:
    """The function to minimize, for all classes at once: value, gradient and Newton steps."""

    def __init__(
        self,
        X: FloatArray,
        targets: FloatArray,
        C: float,
        weights: FloatArray | None,
        factor: FloatArray | None,
    ) -> None:
        self.X, self.targets, self.factor = X, targets, factor
        cost = np.float32(2 * C)
        self.cost = cost if weights is None else (cost * weights[:, None]).astype(np.float32)
        self._products: AnyArray | None = None
        self._preconditioner: FloatArray | None = None
        self._mean_curvature = 0.0

    def outputs(self, w: FloatArray) -> FloatArray:
        """(N, classes): the output of every row for every hyperplane."""
        out = np.empty_like(self.targets)
        inner = self._inner(w)

        def work(part: slice) -> None:
            np.matmul(self.X[part], inner, out=out[part])
            out[part] += w[-1]

        in_parts(work, len(self.X), ROWS)
        return out

    def gradient(self, w: FloatArray, outputs: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The gradient (columns + 1, classes), and the curvature of each row's loss (N, classes).

        The curvature is 2 C for rows that violate the margin and 0 for the others.
        """
        margin = self.targets * outputs
        curvature = (margin < 1) * self.cost
        loss_gradient = curvature * (outputs - self.targets)
        return w + self._transposed(loss_gradient), curvature

    def newton_direction(
        self, gradient: FloatArray, curvature: FloatArray, accuracy: FloatArray
    ) -> FloatArray:
        """Solve (1 + X' diag(curvature) X) d = -gradient for each class.

        Args:
            gradient: (columns + 1, classes).
            curvature: (N, classes), as returned by `gradient`.
            accuracy: (classes,), the length of the residual at which conjugate gradients stop.
        """
        active = np.flatnonzero(curvature.any(axis=1))
        if not len(active):
            return -gradient
        if self._is_direct_faster(int(np.count_nonzero(curvature)), len(active), *gradient.shape):
            return self._exact_direction(gradient, curvature)
        return self._conjugate_direction(gradient, curvature[active], active, accuracy)

    def _is_direct_faster(self, violations: int, active: int, width: int, classes: int) -> bool:
        """Compare the operations of both methods, without a common factor of `width`.

        The direct method puts every row that violates a class's margin into that class's matrix
        and inverts the matrices. Conjugate gradients use every row that violates any margin, for
        all classes.
        """
        expansion = 0 if self.factor is None else 2 * violations * width
        direct = expansion + violations * width + classes * width**2
        return width <= DIRECT and direct <= EXPECTED_STEPS * NARROW * 4 * active * classes

    def _exact_direction(self, gradient: FloatArray, curvature: FloatArray) -> FloatArray:
        """Exact, class by class, from the rows that violate its margin."""
        direction = np.empty_like(gradient)

        def work(codes: slice) -> None:
            for code in range(codes.start, codes.stop):
                direction[:, code] = self._solve(gradient[:, code], curvature[:, code])

        in_parts(work, gradient.shape[1], 1)
        return direction

    def _solve(self, gradient: FloatArray, curvature: FloatArray) -> FloatArray:
        inside = np.flatnonzero(curvature)
        rows = self._rows(inside)
        roots = np.sqrt(curvature[inside])
        rows *= roots[:, None]
        matrix = np.zeros((len(gradient), len(gradient)), np.float32)
        lower_half(rows, matrix[:-1, :-1])
        matrix[-1, :-1] = roots @ rows
        matrix[-1, -1] = roots @ roots
        matrix[np.diag_indices_from(matrix)] += 1
        inverse = inverse_factor(matrix)
        solution: FloatArray = -(inverse.T @ (inverse @ gradient))
        return solution

    def _conjugate_direction(
        self, gradient: FloatArray, curvature: FloatArray, active: IntArray, accuracy: FloatArray
    ) -> FloatArray:
        """Approximate, by preconditioned conjugate gradients for all classes at once."""
        direction = np.zeros_like(gradient)
        residual = -gradient
        solved = self._precondition(residual, curvature)
        search, residual_product = solved.copy(), _dots(residual, solved)
        for _ in range(CONJUGATE_STEPS):
            curved_search = self._hessian_times(search, curvature, active)
            step = residual_product / np.maximum(_dots(search, curved_search), 1e-30)
            step[_lengths(residual) <= accuracy] = 0
            direction += step * search
            residual -= step * curved_search
            if (_lengths(residual) <= accuracy).all():
                break
            solved = self._precondition(residual, curvature)
            before, residual_product = residual_product, _dots(residual, solved)
            search *= residual_product / np.maximum(before, np.float32(1e-30))
            search += solved
        return direction

    def _hessian_times(
        self, search: FloatArray, curvature: FloatArray, active: IntArray
    ) -> FloatArray:
        """The Hessian times `search`; each row of X is read once and used twice."""
        inner = self._inner(search)

        def work(part: slice) -> FloatArray:
            rows = self.X[active[part]]
            outputs = rows @ inner
            outputs += search[-1]
            outputs *= curvature[part]
            return _transposed_product(rows, outputs)

        return search + self._outer(sum_in_parts(work, len(active), ROWS))

    def _transposed(self, columns: FloatArray) -> FloatArray:
        """(X, 1)' @ columns: (N, classes) -> (columns + 1, classes)."""

        def work(part: slice) -> FloatArray:
            return _transposed_product(self.X[part], columns[part])

        return self._outer(sum_in_parts(work, len(self.X), ROWS))

    def _inner(self, w: FloatArray) -> FloatArray:
        """Weights with bias, (columns + 1, classes) -> the factor of X, (columns, classes)."""
        return w[:-1] if self.factor is None else self.factor.T @ w[:-1]

    def _outer(self, total: FloatArray) -> FloatArray:
        """A sum over the rows of X, (columns + 1, classes) -> the sum over the rows of X F'."""
        if self.factor is not None:
            total[:-1] = self.factor @ total[:-1]
        return total

    def _rows(self, chosen: IntArray | slice) -> FloatArray:
        """Some rows of X, or of X F' if there is a factor."""
        rows: FloatArray = self.X[chosen]
        return rows if self.factor is None else product(rows, self.factor.T)

    def _precondition(self, residual: FloatArray, curvature: FloatArray) -> FloatArray:
        """Approximately the inverse of the Hessian times `residual`.

        The approximation gives every row the mean curvature of all rows and classes, so that one
        matrix serves all classes. It is recomputed when that mean has changed much.
        """
        width = len(residual)
        if width > PRECONDITIONED or width > 2 * len(self.X):
            return residual
        mean = float(curvature.sum(dtype=np.float64)) / self.targets.size
        if self._preconditioner is None or not 0.4 < mean / self._mean_curvature < 2.5:
            self._preconditioner, self._mean_curvature = self._shared_factor(mean), mean
        return self._preconditioner.T @ (self._preconditioner @ residual)

    def _shared_factor(self, curvature: float) -> FloatArray:
        """F with F' F the inverse of 1 + curvature * X' X.

        The factor is kept and not the inverse, so that rounding cannot make F' F indefinite.
        """
        if self._products is None:
            width = self.X.shape[1] + 1
            # A sample of the rows is enough, because this only speeds up the search.
            every = max(1, len(self.X) // (SAMPLED * width))
            self._products = products_of_columns(self._rows(slice(None, None, every))) * every
        check_cancelled()
        matrix = curvature * self._products
        check_cancelled()
        matrix[np.diag_indices_from(matrix)] += 1
        try:
            factor = inverse_factor(matrix)
        except np.linalg.LinAlgError:
            matrix[np.diag_indices_from(matrix)] += 1e-5 * np.trace(matrix) / len(matrix)
            factor = inverse_factor(matrix)
        return factor.astype(np.float32)

    def line_search(
        self, w: FloatArray, direction: FloatArray, outputs: FloatArray, change: FloatArray
    ) -> FloatArray:
        """The step length for each class at which the slope along `direction` is 0, (classes,).

        The slope is piecewise linear and increasing. Newton's method on it, kept inside a bracket,
        needs a few steps.
        """
        w_slope, w_curvature = _dots(w, direction), _dots(direction, direction)
        length = np.ones_like(w_curvature)
        low, high = np.zeros_like(w_curvature), np.full_like(w_curvature, np.inf)
        for _ in range(20):
            check_cancelled()
            distance = outputs + length * change - self.targets
            inside = (self.targets * distance < 0) * self.cost
            inside *= change
            slope = w_slope + length * w_curvature + _dots(inside, distance)
            curvature = w_curvature + _dots(inside, change)
            low, high = np.where(slope < 0, length, low), np.where(slope > 0, length, high)
            after = length - slope / np.maximum(curvature, 1e-30)
            middle = np.where(np.isfinite(high), (low + high) / 2, 2 * low)
            after = np.where((after > low) & (after < high), after, middle)
            if np.all(np.abs(after - length) <= 1e-3 * length):
                break
            length = after
        return length.astype(np.float32)


def products_of_columns(X: FloatArray) -> AnyArray:
    """The inner products of the columns of (X, 1): (columns + 1, columns + 1) float64.

    Summed in float32 over some thousand rows at a time, and these sums in float64. Entries above
    the diagonal are undefined.
    """
    width = X.shape[1]
    products = np.zeros((width + 1, width + 1))
    block = np.zeros((width, width), np.float32)
    for start in range(0, len(X), 8192):
        rows = X[start : start + 8192]
        lower_half(rows, block, threads=None)
        products[:-1, :-1] += block
        check_cancelled()
        products[-1, :-1] += rows.sum(axis=0, dtype=np.float64)
    products[-1, -1] = len(X)
    return products


def _transposed_product(rows: FloatArray, columns: FloatArray) -> FloatArray:
    """(rows, 1)' @ columns: (width + 1, classes)."""
    out = np.empty((rows.shape[1] + 1, columns.shape[1]), np.float32)
    np.matmul(rows.T, columns, out=out[:-1])
    np.sum(columns, axis=0, out=out[-1])
    return out


def _dots(a: FloatArray, b: FloatArray) -> FloatArray:
    """The inner products of corresponding columns."""
    products: FloatArray = np.einsum("ij,ij->j", a, b)
    return products


def _lengths(a: FloatArray) -> FloatArray:
    """The lengths of the columns."""
    return np.sqrt(_dots(a, a))
