"""What can be seen in a digit before anything is learned: edges, directions, waves.

(N, 28, 28) -> (N, length), for classifiers that do not find their own features
"""

from digitpad.features.extraction import FEATURES, extract, length

__all__ = ["FEATURES", "extract", "length"]
