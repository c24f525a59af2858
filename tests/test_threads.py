"""Work in parts."""

import numpy as np
import pytest

from digitpad.threads import blas_threads, in_parts, one_blas_thread, sum_in_parts
from tests.blas import threads_of_blas


@pytest.mark.parametrize("threads", [1, 2, 3, None])
@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_every_item_is_worked_on_once(count, threads):
    done = np.zeros(count, int)

    def work(part):
        done[part] += 1

    in_parts(work, count, 9, threads)
    assert (done == 1).all()


@pytest.mark.parametrize("threads", [1, 2, 3, None])
def test_sums_are_complete_and_repeatable(threads):
    values = np.random.default_rng(0).random((100, 3), np.float32)
    sums = [sum_in_parts(lambda part: values[part].sum(axis=0), 100, 9, threads) for _ in range(2)]
    np.testing.assert_allclose(sums[0], values.sum(axis=0), rtol=1e-5)
    np.testing.assert_array_equal(sums[0], sums[1])


def test_an_error_in_a_thread_comes_out():
    def work(part):
        if part.start > 50:
            raise ValueError("broken part")

    with pytest.raises(ValueError, match="broken part"):
        in_parts(work, 100, 9, 2)


def test_blas_gets_its_threads_back():
    before = threads_of_blas()
    with one_blas_thread():
        with one_blas_thread():
            assert threads_of_blas() == 1
        assert threads_of_blas() == 1
    assert threads_of_blas() == before


def test_overlapping_wishes_for_one_blas_thread_hold_to_the_last():
    """As when the pad answers while digits are looked through: it asks first and is done first."""
    before = threads_of_blas()
    first, second = one_blas_thread(), one_blas_thread()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert threads_of_blas() == 1
    second.__exit__(None, None, None)
    assert threads_of_blas() == before


def test_of_overlapping_wishes_the_smallest_number_holds():
    before = threads_of_blas()
    with blas_threads(3):
        assert threads_of_blas() == 3
        with one_blas_thread():
            assert threads_of_blas() == 1
            with blas_threads(2):
                assert threads_of_blas() == 1
        assert threads_of_blas() == 3
    assert threads_of_blas() == before
