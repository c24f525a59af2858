"""Galleries and heatmaps: one tile a picture, and a scale that tells what colours mean."""

import numpy as np
import pytest

from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.colours import ABOVE, BELOW
from digitpad.inspection.mistakes import examine
from digitpad.inspection.pictures import (
    explanation_figure,
    gallery_figure,
    heatmap_figure,
    layer_figure,
    misread_figure,
    output_figure,
    tiles,
)
from digitpad.inspection.weights import first_layer_pictures, output_weights
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, digit, parsed, small_machine

SVG = "{http://www.w3.org/2000/svg}"


def counted(figure):
    """Pictures and texts of a figure."""
    root = parsed(figure.to_svg())
    texts = [element.text for element in root.iter(f"{SVG}text")]
    return len(list(root.iter(f"{SVG}image"))), texts


def test_a_gallery_of_weights_has_a_tile_for_each_and_a_scale():
    pictures, texts = counted(gallery_figure(first_layer_pictures(bundled("mlp").classifier), "t"))
    assert pictures == 128 + 1
    assert "127" in texts
    assert "0" in texts


def test_landmarks_have_no_scale_but_the_class_they_speak_for():
    gallery = first_layer_pictures(small_machine())
    pictures, texts = counted(gallery_figure(gallery, "t"))
    assert pictures == len(gallery.pictures)
    assert sum(text.startswith("for ") for text in texts if text) == pictures


@pytest.mark.parametrize("name", ["cnn", "mlp"])
def test_every_layer_can_be_drawn(name):
    observed = observe(inspectable(bundled(name).classifier), digit())
    for view in observed.layers():
        pictures, texts = counted(layer_figure(observed, view))
        assert pictures == (view.units if view.is_spatial else 1) + 1
        assert view.name in texts[0]


def test_output_weights_have_a_row_for_each_output():
    pictures, texts = counted(output_figure(output_weights(bundled("mlp").classifier), "t"))
    assert pictures == 11 + 1
    assert "no digit" in texts


def test_a_heatmap_shows_both_ends_of_its_scale():
    plane = np.array([[2, -2], [0, 2]], np.float32)
    picture = heatmap_figure(plane, "t").to_image(scale=1)
    colours = {colour for _, colour in picture.getcolors(1 << 20)}
    assert {ABOVE, BELOW, (255, 255, 255)} <= colours


def test_explanations_stand_beside_the_drawing():
    maps = [("gradient", np.ones((28, 28), np.float32)), ("occlusion", np.zeros((28, 28)))]
    pictures, texts = counted(explanation_figure(digit(), maps, "t"))
    assert pictures == 3
    assert {"the drawing", "gradient", "occlusion"} <= set(texts)


def test_the_misread_are_shown_with_both_probabilities():
    digits = few_digits(500, "test")
    found = examine(bundled("softmax").classifier, digits)
    pictures, texts = counted(misread_figure(found, digits.images))
    worst = found.misread[0]
    assert pictures == len(found.misread) > 3
    caption = f"{found.labels[worst]}: {found.true_probability[worst]:.0%}"
    assert any(text.startswith(caption) for text in texts if text)
    few, texts = counted(misread_figure(found, digits.images, most=2))
    assert few == 2
    assert texts[0].startswith("Misread: the first 2 of")


def test_no_tiles_are_a_figure_too():
    assert counted(tiles("nothing", [], []))[0] == 0
