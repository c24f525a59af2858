"""Edges: the gradient of the brightness, by the Sobel operator.

    image -> derivative along x, derivative along y -> strength (length) and direction (angle)

The Sobel operator takes differences along one axis and smooths along the other.
"""

from __future__ import annotations

import numpy as np

from digitpad.common.types import FloatArray


def sobel(images: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The derivative of the brightness along x and along y, in brightness per pixel.

    Args:
        images: (N, 28, 28) float32.

    Returns:
        Two arrays (N, 28, 28) float32. Outside the image, the brightness counts as 0.
    """
    x, y = sobel_planes(np.ascontiguousarray(images.transpose(1, 2, 0)))
    return (np.ascontiguousarray(x.transpose(2, 0, 1)), np.ascontiguousarray(y.transpose(2, 0, 1)))


def strength(x: FloatArray, y: FloatArray) -> FloatArray:
    """The gradient magnitude, the length of (x, y), with the same shape."""
    length: FloatArray = np.sqrt(x * x + y * y)
    return length


def direction(x: FloatArray, y: FloatArray) -> FloatArray:
    """The angle of the gradient (x, y) in radians, from -pi to pi; y points down."""
    angle: FloatArray = np.arctan2(y, x)
    return angle


def sobel_planes(planes: FloatArray) -> tuple[FloatArray, FloatArray]:
    """`sobel` for images along the last axis: (28, 28, n) -> two arrays (28, 28, n) float32.

    With the images along the last axis, all of NumPy's inner loops are long.
    """
    eighth = planes * np.float32(0.125)
    smooth = eighth + eighth
    smooth[1:] += eighth[:-1]
    smooth[:-1] += eighth[1:]
    x = np.empty_like(planes)
    np.subtract(smooth[:, 2:], smooth[:, :-2], out=x[:, 1:-1])
    x[:, 0], x[:, -1] = smooth[:, 1], -smooth[:, -2]
    np.add(eighth, eighth, out=smooth)
    smooth[:, 1:] += eighth[:, :-1]
    smooth[:, :-1] += eighth[:, 1:]
    y = np.empty_like(planes)
    np.subtract(smooth[2:], smooth[:-2], out=y[1:-1])
    y[0], y[-1] = smooth[1], -smooth[-2]
    return x, y


def central_differences(planes: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Derivatives by central differences, as in Dalal and Triggs; 0 on the border.

    Args:
        planes: (28, 28, n) float32, the images along the last axis.

    Returns:
        The difference along x and along y, (28, 28, n) each, in brightness per two pixels.
    """
    x, y = np.zeros_like(planes), np.zeros_like(planes)
    np.subtract(planes[:, 2:], planes[:, :-2], out=x[:, 1:-1])
    np.subtract(planes[2:], planes[:-2], out=y[1:-1])
    return x, y
