"""The stages of the page reader as pictures."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitpad.imaging.page.stage_pictures import STAGES, stage_picture
from digitpad.imaging.picture import read_picture


@pytest.fixture(scope="module")
def page():
    """Blue ink on ruled yellow paper."""
    picture = Image.new("RGB", (240, 200), (250, 235, 150))
    draw = ImageDraw.Draw(picture)
    for row in range(20, 200, 40):
        draw.line([(0, row), (239, row)], (120, 160, 210), 2)
    draw.line([(90, 45), (150, 45), (110, 155)], (20, 30, 120), 10, joint="curve")
    return read_picture(picture)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_as_large_as_the_ink(page, stage):
    assert stage_picture(page, stage).size == page.ink.shape[::-1]


def test_sheet_and_paper_have_their_colours(page):
    for stage in ("sheet", "background"):
        colours = np.asarray(stage_picture(page, stage), float)
        np.testing.assert_allclose(np.median(colours, axis=(0, 1)), (250, 235, 150), atol=12)


def test_the_others_show_ink_dark_on_white(page):
    for stage in ("contrast", "without-rules", "ink"):
        grey = np.asarray(stage_picture(page, stage))
        assert grey[80, 134:141].min() < 60
        assert grey[80, 200] > 200


def test_ruled_lines_are_seen_until_they_are_removed(page):
    before = np.asarray(stage_picture(page, "contrast"))[:, 200]
    after = np.asarray(stage_picture(page, "without-rules"))[:, 200]
    assert before.min() < 200
    assert after.min() > 240


def test_a_grey_picture_has_grey_stages():
    page = read_picture(Image.new("L", (60, 50), 200))
    assert stage_picture(page, "sheet").mode == "L"
    assert np.asarray(stage_picture(page, "ink")).min() == 255
