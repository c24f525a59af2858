"""A small training set for tests: the first digits of MNIST, also as files."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from digitpad.common.types import AnyArray
from digitpad.data.idx import write_idx
from digitpad.data.mnist import Dataset, load_mnist


@lru_cache
def few_digits(count: int = 1200, part: str = "train") -> Dataset:
    return load_mnist(part).subset(np.arange(count))


def idx_files(folder: Path, images: AnyArray, labels: AnyArray) -> tuple[str, str]:
    """Write these images and labels as IDX files into a folder."""
    paths = str(folder / "images.gz"), str(folder / "labels.gz")
    write_idx(paths[0], images)
    write_idx(paths[1], labels.astype(np.uint8))
    return paths
