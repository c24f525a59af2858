"""Types of arrays (one element type and any shape), and of what describes them."""

from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
ByteArray = npt.NDArray[np.uint8]
BoolArray = npt.NDArray[np.bool_]
AnyArray = npt.NDArray[Any]

TensorShapes = dict[str, tuple[type, tuple[int, ...]]]
"""The type and shape of each tensor, by its name."""
