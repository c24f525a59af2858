"""Logs uncaught exceptions and shows them in a dialog.

Python passes uncaught exceptions, those in Qt's callbacks included, to `sys.excepthook`. They are
written to a log file in the user's folder and shown with a text to report. The window stays open.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from PySide6 import __version__ as qt_version
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from digitpad import __version__
from digitpad.common.atomic_files import make_folder
from digitpad.common.user_folders import user_data
from digitpad.gui.widgets import plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

_log = logging.getLogger("digitpad")
_LOG_BYTES = 500_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_folder() -> Path:
    """The folder of the log files."""
    return user_data() / "logs"


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The text to report: versions first, then the traceback."""
    import platform  # noqa: PLC0415 - not needed at the start

    lines = traceback.format_exception(kind, error, trace)
    return (
        f"digitpad {__version__}, Python {platform.python_version()}, PySide6 {qt_version}, "
        f"{platform.platform()}\n\n{''.join(lines)}"
    )


class CrashHandler(QObject):
    """Handles uncaught exceptions of all threads, and Qt's own messages.

    While the dialog is open, further exceptions are only logged: one that is raised for every mouse
    event must not open a dialog each time.
    """

    # This signal passes exceptions of other threads to the window's thread.
    _caught = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: QMessageBox | None = None
        self._fault_file: TextIO | None = None
        self._file_handler: logging.Handler | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Install the hooks. If the log cannot be written, exceptions are still shown."""
        with contextlib.suppress(OSError):
            make_folder(log_folder())
            self._fault_file = (log_folder() / "fault.log").open("w", encoding="utf-8")
            faulthandler.enable(self._fault_file)
        sys.excepthook = self.handle
        threading.excepthook = self._handle_in_thread
        qInstallMessageHandler(_log_qt_message)

    def open_log(self) -> None:
        """Log to the file from now on, at the latest from the first exception."""
        if self._file_handler is not None:
            return
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - slow

        with contextlib.suppress(OSError):
            file_handler = RotatingFileHandler(
                log_folder() / "digitpad.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
            )
            file_handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            _log.addHandler(file_handler)
            self._file_handler = file_handler

    def uninstall(self) -> None:
        """Restore the hooks and close the files."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        if self._file_handler is not None:
            _log.removeHandler(self._file_handler)
            self._file_handler.close()
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an exception and show it; Ctrl+C in the terminal closes the window."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        self.open_log()
        text = report(kind, error, trace)
        _log.error(text)
        print(text, file=sys.stderr)
        # A thread may end after the window and this object: the exception is logged then.
        with contextlib.suppress(RuntimeError):
            self._caught.emit(f"{kind.__name__}: {error}", text)

    def _handle_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _show(self, summary: str, text: str) -> None:
        if self.dialog is not None or not isinstance(QApplication.instance(), QApplication):
            return
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - not needed at the start

        box = QMessageBox(QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Unexpected error"))
        box.setText(self.tr("An unexpected error occurred. You can continue drawing."))
        where = self.tr("The error was written to the log in {folder}")
        how = self.tr("To report it, copy the report and send it to the developers of digitpad.")
        text_below = f"{summary}\n\n{where.format(folder=log_folder())}\n\n{how}"
        box.setInformativeText(plain(text_below))
        box.setDetailedText(text)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
        copy = box.addButton(self.tr("Copy the report"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        box.finished.connect(self._closed)
        self.dialog = box
        box.open()

    def _closed(self) -> None:
        self.dialog = None


def _log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    # Without the log file, Python would print it too.
    if _log.hasHandlers():
        _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
    if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg, QtMsgType.QtWarningMsg}:
        print(message, file=sys.stderr)
