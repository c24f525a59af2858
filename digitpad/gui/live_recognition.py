"""Recognition while the pen moves: the newest ink counts, at most one answer a frame.

A mouse may report a thousand times a second, the screen shows sixty pictures. The first event
after a rest is answered at once; those that follow within the same frame wait for its end, and
only the last of them is recognized.
"""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from digitpad.ink import Ink
from digitpad.recognizer import Recognizer

FRAME_MILLISECONDS = 16


class LiveRecognition(QObject):
    """Turns `submit`ted ink into `recognized` answers (`Recognition`, or None for an empty pad)."""

    recognized = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._ink = Ink()
        self._since_last = QElapsedTimer()
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._recognize)

    @property
    def recognizer(self) -> Recognizer | None:
        """The model that answers; None while none could be loaded."""
        return self._recognizer

    @property
    def is_idle(self) -> bool:
        """Whether the newest ink has been answered."""
        return not self._frame.isActive()

    def use(self, recognizer: Recognizer) -> None:
        """Let this model answer from now on, the ink on the pad first."""
        self._recognizer = recognizer
        self._frame.stop()
        self._recognize()

    def submit(self, ink: Ink) -> None:
        """Take the newest state of the pad."""
        self._ink = ink
        if not self._frame.isActive():
            self._frame.start(self._milliseconds_to_wait())

    def _milliseconds_to_wait(self) -> int:
        if not self._since_last.isValid():
            return 0
        return max(0, FRAME_MILLISECONDS - self._since_last.elapsed())

    def _recognize(self) -> None:
        self._since_last.start()
        if self._recognizer is None:
            self.recognized.emit(None)
        else:
            self.recognized.emit(self._recognizer.recognize_ink(self._ink))
