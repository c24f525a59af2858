"""Background work of the window: values, order, cancelling, errors, and closing during work."""

import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from digitpad.common.errors import Cancelled, DatasetError
from digitpad.gui.background import BackgroundJob, UnexpectedError
from digitpad.gui.crash import CrashHandler, log_folder


@pytest.fixture
def job(surroundings):
    job = BackgroundJob()
    yield job
    job.shut_down()


@pytest.fixture
def values(job):
    """The values of the functions that finished."""
    values = []
    job.finished.connect(values.append)
    return values


@pytest.fixture
def crashes(surroundings, monkeypatch):
    """The handler of unexpected exceptions, as the program installs it."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handler = CrashHandler()
    handler.install()
    yield handler
    handler.uninstall()
    if handler.dialog is not None:
        handler.dialog.close()


class Gate:
    """A function that runs until it is let go, and returns a value."""

    def __init__(self, value):
        self.begun, self.go_on = threading.Event(), threading.Event()
        self._value = value

    def __call__(self, _task):
        self.begun.set()
        assert self.go_on.wait(60)
        return self._value


def until_cancelled(begun):
    """A function that runs until it is cancelled."""

    def work(task):
        begun.set()
        while not task.cancelled():
            time.sleep(0.005)
        raise Cancelled("cancelled")

    return work


def fail_by_fault(_task):
    return list(range(1))[1]


def fail_by_data(_task):
    raise DatasetError("digits.gz: the file is damaged")


def test_the_value_arrives_after_its_progress_in_the_window_s_thread(job, qtbot):
    seen = []
    job.progressed.connect(lambda done, total: seen.append((done, total)))

    def count(task):
        for step in range(1, 4):
            task.progress(step, 3)
        return threading.get_ident()

    def then(thread):
        seen.append((thread != threading.get_ident(), threading.get_ident()))

    with qtbot.waitSignal(job.finished):
        job.start(count, then)
    assert seen[-2:] == [(3, 3), (True, threading.get_ident())]
    assert not job.is_busy


def test_a_partial_result_is_shown_while_the_work_goes_on(job, qtbot):
    gate = Gate("whole")

    def work(task):
        task.show_partial("half")
        return gate(task)

    with qtbot.waitSignal(job.partial_result) as partial:
        job.start(work)
    assert partial.args == ["half"]
    assert job.is_busy
    with qtbot.waitSignal(job.finished) as finished:
        gate.go_on.set()
    assert finished.args == ["whole"]


def test_only_the_newest_of_several_requests_is_finished(job, values, qtbot):
    begun = threading.Event()
    job.start(until_cancelled(begun))
    assert begun.wait(10)
    job.start(lambda _task: "second")
    job.start(lambda _task: "third")
    qtbot.waitUntil(lambda: values == ["third"])
    assert not job.is_busy


def test_added_functions_run_one_after_the_other(job, values, qtbot):
    gate, order = Gate("first"), []
    with qtbot.waitSignal(job.idle):
        job.add(gate, order.append)
        job.add(lambda _task: "second", order.append)
        job.add(lambda _task: "third", order.append)
        assert job.is_busy
        gate.go_on.set()
    assert order == values == ["first", "second", "third"]


def test_the_next_function_runs_after_one_that_failed(job, values, qtbot):
    job.add(fail_by_data)
    job.add(lambda _task: "second")
    qtbot.waitUntil(lambda: values == ["second"])


def test_a_slot_may_start_the_next_function(job, values, qtbot):
    job.start(lambda _task: "first", then=lambda _: job.start(lambda _task: "second"))
    qtbot.waitUntil(lambda: values == ["first", "second"])


def test_cancelling_is_reported_at_once_and_is_no_failure(job, values, qtbot):
    begun, failures = threading.Event(), []
    job.failed.connect(failures.append)
    job.start(until_cancelled(begun))
    job.add(lambda _task: "never")
    assert begun.wait(10)
    with qtbot.waitSignals([job.cancelled, job.idle]):
        job.cancel()
        assert not job.is_busy
    assert failures == values == []


def test_an_expected_error_is_emitted_and_opens_no_dialog(job, crashes, qtbot):
    with qtbot.waitSignal(job.failed) as failed:
        job.start(fail_by_data)
    assert str(failed.args[0]) == "digits.gz: the file is damaged"
    QTest.qWait(20)
    assert crashes.dialog is None
    assert not job.is_busy


def test_an_unexpected_error_is_logged_with_its_traceback_and_shown_in_one_dialog(
    job, crashes, qtbot
):
    with qtbot.waitSignal(job.failed) as failed:
        job.start(fail_by_fault)
    qtbot.waitUntil(lambda: crashes.dialog is not None)
    dialog = crashes.dialog
    assert "fail_by_fault" in dialog.detailedText()
    assert "report" in dialog.informativeText()
    with qtbot.waitSignal(job.failed):
        job.start(fail_by_fault)
    QTest.qWait(20)
    assert crashes.dialog is dialog
    log = (log_folder() / "digitpad.log").read_text(encoding="utf-8")
    assert log.count("IndexError: list index out of range") >= 2
    assert "fail_by_fault" in log
    assert isinstance(failed.args[0], UnexpectedError)
    assert "list index" not in str(failed.args[0])


def test_a_thread_outlives_the_object_that_started_it(surroundings, qtbot):
    gate, owner = Gate("written"), QObject()
    job, values = BackgroundJob(owner), []
    job.finished.connect(values.append)
    job.start(gate)
    assert gate.begun.wait(10)
    job.leave()
    owner.deleteLater()
    QTest.qWait(20)
    gate.go_on.set()
    qtbot.waitUntil(lambda: not _worker_threads())
    assert values == []


def test_last_work_runs_after_all_functions_that_were_left(job, values, qtbot):
    gate, order = Gate(None), []
    job.start(gate)
    job.add(lambda _task: order.append("waiting"))
    job.leave(lambda: order.append("last"))
    assert not job.is_busy
    QTest.qWait(20)
    assert order == []
    gate.go_on.set()
    qtbot.waitUntil(lambda: order == ["waiting", "last"])
    QTest.qWait(20)
    assert values == []


def test_shutting_down_neither_waits_nor_delivers_and_the_next_function_runs(job, values, qtbot):
    gate = Gate("first")
    job.start(gate)
    assert gate.begun.wait(10)
    job.shut_down()
    assert not job.is_busy
    job.start(lambda _task: "second")
    qtbot.waitUntil(lambda: values == ["second"])
    gate.go_on.set()
    qtbot.waitUntil(lambda: not _worker_threads())
    QTest.qWait(20)
    assert values == ["second"]


def _worker_threads():
    return [one for one in threading.enumerate() if one.name == "digitpad-worker"]


@pytest.fixture
def busy(window, qtbot):
    """The window while the learner works."""
    gate = Gate(None)
    work = window.corrections.learner.job
    work.start(gate)
    assert gate.begun.wait(10)
    yield window
    gate.go_on.set()


def test_the_window_closes_at_once_while_work_goes_on(busy):
    started = time.monotonic()
    busy.close()
    assert time.monotonic() - started < 5
    assert not busy.isVisible()


_CLOSE_DURING_WORK = """
import pathlib, sys, time
from concurrent.futures import ThreadPoolExecutor
from PySide6.QtCore import QTimer
from digitpad.gui import application

def slow(task):
    time.sleep(3)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(time.sleep, 0).result()
    pathlib.Path(sys.argv[1]).write_text("complete")
    raise {error}

make = application.WindowContext.window

def window(context, model=None):
    made = make(context, model)
    made.corrections.learner.job.start(slow)
    QTimer.singleShot(300, made.close)
    return made

def wait():
    print(time.monotonic() - started < 3)
    wait_for_all()

application.WindowContext.window = window
wait_for_all, application.wait_for_all = application.wait_for_all, wait
started = time.monotonic()
print(application.run(["digitpad"]))
"""


@pytest.mark.parametrize("error", ["OSError('gone')", "IndexError('fault')"])
def test_the_process_exits_cleanly_after_the_work_that_outlives_the_window(tmp_path, error):
    written = tmp_path / "written"
    done = subprocess.run(
        [sys.executable, "-c", _CLOSE_DURING_WORK.replace("{error}", error), str(written)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "0"]
    assert written.read_text() == "complete"
    assert "QThread" not in done.stderr
    assert "Traceback" not in done.stderr or "IndexError" in done.stderr


def test_a_fault_in_what_follows_does_not_stop_the_next_function(job, values, qtbot):
    idle = []
    job.idle.connect(lambda: idle.append(True))

    def fail(_value):
        raise ValueError("fault of the window")

    with qtbot.captureExceptions() as faults:
        job.add(lambda _: 1, then=fail)
        job.add(lambda _: 2)
        qtbot.waitUntil(lambda: bool(idle))
    assert values == [2]
    assert [str(fault[1]) for fault in faults] == ["fault of the window"]


def test_an_expected_error_is_logged_with_its_traceback(job, qtbot, caplog):
    def fail(_task):
        raise DatasetError("nothing there")

    with qtbot.waitSignal(job.failed):
        job.start(fail)
    (record,) = caplog.records
    assert record.exc_info[0] is DatasetError
