"""The sheet: the part of a photo that was written on, where a desk or a frame is seen around it.

Otsu's threshold (1979) parts a small copy of the photo into light and dark. The largest region of
one kind, its holes (the ink) filled, is the sheet if it is a quadrilateral with sharp edges, and if
what lies around it is no shadow.

    +-----------------+
    |  desk  ._____.  |         corners -> homography -> the sheet alone, upright
    |       /  3  /   |
    |      /_____/    |
    +-----------------+
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from digitpad.common.types import BoolArray, FloatArray
from digitpad.imaging.components import label_components
from digitpad.imaging.page.windows import border_of, brightness, otsu

Matrix = npt.NDArray[np.float64]

MIN_AREA = 0.15
"""The smallest share of the picture that a sheet has."""

MIN_SIDE = 64
"""In smaller pictures, a round bowl looks like a quadrilateral."""

MIN_OUTSIDE = 0.02
"""The smallest share of the picture around it."""

MIN_FILLED = 0.93
"""The smallest share that a sheet and its convex quadrilateral have in common."""

MIN_OWN = 0.6
"""The smallest share of a sheet that is of its own kind, light or dark; the rest is ink..."""

MIN_OTHER = 0.7
"""...and the smallest share of its surroundings that is of the other kind."""

MIN_STEP = 0.12
"""The smallest difference of brightness between the sheet and its surroundings."""

MIN_SHARPNESS = 0.6
"""The smallest share of that difference within a few pixels of the edge; shadows are softer."""

SHADOW = 0.5
SAME_HUE = 1.15
"""Surroundings lighter than the first share of the sheet are a shadow on it, unless their colour
differs: the channels' shares of the sheet's by more than the second factor."""

LONGEST = 1.8
"""An empty region this many times as long as wide may be a stroke."""


def find_sheet(colours: FloatArray) -> Matrix | None:
    """The corners of the sheet, or None where the picture shows nothing else.

    Args:
        colours: (H, W, channels) float32 from 0 to 1, about a hundred pixels large.

    Returns:
        (4, 2) float64, x and y in pixels: upper left, upper right, lower right, lower left.
    """
    grey = brightness(colours)
    if max(grey.shape) < MIN_SIDE:
        return None
    light = grey > otsu(grey)
    if not light.any() or light.all() or _mean_step(grey, light) < MIN_STEP:
        return None
    for own in (light, ~light):
        if own.mean() < MIN_AREA * MIN_OWN or border_of(own).all():
            continue
        region = _largest_region(own)
        if region is not None and _is_apart(colours, own, region):
            corners = _corners(region)
            if corners is not None and (_has_writing(own, region) or _is_compact(corners)):
                return corners
    return None


def homography(source: Matrix, target: Matrix) -> Matrix:
    """The (3, 3) matrix that maps four points (4, 2) to four others."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(values)), 1.0).reshape(3, 3)


def _mean_step(grey: FloatArray, light: BoolArray) -> float:
    return float(grey[light].mean() - grey[~light].mean())


def _largest_region(own: BoolArray) -> BoolArray | None:
    """The largest connected part, its holes filled; None where that is no sheet."""
    labels, count = label_components(own)
    if not count:
        return None
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    region = labels == sizes.argmax()
    outer, _ = label_components(np.pad(~region, 1, constant_values=True))
    filled: BoolArray = (outer != outer[0, 0])[1:-1, 1:-1]
    # A rim of the picture may close a hole off; only what is thick there lies outside.
    if filled.mean() < MIN_AREA or filled.mean() > 1 - MIN_OUTSIDE:
        return None
    if (own & filled).sum() < MIN_OWN * filled.sum():
        return None
    if (own & ~filled).sum() > (1 - MIN_OTHER) * (~filled).sum():
        return None
    return filled


def _is_apart(colours: FloatArray, own: BoolArray, region: BoolArray) -> bool:
    """Whether the region ends in a sharp edge, and its surroundings are no shadow."""
    grey = brightness(colours)
    far_in, far_out = ~_widened(~region, 2), ~_widened(region, 2)
    near_in = region & ~far_in & _widened(far_in, 2) & own
    near_out = ~region & ~far_out & _widened(far_out, 2)
    if not near_in.any() or not near_out.any() or not far_out.any():
        return False
    inside, outside = np.median(colours[region & own], axis=0), np.median(colours[~region], axis=0)
    step = abs(float(inside.mean() - outside.mean()))
    if step < MIN_STEP:
        return False
    beside = abs(float(np.median(grey[near_in]) - np.median(grey[near_out])))
    if beside < MIN_SHARPNESS * step:
        return False
    shares = (outside + 0.02) / (inside + 0.02)
    darker = np.minimum(shares, 1 / shares)
    return bool(darker.mean() < SHADOW or shares.max() > SAME_HUE * shares.min())


def _widened(mask: BoolArray, reach: int) -> BoolArray:
    """Dilation by a diamond."""
    for _ in range(reach):
        wide = mask.copy()
        wide[1:] |= mask[:-1]
        wide[:-1] |= mask[1:]
        wide[:, 1:] |= mask[:, :-1]
        wide[:, :-1] |= mask[:, 1:]
        mask = wide
    return mask


def _corners(region: BoolArray) -> Matrix | None:
    """The largest quadrilateral between boundary points; None if the region is unlike it."""
    rows = np.flatnonzero(region.any(axis=1))
    first = region[rows].argmax(axis=1)
    last = region.shape[1] - region[rows, ::-1].argmax(axis=1)
    # The outer corners of the first and last pixel of each row.
    x = np.concatenate([first, first, last, last]).astype(np.float64)
    y = np.concatenate([rows, rows + 1, rows, rows + 1]).astype(np.float64)
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    extreme = np.outer(np.cos(angles), x) + np.outer(np.sin(angles), y)
    hull = np.unique(extreme.argmax(axis=1))
    points = np.stack([x[hull], y[hull]], axis=1)
    step = points[None, :] - points[:, None]
    # (first, second, third): twice the signed area of each triangle.
    areas = step[:, :, None, 0] * step[:, None, :, 1] - step[:, :, None, 1] * step[:, None, :, 0]
    high, low = areas.max(axis=2), areas.min(axis=2)
    one, other = np.unravel_index((high - low).argmax(), high.shape)
    quad = points[[one, areas[one, other].argmax(), other, areas[one, other].argmin()]]
    quad = _in_order(quad)
    inside = _inside(quad, region.shape)
    common = (inside & region).sum()
    return quad if common > MIN_FILLED * max(inside.sum(), region.sum()) else None


def _inside(quad: Matrix, shape: tuple[int, int]) -> BoolArray:
    """Which pixels lie inside a convex quadrilateral, its corners clockwise."""
    y, x = np.arange(shape[0])[:, None] + 0.5, np.arange(shape[1]) + 0.5
    inside = np.ones(shape, bool)
    for (left, top), (right, bottom) in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        inside &= (right - left) * (y - top) >= (bottom - top) * (x - left)
    return inside


def _in_order(quad: Matrix) -> Matrix:
    """The corners from the upper left on, clockwise."""
    from_middle = quad - quad.mean(axis=0)
    quad = quad[np.argsort(np.arctan2(from_middle[:, 1], from_middle[:, 0]))]
    return np.roll(quad, -int(quad.sum(axis=1).argmin()), axis=0)


def _has_writing(own: BoolArray, region: BoolArray) -> bool:
    """Whether something of the other kind lies inside a region, away from its edge."""
    return bool((region & ~own & ~_widened(~region, 3)).any())


def _is_compact(corners: Matrix) -> bool:
    """Whether a quadrilateral has the proportions of a sheet rather than of a stroke."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    across, down = sides[0] + sides[2], sides[1] + sides[3]
    return bool(max(across, down) < LONGEST * min(across, down))
