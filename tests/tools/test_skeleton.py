import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as hnp

from digitpad.common.errors import ImageError
from digitpad.data.mnist import load_mnist
from digitpad.imaging.components import label_components
from digitpad.ink.raster import rasterize
from digitpad.ink.strokes import Ink, Stroke
from tests.tools.skeleton import thin, trace

SIDE = 28


def drawn(*strokes, width=2.5):
    return rasterize(Ink(tuple(Stroke.of(points) for points in strokes), width), SIDE, SIDE)


def around(points):
    turn = np.linspace(0, 2 * np.pi, points)
    return np.stack([14 + 6 * np.sin(turn), 14 - 9 * np.cos(turn)], axis=1)


def distance_to(points, polyline):
    """How far each point is from the nearest of a polyline's, the latter taken densely."""
    pieces = [np.linspace(one, other, 50) for one, other in itertools.pairwise(polyline)]
    dense = np.concatenate(pieces)
    return np.hypot(*(points[:, None] - dense[None]).transpose(2, 0, 1)).min(axis=1)


def holes(mask):
    """How many, and the background; ink that touches at a corner only is taken for closed."""
    large = np.pad(np.kron(mask, np.ones((3, 3), bool)), 2)
    thick = large.copy()
    for row, column in itertools.product((-1, 0, 1), repeat=2):
        thick |= np.roll(large, (row, column), (0, 1))
    return label_components(~thick)[1]


def test_a_skeleton_is_one_pixel_wide_and_keeps_parts_and_holes():
    ring, bar = drawn(around(60), width=4), drawn([(3, 3), (3, 25)], width=4)
    image = np.hstack([ring, np.zeros((SIDE, 4)), bar])
    skeleton = thin(image)
    assert skeleton.dtype == bool
    assert label_components(skeleton)[1] == 2
    assert holes(skeleton) == holes(image > 0.5) == 2
    assert not (skeleton & ~(image > 0.5)).any()
    squares = skeleton[:-1, :-1] & skeleton[1:, :-1] & skeleton[:-1, 1:] & skeleton[1:, 1:]
    assert not squares.any()


@given(hnp.arrays(bool, hnp.array_shapes(min_dims=2, max_dims=2, max_side=14)))
@settings(max_examples=150, deadline=None)
def test_thinning_never_breaks_or_loses_a_part(mask):
    skeleton = thin(mask.astype(np.float32))
    labels, count = label_components(mask)
    assert label_components(skeleton)[1] == count
    assert set(labels[skeleton]) == set(range(1, count + 1))


def test_a_drawn_line_is_traced_where_it_was_drawn():
    line = np.array([(5.0, 6.0), (21.0, 23.0)])
    (stroke,) = trace(drawn(line)).strokes
    assert distance_to(stroke.points, line).max() < 0.3
    assert np.abs(stroke.points[[0, -1]] - line).max() < 0.7


@pytest.mark.parametrize("width", [1.5, 2.5, 4.0])
def test_the_pens_width_is_found(width):
    ink = trace(drawn([(6, 5), (21, 6), (10, 23)], width=width))
    assert ink.pen_width == pytest.approx(width, rel=0.12)


def test_a_loop_is_one_closed_stroke_from_the_top_turning_left():
    (stroke,) = trace(drawn(around(60))).strokes
    np.testing.assert_allclose(stroke.points[0], stroke.points[-1])
    assert stroke.points[0, 1] == pytest.approx(stroke.points[:, 1].min(), abs=0.5)
    assert stroke.points[len(stroke.points) // 4, 0] < 10
    assert distance_to(stroke.points, around(200)).max() < 0.5


def test_lines_that_cross_go_straight_on():
    down, across = np.array([(14.0, 4.0), (13.0, 24.0)]), np.array([(5.0, 13.0), (23.0, 15.0)])
    strokes = trace(drawn(down, across)).strokes
    assert len(strokes) == 2
    for stroke, line in zip(strokes, (down, across), strict=True):
        assert distance_to(stroke.points, line).max() < 0.5
        assert np.abs(stroke.points[[0, -1]] - line).max() < 0.8


def test_an_eight_is_one_stroke():
    turn = np.linspace(0, 2 * np.pi, 80)
    eight = np.stack([14 + 6 * np.sin(2 * turn), 14 - 9 * np.cos(turn)], axis=1)
    (stroke,) = trace(drawn(eight, width=2)).strokes
    assert distance_to(stroke.points, eight).max() < 0.8


def test_strokes_run_downwards_and_to_the_right_whichever_way_they_were_drawn():
    for points in ([(14, 24), (14, 4)], [(24, 14), (4, 14)]):
        (stroke,) = trace(drawn(points)).strokes
        np.testing.assert_allclose(stroke.points[0], points[1], atol=0.8)


def test_a_dot_beside_a_line_is_a_stroke_of_its_own():
    strokes = trace(drawn([(8, 4), (8, 24)], [(20, 20)], width=3)).strokes
    assert len(strokes) == 2
    assert min(len(stroke.points) for stroke in strokes) == 1


def test_times_tell_a_pen_of_constant_speed_that_never_goes_back():
    ink = trace(drawn([(5, 6), (21, 8)], [(6, 20), (22, 22)]))
    times = np.concatenate([stroke.times for stroke in ink.strokes])
    assert (np.diff(times) >= 0).all()
    assert ink.strokes[1].times[0] > ink.strokes[0].times[-1]
    for stroke in ink.strokes:
        speed = np.hypot(*np.diff(stroke.points, axis=0).T) / np.diff(stroke.times)
        np.testing.assert_allclose(speed, speed.mean(), rtol=0.05)


def test_mnist_digits_drawn_again_from_their_strokes_look_the_same():
    images = load_mnist("test").images[:150] / np.float32(255)
    alike = [
        np.corrcoef(rasterize(trace(image), SIDE, SIDE).ravel(), image.ravel())[0, 1]
        for image in images
    ]
    assert np.median(alike) > 0.94
    assert min(alike) > 0.65


def test_an_empty_picture_has_no_strokes():
    assert trace(np.zeros((28, 28), np.float32)).is_empty


@given(hnp.arrays(np.uint8, hnp.array_shapes(min_dims=2, max_dims=2, max_side=16)))
@settings(max_examples=100, deadline=None)
def test_any_picture_can_be_traced(pixels):
    ink = trace(pixels / np.float32(255))
    assert ink.is_empty == (pixels.max() == 0)


@pytest.mark.parametrize("shape", [(3,), (0, 4), (2, 2, 2)])
def test_what_is_not_a_picture_is_refused(shape):
    with pytest.raises(ImageError, match="rows and columns"):
        trace(np.zeros(shape, np.float32))
