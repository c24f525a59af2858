"""The parts of the running view, driven by events made by hand."""

import ast
import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from digitpad.gui import colour_maps
from digitpad.gui.colour_maps import Scale
from digitpad.gui.theme import Scheme
from digitpad.gui.training import pacing as pacing_module
from digitpad.gui.training import running_view
from digitpad.gui.training.confusion_view import ConfusionView
from digitpad.gui.training.curves_view import accuracy_view, loss_view
from digitpad.gui.training.machine_curve import stage_text
from digitpad.gui.training.run_buttons import RunButtons
from digitpad.gui.training.run_record import Phase, RunRecord
from digitpad.gui.training.running_view import RunningView
from digitpad.gui.training.sure_button import SureButton
from digitpad.gui.training.weights_view import (
    Histogram,
    WeightsPicture,
    bars,
    layout,
    mosaic,
    unit_pictures,
)
from digitpad.gui.translation import SIMPLIFIED_CHINESE
from digitpad.paths import resource
from digitpad.progress import FitProgress
from digitpad.runs.events import (
    BatchesFinished,
    CheckpointFailed,
    EpochMeasured,
    MachineProgress,
    Paused,
    WeightsShown,
)
from digitpad.training import BatchFinished, EpochFinished
from tests.gui.training.conftest import shown, small_plan


@pytest.fixture
def view(surroundings):
    view = RunningView()
    view.resize(1100, 640)
    view.begin(RunRecord(small_plan(epochs=3)))
    with shown(view):
        yield view


def batches(epoch, count=10):
    return BatchesFinished.of(
        [BatchFinished(epoch, n, count, 0.5, 0.8, 0.1, 1000) for n in range(1, count + 1)]
    )


def weights():
    values = np.random.default_rng(0).normal(size=(784, 16)).astype(np.float32)
    counts, edges = np.histogram(values, 40)
    return WeightsShown("dense1.weight", values, counts, edges)


def test_all_parts_show_what_has_happened(view, qtbot):
    confusion = np.diag(np.full(10, 20))
    confusion[7, 1] = 3
    epoch = EpochFinished(1, 0.5, 0.8, 0.4, 0.85, 0.1, 2.0)
    view.take([batches(1), epoch, weights(), EpochMeasured(1, confusion), batches(2)])
    qtbot.waitUntil(lambda: view.confusion.counts is not None, timeout=10_000)
    assert view.title.text() == "mlp: epoch 2 of 3"
    assert view.figures.text("accuracy") == "85.0%"
    assert view.figures.text("loss") == "0.4000"
    assert view.figures.text("learning_rate") == "0.1"
    assert view.figures.text("speed") == "1,000"
    assert view.figures.text("left") != "–"
    assert view.progress.value() == 667
    picture = view.weights.grab().toImage()
    colours = {picture.pixel(x, 20) for x in range(0, picture.width(), 3)}
    assert len(colours) > 20, "the weights are painted"
    assert view.weights.shown_units == 16
    heights = view.histogram.grab().toImage()
    middle, side = heights.width() // 2 - 4, 2
    assert heights.pixel(middle, 20) != heights.pixel(side, 20), "the histogram is painted"


def test_accuracy_without_held_out_digits_is_that_of_training(view):
    nan = float("nan")
    view.take([batches(1), EpochFinished(1, 0.5, 0.83, nan, nan, 0.1, 2.0)])
    view.show_now()
    assert view.figures.text("accuracy") == "83.0%"


def test_a_hidden_view_paints_nothing_but_forgets_nothing(view):
    view.hide()
    count = view.pacing.count
    view.take([batches(1), batches(2)])
    assert view.pacing.count == count
    assert view.record.epoch == 2


def test_confusions_that_come_quickly_are_shown_now_and_then_and_the_last_one(
    view, qtbot, monkeypatch
):
    monkeypatch.setattr(running_view, "_CONFUSION_SECONDS", 1.5)
    monkeypatch.setattr(pacing_module, "SHORTEST_SECONDS", 0.1)
    shown = []
    show = view.confusion.show_confusion

    def showing(counts, epoch):
        shown.append((epoch, time.monotonic()))
        show(counts, epoch)

    monkeypatch.setattr(view.confusion, "show_confusion", showing)
    for number in range(1, 5):
        view.take([batches(number), EpochMeasured(number, np.diag(np.full(10, number)))])
        qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
        qtbot.wait(100)
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=10_000)
    (first, at_first), (last, at_last) = shown
    assert (first, last) == (1, 4)
    assert at_last - at_first >= 1.5
    assert view.confusion.counts[0, 0] == 4


def test_trouble_with_a_checkpoint_is_told(view):
    view.take([CheckpointFailed("no room on the disk")])
    view.show_now()
    assert view.note.text() == "no room on the disk"
    assert view.note.property("tone") == "problem"


def test_a_new_run_begins_with_empty_curves(view):
    view.take([batches(1), weights(), EpochMeasured(1, np.eye(10, dtype=np.int64))])
    view.show_now()
    view.begin(RunRecord(small_plan(epochs=5)))
    assert view.confusion.counts is None
    assert view.figures.text("accuracy") == "–"
    assert view.title.text() == "mlp: starting …"


def test_a_machine_shows_its_stage(view):
    view.begin(RunRecord(small_plan("svm-hog")))
    view.take([MachineProgress(FitProgress("looking at features", 50, 200, 0.5))])
    view.show_now()
    assert view.left.currentWidget() is view.machine_curve
    assert "50 / 200" in view.machine_curve.stage.text()
    assert view.progress.value() == 250
    assert not view.buttons.stop_button.isVisibleTo(view)


def stages_of_machines():
    """All that a vector machine says it is at, from its code."""
    for folder in ("svm", "."):
        for file in resource("..", "digitpad", folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FitProgress":
                    yield ast.literal_eval(node.args[0])


def test_every_stage_of_a_vector_machine_is_told_in_the_language_of_the_window(surroundings, view):
    stages = set(stages_of_machines())
    assert "looking at features" in stages
    assert {stage_text(stage) for stage in stages} == stages
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    assert {stage_text(stage) for stage in stages} & stages == set()
    view.begin(RunRecord(small_plan("svm-hog")))
    view.take([MachineProgress(FitProgress("looking at features", 50, 200, 0.5))])
    view.show_now()
    assert view.title.text() == "svm-hog：正在提取特征"
    assert view.machine_curve.stage.text().startswith("正在提取特征：50 / 200")


def test_changes_are_told_once_and_only_what_is_different(view, qtbot):
    told = []
    view.changes.changed.connect(told.append)
    view.take([batches(1)])
    field = view.changes.rates.control("learning_rate")
    field.selectAll()
    QTest.keyClicks(field, "0.02")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == [{"learning_rate": 0.02}]
    view.changes.variation.strength.set_value("none")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=10_000)
    assert set(told[1]) == {"augmentation"}
    assert not told[1]["augmentation"]


def test_a_change_that_cannot_work_is_marked_and_not_told(view, qtbot):
    told = []
    view.changes.changed.connect(told.append)
    view.take([batches(1)])
    field = view.changes.rates.control("momentum")
    field.selectAll()
    QTest.keyClicks(field, "1.5")
    qtbot.wait(500)
    assert told == []
    assert "0 <= x < 1" in view.changes.rates.settings["momentum"].problem


# Buttons


def test_buttons_offer_what_can_be_done(surroundings, qtbot):
    buttons = RunButtons()
    qtbot.addWidget(buttons)
    buttons.begin(is_machine=False)
    assert not buttons.pause_button.isEnabled()
    assert buttons.cancel_button.isEnabled()
    buttons.show_phase(Phase.TRAINING)
    assert buttons.stop_button.isEnabled()
    with qtbot.waitSignal(buttons.pause):
        QTest.mouseClick(buttons.pause_button, Qt.MouseButton.LeftButton)
    assert buttons.pause_button.text() == "Pausing …"
    assert not buttons.pause_button.isEnabled()
    buttons.show_phase(Phase.PAUSED)
    assert buttons.pause_button.text() == "&Go on"
    with qtbot.waitSignal(buttons.go_on):
        QTest.mouseClick(buttons.pause_button, Qt.MouseButton.LeftButton)
    buttons.show_phase(Phase.TRAINING)
    with qtbot.waitSignal(buttons.stop):
        QTest.mouseClick(buttons.stop_button, Qt.MouseButton.LeftButton)
    assert not buttons.one_more_button.isEnabled()
    assert buttons.cancel_button.isEnabled(), "one can still think better of it"


def test_a_button_for_the_irrevocable_asks_first(surroundings, qtbot):
    button, done = SureButton(), []
    qtbot.addWidget(button)
    button.set_words("Discard", "Discard it?")
    button.confirmed.connect(lambda: done.append(1))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (button.text(), done) == ("Discard it?", [])
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (button.text(), done) == ("Discard", [1])


# Pictures


def test_units_of_a_dense_layer_and_filters_are_pictures():
    dense = np.arange(784 * 2, dtype=np.float32).reshape(784, 2)
    assert unit_pictures(dense).shape == (2, 28, 28)
    assert unit_pictures(dense)[1, 0, 1] == 3
    kernels = np.random.default_rng(0).normal(size=(3, 3, 1, 5)).astype(np.float32)
    assert np.array_equal(unit_pictures(kernels)[4], kernels[:, :, 0, 4])


def test_the_mosaic_has_every_tile_in_its_place():
    tiles = np.arange(1, 4).reshape(3, 1, 1).repeat(2, axis=1).repeat(2, axis=2)
    sheet = mosaic(tiles, 2, 1, 0)
    assert sheet.tolist() == [
        [1, 1, 0, 2, 2],
        [1, 1, 0, 2, 2],
        [0, 0, 0, 0, 0],
        [3, 3, 0, 0, 0],
        [3, 3, 0, 0, 0],
    ]


@pytest.mark.parametrize("count", [1, 16, 128, 1000])
def test_tiles_fit_the_room_they_have(count):
    enlargement, columns, rows = layout(count, (28, 28), (300, 400), 2)
    assert columns * (28 * enlargement + 2) <= 402
    assert rows * (28 * enlargement + 2) <= 302
    assert columns * rows >= min(count, 10 * 13)


def test_a_small_window_shows_some_units(surroundings, qtbot):
    picture = WeightsPicture()
    qtbot.addWidget(picture)
    picture.resize(160, 120)
    picture.show_weights(np.ones((784, 512), np.float32))
    picture.grab()
    assert 0 < picture.shown_units < 512


def test_the_picture_of_the_weights_follows_weights_size_and_colours(surroundings, qtbot):
    picture = WeightsPicture()
    qtbot.addWidget(picture)
    picture.resize(200, 200)
    picture.show()

    def painted():
        return picture.grab().toImage()

    unit = np.zeros((784, 1), np.float32)
    unit[:392], unit[392:] = 1, -1
    picture.show_weights(unit)
    first = painted()
    colours = colour_maps.diverging(picture.palette())
    above, below = (colours.colour(sign, Scale(-3, 3)) for sign in (1, -1))
    assert first.pixelColor(50, 10) == above
    assert first.pixelColor(50, 190) == below
    picture.show_weights(-unit)
    assert painted().pixelColor(50, 10) == below
    picture.resize(400, 400)
    assert painted().pixelColor(350, 10) == below, "it fills the new size"
    dark = picture.palette()
    dark.setColor(QPalette.ColorRole.Base, "#101010")
    picture.setPalette(dark)
    expected = colour_maps.diverging(dark).colour(-1, Scale(-3, 3))
    assert expected != below
    assert painted().pixelColor(50, 10) == expected
    picture.show_weights(None)
    assert len({painted().pixel(x, 50) for x in range(400)}) == 1


def test_bars_stand_side_by_side_on_the_ground():
    heights = np.array([0.0, 0.5, 1.0])
    x, y = bars(heights, QRectF(10, 20, 30, 40))
    corners = np.stack([x, y], axis=1).reshape(3, 4, 2)
    assert corners[1].tolist() == [[20, 60], [20, 40], [29, 40], [29, 60]]
    assert corners[:, :, 1].min(axis=1).tolist() == [60, 40, 20]


def test_the_histogram_has_the_colours_of_its_weights(surroundings, qtbot):
    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.resize(640, 84)
    counts = np.zeros(64, int)
    counts[[10, 50]] = 16, 4
    edges = np.linspace(-1, 1, 65, dtype=np.float32)
    histogram.show_weights(WeightsShown("dense1.weight", np.zeros((4, 2)), counts, edges))
    image = histogram.grab().toImage()
    below, above = image.pixelColor(105, 50), image.pixelColor(505, 50)
    assert below.blue() > below.red()
    assert above.red() > above.blue()
    # The root of a quarter is a half.
    background = image.pixelColor(305, 30)
    assert image.pixelColor(105, 10) == below
    assert image.pixelColor(505, 10) == background


def test_the_confusion_says_what_is_under_the_pointer(surroundings, qtbot):
    view = ConfusionView()
    qtbot.addWidget(view)
    view.resize(300, 300)
    counts = np.zeros((10, 11), np.int64)
    counts[4, 9], counts[4, 10], counts[4, 4] = 5, 2, 40
    view.show_confusion(counts, 3)
    view.show()
    qtbot.waitExposed(view)
    assert "epoch 3" in view.said.text()
    grid = view.matrix.grid()
    for column, words in ((9, "4 read as 9: 5"), (10, "no digit: 2"), (4, "4 read as 4: 40")):
        QTest.mouseMove(view.matrix, grid.rectangle(4, column).center().toPoint())
        assert words in view.said.text()
    counts[4, 4] = 44
    view.show_confusion(counts, 4)
    assert "4 read as 4: 44" in view.said.text(), "an epoch does not take the words away"
    QTest.mouseMove(view.matrix, QPoint(1, 1))
    assert "epoch 4" in view.said.text()
    QTest.mouseMove(view.matrix, grid.rectangle(4, 10).center().toPoint())
    view.show_confusion(None)
    view.show_confusion(counts[:, :10], 1)
    assert "epoch 1" in view.said.text(), "another run may have no column for other things"


def test_the_views_of_the_curves_hold_all_that_counts():
    losses = np.log10(np.array([2.3, 0.05]))
    low, high = loss_view(losses)
    assert low <= losses.min()
    assert losses.max() <= high
    assert low * 4 == int(low * 4), "in steps, so that it seldom jumps"
    none = np.empty((0, 2))
    assert accuracy_view(np.array([0.1, *[0.97] * 30]), none) == pytest.approx(0.95)
    assert accuracy_view(np.full(30, 0.3), none) == 0
    assert accuracy_view(np.empty(0), none) == 0


def test_every_epochs_mark_lies_in_the_view():
    epochs = np.array([[0.88, np.nan], [0.97, np.nan]])
    assert accuracy_view(np.full(30, 0.97), epochs) <= 0.88


def test_the_curves_are_drawn_in_both_themes(view, surroundings):
    view.take([batches(1), Paused()])
    view.show_now()
    light = view.curves.loss.grab().toImage()
    surroundings.appearance.choose(Scheme.DARK)
    view.show_now()
    dark = view.curves.loss.grab().toImage()
    assert light.pixelColor(200, 5).lightnessF() > 0.9
    assert dark.pixelColor(200, 5).lightnessF() < 0.3
