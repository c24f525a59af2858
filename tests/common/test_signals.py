"""Signals end what is being done, with the exit code that shells expect."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from digitpad.common.signals import ENDING, Ended, ended_by_signals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_ends_the_block_and_the_handlers_from_before_are_back(number):
    before = signal.getsignal(number)
    with pytest.raises(Ended) as ended, ended_by_signals():
        signal.raise_signal(number)
    assert ended.value.exit_code == 128 + number
    assert signal.getsignal(number) == before


def test_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by_signals():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_in_another_thread_nothing_is_changed():
    seen = []

    def look():
        with ended_by_signals():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]


def test_a_signal_that_only_interrupts_a_destructor_ends_the_block_a_little_later():
    program = """
import signal, sys, time
from digitpad.common.signals import Ended, resend_if_swallowed, ended_by_signals
sys.unraisablehook = resend_if_swallowed
class Slow:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)
        time.sleep(0.01)
try:
    with ended_by_signals():
        Slow()
        time.sleep(30)
except Ended as ended:
    sys.exit(ended.exit_code)
"""
    started = time.monotonic()
    found = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert (found.returncode, found.stderr) == (143, "")
    assert time.monotonic() - started < 20
