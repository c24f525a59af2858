import numpy as np
import pytest

from digitpad.gui.pad.erasing import erase
from digitpad.gui.pad.tools import EraserKind
from digitpad.ink.raster import rasterize
from digitpad.ink.strokes import Ink, Stroke
from tests.gui.drawing import line

WIDE = Ink(
    (Stroke.of(line((0, 50), (200, 50), 21)), Stroke.of(line((0, 120), (200, 120), 21))),
    pen_width=10.0,
)


def test_an_eraser_that_touches_nothing_returns_the_same_ink():
    for kind in EraserKind:
        assert erase(WIDE, (100, 85), (120, 85), 12, kind) is WIDE


def test_by_stroke_only_the_touched_stroke_is_removed():
    left = erase(WIDE, (100, 40), (100, 40), 12, EraserKind.STROKE)
    assert left.strokes == (WIDE.strokes[1],)


def test_by_area_a_stroke_becomes_two_with_a_gap_as_wide_as_the_eraser():
    left = erase(WIDE, (100, 50), (100, 50), 12, EraserKind.AREA)
    assert len(left.strokes) == 3
    before, after, untouched = left.strokes
    assert before.points[-1].tolist() == pytest.approx([100 - 12 - 2.5, 50])
    assert after.points[0].tolist() == pytest.approx([100 + 12 + 2.5, 50])
    assert untouched is WIDE.strokes[1]
    assert rasterize(left, 200, 150)[50, 93:107].max() == 0


def test_pieces_keep_the_times_and_pressures_of_their_places():
    times, pressures = np.linspace(0, 2, 21), np.linspace(0, 1, 21)
    ink = Ink((Stroke.of(line((0, 50), (200, 50), 21), times, pressures),), pen_width=10.0)
    _, after = erase(ink, (100, 50), (100, 50), 12, EraserKind.AREA).strokes
    x = float(after.points[0, 0])
    assert after.times[0] == pytest.approx(x / 100)
    assert after.pressures[0] == pytest.approx(x / 200)
    assert after.points[-1].tolist() == [200, 50]


def test_a_fast_eraser_erases_everything_on_its_path():
    gone = erase(WIDE, (30, 0), (30, 500), 12, EraserKind.STROKE)
    assert gone.is_empty
    cut = erase(WIDE, (30, 0), (30, 500), 12, EraserKind.AREA)
    assert len(cut.strokes) == 4


def test_erasing_along_a_whole_stroke_leaves_no_short_pieces():
    left = erase(WIDE, (-10, 50), (210, 50), 12, EraserKind.AREA)
    assert left.strokes == (WIDE.strokes[1],)


def test_a_dot_can_be_erased_by_stroke_and_by_area():
    ink = Ink((Stroke.of([(50, 50)]),), pen_width=10.0)
    for kind in EraserKind:
        assert erase(ink, (55, 50), (55, 50), 12, kind).is_empty
        assert erase(ink, (90, 50), (90, 50), 12, kind) is ink


def test_a_stroke_with_coinciding_points_can_be_cut():
    ink = Ink((Stroke.of([(50, 50), (50, 50), (50, 50), (120, 50)]),), pen_width=10.0)
    (left,) = erase(ink, (50, 50), (50, 50), 12, EraserKind.AREA).strokes
    assert left.points[0, 0] == pytest.approx(64.5)


def test_a_stroke_that_crosses_the_eraser_twice_is_cut_twice():
    turn = np.linspace(0, 2 * np.pi, 100)
    ring = np.stack([100 + 50 * np.cos(turn), 100 + 50 * np.sin(turn)], axis=1)
    ink = Ink((Stroke.of(ring),), pen_width=4.0)
    left = erase(ink, (100, 0), (100, 200), 12, EraserKind.AREA)
    assert len(left.strokes) == 3
    points = np.concatenate([stroke.points for stroke in left.strokes])
    assert np.abs(points[:, 0] - 100).min() >= 12
