"""Starts the window: application object, theme, language, crash handler."""

import gc
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from digitpad import __version__
from digitpad.common.signals import ended_by_signals, exit_code
from digitpad.gui import icons
from digitpad.gui.background import BackgroundJob, wait_for_all
from digitpad.gui.crash import CrashHandler
from digitpad.gui.garbage import GarbageCollection
from digitpad.gui.main_window import MainWindow
from digitpad.gui.preparation import WindowPreparation
from digitpad.gui.session import Session
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Appearance
from digitpad.gui.translation import Translation


@dataclass(frozen=True, slots=True)
class WindowContext:
    """The objects that every window shares."""

    application: QApplication
    appearance: Appearance
    translation: Translation
    state: WindowState
    garbage: GarbageCollection

    def window(self, model: str | None = None) -> MainWindow:
        """Create a window; it is not shown yet."""
        session = Session(self.state)
        session.document.ink_changed.connect(self.garbage.on_ink)
        session.pen_moved.connect(self.garbage.on_ink)
        return MainWindow(session, self.appearance, self.translation, model)


THREAD_SWITCH_SECONDS = 0.0005
"""How long another Python thread may run, in seconds, while the window waits for the interpreter;
Python's default is ten times as long, a third of a frame."""


def prepare(arguments: list[str], state: WindowState | None = None) -> WindowContext:
    """Create the application object and load the settings, by default the user's own."""
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    running = QApplication.instance()
    # The style sheet is made for this style. `setStyle` would return it, and PySide would spend a
    # tenth of the time of the whole start on its many enumerations.
    styled = [*arguments, "-style", "fusion"]
    application = running if isinstance(running, QApplication) else QApplication(styled)
    # Qt must not merge several moves of the pen into one event. On X11 the constructor of the
    # application sets these attributes, so they are unset after it.
    for attribute in (
        Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents,
        Qt.ApplicationAttribute.AA_CompressTabletEvents,
    ):
        QCoreApplication.setAttribute(attribute, on=False)
    garbage = GarbageCollection(application)
    application.setApplicationName("digitpad")
    application.setApplicationDisplayName("digitpad")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("digitpad")
    application.setWindowIcon(icons.application_icon())
    state = state or WindowState()
    translation = Translation(application, state.language)
    appearance = Appearance(application, state.scheme)
    return WindowContext(application, appearance, translation, state, garbage)


def freeze_startup_objects() -> None:
    """Exclude all existing objects from garbage collection: they live until the end.

    A full collection would otherwise delay the pen by two frames.
    """
    gc.freeze()


def prepare_windows_soon(window: MainWindow) -> None:
    """Prepare the other windows once a model has been loaded, whose thread imports much, too."""
    preparation = WindowPreparation(window)
    window.session.pen_moved.connect(preparation.on_ink)
    preparation.finished.connect(freeze_startup_objects)
    preparation.finished.connect(window.windows.spare_plots.start)
    preparation.finished.connect(lambda: tidy_in_background(window))

    def start() -> None:
        if window.session.loading is None:
            window.session.loading_changed.disconnect(start)
            preparation.start()

    window.session.loading_changed.connect(start)


def tidy_in_background(window: MainWindow) -> None:
    """Delete what is no longer needed in the user's folder, then tell of unfinished trainings."""

    def tidy_up() -> tuple[int, bool]:
        from digitpad.jobs.runs import tidy, unfinished_runs  # noqa: PLC0415

        return tidy(), bool(unfinished_runs())

    def show(found: tuple[int, bool]) -> None:
        window.session.removed_files, has_unfinished = found
        window.status.show_unfinished(has_unfinished)

    BackgroundJob(window).start(lambda _: tidy_up(), show)


def _limit_threads(limits: ExitStack) -> None:
    """Let BLAS use one thread: the window's computations are small, so a second one gains nothing.

    While a training keeps all cores busy, every step would wait for the second one.
    """
    from digitpad.common.threads import one_blas_thread  # noqa: PLC0415

    limits.enter_context(one_blas_thread())


def run(arguments: list[str]) -> int:
    """Open the window and run until it is closed; returns the exit code.

    A signal such as Ctrl-C in the terminal closes the window; a second one ends the program.

    Args:
        arguments: the program's name, and options for Qt itself such as `-platform`.
    """
    signals: list[int] = []

    def close(number: int) -> None:
        if signals:
            os._exit(exit_code(number))
        signals.append(number)
        QCoreApplication.exit(exit_code(number))

    # Python calls the handler at the next tick of `GarbageCollection`, also while nothing happens.
    with ended_by_signals(close), ExitStack() as limits:
        context = prepare(arguments or ["digitpad"])
        crash_handler = CrashHandler(context.application)
        crash_handler.install()
        window = context.window()
        window.first_painted.connect(crash_handler.open_log)
        # NumPy has been imported by then.
        window.session.selected_changed.connect(
            lambda: _limit_threads(limits), Qt.ConnectionType.SingleShotConnection
        )
        window.open()
        window.welcome()
        freeze_startup_objects()
        prepare_windows_soon(window)
        code = exit_code(signals[0]) if signals else context.application.exec()
        # Quitting leaves the window open; it must be closed before it is destroyed.
        window.close()
        wait_for_all()
    return code
