"""Max pooling: keep the largest value of every window.

8 3 | 1 0        8 | 2
4 2 | 2 1   ->   --+--        backward, the gradient goes to the pixel with the largest value
----+----        9 | 5
9 1 | 5 5
"""

import numpy as np

from digitpad.common.errors import ParameterError
from digitpad.common.types import BoolArray, FloatArray
from digitpad.nn.layers import LayerWithoutParameters, Shape


class MaxPool2D(LayerWithoutParameters):
    """Keep the largest value of every `size` x `size` window, stride `size`.

    Rows and columns at the end that fill no window are ignored. Where several values of a window
    are equal, the first one gets the gradient.

    Args:
        size: pixels along a window's side.

    Raises:
        ParameterError: the size is below 1.
    """

    kind = "maxpool"

    def __init__(self, size: int = 2) -> None:
        super().__init__()
        if size < 1:
            raise ParameterError(
                "a pooling window needs a size of at least 1, not {size}", size=size
            )
        self.size = size

    def output_shape(self, input_shape: Shape) -> Shape:
        """(height, width, channels) -> (height // size, width // size, channels)."""
        if len(input_shape) != 3 or min(input_shape[:2]) < self.size:
            raise ParameterError(
                "pooling by {size} needs an input of at least that height and width, not shape "
                "{input_shape}",
                size=self.size,
                input_shape=input_shape,
            )
        return (input_shape[0] // self.size, input_shape[1] // self.size, input_shape[2])

    def _window_pixels(self, x: FloatArray) -> list[FloatArray]:
        """For each position in a window, the pixels there: size * size views (H', W', N, C)."""
        height, width = (length // self.size * self.size for length in x.shape[:2])
        return [
            x[row : height : self.size, column : width : self.size]
            for row in range(self.size)
            for column in range(self.size)
        ]

    def forward(self, x: FloatArray, *, training: bool = False) -> FloatArray:
        """(H, W, N, C) -> (H // size, W // size, N, C).

        The pixels of a window are compared one after the other with the largest so far.
        """
        self._input_shape = x.shape
        first, *others = self._window_pixels(x)
        out = self._buffer("output", first.shape)
        if not others:
            np.copyto(out, first)
        largest = first
        self._is_larger: list[BoolArray] = []
        for position, pixels in enumerate(others):
            if training:
                is_larger = self._buffer(f"is_larger{position}", first.shape, np.bool_)
                self._is_larger.append(np.greater(pixels, largest, out=is_larger))
            largest = np.maximum(largest, pixels, out=out)
        return out

    def _input_gradient(self, grad: FloatArray) -> FloatArray:
        """(H // size, W // size, N, C) -> (H, W, N, C).

        In reverse order: a pixel that was larger than all before it takes the gradient, and
        nothing is left for those.
        """
        out = self._buffer("input_gradient", self._input_shape)
        if self._input_shape[0] % self.size or self._input_shape[1] % self.size:
            out.fill(0)
        first, *others = self._window_pixels(out)
        for pixels, is_larger in zip(reversed(others), reversed(self._is_larger), strict=True):
            np.multiply(grad, is_larger, out=pixels)
            np.subtract(grad, pixels, out=grad)
        np.copyto(first, grad)
        return out
