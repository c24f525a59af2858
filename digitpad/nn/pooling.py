"""Pooling: of every window only the largest value goes on.

8 3 | 1 0        8 | 2
4 2 | 2 1   ->   --+--        and back, the gradient goes where the largest value came from
----+----        9 | 5
9 1 | 5 5
"""

import numpy as np

from digitpad.errors import ParameterError
from digitpad.nn.layers import Layer, Shape
from digitpad.types import BoolArray, FloatArray


class MaxPool2D(Layer):
    """Keep the largest value of every `size` x `size` window; a remainder at the edge is dropped.

    The gradient goes to the pixel that won, the first one where several are equal.
    """

    kind = "maxpool"

    def __init__(self, size: int = 2) -> None:
        super().__init__()
        if size < 1:
            raise ParameterError(f"a pooling window needs a size of at least 1, not {size}")
        self.size = size

    def output_shape(self, input_shape: Shape) -> Shape:
        """(height, width, channels) -> (height // size, width // size, channels)."""
        if len(input_shape) != 3 or min(input_shape[:2]) < self.size:
            raise ParameterError(
                f"pooling by {self.size} needs a picture of at least that size, "
                f"not shape {input_shape}"
            )
        return (input_shape[0] // self.size, input_shape[1] // self.size, input_shape[2])

    def _window(self, x: FloatArray) -> list[FloatArray]:
        """The pixels at each place of the windows: size * size views of (H', W', N, C)."""
        height, width = (length // self.size * self.size for length in x.shape[:2])
        return [
            x[row : height : self.size, column : width : self.size]
            for row in range(self.size)
            for column in range(self.size)
        ]

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """X (H, W, N, C) -> (H // size, W // size, N, C), as a knock-out tournament."""
        self._input_shape = x.shape
        first, *others = self._window(x)
        out = self._buffer("output", first.shape)
        if not others:
            np.copyto(out, first)
        best = first
        self._challenger_won: list[BoolArray] = []
        for place, challenger in enumerate(others):
            if training:
                won = self._mask_buffer(f"won{place}", first.shape)
                self._challenger_won.append(np.greater(challenger, best, out=won))
            best = np.maximum(best, challenger, out=out)
        return out

    def backward(
        self,
        grad: FloatArray,
        *,
        accumulate: bool = False,
        input_gradient: bool = True,
    ) -> FloatArray | None:
        """Play the tournament backwards: the last winner takes the gradient, then steps out."""
        if not input_gradient:
            return None
        out = self._buffer("input_gradient", self._input_shape)
        if self._input_shape[0] % self.size or self._input_shape[1] % self.size:
            out.fill(0)
        first, *others = self._window(out)
        for place, won in zip(reversed(others), reversed(self._challenger_won), strict=True):
            np.multiply(grad, won, out=place)
            np.subtract(grad, place, out=grad)
        np.copyto(first, grad)
        return out
