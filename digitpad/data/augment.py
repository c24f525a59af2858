"""More hands from the same digits: turned, slanted, stretched, bent, written thicker or fainter.

Where an output pixel takes its ink from is a smooth map of the plane. Both the affine part and the
elastic part (Simard, Steinkraus and Platt 2003) are sums of a few fixed fields, so the maps of a
whole batch are one matrix product: (N, coefficients) @ (coefficients, 784).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from digitpad.errors import ParameterError
from digitpad.types import AnyArray, FloatArray

SIDE = 28

MIDDLE = (SIDE - 1) / 2
"""Maps turn and stretch around the middle of the picture."""

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

    @property
    def repaints(self) -> bool:
        """Whether ink becomes more or less where it is."""
        return bool(self.thickness or self.contrast)

    def __bool__(self) -> bool:
        return self.moves or self.repaints


def augment(
    images: FloatArray, augmentation: Augmentation, generator: np.random.Generator
) -> FloatArray:
    """Changed copies of `images` (N, 28, 28) float32; the same generator state, the same result.

    Each image is changed in its own way. For training, `digitpad.data.batches` does the same to
    small groups of images, several times as fast.

    Args:
        images: ink 1.0 on 0.0.
        augmentation: how far each change may go.
        generator: the source of chance.
    """
    parts = [
        _augment_part(images[start : start + PART], augmentation, generator)
        for start in range(0, len(images), PART)
    ]
    return parts[0] if len(parts) == 1 else np.concatenate([images[:0], *parts])


def _augment_part(
    images: FloatArray, augmentation: Augmentation, generator: np.random.Generator
) -> FloatArray:
    if augmentation.moves:
        terms = coefficients(len(images), augmentation, generator)
        x, y = terms @ fields_of(augmentation)
        images = _displace(images, x, y)
    pixels = repaint(images.transpose(1, 2, 0), augmentation, generator)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1))


def coefficients(
    count: int, augmentation: Augmentation, generator: np.random.Generator
) -> FloatArray:
    """Random maps of the plane: (2, count, fields) float32.

    Times `fields_of` they give, for each output pixel, the x (first) and y of the place that its
    ink comes from.
    """
    limits = [augmentation.rotation, augmentation.scale, augmentation.scale, augmentation.shear]
    limits += [augmentation.shift, augmentation.shift]
    spread = generator.uniform(-1, 1, (6, count)) * np.array(limits)[:, None]
    angle, (across, down), slant = np.deg2rad(spread[0]), 1 + spread[1:3], spread[3]
    cosine, sine = np.cos(angle), np.sin(angle)
    terms = np.empty((2, count, len(fields_of(augmentation))), np.float32)
    terms[0, :, 0], terms[0, :, 1] = cosine / across, (slant * cosine - sine) / down
    terms[1, :, 0], terms[1, :, 1] = sine / across, (slant * sine + cosine) / down
    terms[:, :, 2] = MIDDLE + spread[4:]
    if augmentation.elastic:
        noise = generator.standard_normal((2, count, terms.shape[2] - 3), dtype=np.float32)
        np.multiply(noise, np.float32(augmentation.elastic), out=terms[:, :, 3:])
    return terms


def fields_of(augmentation: Augmentation) -> FloatArray:
    """The fixed fields that random maps are sums of, (fields, 784) float32."""
    return _fields(augmentation.elastic_smoothness if augmentation.elastic else 0.0)


@lru_cache(maxsize=8)
def _fields(smoothness: float) -> FloatArray:
    """The fixed fields (3 + elastic, 784): x and y from the middle, 1, and smooth bumps.

    White noise smoothed by a Gaussian along both axes, G Z G^T, has the same distribution as
    U S Z S U^T with G = U S V^T, and only the first few singular values are not negligible.
    """
    places = np.arange(SIDE) - MIDDLE
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


def _displace(images: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Bilinear lookup of (N, 28, 28) at x, y (N, 784). Outside there is no ink."""
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
    upper, lower = (_between(pixels, top + row, x) for row in (0, side))
    lower -= upper
    lower *= y
    upper += lower
    return upper.reshape(-1, SIDE, SIDE)


def _between(pixels: FloatArray, index: AnyArray, weight: FloatArray) -> FloatArray:
    """pixels[index] moved towards its right neighbour by `weight`."""
    left: FloatArray = pixels.take(index)
    index += 1
    right: FloatArray = pixels.take(index)
    right -= left
    right *= weight
    left += right
    return left


def repaint(
    pixels: FloatArray, augmentation: Augmentation, generator: np.random.Generator
) -> FloatArray:
    """Thickness and contrast of pictures (28, 28, N), each in its own way; a copy if changed."""
    if augmentation.thickness:
        pixels = _thicken(pixels, augmentation.thickness, generator)
    if augmentation.contrast:
        powers = np.exp2(generator.uniform(-1, 1, (1, pixels.shape[2])) * augmentation.contrast)
        pixels = pixels ** powers.astype(np.float32)
    return pixels


def _thicken(pixels: FloatArray, limit: float, generator: np.random.Generator) -> FloatArray:
    """Blend each picture with its dilation (a thicker pen) or its erosion (a thinner one)."""
    count: int = pixels.shape[2]
    amounts = generator.uniform(-limit, limit, count).astype(np.float32)
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
