import numpy as np
import pytest
from pyqtgraph import InfiniteLine
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from digitpad.gui.inspector.timeline import Kind, TimelinePage
from digitpad.inspection.timeline import stroke_by_stroke
from digitpad.library.model_data import epochs_folder, keep_epochs, recorded_epochs
from digitpad.library.model_file import save_model
from tests.gui.choosing import choose
from tests.gui.ending import end_jobs
from tests.gui.inspector.pages import draw, ink, opened, recognizer, recognizer_of

LEFT, SOLID = Qt.MouseButton.LeftButton, Qt.PenStyle.SolidLine


@pytest.fixture
def page(session, qtbot):
    page = opened(TimelinePage(session), qtbot)
    page.use_recognizer(recognizer())
    yield page
    page.shut_down()
    end_jobs(page)


@pytest.fixture
def replayed(page, qtbot):
    draw(page, 7)
    qtbot.waitUntil(lambda: page.is_idle and page.replay is not None, timeout=10_000)
    return page


@pytest.fixture
def two_epochs(own_home):
    """Two other models stand in for the snapshots of the model's first two epochs."""
    folder = epochs_folder(recognizer().model.classifier)
    for epoch, name in ((1, "softmax"), (2, "mlp")):
        folder.mkdir(parents=True, exist_ok=True)
        save_model(folder / f"epoch-{epoch}.safetensors", recognizer(name).model)
    return folder


def place_of(page, moment):
    return page.chart.curves.to_pixels(float(page.replay.moments[moment]), 0.5).toPoint()


def marked(page):
    """The x of the solid line that marks the chosen moment."""
    (line,) = (
        item
        for item in page.chart.curves.plot.items
        if isinstance(item, InfiniteLine) and item.isVisible() and item.pen.style() == SOLID
    )
    return line.value()


def shares(page):
    return page.bars.groups[""]


def by_epoch(page, qtbot):
    qtbot.mouseClick(page.by_epoch, LEFT, pos=QPoint(8, page.by_epoch.height() // 2))
    qtbot.waitUntil(lambda: page.is_idle, timeout=10_000)


def test_without_a_drawing_the_page_says_what_to_do(page, qtbot):
    qtbot.waitUntil(lambda: page.is_idle)
    assert page.hint.isVisible()
    assert page.hint.text().startswith("Draw a digit")


def test_the_drawing_is_replayed_from_its_first_point_to_the_answer(replayed):
    replay = stroke_by_stroke(recognizer(), ink(7))
    assert np.allclose(replayed.replay.probabilities, replay.probabilities, atol=1e-5)
    assert np.array_equal(replayed.replay.moments, replay.moments)
    assert shares(replayed).argmax() == 7
    assert replayed.slider.value() == replayed.slider.maximum()


def test_the_line_follows_the_mouse_and_everything_else_follows_the_line(replayed, qtbot):
    view = replayed.chart.curves.view.viewport()
    qtbot.mouseClick(view, LEFT, pos=place_of(replayed, 40))
    assert replayed.chart.moment == 40
    qtbot.mousePress(view, LEFT, pos=place_of(replayed, 40))
    drag(view, place_of(replayed, 12))
    qtbot.mouseRelease(view, LEFT, pos=place_of(replayed, 12))
    assert marked(replayed) == replayed.replay.moments[12]
    assert replayed.chart.moment == replayed.slider.value() == 12
    assert np.array_equal(replayed.picture.image, replayed.replay.images[12])
    assert np.allclose(shares(replayed), replayed.replay.probabilities[12])
    assert replayed.when.text().startswith(f"{replayed.replay.moments[12]:.2f} s")


def drag(view, place):
    """A move with the button held, which QTest cannot send."""
    none = Qt.KeyboardModifier.NoModifier
    at = QPointF(place)
    everywhere = (at, view.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, *everywhere, LEFT, LEFT, none)
    QApplication.sendEvent(view, event)


def test_slider_and_keys_move_the_line_too(replayed, qtbot):
    replayed.slider.setFocus()
    qtbot.keyClick(replayed.slider, Qt.Key.Key_Home)
    assert replayed.chart.moment == 0
    curves = replayed.chart.curves
    curves.setFocus()
    qtbot.keyClick(curves, Qt.Key.Key_Right)
    assert replayed.slider.value() == 1
    assert marked(replayed) == replayed.replay.moments[1]
    qtbot.keyClick(replayed.slider, Qt.Key.Key_End)
    assert replayed.chart.moment == replayed.slider.maximum()


def test_playing_runs_from_the_start_to_the_end_and_stops(replayed, qtbot, monkeypatch):
    seen = []
    show_moment = replayed.chart.show_moment
    monkeypatch.setattr(replayed.chart, "show_moment", lambda m: (seen.append(m), show_moment(m)))
    qtbot.mouseClick(replayed.play_button, LEFT)
    assert replayed.play_button.text() == "Pause"
    qtbot.waitUntil(lambda: replayed.play_button.text() == "Play", timeout=10_000)
    assert seen[0] == 0
    assert seen == sorted(seen)
    assert replayed.chart.moment == len(replayed.replay.images) - 1


def test_pausing_stays_where_it_is(replayed, qtbot):
    qtbot.mouseClick(replayed.play_button, LEFT)
    qtbot.waitUntil(lambda: replayed.chart.moment > 3, timeout=10_000)
    qtbot.mouseClick(replayed.play_button, LEFT)
    moment = replayed.chart.moment
    with qtbot.waitSignal(QTimer(replayed, interval=100, singleShot=True).timeout, raising=False):
        pass
    assert replayed.chart.moment == moment
    assert replayed.play_button.text() == "Play"


def test_a_new_drawing_replaces_the_replay(replayed, qtbot):
    draw(replayed, 3)
    qtbot.waitUntil(lambda: replayed.is_idle and shares(replayed).argmax() == 3, timeout=10_000)


def test_clearing_the_pad_clears_the_page(replayed, qtbot):
    replayed.show_drawing(ink(7), None)
    qtbot.waitUntil(replayed.hint.isVisible)
    assert not replayed.bars.isVisible()


def test_lines_and_stacked_shares_are_the_probabilities(replayed):
    for kind in (Kind.STACKED, Kind.LINES):
        replayed.kind.setCurrentIndex(list(Kind).index(kind))
        moments, values = replayed.chart.curves.data("7")
        assert np.allclose(moments, replayed.replay.moments)
        assert np.allclose(values, replayed.replay.probabilities[:, 7])
    assert replayed.chart.curves.marks == replayed.replay.starts


def test_the_heatmap_has_a_row_per_class_and_a_click_selects_a_moment(replayed, qtbot):
    replayed.kind.setCurrentIndex(list(Kind).index(Kind.HEATMAP))
    heatmap = replayed.chart.heatmap
    assert heatmap.isVisible()
    assert np.allclose(heatmap.values, replayed.replay.probabilities.T)
    place = heatmap.rectangle(7, 12).center().toPoint()
    qtbot.mouseClick(heatmap.view.viewport(), LEFT, pos=place)
    assert replayed.chart.moment == 12
    replayed.kind.setCurrentIndex(0)
    assert marked(replayed) == replayed.replay.moments[12]


def test_one_class_is_highlighted_in_full_colour(replayed):
    replayed.kind.setCurrentIndex(list(Kind).index(Kind.LINES))
    pictures = []
    for place in (0, 8, 5):
        replayed.only.setCurrentIndex(place)
        pictures.append(replayed.chart.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_a_model_of_fewer_classes_shows_all_of_them(replayed, qtbot):
    choose(replayed.only, "9")
    few = recognizer_of((1, 7))
    replayed.use_recognizer(few)
    replayed.show_drawing(ink(7), few.recognize_ink(ink(7)))
    qtbot.waitUntil(lambda: replayed.is_idle and set(replayed.chart.curves.curves) >= {"1", "7"})
    assert replayed.only.currentText() == "All classes"
    choose(replayed.kind, "Lines")
    pens = [curve.opts["pen"] for curve in replayed.chart.curves.curves.values()]
    assert all(pen.color().alphaF() > 0.4 for pen in pens)


def test_by_epoch_can_be_chosen_on_an_empty_pad(page, two_epochs, qtbot):
    qtbot.waitUntil(lambda: page.is_idle and page.hint.isVisible())
    by_epoch(page, qtbot)
    assert page.replay.moments.tolist() == [1, 2]
    assert page.chart.isVisible()
    qtbot.mouseClick(page.by_stroke, LEFT, pos=QPoint(8, page.by_stroke.height() // 2))
    qtbot.waitUntil(page.hint.isVisible)


def test_a_model_without_snapshots_shows_its_training_history(replayed, qtbot):
    by_epoch(replayed, qtbot)
    assert replayed.history.isVisible()
    assert "no snapshots of earlier epochs" in replayed.history_text.text()
    assert not replayed.bars.isVisible()
    qtbot.mouseClick(replayed.by_stroke, LEFT, pos=QPoint(8, replayed.by_stroke.height() // 2))
    qtbot.waitUntil(lambda: replayed.is_idle and replayed.bars.isVisible(), timeout=10_000)


def test_a_vector_machine_shows_that_it_has_no_epochs(replayed, qtbot):
    replayed.use_recognizer(recognizer("svm-hog"))
    by_epoch(replayed, qtbot)
    assert "not trained in epochs" in replayed.history_text.text()
    assert not replayed.history.isVisible()
    assert replayed.by_stroke.isVisible()


def test_snapshots_of_epochs_are_replayed(replayed, two_epochs, qtbot):
    by_epoch(replayed, qtbot)
    image = recognizer().recognize_ink(ink(7)).stages.network_input
    assert replayed.replay.moments.tolist() == [1, 2]
    first = recognizer("softmax").model.classifier.predict_proba(image[None])[0]
    assert np.allclose(replayed.replay.probabilities[0], first, atol=1e-5)
    assert replayed.when.text().startswith("After epoch 2")


def test_the_snapshots_of_a_run_are_moved_to_their_model(own_home, tmp_path):
    for epoch in (2, 10, 1):
        save_model(tmp_path / f"epoch-{epoch}.safetensors", recognizer().model)
    keep_epochs(tmp_path, recognizer().model.classifier)
    found = recorded_epochs(recognizer().model.classifier)
    assert [snapshot.epoch for snapshot in found] == [1, 2, 10]
    assert list(tmp_path.glob("*.safetensors")) == []
    assert recorded_epochs(recognizer("softmax").model.classifier) == []
