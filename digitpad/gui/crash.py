"""What nobody caught: it is written to the log and shown, never a silent death.

Python hands uncaught exceptions, those in Qt's callbacks included, to `sys.excepthook`. Here they
go to a log file in the user's folder and into a dialog with the text to report. Drawing goes on.
"""

import contextlib
import faulthandler
import logging
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

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
from PySide6.QtWidgets import QApplication, QMessageBox

from digitpad import __version__
from digitpad.paths import user_data

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
    """Where the log files lie."""
    return user_data() / "logs"


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The text a person would send: versions first, then the traceback."""
    lines = traceback.format_exception(kind, error, trace)
    return (
        f"digitpad {__version__}, Python {platform.python_version()}, PySide6 {qt_version}, "
        f"{platform.platform()}\n\n{''.join(lines)}"
    )


class CrashHandler(QObject):
    """Takes over the hooks for uncaught exceptions, and Qt's own messages.

    A second problem while the dialog is open is only logged: one that repeats with every mouse
    event must not bury the screen under dialogs.
    """

    # Exceptions of other threads cross over to the window's thread by this signal.
    _caught = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: QMessageBox | None = None
        self._fault_file: TextIO | None = None
        self._file_handler: logging.Handler | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on catch what nobody caught. A log that cannot be written stops nothing."""
        with contextlib.suppress(OSError):
            log_folder().mkdir(parents=True, exist_ok=True)
            file_handler = RotatingFileHandler(
                log_folder() / "digitpad.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
            )
            file_handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            _log.addHandler(file_handler)
            self._file_handler = file_handler
            self._fault_file = (log_folder() / "fault.log").open("w", encoding="utf-8")
            faulthandler.enable(self._fault_file)
        sys.excepthook = self.handle
        threading.excepthook = self._handle_in_thread
        qInstallMessageHandler(_log_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back and close the files."""
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
        text = report(kind, error, trace)
        _log.error(text)
        print(text, file=sys.stderr)
        self._caught.emit(f"{kind.__name__}: {error}", text)

    def _handle_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _show(self, summary: str, text: str) -> None:
        if self.dialog is not None or not isinstance(QApplication.instance(), QApplication):
            return
        box = QMessageBox(QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Something went wrong"))
        box.setText(self.tr("Something went wrong that should not have. You can go on drawing."))
        where = self.tr("It was written to the log in {folder}")
        box.setInformativeText(f"{summary}\n\n{where.format(folder=log_folder())}")
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
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
    if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg, QtMsgType.QtWarningMsg}:
        print(message, file=sys.stderr)
