"""A small training set for tests: the first digits of MNIST."""

from functools import lru_cache

import numpy as np

from digitpad.data.mnist import Dataset, load_mnist


@lru_cache
def few_digits(count: int = 1200, part: str = "train") -> Dataset:
    return load_mnist(part).subset(np.arange(count))
