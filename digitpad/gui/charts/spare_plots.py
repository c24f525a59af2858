"""Plots that are made ahead, while nothing is drawn.

pyqtgraph takes about 20 ms for an empty plot: a page with several charts would otherwise hold up
the window for longer than 100 ms when it is first opened.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

_COUNT = 5
"""As many as the page with the most charts has."""

_REST_MILLISECONDS = 250

_ready: list[Any] = []
"""One store for the process: charts do not know the window that fills it."""

_makers: list[SparePlots] = []


def take_plot() -> Any:
    """An empty `pyqtgraph.PlotWidget`: one that is ready, or a new one."""
    for maker in _makers:
        maker.make_soon()
    return _ready.pop() if _ready else _new_plot()


def _new_plot() -> Any:
    # The pad starts without pyqtgraph.
    import pyqtgraph as pg  # noqa: PLC0415

    return pg.PlotWidget(enableMenu=False)


class SparePlots(QObject):
    """Makes one plot after another until enough are ready, with a rest before each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_REST_MILLISECONDS)
        self._timer.timeout.connect(self._make_one)

    @property
    def count(self) -> int:
        """How many plots are ready."""
        return len(_ready)

    def start(self) -> None:
        """Begin, once pyqtgraph has been imported."""
        _makers.append(self)
        self.make_soon()

    def make_soon(self) -> None:
        """Make plots until enough are ready, after a rest."""
        self._timer.start()

    def on_ink(self) -> None:
        """Wait until the pen rests."""
        if self._timer.isActive():
            self._timer.start()

    def shut_down(self) -> None:
        """Delete the plots that are not used."""
        self._timer.stop()
        if self in _makers:
            _makers.remove(self)
        while _ready:
            _ready.pop().deleteLater()

    def _make_one(self) -> None:
        if self.count < _COUNT:
            _ready.append(_new_plot())
        else:
            self._timer.stop()
