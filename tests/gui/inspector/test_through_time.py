import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from digitpad.fingerprint import epochs_folder
from digitpad.gui.inspector.through_time import ThroughTimePage
from digitpad.gui.inspector.time_chart import Kind
from digitpad.inspection.recorded_epochs import keep_epochs, recorded_epochs
from digitpad.inspection.through_time import stroke_by_stroke
from digitpad.modelfile import save_model
from tests.gui.inspector.pages import draw, ink, opened, recognizer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(surroundings, qtbot):
    page = opened(ThroughTimePage(), qtbot)
    page.use_recognizer(recognizer())
    yield page
    page.shut_down()


@pytest.fixture
def replayed(page, qtbot):
    draw(page, 7)
    qtbot.waitUntil(lambda: page.is_idle and page.film is not None, timeout=10_000)
    return page


@pytest.fixture
def two_epochs(own_home):
    """As if the model's first two epochs had been kept: two other models stand in for them."""
    folder = epochs_folder(recognizer().model.classifier)
    for epoch, name in ((1, "softmax"), (2, "mlp")):
        folder.mkdir(parents=True, exist_ok=True)
        save_model(folder / f"epoch-{epoch}.safetensors", recognizer(name).model)
    return folder


def place_of(chart, moment):
    return chart.place(float(chart.timeline.moments[moment]), 0.5).toPoint()


def by_epoch(page, qtbot):
    qtbot.mouseClick(page.by_epoch, LEFT, pos=QPoint(8, page.by_epoch.height() // 2))
    qtbot.waitUntil(lambda: page.is_idle, timeout=10_000)


def test_without_a_drawing_the_page_says_what_to_do(page, qtbot):
    qtbot.waitUntil(lambda: page.is_idle)
    assert page.notice.startswith("Draw a digit")


def test_the_drawing_is_replayed_from_its_first_point_to_the_answer(replayed):
    replay = stroke_by_stroke(recognizer(), ink(7))
    timeline = replayed.film.timeline
    assert np.allclose(timeline.probabilities, replay.probabilities, atol=1e-5)
    assert np.array_equal(timeline.moments, replay.times)
    assert replayed.bars.probabilities.argmax() == 7
    assert replayed.slider.value() == replayed.slider.maximum()


def test_the_line_is_drawn_along_with_the_mouse_and_all_else_follows(replayed, qtbot):
    chart = replayed.chart
    qtbot.mousePress(chart, LEFT, pos=place_of(chart, 40))
    qtbot.mouseMove(chart, place_of(chart, 12))
    qtbot.mouseRelease(chart, LEFT, pos=place_of(chart, 12))
    assert chart.moment == replayed.slider.value() == 12
    assert np.array_equal(replayed.picture.image, replayed.film.images[12])
    expected = replayed.film.timeline.probabilities[12]
    assert np.array_equal(replayed.bars.probabilities, expected)
    assert replayed.when.text().startswith(f"{replayed.film.timeline.moments[12]:.2f} s")


def test_slider_and_keys_move_the_line_too(replayed, qtbot):
    replayed.slider.setFocus()
    qtbot.keyClick(replayed.slider, Qt.Key.Key_Home)
    assert replayed.chart.moment == 0
    replayed.chart.setFocus()
    qtbot.keyClick(replayed.chart, Qt.Key.Key_Right)
    assert replayed.slider.value() == 1
    qtbot.keyClick(replayed.chart, Qt.Key.Key_End)
    assert replayed.slider.value() == replayed.slider.maximum()


def test_playing_goes_from_the_start_to_the_end_and_stops(replayed, qtbot):
    seen = []
    replayed.chart.moment_chosen.connect(seen.append)
    qtbot.mouseClick(replayed.play_button, LEFT)
    assert replayed.play_button.text() == "Pause"
    qtbot.waitUntil(lambda: replayed.play_button.text() == "Play", timeout=10_000)
    assert seen[0] == 0
    assert seen == sorted(seen)
    assert replayed.chart.moment == len(replayed.film.images) - 1


def test_pausing_stays_where_it_is(replayed, qtbot):
    qtbot.mouseClick(replayed.play_button, LEFT)
    qtbot.waitUntil(lambda: replayed.chart.moment > 3, timeout=10_000)
    qtbot.mouseClick(replayed.play_button, LEFT)
    moment = replayed.chart.moment
    qtbot.wait(60)
    assert replayed.chart.moment == moment
    assert replayed.play_button.text() == "Play"


def test_a_new_drawing_replaces_the_film(replayed, qtbot):
    draw(replayed, 3)
    qtbot.waitUntil(
        lambda: replayed.is_idle and replayed.bars.probabilities.argmax() == 3, timeout=10_000
    )


def test_an_emptied_pad_empties_the_page(replayed, qtbot):
    replayed.show_drawing(ink(7), None)
    qtbot.waitUntil(lambda: replayed.notice.startswith("Draw a digit"))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_chart_shows_the_favourite_in_colour(replayed, kind):
    replayed.kind.setCurrentIndex(list(Kind).index(kind))
    replayed.legend.signs[7].click()
    with_seven = replayed.chart.grab().toImage()
    replayed.legend.signs[7].click()
    replayed.legend.signs[4].click()
    with_four = replayed.chart.grab().toImage()
    assert replayed.chart.kind is kind
    assert (with_seven == with_four) == (kind is Kind.HEATMAP)


def test_a_model_without_kept_epochs_shows_the_record_of_its_training(replayed, qtbot):
    by_epoch(replayed, qtbot)
    assert replayed.history.isVisible()
    assert "No models of earlier epochs" in replayed.history_text.text()
    assert not replayed.bars.isVisible()
    qtbot.mouseClick(replayed.by_stroke, LEFT, pos=QPoint(8, replayed.by_stroke.height() // 2))
    qtbot.waitUntil(lambda: replayed.is_idle and replayed.bars.isVisible(), timeout=10_000)


def test_a_vector_machine_says_that_it_knows_no_epochs(replayed, qtbot):
    replayed.use_recognizer(recognizer("svm-hog"))
    by_epoch(replayed, qtbot)
    assert "not learned in epochs" in replayed.history_text.text()
    assert not replayed.history.isVisible()
    assert replayed.by_stroke.isVisible()


def test_kept_epochs_are_gone_through(replayed, two_epochs, qtbot):
    by_epoch(replayed, qtbot)
    image = recognizer().recognize_ink(ink(7)).stages.network_input
    assert replayed.film.timeline.moments.tolist() == [1, 2]
    first = recognizer("softmax").model.classifier.predict_proba(image[None])[0]
    assert np.allclose(replayed.film.timeline.probabilities[0], first, atol=1e-5)
    assert replayed.when.text().startswith("After epoch 2")


def test_the_epochs_of_a_run_move_to_where_their_model_finds_them(own_home, tmp_path):
    for epoch in (2, 10, 1):
        save_model(tmp_path / f"epoch-{epoch}.safetensors", recognizer().model)
    keep_epochs(tmp_path, recognizer().model.classifier)
    found = recorded_epochs(recognizer().model.classifier)
    assert [snapshot.epoch for snapshot in found] == [1, 2, 10]
    assert list(tmp_path.glob("*.safetensors")) == []
    assert recorded_epochs(recognizer("softmax").model.classifier) == []
