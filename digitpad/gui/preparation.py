"""What is imported ahead, so that the pad is not held up when it is needed.

With the first model comes what else the main window needs of the core, in the thread that loads it.
What the other windows need, such as pyqtgraph, is imported afterwards, step by step while nothing
is drawn. That happens in the window's thread: PySide creates its classes when they are first used,
and the program can crash where two threads do so at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

_AT_FIRST_MILLISECONDS = 1000
_BETWEEN_MILLISECONDS = 50

_WITH_FIRST_MODEL = (
    # None of them imports Qt.
    "ink.stroke_checks",
    "recognition.fine_tuning",
    "data.own_samples",
    "features.pictures",
    "imaging.page.stage_pictures",
)

_MODULES = (
    # What pyqtgraph and the training window import first: at once, it would hold up the pad.
    "multiprocessing.connection",
    "pydoc",
    "xml.etree.ElementTree",
    "PySide6.QtTest",
    "pyqtgraph",
    "digitpad.jobs.job",
    "digitpad.gui.training.training_window",
    "digitpad.gui.library.library_window",
    "digitpad.gui.model_answers",
    "digitpad.gui.guide.guide_window",
    "digitpad.gui.lessons.lesson_window",
)


def import_with_first_model() -> None:
    """Import what the parts of the main window need that are created with the first model."""
    for name in _WITH_FIRST_MODEL:
        import_module(f"digitpad.{name}")


class WindowPreparation(QObject):
    """Prepares the other windows: does one step after another, with a rest before each.

    `finished` is emitted after the last one.
    """

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = _steps()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._do_one)

    def start(self) -> None:
        """Begin, after a rest."""
        self._timer.start(_AT_FIRST_MILLISECONDS)

    def on_ink(self) -> None:
        """Wait until the pen rests."""
        if self._timer.isActive():
            self.start()

    def _do_one(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()
            self.finished.emit()
        else:
            self._timer.setInterval(_BETWEEN_MILLISECONDS)


def _steps() -> Iterator[None]:
    for name in ("QtCore", "QtGui", "QtWidgets"):
        module = import_module(f"PySide6.{name}")
        for one in dir(module):  # creates each class, as pyqtgraph does with all of them
            getattr(module, one)
        yield
    for name in _MODULES:
        import_module(name)
        yield
    for page in import_module("digitpad.gui.inspector.inspector_window").PAGES:
        page.load()
        yield
    from digitpad.data.pen_ink import pen_ink_counts  # noqa: PLC0415

    # Read once, for the form of the training window.
    pen_ink_counts()
