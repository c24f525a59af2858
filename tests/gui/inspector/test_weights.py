import dataclasses

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from digitpad.gui.inspector.weights import WeightsPage
from digitpad.inspection.activations import observe
from digitpad.inspection.tensors import initial_weights
from digitpad.library import find_model
from digitpad.modelfile import save_model
from tests.gui.inspector.looking import choose, click_picture, drawing, recognition, show
from tests.gui.inspector.pages import recognizer


@pytest.fixture
def opened(surroundings, qtbot):
    pages = []

    def open_page(name, **options):
        pages.append(show(WeightsPage(), qtbot, name, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        page.shut_down()


def tensor(name, key):
    return recognizer(name).model.classifier.network_.folded().tensors()[key]


def test_the_first_layer_of_an_mlp_is_a_gallery_of_pictures(opened):
    page = opened("mlp")
    pictures = page.gallery.pictures
    assert pictures.values.shape == (128, 28, 28)
    expected = tensor("mlp", "dense1.weight")[:, 5].reshape(28, 28)
    assert np.array_equal(pictures.values[5], expected)


def test_a_click_shows_a_unit_large_with_its_own_scale(opened):
    page = opened("mlp")
    click_picture(page.gallery, 3)
    assert page.detail.title.text() == "Unit 3"
    assert np.array_equal(page.detail.heatmap.values, page.gallery.pictures.values[3])


def test_the_keyboard_walks_through_the_gallery(opened):
    page = opened("mlp")
    QTest.keyClick(page.gallery, Qt.Key.Key_Right)
    QTest.keyClick(page.gallery, Qt.Key.Key_Down)
    assert page.gallery.current == 1 + page.gallery.columns
    assert page.detail.title.text() == f"Unit {page.gallery.current}"


def test_units_can_be_sorted_by_what_they_add_to_the_answer(opened, qtbot):
    page = opened("mlp")
    choose(page.order_list, "add to this answer")
    network = recognizer("mlp").model.classifier.network_.folded()
    hidden = observe(network, recognition("mlp").stages.network_input)[2]
    # Behind the last hidden layer, what a unit adds is its output times its weight.
    shares = hidden * tensor("mlp", "dense2.weight")[:, recognition("mlp").digit]
    order = page.gallery.order
    assert np.all(np.diff(np.abs(shares[order])) <= 1e-5)
    assert page.gallery.notes[int(order[0])] == f"{shares[order[0]]:+.2f}".replace("-", "−")


def test_the_order_follows_the_pen(opened, qtbot):
    page = opened("mlp")
    choose(page.order_list, "add to this answer")
    before = page.gallery.order.copy()
    page.show_drawing(drawing(1), recognition("mlp", 1))
    qtbot.waitUntil(lambda: not np.array_equal(page.gallery.order, before))


def test_units_can_be_sorted_by_size(opened):
    page = opened("mlp")
    choose(page.order_list, "Largest")
    norms = np.linalg.norm(tensor("mlp", "dense1.weight"), axis=0)
    assert np.all(np.diff(norms[page.gallery.order]) <= 1e-5)


def test_likes_stand_beside_each_other(opened):
    page = opened("mlp")

    def likeness():
        rows = page.gallery.pictures.values[page.gallery.order].reshape(128, -1)
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return float((rows[1:] * rows[:-1]).sum(axis=1).mean())

    before = likeness()
    choose(page.order_list, "Like beside like")
    assert likeness() > before + 0.2


def test_filters_of_every_convolution_can_be_seen(opened):
    page = opened("cnn")
    for name, shape in (("conv1", (32, 3, 3)), ("conv3", (64, 3, 3)), ("conv4", (64, 3, 3))):
        page.show_part(name)
        assert page.gallery.pictures.values.shape == shape
    choose(page.channel_list, "Channel 7")
    expected = tensor("cnn", "conv4.weight")[:, :, 7, 2]
    assert np.array_equal(page.gallery.pictures.values[2], expected)


def test_the_detail_of_a_filter_has_all_of_its_kernels(opened):
    page = opened("cnn")
    page.show_part("conv2")
    click_picture(page.gallery, 4)
    kernels = tensor("cnn", "conv2.weight")[:, :, :, 4]
    assert np.isclose(page.detail.heatmap.values.sum(), kernels.sum(), atol=1e-4)
    QTest.mouseMove(
        page.detail.heatmap, page.detail.heatmap.grid().rectangle(0, 4).center().toPoint()
    )
    assert page.detail.heatmap.readout().startswith("channel 1, row 0, column 1")
    assert page.detail.heatmap.hovered.value == kernels[0, 1, 1]


def test_the_output_is_a_map_of_units_and_classes(opened):
    page = opened("cnn")
    page.show_part("dense2")
    weight = tensor("cnn", "dense2.weight")
    assert np.array_equal(page.plane.values, weight.T)
    QTest.mouseMove(page.plane, page.plane.grid().rectangle(3, 20).center().toPoint())
    assert page.plane.readout().startswith("unit 20 for 3:")


def test_a_linear_machine_shows_its_ten_planes(opened):
    page = opened("softmax")
    assert page.gallery.pictures.values.shape == (10, 28, 28)
    planes = recognizer("softmax").model.classifier.weights_
    assert np.array_equal(page.gallery.pictures.values[4], planes[:, 4].reshape(28, 28))


def test_a_kernel_machine_shows_its_landmarks(opened):
    page = opened("svm-hog")
    assert not page.gallery.pictures.is_signed
    assert page.gallery.pictures.values.max() <= 1
    assert page.gallery.notes[0].startswith("for ")


def test_every_tensor_can_be_seen_with_its_figures(opened):
    page = opened("cnn")
    for name, values in recognizer("cnn").model.classifier.network_.folded().tensors().items():
        choose(page.view_list, f"{name}   ")
        assert page.plane.values.size == values.size
        found = page.detail.statistics.shown
        assert found.count == values.size
        assert np.isclose(found.mean, values.mean(), atol=1e-5)
        assert found.counts.sum() == values.size


def test_weights_are_compared_with_how_they_began(opened, qtbot):
    page = opened("mlp")
    qtbot.waitUntil(lambda: not page.comparison.is_busy)
    choose(page.comparison, "how they began")
    start = initial_weights(recognizer("mlp").model)["dense1.weight"]
    expected = (tensor("mlp", "dense1.weight") - start)[:, 9].reshape(28, 28)
    qtbot.waitUntil(lambda: np.allclose(page.gallery.pictures.values[9], expected))
    assert "less how they began" in page.detail.tensor_title.text()
    choose(page.comparison, "nothing")
    assert np.array_equal(
        page.gallery.pictures.values[9], tensor("mlp", "dense1.weight")[:, 9].reshape(28, 28)
    )


def test_weights_are_compared_with_another_model_of_the_kind(surroundings, opened, qtbot, own_home):
    model = recognizer("mlp").model
    twin = dataclasses.replace(model, description=model.description.changed(name="twin"))
    save_model(own_home / "models" / "twin.safetensors", twin)
    page = opened("mlp")
    qtbot.waitUntil(lambda: page.comparison.findText("Less those of twin") >= 0)
    assert page.comparison.findText("Less those of cnn") < 0
    choose(page.comparison, "Less those of twin")
    qtbot.waitUntil(lambda: not page.gallery.pictures.values.any())


def test_a_model_that_cannot_be_compared_with_is_told(opened, qtbot, tmp_path, monkeypatch):
    (tmp_path / "broken.safetensors").write_bytes(b"nothing")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "broken.safetensors"), "")
    )
    page = opened("mlp")
    with qtbot.waitSignal(page.problem_found) as told:
        choose(page.comparison, "file")
    assert "broken.safetensors" in told.args[0]
    assert page.comparison.currentIndex() == 0


def test_a_model_of_another_kind_is_told_and_nothing_changes(opened, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(find_model("cnn")), ""))
    page = opened("mlp")
    before = page.gallery.pictures.values
    with qtbot.waitSignal(page.problem_found):
        choose(page.comparison, "file")
    assert np.array_equal(page.gallery.pictures.values, before)


def test_views_and_tensors_can_be_saved(opened, tmp_path):
    page = opened("mlp")
    everything, chosen, numbers, histogram = page.save_targets()
    everything.write(tmp_path / "all.png")
    chosen.write(tmp_path / "one.svg")
    histogram.write(tmp_path / "histogram.png")
    numbers.write(tmp_path / "weights.npz")
    with np.load(tmp_path / "weights.npz") as archive:
        (saved,) = archive.values()
    assert np.array_equal(saved, tensor("mlp", "dense1.weight"))
    # All pictures, also those that one would have to scroll to.
    with Image.open(tmp_path / "all.png") as picture:
        assert picture.height > 2 * page.gallery.viewport().height()


def test_another_model_shows_its_own_weights(opened):
    page = opened("mlp")
    page.use_recognizer(recognizer("softmax"))
    assert page.gallery.pictures.values.shape == (10, 28, 28)
    page.use_recognizer(None)
    assert "no model" in page.notice
    assert page.save_targets() == []
