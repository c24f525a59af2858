"""Features by name, joined with a plus: `smooth-hog`, `fourier+radial`, `pixels`.

(N, 28, 28) -> deskewed, if wanted -> one vector per name -> concatenated, (N, length)

The names are those of `FEATURES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from digitpad.common.errors import ParameterError, Phrase
from digitpad.common.pixels import SIDE
from digitpad.common.types import FloatArray
from digitpad.common.validation import look_up
from digitpad.features.deskew import deskew as without_slant
from digitpad.features.edges import sobel, strength
from digitpad.features.fourier import angular_spectrum, low_frequencies, low_waves, radial_spectrum
from digitpad.features.hog import hog, smooth_hog


def pixels(images: FloatArray) -> FloatArray:
    """The brightness of each pixel, (N, 784) float32."""
    return np.ascontiguousarray(images.reshape(len(images), -1), np.float32)


def edge_strengths(images: FloatArray) -> FloatArray:
    """The Sobel gradient magnitude of each pixel, (N, 784) float32."""
    return strength(*sobel(images)).reshape(len(images), -1)


FEATURES: Mapping[str, Callable[[FloatArray], FloatArray]] = MappingProxyType(
    {
        "pixels": pixels,
        "edges": edge_strengths,
        "hog": hog,
        "smooth-hog": smooth_hog,
        "fourier": low_frequencies,
        "waves": low_waves,
        "radial": radial_spectrum,
        "angular": angular_spectrum,
    }
)
"""Every function takes images (N, 28, 28) float32 and returns (N, length) float32."""


def extract(images: FloatArray, names: str, *, deskew: bool = False) -> FloatArray:
    """Compute features of images.

    Args:
        images: (N, 28, 28) float32 from 0 to 1.
        names: names from `FEATURES`, joined with `+`.
        deskew: remove the slant first.

    Returns:
        (N, length) float32, the features in the order of their names.

    Raises:
        ParameterError: a name is not known.
    """
    chosen = _functions(names)
    if deskew:
        images = without_slant(images)
    if len(chosen) == 1:
        return chosen[0](images)
    return np.concatenate([feature(images) for feature in chosen], axis=1)


@lru_cache
def length(names: str) -> int:
    """The number of features per image. Raises as `extract`."""
    return int(extract(np.zeros((1, SIDE, SIDE), np.float32), names).shape[1])


def _functions(names: str) -> list[Callable[[FloatArray], FloatArray]]:
    if not isinstance(names, str):
        raise ParameterError(
            "features must be a string such as 'hog+radial', not {names!r}", names=names
        )
    chosen = names.split("+")
    if len(set(chosen)) < len(chosen):
        raise ParameterError("features are named once each, not {names!r}", names=names[:60])
    return [look_up(FEATURES, name, Phrase("feature")) for name in chosen]
