import threading

import pytest

from digitpad.errors import Cancelled
from digitpad.gui.inspector.long_work import LongWork


@pytest.fixture
def work(surroundings):
    work = LongWork()
    yield work
    work.shut_down()


def wait_until_cancelled(begun):
    def endless(report):
        begun.set()
        while not report.cancelled():
            threading.Event().wait(0.005)
        raise Cancelled("stop")

    return endless


def test_the_value_arrives_with_all_progress_before_it(work, qtbot):
    told = []
    work.progressed.connect(lambda done, total: told.append((done, total)))

    def counting(report):
        for step in range(1, 4):
            report.progress(step, 3)
        return "done"

    with qtbot.waitSignal(work.finished) as finished:
        work.begin(counting)
    assert finished.args == ["done"]
    assert told[-1] == (3, 3)
    assert not work.is_busy


def test_only_the_newest_of_several_requests_is_finished(work, qtbot):
    begun, values = threading.Event(), []
    work.finished.connect(values.append)
    work.begin(wait_until_cancelled(begun))
    assert begun.wait(2)
    work.begin(lambda _report: "second")
    work.begin(lambda _report: "third")
    qtbot.waitUntil(lambda: values == ["third"])
    assert not work.is_busy


def test_what_follows_lets_the_first_come_to_its_end(work, qtbot):
    go_on, values = threading.Event(), []
    work.finished.connect(values.append)
    work.begin(lambda _report: (go_on.wait(2), "first")[1])
    work.follow(lambda _report: "second")
    work.follow(lambda _report: "third")
    go_on.set()
    qtbot.waitUntil(lambda: values == ["first", "third"])


def test_cancelled_work_says_so_at_once_and_is_no_failure(work, qtbot):
    begun, failures = threading.Event(), []
    work.failed.connect(failures.append)
    work.begin(wait_until_cancelled(begun))
    assert begun.wait(2)
    with qtbot.waitSignal(work.cancelled):
        work.cancel()
    assert not work.is_busy
    work.shut_down()
    qtbot.wait(20)
    assert failures == []


def test_an_error_is_handed_over(work, qtbot):
    def failing(_report):
        raise ValueError("broken")

    with qtbot.waitSignal(work.failed) as failed:
        work.begin(failing)
    assert str(failed.args[0]) == "broken"
