"""The extra steps of models that use edges and Fourier features."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from digitpad.estimators.svm import SVM
from digitpad.gui.pad.stage_painting import views_for
from digitpad.gui.theme import Scheme
from tests.gui.choosing import select
from tests.gui.drawing import draw_seven, draw_stroke, line, settle


def picture(tile):
    """The pixels inside the frame, (H, W) of 0 to 255."""
    frame = tile.square().toRect().adjusted(3, 3, -3, -3)
    return grey(tile)[frame.top() : frame.bottom(), frame.left() : frame.right()]


def grey(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    return rows[:, : image.width()].astype(float)


def choose(window, qtbot, model):
    """Select a model, as with the arrow keys in the list."""
    box = window.chooser.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != model:
        place = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > place
    qtbot.waitUntil(lambda: window.session.selected.name == model)
    QApplication.processEvents()
    settle(window, qtbot)


def place_in_window(widget):
    return widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()


@pytest.fixture
def machine(window, qtbot):
    """The window with the vector machine on edge directions, and an empty pad."""
    choose(window, qtbot, "svm-hog")
    return window


def test_a_network_has_no_feature_steps_and_a_vector_machine_three(window, qtbot):
    assert window.strip.feature_tiles == ()
    choose(window, qtbot, "svm-hog")
    assert [tile.view.name for tile in window.strip.feature_tiles] == [
        "edges",
        "directions",
        "waves",
    ]
    assert all(tile.isVisible() for tile in window.strip.feature_tiles)
    choose(window, qtbot, "cnn")
    assert window.strip.feature_tiles == ()


def test_feature_steps_are_to_the_right_of_all_others(machine):
    tiles = [*machine.strip.tiles, *machine.strip.feature_tiles]
    places = [tile.geometry() for tile in tiles]
    for before, after in pairwise(places):
        assert before.right() < after.left()
    assert places[-1].right() <= machine.strip.width()


def test_they_show_the_drawing_while_the_pen_is_still_down(machine, qtbot):
    tiles = machine.strip.feature_tiles
    empty = [picture(tile) for tile in tiles]
    draw_seven(machine.canvas, release=False)
    settle(machine, qtbot)
    first = [picture(tile) for tile in tiles]
    for before, after in zip(empty, first, strict=True):
        assert before.mean() - after.mean() > 5
    QTest.mouseMove(machine.canvas, QPoint(500, 440))
    settle(machine, qtbot)
    for before, tile in zip(first, tiles, strict=True):
        assert np.abs(picture(tile) - before).max() > 20


def test_choosing_a_machine_with_a_drawing_on_the_pad_shows_its_features_at_once(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    choose(window, qtbot, "svm-fourier")
    assert window.answer.digit_text() == "7"
    assert all(np.ptp(picture(tile)) > 60 for tile in window.strip.feature_tiles)


def test_a_vertical_edge_gives_vertical_lines(machine, qtbot):
    width, height = machine.canvas.width(), machine.canvas.height()
    draw_stroke(machine.canvas, line((width / 2, 0.2 * height), (width / 2, 0.8 * height)))
    settle(machine, qtbot)
    strokes = picture(machine.strip.feature_tiles[1])
    middle = strokes[len(strokes) // 3 : -len(strokes) // 3]
    along_x = np.abs(np.diff(middle, axis=1)).sum()
    along_y = np.abs(np.diff(middle, axis=0)).sum()
    assert along_x > 1.4 * along_y


def test_the_layout_stays_when_a_vector_machine_is_selected(window, qtbot):
    watched = (window.canvas, window.tool_row, window.panel, window.strip)
    before = [place_in_window(widget) for widget in watched], window.size()
    choose(window, qtbot, "svm-hog")
    assert ([place_in_window(widget) for widget in watched], window.size()) == before


def test_feature_steps_do_not_enlarge_the_smallest_window(window, qtbot):
    window.resize(window.minimumSizeHint())
    QApplication.processEvents()
    before = window.size()
    choose(window, qtbot, "svm-hog")
    assert window.size() == before
    last = window.strip.feature_tiles[-1]
    assert last.mapTo(window.strip, QPoint(last.width(), 0)).x() <= window.strip.width()


def test_unused_features_are_faded_and_the_tooltip_says_so(machine, qtbot):
    draw_seven(machine.canvas)
    settle(machine, qtbot)
    edges, directions, waves = machine.strip.feature_tiles
    assert "uses these features" in edges.toolTip()
    assert "uses these features" in directions.toolTip()
    assert "does not use these features" in waves.toolTip()
    choose(machine, qtbot, "svm-fourier")
    edges, directions, waves = machine.strip.feature_tiles
    assert "does not use these features" in edges.toolTip()
    assert "does not use these features" in directions.toolTip()
    assert "The current model uses these features" in waves.toolTip()
    darkest = {tile.view.name: picture(tile).min() for tile in (edges, waves)}
    assert darkest["waves"] < darkest["edges"] - 40


def test_a_tooltip_explains_a_step(machine):
    tile = machine.strip.feature_tiles[1]
    place = tile.rect().center()
    QApplication.sendEvent(
        tile, QHelpEvent(QEvent.Type.ToolTip, place, tile.mapToGlobal(QPointF(place).toPoint()))
    )
    assert "oriented gradients" in QToolTip.text()
    assert "oriented gradients" in tile.accessibleDescription()
    QToolTip.hideText()


def test_a_click_does_not_skip_feature_steps(machine, qtbot):
    for tile in machine.strip.feature_tiles:
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert machine.strip.left_out() == frozenset()


def test_they_follow_the_theme(machine, surroundings, qtbot):
    draw_seven(machine.canvas)
    settle(machine, qtbot)
    light = [picture(tile).max() for tile in machine.strip.feature_tiles]
    surroundings.appearance.choose(Scheme.DARK)
    QApplication.processEvents()
    dark = [picture(tile).min() for tile in machine.strip.feature_tiles]
    assert min(light) > 240
    assert max(dark) < 60


@pytest.mark.parametrize(
    ("features", "used"),
    [
        ("pixels", set()),
        ("edges", {"edges"}),
        ("hog+radial", {"edges", "directions", "waves"}),
        ("angular", {"waves"}),
    ],
)
def test_a_custom_vector_machine_marks_the_features_it_uses(features, used):
    views = views_for(SVM(features=features))
    assert {view.name for view in views if view.counts} == used


def test_a_vector_machine_on_pixels_has_no_feature_steps():
    assert views_for(SVM()) == ()


def test_the_extra_steps_stay_while_the_model_has_the_same_features(window):
    select(window.session, "svm-hog")
    tiles = window.strip.feature_tiles
    assert tiles
    window.session.set_threshold(0.3)
    assert window.strip.feature_tiles is tiles
