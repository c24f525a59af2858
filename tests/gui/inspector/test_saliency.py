import numpy as np
import pytest
from PySide6.QtCore import Qt

from digitpad.gui.inspector.explainer import GRAD_CAM, GRADIENT, OCCLUSION, TIMES_INPUT
from digitpad.gui.inspector.saliency import SaliencyPage
from digitpad.inspection.activations import inspectable
from digitpad.inspection.explaining import explain, occlusion
from tests.gui.ending import end_jobs
from tests.gui.inspector.looking import click_row
from tests.gui.inspector.pages import draw, ink, opened, recognizer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(session, qtbot):
    page = opened(SaliencyPage(session), qtbot)
    yield page
    end_jobs(page)


def network_input(digit, name="mlp"):
    return recognizer(name).recognize_ink(ink(digit)).stages.network_input


def test_without_a_drawing_the_page_says_what_to_do(page):
    page.use_recognizer(recognizer())
    assert not page.is_showing_content
    assert page.notice.startswith("Draw a digit")


def test_without_a_model_the_page_says_so(page):
    page.use_recognizer(None)
    assert "No model" in page.notice


def test_fast_maps_are_shown_at_once_for_the_answer(page):
    page.use_recognizer(recognizer())
    draw(page, 7)
    assert page.is_showing_content
    image = network_input(7)
    gradient = explain(recognizer().model.classifier, "gradient", image, 7)
    assert np.allclose(page.tiles[GRADIENT].map.values, gradient, atol=1e-5)
    assert np.allclose(page.tiles[TIMES_INPUT].map.values, gradient * image, atol=1e-5)


def test_occlusion_follows_in_a_thread(page, qtbot):
    page.use_recognizer(recognizer())
    draw(page, 7)
    assert page.tiles[OCCLUSION].map.values is None
    qtbot.waitUntil(lambda: page.is_idle, timeout=10_000)
    expected = occlusion(recognizer().model.classifier, network_input(7), 7)
    assert np.allclose(page.tiles[OCCLUSION].map.values, expected, atol=1e-3)


def test_a_click_on_a_class_explains_that_class(page, qtbot):
    page.use_recognizer(recognizer())
    draw(page, 7)
    qtbot.mouseClick(page.picker.buttons[9], LEFT)
    question = page.question()
    assert (question.place, question.versus) == (9, 7)
    image, classifier = network_input(7), recognizer().model.classifier
    lead = explain(classifier, "gradient", image, 9, versus=7)
    assert np.allclose(page.tiles[GRADIENT].map.values, lead, atol=1e-5)
    page.versus.click()
    alone = explain(classifier, "gradient", image, 9)
    assert np.allclose(page.tiles[GRADIENT].map.values, alone, atol=1e-5)
    assert page.tiles[GRADIENT].sentence.text().count("9") == 1


def test_the_answer_is_explained_until_a_class_is_selected(page, qtbot):
    page.use_recognizer(recognizer())
    draw(page, 7)
    draw(page, 3)
    assert page.question().place == 3
    qtbot.mouseClick(page.picker.buttons[9], LEFT)
    draw(page, 7)
    assert page.question().place == 9
    qtbot.mouseClick(page.picker.answer_button, LEFT)
    assert page.question().place == 7


def test_the_newest_drawing_is_the_one_explained(page, qtbot):
    page.use_recognizer(recognizer())
    for digit in (1, 2, 3, 8):
        draw(page, digit)
        qtbot.wait(60)
    qtbot.waitUntil(lambda: page.is_idle, timeout=10_000)
    expected = occlusion(recognizer().model.classifier, network_input(8), 8)
    assert np.allclose(page.tiles[OCCLUSION].map.values, expected, atol=1e-3)


def test_a_network_without_convolutions_shows_why_it_has_no_grad_cam(page):
    page.use_recognizer(recognizer())
    draw(page, 7)
    assert "needs a convolution" in page.tiles[GRAD_CAM].reason
    assert page.tiles[GRADIENT].reason == ""


def test_a_convolutional_network_has_all_four_maps(page, qtbot):
    page.use_recognizer(recognizer("cnn"))
    draw(page, 7, "cnn")
    qtbot.waitUntil(lambda: page.is_idle, timeout=20_000)
    assert all(tile.map.values is not None for tile in page.tiles.values())


def test_the_reason_for_a_missing_map_is_translated(chinese, page):
    page.use_recognizer(recognizer("svm-hog"))
    draw(page, 7, "svm-hog")
    assert "没有卷积层" in page.tiles[GRAD_CAM].reason
    assert "梯度" in page.ideal.sentence.text()


def test_a_vector_machine_shows_the_maps_it_supports_and_why_not_the_others(page, qtbot):
    page.use_recognizer(recognizer("svm-hog"))
    draw(page, 7, "svm-hog")
    assert page.tiles[GRAD_CAM].reason
    assert not page.ideal.button.isVisible()
    assert "gradients" in page.ideal.sentence.text()
    qtbot.waitUntil(lambda: page.is_idle, timeout=20_000)
    for method in (GRADIENT, TIMES_INPUT, OCCLUSION):
        assert page.tiles[method].map.values is not None


def test_ideal_inputs_are_optimized_until_the_network_is_confident(page, qtbot):
    page.use_recognizer(recognizer())
    draw(page, 7)
    qtbot.mouseClick(page.ideal.button, LEFT)
    assert page.ideal.button.text() == "Cancel"
    qtbot.waitUntil(lambda: not page.ideal.work.is_busy, timeout=30_000)
    network = inspectable(recognizer().model.classifier)
    pictures = page.ideal.pictures
    assert network.forward(pictures).argmax(axis=1).tolist() == list(range(len(pictures)))
    assert not page.ideal.button.isVisible()
    click_row(page.ideal.list, 4)
    assert page.question().place == 4


def test_the_optimization_can_be_cancelled_and_leaves_no_pictures(page, qtbot):
    page.use_recognizer(recognizer("cnn"))
    draw(page, 7, "cnn")
    qtbot.mouseClick(page.ideal.button, LEFT)
    qtbot.waitUntil(lambda: page.ideal.bar.value() > 0, timeout=10_000)
    qtbot.mouseClick(page.ideal.button, LEFT)
    assert not page.ideal.work.is_busy
    assert page.ideal.pictures is None
    assert page.ideal.button.text() == "Generate"


def test_clearing_the_pad_clears_the_page(page):
    page.use_recognizer(recognizer())
    draw(page, 7)
    page.show_drawing(ink(7), None)
    assert not page.is_showing_content


def test_the_numbers_of_every_map_can_be_saved(page, qtbot, tmp_path):
    page.use_recognizer(recognizer())
    draw(page, 7)
    qtbot.waitUntil(lambda: page.is_idle, timeout=10_000)
    targets = {target.name: target for target in page.save_targets()}
    assert set(targets) == {"saliency", "gradient", "gradient-times-input", "occlusion"}
    targets["gradient"].write(tmp_path / "gradient.npz")
    with np.load(tmp_path / "gradient.npz") as saved:
        assert np.array_equal(saved["gradient"], page.tiles[GRADIENT].map.values)
