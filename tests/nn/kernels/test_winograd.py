"""Winograd convolution: exact matrices, tiles that cover every output, small errors."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.nn.kernels.reference import (
    convolve_reference,
    convolve_reference_backward,
    winograd_reference,
)
from digitpad.nn.kernels.winograd import WinogradConvolution
from digitpad.nn.kernels.winograd_matrices import (
    ONE,
    Axis,
    WinogradMatrices,
    tile_for,
)

SIZES = [(tile, taps) for taps in (2, 3, 4, 5) for tile in range(max(2, taps - 1), 10 - taps)]


@pytest.mark.parametrize(("tile", "taps"), SIZES)
def test_matrices_compute_a_correlation(tile, taps):
    generator = np.random.default_rng(0)
    d, g = generator.standard_normal(tile + taps - 1), generator.standard_normal(taps)
    matrices = WinogradMatrices.of(tile, taps)
    y = matrices.A_T @ ((matrices.G @ g) * (matrices.B_T @ d))
    np.testing.assert_allclose(y, np.correlate(d, g, "valid"), atol=1e-12)


@pytest.mark.parametrize(("tile", "taps"), SIZES)
def test_transforms_are_exact_in_single_precision(tile, taps):
    matrices = WinogradMatrices.of(tile, taps)
    for matrix in (matrices.A_T, matrices.B_T):
        np.testing.assert_array_equal(matrix, matrix.astype(np.float32))


@pytest.mark.parametrize(("tile", "taps"), SIZES)
def test_a_number_added_at_the_point_one_is_added_to_every_output(tile, taps):
    assert (WinogradMatrices.of(tile, taps).A_T[:, ONE] == 1).all()


def test_tiles_are_chosen_for_few_products():
    assert [tile_for(outputs, 3) for outputs in (8, 10, 24, 28)] == [4, 5, 6, 4]
    assert tile_for(1, 3) == 2


@pytest.mark.parametrize("tile", [2, 4, 6])
def test_the_plain_form_agrees_with_the_direct_and_the_fast_convolution(tile):
    generator = np.random.default_rng(1)
    x, weight = generator.standard_normal((14, 26, 8)), generator.standard_normal((3, 3, 8, 9))
    plain = winograd_reference(x, weight, tile)
    direct = convolve_reference(x[:, :, None], weight)[:, :, 0]
    np.testing.assert_allclose(plain, direct, atol=1e-11)
    fast = WinogradConvolution((14, 26, 1, 8), weight.shape, (0, 0), tile).forward(
        x[:, :, None].astype(np.float32), weight.astype(np.float32), np.zeros(9, np.float32)
    )
    assert abs(fast[:, :, 0] - plain).max() < 2e-5 * abs(plain).max()


@pytest.mark.parametrize("padding", [0, 1, 2, 5])
@pytest.mark.parametrize("length", [3, 7, 8, 26])
def test_each_output_belongs_to_one_tile_that_covers_its_inputs(length, padding):
    axis = Axis(length, 3, padding)
    outputs = [
        o for tile in range(axis.tiles) for o in range(length + 2 * padding)[axis.outputs_of(tile)]
    ]
    assert outputs == list(range(length + 2 * padding - 2))
    for tile in range(axis.tiles):
        of_tile, of_image = axis.inputs_of(tile)
        assert of_tile.stop - of_tile.start == of_image.stop - of_image.start
        assert 0 <= of_tile.start <= of_tile.stop <= axis.points
        assert 0 <= of_image.start <= of_image.stop <= length
        if of_image.stop > of_image.start:
            assert of_image.start - of_tile.start == tile * axis.tile - padding


@pytest.mark.parametrize("tile", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("padding", [(0, 0), (1, 1)])
def test_every_tile_size_has_errors_below_one_in_a_hundred_thousand(tile, padding):
    generator = np.random.default_rng(tile)
    x = np.maximum(generator.standard_normal((13, 14, 4, 32)), 0)
    weight = generator.standard_normal((3, 3, 32, 24)) / 17
    out = convolve_reference(x, weight, None, padding)
    grad = generator.standard_normal(out.shape)
    expected = (out, *convolve_reference_backward(x, weight, grad, padding))

    convolution = WinogradConvolution(x.shape, weight.shape, padding, tile)
    x, weight, grad = (array.astype(np.float32) for array in (x, weight, grad))
    out = convolution.forward(x, weight, np.zeros(weight.shape[3], np.float32))
    gradients = convolution.backward(grad, weight, input_gradient=True)
    for found, right in zip((out, *gradients), expected, strict=True):
        assert abs(found - right).max() < 1e-5 * abs(right).max()


def test_a_part_of_a_tile_at_the_lower_edge():
    generator = np.random.default_rng(0)
    x = generator.standard_normal((23, 9, 3, 8))
    weight = generator.standard_normal((3, 3, 8, 8))
    grad = generator.standard_normal((23, 9, 3, 8))
    expected = convolve_reference_backward(x, weight, grad, (1, 1))

    convolution = WinogradConvolution(x.shape, weight.shape, (1, 1))
    x32, weight32, grad32 = (array.astype(np.float32) for array in (x, weight, grad))
    out = convolution.forward(x32, weight32, np.zeros(8, np.float32))
    assert abs(out - convolve_reference(x, weight, None, (1, 1))).max() < 3e-4
    gradients = convolution.backward(grad32, weight32, input_gradient=True)
    for found, right in zip(gradients, expected, strict=True):
        assert abs(found - right).max() < 1e-5 * abs(right).max()


def test_kernel_of_one_pixel_is_refused():
    with pytest.raises(ParameterError, match="2 to 5 pixels, not 1 x 3"):
        WinogradConvolution((8, 8, 2, 8), (1, 3, 8, 8), (0, 0))
