import numpy as np
import pytest

from digitpad.data.stroke_variation import StyleSpread, WriterStyle, network_image, varied
from digitpad.ink.strokes import Ink, Stroke

CORNER = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])


def written(strokes, **style):
    plain = {"slant": 0, "width": 1, "rotation": 0, "bend": 0, "carelessness": 0}
    rng = np.random.default_rng(0)
    ink = WriterStyle(**plain | style).write(strokes, rng)
    return [stroke.points / 200 for stroke in ink.strokes]


def distance_from_corner(points):
    """Of the path from the right angle between its ends, however it is rotated."""
    across, down = points[-1] - points[0]
    corner = (points[0] + points[-1] + (down, -across)) / 2
    return np.hypot(*(points - corner).T).min()


def test_a_quick_pen_rounds_corners_and_keeps_the_ends():
    careful, quick, quicker = (written([CORNER], haste=haste)[0] for haste in (0.0, 0.03, 0.1))
    for path in (quick, quicker):
        assert np.ptp(path[[0, -1]], axis=0) == pytest.approx(
            np.ptp(careful[[0, -1]], axis=0), abs=1e-5
        )
    assert distance_from_corner(careful) < 0.001
    assert distance_from_corner(quicker) > 2 * distance_from_corner(quick)


def test_the_rounding_is_the_mean_of_a_gaussian():
    """Around a right angle, the mean of |x| of a Gaussian on each leg: sigma / sqrt(2 pi)."""
    (path,) = written([CORNER], haste=0.08)
    expected = np.sqrt(2) * 0.08 / np.sqrt(2 * np.pi)
    assert distance_from_corner(path) == pytest.approx(expected, rel=0.05)


def test_a_straight_line_and_a_dot_stay_as_they_are():
    line, dot = np.array([(0.0, 0.0), (0.0, 0.6)]), np.array([(0.5, 0.5)])
    found = written([line, dot], haste=0.1)
    assert found[1].shape == (1, 2)
    assert np.hypot(*np.ptp(found[0], axis=0)) == pytest.approx(0.6, abs=1e-3)
    assert np.hypot(*np.diff(found[0], axis=0).T).sum() == pytest.approx(0.6, abs=1e-3)


def test_the_same_seed_draws_the_same_variation():
    ink = Ink((Stroke.of(CORNER * 100),))
    one, same, other = (
        network_image(varied(ink, np.random.default_rng(seed)), np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    assert (one == same).all()
    assert (one != other).any()


def test_styles_spread_as_they_say():
    spread = StyleSpread(0.15, 0.1, 5, 0.02, 0.01, haste=0.03, usual_slant=0.1)
    rng = np.random.default_rng(0)
    styles = [spread.style(rng) for _ in range(2000)]
    assert np.std([style.slant for style in styles]) == pytest.approx(0.15, rel=0.1)
    assert np.mean([style.slant for style in styles]) == pytest.approx(0.1, abs=0.02)
    # The mean of the absolute value of a normal distribution.
    expected = 0.03 * np.sqrt(2 / np.pi)
    assert np.mean([style.haste for style in styles]) == pytest.approx(expected, rel=0.1)
