"""Features by name, joined with a plus: `smooth-hog`, `fourier+radial`, `pixels`.

(N, 28, 28) -> deskewed if wished -> one vector for each name -> side by side, (N, length)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from digitpad.errors import ParameterError
from digitpad.features.deskew import deskew as upright
from digitpad.features.edges import sobel, strength
from digitpad.features.fourier import angular_spectrum, low_frequencies, low_waves, radial_spectrum
from digitpad.features.hog import hog, smooth_hog
from digitpad.types import FloatArray

SIDE = 28


def pixels(images: FloatArray) -> FloatArray:
    """The brightness of each pixel, (N, 784)."""
    return np.ascontiguousarray(images.reshape(len(images), -1), np.float32)


def edge_strengths(images: FloatArray) -> FloatArray:
    """The Sobel edge map, (N, 784)."""
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
"""What there is to see in a digit: each takes (N, 28, 28) and gives (N, length)."""


def extract(images: FloatArray, names: str, *, deskew: bool = False) -> FloatArray:
    """Features of images (N, 28, 28) float32: (N, length) float32.

    Args:
        images: the digits.
        names: from `FEATURES`, joined with `+`.
        deskew: take the slant out first.

    Raises:
        ParameterError: a name is not known.
    """
    chosen = _functions(names)
    if deskew:
        images = upright(images)
    if len(chosen) == 1:
        return chosen[0](images)
    return np.concatenate([feature(images) for feature in chosen], axis=1)


@lru_cache
def length(names: str) -> int:
    """How many numbers `extract` gives for one image."""
    return int(extract(np.zeros((1, SIDE, SIDE), np.float32), names).shape[1])


def _functions(names: str) -> list[Callable[[FloatArray], FloatArray]]:
    if not isinstance(names, str):
        raise ParameterError(f"features are named in one text such as 'hog+radial', not {names!r}")
    for name in names.split("+"):
        if name not in FEATURES:
            raise ParameterError(f"feature {name!r} is not known; there are {', '.join(FEATURES)}")
    return [FEATURES[name] for name in names.split("+")]
