import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from digitpad.gui.pad.stroke_painting import _smoothed, stroke_box, stroke_outline, tail_box
from tests.gui.drawing import line


def points_of(*places):
    return np.array(places, dtype=np.float32)


def even(points):
    return np.ones(len(points), dtype=np.float32)


def test_a_single_point_is_a_round_dot_as_wide_as_the_pen():
    dot = points_of((50, 50))
    box = stroke_outline(dot, even(dot), 20).boundingRect()
    assert box == QRectF(40, 40, 20, 20)


def test_a_pen_that_does_not_move_still_leaves_a_dot():
    still = points_of((50, 50), (50, 50), (50, 50))
    outline = stroke_outline(still, even(still), 20)
    assert outline.contains(QPointF(50, 58))
    assert not outline.contains(QPointF(50, 62))


def test_a_stroke_reaches_from_its_first_to_its_last_point():
    points = line((20, 50), (180, 50)).astype(np.float32)
    box = stroke_outline(points, even(points), 20).boundingRect()
    assert box.left() == pytest.approx(10, abs=0.1)
    assert box.right() == pytest.approx(190, abs=0.1)
    assert box.height() == pytest.approx(20, abs=0.1)


def test_corners_become_curves_near_the_points():
    corner = points_of((20, 20), (100, 20), (100, 100))
    outline = stroke_outline(corner, even(corner), 4)
    assert not outline.contains(QPointF(100, 20))
    assert outline.contains(QPointF(80, 40)) or outline.contains(QPointF(90, 30))


def test_whole_mouse_pixels_are_smoothed():
    turn = np.linspace(-0.9, 2.8, 62)
    curve = np.stack([200 + 100 * np.sin(turn), 200 - 75 * np.cos(turn)], axis=1)
    exact, whole = curve.astype(np.float32), np.floor(curve).astype(np.float32) + 0.5

    def turns(points):
        """How much the direction changes at each point but the last ones, in degrees."""
        steps = np.diff(points, axis=0)
        directions = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        return np.degrees(np.diff(directions))[2:-2]

    assert np.abs(turns(whole) - turns(exact)).max() > 8
    assert np.abs(turns(_smoothed(whole, 20)) - turns(exact)).max() < 3
    assert np.abs(_smoothed(whole, 20) - exact).max() < 1.2


def test_a_straight_line_is_not_shortened_or_bent():
    points = line((20, 50), (180, 90), 40).astype(np.float32)
    assert np.allclose(_smoothed(points, 20), points, atol=1e-3)


def test_points_far_apart_are_not_smoothed():
    corner = points_of((20, 20), (100, 20), (100, 100))
    assert np.array_equal(_smoothed(corner, 20), corner)


def test_light_pressure_draws_a_thinner_line():
    points = line((20, 50), (180, 50)).astype(np.float32)
    thin = stroke_outline(points, np.zeros(len(points), np.float32), 20).boundingRect()
    thick = stroke_outline(points, even(points), 20).boundingRect()
    assert thin.height() < 0.5 * thick.height()


def test_changing_pressure_leaves_no_hole_in_a_self_crossing_line():
    turn = np.linspace(0, 4 * np.pi, 200)
    points = np.stack([100 + 60 * np.cos(turn), 100 + 60 * np.sin(turn)], axis=1)
    pressures = (0.5 + 0.5 * np.sin(turn * 1.7)).astype(np.float32)
    outline = stroke_outline(points.astype(np.float32), pressures, 20)
    assert all(outline.contains(QPointF(x, y)) for x, y in points.tolist())


def test_pieces_that_do_not_touch_the_area_are_skipped():
    points = line((0, 50), (1000, 50), 100).astype(np.float32)
    part = stroke_outline(points, even(points), 20, within=QRectF(480, 40, 20, 20))
    box = part.boundingRect()
    assert 400 < box.left() < 480
    assert 500 < box.right() < 580


def test_a_new_point_changes_nothing_outside_the_tail():
    turn = np.linspace(0, 5, 60)
    points = np.stack([100 + 15 * turn, 100 + 40 * np.sin(turn)], axis=1).astype(np.float32)
    before = stroke_outline(points[:-1], even(points[:-1]), 20)
    after = stroke_outline(points, even(points), 20)
    changed = after.subtracted(before).boundingRect() | before.subtracted(after).boundingRect()
    assert tail_box(points, 20).contains(changed)


def test_the_box_of_a_stroke_holds_all_that_is_painted():
    points = line((20, 50), (180, 90)).astype(np.float32)
    assert stroke_box(points, 20).contains(stroke_outline(points, even(points), 20).boundingRect())


def painted(outline, area):
    image = QImage(400, 400, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outline, QColor("black"))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(400, image.bytesPerLine())
    left, top, width, height = (int(number) for number in area.getRect())
    return pixels[top : top + height, left : left + width].copy()


def test_skipped_pieces_are_outside_the_area():
    random = np.random.default_rng(5)
    for jump in (3, 40):
        walk = np.cumsum(random.normal(0, jump, (120, 2)), axis=0)
        points = (walk - walk[60] + 180).astype(np.float32)
        area = QRectF(150, 150, 80, 60)
        whole, part = (
            painted(stroke_outline(points, even(points), 12, within=within), area)
            for within in (None, area)
        )
        assert whole.min() == 0
        assert np.array_equal(whole, part)
