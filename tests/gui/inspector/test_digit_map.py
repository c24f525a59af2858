from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from digitpad.common.pixels import as_floats
from digitpad.gui.inspector import digit_map
from digitpad.gui.inspector.digit_map import DigitMapPage
from digitpad.inspection.digit_map import DigitMap, map_layers
from tests.gui.ending import end_jobs
from tests.gui.inspector.pages import draw, few, ink, opened, recognizer, recognizer_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(session, few_digits, qtbot):
    page = opened(DigitMapPage(session), qtbot)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)
    yield page
    page.shut_down()
    end_jobs(page)


def expected(layer=None, method="pca", name="mlp"):
    classifier = recognizer(name).model.classifier
    return DigitMap.fit(classifier, layer or map_layers(classifier)[0], few("train"), method)


def pixels(page, row):
    x, y = expected().positions[row].tolist()
    return page.scatter.to_pixels(x, y).toPoint()


def wheel(page, place, steps):
    view = page.scatter.view.viewport()
    event = QWheelEvent(
        QPointF(place),
        view.mapToGlobal(QPointF(place)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_all_layers_are_listed_the_most_telling_first(page):
    names = [page.layer.itemData(place) for place in range(page.layer.count())]
    assert names == list(map_layers(recognizer().model.classifier))
    assert page.layer.itemText(page.layer.findData("pixels")) == "Pixels"


def test_a_model_of_fewer_classes_maps_the_digits_it_knows(page, qtbot):
    classes = (1, 4, 7, 9)
    page.use_recognizer(recognizer_of(classes))
    known = few("train").of_classes(classes)
    qtbot.waitUntil(lambda: page.measured is not None, timeout=10_000)
    labels = page._map().labels
    assert Counter(labels.tolist()) == Counter(known.labels.tolist())
    assert [page.scatter.names[row] for row in page.scatter.labels] == list(map(str, labels))


def test_layer_titles_are_translated(chinese, page):
    assert page.layer.itemText(page.layer.findData("dense2")) == "输出"


def test_the_drawing_is_shown_at_its_position_with_its_neighbours(page):
    draw(page, 7)
    image = recognizer().recognize_ink(ink(7)).stages.network_input
    position, numbers = expected().locate(image, 9)
    assert np.allclose(page.scatter.position, position, atol=1e-4)
    names = [str(label) for label in few("train").labels[numbers]]
    entries = [page.panel.digits.entry(row) for row in range(page.panel.digits.count)]
    assert [entry.lines[0].text for entry in entries] == names
    first = few("train").images[numbers[0]] / np.float32(255)
    assert np.allclose(entries[0].image, first)
    assert f"are {Counter(names).most_common(1)[0][0]}." in page.panel.sentence.text()
    assert page.panel.answer.text().startswith("read as 7")


def test_the_point_follows_the_drawing_and_disappears_with_it(page):
    draw(page, 7)
    before = page.scatter.position
    draw(page, 0)
    assert np.hypot(*(page.scatter.position - before)) > 1
    page.show_drawing(ink(0), None)
    assert page.scatter.position is None
    assert page.panel.sentence.text().startswith("Draw a digit")


def test_hovering_over_a_digit_shows_it(page, qtbot):
    found = expected()
    # The outermost digit is not covered by others.
    row = int(np.hypot(*(found.positions - found.positions.mean(axis=0)).T).argmax())
    view = page.scatter.view.viewport()
    qtbot.mouseMove(view, pixels(page, row))
    qtbot.waitUntil(page.card.isVisible)
    image = few("train").images[found.which[row]] / np.float32(255)
    assert np.allclose(page.card.picture.image, image)
    assert page.card.text.text() == f"Label {found.labels[row]}"
    qtbot.mouseMove(view, QPoint(2, 2))
    qtbot.waitUntil(lambda: not page.card.isVisible())


def test_a_click_on_a_digit_shows_it_on_the_pad(page, qtbot):
    place = pixels(page, 5)
    row = page.scatter.index_at(QPointF(place))
    with qtbot.waitSignal(page.session.digit_opened) as opened_digit:
        qtbot.mouseClick(page.scatter.view.viewport(), LEFT, pos=place)
    number = page.measured.found.which[row]
    assert np.array_equal(opened_digit.args[0], as_floats(page.measured.digits.images[number]))
    draw(page, 7)
    with qtbot.waitSignal(page.session.digit_opened) as opened_digit:
        page.panel.digits.choose(2)
        qtbot.keyClick(page.panel.digits, Qt.Key.Key_Return)
    assert np.array_equal(opened_digit.args[0], page.panel.digits.entry(2).image)


def test_the_wheel_zooms_at_the_pointer_and_a_double_click_resets_the_view(page, qtbot):
    place = pixels(page, 5)
    before = page.scatter.plot.vb.viewRect().width()
    wheel(page, place, 4)
    assert page.scatter.plot.vb.viewRect().width() < before / 1.2
    assert (pixels(page, 5) - place).manhattanLength() <= 3
    qtbot.mouseDClick(page.scatter.view.viewport(), LEFT, pos=place)
    qtbot.waitUntil(
        lambda: abs(page.scatter.plot.vb.viewRect().width() - before) < 0.05 * before,
        timeout=5000,
    )


def test_both_axes_have_the_same_scale(page):
    # Pixels are whole numbers, so the distance is long.
    first, second = page.scatter.to_pixels(0, 0), page.scatter.to_pixels(10, 10)
    assert abs(second.x() - first.x()) == pytest.approx(abs(second.y() - first.y()), rel=0.03)


def test_a_single_class_can_be_highlighted(page):
    page.only.setCurrentIndex(4)
    found = expected()
    other = int(np.flatnonzero(found.labels != 3)[0])
    allowed = {-1, *np.flatnonzero(found.labels == 3).tolist()}
    assert page.scatter.index_at(QPointF(pixels(page, other))) in allowed
    three = int(np.flatnonzero(found.labels == 3)[0])
    at = page.scatter.index_at(QPointF(pixels(page, three)))
    assert found.labels[at] == 3
    page.only.setCurrentIndex(0)
    assert page.only.only == -1


def test_selecting_another_layer_computes_another_map(page, qtbot):
    draw(page, 7)
    page.layer.setFocus()
    while page.layer.currentData() != "pixels":
        qtbot.keyClick(page.layer, Qt.Key.Key_Down)
    page.layer.activated.emit(page.layer.currentIndex())
    qtbot.waitUntil(lambda: page._map().layer == "pixels", timeout=10_000)
    assert "%" in page.spread.text()
    assert page.scatter.position is not None


def test_a_t_sne_map_is_available_if_its_library_is_installed(page, qtbot):
    pytest.importorskip("sklearn")
    page.method.setCurrentIndex(page.method.findData("t-sne"))
    page.method.activated.emit(page.method.currentIndex())
    qtbot.waitUntil(lambda: page._map().method == "t-sne", timeout=60_000)
    assert "neighbour" in page.spread.text()


def test_cancelling_a_t_sne_map_keeps_the_previous_map(page, qtbot):
    pytest.importorskip("sklearn")
    page.method.setCurrentIndex(page.method.findData("t-sne"))
    page.method.activated.emit(page.method.currentIndex())
    qtbot.waitUntil(lambda: "t-SNE" in page.notice, timeout=10_000)
    cancel = next(b for b in page.findChildren(QPushButton) if b.isVisible())
    qtbot.mouseClick(cancel, LEFT)
    assert page.is_showing_content
    assert page.method.currentData() == "pca"
    page.shut_down()
    end_jobs(page)
    assert page._map().method == "pca"


def test_without_its_library_t_sne_is_disabled_with_a_hint(session, qtbot, monkeypatch):
    monkeypatch.setattr(digit_map, "methods", lambda: ("pca",))
    page = opened(DigitMapPage(session), qtbot)
    item = page.method.model().item(page.method.findData("t-sne"))
    assert not item.isEnabled()
    assert "digitpad[map]" in page.method.toolTip()


def test_a_vector_machine_offers_its_features_and_the_pixels(session, few_digits, qtbot):
    page = opened(DigitMapPage(session), qtbot)
    page.use_recognizer(recognizer("svm-hog"))
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=20_000)
    draw(page, 7, "svm-hog")
    assert page.layer.itemText(0) == "Features"
    assert "7" in page.panel.sentence.text()
    page.shut_down()
    end_jobs(page)
