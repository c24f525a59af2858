"""Fourier features: an image as a sum of waves.

    28x28 -> two-dimensional Fourier transform -> magnitudes -> low frequencies, log scale

Moving a digit changes only the phases of the waves, so the magnitudes do not depend on its
position. Low frequencies describe the shape, high frequencies the fine details of its outline. The
radial spectrum says how coarse or fine the shape is, the angular spectrum how strokes are oriented.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.pixels import SIDE
from digitpad.common.threads import in_parts
from digitpad.common.types import AnyArray, FloatArray, IntArray

PADDED = 32
"""Images are padded with zeros to this side, a power of two."""

IMAGES_AT_A_TIME = 128
DIRECTIONS = 16


def magnitudes(images: FloatArray) -> FloatArray:
    """The magnitude of the two-dimensional spectrum, frequency 0 in the middle.

    Args:
        images: (N, 28, 28) float32.

    Returns:
        (N, 32, 32) float32. Entry [16 + v, 16 + u] is for u waves across and v waves down the
        padded image of 32 pixels.
    """
    spectrum = np.fft.fft2(images, s=(PADDED, PADDED))
    strengths: FloatArray = np.abs(np.fft.fftshift(spectrum, axes=(1, 2))).astype(np.float32)
    return strengths


def low_frequencies(images: FloatArray, waves: int = 8) -> FloatArray:
    """log(1 + magnitude) of the frequencies of up to `waves` waves along both axes.

    The magnitude of a real image is the same at opposite frequencies, so one half is left out.

    Returns:
        (N, (waves + 1) * (2 * waves + 1)) float32: row v = 0 to waves, column u = -waves to waves.

    Raises:
        ParameterError: `waves` is negative or too high for the padded image.
    """
    columns = _columns(waves)

    def logs(images: FloatArray) -> FloatArray:
        low = _half_spectrum(images)[:, : waves + 1, columns]
        strengths: FloatArray = np.log1p(np.abs(low)).astype(np.float32)
        return strengths

    return _in_threads(images, logs)


def low_waves(images: FloatArray, waves: int = 7) -> FloatArray:
    """The cosine and sine coefficients of the low frequencies, so with the phases.

    Unlike the magnitudes, these distinguish a 6 from a 9, which differ only in the phases, and
    they depend on the position of the digit. Coefficients are compressed by the square root.

    Returns:
        (N, 2 * (waves + 1) * (2 * waves + 1)) float32: the cosine coefficients in the order of
        `low_frequencies`, then the sine coefficients.

    Raises:
        ParameterError: `waves` is negative or too high for the padded image.
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
        raise ParameterError(
            "waves lie between 0 and {highest}, not {waves}", highest=PADDED // 2 - 1, waves=waves
        )
    return np.arange(-waves, waves + 1)


def radial_spectrum(images: FloatArray) -> FloatArray:
    """log(1 + mean magnitude) as a function of the frequency, averaged over all directions.

    Returns:
        (N, 16) float32; entry r is the mean over frequencies whose distance from 0 rounds to r.
    """
    return _in_threads(images, lambda part: _means(part, _rings(), PADDED // 2))


def angular_spectrum(images: FloatArray) -> FloatArray:
    """log(1 + mean magnitude) in each of 16 directions, averaged over all frequencies.

    Returns:
        (N, 16) float32; entry k is for waves at an angle of k * 180 / 16 degrees.
    """
    return _in_threads(images, lambda part: _means(part, _sectors(), DIRECTIONS))


def _half_spectrum(images: FloatArray) -> AnyArray:
    """Complex (N, 17, 32): rows v = 0 to 16, columns u = 0 to 15, then -16 to -1."""
    spectrum: AnyArray = np.fft.rfft2(images, s=(PADDED, PADDED), axes=(2, 1))
    return spectrum


def _means(images: FloatArray, group: IntArray, groups: int) -> FloatArray:
    """log(1 + mean magnitude) over each group of frequencies, (N, groups); `group` is (32, 32)."""
    strengths = magnitudes(images).reshape(len(images), -1)
    member = (group.reshape(-1, 1) == np.arange(groups)).astype(np.float32)
    means: FloatArray = np.log1p(strengths @ (member / member.sum(axis=0)))
    return means


@lru_cache
def _rings() -> IntArray:
    """(32, 32): the rounded distance of each frequency from 0."""
    u = np.arange(PADDED) - PADDED // 2
    rings: IntArray = np.rint(np.hypot(u[:, None], u)).astype(np.int64)
    return rings


@lru_cache
def _sectors() -> IntArray:
    """(32, 32): the direction of each frequency, 0 to 15; -1 for frequency 0 and the corners."""
    u = np.arange(PADDED) - PADDED // 2
    angle = np.arctan2(u[:, None], u) / np.pi * DIRECTIONS
    sectors: IntArray = np.rint(angle).astype(np.int64) % DIRECTIONS
    sectors[(_rings() == 0) | (_rings() >= PADDED // 2)] = -1
    return sectors


def _in_threads(images: FloatArray, features: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Compute features for a few images at a time, in threads; one row for each image."""
    length = features(np.zeros((1, SIDE, SIDE), np.float32)).size
    out = np.empty((len(images), length), np.float32)

    def work(part: slice) -> None:
        out[part] = features(images[part]).reshape(-1, length)

    in_parts(work, len(images), IMAGES_AT_A_TIME)
    return out
