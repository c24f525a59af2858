"""Convolution: the plain form against its formula, the fast forms against the plain form."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from digitpad.nn.kernels.convolution import Convolution, fastest
from digitpad.nn.kernels.reference import convolve_reference, convolve_reference_backward

# height, width, images, channels, filters, kernel, padding
VALID, SAME = (0, 0), (1, 1)
SHAPES = [
    (26, 26, 3, 32, 32, (3, 3), VALID),
    (10, 10, 5, 64, 64, (3, 3), VALID),
    (12, 12, 1, 32, 64, (3, 3), VALID),
    (14, 14, 2, 32, 64, (3, 3), SAME),
    (28, 28, 7, 1, 32, (3, 3), VALID),
    (28, 28, 1, 1, 3, (3, 3), VALID),
    (28, 28, 2, 1, 8, (3, 3), SAME),
    (7, 11, 3, 9, 13, (3, 3), SAME),
    (5, 4, 2, 8, 8, (3, 3), VALID),
    (3, 3, 2, 2, 3, (3, 3), VALID),
    (1, 1, 4, 8, 8, (3, 3), SAME),
    (12, 12, 4, 6, 16, (5, 5), VALID),
    (9, 9, 2, 8, 8, (5, 5), (2, 2)),
    (8, 9, 3, 8, 9, (2, 2), VALID),
    (8, 7, 2, 3, 4, (2, 4), VALID),
    (9, 8, 3, 10, 8, (4, 2), (1, 0)),
    (6, 6, 2, 3, 4, (1, 1), VALID),
    (6, 10, 2, 16, 4, (1, 7), (0, 3)),
    (8, 8, 1, 1, 1, (7, 7), (3, 3)),
    (6, 6, 2, 8, 8, (3, 3), (3, 4)),
]
ALGORITHMS = ["auto", "patches", "winograd"]


@pytest.fixture(autouse=True, scope="module")
def one_blas_thread():
    with threadpool_limits(1, "blas"):
        yield


def example(shape, seed=0):
    height, width, n, channels, filters, kernel, padding = shape
    generator = np.random.default_rng(seed)
    x = generator.standard_normal((height, width, n, channels))
    weight = generator.standard_normal((*kernel, channels, filters))
    bias = generator.standard_normal(filters)
    out = convolve_reference(x, weight, bias, padding)
    return x, weight, bias, generator.standard_normal(out.shape), padding


def single(*arrays):
    return [array.astype(np.float32) for array in arrays]


def assert_close(found, expected, tolerance=1e-5):
    """Equal up to rounding errors, relative to the largest value."""
    assert found.dtype == np.float32
    assert found.shape == expected.shape
    assert found.flags.c_contiguous
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * abs(expected).max())


def convolution_for(x, weight, padding, algorithm):
    if algorithm == "winograd" and not all(2 <= taps <= 5 for taps in weight.shape[:2]):
        pytest.skip("Winograd convolution does not support this kernel")
    return Convolution(x.shape, weight.shape, padding, algorithm=algorithm)


def run(convolution, x, weight, bias, grad, **options):
    return convolution.forward(x, weight, bias).copy(), *convolution.backward(
        grad, weight, **options
    )


def test_plain_form_agrees_with_a_sum_written_out_by_hand():
    x = np.arange(12.0).reshape(3, 4, 1, 1)
    weight = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(2, 2, 1, 1)
    out = convolve_reference(x, weight, np.array([0.5]))
    assert out.shape == (2, 3, 1, 1)
    assert out[0, 0, 0, 0] == 1 * 0 + 2 * 1 + 3 * 4 + 4 * 5 + 0.5
    assert out[1, 2, 0, 0] == 1 * 6 + 2 * 7 + 3 * 10 + 4 * 11 + 0.5
    padded = convolve_reference(x, weight, padding=(1, 0))
    assert padded[0, 0, 0, 0] == 3 * 0 + 4 * 1
    assert padded.shape == (4, 3, 1, 1)


@pytest.mark.parametrize(
    "shape", [(5, 4, 2, 2, 3, (3, 2), (1, 0)), (4, 4, 1, 1, 2, (3, 3), SAME)], ids=str
)
def test_plain_gradients_agree_with_finite_differences(shape):
    x, weight, bias, grad, padding = example(shape)
    gradients = convolve_reference_backward(x, weight, grad, padding)
    for array, gradient in zip((x, weight, bias), gradients, strict=True):
        for place in np.ndindex(array.shape):
            value, losses = array[place], []
            for step in (-1e-6, 1e-6):
                array[place] = value + step
                losses.append((convolve_reference(x, weight, bias, padding) * grad).sum())
            array[place] = value
            assert gradient[place] == pytest.approx((losses[1] - losses[0]) / 2e-6, abs=1e-6)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_fast_algorithms_agree_with_the_plain_form(shape, algorithm):
    x, weight, bias, grad, padding = example(shape)
    convolution = convolution_for(x, weight, padding, algorithm)
    out, dx, dweight, dbias = run(convolution, *single(x, weight, bias, grad))
    assert_close(out, convolve_reference(x, weight, bias, padding))
    assert out.shape == convolution.output_shape
    expected = convolve_reference_backward(x, weight, grad, padding)
    for found, gradient in zip((dx, dweight, dbias), expected, strict=True):
        assert_close(found, gradient)


@pytest.mark.parametrize("algorithm", ALGORITHMS[1:])
def test_random_shapes_agree_with_the_plain_form(algorithm):
    generator = np.random.default_rng(7)
    for seed in range(40):
        kernel = tuple(generator.integers(2, 6, 2).tolist())
        padding = tuple(int(generator.integers(0, taps)) for taps in kernel)
        size = [int(generator.integers(taps, 18)) for taps in kernel]
        n, channels, filters = generator.integers(1, 12, 3).tolist()
        shape = (*size, n, channels, filters, kernel, padding)
        x, weight, bias, grad, padding = example(shape, seed)
        convolution = Convolution(x.shape, weight.shape, padding, algorithm=algorithm)
        results = run(convolution, *single(x, weight, bias, grad))
        expected = (
            convolve_reference(x, weight, bias, padding),
            *convolve_reference_backward(x, weight, grad, padding),
        )
        for found, right in zip(results, expected, strict=True):
            assert_close(found, right, 2e-5)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("shape", [SHAPES[3], SHAPES[6], SHAPES[7]], ids=str)
def test_earlier_passes_do_not_change_the_result(shape, algorithm):
    first = example(shape, seed=1)
    second = example(shape, seed=2)
    used = convolution_for(first[0], first[1], first[4], algorithm)
    run(used, *single(*first[:4]))
    run(used, *single(*first[:4]), input_gradient=False)
    fresh = convolution_for(first[0], first[1], first[4], algorithm)
    results = run(used, *single(*second[:4])), run(fresh, *single(*second[:4]))
    for found, expected in zip(*results, strict=True):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_nan_and_infinity_do_not_persist_in_later_passes(algorithm):
    *arrays, padding = example(SHAPES[7])
    x, weight, bias, grad = single(*arrays)
    used = convolution_for(x, weight, padding, algorithm)
    with np.errstate(invalid="ignore"):
        out, *_ = run(used, np.full_like(x, np.nan), weight, bias, np.full_like(grad, np.inf))
    assert np.isnan(out).all()
    fresh = convolution_for(x, weight, padding, algorithm)
    results = run(used, x, weight, bias, grad), run(fresh, x, weight, bias, grad)
    for found, expected in zip(*results, strict=True):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_input_gradient_can_be_left_out(algorithm):
    x, weight, bias, grad, padding = example(SHAPES[7])
    convolution = convolution_for(x, weight, padding, algorithm)
    x32, weight32, bias32, grad32 = single(x, weight, bias, grad)
    convolution.forward(x32, weight32, bias32)
    dx, gradient, _ = convolution.backward(grad32, weight32, input_gradient=False)
    assert dx is None
    assert_close(gradient, convolve_reference_backward(x, weight, grad, padding)[1])


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("shape", [SHAPES[0], SHAPES[3], SHAPES[4]], ids=str)
def test_repeated_passes_allocate_no_arrays(shape, algorithm):
    *arrays, padding = example(shape)
    x, weight, bias, grad = single(*arrays)
    convolution = convolution_for(x, weight, padding, algorithm)

    def both_ways():
        convolution.forward(x, weight, bias)
        convolution.backward(grad, weight)

    both_ways()
    usual = np.setbufsize(256)  # what NumPy allocates for a moment inside its ufuncs
    tracemalloc.start()
    try:
        both_ways()
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        both_ways()
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        np.setbufsize(usual)
    assert peak - before < 20_000  # Python's own small objects
    assert after - before < 2_000


def test_two_threads_with_a_convolution_each_get_the_right_results():
    examples = [example(SHAPES[3], seed) for seed in range(4)]
    convolutions = [Convolution(e[0].shape, e[1].shape, e[4]) for e in examples]
    expected = [
        run(convolution, *single(*e[:4]))
        for convolution, e in zip(convolutions, examples, strict=True)
    ]
    expected = [[array.copy() for array in result] for result in expected]

    def repeat(which):
        for _ in range(10):
            result = run(convolutions[which], *single(*examples[which][:4]))
        return result

    with ThreadPoolExecutor(len(examples)) as pool:
        for found, right in zip(pool.map(repeat, range(len(examples))), expected, strict=True):
            for array, other in zip(found, right, strict=True):
                np.testing.assert_allclose(array, other, rtol=0, atol=1e-5 * abs(other).max())


def test_algorithm_depends_on_the_shapes_alone():
    assert fastest((26, 26, 16, 32), (3, 3, 32, 32)) == "winograd"
    assert fastest((26, 26, 1, 32), (3, 3, 32, 32)) == "patches"
    assert fastest((28, 28, 16, 1), (3, 3, 1, 32)) == "patches"
    assert fastest((12, 12, 16, 32), (1, 1, 32, 64)) == "patches"


@pytest.mark.parametrize("shape", SHAPES[1:8], ids=str)
def test_agrees_with_pytorch(shape):
    torch = pytest.importorskip("torch")
    *arrays, padding = example(shape)
    x, weight, bias, grad = single(*arrays)
    convolution = Convolution(x.shape, weight.shape, padding)
    out, dx, dweight, dbias = run(convolution, x, weight, bias, grad)

    theirs = [
        torch.tensor(np.ascontiguousarray(array), requires_grad=True)
        for array in (x.transpose(2, 3, 0, 1), weight.transpose(3, 2, 0, 1), bias)
    ]
    their_out = torch.nn.functional.conv2d(*theirs, padding=padding)
    their_out.backward(torch.tensor(np.ascontiguousarray(grad.transpose(2, 3, 0, 1))))
    assert_close(out, their_out.detach().numpy().transpose(2, 3, 0, 1))
    assert_close(dx, theirs[0].grad.numpy().transpose(2, 3, 0, 1))
    assert_close(dweight, theirs[1].grad.numpy().transpose(2, 3, 1, 0))
    assert_close(dbias, theirs[2].grad.numpy())
