"""Samples as a pair of IDX files, like MNIST itself.

    digits-images-idx3-ubyte.gz    digits-labels-idx1-ubyte.gz

Only the images' name is asked for; the labels' follows from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from digitpad.data.idx import write_idx
from digitpad.data.mnist import load_idx_pair
from digitpad.data.samples import NewSample, Sample
from digitpad.errors import DatasetError


def labels_path(images: Path) -> Path:
    """Where the labels of such an images file lie.

    Raises:
        DatasetError: the name tells nothing.
    """
    name = images.name
    if "images" not in name:
        raise DatasetError(
            f"{images}: an IDX file of images has 'images' in its name, such as "
            "digits-images-idx3-ubyte, and beside it one of the same name with 'labels'"
        )
    return images.with_name(name.replace("images", "labels").replace("idx3", "idx1"))


def read(path: Path) -> list[NewSample]:
    """Both files, given the images'. Raises `DatasetError`."""
    pair = load_idx_pair(path, labels_path(path))
    images = np.asarray(pair.images, np.uint8)
    return [NewSample(int(label), image) for label, image in zip(pair.labels, images, strict=True)]


def write(path: Path, samples: Sequence[Sample]) -> int:
    """Both files, given the images' name."""
    labels = np.array([sample.label for sample in samples], np.uint8)
    labels_file = labels_path(path)
    write_idx(path, np.stack([sample.image for sample in samples]))
    write_idx(labels_file, labels)
    return len(samples)
