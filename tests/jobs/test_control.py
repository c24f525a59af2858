"""Pausing for the pen, stopping, and requesting changes."""

import itertools
import threading
import time

import pytest

from digitpad.common.cancellation import Interrupted
from digitpad.common.errors import ParameterError
from digitpad.jobs import control as control_module
from digitpad.jobs.control import JobControl, StopReason


@pytest.fixture
def passes():
    """A control, and a thread that calls its check over and over, noting when."""
    control, times, ended = JobControl(), [], threading.Event()

    def go():
        try:
            while not ended.is_set():
                control.check()
                times.append(time.perf_counter())
                time.sleep(0.002)
        except Interrupted:
            times.append(None)

    thread = threading.Thread(target=go, daemon=True)
    thread.start()
    yield control, times, thread
    ended.set()
    control.cancel()
    thread.join(2)


def longest_break(times):
    return max(b - a for a, b in itertools.pairwise(times))


def wait_for(condition):
    deadline = time.perf_counter() + 5
    while not condition():
        assert time.perf_counter() < deadline
        time.sleep(0.005)


def test_the_work_waits_for_the_pen_for_a_moment_and_no_longer(passes, monkeypatch):
    monkeypatch.setattr(control_module, "YIELD_SECONDS", 0.2)
    control, times, _ = passes
    wait_for(lambda: len(times) > 3)
    control.yield_to_pen()
    asked = time.perf_counter()
    wait_for(lambda: times[-1] > asked + 0.3)
    assert longest_break(times) > 0.15


def test_it_waits_as_long_as_the_pen_moves(passes, monkeypatch):
    monkeypatch.setattr(control_module, "YIELD_SECONDS", 0.2)
    control, times, _ = passes
    wait_for(lambda: len(times) > 3)
    for _ in range(8):
        control.yield_to_pen()
        time.sleep(0.05)
    asked = time.perf_counter()
    wait_for(lambda: times[-1] > asked)
    assert longest_break(times) > 0.35


def test_cancelling_ends_the_wait_at_once(passes, monkeypatch):
    monkeypatch.setattr(control_module, "YIELD_SECONDS", 60)
    control, times, thread = passes
    control.yield_to_pen()
    time.sleep(0.05)
    control.cancel()
    thread.join(1)
    assert not thread.is_alive()
    assert times[-1] is None


def test_a_pause_outlasts_the_wait_for_the_pen(passes, monkeypatch):
    monkeypatch.setattr(control_module, "YIELD_SECONDS", 0.05)
    control, times, _ = passes
    control.pause()
    control.yield_to_pen()
    time.sleep(0.02)
    count = len(times)
    time.sleep(0.2)
    assert len(times) == count
    control.resume()
    wait_for(lambda: len(times) > count)


def test_only_its_own_reason_ends_a_stop():
    control = JobControl()
    control.pause()
    control.keep()
    with pytest.raises(Interrupted):
        control.check()
    control.end_stop(StopReason.MORE_EPOCHS)
    with pytest.raises(Interrupted):
        control.check()
    control.end_stop(StopReason.KEEP)
    control.check()


def test_requested_changes_become_one_and_are_taken_once():
    control = JobControl()
    control.change({"learning_rate": 0.5, "momentum": 0.1})
    control.change({"learning_rate": 0.2})
    control.add_epoch()
    control.add_epoch()
    changes = control.taken_changes(epochs=7)
    assert changes == {"learning_rate": 0.2, "momentum": 0.1, "epochs": 9}
    assert control.taken_changes(epochs=9) == {}
    with pytest.raises(ParameterError, match="batch size cannot be changed"):
        control.change({"batch_size": 3})
