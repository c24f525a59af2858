import numpy as np
import pytest
from PIL import Image

from digitpad.imaging.page import read_page
from digitpad.imaging.page.page import TINY_MARGIN, TINY_SIDE
from digitpad.imaging.preprocess import preprocess
from tests.imaging.page.drawn_pages import as_picture, coloured, digit_ink, page_with


def read(colours, size=None):
    return read_page(np.asarray(as_picture(colours)), size)


def ink_box(ink):
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.5), np.flatnonzero(ink.max(axis=0) > 0.5)
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)


def likeness(page, digit, height, pen):
    """The correlation with the digit as drawn; a pixel to either side may be the better place."""
    found, expected = preprocess(page.ink), preprocess(digit_ink(digit, height, pen))
    moved = [np.roll(found, (y, x), (0, 1)) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    return max(np.corrcoef(image.ravel(), expected.ravel())[0, 1] for image in moved)


def test_a_clean_page_is_its_ink():
    drawn = page_with("3", (260, 220), 100, 9)
    page = read(coloured(drawn, (1, 1, 0.9), (0.2, 0, 0.3)))
    assert page.sheet is None
    assert page.rules == ()
    np.testing.assert_allclose(page.ink, drawn, atol=0.02)
    assert page.pen_width == pytest.approx(9, rel=0.15)


@pytest.mark.parametrize("height", [47, 94])
def test_small_writing_on_a_large_page_is_read_as_finely_as_it_was_scanned(height):
    drawn = page_with("3", (1240, 1754), height, 4, place=(0.3, 0.2))
    page = read_page(np.asarray(as_picture(1 - drawn))[:, :, None])
    assert likeness(page, "3", height, 4) > 0.97
    assert page.pen_width > 3
    assert max(page.ink.shape) < 400
    np.testing.assert_allclose(page.box_in_picture(ink_box(page.ink)), ink_box(drawn), atol=2)


def test_boxes_are_in_pixels_of_the_picture_before_it_was_reduced():
    drawn = page_with("5", (800, 600), 200, 18, place=(0.6, 0.4))
    page = read(coloured(drawn), (2400, 1800))
    box = page.box_in_picture(ink_box(page.ink))
    np.testing.assert_allclose(box, 3 * np.array(ink_box(drawn)), atol=9)


@pytest.mark.parametrize("degrees", [0, 5, -8])
def test_a_sheet_on_a_desk_is_cut_out_and_straightened(degrees):
    sheet = as_picture(coloured(page_with("3", (420, 320), 140, 12), (0.9, 0.88, 0.85)))
    turned = sheet.convert("RGBA").rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    photo = Image.new("RGB", (640, 480), (70, 48, 35))
    photo.paste(turned, ((640 - turned.width) // 2, (480 - turned.height) // 2), turned)
    page = read_page(np.asarray(photo))
    assert page.sheet is not None
    assert likeness(page, "3", 140, 12) > 0.9
    middle = np.mean(np.array(page.box_in_picture(ink_box(page.ink))).reshape(2, 2), axis=0)
    np.testing.assert_allclose(middle, [320, 240], atol=14)


def test_a_thin_printed_grid_under_small_writing_is_removed_at_full_size():
    drawn = page_with("5", (900, 1200), 80, 5, place=(0.4, 0.3))
    colours = np.ones((1200, 900, 3), np.float32)
    colours[20::60] = colours[:, 20::60] = (0.6, 0.75, 0.9)
    layer = drawn[:, :, None]
    page = read(colours * (1 - layer) + layer * np.float32([0.1, 0.1, 0.3]))
    assert page.rules
    assert likeness(page, "5", 80, 5) > 0.95


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (40, 30)])
def test_a_page_of_one_colour_is_blank(size):
    page = read_page(np.full((size[1], size[0], 3), 140, np.uint8))
    assert not page.ink.any()
    assert page.pen_width == 0
    margin = TINY_MARGIN if max(size) <= TINY_SIDE else 0
    assert page.ink.shape == (size[1] + 2 * margin, size[0] + 2 * margin)
    whole = (margin, margin, size[0] + margin, size[1] + margin)
    assert page.box_in_picture(whole) == (0, 0, size[0], size[1])
