"""More hands from the same digits: turned, slanted, stretched, bent, written thicker or fainter.

Where an output pixel takes its ink from is a smooth map of the plane. Both the affine part and the
elastic part (Simard, Steinkraus and Platt 2003) are sums of a few fixed fields, so the maps of a
whole batch are one matrix product: (N, coefficients) @ (coefficients, 784).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np

from digitpad.errors import ParameterError
from digitpad.types import AnyArray, FloatArray

SIDE = 28

PART = 64
"""So many images at a time stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far each change may go; zero switches it off.

    Attributes:
        rotation: degrees, uniform in +- this.
        scale: relative size, uniform in 1 +- this, for width and height apart.
        shear: horizontal slant, uniform in +- this (0.2 leans by 0.2 pixels a pixel).
        shift: pixels, uniform in +- this along both axes.
        elastic: standard deviation, in pixels, of the smooth random displacement.
        elastic_smoothness: pixels; the Gaussian that smooths it (4 in Simard's paper).
        thickness: strokes are dilated or eroded by up to this part of a pixel on each side.
        contrast: the ink's grey values to the power of 2^t, t uniform in +- this.
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
        """Refuse what cannot work."""
        for field in fields(self):
            value = getattr(self, field.name)
            if not np.isfinite(value) or value < 0:
                raise ParameterError(f"augmentation {field.name} must be 0 or more, not {value}")
        for name, limit in (("scale", 0.9), ("thickness", 1.0)):
            if getattr(self, name) > limit:
                raise ParameterError(
                    f"augmentation {name} can be at most {limit}, not {getattr(self, name)}"
                )
        if self.elastic and self.elastic_smoothness < 1:
            raise ParameterError(
                f"elastic smoothness must be at least 1 pixel, not {self.elastic_smoothness}"
            )

    @property
    def moves(self) -> bool:
        """Whether any ink changes its place."""
        return bool(self.rotation or self.scale or self.shear or self.shift or self.elastic)

    def __bool__(self) -> bool:
        return bool(self.moves or self.thickness or self.contrast)


def augment(
    images: FloatArray,
    augmentation: Augmentation,
    generator: np.random.Generator,
    *,
    together: int = 1,
) -> FloatArray:
    """Changed copies of `images` (N, 28, 28) float32; the same generator state, the same result.

    Args:
        images: ink 1.0 on 0.0.
        augmentation: how far each change may go.
        generator: the source of chance.
        together: so many images in a row are moved in the same way. Four times faster with 8 than
            with 1, and where every epoch has another order, no image keeps its neighbours.
    """
    parts = [
        _augment_part(images[start : start + PART], augmentation, generator, together)
        for start in range(0, len(images), PART)
    ]
    return parts[0] if len(parts) == 1 else np.concatenate([images[:0], *parts])


def _augment_part(
    images: FloatArray, augmentation: Augmentation, generator: np.random.Generator, together: int
) -> FloatArray:
    if augmentation.moves:
        maps = _maps(-(-len(images) // together), augmentation, generator)
        images = _displace(images, *maps, together)
    if augmentation.thickness:
        images = _thicken(images, augmentation.thickness, generator)
    if augmentation.contrast:
        power = np.exp2(generator.uniform(-1, 1, (len(images), 1, 1)) * augmentation.contrast)
        images = images ** power.astype(np.float32)
    return images


def _maps(
    count: int, augmentation: Augmentation, generator: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """For each output pixel the place its ink comes from: x and y, each (N, 784) float32."""

    def spread(limit: float) -> Any:
        return generator.uniform(-1, 1, count) * limit

    angle = np.deg2rad(spread(augmentation.rotation))
    across, down = 1 + spread(augmentation.scale), 1 + spread(augmentation.scale)
    slant = spread(augmentation.shear)
    cosine, sine = np.cos(angle), np.sin(angle)
    middle = (SIDE - 1) / 2
    x_terms = [cosine / across, (slant * cosine - sine) / down, middle + spread(augmentation.shift)]
    y_terms = [sine / across, (slant * sine + cosine) / down, middle + spread(augmentation.shift)]
    basis = _fields(augmentation.elastic_smoothness if augmentation.elastic else 0.0)
    maps = []
    for terms in (x_terms, y_terms):
        coefficients = np.empty((count, len(basis)), np.float32)
        coefficients[:, :3] = np.transpose(terms)
        if augmentation.elastic:
            noise = generator.standard_normal((count, len(basis) - 3), dtype=np.float32)
            np.multiply(noise, np.float32(augmentation.elastic), out=coefficients[:, 3:])
        maps.append(coefficients @ basis)
    return maps[0], maps[1]


@lru_cache(maxsize=8)
def _fields(smoothness: float) -> FloatArray:
    """The fixed fields (3 + elastic, 784): x and y from the middle, 1, and smooth bumps.

    White noise smoothed by a Gaussian along both axes, G Z G^T, has the same distribution as
    U S Z S U^T with G = U S V^T, and only the first few singular values are not negligible.
    """
    places = np.arange(SIDE) - (SIDE - 1) / 2
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


def _displace(images: FloatArray, x: FloatArray, y: FloatArray, together: int) -> FloatArray:
    """Bilinear lookup of (N, 28, 28), `together` of them at each x, y (groups, 784).

    Outside there is no ink. The images of a group lie pixel by pixel beside each other, so that
    looking up one place fetches a run of numbers.
    """
    groups, side = len(x), SIDE + 2
    padded = np.zeros((groups, side, side, together), np.float32)
    padded[:, 1:-1, 1:-1] = _in_groups(images, groups, together).transpose(0, 2, 3, 1)
    for coordinate in (x, y):
        coordinate += 1
        np.clip(coordinate, 0, SIDE + 0.999, out=coordinate)
    left, top = x.astype(np.intp), y.astype(np.intp)
    x -= left
    y -= top
    top *= side
    top += left
    top += (np.arange(groups) * side * side)[:, None]
    pixels = padded.reshape(-1, together)
    right, down = (np.repeat(part.ravel(), together).reshape(-1, together) for part in (x, y))
    upper, lower = (_between(pixels, top.ravel() + row, right) for row in (0, side))
    lower -= upper
    lower *= down
    upper += lower
    moved = upper.reshape(groups, SIDE, SIDE, together).transpose(0, 3, 1, 2)
    return np.ascontiguousarray(moved).reshape(-1, SIDE, SIDE)[: len(images)]


def _in_groups(images: FloatArray, groups: int, together: int) -> FloatArray:
    """(N, 28, 28) -> (groups, together, 28, 28); what the last group lacks is empty."""
    if len(images) < groups * together:
        missing = np.zeros((groups * together - len(images), SIDE, SIDE), np.float32)
        images = np.concatenate([images, missing])
    return images.reshape(groups, together, SIDE, SIDE)


def _between(pixels: FloatArray, index: AnyArray, weight: FloatArray) -> FloatArray:
    """pixels[index] moved towards its right neighbour by `weight`."""
    left: FloatArray = pixels.take(index, axis=0)
    index += 1
    right: FloatArray = pixels.take(index, axis=0)
    right -= left
    right *= weight
    left += right
    return left


def _thicken(images: FloatArray, limit: float, generator: np.random.Generator) -> FloatArray:
    """Blend each image with its dilation (a thicker pen) or its erosion (a thinner one)."""
    amounts = generator.uniform(-limit, limit, len(images)).astype(np.float32)
    result = images.copy()
    for chosen, extreme in ((amounts > 0, np.maximum), (amounts < 0, np.minimum)):
        part = images[chosen]
        grown = part.copy()
        for target, source in (
            (grown[:, 1:], part[:, :-1]),
            (grown[:, :-1], part[:, 1:]),
            (grown[:, :, 1:], part[:, :, :-1]),
            (grown[:, :, :-1], part[:, :, 1:]),
        ):
            extreme(target, source, out=target)
        grown -= part
        grown *= np.abs(amounts[chosen])[:, None, None]
        part += grown
        result[chosen] = part
    return result
