"""The plots of a run: what they paint, and that they paint only what is new."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from digitpad.gui import theme
from digitpad.gui.inspector.plot import round_steps
from digitpad.gui.training.live_plot import LivePlot
from digitpad.gui.training.pacing import Pacing

MARKS = np.array([[0.2, 0.3], [0.5, 0.4], [0.7, 0.6], [0.8, 0.75]])


@pytest.fixture
def make(surroundings, qtbot):
    def made():
        plot = LivePlot(
            Pacing([lambda: None]), lambda a, b: round_steps(a, b, 4), lambda _: "{:g}".format
        )
        qtbot.addWidget(plot)
        plot.resize(400, 200)
        plot.look_at(10.0, 0.0, 1.0)
        plot.show()
        qtbot.waitExposed(plot)
        return plot

    return made


def pixels(plot):
    image = plot.grab().toImage().convertToFormat(plot.grab().toImage().Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4).astype(int)


def is_near(plot, place, colour, reach=1):
    """Whether a pixel of about this colour lies there."""
    x, y = round(place.x()), round(place.y())
    part = pixels(plot)[y - reach : y + reach + 1, x - reach : x + reach + 1, 2::-1]
    wanted = np.array(QColor(colour).getRgb()[:3])
    return bool((np.abs(part - wanted).max(axis=2) < 40).any())


def test_the_line_goes_through_its_points(make):
    plot = make()
    first, _ = theme.series_colours(plot.palette())
    assert not is_near(plot, plot.place(5, 0.5), first)
    plot.show_line(np.array([0.0, 5.0, 10.0]), np.array([0.1, 0.5, 0.9]))
    for x, y in ((0.5, 0.14), (5, 0.5), (9, 0.82)):
        assert is_near(plot, plot.place(x, y), first)
    assert not is_near(plot, plot.place(5, 0.8), first)
    plot.show_line(np.empty(0), np.empty(0))
    assert not is_near(plot, plot.place(5, 0.5), first)


def test_a_longer_line_leaves_the_picture_of_all_else_as_it_is(make):
    plot = make()
    plot.grab()
    picture = plot._picture
    plot.show_line(np.arange(3.0), np.arange(3) / 3)
    plot.look_at(10.0, 0.0, 1.0)
    plot.grab()
    assert plot._picture is picture
    plot.look_at(10.0, 0.0, 2.0)
    plot.grab()
    assert plot._picture is not picture


def test_marks_one_after_the_other_look_like_all_at_once(make):
    slowly, at_once = make(), make()
    for count in range(1, len(MARKS) + 1):
        slowly.grab()
        slowly.show_marks(MARKS[:count])
    at_once.show_marks(MARKS)
    first, second = theme.series_colours(slowly.palette())
    assert is_near(slowly, slowly.place(4, 0.8), first)
    assert is_near(slowly, slowly.place(2, 0.4), second)
    # Edges of dots that are painted twice are a little darker.
    assert np.abs(pixels(slowly) - pixels(at_once)).max() < 80
    slowly.show_marks(MARKS[:0])
    assert not is_near(slowly, slowly.place(4, 0.8), first)


def test_epochs_without_held_out_digits_have_one_mark(make):
    plot = make()
    plot.show_marks(np.array([[0.2, np.nan], [0.5, np.nan]]))
    first, second = theme.series_colours(plot.palette())
    assert is_near(plot, plot.place(2, 0.5), first)
    assert (np.abs(pixels(plot)[..., 2::-1] - second.getRgb()[:3]).max(axis=2) > 40).all()


def test_a_change_is_a_dotted_line(make):
    plot = make()
    column = round(plot.place(3, 0).x())
    before = pixels(plot)[:, column - 1 : column + 2]
    plot.show_changes([3.0])
    after = pixels(plot)[:, column - 1 : column + 2]
    assert np.count_nonzero(np.abs(after - before).max(axis=(1, 2)) > 30) > 30


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5])
def test_the_picture_covers_the_plot_on_every_screen(make, monkeypatch, ratio):
    plot = make()
    plot.resize(401, 203)
    monkeypatch.setattr(plot, "devicePixelRatio", lambda: ratio)
    plot.grab()
    covered = plot._picture.deviceIndependentSize()
    assert covered.width() >= plot.width()
    assert covered.height() >= plot.height()
