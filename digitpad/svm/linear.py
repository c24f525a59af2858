"""The linear support vector machine: one plane for each class, as far from the digits as it can be.

    minimize over w:   |w|^2 / 2  +  C * sum over i of max(0, 1 - t_i (w . x_i))^2

with t = 1 for the class and -1 for the rest. This is smooth and made of parabolas, so Newton's
method finds the minimum in a few steps (Keerthi and DeCoste 2005; Lin, Weng and Keerthi 2008).
Each step solves for all classes at once by conjugate gradients; what that costs is a few products
of the data with a matrix as wide as there are classes, and the data are read once for each.

The columns may be given as a product, X F', as a kernel's are: it is never worked out, since
(X F') w = X (F' w) takes no longer than a product with X alone.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from digitpad.errors import TrainingError
from digitpad.interruption import breathe
from digitpad.progress import FitProgress
from digitpad.svm.products import lower_half, product
from digitpad.svm.triangular import inverse_factor
from digitpad.threads import in_parts, sum_in_parts
from digitpad.types import AnyArray, FloatArray, IntArray

ROWS = 512
"""Rows worked on at the same time; small enough to be read twice from the cache."""

NEWTON_STEPS = 60
NEARER = 0.1
"""Started from planes that fitted other rows, the gradient falls at least to this share."""

CONJUGATE_STEPS = 40
DIRECT = 5000
"""Up to so many columns, the equations of a Newton step may be solved directly."""

EXPECTED_STEPS = 12
"""Of conjugate gradients, when what they will take is compared with solving directly."""

NARROW = 4
"""So many times as long as by their operations alone take products with narrow matrices."""

SAMPLED = 5
"""Correlations are taken from so many times as many rows as there are columns, where there are."""

PRECONDITIONED = 12_000
"""Up to so many columns, the inverse of their correlations speeds up conjugate gradients."""


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """The solution: weights (columns, classes) float32 and biases (classes,) float32."""

    weights: FloatArray
    biases: FloatArray


def fit_planes(
    X: FloatArray,
    codes: IntArray,
    classes: int,
    *,
    C: float = 1.0,
    tolerance: float = 1e-3,
    weights: FloatArray | None = None,
    start: Planes | None = None,
    factor: FloatArray | None = None,
) -> Generator[FitProgress, None, Planes]:
    """Learn one plane for each class against the rest; with two classes, one plane in all.

    The bias is the weight of a further column that is 1 everywhere, as in LIBLINEAR.

    Args:
        X: (N, columns) float32.
        codes: (N,) int64, the class of each, 0 to classes - 1.
        classes: how many there are.
        C: how much a digit on the wrong side costs, against a wide margin.
        tolerance: the gradient's length at which to stop, relative to its first length.
        weights: (N,) how much each row counts; all alike if None.
        start: planes to begin with, near the solution.
        factor: F (columns, columns), where the planes lie among the columns of X F'.

    Yields:
        Progress after every Newton step.

    Returns:
        The `Planes`: `planes = yield from fit_planes(...)`.

    Raises:
        TrainingError: the numbers grow beyond what float32 can hold.
    """
    targets = np.where(codes[:, None] == np.arange(classes), np.float32(1), np.float32(-1))
    if classes == 2:
        targets = targets[:, 1:]
    problem = _SquaredHinge(X, targets, C, weights, factor)
    w = np.zeros((X.shape[1] + 1, targets.shape[1]), np.float32)
    outputs = np.zeros_like(targets)
    gradient, curved = problem.gradient(w, outputs)
    enough = tolerance * _lengths(gradient)
    if start is not None:
        w[:-1], w[-1] = start.weights, start.biases
        outputs = problem.outputs(w)
        gradient, curved = problem.gradient(w, outputs)
        enough = np.minimum(enough, NEARER * _lengths(gradient))
    enough = np.maximum(enough, np.float32(1e-30))
    for step in range(1, NEWTON_STEPS + 1):
        left = tolerance * _lengths(gradient) / enough
        if not np.isfinite(left).all():
            raise TrainingError(
                "the support vector machine's numbers grew beyond all bounds; "
                "scale the features, or lower C"
            )
        yield FitProgress("placing the planes", step, value=float(left.max()))
        if left.max() <= tolerance:
            break
        wanted = np.clip(np.sqrt(left), 0.02, 0.3) * _lengths(gradient)
        direction = problem.newton_direction(gradient, curved, wanted)
        change = problem.outputs(direction)
        length = problem.best_length(w, direction, outputs, change)
        w += length * direction
        outputs += length * change
        gradient, curved = problem.gradient(w, outputs)
    return Planes(w[:-1].copy(), w[-1].copy())


class _SquaredHinge:
    """The function to be minimized, for all classes side by side."""

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
        self._shared: FloatArray | None = None
        self._curvature = 0.0

    def outputs(self, w: FloatArray) -> FloatArray:
        """(N, classes): every row's distance to every plane."""
        out = np.empty_like(self.targets)
        inner = self._inner(w)

        def work(part: slice) -> None:
            np.matmul(self.X[part], inner, out=out[part])
            out[part] += w[-1]

        in_parts(work, len(self.X), ROWS)
        return out

    def gradient(self, w: FloatArray, outputs: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The gradient (columns + 1, classes), and the curvature of each row's loss (N, classes).

        The curvature is 2 C for rows inside the margin and 0 for those beyond it.
        """
        margin = self.targets * outputs
        curved = (margin < 1) * self.cost
        pull = curved * (outputs - self.targets)
        return w + self._transposed(pull), curved

    def newton_direction(
        self, gradient: FloatArray, curved: FloatArray, wanted: FloatArray
    ) -> FloatArray:
        """Solve (1 + X' curved X) d = -gradient, exactly or to lengths `wanted`."""
        active = np.flatnonzero(curved.any(axis=1))
        if not len(active):
            return -gradient
        if self._is_quicker_directly(int(np.count_nonzero(curved)), len(active), *gradient.shape):
            return self._exact_direction(gradient, curved)
        return self._conjugate_direction(gradient, curved[active], active, wanted)

    def _is_quicker_directly(self, inside: int, active: int, width: int, classes: int) -> bool:
        """Compare operations, leaving out a factor of `width` on both sides.

        Directly: every row inside a class's margin goes into that class's matrix, and the matrix
        is inverted. By conjugate gradients: every row that is inside any margin, for all classes.
        """
        making_rows = 0 if self.factor is None else 2 * inside * width
        directly = making_rows + inside * width + classes * width**2
        return width <= DIRECT and directly <= EXPECTED_STEPS * NARROW * 4 * active * classes

    def _exact_direction(self, gradient: FloatArray, curved: FloatArray) -> FloatArray:
        """Class by class, from the few rows that lie inside its margin."""
        direction = np.empty_like(gradient)

        def work(codes: slice) -> None:
            for code in range(codes.start, codes.stop):
                direction[:, code] = self._solve(gradient[:, code], curved[:, code])

        in_parts(work, gradient.shape[1], 1)
        return direction

    def _solve(self, gradient: FloatArray, curved: FloatArray) -> FloatArray:
        inside = np.flatnonzero(curved)
        rows = self._rows(inside)
        roots = np.sqrt(curved[inside])
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
        self, gradient: FloatArray, curved: FloatArray, active: IntArray, wanted: FloatArray
    ) -> FloatArray:
        """By conjugate gradients for all classes at once, from the rows inside any margin."""
        direction = np.zeros_like(gradient)
        rest = -gradient
        solved = self._precondition(rest, curved)
        search, agreement = solved.copy(), _dots(rest, solved)
        for _ in range(CONJUGATE_STEPS):
            bent = self._bend(search, curved, active)
            step = agreement / np.maximum(_dots(search, bent), 1e-30)
            step[_lengths(rest) <= wanted] = 0
            direction += step * search
            rest -= step * bent
            if (_lengths(rest) <= wanted).all():
                break
            solved = self._precondition(rest, curved)
            before, agreement = agreement, _dots(rest, solved)
            search *= agreement / np.maximum(before, np.float32(1e-30))
            search += solved
        return direction

    def _bend(self, search: FloatArray, curved: FloatArray, active: IntArray) -> FloatArray:
        """The Hessian times `search`; each row of X is fetched once and used twice."""
        inner = self._inner(search)

        def work(part: slice) -> FloatArray:
            rows = self.X[active[part]]
            bent = rows @ inner
            bent += search[-1]
            bent *= curved[part]
            return _stacked(rows, bent)

        return search + self._outer(sum_in_parts(work, len(active), ROWS))

    def _transposed(self, columns: FloatArray) -> FloatArray:
        """X with its column of ones, transposed, times (N, classes)."""

        def work(part: slice) -> FloatArray:
            return _stacked(self.X[part], columns[part])

        return self._outer(sum_in_parts(work, len(self.X), ROWS))

    def _inner(self, w: FloatArray) -> FloatArray:
        """What X itself is multiplied by, (columns, classes), for weights with their bias."""
        return w[:-1] if self.factor is None else self.factor.T @ w[:-1]

    def _outer(self, total: FloatArray) -> FloatArray:
        """What was summed over X itself, (columns + 1, classes), as if over X F'."""
        if self.factor is not None:
            total[:-1] = self.factor @ total[:-1]
        return total

    def _rows(self, chosen: IntArray | slice) -> FloatArray:
        """Some rows with the columns that the planes lie among."""
        rows: FloatArray = self.X[chosen]
        return rows if self.factor is None else product(rows, self.factor.T)

    def _precondition(self, rest: FloatArray, curved: FloatArray) -> FloatArray:
        """About the inverse of the Hessian times `rest`.

        As if every row had the mean curvature of all rows and classes: then one matrix serves all
        classes. It is made anew when that mean has changed much.
        """
        width = len(rest)
        if width > PRECONDITIONED or width > 2 * len(self.X):
            return rest
        curvature = float(curved.sum(dtype=np.float64)) / self.targets.size
        if self._shared is None or not 0.4 < curvature / self._curvature < 2.5:
            self._shared, self._curvature = self._shared_factor(curvature), curvature
        return self._shared.T @ (self._shared @ rest)

    def _shared_factor(self, curvature: float) -> FloatArray:
        """F such that F' F is the inverse of 1 + curvature * X' X, from a Cholesky factor.

        Kept as a factor, since rounding can then not make it anything but positive definite.
        """
        if self._products is None:
            width = self.X.shape[1] + 1
            # Some rows tell well enough how columns go together; this only guides the search.
            every = max(1, len(self.X) // (SAMPLED * width))
            self._products = products_of_columns(self._rows(slice(None, None, every))) * every
        breathe()
        matrix = curvature * self._products
        breathe()
        matrix[np.diag_indices_from(matrix)] += 1
        try:
            factor = inverse_factor(matrix)
        except np.linalg.LinAlgError:
            matrix[np.diag_indices_from(matrix)] += 1e-5 * np.trace(matrix) / len(matrix)
            factor = inverse_factor(matrix)
        return factor.astype(np.float32)

    def best_length(
        self, w: FloatArray, direction: FloatArray, outputs: FloatArray, change: FloatArray
    ) -> FloatArray:
        """How far to go along `direction`, for each class: where the slope becomes 0.

        The slope along a line is made of straight pieces and rises; Newton's method on it, held
        inside a bracket, ends in a few steps.
        """
        straight, bend = _dots(w, direction), _dots(direction, direction)
        length = np.ones_like(bend)
        low, high = np.zeros_like(bend), np.full_like(bend, np.inf)
        for _ in range(20):
            breathe()
            distance = outputs + length * change - self.targets
            inside = (self.targets * distance < 0) * self.cost
            inside *= change
            slope = straight + length * bend + _dots(inside, distance)
            curvature = bend + _dots(inside, change)
            low, high = np.where(slope < 0, length, low), np.where(slope > 0, length, high)
            after = length - slope / np.maximum(curvature, 1e-30)
            middle = np.where(np.isfinite(high), (low + high) / 2, 2 * low)
            after = np.where((after > low) & (after < high), after, middle)
            if np.all(np.abs(after - length) <= 1e-3 * length):
                break
            length = after
        return length.astype(np.float32)


def products_of_columns(X: FloatArray) -> AnyArray:
    """All inner products of X's columns and of a last column of ones: (columns + 1,) * 2 float64.

    Summed in float32 over some thousand rows at a time, and those sums in float64. What lies above
    the diagonal is not filled in.
    """
    width = X.shape[1]
    products = np.zeros((width + 1, width + 1))
    some = np.zeros((width, width), np.float32)
    for start in range(0, len(X), 8192):
        rows = X[start : start + 8192]
        lower_half(rows, some, threads=None)
        products[:-1, :-1] += some
        breathe()
        products[-1, :-1] += rows.sum(axis=0, dtype=np.float64)
    products[-1, -1] = len(X)
    return products


def _stacked(rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Rows with their 1, transposed, times columns: (width + 1, classes)."""
    out = np.empty((rows.shape[1] + 1, columns.shape[1]), np.float32)
    np.matmul(rows.T, columns, out=out[:-1])
    np.sum(columns, axis=0, out=out[-1])
    return out


def _dots(a: FloatArray, b: FloatArray) -> FloatArray:
    """Column by column."""
    products: FloatArray = np.einsum("ij,ij->j", a, b)
    return products


def _lengths(a: FloatArray) -> FloatArray:
    """Of the columns."""
    return np.sqrt(_dots(a, a))
