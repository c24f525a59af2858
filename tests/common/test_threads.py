"""Work in parts."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController, threadpool_limits

from digitpad.common import threads as threads_module
from digitpad.common.threads import (
    LIMITS,
    blas_threads,
    cores,
    in_parts,
    one_blas_thread,
    starting_threads,
    sum_in_parts,
)
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


def test_another_error_where_a_thread_is_started_stays_as_it_is():
    with pytest.raises(RuntimeError, match="cannot schedule"), starting_threads():
        raise RuntimeError("cannot schedule new futures after shutdown")


def test_blas_gets_its_threads_back():
    before = threads_of_blas()
    with one_blas_thread():
        with one_blas_thread():
            assert threads_of_blas() == 1
        assert threads_of_blas() == 1
    assert threads_of_blas() == before


def test_a_request_holds_whichever_thread_makes_it():
    before = threads_of_blas()

    def limited():
        with one_blas_thread():
            return threads_of_blas()

    with blas_threads(3), ThreadPoolExecutor(1) as pool:
        assert pool.submit(limited).result() == 1
        assert threads_of_blas() == 3
    # Another package has set a number in this thread.
    for library in ThreadpoolController().select(user_api="blas").lib_controllers:
        library.set_num_threads(before)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(limited).result() == 1
    assert threads_of_blas() == before


def test_overlapping_requests_for_one_blas_thread_hold_to_the_last():
    """As when the pad answers while digits are looked through: it asks first and is done first."""
    before = threads_of_blas()
    first, second = one_blas_thread(), one_blas_thread()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert threads_of_blas() == 1
    second.__exit__(None, None, None)
    assert threads_of_blas() == before


def test_of_overlapping_requests_the_smallest_number_holds():
    before = threads_of_blas()
    with blas_threads(3):
        assert threads_of_blas() == 3
        with one_blas_thread():
            assert threads_of_blas() == 1
            with blas_threads(2):
                assert threads_of_blas() == 1
        assert threads_of_blas() == 3
    assert threads_of_blas() == before


@pytest.fixture
def many_cores(monkeypatch):
    """A machine of 16 cores without any limit."""
    for name in LIMITS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    monkeypatch.setattr(threads_module, "_container_cores", lambda: None)
    monkeypatch.setattr(threads_module._blas_limit, "usual", lambda: 16)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("OMP_NUM_THREADS", "3", 3),
        ("OMP_NUM_THREADS", "4,2", 4),
        ("OPENBLAS_NUM_THREADS", "1", 1),
        ("LOKY_MAX_CPU_COUNT", "5", 5),
        ("OMP_NUM_THREADS", "many", 16),
        ("OMP_NUM_THREADS", "0", 16),
        ("OMP_NUM_THREADS", "64", 16),
    ],
)
def test_limits_in_the_environment_hold(many_cores, name, value, expected):
    many_cores.setenv(name, value)
    assert cores() == expected


def test_a_limit_of_threadpoolctl_holds_and_our_own_requests_do_not_count():
    before = cores()
    with threadpool_limits(1):
        assert cores() == 1
    with one_blas_thread():
        assert cores() == before


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"cpu.max": "150000 100000"}, 2),
        ({"cpu.max": "max 100000"}, None),
        ({"cpu.max": "50000 100000"}, 1),
        ({"cpu,cpuacct/cpu.cfs_quota_us": "300000", "cpu,cpuacct/cpu.cfs_period_us": "100000"}, 3),
        ({"cpu,cpuacct/cpu.cfs_quota_us": "-1", "cpu,cpuacct/cpu.cfs_period_us": "100000"}, None),
        ({"own/cpu.max": "max 100000", "cpu.max": "400000 100000"}, 4),
        ({"own/cpu.max": "200000 100000", "cpu.max": "400000 100000"}, 2),
        ({"cpu.max": "nonsense"}, None),
        ({}, None),
    ],
)
def test_the_quota_of_a_container_holds(tmp_path, monkeypatch, files, expected):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(threads_module, "CGROUPS", tmp_path)
    groups = "4:cpu,cpuacct:/\n0::/own\n"
    monkeypatch.setattr(threads_module.Path, "read_text", reading(groups))
    threads_module._container_cores.cache_clear()
    assert threads_module._container_cores() == expected
    threads_module._container_cores.cache_clear()


def reading(groups):
    usual = threads_module.Path.read_text

    def read_text(path, encoding):
        return groups if str(path) == "/proc/self/cgroup" else usual(path, encoding)

    return read_text


def test_workers_of_joblib_share_the_cores():
    joblib = pytest.importorskip("joblib")
    counts = joblib.Parallel(n_jobs=2)(joblib.delayed(cores)() for _ in range(4))
    assert max(counts) <= max(1, cores() // 2)
