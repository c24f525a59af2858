"""Plots that are made ahead: taken by the next charts, replaced at rest, deleted at the end."""

import pytest
from PySide6.QtCore import QTimer

from digitpad.gui.charts.chart import Chart
from digitpad.gui.charts.spare_plots import SparePlots


@pytest.fixture
def plots(qapp):
    plots = SparePlots()
    yield plots
    plots.shut_down()


def test_charts_take_plots_that_are_ready_and_others_are_made_at_rest(plots, qtbot):
    plots.start()
    qtbot.waitUntil(lambda: plots.count == 5)
    chart = Chart("Accuracy")
    qtbot.addWidget(chart)
    assert plots.count == 4
    assert chart.isAncestorOf(chart.view)
    qtbot.waitUntil(lambda: plots.count == 5)


def test_nothing_runs_while_enough_plots_are_ready(plots, qtbot):
    def rests():
        return not any(timer.isActive() for timer in plots.findChildren(QTimer))

    plots.start()
    assert not rests()
    qtbot.waitUntil(rests)
    assert plots.count == 5
    qtbot.addWidget(Chart("Accuracy"))
    assert not rests()
    qtbot.waitUntil(rests)
    assert plots.count == 5


def test_no_plot_is_made_while_the_pen_moves(plots, qtbot):
    plots.start()
    for _ in range(10):
        qtbot.wait(50)
        plots.on_ink()
    assert plots.count == 0
    qtbot.waitUntil(lambda: plots.count > 0)


def test_plots_that_nobody_took_are_deleted(plots, qtbot):
    plots.start()
    qtbot.waitUntil(lambda: plots.count == 1)
    plots.shut_down()
    qtbot.wait(300)
    assert plots.count == 0
    chart = Chart("Loss")
    qtbot.addWidget(chart)
    assert chart.plot is chart.view.getPlotItem(), "without a plot that is ready, one is made"
