import sys
import threading

import pytest
from PySide6.QtCore import qInstallMessageHandler

from digitpad.gui import crash
from digitpad.gui.crash import CrashHandler


@pytest.fixture
def handler(surroundings, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handler = CrashHandler()
    handler.install()
    yield handler
    handler.uninstall()
    if handler.dialog is not None:
        handler.dialog.close()
    qInstallMessageHandler(None)


def fail():
    raise RuntimeError("the lead is broken")


def raise_in(handler, message="the lead is broken"):
    try:
        raise RuntimeError(message)
    except RuntimeError as error:
        handler.handle(type(error), error, error.__traceback__)


def test_an_uncaught_exception_is_shown_and_logged(handler, qtbot):
    raise_in(handler)
    qtbot.waitUntil(lambda: handler.dialog is not None, timeout=10_000)
    assert "the lead is broken" in handler.dialog.informativeText()
    assert "copy the report" in handler.dialog.informativeText()
    assert "Traceback" in handler.dialog.detailedText()
    log = (crash.log_folder() / "digitpad.log").read_text(encoding="utf-8")
    assert "the lead is broken" in log


def test_exceptions_of_other_threads_are_shown_too(handler, qtbot):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: handler.dialog is not None, timeout=10_000)
    assert "RuntimeError: the lead is broken" in handler.dialog.informativeText()


def test_a_repeated_exception_shows_one_dialog(handler, qtbot):
    for number in range(20):
        raise_in(handler, f"number {number}")
    qtbot.waitUntil(lambda: handler.dialog is not None, timeout=10_000)
    qtbot.wait(50)
    assert "number 0" in handler.dialog.informativeText()
    log = (crash.log_folder() / "digitpad.log").read_text(encoding="utf-8")
    assert "number 19" in log


def test_after_the_dialog_is_closed_the_next_exception_is_shown(handler, qtbot):
    raise_in(handler, "first")
    qtbot.waitUntil(lambda: handler.dialog is not None, timeout=10_000)
    handler.dialog.close()
    qtbot.waitUntil(lambda: handler.dialog is None, timeout=10_000)
    raise_in(handler, "second")
    qtbot.waitUntil(lambda: handler.dialog is not None, timeout=10_000)
    assert "second" in handler.dialog.informativeText()


def test_exceptions_are_shown_even_if_the_log_cannot_be_written(
    surroundings, own_home, monkeypatch
):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    own_home.write_text("a file where a folder should be", encoding="utf-8")
    handler = CrashHandler()
    handler.install()
    handler.uninstall()
