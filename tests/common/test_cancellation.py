"""Long work is paused, cancelled and resumed, wherever it is."""

import threading
import time

import numpy as np
import pytest

from digitpad.common.cancellation import (
    CancellationToken,
    Interrupted,
    cancellable,
    check_cancelled,
    clock,
)
from digitpad.common.threads import in_parts, sum_in_parts
from digitpad.data.synthetic.generate import draw


def test_the_check_does_nothing_without_a_token():
    check_cancelled()
    calls = []
    with cancellable(lambda: calls.append(1)):
        check_cancelled()
    check_cancelled()
    assert calls == [1]


def stopping_after(count):
    calls = []

    def check():
        calls.append(1)
        if len(calls) > count:
            raise Interrupted

    return check


@pytest.mark.parametrize("threads", [1, 2])
def test_work_in_parts_stops_between_two_parts(threads):
    done = []
    with cancellable(stopping_after(4)), pytest.raises(Interrupted):
        in_parts(done.append, 100, 1, threads)
    assert len(done) <= 4


def test_a_sum_in_parts_stops_too():
    with cancellable(stopping_after(3)), pytest.raises(Interrupted):
        sum_in_parts(lambda part: np.ones(1), 100, 1, 1)


def test_drawing_stops_within_a_part_and_goes_on_with_the_same_drawings():
    whole = [part for _, part in draw(1200, 0, seed=3)]
    parts = []
    with cancellable(stopping_after(700)), pytest.raises(Interrupted):
        parts += (part for _, part in draw(1200, 0, seed=3))
    parts = whole[:1] + [part for _, part in draw(1200, 0, seed=3, done=500)]
    for part, expected in zip(parts, whole, strict=True):
        np.testing.assert_array_equal(part.images, expected.images)


def work(token, passed):
    try:
        while len(passed) < 100_000:
            token.check()
            passed.append(1)
            time.sleep(0.001)
    except Interrupted:
        passed.append("stopped")


def begin_work(token, passed):
    threads = [threading.Thread(target=work, args=(token, passed)) for _ in range(2)]
    for thread in threads:
        thread.start()
    return threads


def test_a_pause_stops_all_threads_and_the_clock_until_it_ends():
    told = []
    token = CancellationToken(lambda: told.append("waiting"), lambda: told.append("going on"))
    passed = []
    threads = begin_work(token, passed)
    token.pause()
    deadline = time.monotonic() + 10
    while not told and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(0.05)
    count, stood = len(passed), clock()
    time.sleep(0.1)
    assert len(passed) == count
    token.resume()
    assert clock() - stood < 0.08
    assert told == ["waiting", "going on"]
    token.cancel()
    for thread in threads:
        thread.join(10)
    assert passed.count("stopped") == 2
    assert len(passed) > count


def test_the_clock_leaves_out_a_short_pause_too():
    token = CancellationToken()
    begun, begun_by_the_wall = clock(), time.perf_counter()
    for _ in range(2):
        token.pause_for(0.2)
        token.check()
    assert time.perf_counter() - begun_by_the_wall > 0.38
    assert clock() - begun < 0.1


def test_cancelling_ends_a_pause_and_can_be_taken_back():
    token = CancellationToken()
    token.pause()
    token.cancel()
    with pytest.raises(Interrupted):
        token.check()
    token.reset()
    token.check()
