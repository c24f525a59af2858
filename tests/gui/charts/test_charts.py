import csv
import gc
import io
import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolTip

from digitpad.gui import theme
from digitpad.gui.charts.bars import BarChart, HistogramChart
from digitpad.gui.charts.curves import CurveChart
from digitpad.gui.charts.scatter import ScatterChart
from digitpad.gui.theme import DARK, LIGHT, Scheme
from tests.gui.charts.pointing import (
    click_at,
    colours_in,
    double_click_at,
    point_at,
    shown,
    turn_wheel,
)

X = np.linspace(0, 10, 5000)


@pytest.fixture
def curves(surroundings, qtbot):
    chart = shown(qtbot, CurveChart("Accuracy", "epoch", percent=True))
    chart.show_curve("training", X, X / 20)
    chart.show_curve("validation", np.array([0.0, 5.0, 10.0]), np.array([0.2, np.nan, 0.8]))
    chart.show_range((0, 10), (0, 1))
    return chart


def test_a_curve_of_one_point_is_visible_when_the_line_before_was_not(surroundings, qtbot):
    chart = shown(qtbot, CurveChart("Loss"))
    chart.show_curve("training", np.array([1.0]), np.array([0.5]))
    before = chart.grab().toImage()
    chart.show_curve("training", np.array([1.0]), np.array([0.5]), style="both")
    assert chart.grab().toImage() != before
    chart.show_curve("training", np.array([1.0]), np.array([0.5]), style="line")
    assert chart.grab().toImage() == before


def test_curves_keep_their_data_and_gaps(curves):
    x, y = curves.data("validation")
    assert x.tolist() == [0, 5, 10]
    assert np.isnan(y[1])
    assert len(curves.curves["training"].getOriginalDataset()[0]) == 5000
    assert colours_in(curves) > 3


def test_the_values_of_all_curves_at_the_pointer_are_shown(curves, qtbot):
    with qtbot.waitSignal(curves.hovered) as told:
        point_at(curves, 10, 0.5)
    assert told.args == [4999]
    assert curves.hover_text == "epoch 10\ntraining: 50.00%\nvalidation: 80.00%"
    point_at(curves, 5, 0.5)
    assert "validation" not in curves.hover_text
    assert "training: 25.0" in curves.hover_text
    assert QToolTip.text()


def test_a_read_out_ends_when_the_pointer_leaves(curves):
    point_at(curves, 5, 0.5)
    QTest.mouseMove(curves.view.viewport(), QPoint(1, 1))
    assert curves.hover_text == ""


def test_names_from_outside_are_plain_text(curves):
    curves.show_curve("<b>bold</b>", X, X)
    point_at(curves, 5, 0.5)
    assert "&lt;b&gt;bold" in QToolTip.text()
    assert "&lt;b&gt;bold" in curves.legend_label.text()


def test_a_click_gives_the_nearest_place(curves, qtbot):
    with qtbot.waitSignal(curves.clicked) as told:
        click_at(curves, 5, 0.5)
    assert abs(X[told.args[0]] - 5) < 0.1
    curves.show_cursor(told.args[0])
    with qtbot.waitSignal(curves.clicked) as next_told:
        QTest.keyClick(curves, Qt.Key.Key_Right)
    assert next_told.args[0] == told.args[0] + 1


def test_the_wheel_zooms_and_a_double_click_resets(curves):
    whole = curves.plot.vb.viewRange()
    turn_wheel(curves, 5, 0.5, 3)
    low, high = curves.plot.vb.viewRange()[0]
    assert high - low < 8
    double_click_at(curves, 5, 0.5)
    assert curves.plot.vb.viewRange() == whole


def test_keys_zoom_and_reset(curves):
    whole = curves.plot.vb.viewRange()
    QTest.keyClick(curves, Qt.Key.Key_Plus)
    assert curves.plot.vb.viewRange()[0][1] < whole[0][1]
    QTest.keyClick(curves, Qt.Key.Key_0)
    assert curves.plot.vb.viewRange() == whole


def test_a_chart_that_is_not_interactive_leaves_the_wheel_alone(surroundings, qtbot):
    chart = shown(qtbot, CurveChart("Rate", interactive=False))
    chart.show_curve("rate", X, X)
    chart.show_range((0, 10), (0, 10))
    before = chart.plot.vb.viewRange()
    turn_wheel(chart, 5, 5, 3)
    assert chart.plot.vb.viewRange() == before


def test_the_legend_and_the_words_name_the_curves(curves):
    assert "training" in curves.legend_label.text()
    assert "validation" in curves.legend_label.text()
    assert curves.accessibleName() == "Accuracy"
    assert "training: from 0.00% to 50.00%" in curves.accessibleDescription()
    assert "validation: from 20.00% to 80.00%" in curves.accessibleDescription()


def test_marks_are_vertical_lines_and_go_with_clear(curves):
    curves.show_marks([2.5, 7])
    assert curves.marks == [2.5, 7]
    curves.clear()
    assert (curves.marks, curves.curves) == ([], {})


def test_a_logarithmic_axis_shows_values_and_keeps_data(surroundings, qtbot):
    chart = shown(qtbot, CurveChart("Loss", log_y=True))
    chart.show_curve("loss", np.array([0.0, 1, 2, 3]), np.array([10.0, 1, 0, 0.1]))
    chart.show_range((0, 3), (0.01, 10))
    assert chart.data("loss")[1].tolist() == [10, 1, 0, 0.1]
    low, high = chart.plot.vb.viewRange()[1]
    assert low < -2 < 1 < high
    point_at(chart, 0, 0)
    assert "loss: 10.0" in chart.hover_text


def test_stacked_shares_reach_the_whole_but_read_as_each(surroundings, qtbot):
    chart = shown(qtbot, CurveChart("Timeline", "time (s)", percent=True))
    shares = {"0": np.array([0.25, 0.5]), "1": np.array([0.75, 0.5])}
    chart.show_stacked(np.array([0.0, 1.0]), shares)
    assert chart.curves["1"].getOriginalDataset()[1].tolist() == [1, 1]
    point_at(chart, 0, 0.5)
    assert chart.hover_text == "time (s) 0\n0: 25.00%\n1: 75.00%"


def test_fading_keeps_one_curve(curves):
    curves.show_only("training")
    alpha = {name: curves.curves[name].opts["pen"].color().alphaF() for name in curves.curves}
    assert alpha["training"] == 1
    assert alpha["validation"] < 0.2


def test_colours_follow_the_palette(curves, surroundings):
    assert curves.view.backgroundBrush().color() == QColor(LIGHT.paper)
    surroundings.appearance.choose(Scheme.DARK)
    assert curves.view.backgroundBrush().color() == QColor(DARK.paper)
    pen = curves.curves["training"].opts["pen"]
    assert pen.color() == theme.series_colours(curves.palette())[0]
    assert pen.color().name() in curves.legend_label.text()


def test_the_context_menu_resets_copies_and_saves(curves, monkeypatch, tmp_path):
    QApplication.sendEvent(
        curves.view.viewport(),
        QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, QPoint(50, 50), curves.mapToGlobal(QPoint(50, 50))
        ),
    )
    (menu,) = [menu for menu in curves.findChildren(QMenu) if menu.isVisible()]
    assert [action.text() for action in menu.actions()] == ["Reset View", "Copy", "Save As…"]
    menu.actions()[1].trigger()
    assert not QGuiApplication.clipboard().image().isNull()
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: dialog.DialogCode.Accepted)
    monkeypatch.setattr(
        QFileDialog, "selectedFiles", lambda dialog: [str(tmp_path / "accuracy.png")]
    )
    menu.actions()[2].trigger()
    assert (tmp_path / "accuracy.png").read_bytes().startswith(b"\x89PNG")
    menu.close()


def test_files_have_the_picture_or_the_numbers(curves, tmp_path):
    for suffix in ("png", "svg", "csv"):
        curves.save(tmp_path / f"chart.{suffix}")
    assert b"<svg" in (tmp_path / "chart.svg").read_bytes()
    rows = list(csv.reader(io.StringIO((tmp_path / "chart.csv").read_text())))
    assert rows[0] == ["epoch", "training", "validation"]
    assert rows[-1] == ["10.0", "0.5", "0.8"]
    assert len(rows) == 1 + len(X) + 1


@pytest.fixture
def bars(surroundings, qtbot):
    chart = shown(qtbot, BarChart("Accuracy", percent=True))
    groups = {"mlp": np.array([0.9, 0.8, np.nan]), "cnn": np.array([1.0, 0.5, 0.75])}
    chart.show_bars(["0", "1", "2"], groups, limits=(0, 1))
    return chart


def test_bars_show_categories_and_groups(bars, qtbot):
    assert "mlp" in bars.legend_label.text()
    with qtbot.waitSignal(bars.hovered) as told:
        point_at(bars, 0.5, 1)
    assert told.args == [1]
    assert bars.hover_text == "1\nmlp: 80.00%\ncnn: 50.00%"
    with qtbot.waitSignal(bars.clicked) as told:
        click_at(bars, 0.5, 2)
    assert told.args == [2]
    assert "2, mlp: –, cnn: 75.00%" in bars.accessibleDescription() or bars.hover_text
    assert colours_in(bars) > 3


def test_the_keyboard_reaches_every_bar(bars, qtbot):
    for _ in range(2):
        QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.hover_text.startswith("1\n")
    with qtbot.waitSignal(bars.clicked) as told:
        QTest.keyClick(bars, Qt.Key.Key_Return)
    assert told.args == [1]


def test_bars_begin_at_the_top(surroundings, qtbot):
    chart = shown(qtbot, BarChart("Shares", percent=True))
    chart.show_bars(["a", "b"], np.array([0.5, 0.25]), (0, 1), [["50 %", "25 %"]])
    assert chart.to_pixels(0, 0).y() < chart.to_pixels(0, 1).y()
    point_at(chart, 0.1, 1)
    assert chart.hover_text == "b: 25.00%"
    assert list(csv.reader(io.StringIO(chart.csv().decode()))) == [
        ["", "Shares"],
        ["a", "0.5"],
        ["b", "0.25"],
    ]


def test_a_histogram_counts_and_says_the_range_of_a_bin(surroundings, qtbot):
    chart = shown(qtbot, HistogramChart("Weights"))
    chart.show_counts(np.array([1, 100, 9]), np.array([-1.0, 0, 1, 2]))
    point_at(chart, 1.5, 1)
    assert chart.hover_text == "9 from 1.000 to 2.000"
    assert chart.accessibleDescription() == "110 values from −1.000 to 2.000"
    assert colours_in(chart) > 2


@pytest.fixture
def scatter(surroundings, qtbot):
    chart = shown(qtbot, ScatterChart("Digit Map"))
    positions = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], np.float32)
    labels = np.array([0, 0, 1, 1])
    chart.show_points(positions, labels, ["zero", "one"], ["a", "b", "c", "d"])
    return chart


def test_a_click_picks_a_point(scatter, qtbot):
    with qtbot.waitSignal(scatter.clicked) as told:
        click_at(scatter, 1, 1)
    assert told.args == [3]
    assert scatter.hover_text == ""
    point_at(scatter, 0, 1)
    assert scatter.hover_text == "c"
    with qtbot.assertNotEmitted(scatter.clicked, wait=QApplication.doubleClickInterval() + 100):
        click_at(scatter, 0.5, 0.5)


def test_a_double_click_on_a_point_only_resets_the_view(scatter, qtbot):
    whole = scatter.plot.vb.viewRange()
    turn_wheel(scatter, 1, 1, 1)
    with qtbot.assertNotEmitted(scatter.clicked, wait=QApplication.doubleClickInterval() + 100):
        click_at(scatter, 1, 1)
        double_click_at(scatter, 1, 1)
    assert np.allclose(scatter.plot.vb.viewRange(), whole)


def test_faded_classes_are_not_picked(scatter):
    scatter.show_only(0)
    point_at(scatter, 1, 1)
    assert scatter.hover_text == ""
    point_at(scatter, 1, 0)
    assert scatter.hover_text == "b"


def test_arrows_move_from_point_to_point(scatter, qtbot):
    point_at(scatter, 0, 0)
    QTest.keyClick(scatter, Qt.Key.Key_Right)
    assert scatter.hover_text == "b"
    QTest.keyClick(scatter, Qt.Key.Key_Up)
    assert scatter.hover_text == "d"
    with qtbot.waitSignal(scatter.clicked) as told:
        QTest.keyClick(scatter, Qt.Key.Key_Return)
    assert told.args == [3]


def test_ten_thousand_points_are_found_at_once(surroundings, qtbot):
    chart = shown(qtbot, ScatterChart("Digit Map"))
    rng = np.random.default_rng(1)
    positions = rng.normal(size=(10_000, 2)).astype(np.float32)
    chart.show_points(positions, rng.integers(0, 10, 10_000), [str(i) for i in range(10)])
    x, y = positions[1234].tolist()
    point_at(chart, x, y)
    assert chart.hover_text
    assert chart.accessibleDescription() == "10,000 points in 10 classes"
    assert colours_in(chart) > 10


def test_a_position_moves_with_its_neighbours(scatter):
    scatter.show_position(np.array([0.5, 0.5]), np.array([1, 2]))
    scatter.show_position(np.array([0.6, 0.5]), np.array([1]))
    assert scatter.position.tolist() == [0.6, 0.5]
    scatter.show_position(None)
    assert scatter.position is None


def test_the_pad_starts_without_the_library_of_the_charts():
    lines = (
        "import sys",
        "import digitpad.gui.main_window, digitpad.gui.charts.colour_maps",
        "print('pyqtgraph' in sys.modules)",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]


def test_a_deleted_chart_leaves_nothing_of_its_plot(surroundings):
    """Each plot of pyqtgraph has seven menus with some forty controls, never shown here."""

    def widgets():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(QApplication.allWidgets())

    before = widgets()
    chart = CurveChart("Loss")
    chart.show_curve("training", X, X)
    chart.make_menu()
    chart.show()
    assert widgets() > before + 40
    chart.deleteLater()
    del chart
    assert widgets() == before
