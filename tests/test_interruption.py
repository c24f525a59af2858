"""Long work is held, stopped and gone on with, wherever it is."""

import threading
import time

import numpy as np
import pytest

from digitpad.data.synthetic.generate import draw
from digitpad.interruption import Interrupted, breathe, clock, interruptible
from digitpad.runs.gate import Gate, Reason
from digitpad.threads import in_parts, sum_in_parts


def test_breathing_does_nothing_unless_somebody_asks():
    breathe()
    calls = []
    with interruptible(lambda: calls.append(1)):
        breathe()
    breathe()
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
    with interruptible(stopping_after(4)), pytest.raises(Interrupted):
        in_parts(done.append, 100, 1, threads)
    assert len(done) <= 4


def test_a_sum_in_parts_stops_too():
    with interruptible(stopping_after(3)), pytest.raises(Interrupted):
        sum_in_parts(lambda part: np.ones(1), 100, 1, 1)


def test_drawing_stops_within_a_part_and_goes_on_with_the_same_drawings():
    whole = [part for _, part in draw(1200, 0, seed=3)]
    parts = []
    with interruptible(stopping_after(700)), pytest.raises(Interrupted):
        parts += (part for _, part in draw(1200, 0, seed=3))
    parts = whole[:1] + [part for _, part in draw(1200, 0, seed=3, done=500)]
    for part, expected in zip(parts, whole, strict=True):
        np.testing.assert_array_equal(part.images, expected.images)


def worker(gate, passed):
    try:
        while len(passed) < 100_000:
            gate()
            passed.append(1)
            time.sleep(0.001)
    except Interrupted:
        passed.append("stopped")


def test_a_closed_gate_holds_everybody_until_it_opens_and_the_clock_stands_still():
    told = []
    gate = Gate(lambda: told.append("waiting"), lambda: told.append("going on"))
    passed = []
    workers = [threading.Thread(target=worker, args=(gate, passed)) for _ in range(2)]
    for thread in workers:
        thread.start()
    gate.close()
    deadline = time.monotonic() + 10
    while not told and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(0.05)
    count, stood = len(passed), clock()
    time.sleep(0.1)
    assert len(passed) == count
    gate.open()
    assert clock() - stood < 0.08
    assert told == ["waiting", "going on"]
    gate.stop(Reason.CANCEL)
    for thread in workers:
        thread.join(10)
    assert passed.count("stopped") == 2
    assert len(passed) > count


def test_a_stop_ends_a_pause_and_only_its_own_reason_takes_it_back():
    gate = Gate()
    gate.close()
    gate.stop(Reason.KEEP)
    with pytest.raises(Interrupted):
        gate()
    gate.reset(Reason.MORE_EPOCHS)
    with pytest.raises(Interrupted):
        gate()
    gate.close()
    gate.reset(Reason.KEEP)
    gate()
