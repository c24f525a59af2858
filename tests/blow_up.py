"""MNIST digits enlarged and put somewhere on a large canvas, as a drawing or a photograph would be.

For tests and measurements of everything that comes before the model.
"""

from typing import Literal

import numpy as np
from PIL import Image


def blow_up(
    image: np.ndarray,
    times: float,
    random: np.random.Generator,
    kind: Literal["nearest", "smooth"] = "smooth",
) -> np.ndarray:
    """An MNIST digit, (28, 28) uint8, `times` as large, somewhere on a canvas of some shape."""
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    digit = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(side * times)) for side in digit.shape)
    method = Image.Resampling.NEAREST if kind == "nearest" else Image.Resampling.BICUBIC
    large = np.asarray(Image.fromarray(digit).resize((width, height), method))
    room = random.integers(1, 150, 4)
    return np.pad(large, (tuple(room[:2]), tuple(room[2:])))


def blown_up(
    images: np.ndarray, seed: int = 0, smallest: float = 3.0, largest: float = 12.0
) -> list[np.ndarray]:
    """Every digit of (N, 28, 28) uint8 at a random size and place, both kinds in turn."""
    random = np.random.default_rng(seed)
    return [
        blow_up(
            image,
            random.uniform(smallest, largest),
            random,
            "smooth" if number % 2 else "nearest",
        )
        for number, image in enumerate(images)
    ]
