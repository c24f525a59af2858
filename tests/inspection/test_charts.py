"""Charts show the numbers that they are made of, at the right places, in the right colours."""

from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from PIL import Image

from digitpad.common.errors import ParameterError
from digitpad.evaluation.metrics import Evaluation, evaluate
from digitpad.evaluation.robustness import CHANGES, Curve
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.charts import (
    ABOVE,
    BELOW,
    CLASSES,
    answers_figure,
    calibration_figure,
    confusion_figure,
    explanation_figure,
    gallery_figure,
    heatmap_figure,
    layer_figure,
    map_figure,
    misread_figure,
    output_figure,
    robustness_figure,
    save,
    tiles,
    usual_limit,
)
from digitpad.inspection.digit_map import DigitMap
from digitpad.inspection.weights import parts
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, digit, small_machine

NAMES = tuple("0123456789")


def texts(figure):
    figure.canvas.draw()
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def counted(figure):
    """How many pictures have an outline, and all texts."""
    outlines = [one for one in figure.findobj(PolyCollection) if one.get_facecolor().size == 0]
    return sum(len(one.get_paths()) for one in outlines), texts(figure)


def colours(path):
    with Image.open(path) as picture:
        return {colour[:3] for _, colour in picture.convert("RGB").getcolors(1 << 20)}


def as_bytes(colour):
    return tuple(round(255 * part) for part in to_rgb(colour))


def a_dozen():
    labels = np.array([0] * 7 + [1] * 5)
    chances = np.full((12, 10), 0.02, np.float32)
    chances[:7, 0] = chances[7:10, 1] = chances[10:, 0] = 0.82
    return Evaluation(labels, chances, data="a dozen")


def test_the_confusion_matrix_shows_counts_and_recall():
    figure = confusion_figure(a_dozen(), NAMES, "title")
    shown = texts(figure)
    assert [shown.count(text) for text in ("title", "100.0%", "60.0%", "-")] == [1, 1, 1, 8]
    cells = {text.get_position(): text.get_text() for text in figure.axes[0].texts}
    counts = {(0, 0): "7", (0, 1): "2", (1, 1): "3"}
    assert {place: text for place, text in cells.items() if place[0] < 10} == counts


def test_the_calibration_chart_shows_its_bins_and_the_error():
    figure = calibration_figure(a_dozen(), "title")
    assert "calibration error 1.33%" in texts(figure)
    diagonal, curve = figure.axes[0].lines
    np.testing.assert_array_equal(diagonal.get_xydata(), [[0, 0], [1, 1]])
    np.testing.assert_allclose(curve.get_xydata(), [[0.82, 10 / 12]], rtol=1e-5)


def test_every_curve_has_its_plot_with_its_values():
    curves = {
        name: Curve(name, np.linspace(0, 0.5, len(CHANGES[name].values), dtype=np.float32))
        for name in ("shift", "noise", "size", "rotation")
    }
    figure = robustness_figure(curves, "title")
    assert [axes.get_title(loc="left") for axes in figure.axes] == list(curves)
    for axes, curve in zip(figure.axes, curves.values(), strict=True):
        expected = np.column_stack([CHANGES[curve.change].values, curve.accuracies])
        np.testing.assert_allclose(axes.lines[1].get_xydata(), expected, rtol=1e-6)


def test_every_digit_of_a_map_is_drawn_at_its_place_in_its_colour():
    digits = few_digits(60)
    placed = DigitMap.fit(bundled("softmax").classifier, "pixels", digits)
    figure = map_figure(placed, "title", np.array([500, 0], np.float32))
    *classes, ring = figure.axes[0].collections
    assert len(classes) == len(np.unique(digits.labels))
    for label, points in zip(np.unique(digits.labels), classes, strict=True):
        expected = placed.positions[placed.labels == label]
        np.testing.assert_allclose(points.get_offsets(), expected, rtol=1e-6)
        assert tuple(points.get_facecolor()[0, :3]) == to_rgb(CLASSES[label])
    np.testing.assert_array_equal(ring.get_offsets(), [[500, 0]])
    assert figure.axes[0].get_xlim()[1] > 500


@pytest.mark.parametrize("count", [1, 8])
def test_only_classes_that_ever_count_have_a_line(count):
    chances = np.full((count, 10), 0.01, np.float32)
    chances[:, 3] = 0.9
    figure = answers_figure(np.arange(count), chances, NAMES, "title", "epochs")
    (line,) = figure.axes[0].lines
    np.testing.assert_allclose(line.get_ydata(), chances[:, 3])
    shown = texts(figure)
    assert "3" in [text.get_text() for text in figure.axes[0].texts]
    assert "epochs" in shown


def test_a_gallery_of_weights_has_a_tile_for_each_and_a_scale():
    figure = gallery_figure(parts(bundled("mlp").classifier).pictures, "title")
    pictures, shown = counted(figure)
    assert pictures == 256
    assert {"title", "0", "255"} <= set(shown)
    assert len(figure.axes) == 2


def test_landmarks_have_no_scale_but_the_class_they_speak_for():
    gallery = parts(small_machine()).pictures
    figure = gallery_figure(gallery, "title")
    pictures, shown = counted(figure)
    assert pictures == len(gallery.pictures)
    assert sum(text.startswith("for ") for text in shown) == pictures
    assert len(figure.axes) == 1


@pytest.mark.parametrize("name", ["cnn", "mlp"])
def test_every_layer_can_be_drawn(name):
    observed = observe(inspectable(bundled(name).classifier), digit())
    for view in observed.layers():
        figure = layer_figure(observed, view)
        pictures, shown = counted(figure)
        assert pictures == (view.units if view.is_spatial else 0)
        assert view.name in shown[0] or any(view.name in text for text in shown)
        assert len(figure.axes) == 2


def test_output_weights_have_a_row_for_each_output():
    found = parts(bundled("mlp").classifier).outputs
    figure = output_figure(found, "title")
    assert {*NAMES, "no digit"} <= set(texts(figure))
    np.testing.assert_array_equal(figure.axes[0].images[0].get_array(), found.weight.T)


def test_a_heatmap_shows_both_ends_of_its_scale_and_white_at_zero(tmp_path):
    save(heatmap_figure(np.array([[2, -2], [0, 2]], np.float32), "title"), tmp_path / "a.png")
    ends = {as_bytes(ABOVE[-1]), as_bytes(BELOW[-1])}
    assert {*ends, (255, 255, 255)} <= colours(tmp_path / "a.png")


def test_ink_is_black_on_white_and_pixels_stay_sharp(tmp_path):
    picture = np.zeros((28, 28), np.float32)
    picture[10, 10] = 1
    save(tiles("", [picture], [""]), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as opened:
        pixels = np.asarray(opened.convert("L"))
    assert np.count_nonzero(pixels < 50) == pytest.approx((2 * 56 / 28) ** 2, abs=1)
    assert tmp_path.joinpath("a.png").stat().st_size > 100


def test_explanations_stand_beside_the_drawing():
    maps = [("gradient", np.ones((28, 28), np.float32)), ("occlusion", np.zeros((28, 28)))]
    pictures, shown = counted(explanation_figure(digit(), maps, "title"))
    assert pictures == 3
    assert {"the drawing", "gradient", "occlusion"} <= set(shown)


def test_the_misread_are_shown_with_both_probabilities():
    digits = few_digits(500, "test")
    found = evaluate(bundled("softmax").classifier, digits)
    pictures, shown = counted(misread_figure(found, digits.images))
    worst = found.misread[0]
    assert pictures == len(found.misread) > 3
    caption = f"{found.labels[worst]}: {found.true_probability[worst]:.0%}"
    assert any(text.startswith(caption) for text in shown)
    few, shown = counted(misread_figure(found, digits.images, most=2))
    assert few == 2
    assert any(text.startswith("Misread: the first 2 of") for text in shown)


def test_no_tiles_are_a_figure_too():
    assert counted(tiles("nothing", [], [])) == (0, ["nothing"])


def test_the_files_ending_says_what_it_becomes_and_the_bytes_are_the_same_each_time(tmp_path):
    for name in ("a", "b"):
        figure = tiles("1 < 2 & so on 七", [digit()], ["four"])
        save(figure, tmp_path / f"{name}.png")
        save(figure, tmp_path / f"{name}.svg")
    for suffix in (".png", ".svg"):
        first, second = (tmp_path / f"{name}{suffix}" for name in "ab")
        assert first.read_bytes() == second.read_bytes()
    root = ElementTree.fromstring((tmp_path / "a.svg").read_text("utf-8"))  # noqa: S314
    assert any(text.text == "four" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    with pytest.raises(ParameterError, match=r"\.png or \.svg"):
        save(figure, tmp_path / "a.gif")


def test_colours_end_before_the_most_extreme_values():
    values = np.append(np.ones(999), 50).astype(np.float32)
    assert usual_limit(values) == 1
    assert usual_limit(np.zeros(5)) == 1
    assert usual_limit(np.array([0.0] * 999 + [3])) == 3
