"""A digit as a sum of waves: how strong each is, wherever the digit lies.

    28x28 -> two-dimensional Fourier transform -> magnitudes -> the low frequencies, on a log scale

Moving a digit changes only the phases of its waves, so magnitudes do not care where it lies. The
low frequencies hold the shape, the high ones the roughness of its rim. The radial spectrum sums up
how coarse or fine the shape is, the angular spectrum which way its strokes run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from digitpad.errors import ParameterError
from digitpad.threads import in_parts
from digitpad.types import AnyArray, FloatArray, IntArray

SIDE = 28
PADDED = 32
"""Sides are filled up with zeros to a power of two."""

TOGETHER = 128
ANGLES = 16


def magnitudes(images: FloatArray) -> FloatArray:
    """The strength of every wave, the constant in the middle.

    Args:
        images: (N, 28, 28) float32.

    Returns:
        (N, 32, 32) float32. Entry [16 + v, 16 + u] belongs to u waves across and v waves down the
        32 pixels that the image is padded to.
    """
    spectrum = np.fft.fft2(images, s=(PADDED, PADDED))
    strengths: FloatArray = np.abs(np.fft.fftshift(spectrum, axes=(1, 2))).astype(np.float32)
    return strengths


def low_frequencies(images: FloatArray, waves: int = 8) -> FloatArray:
    """log(1 + magnitude) of up to `waves` waves along both axes.

    The spectrum of a real image is the same at opposite frequencies; one half of it is left out.

    Returns:
        (N, (waves + 1) * (2 * waves + 1)) float32: row v = 0 to waves, column u = -waves to waves.

    Raises:
        ParameterError: there are no so high frequencies.
    """
    columns = _columns(waves)

    def logs(images: FloatArray) -> FloatArray:
        low = _half_spectrum(images)[:, : waves + 1, columns]
        strengths: FloatArray = np.log1p(np.abs(low)).astype(np.float32)
        return strengths

    return _in_threads(images, logs)


def low_waves(images: FloatArray, waves: int = 7) -> FloatArray:
    """The low frequencies with their phases: how much cosine and how much sine.

    Unlike the magnitudes these tell a 6 from a 9, for which only the phases differ, and they care
    where the digit lies. Large coefficients count less than in proportion, by their square root.

    Returns:
        (N, 2 * (waves + 1) * (2 * waves + 1)) float32: the cosine parts in the order of
        `low_frequencies`, then the sine parts.

    Raises:
        ParameterError: there are no so high frequencies.
    """
    columns = _columns(waves)

    def parts(images: FloatArray) -> FloatArray:
        low = _half_spectrum(images)[:, : waves + 1, columns]
        pair = np.stack([low.real, low.imag], axis=1).astype(np.float32)
        compressed: FloatArray = np.sign(pair) * np.sqrt(np.abs(pair))
        return compressed

    return _in_threads(images, parts)


def _columns(waves: int) -> IntArray:
    if not 0 <= waves < PADDED // 2:
        raise ParameterError(f"waves lie between 0 and {PADDED // 2 - 1}, not {waves}")
    return np.arange(-waves, waves + 1)


def radial_spectrum(images: FloatArray) -> FloatArray:
    """log(1 + mean magnitude) at each number of waves, whatever their direction: (N, 16) float32.

    Entry r is the mean over frequencies whose distance from 0 rounds to r.
    """
    return _in_threads(images, lambda part: _means(part, _rings(), PADDED // 2))


def angular_spectrum(images: FloatArray) -> FloatArray:
    """log(1 + mean magnitude) in each of 16 directions, whatever the number of waves.

    Returns:
        (N, 16) float32; entry k belongs to waves running at k * 180 / 16 degrees.
    """
    return _in_threads(images, lambda part: _means(part, _sectors(), ANGLES))


def _half_spectrum(images: FloatArray) -> AnyArray:
    """The rows are v = 0 to 16, the columns u = 0 to 15 and then -16 to -1; complex."""
    spectrum: AnyArray = np.fft.rfft2(images, s=(PADDED, PADDED), axes=(2, 1))
    return spectrum


def _means(images: FloatArray, place: IntArray, places: int) -> FloatArray:
    strengths = magnitudes(images).reshape(len(images), -1)
    member = (place.reshape(-1, 1) == np.arange(places)).astype(np.float32)
    means: FloatArray = np.log1p(strengths @ (member / member.sum(axis=0)))
    return means


@lru_cache
def _rings() -> IntArray:
    """(32, 32): how many waves each frequency has in all, rounded."""
    u = np.arange(PADDED) - PADDED // 2
    rings: IntArray = np.rint(np.hypot(u[:, None], u)).astype(np.int64)
    return rings


@lru_cache
def _sectors() -> IntArray:
    """(32, 32): the direction each frequency runs in, 0 to 15; -1 for none and for the corners."""
    u = np.arange(PADDED) - PADDED // 2
    angle = np.arctan2(u[:, None], u) / np.pi * ANGLES
    sectors: IntArray = np.rint(angle).astype(np.int64) % ANGLES
    sectors[(_rings() == 0) | (_rings() >= PADDED // 2)] = -1
    return sectors


def _in_threads(images: FloatArray, features: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """The features of a few images at a time, one row each."""
    length = features(np.zeros((1, SIDE, SIDE), np.float32)).size
    out = np.empty((len(images), length), np.float32)

    def work(part: slice) -> None:
        out[part] = features(images[part]).reshape(-1, length)

    in_parts(work, len(images), TOGETHER)
    return out
