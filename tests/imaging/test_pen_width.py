"""The width of a pen's line in a picture, and thin and thick pens made usual."""

import numpy as np
import pytest

from digitpad.imaging.pen_width import pen_width_of, with_usual_pen
from digitpad.imaging.preprocess import preprocess
from digitpad.ink.raster import PEN_FRACTION, rasterize
from digitpad.ink.strokes import Ink, Stroke

TURN = np.linspace(0, 1.5 * np.pi, 40)
ARC = Stroke.of(np.stack([80 + 60 * np.sin(TURN), 80 - 60 * np.cos(TURN)], axis=1))


def drawn(pen):
    return rasterize(Ink((ARC,), pen), 160, 160)


@pytest.mark.parametrize("pen", [2, 5, 14, 30])
def test_the_width_of_a_pen_is_measured_in_any_direction(pen):
    assert pen_width_of(drawn(pen)) == pytest.approx(pen, rel=0.1)


def test_the_width_of_nothing_is_one_pixel():
    assert pen_width_of(np.zeros((20, 20), np.float32)) == 1


@pytest.mark.parametrize("pen", [2, 5, 10, 24, 34])
def test_thin_and_thick_pens_become_usual(pen):
    # The pen's centre draws 120 pixels, so with its own width this is the usual share of the whole.
    usual = preprocess(drawn(120 * PEN_FRACTION / (1 - PEN_FRACTION)))
    ink = drawn(pen)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    crop = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    before = np.abs(preprocess(crop) - usual).sum()
    after = np.abs(preprocess(with_usual_pen(crop, pen)) - usual).sum()
    assert after < 0.5 * before


def test_a_usual_pen_is_left_alone():
    ink = drawn(15)[10:150, 10:150]
    assert with_usual_pen(ink, 15) is ink


def test_a_blot_stays_ink():
    blot = np.ones((30, 40), np.float32)
    assert with_usual_pen(blot, pen_width_of(blot)).max() == 1
