import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.inspector.architecture import ArchitecturePage
from digitpad.gui.inspector.model_steps import steps_of, what_it_does
from digitpad.inspection.step_values import step_values
from digitpad.library.listing import available_models
from tests.gui.inspector.looking import drawing, recognition, show
from tests.gui.inspector.pages import recognizer
from tests.inspection.small import WITHOUT_LAYERS, digit, machine_of_two_classes


@pytest.fixture
def page(session, qtbot):
    return show(ArchitecturePage(session), qtbot, "cnn")


def card(page, name):
    return next(card for card in page.row.cards if card.step.name == name)


def test_without_a_model_there_is_a_notice(session, qtbot):
    page = ArchitecturePage(session)
    qtbot.addWidget(page)
    assert not page.is_showing_content
    assert "No model" in page.notice


@pytest.mark.parametrize("name", available_models())
def test_the_steps_count_every_parameter(name):
    classifier = recognizer(name).model.classifier
    counted = sum(step.parameters for step in steps_of(classifier))
    if hasattr(classifier, "network_"):
        kept = classifier.network_.without_dropout().tensors()
    else:
        kept = {n: t for n, t in classifier.tensors().items() if n != "features.mean"}
    assert counted == sum(tensor.size for tensor in kept.values())


def test_each_step_has_the_output_of_the_previous_one_as_input():
    for name in ("cnn", "cnn-small", "mlp", "svm-hog", "softmax"):
        steps = steps_of(recognizer(name).model.classifier)
        for before, after in itertools.pairwise(steps):
            assert np.prod(after.input_shape) == np.prod(before.shape)


@pytest.mark.parametrize("name", WITHOUT_LAYERS)
def test_each_step_of_a_classifier_without_layers_has_the_shape_of_its_values(name):
    classifier = WITHOUT_LAYERS[name]()
    shapes = [output.shape for output in step_values(classifier, digit()).outputs]
    assert [step.shape for step in steps_of(classifier)[1:]] == shapes


def test_of_two_classes_one_plane_gives_the_only_sum():
    output = steps_of(machine_of_two_classes())[-1]
    assert "The logit of the first class is 0" in what_it_does(output)
    assert "Each of the 10 outputs" in what_it_does(steps_of(WITHOUT_LAYERS["softmax"]())[-1])


def test_a_click_selects_a_layer(page):
    chosen = card(page, "conv2")
    QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert "conv2" in page.name.text()
    facts = " ".join(value.text() for _, value in page.facts)
    assert "10 × 10 × 64" in facts
    assert "18,496  =  3 × 3 × 32 × 64 + 64" in facts
    assert "10 × 10 pixels" in facts
    assert "3 × 3 pixels at each position of the 32 input" in page.what.text()


def test_arrow_keys_select_cards(page):
    card(page, "conv1").setFocus()
    QTest.keyClick(card(page, "conv1"), Qt.Key.Key_Right)
    assert "maxpool1" in page.name.text()


def test_cards_show_the_outputs_for_the_drawing(page, qtbot):
    faces = [one.thumbnail for one in page.row.cards]
    assert np.array_equal(faces[0], recognition("cnn").stages.network_input)
    assert all(thumbnail is not None for thumbnail in faces)
    page.show_drawing(drawing(), None)
    assert all(one.thumbnail is None for one in page.row.cards)


def test_buttons_open_the_weights_and_activations_of_the_layer(page, qtbot):
    page.show_part("conv3")
    with qtbot.waitSignal(page.page_requested) as asked:
        page.weights_button.click()
    assert asked.args == ["weights", "conv3"]
    with qtbot.waitSignal(page.page_requested) as asked:
        page.activations_button.click()
    assert asked.args == ["activations", "conv3"]


def test_a_step_without_parameters_has_no_weights_button(page):
    page.show_part("maxpool1")
    assert not page.weights_button.isEnabled()
    assert page.activations_button.isEnabled()


def test_a_vector_machine_has_steps_too(session, qtbot):
    page = show(ArchitecturePage(session), qtbot, "svm-hog")
    titles = [one.step.title for one in page.row.cards]
    assert titles[:3] == ["Picture", "Deskewing", "Features"]
    assert titles[3:] == ["Principal components", "Landmarks", "Output"]
    assert all(np.any(one.thumbnail) for one in page.row.cards)
    page.show_part("landmarks")
    assert "3,000 training digits" in page.what.text()


def test_it_can_be_saved(page, tmp_path):
    (target,) = page.save_targets()
    target.write(tmp_path / "architecture.svg")
    assert "Convolution 1" in (tmp_path / "architecture.svg").read_text(encoding="utf-8")
