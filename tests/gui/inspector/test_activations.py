import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from digitpad.estimators.baselines import NearestNeighbours
from digitpad.gui.inspector.activations import ActivationsPage
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.feature_maps import SMALLEST, Spot, bands
from digitpad.gui.inspector.model_steps import network_steps
from digitpad.gui.inspector.step_player import Moment, first_moment, next_moment
from digitpad.gui.wording import number_text, percent
from digitpad.ink.strokes import Ink
from digitpad.inspection.activations import Place, observe, receptive_field
from digitpad.inspection.arithmetic import arithmetic
from digitpad.inspection.step_values import hog_feature, landmark_picture, step_values
from digitpad.library.model_file import Model, ModelDescription
from digitpad.nn.network import Network
from digitpad.recognition.recognizer import Recognizer
from tests.gui.inspector.looking import drawing, recognition, show
from tests.gui.inspector.pages import draw_in, few, opened, recognizer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(session, qtbot):
    page = show(ActivationsPage(session), qtbot, "cnn")
    qtbot.waitUntil(lambda: page.maps.spot is not None)
    return page


def steps():
    return network_steps(recognizer("cnn").model.classifier.network_.without_dropout())


def step_named(name):
    return next(place for place, step in enumerate(steps()) if step.name == name)


def observed(number=0):
    network = recognizer("cnn").model.classifier.network_.without_dropout()
    return observe(network, recognition("cnn", number).stages.network_input)


def point_at(page, step, unit, share=(0.5, 0.5)):
    """Move the pointer to a map, at a share of its width and height."""
    box = page.maps.place_of(Spot(step, unit))
    place = QPointF(box.left() + share[0] * box.width(), box.top() + share[1] * box.height())
    QTest.mouseMove(page.maps.viewport(), place.toPoint())


def test_without_a_drawing_a_notice_asks_for_one(session, qtbot):
    page = show(ActivationsPage(session), qtbot, "cnn", drawn=False)
    assert "Draw a digit" in page.notice
    assert page.save_targets() == []


def test_every_layer_is_shown_with_its_numbers(page):
    expected = observed()
    for step, output in zip(steps(), page.maps.outputs, strict=True):
        if step.last is not None:
            assert np.allclose(output, expected[step.last], atol=1e-5)
        assert output.shape == step.shape


def test_the_maps_follow_the_pen(page):
    page.show_drawing(drawing(1), recognition("cnn", 1))
    assert np.allclose(page.maps.outputs[1], observed(1)[steps()[1].last], atol=1e-5)
    page.show_drawing(Ink(), None)
    assert "Draw a digit" in page.notice


def test_hovering_over_a_map_explains_one_of_its_values(page):
    step, unit = step_named("conv2"), 5
    point_at(page, step, unit, share=(0.3, 0.6))
    spot = page.maps.spot
    assert (spot.step, spot.unit) == (step, unit)
    assert (spot.y, spot.x) == (6, 3)
    value = observed()[steps()[step].last][spot.y, spot.x, unit]
    assert f"<b>{value:.3f}</b>".replace("-", "−") in page.panel.where.text()
    assert "receptive field: 10 × 10 pixels" in page.panel.where.text()


def test_the_receptive_field_is_framed_on_the_drawing(page):
    network = recognizer("cnn").model.classifier.network_.without_dropout()
    page.maps.look_at(Spot(step_named("conv3"), 2, 4, 6))
    place = receptive_field(network, steps()[step_named("conv3")].last, 4, 6)
    assert page.panel.drawing.marked == tuple(place)


def test_products_and_bias_add_up_to_the_value_shown(page):
    page.maps.look_at(Spot(step_named("conv2"), 5, 7, 8))
    patch, kernel, products = (picture.image for picture in page.panel.arithmetic.pictures)
    assert np.allclose(patch * kernel, products, atol=1e-5)
    numbers = [
        float(value.text().replace("−", "-"))
        for _, value in page.panel.arithmetic.lines
        if value.text()
    ]
    assert numbers[0] == pytest.approx(products.sum(), abs=2e-3)
    assert numbers[0] + numbers[1] == pytest.approx(numbers[2], abs=2e-3)


def number_in(label):
    return float(label.text().replace("−", "-").replace(",", "").replace("%", "e-2"))


def test_an_output_goes_on_to_the_probabilities_of_the_model(page):
    page.show_part("dense2")
    point_at(page, step_named("dense2"), 3)
    table, classifier = page.panel.decision, recognizer("cnn").model.classifier
    image = recognition("cnn").stages.network_input
    assert table.isVisible()
    logits, chances = classifier.logits(image[None])[0], classifier.predict_proba(image[None])[0]
    shown = [[number_in(label) for label in row] for row in table.cells[:10]]
    assert np.allclose([row[0] for row in shown], logits[:10], atol=0.051)
    scaled = logits[:10] / classifier.temperature_
    assert np.allclose([row[1] for row in shown], scaled - scaled.max(), atol=0.051)
    exponentials = np.exp(scaled - scaled.max()).tolist()
    assert [row[2].text() for row in table.cells[:10]] == list(map(number_text, exponentials))
    assert np.allclose([row[3] for row in shown], chances, atol=0.00051)
    assert "".join(label.text() for label in table.cells[10][1:]) == ""
    assert number_text(classifier.temperature_) in table.temperature.text()
    assert table.total.text() == f"Sum of exp = {number_text(sum(exponentials))}"
    assert "all 11 logits. " in table.pad.text()
    on_the_pad = recognition("cnn").with_non_digit().max()
    assert table.pad.text().endswith(percent(float(on_the_pad)))
    point_at(page, step_named("conv2"), 3)
    assert not table.isVisible()


def test_small_patches_have_their_values_in_their_cells(page):
    page.maps.look_at(Spot(step_named("conv1"), 3, 10, 12))
    found = arithmetic(observed(), steps()[step_named("conv1")].layer, 3, 10, 12)
    parts = found.patch, found.kernel, found.products
    for picture, part in zip(page.panel.arithmetic.pictures, parts, strict=True):
        values = [[float(text.replace("−", "-")) for text in row] for row in picture.texts]
        assert np.allclose(values, part[:, :, 0], atol=0.0051)


def test_the_terms_of_one_channel_can_be_shown(page):
    page.maps.look_at(Spot(step_named("conv2"), 5, 7, 8))
    panel = page.panel.arithmetic
    assert not panel.pictures[0].texts
    found = arithmetic(observed(), steps()[step_named("conv2")].layer, 5, 7, 8)
    for _ in range(8):
        QTest.keyClick(panel.channel, Qt.Key.Key_Down)
    assert np.allclose(panel.pictures[2].image, found.products[:, :, 7], atol=1e-5)
    assert panel.pictures[2].texts
    numbers = [number_in(value) for _, value in panel.lines[:4]]
    assert numbers[0] == pytest.approx(found.products[:, :, 7].sum(), abs=2e-3)
    assert sum(numbers[:3]) == pytest.approx(numbers[3], abs=3e-3)
    page.maps.look_at(Spot(step_named("conv2"), 6, 7, 8))
    assert panel.channel.currentText() == "Channel 7"
    # Layers without channels, with one, and with as many again.
    for name in ("maxpool1", "dense1", "conv1"):
        page.maps.look_at(Spot(step_named(name), 3, 5, 5))
        assert not panel.channel.isVisible()
        assert panel.pictures[0].image.size
    page.maps.look_at(Spot(step_named("conv2"), 5, 7, 8))
    assert panel.channel.currentText() == "Channel 7"
    assert np.allclose(panel.pictures[2].image, found.products[:, :, 7], atol=1e-5)


def test_every_cell_tells_its_term(page):
    page.maps.look_at(Spot(step_named("dense1"), 3))
    panel = page.panel.arithmetic
    patch, kernel, product = (picture.image[0, 5] for picture in panel.pictures)
    rows, columns = panel.pictures[1].image.shape
    pixel = panel.pictures[1].width() / max(rows, columns)
    top = (panel.pictures[1].height() - rows * pixel) / 2
    text = panel.pictures[1].text_at(QPointF(5.5 * pixel, top + 0.5 * pixel).toPoint())
    numbers = number_text(patch), number_text(kernel), number_text(product)
    assert text == "{} × {} = {}".format(*numbers)
    assert panel.pictures[1].text_at(QPointF(1, 1).toPoint()) == ""


def test_cells_that_complete_the_last_row_have_no_term(page):
    page.maps.look_at(Spot(step_named("conv2"), 5, 7, 8))
    picture = page.panel.arithmetic.pictures[0]
    assert picture.image.shape == (18, 18)  # 32 channels in 6 rows of 6
    side, pixel = picture.width(), picture.width() / 18
    last = QPointF(side - 4 * 3 * pixel - pixel / 2, side - pixel / 2)
    behind = last + QPointF(pixel, 0)
    assert " × " in picture.text_at(last.toPoint())
    assert picture.text_at(behind.toPoint()) == ""
    assert picture.text_at(QPointF(side - 1, side - 1).toPoint()) == ""


def test_the_last_edges_of_a_picture_belong_to_its_last_cells(qtbot):
    picture = DigitPicture(100)
    qtbot.addWidget(picture)
    picture.describe = lambda row, column: f"{row}, {column}"
    picture.show_numbers(np.zeros((10, 20), np.float32))
    assert picture.text_at(QPoint(0, 75)) == "9, 0"
    picture.show_numbers(np.zeros((20, 10), np.float32))
    assert picture.text_at(QPoint(75, 0)) == "0, 9"


def test_the_activation_function_is_the_last_line_of_the_sum(page):
    page.maps.look_at(Spot(step_named("dense1"), 3))
    name, value = page.panel.arithmetic.lines[3]
    assert name.text() == "ReLU"
    assert float(value.text()) >= 0


def test_pooling_shows_the_maximum(page):
    page.maps.look_at(Spot(step_named("maxpool1"), 3, 5, 5))
    assert page.panel.arithmetic.lines[0][0].text() == "Maximum of 4 values"


def test_a_click_keeps_the_selection_while_the_pointer_moves(page):
    step = step_named("conv1")
    place = page.maps.place_of(Spot(step, 2)).center().toPoint()
    QTest.mouseClick(page.maps.viewport(), LEFT, pos=place)
    point_at(page, step, 9)
    assert page.maps.spot.unit == 2
    QTest.mouseClick(page.maps.viewport(), LEFT, pos=place)
    point_at(page, step, 10)
    assert page.maps.spot.unit == 10


def test_pixels_of_the_large_map_can_be_selected(page):
    step = step_named("conv2")
    point_at(page, step, 5)
    heatmap = page.panel.heatmap
    QTest.mouseMove(heatmap.view.viewport(), heatmap.rectangle(3, 4).center().toPoint())
    assert page.maps.spot == Spot(step, 5, 3, 4)


def test_the_selection_stays_while_drawing(page, qtbot):
    step = step_named("conv2")
    point_at(page, step, int(observed(1)[steps()[step].last][5, 5].argmax()))
    spot = page.maps.spot
    page.show_drawing(drawing(1), recognition("cnn", 1))
    value = observed(1)[steps()[spot.step].last][spot.y, spot.x, spot.unit]
    text = f"<b>{value:.3f}</b>".replace("-", "−")
    qtbot.waitUntil(lambda: text in page.panel.where.text())
    assert page.maps.spot == spot


def test_arrow_keys_select_maps_and_layers(page):
    page.maps.look_at(Spot(step_named("conv1"), 0, 3, 3))
    QTest.keyClick(page.maps, Qt.Key.Key_Right)
    QTest.keyClick(page.maps, Qt.Key.Key_Down)
    assert (page.maps.spot.step, page.maps.spot.unit) == (step_named("maxpool1"), 1)


def test_another_layer_can_be_opened(page):
    page.show_part("dense1")
    assert page.maps.spot.step == step_named("dense1")


def test_units_of_an_mlp_show_their_input_weights(session, qtbot):
    page = show(ActivationsPage(session), qtbot, "mlp")
    qtbot.waitUntil(lambda: page.maps.spot is not None)
    picture = page.panel.arithmetic.pictures[0].image
    assert np.array_equal(picture, recognition("mlp").stages.network_input)


def number_of(panel, text):
    """The number in the line that begins so."""
    return number_in(next(value for name, value in panel.lines if name.text().startswith(text)))


def test_the_steps_of_a_vector_machine_show_their_numbers(session, qtbot):
    page = show(ActivationsPage(session), qtbot, "svm-hog")
    classifier, panel = recognizer("svm-hog").model.classifier, page.panel.arithmetic
    values = step_values(classifier, recognition("svm-hog").stages.network_input)
    for output, expected in zip(page.maps.outputs[1:], values.outputs, strict=True):
        assert np.allclose(output, expected, atol=1e-5)

    page.maps.look_at(Spot(1, 0, 6, 9))
    assert page.panel.drawing.marked is None
    assert "at row 6, column 9" in page.panel.where.text()
    assert "receptive field" not in page.panel.where.text()

    page.show_part("features")
    page.maps.look_at(Spot(2, 300))
    feature = hog_feature(values, 300)
    assert page.panel.drawing.marked == feature.place
    assert f"in the direction of {feature.angle}°" in page.panel.where.text()
    height, width = feature.place[2:]
    assert f"measured in {height} × {width} pixels" in page.panel.where.text()
    quotient = number_of(panel, "In the cell") / number_of(panel, "Length")
    assert quotient == pytest.approx(float(values[1][300]), abs=2e-3)
    assert number_of(panel, "Result") == pytest.approx(float(values[1][300]), abs=6e-4)

    QTest.keyClick(page.maps, Qt.Key.Key_Down)
    component = page.maps.spot.unit
    assert number_of(panel, "Sum of 768") == pytest.approx(values[2][component], abs=6e-4)

    QTest.keyClick(page.maps, Qt.Key.Key_Down)
    unit = page.maps.spot.unit
    assert page.panel.landmark.isVisible()
    assert np.array_equal(page.panel.landmark.image, landmark_picture(values, unit))
    squares = number_of(panel, "Sum of 200 squares")
    assert np.exp(-squares) == pytest.approx(values[3][unit], abs=6e-4)
    assert number_of(panel, "exp") == pytest.approx(values[3][unit], abs=6e-4)
    place = panel.pictures[0].rect().center()
    assert panel.pictures[0].text_at(place).startswith("(")

    page.maps.look_at(Spot(5, 7))
    assert not page.panel.landmark.isVisible()
    total = number_of(panel, "Sum of 3,000") + number_of(panel, "Bias")
    assert total == pytest.approx(values[4][7], abs=2e-3)
    table = page.panel.decision
    chances = classifier.predict_proba(values.image[None])[0]
    shown = [number_in(row[3]) for row in table.cells[:10]]
    assert np.allclose(shown, chances, atol=0.00051)
    assert "all 11 logits divided by T." in table.pad.text()


def test_softmax_regression_weighs_the_pixels(session, qtbot):
    page = show(ActivationsPage(session), qtbot, "softmax")
    image = recognition("softmax").stages.network_input
    assert np.array_equal(page.panel.arithmetic.pictures[0].image, image)
    logit = recognizer("softmax").model.classifier.logits(image[None])[0, 0]
    assert number_of(page.panel.arithmetic, "Result") == pytest.approx(logit, abs=0.051)


def click(button):
    QTest.mouseClick(button, LEFT)


def test_every_value_is_played_once_and_then_all_begins_again():
    shapes = [step.shape for step in steps()]
    seen, moment = [], first_moment(steps(), 0, 3)
    while moment != Moment(Spot(1, 0)):
        seen.append(moment)
        moment = next_moment(steps(), 10, moment)
    assert len(set(seen)) == len(seen)
    for place, shape in enumerate(shapes[1:-1], 1):
        count = sum(one.spot.step == place for one in seen)
        assert count == (shape[0] * shape[1] if len(shape) == 3 else shape[0])
    cells = [one.cells for one in seen if one.spot.step == len(shapes) - 1]
    assert cells == list(range(1, 11 + 3 * 10 + 2))
    assert [one.spot.unit for one in seen[-10:]] == list(range(10))


def test_step_computes_the_next_value_and_the_map_fills(page):
    page.maps.look_at(Spot(step_named("conv2"), 5, 7, 8))
    for count in (1, 2, 3):
        click(page.player.step_button)
        assert page.maps.spot == Spot(step_named("conv2"), 5, 0, count - 1)
        values = page.panel.heatmap.values
        expected = observed()[steps()[step_named("conv2")].last][:, :, 5].copy()
        assert np.isnan(values).sum() == values.size - count
        assert np.allclose(values[0, :count], expected[0, :count], atol=1e-5)
    assert page.panel.input_window == Place(0, 2, 3, 3)
    assert page.maps.input_frame == (Place(0, 2, 3, 3), None)
    # The pointer does not end it, a click on another place does.
    point_at(page, step_named("conv2"), 9)
    assert page.maps.spot.unit == 5
    box = page.maps.place_of(Spot(step_named("conv2"), 9))
    QTest.mouseClick(page.maps.viewport(), LEFT, pos=box.center().toPoint())
    assert page.maps.spot.unit == 9
    assert not np.isnan(page.panel.heatmap.values).any()


def test_pooling_frames_its_window_in_its_own_map(page):
    page.maps.look_at(Spot(step_named("maxpool1"), 3, 5, 5))
    click(page.player.step_button)
    click(page.player.step_button)
    assert page.maps.input_frame == (Place(0, 2, 2, 2), 3)
    patch = page.panel.arithmetic.pictures[0]
    window = observed()[steps()[step_named("conv1")].last][:2, 2:4, 3]
    assert np.allclose(patch.image, window, atol=1e-5)
    assert len(patch.texts) == len(patch.texts[0]) == 2


def test_at_the_output_the_table_is_filled_column_by_column(page):
    page.show_part("dense2")
    table = page.panel.decision
    for count in range(1, 43):
        click(page.player.step_button)
        shown = sum(bool(label.text()) for row in table.cells for label in row)
        has_sum = table.total.text() != "Sum of exp = "
        assert shown + has_sum == count
    assert table.pad.isVisible()
    click(page.player.step_button)
    assert page.maps.spot == Spot(step_named("conv1"), 0, 0, 0)


def test_it_plays_until_it_is_paused_or_hidden(page, qtbot):
    page.player.speed.setValue(60)
    click(page.player.play_button)
    assert "Pause" in page.player.play_button.text()
    qtbot.waitUntil(lambda: page.maps.spot.y >= 1)
    click(page.player.play_button)
    spot = page.maps.spot
    qtbot.wait(100)
    assert (page.maps.spot, page.player.is_playing) == (spot, False)
    click(page.player.play_button)
    qtbot.waitUntil(lambda: page.maps.spot != spot)
    page.hide()
    assert not page.player.is_playing
    page.show()
    assert "Play" in page.player.play_button.text()


def test_it_pauses_when_the_drawing_goes(page, qtbot):
    click(page.player.play_button)
    assert page.player.is_playing
    page.show_drawing(Ink(), None)
    qtbot.waitUntil(lambda: not page.player.is_playing)


def test_a_vector_machine_is_played_too(session, qtbot):
    page = show(ActivationsPage(session), qtbot, "svm-hog")
    page.maps.look_at(Spot(0, 0))
    click(page.player.step_button)
    assert page.maps.spot == Spot(2, 0)  # neither the picture nor deskewing is a sum


def test_a_model_of_which_only_the_picture_is_shown_cannot_be_played(page):
    digits = few("train", 100)
    neighbours = NearestNeighbours().fit(digits.images, digits.labels)
    description = ModelDescription("near", "knn", neighbours.get_params())
    click(page.player.play_button)
    page.use_recognizer(Recognizer(Model(description, neighbours)))
    page.show_drawing(drawing(), recognition("cnn"))
    assert page.maps.spot == Spot(0, 0, 14, 14)
    page.player.advanced.emit()
    assert not page.player.is_playing
    assert not page.player.isEnabled()
    page.use_recognizer(recognizer("cnn"))
    assert page.player.isEnabled()


def test_a_network_is_copied_once(page, monkeypatch):
    another = recognizer("mlp")  # the recognizer copies it, too, when it is made
    copied, count = Network.without_dropout, []
    monkeypatch.setattr(Network, "without_dropout", lambda self: count.append(self) or copied(self))
    page.use_recognizer(another)
    assert len(count) == 1


def changed(factor):
    """The cnn with other weights, as after some batches of training."""
    model = recognizer("cnn").model
    known = model.classifier
    tensors = {name: tensor * np.float32(factor) for name, tensor in known.tensors().items()}
    classifier = type(known)(**known.get_params())
    classifier.load_tensors(tensors, known.classes_, known.temperature_)
    return Recognizer(Model(model.description.changed(name="cnn in training"), classifier))


def test_the_activations_are_those_of_the_model_in_training(session, qtbot):
    session.use(recognizer("cnn").model)
    draw_in(session, drawing())
    page = opened(ActivationsPage(session), qtbot)
    page.maps.look_at(Spot(step_named("conv2"), 5, 7, 8))
    conv2 = step_named("conv2")
    layer = steps()[conv2].last
    assert "in training" not in page.explanation
    for factor in (0.9, 0.8):
        trained = changed(factor)
        session.begin_trial(trained, "training")
        draw_in(session, drawing())
        image = session.drawing.shown.recognition.stages.network_input
        expected = observe(trained.model.classifier.network_.without_dropout(), image)[layer]
        qtbot.waitUntil(lambda now=expected: np.allclose(page.maps.outputs[conv2], now, atol=1e-5))
        assert page.maps.spot == Spot(conv2, 5, 7, 8)
        assert page.explanation.startswith("cnn in training: ")
        value = expected[7, 8, 5]
        assert f"<b>{number_text(float(value))}</b>" in page.panel.where.text()
    session.end_trial()
    draw_in(session, drawing())
    qtbot.waitUntil(lambda: np.allclose(page.maps.outputs[conv2], observed()[layer], atol=1e-5))
    assert "in training" not in page.explanation


def test_a_changed_copy_on_trial_is_not_shown(session, qtbot):
    session.use(recognizer("cnn").model)
    draw_in(session, drawing())
    page = opened(ActivationsPage(session), qtbot)
    before = page.maps.outputs[2].copy()
    session.begin_trial(changed(0.5), "experiment")
    draw_in(session, drawing())
    qtbot.wait(150)
    assert np.array_equal(page.maps.outputs[2], before)


def test_maps_and_outputs_can_be_saved(page, tmp_path):
    maps, chosen, output = page.save_targets()
    maps.write(tmp_path / "maps.svg")
    chosen.write(tmp_path / "map.png")
    output.write(tmp_path / "output.npz")
    assert "Convolution 3" in (tmp_path / "maps.svg").read_text(encoding="utf-8")
    with np.load(tmp_path / "output.npz") as archive:
        (saved,) = archive.values()
    assert np.array_equal(saved, page.maps.outputs[page.maps.spot.step])


def test_a_large_area_shows_all_layers_at_once():
    found = bands(steps(), 1500, 900, 16, 1.0)
    assert found[-1].bottom <= 900


@pytest.mark.parametrize("size", [(400, 300), (900, 560), (1500, 900)])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_maps_never_overlap_and_have_a_minimum_size(size, ratio):
    found = bands(steps(), *size, 16, ratio)
    for before, after in itertools.pairwise(found):
        assert after.top > before.bottom
    for step, band in zip(steps(), found, strict=True):
        boxes = [band.place(unit) for unit in range(band.count)]
        assert max(box.right() for box in boxes) <= size[0]
        assert not any(a.intersects(b) for a, b in itertools.pairwise(boxes))
        pixels = boxes[0].width() * ratio / band.pixels[1]
        assert pixels == pytest.approx(round(pixels))
        if len(step.shape) == 3:
            assert boxes[0].width() >= SMALLEST / 2


def test_every_pixel_of_every_map_is_found_by_its_position():
    (first, *_) = bands(steps()[1:], 700, 500, 16, 1.0)
    for unit, y, x in ((0, 0, 0), (31, 23, 23), (12, 3, 20)):
        corner = first.place(unit).topLeft()
        place = corner + QPointF((x + 0.5) * first.pixel, (y + 0.5) * first.pixel)
        assert first.spot_at(1, place) == Spot(1, unit, y, x)
