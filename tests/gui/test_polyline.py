import numpy as np
from PySide6.QtCore import QPointF

from digitpad.gui.polyline import polyline


def test_points_are_those_of_the_arrays():
    x, y = np.random.default_rng(0).normal(size=(2, 300))
    line = polyline(x, y[::-1])
    assert [line.at(i) for i in range(300)] == [QPointF(*at) for at in zip(x, y[::-1], strict=True)]


def test_no_points_make_an_empty_line():
    assert polyline(np.empty(0), np.empty(0)).isEmpty()
