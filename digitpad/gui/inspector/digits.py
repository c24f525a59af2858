"""MNIST for the pages that need it, read once. The first call takes a moment: for a thread."""

from functools import lru_cache
from typing import Literal

from digitpad.data.mnist import Dataset, load_mnist


@lru_cache(maxsize=2)
def mnist(part: Literal["train", "test"]) -> Dataset:
    """The training or the test digits."""
    return load_mnist(part)
