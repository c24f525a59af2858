import numpy as np
import pytest

from digitpad.imaging.page.marks import find_marks, writing_among
from tests.imaging.page.drawn_pages import digit_ink, page_with


def kept_ink(ink, *, is_photo=False):
    marks = find_marks(ink)
    return ink * writing_among(marks, is_photo=is_photo)[marks.labels]


def test_components_are_measured():
    ink = np.zeros((60, 80), np.float32)
    ink[10:50, 20:26] = 1
    ink[5:8, 60:70] = 0.5
    marks = find_marks(ink)
    assert len(marks) == 2
    boxes = sorted(map(tuple, marks.boxes[1:].tolist()))
    assert boxes == [(20, 10, 26, 50), (60, 5, 70, 8)]
    tall = int(marks.mass.argmax())
    assert marks.mass[tall] == 240
    assert marks.peaks[tall] == 1
    assert marks.extents[tall] == 40
    assert marks.widths[tall] == pytest.approx(6, rel=0.15)


@pytest.mark.parametrize("depth", [5, 12, 40])
@pytest.mark.parametrize("side", range(4))
def test_a_strip_along_a_side_is_no_writing(side, depth):
    digit = page_with("3", (240, 240), 120, 12)
    page = digit.copy()
    np.rot90(page, side)[:depth] = 0.9
    np.testing.assert_array_equal(kept_ink(page) > 0.25, digit > 0.25)


def test_a_frame_around_the_page_is_no_writing():
    digit = page_with("5", (240, 200), 100, 9)
    page = np.pad(digit, 15, constant_values=1)
    np.testing.assert_array_equal(kept_ink(page)[15:-15, 15:-15] > 0.25, digit > 0.25)
    assert not kept_ink(page)[:15].any()


def test_a_thick_shape_from_the_rim_is_no_writing():
    digit = page_with("3", (240, 200), 80, 7, place=(0.3, 0.5))
    page = digit.copy()
    page[120:, 190:] = 0.5
    np.testing.assert_array_equal(kept_ink(page) > 0.25, digit > 0.25)


def test_digits_at_the_rim_of_a_crop_stay():
    ink = np.concatenate([digit_ink(digit, 60, 6) for digit in "1351"], axis=1)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    crop = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    np.testing.assert_array_equal(kept_ink(crop) > 0.25, crop > 0.25)


def test_the_separate_bar_of_a_five_stays_in_a_crop():
    five = np.zeros((100, 80), np.float32)
    five[:10] = 1
    five[20:100, :10] = five[90:100] = five[50:60] = 1
    five[50:100, 70:] = 1
    np.testing.assert_array_equal(kept_ink(five), five)


def test_dust_and_faint_remains_are_removed_from_photos_only():
    page = page_with("3", (240, 200), 100, 9)
    dirty = page.copy()
    dirty[20:22, 20:23] = 0.9
    dirty[170:180, 60:200] = 0.3
    np.testing.assert_array_equal(kept_ink(dirty, is_photo=True) > 0.25, page > 0.25)
    np.testing.assert_array_equal(kept_ink(dirty) > 0.25, dirty > 0.25)
