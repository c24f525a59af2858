"""Numbers that are no picture laid out as one: a stack in blocks, a long vector in rows."""

from __future__ import annotations

import numpy as np

from digitpad.types import AnyArray, FloatArray


def tiled(stack: AnyArray) -> tuple[FloatArray, int]:
    """Pictures (height, width, n) side by side in rows of about as many as there are rows.

    Returns:
        The plane, and how many pictures stand in a row.
    """
    height, width, count = stack.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    block = np.zeros((rows * columns, height, width), np.float32)
    block[:count] = stack.transpose(2, 0, 1)
    plane = block.reshape(rows, columns, height, width).transpose(0, 2, 1, 3)
    return plane.reshape(rows * height, columns * width), columns


def folded_vector(values: FloatArray) -> FloatArray:
    """A vector as a block that is about twice as wide as high, zeros at its end."""
    columns = max(1, round(np.sqrt(2 * len(values)))) if len(values) > 16 else len(values)
    rows = -(-len(values) // columns)
    block = np.zeros(rows * columns, np.float32)
    block[: len(values)] = values
    return block.reshape(rows, columns)
