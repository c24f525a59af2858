from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from digitpad.gui.inspector import digit_map
from digitpad.gui.inspector.digit_map import MapPage
from digitpad.gui.inspector.map_view import MapView
from digitpad.gui.translation import SIMPLIFIED_CHINESE
from digitpad.inspection.digit_map import DigitMap, map_layers
from tests.gui.inspector.pages import draw, few, ink, opened, recognizer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(surroundings, few_digits, qtbot):
    page = opened(MapPage(), qtbot)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)
    yield page
    page.shut_down()


def expected(layer=None, method="pca", name="mlp"):
    classifier = recognizer(name).model.classifier
    return DigitMap.fit(classifier, layer or map_layers(classifier)[0], few("train"), method)


def wheel(scatter, place, steps):
    event = QWheelEvent(
        QPointF(place),
        scatter.mapToGlobal(QPointF(place)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(scatter, event)


def pixels(scatter, row):
    positions = expected().positions[row : row + 1]
    (place,) = scatter.places(positions).tolist()
    return QPointF(*place).toPoint()


def test_all_layers_can_be_chosen_the_best_first(page):
    names = [page.layer.itemData(place) for place in range(page.layer.count())]
    assert names == list(map_layers(recognizer().model.classifier))
    assert page.layer.itemText(page.layer.findData("pixels")) == "The pixels"


def test_the_layers_are_called_in_the_language_of_the_window(surroundings, page, qtbot):
    last = page.layer.findData("dense2")
    assert page.layer.itemText(last) == "Output"
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    qtbot.waitUntil(lambda: page.layer.itemText(last) == "输出", timeout=10_000)


def test_the_drawing_lies_where_the_layer_puts_it_with_its_neighbours_beside_it(page):
    draw(page, 7)
    image = recognizer().recognize_ink(ink(7)).stages.network_input
    position, numbers = expected().locate(image, 9)
    assert np.allclose(page.scatter.here, position, atol=1e-4)
    names = [str(label) for label in few("train").labels[numbers]]
    assert [name.text() for name in page.panel.names] == names
    first = few("train").images[numbers[0]] / np.float32(255)
    assert np.allclose(page.panel.pictures[0].image, first)
    assert f"are {Counter(names).most_common(1)[0][0]}." in page.panel.sentence.text()
    assert page.panel.answer.text().startswith("read as 7")


def test_the_point_moves_with_the_drawing_and_goes_with_it(page):
    draw(page, 7)
    before = page.scatter.here
    draw(page, 0)
    assert np.hypot(*(page.scatter.here - before)) > 1
    page.show_drawing(ink(0), None)
    assert page.scatter.here is None
    assert page.panel.sentence.text().startswith("Draw a digit")


def test_pointing_at_a_digit_shows_it(page, qtbot):
    found = expected()
    # The one that lies farthest out has no other digit in the way.
    row = int(np.hypot(*(found.positions - found.positions.mean(axis=0)).T).argmax())
    qtbot.mouseMove(page.scatter, pixels(page.scatter, row))
    assert page.scatter.hovered_row == row
    assert page.card.isVisible()
    image = few("train").images[found.which[row]] / np.float32(255)
    assert np.allclose(page.card.picture.image, image)
    assert page.card.text.text() == f"a {found.labels[row]}"
    qtbot.mouseMove(page.scatter, QPoint(2, 2))
    assert not page.card.isVisible()


def test_the_wheel_zooms_where_the_pointer_is_and_a_double_click_shows_all(page, qtbot):
    place = pixels(page.scatter, 5)
    wheel(page.scatter, place, 4)
    assert page.scatter.zoom > 1.5
    assert (pixels(page.scatter, 5) - place).manhattanLength() <= 2
    qtbot.mouseDClick(page.scatter, LEFT, pos=place)
    assert page.scatter.zoom == 1


def test_dragging_moves_the_map(page, qtbot):
    wheel(page.scatter, page.scatter.rect().center(), 4)
    before = pixels(page.scatter, 5)
    start = page.scatter.rect().center()
    qtbot.mousePress(page.scatter, LEFT, pos=start)
    qtbot.mouseMove(page.scatter, start + QPoint(30, 20))
    qtbot.mouseRelease(page.scatter, LEFT, pos=start + QPoint(30, 20))
    assert (pixels(page.scatter, 5) - before - QPoint(30, 20)).manhattanLength() <= 2


def test_a_class_alone_can_be_pointed_at(page, qtbot):
    found = expected()
    qtbot.mouseClick(page.legend.signs[3], LEFT)
    other = int(np.flatnonzero(found.labels != 3)[0])
    assert page.scatter.row_at(QPointF(pixels(page.scatter, other))) in (
        -1,
        *np.flatnonzero(found.labels == 3),
    )
    three = int(np.flatnonzero(found.labels == 3)[0])
    at = page.scatter.row_at(QPointF(pixels(page.scatter, three)))
    assert found.labels[at] == 3
    qtbot.mouseClick(page.legend.signs[3], LEFT)
    assert page.legend.only == -1


def test_another_layer_makes_another_map(page, qtbot):
    draw(page, 7)
    page.layer.setFocus()
    while page.layer.currentData() != "pixels":
        qtbot.keyClick(page.layer, Qt.Key.Key_Down)
    page.layer.activated.emit(page.layer.currentIndex())
    qtbot.waitUntil(lambda: page._map().layer == "pixels", timeout=10_000)
    assert "%" in page.spread.text()
    assert page.scatter.here is not None


def test_a_map_by_t_sne_is_there_where_its_library_is(page, qtbot):
    pytest.importorskip("sklearn")
    page.method.setCurrentIndex(page.method.findData("t-sne"))
    page.method.activated.emit(page.method.currentIndex())
    qtbot.waitUntil(lambda: page._map().method == "t-sne", timeout=60_000)
    assert "neighbour" in page.spread.text()


def test_making_a_map_by_t_sne_can_be_cancelled_and_leaves_the_one_before(page, qtbot):
    pytest.importorskip("sklearn")
    page.method.setCurrentIndex(page.method.findData("t-sne"))
    page.method.activated.emit(page.method.currentIndex())
    qtbot.waitUntil(lambda: "t-SNE" in page.notice, timeout=10_000)
    cancel = next(b for b in page.findChildren(QPushButton) if b.isVisible())
    qtbot.mouseClick(cancel, LEFT)
    assert page.is_showing_content
    assert page.method.currentData() == "pca"
    page.shut_down()
    assert page._map().method == "pca"


def test_without_its_library_t_sne_cannot_be_chosen_and_says_how_to_get_it(
    surroundings, qtbot, monkeypatch
):
    monkeypatch.setattr(digit_map, "methods", lambda: ("pca",))
    page = opened(MapPage(), qtbot)
    item = page.method.model().item(page.method.findData("t-sne"))
    assert not item.isEnabled()
    assert "digitpad[map]" in page.method.toolTip()


def test_a_vector_machine_has_its_features_and_the_pixels(surroundings, few_digits, qtbot):
    page = opened(MapPage(), qtbot)
    page.use_recognizer(recognizer("svm-hog"))
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=20_000)
    draw(page, 7, "svm-hog")
    assert page.layer.itemText(0) == "The features"
    assert "7" in page.panel.sentence.text()
    page.shut_down()


def test_zooming_keeps_the_place_under_the_pointer():
    positions = np.float32([[-3, 1], [5, 2], [0, -4]])
    view = MapView.around(positions)
    before = view.places(positions, 300, 200)
    assert (before >= 0).all()
    assert (before <= [300, 200]).all()
    closer = view.zoomed(3, tuple(before[1].tolist()), 300, 200)
    assert np.allclose(closer.places(positions[1:2], 300, 200), before[1], atol=0.01)
    assert closer.zoomed(0.01, (0, 0), 300, 200) == view.whole()
