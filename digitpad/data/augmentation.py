"""Data augmentation: digits rotated, sheared, scaled, distorted, written thicker or fainter.

A smooth map says for each output pixel where in the image its ink comes from. Both the affine part
and the elastic part (Simard, Steinkraus and Platt 2003) are sums of a few fixed fields, so the maps
of a whole batch are one matrix product: (N, coefficients) @ (coefficients, 784).

`digitpad.data.fixed_point_warp` computes the same maps faster, for groups of training images.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.pixels import SIDE
from digitpad.common.types import AnyArray, FloatArray
from digitpad.common.validation import check_bounds, check_fields

CENTRE = (SIDE - 1) / 2
"""The centre of rotation, scale and shear, in pixels along both axes."""

PART_SIZE = 64
"""Images that are processed at a time; their arrays fit in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Augmentation:
    """The limits of random changes; zero switches a change off.

    Attributes:
        rotation: degrees, uniform within +- this.
        scale: relative size, uniform within 1 +- this, independent for width and height.
        shear: horizontal slant, uniform within +- this (0.2: 0.2 pixels for each pixel of height).
        shift: pixels, uniform within +- this, independent for both axes.
        elastic: standard deviation, in pixels, of the smooth random displacement.
        elastic_smoothness: standard deviation, in pixels, of the Gaussian that smooths this
            displacement (4 in Simard's paper).
        thickness: strokes are dilated or eroded by up to this fraction of a pixel on each side.
        contrast: grey values are raised to the power 2^t, t uniform within +- this.
    """

    rotation: float = 0.0
    scale: float = 0.0
    shear: float = 0.0
    shift: float = 0.0
    elastic: float = 0.0
    elastic_smoothness: float = 4.0
    thickness: float = 0.0
    contrast: float = 0.0

    def __post_init__(self) -> None:
        """Check the ranges. Raises `ParameterError`."""
        check_fields(self)
        check_bounds(self, _BOUNDS)
        if self.elastic and self.elastic_smoothness < 1:
            raise ParameterError(
                "elastic smoothness must be at least 1 pixel, not {elastic_smoothness}",
                elastic_smoothness=self.elastic_smoothness,
            )

    @property
    def warps(self) -> bool:
        """Whether pixels are moved."""
        return bool(self.rotation or self.scale or self.shear or self.shift or self.elastic)

    @property
    def changes_ink(self) -> bool:
        """Whether strokes are made thicker, thinner, darker or fainter."""
        return bool(self.thickness or self.contrast)

    def __bool__(self) -> bool:
        return self.warps or self.changes_ink


_BOUNDS = {
    "rotation": (0, 360),
    "scale": (0, 0.9),
    "shear": (0, 10),
    "shift": (0, 1e6),
    "elastic": (0, SIDE),
    "elastic_smoothness": (0, 1000),
    "thickness": (0, 1.0),
    "contrast": (0, 10),
}


def augment(images: FloatArray, augmentation: Augmentation, rng: np.random.Generator) -> FloatArray:
    """Randomly changed copies of images, each changed in its own way.

    Args:
        images: (N, 28, 28) float32, ink 1.0 on 0.0.
        augmentation: the limits of each change.
        rng: the same state gives the same result.

    Returns:
        (N, 28, 28) float32. Training uses `digitpad.data.batches` instead, which changes small
        groups of images alike, several times as fast.
    """
    parts = [
        _augment_part(images[start : start + PART_SIZE], augmentation, rng)
        for start in range(0, len(images), PART_SIZE)
    ]
    return parts[0] if len(parts) == 1 else np.concatenate([images[:0], *parts])


def _augment_part(
    images: FloatArray, augmentation: Augmentation, rng: np.random.Generator
) -> FloatArray:
    if augmentation.warps:
        terms = coefficients(len(images), augmentation, rng)
        x, y = terms @ fields_of(augmentation)
        images = warp(images, x, y)
    pixels = change_ink(images.transpose(1, 2, 0), augmentation, rng)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1))


def coefficients(count: int, augmentation: Augmentation, rng: np.random.Generator) -> FloatArray:
    """Coefficients of random maps, (2, count, fields) float32.

    Multiplied by `fields_of`, they give for each output pixel the x (first) and y (second) of the
    point that its ink comes from.
    """
    limits = [augmentation.rotation, augmentation.scale, augmentation.scale, augmentation.shear]
    limits += [augmentation.shift, augmentation.shift]
    spread = rng.uniform(-1, 1, (6, count)) * np.array(limits)[:, None]
    angle, (across, down), slant = np.deg2rad(spread[0]), 1 + spread[1:3], spread[3]
    cosine, sine = np.cos(angle), np.sin(angle)
    terms = np.empty((2, count, len(fields_of(augmentation))), np.float32)
    terms[0, :, 0], terms[0, :, 1] = cosine / across, (slant * cosine - sine) / down
    terms[1, :, 0], terms[1, :, 1] = sine / across, (slant * sine + cosine) / down
    terms[:, :, 2] = CENTRE + spread[4:]
    if augmentation.elastic:
        noise = rng.standard_normal((2, count, terms.shape[2] - 3), dtype=np.float32)
        np.multiply(noise, np.float32(augmentation.elastic), out=terms[:, :, 3:])
    return terms


def fields_of(augmentation: Augmentation) -> FloatArray:
    """The fixed fields that all maps are sums of, (fields, 784) float32."""
    return _fields(augmentation.elastic_smoothness if augmentation.elastic else 0.0)


@lru_cache(maxsize=8)
def _fields(smoothness: float) -> FloatArray:
    """The fixed fields (3 + elastic, 784): x and y from the centre, 1, and smooth bumps.

    White noise smoothed by a Gaussian along both axes, G Z G^T, has the same distribution as
    U S Z S U^T with G = U S V^T, and only the first few singular values are not negligible.
    """
    places = np.arange(SIDE) - CENTRE
    x, y = np.meshgrid(places, places)
    affine = np.stack([x.ravel(), y.ravel(), np.ones(SIDE * SIDE)])
    if not smoothness:
        return affine.astype(np.float32)
    gaussian = np.exp(-((places[:, None] - places) ** 2) / (2 * smoothness**2))
    u, s, _ = np.linalg.svd(gaussian)
    rank = int(np.searchsorted(np.cumsum(s**2) / np.sum(s**2), 0.995)) + 1
    bumps = u[:, :rank] * s[:rank]
    elastic = np.einsum("yi,xj->ijyx", bumps, bumps).reshape(rank * rank, -1)
    deviation = np.sqrt((elastic**2).sum(axis=0))
    return np.concatenate([affine, elastic / deviation]).astype(np.float32)


def warp(images: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Bilinear interpolation of images (N, 28, 28) at x, y (N, 784); outside there is no ink.

    `x` and `y` are float32 pixel coordinates; they are overwritten.
    """
    side = SIDE + 2
    padded = np.zeros((len(images), side, side), np.float32)
    padded[:, 1:-1, 1:-1] = images
    for coordinate in (x, y):
        coordinate += 1
        np.clip(coordinate, 0, SIDE + 0.999, out=coordinate)
    left, top = x.astype(np.intp), y.astype(np.intp)
    x -= left
    y -= top
    top *= side
    top += left
    top += (np.arange(len(images)) * side * side)[:, None]
    pixels = padded.ravel()
    upper, lower = (_interpolate(pixels, top + row, x) for row in (0, side))
    lower -= upper
    lower *= y
    upper += lower
    return upper.reshape(-1, SIDE, SIDE)


def _interpolate(pixels: FloatArray, index: AnyArray, weight: FloatArray) -> FloatArray:
    """Linear interpolation between pixels[index] and its right neighbour, which has `weight`."""
    left: FloatArray = pixels.take(index)
    index += 1
    right: FloatArray = pixels.take(index)
    right -= left
    right *= weight
    left += right
    return left


def change_ink(
    pixels: FloatArray, augmentation: Augmentation, rng: np.random.Generator
) -> FloatArray:
    """Random thickness and contrast for each image of (28, 28, N); the input is not changed."""
    if augmentation.thickness:
        pixels = _thicken(pixels, augmentation.thickness, rng)
    if augmentation.contrast:
        powers = np.exp2(rng.uniform(-1, 1, (1, pixels.shape[2])) * augmentation.contrast)
        pixels = pixels ** powers.astype(np.float32)
    return pixels


def _thicken(pixels: FloatArray, limit: float, rng: np.random.Generator) -> FloatArray:
    """Blend each image with its dilation (a thicker pen) or its erosion (a thinner one)."""
    count: int = pixels.shape[2]
    amounts = rng.uniform(-limit, limit, count).astype(np.float32)
    result = pixels.copy("K")
    for chosen, extreme in ((amounts > 0, np.maximum), (amounts < 0, np.minimum)):
        part = pixels[:, :, chosen]
        grown = part.copy("K")
        for target, source in (
            (grown[:, 1:], part[:, :-1]),
            (grown[:, :-1], part[:, 1:]),
            (grown[1:], part[:-1]),
            (grown[:-1], part[1:]),
        ):
            extreme(target, source, out=target)
        grown -= part
        grown *= np.abs(amounts[chosen])
        part += grown
        result[:, :, chosen] = part
    return result
