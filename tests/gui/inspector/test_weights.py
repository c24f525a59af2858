import dataclasses
import threading

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from digitpad.gui.inspector import weight_panels
from digitpad.gui.inspector.weights import WeightsPage
from digitpad.inspection.activations import observe
from digitpad.inspection.tensors import initial_weights, statistics
from digitpad.library.catalog import find_model
from digitpad.library.model_file import save_model
from tests.gui.charts.pointing import point_at
from tests.gui.ending import end_jobs
from tests.gui.inspector.looking import choose, click_row, drawing, recognition, show
from tests.gui.inspector.pages import recognizer


@pytest.fixture
def opened(session, qtbot):
    pages = []

    def open_page(name, **options):
        pages.append(show(WeightsPage(session), qtbot, name, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        end_jobs(page)


def note(page, row):
    """The second line of a picture."""
    return page.gallery.entry(row).lines[1].text


def tensor(name, key):
    return recognizer(name).model.classifier.network_.without_dropout().tensors()[key]


def test_the_first_layer_of_an_mlp_is_a_gallery_of_pictures(opened):
    page = opened("mlp")
    pictures = page.pictures
    assert pictures.values.shape == (256, 28, 28)
    expected = tensor("mlp", "dense1.weight")[:, 5].reshape(28, 28)
    assert np.array_equal(pictures.values[5], expected)


def test_a_click_enlarges_a_unit_with_its_own_scale(opened):
    page = opened("mlp")
    click_row(page.gallery, 3)
    assert page.detail.title.text() == "Unit 3"
    assert np.array_equal(page.detail.heatmap.values, page.pictures.values[3])


def test_arrow_keys_select_pictures_of_the_gallery(opened):
    page = opened("mlp")
    QTest.keyClick(page.gallery, Qt.Key.Key_Right)
    QTest.keyClick(page.gallery, Qt.Key.Key_Down)
    first_row = [
        row for row in range(20) if page.gallery.place(row).y() < page.gallery.place(0).bottom()
    ]
    assert page.gallery.chosen == 1 + len(first_row)
    assert page.detail.title.text() == f"Unit {page.gallery.chosen}"


def test_units_can_be_sorted_by_their_contribution_to_the_answer(opened, qtbot):
    page = opened("mlp")
    choose(page.order_list, "contribution to this answer")
    network = recognizer("mlp").model.classifier.network_.without_dropout()
    hidden = observe(network, recognition("mlp").stages.network_input)[2]
    # After the last hidden layer, a unit's contribution is its output times its weight.
    shares = hidden * tensor("mlp", "dense2.weight")[:, recognition("mlp").digit]
    order = page.order
    assert np.all(np.diff(np.abs(shares[order])) <= 1e-5)
    assert note(page, 0) == f"{shares[order[0]]:+.2f}".replace("-", "−")


def test_the_order_follows_the_pen(opened, qtbot):
    page = opened("mlp")
    choose(page.order_list, "contribution to this answer")
    before = page.order.copy()
    page.show_drawing(drawing(1), recognition("mlp", 1))
    qtbot.waitUntil(lambda: not np.array_equal(page.order, before))


def test_units_can_be_sorted_by_size(opened):
    page = opened("mlp")
    choose(page.order_list, "L2 norm")
    norms = np.linalg.norm(tensor("mlp", "dense1.weight"), axis=0)
    assert np.all(np.diff(norms[page.order]) <= 1e-5)


def test_similar_units_are_neighbours(opened):
    page = opened("mlp")

    def likeness():
        rows = page.pictures.values[page.order].reshape(256, -1)
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return float((rows[1:] * rows[:-1]).sum(axis=1).mean())

    before = likeness()
    choose(page.order_list, "Sort by similarity")
    assert likeness() > before + 0.1


def test_filters_of_every_convolution_can_be_seen(opened):
    page = opened("cnn")
    for name, shape in (("conv1", (32, 5, 5)), ("conv2", (64, 3, 3)), ("conv3", (64, 3, 3))):
        page.show_part(name)
        assert page.pictures.values.shape == shape
    choose(page.channel_list, "Channel 7")
    expected = tensor("cnn", "conv3.weight")[:, :, 7, 2]
    assert np.array_equal(page.pictures.values[2], expected)


def test_the_detail_of_a_filter_has_all_of_its_kernels(opened):
    page = opened("cnn")
    page.show_part("conv2")
    click_row(page.gallery, 4)
    kernels = tensor("cnn", "conv2.weight")[:, :, :, 4]
    assert np.isclose(page.detail.heatmap.values.sum(), kernels.sum(), atol=1e-4)
    point_at(page.detail.heatmap, 4.5, 0.5)
    assert page.detail.heatmap.readout().startswith("channel 1, row 0, column 1")
    assert page.detail.heatmap.hovered.value == kernels[0, 1, 1]


def test_the_output_is_a_map_of_units_and_classes(opened):
    page = opened("cnn")
    page.show_part("dense2")
    weight = tensor("cnn", "dense2.weight")
    assert np.array_equal(page.plane.values, weight.T)
    # The axis gets its width when the pointer first comes.
    point_at(page.plane, 1, 1)
    point_at(page.plane, 20.5, 3.5)
    assert page.plane.readout().startswith("unit 20 for 3:")


def test_a_linear_model_shows_one_picture_per_class(opened):
    page = opened("softmax")
    assert page.pictures.values.shape == (10, 28, 28)
    planes = recognizer("softmax").model.classifier.weights_
    assert np.array_equal(page.pictures.values[4], planes[:, 4].reshape(28, 28))


def test_a_kernel_machine_shows_its_landmarks(opened):
    page = opened("svm-hog")
    assert not page.pictures.is_signed
    assert page.pictures.values.max() <= 1
    assert note(page, 0).startswith("for ")


def test_every_tensor_can_be_shown_with_its_statistics(opened, qtbot):
    page = opened("cnn")
    for name, values in (
        recognizer("cnn").model.classifier.network_.without_dropout().tensors().items()
    ):
        choose(page.view_list, f"{name}   ")
        assert page.plane.values.size == values.size
        qtbot.waitUntil(lambda: page.detail.statistics is not None)
        found = page.detail.statistics
        assert found.count == values.size
        assert np.isclose(found.mean, values.mean(), atol=1e-5)
        assert found.counts.sum() == values.size


def test_weights_are_compared_with_the_initial_weights(opened, qtbot):
    page = opened("mlp")
    qtbot.waitUntil(lambda: not page.comparison.job.is_busy)
    choose(page.comparison, "Minus initial weights")
    start = initial_weights(recognizer("mlp").model)["dense1.weight"]
    expected = (tensor("mlp", "dense1.weight") - start)[:, 9].reshape(28, 28)
    qtbot.waitUntil(lambda: np.allclose(page.pictures.values[9], expected))
    assert "minus initial weights" in page.detail.tensor_title.text()
    choose(page.comparison, "No comparison")
    assert np.array_equal(
        page.pictures.values[9], tensor("mlp", "dense1.weight")[:, 9].reshape(28, 28)
    )


def test_no_comparison_cancels_the_reading_of_the_one_before(
    surroundings, opened, qtbot, own_home, monkeypatch
):
    may_go_on, threads = threading.Event(), []

    def slow_find(name):
        threads.append(threading.current_thread())
        assert may_go_on.wait(30)
        return find_model(name)

    model = recognizer("mlp").model
    twin = dataclasses.replace(model, description=model.description.changed(name="twin"))
    save_model(own_home / "models" / "twin.safetensors", twin)
    page = opened("mlp")
    qtbot.waitUntil(lambda: page.comparison.findText("Minus weights of twin") >= 0)
    monkeypatch.setattr(weight_panels, "find_model", slow_find)
    choose(page.comparison, "Minus weights of twin")
    qtbot.waitUntil(lambda: bool(threads))
    choose(page.comparison, "No comparison")
    may_go_on.set()
    with qtbot.waitSignal(page.comparison.reading.idle):
        pass
    assert page.pictures.values.any()
    assert page.comparison.currentText() == "No comparison"
    assert threading.main_thread() not in threads


def test_weights_are_compared_with_another_model_of_the_same_architecture(
    surroundings, opened, qtbot, own_home
):
    model = recognizer("mlp").model
    twin = dataclasses.replace(model, description=model.description.changed(name="twin"))
    save_model(own_home / "models" / "twin.safetensors", twin)
    page = opened("mlp")
    qtbot.waitUntil(lambda: page.comparison.findText("Minus weights of twin") >= 0)
    assert page.comparison.findText("Minus weights of cnn") < 0
    choose(page.comparison, "Minus weights of twin")
    qtbot.waitUntil(lambda: not page.pictures.values.any())


def test_a_model_that_cannot_be_loaded_for_comparison_is_reported(
    opened, qtbot, tmp_path, monkeypatch
):
    (tmp_path / "broken.safetensors").write_bytes(b"nothing")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "broken.safetensors"), "")
    )
    page = opened("mlp")
    with qtbot.waitSignal(page.problem_found) as told:
        choose(page.comparison, "file")
    assert "broken.safetensors" in told.args[0]
    assert page.comparison.currentIndex() == 0


def test_a_model_of_another_architecture_is_refused_and_nothing_changes(opened, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(find_model("cnn")), ""))
    page = opened("mlp")
    before = page.pictures.values
    with qtbot.waitSignal(page.problem_found):
        choose(page.comparison, "file")
    assert np.array_equal(page.pictures.values, before)


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
    # All pictures, not only the visible ones.
    with Image.open(tmp_path / "all.png") as picture:
        assert picture.height > 2 * page.gallery.viewport().height()


def test_another_model_shows_its_own_weights(opened):
    page = opened("mlp")
    page.use_recognizer(recognizer("softmax"))
    assert page.pictures.values.shape == (10, 28, 28)
    page.use_recognizer(None)
    assert "No model" in page.notice
    assert page.save_targets() == []


def test_statistics_are_computed_in_the_background_and_only_once(opened, qtbot, monkeypatch):
    threads = []

    def counted(tensor):
        threads.append(threading.current_thread())
        return statistics(tensor)

    monkeypatch.setattr(weight_panels, "statistics", counted)
    page = opened("svm-hog")
    qtbot.waitUntil(lambda: page.detail.statistics is not None, timeout=10_000)
    expected = statistics(recognizer("svm-hog").model.classifier.tensors()["landmarks"])
    assert page.detail.statistics.mean == expected.mean
    page.show_part("output")
    qtbot.waitUntil(lambda: page.detail.statistics is not None, timeout=10_000)
    page.show_part("landmarks")
    assert page.detail.statistics.mean == expected.mean
    assert len(threads) == 2
    assert threading.main_thread() not in threads


def test_a_message_ends_when_another_comparison_succeeds(opened, qtbot):
    page = opened("mlp")
    with qtbot.waitSignal(page.message_shown) as told:
        choose(page.comparison, "No comparison")
    assert told.args == [""]
