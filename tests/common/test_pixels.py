"""Conversion of pixels between bytes and floats."""

import numpy as np

from digitpad.common.pixels import as_bytes, as_floats


def test_bytes_are_the_same_after_floats():
    images = np.arange(256, dtype=np.uint8).reshape(4, 8, 8)
    floats = as_floats(images)
    assert floats.dtype == np.float32
    assert (floats.min(), floats.max()) == (0, 1)
    np.testing.assert_array_equal(as_bytes(floats), images)


def test_floats_are_only_converted_to_float32():
    images = np.linspace(0, 1, 9).reshape(1, 3, 3)
    np.testing.assert_array_equal(as_floats(images), images.astype(np.float32))
    single = images.astype(np.float32)
    assert as_floats(single) is single


def test_floats_outside_the_range_are_clipped():
    assert as_bytes(np.array([-1, 0.5, 2], np.float32)).tolist() == [0, 128, 255]
