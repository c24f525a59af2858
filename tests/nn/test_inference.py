"""Inference: the same logits for one image and for many, in every call, from any thread."""

import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from digitpad.common.errors import ThreadLimitError
from digitpad.nn.architectures import architecture
from digitpad.nn.inference import FEW, Inference, release_buffers
from digitpad.nn.parallel import ParallelNetwork


@pytest.fixture(params=["mlp", "cnn-small", "cnn"])
def network(request):
    return architecture(request.param).network(seed=3).without_dropout()


def images(count, seed=0):
    return np.random.default_rng(seed).random((count, 28, 28), dtype=np.float32)


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 200])
def test_the_logits_are_those_of_the_network(network, count):
    expected = network.replica().forward(images(count))
    for _ in range(2):
        found = Inference(network, threads=2, part_size=16).logits(images(count))
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_the_next_call_does_not_change_earlier_logits(network):
    inference = Inference(network, threads=2, part_size=16)
    for count in (1, 100):
        first = inference.logits(images(count, seed=1))
        kept = first.copy()
        inference.logits(images(count, seed=2))
        assert np.array_equal(first, kept)


def test_several_threads_may_call_at_once(network):
    inference = Inference(network, threads=2, part_size=16)
    counts = [1, 90, 5, 200, 32, 90, 2, 200] * 4
    alone = {count: inference.logits(images(count)) for count in counts}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda count: inference.logits(images(count)), counts))
    for count, logits in zip(counts, found, strict=True):
        np.testing.assert_allclose(logits, alone[count], rtol=1e-5, atol=1e-6)


def test_buffers_for_many_images_are_kept_until_they_are_released(network):
    inference = Inference(network, threads=2, part_size=16)
    before = set(threading.enumerate())
    first = inference.logits(images(200))
    pool = weakref.ref(inference._pool)
    (thread,) = set(threading.enumerate()) - before
    inference.logits(images(200))
    assert inference._pool is pool()
    release_buffers()
    assert pool() is None
    thread.join(10)
    assert not thread.is_alive()
    assert np.array_equal(inference.logits(images(200)), first)


def test_buffers_for_a_few_images_are_kept_in_each_thread_until_they_are_released(network):
    inference = Inference(network, threads=2, part_size=16)
    first = inference.logits(images(5))
    replica = weakref.ref(inference._of_thread.replica)
    inference.logits(images(1))
    assert inference._of_thread.replica is replica()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: inference._of_thread.replica).result() is not replica()
    release_buffers()
    assert replica() is None
    assert np.array_equal(inference.logits(images(5)), first)


def test_buffers_in_use_are_not_released(network, monkeypatch):
    inference = Inference(network, threads=2, part_size=16)
    expected = inference.logits(images(200))
    compute = inference._pool.logits
    monkeypatch.setattr(inference._pool, "logits", lambda x: (release_buffers(), compute(x))[1])
    assert np.array_equal(inference.logits(images(200)), expected)
    assert inference._pool is not None


def test_after_a_thread_could_not_be_started_nothing_waits_for_one(network, monkeypatch):
    workers = ParallelNetwork(network, threads=2, part_size=16)

    def refuse(*_):
        raise RuntimeError("can't start new thread")

    expected = network.replica().forward(images(200))
    with monkeypatch.context() as patch:
        patch.setattr(threading, "_start_new_thread", refuse)
        with pytest.raises(ThreadLimitError, match="no more threads"):
            workers.logits(images(200))
    assert workers._pool._work_queue.empty()
    with workers:
        np.testing.assert_allclose(workers.logits(images(200)), expected, rtol=1e-4, atol=1e-5)
