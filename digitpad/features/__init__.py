"""Features: fixed transformations of a digit, for classifiers that do not learn their own.

    images (N, 28, 28) -> edges, oriented gradients, Fourier coefficients, ... -> (N, length)

`extract(images, "smooth-hog+radial")` computes any combination of `FEATURES`.
"""

from digitpad.features.extraction import FEATURES, extract, length

__all__ = ["FEATURES", "extract", "length"]
