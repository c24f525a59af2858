"""One drawing, two kinds of file."""

import numpy as np
import pytest
from PIL import Image

from digitpad.errors import ParameterError
from digitpad.inspection.colours import ABOVE, BELOW, diverging, ink, usual_limit
from digitpad.inspection.figure import Figure
from tests.inspection.small import parsed

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def figure():
    drawn = Figure(100, 60)
    drawn.rectangle(10, 10, 20, 30, fill="#ff0000")
    drawn.line([(50, 50), (90, 50)], colour="#0000ff", width=2)
    drawn.disc(70, 20, 6, fill="#00aa00")
    drawn.text(5, 8, "1 < 2 & so on", size=8)
    drawn.pixels(80, 5, 10, 10, np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8))
    return drawn


def test_a_picture_has_the_colours_in_their_places(figure):
    picture = figure.to_image(scale=3)
    assert picture.size == (300, 180)
    assert picture.getpixel((45, 60)) == (255, 0, 0)
    assert picture.getpixel((210, 150)) == (0, 0, 255)
    assert picture.getpixel((210, 60)) == (0, 170, 0)
    assert picture.getpixel((243, 30)) == (0, 0, 0)
    assert picture.getpixel((265, 30)) == (255, 255, 255)
    assert picture.getpixel((150, 90)) == (255, 255, 255)


def test_an_svg_is_well_formed_and_holds_every_shape(figure):
    root = parsed(figure.to_svg())
    assert root.get("viewBox") == "0 0 100 60"
    kinds = [element.tag.removeprefix(SVG) for element in root]
    assert kinds == ["rect", "rect", "polyline", "circle", "text", "image"]
    assert root.find(f"{SVG}text").text == "1 < 2 & so on"
    assert root.find(f"{SVG}image").get("href").startswith("data:image/png;base64,")


def test_a_figure_can_lie_in_another(figure):
    outer = Figure(200, 100)
    outer.place(figure, 50, 20)
    picture = outer.to_image(scale=1)
    assert picture.getpixel((65, 40)) == (255, 0, 0)
    assert picture.getpixel((20, 40)) == (255, 255, 255)
    group = parsed(outer.to_svg()).find(f"{SVG}g")
    assert group.get("transform") == "translate(50 20)"
    assert len(group) == 5


def test_the_files_ending_says_what_it_becomes(figure, tmp_path):
    figure.save(tmp_path / "a.png")
    figure.save(tmp_path / "a.svg")
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (200, 120)
    assert (tmp_path / "a.svg").read_text("utf-8") == figure.to_svg()
    with pytest.raises(ParameterError, match=r"\.png or \.svg"):
        figure.save(tmp_path / "a.gif")


def test_zero_is_white_and_both_ends_have_their_colour():
    colours = diverging(np.array([-2, -1, 0, 1, 5], np.float32), limit=1)
    assert colours.tolist() == [list(BELOW), list(BELOW), [255] * 3, list(ABOVE), list(ABOVE)]
    half = diverging(np.array([0.5], np.float32), limit=1)[0]
    assert all(abs(int(a) - (255 + b) / 2) <= 1 for a, b in zip(half, ABOVE, strict=True))


def test_ink_is_black_on_white():
    assert ink(np.array([0, 1, 2, -1], np.float32))[:, 0].tolist() == [255, 0, 0, 255]


def test_colours_end_before_the_most_extreme_values():
    values = np.append(np.ones(999), 50).astype(np.float32)
    assert usual_limit(values) == 1
    assert usual_limit(np.zeros(5)) == 1
    assert usual_limit(np.array([0.0] * 999 + [3])) == 3
