"""Waiting, stopping, and making way for a pen."""

import itertools
import threading
import time

import pytest

from digitpad.interruption import Interrupted
from digitpad.runs import gate as gate_module
from digitpad.runs.gate import Gate, Reason


@pytest.fixture
def passes():
    """A gate, and a thread that goes through it over and over, noting when."""
    gate, times, ended = Gate(), [], threading.Event()

    def go():
        try:
            while not ended.is_set():
                gate()
                times.append(time.perf_counter())
                time.sleep(0.002)
        except Interrupted:
            times.append(None)

    thread = threading.Thread(target=go, daemon=True)
    thread.start()
    yield gate, times, thread
    ended.set()
    gate.stop(Reason.CANCEL)
    thread.join(2)


def longest_break(times):
    return max(b - a for a, b in itertools.pairwise(times))


def wait_for(condition):
    deadline = time.perf_counter() + 5
    while not condition():
        assert time.perf_counter() < deadline
        time.sleep(0.005)


def test_making_way_holds_the_work_for_a_moment_and_no_longer(passes, monkeypatch):
    monkeypatch.setattr(gate_module, "WAY_SECONDS", 0.2)
    gate, times, _ = passes
    wait_for(lambda: len(times) > 3)
    gate.make_way()
    asked = time.perf_counter()
    wait_for(lambda: times[-1] > asked + 0.3)
    assert longest_break(times) > 0.15


def test_asked_again_it_goes_on_holding(passes, monkeypatch):
    monkeypatch.setattr(gate_module, "WAY_SECONDS", 0.2)
    gate, times, _ = passes
    wait_for(lambda: len(times) > 3)
    for _ in range(8):
        gate.make_way()
        time.sleep(0.05)
    asked = time.perf_counter()
    wait_for(lambda: times[-1] > asked)
    assert longest_break(times) > 0.35


def test_a_stop_ends_it_at_once(passes, monkeypatch):
    monkeypatch.setattr(gate_module, "WAY_SECONDS", 60)
    gate, times, thread = passes
    gate.make_way()
    time.sleep(0.05)
    gate.stop(Reason.CANCEL)
    thread.join(1)
    assert not thread.is_alive()
    assert times[-1] is None


def test_a_pause_outlasts_it(passes, monkeypatch):
    monkeypatch.setattr(gate_module, "WAY_SECONDS", 0.05)
    gate, times, _ = passes
    gate.close()
    gate.make_way()
    time.sleep(0.02)
    count = len(times)
    time.sleep(0.2)
    assert len(times) == count
    gate.open()
    wait_for(lambda: len(times) > count)
