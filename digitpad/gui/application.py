"""Starting the window: the application, its looks and language, and the net beneath it."""

import gc
import sys
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from digitpad import __version__
from digitpad.gui import icons
from digitpad.gui.crash import CrashHandler
from digitpad.gui.main_window import MainWindow
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Appearance
from digitpad.gui.translation import Translation
from digitpad.threads import one_blas_thread


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a window needs around it."""

    application: QApplication
    appearance: Appearance
    translation: Translation
    state: WindowState

    def window(self, model: str | None = None) -> MainWindow:
        """A new window, not shown yet."""
        return MainWindow(self.appearance, self.translation, self.state, model)


LONGEST_TURN = 0.0005
"""Seconds another thread of this process may go on in Python while the window has something to do;
usually that is ten times as long, a third of a frame."""


def prepare(arguments: list[str], state: WindowState | None = None) -> Surroundings:
    """Set up the one application of this process, by default as the person left it."""
    sys.setswitchinterval(LONGEST_TURN)
    # Every point of the pen counts: Qt must not melt several moves into one.
    for attribute in (
        Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents,
        Qt.ApplicationAttribute.AA_CompressTabletEvents,
    ):
        QCoreApplication.setAttribute(attribute, on=False)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(arguments)
    application.setApplicationName("digitpad")
    application.setApplicationDisplayName("digitpad")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("digitpad")
    application.setWindowIcon(icons.application_icon())
    state = state or WindowState()
    translation = Translation(application, state.language)
    return Surroundings(application, Appearance(application, state.scheme), translation, state)


def spare_what_stays() -> None:
    """Leave all that is there now out of Python's search for garbage: it stays to the end.

    Looking through all of it, as happens now and then, would hold up the pen for two frames.
    """
    gc.freeze()


def run(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    Args:
        arguments: the program's name, and options for Qt itself such as `-platform`.
    """
    surroundings = prepare(arguments or ["digitpad"])
    CrashHandler(surroundings.application).install()
    # The window computes in small steps. A second BLAS thread gains nothing for them, and while a
    # training keeps all cores busy every step would wait for it.
    with one_blas_thread():
        window = surroundings.window()
        window.show()
        window.rooms.offer_unfinished()
        spare_what_stays()
        code = surroundings.application.exec()
        # Quitting leaves the window open; it must not be taken apart while it is still shown.
        window.close()
    return code
