import gzip
import json
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.common.errors import InkError
from digitpad.imaging.preprocess import preprocess
from digitpad.ink.files import LabelledInk, read_ink_set, write_ink_set
from digitpad.ink.raster import pen_radius, rasterize, rasterize_fitted
from digitpad.ink.strokes import Ink, Stroke


def line(*points, width=6.0):
    return Ink((Stroke.of(points),), width)


def curve(count=60, size=80.0):
    turn = np.linspace(0, 1, count)
    points = np.stack([50 + size / 2.2 * np.cos(7 * turn), 50 + size / 2 * np.sin(6.5 * turn)], 1)
    return Ink((Stroke.of(points),), 8.0)


def coverage_by_counting(ink, side, times=16):
    """The coverage of every pixel, from a picture many times as large."""
    large = rasterize(ink, side * times, side * times, scale=times) >= 0.5
    return large.reshape(side, times, side, times).mean(axis=(1, 3))


def test_a_stroke_keeps_points_times_and_pressures():
    stroke = Stroke.of([[1, 2], [3, 4]], [0, 0.5], [0.25, 1])
    assert stroke.points.dtype == stroke.times.dtype == stroke.pressures.dtype == np.float32
    assert stroke.points.tolist() == [[1, 2], [3, 4]]
    assert stroke.pressures.tolist() == [0.25, 1]


def test_the_arrays_of_a_stroke_are_read_only():
    points = np.array([[1.0, 2.0]], np.float32)
    stroke = Stroke.of(points)
    points[0, 0] = 99
    assert stroke.points[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        stroke.points[0, 0] = 5


@pytest.mark.parametrize(
    ("points", "times", "pressures", "message"),
    [
        ([], None, None, "n x 2"),
        (np.zeros((0, 2)), None, None, "at least one point"),
        ([[1, 2, 3]], None, None, "n x 2 numbers, found 1 x 3"),
        ([[1, 2], [3]], None, None, "regular list"),
        ([["1", "2"]], None, None, "must be numbers"),
        ([[1, float("nan")]], None, None, "finite"),
        ([[1, 1e9]], None, None, "at most 1,000,000"),
        ([[1, 2]], [0, 1], None, "times must be 1 numbers, found 2"),
        ([[1, 2], [3, 4]], [1, 0], None, "never decrease"),
        ([[1, 2]], [-1], None, "not be negative"),
        ([[1, 2]], None, [1.5], "between 0 and 1"),
        (np.zeros((200_001, 2)), None, None, "200,001 points"),
    ],
)
def test_impossible_strokes_are_refused(points, times, pressures, message):
    with pytest.raises(InkError, match=message):
        Stroke.of(points, times, pressures)


@pytest.mark.parametrize("width", [0, -1, float("nan"), float("inf")])
def test_a_pen_without_width_is_refused(width):
    with pytest.raises(InkError, match="pen width"):
        Ink((), width)


def test_bounds_are_those_of_all_strokes():
    ink = Ink((*line((1, 5), (2, 9)).strokes, Stroke.of([[-3, 7]])))
    assert ink.bounds() == (-3, 5, 2, 9)
    assert not ink.is_empty
    assert ink.point_count == 3


def test_empty_ink_has_no_bounds_and_an_empty_picture():
    assert Ink().is_empty
    with pytest.raises(InkError, match="no bounds"):
        Ink().bounds()
    assert not rasterize(Ink(), 10, 10).any()
    with pytest.raises(InkError, match="no bounds"):
        rasterize_fitted(Ink())


def test_transforming_moves_and_scales_points_and_pen():
    ink = line((1, 2), (3, 4), width=5).transformed(2, (10, 20))
    assert ink.strokes[0].points.tolist() == [[12, 24], [16, 28]]
    assert ink.pen_width == 10


# Drawing


def test_a_drawn_line_has_the_area_of_the_line():
    for width in (1.0, 2.5, 8.0):
        picture = rasterize(line((20.3, 50.2), (80.1, 57.7), width=width), 100, 100)
        area = width * np.hypot(59.8, 7.5) + np.pi * width**2 / 4
        assert picture.sum() == pytest.approx(area, rel=0.01)
        assert picture.max() == pytest.approx(1, abs=0.02)


def test_a_hairline_is_faint_but_not_lost():
    thin = rasterize(line((10.3, 50.2), (90.1, 55.7), width=0.2), 100, 100)
    assert thin.max() == pytest.approx(0.2, abs=0.01)
    assert thin.sum() == pytest.approx(0.2 * 80, rel=0.02)
    assert (thin.max(axis=0)[12:88] > 0.09).all()


def test_a_single_point_is_a_round_dot():
    dot = rasterize(line((20, 20), width=10), 40, 40)
    assert dot.sum() == pytest.approx(np.pi * 25, rel=0.02)
    np.testing.assert_allclose(dot, dot.T, atol=1e-6)
    np.testing.assert_allclose(dot, dot[::-1], atol=1e-6)


def test_stroke_ends_are_round_and_reach_half_a_pen_width_further():
    picture = rasterize(line((20, 20), (40, 20), width=10), 60, 40)
    assert picture[20, 44] > 0.9
    assert picture[20, 46] == 0
    assert picture[16, 44] == 0
    assert picture[16, 30] == 1


def test_coverage_agrees_with_supersampling():
    ink = curve()
    error = np.abs(rasterize(ink, 100, 100) - coverage_by_counting(ink, 100))
    assert error.max() < 0.25
    assert error.mean() < 0.002


def test_pressure_makes_the_line_wider_along_the_way():
    ink = Ink((Stroke.of([[10, 30], [90, 30]], pressures=[0, 1]),), 20)
    widths = rasterize(ink, 100, 60).sum(axis=0)
    assert widths[12] == pytest.approx(2 * pen_radius(20, np.array([0.025]))[0], rel=0.05)
    assert widths[88] == pytest.approx(2 * pen_radius(20, np.array([0.975]))[0], rel=0.05)
    assert (np.diff(widths[12:88]) > -0.2).all()


def test_a_line_of_two_points_or_of_many_looks_the_same():
    ends = np.array([[10.0, 20.0], [85.0, 70.0]])
    many = ends[0] + np.linspace(0, 1, 500)[:, None] * (ends[1] - ends[0])
    np.testing.assert_allclose(
        rasterize(line(*ends), 100, 100), rasterize(line(*many), 100, 100), atol=1e-3
    )


def test_only_the_part_on_the_canvas_is_drawn():
    ink = line((-500, -300), (700, 900), width=7)
    whole = rasterize(ink, 200, 200, offset=(50, 50))
    np.testing.assert_allclose(rasterize(ink, 100, 100), whole[50:150, 50:150], atol=1e-3)
    assert not rasterize(ink, 50, 50, offset=(5000, 0)).any()


def test_scale_and_offset_and_pen_width_apply_to_the_drawing():
    plain = rasterize(line((20, 20), (60, 40), width=8), 100, 100)
    same = rasterize(line((10, 10), (30, 20), width=1), 100, 100, scale=2, pen_width=4)
    np.testing.assert_allclose(same, plain, atol=1e-5)
    moved = rasterize(line((20, 20), (60, 40), width=8), 100, 100, offset=(7, -3))
    np.testing.assert_allclose(moved[:97, 7:], plain[3:, :93], atol=1e-5)


@given(
    points=st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=20),
    width=st.floats(1e-3, 1e6),
    side=st.integers(1, 40),
)
@settings(max_examples=60, deadline=None)
def test_any_ink_can_be_drawn(points, width, side):
    picture = rasterize(line(*points, width=width), side, side + 3)
    assert picture.shape == (side + 3, side)
    assert picture.dtype == np.float32
    assert np.isfinite(picture).all()
    assert picture.min() >= 0
    assert picture.max() <= 1


def test_long_scribbles_with_thick_pens_take_little_memory():
    random = np.random.default_rng(0)
    scribble = Ink((Stroke.of(random.uniform(-1e5, 1e5, (50_000, 2))),), 300.0)
    tracemalloc.start()
    rasterize(scribble, 300, 300)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (-5, 5), (20_000, 5)])
def test_pictures_of_impossible_size_are_refused(size):
    with pytest.raises(InkError, match="1 to 16384 pixels"):
        rasterize(line((1, 1)), *size)


def test_drawing_a_digit_takes_about_a_millisecond():
    ink = curve()
    fastest = min(timed(lambda: rasterize(ink, 100, 100)) for _ in range(50))
    # Five times the goal, for slow and busy machines.
    assert fastest < 0.005


def timed(work):
    start = time.thread_time()
    work()
    return time.thread_time() - start


# Fitted drawing


def test_fitted_ink_fills_its_longer_side():
    wide = rasterize_fitted(line((0, 0), (50, 10)), longer_side=60)
    assert wide.shape[1] == 60
    assert wide.shape[0] < 25
    assert wide[:, 0].max() > 0.3
    assert wide[:, -1].max() > 0.3


@pytest.mark.parametrize("pen", [2.0, 10.0, 25.0])
@pytest.mark.parametrize("scale", [0.5, 1.0, 5.0])
def test_fitted_ink_does_not_depend_on_position_size_or_pen(pen, scale):
    ink = curve()
    expected = preprocess(rasterize_fitted(ink), clean=True)
    moved = Ink(ink.transformed(scale, (-777, 1234)).strokes, pen)
    found = preprocess(rasterize_fitted(moved), clean=True)
    np.testing.assert_allclose(found, expected, atol=0.02)


def test_a_dot_stays_a_dot_even_if_the_pen_moves_a_little():
    trembling = Ink((Stroke.of([[10, 10], [11, 10.5], [10.5, 11.2]]),), 20)
    seen = preprocess(rasterize_fitted(trembling), clean=True)
    disc = preprocess(rasterize_fitted(line((3, 3))), clean=True)
    assert np.corrcoef(seen.ravel(), disc.ravel())[0, 1] > 0.9
    assert disc.sum() == pytest.approx(np.pi * 100, rel=0.1)


# JSON and files


def some_ink():
    return Ink(
        (
            Stroke.of([[1.25, 2.5], [3, 4]], [0, 0.125], [0.5, 0.75]),
            Stroke.of([[100, 200]], [1.5], [1]),
        ),
        17.5,
    )


def assert_same(one, other):
    assert one.pen_width == other.pen_width
    assert len(one.strokes) == len(other.strokes)
    for mine, theirs in zip(one.strokes, other.strokes, strict=True):
        np.testing.assert_array_equal(mine.points, theirs.points)
        np.testing.assert_array_equal(mine.times, theirs.times)
        np.testing.assert_array_equal(mine.pressures, theirs.pressures)


def test_ink_is_the_same_after_json():
    assert_same(Ink.from_json(some_ink().to_json()), some_ink())
    assert_same(Ink.from_json(Ink().to_json()), Ink())


@pytest.mark.parametrize("name", ["set.json", "set.json.gz"])
def test_a_set_of_ink_is_the_same_after_a_file(tmp_path, name):
    path = tmp_path / name
    write_ink_set(path, [LabelledInk(some_ink(), "7", "ada"), LabelledInk(Ink())])
    first, second = read_ink_set(path)
    assert_same(first.ink, some_ink())
    assert (first.label, first.writer) == ("7", "ada")
    assert (second.label, second.writer) == (None, None)
    assert (path.read_bytes()[:2] == b"\x1f\x8b") == name.endswith("gz")


def test_a_file_of_one_ink_is_a_set_of_one(tmp_path):
    (tmp_path / "one.json").write_text(some_ink().to_json())
    (item,) = read_ink_set(tmp_path / "one.json")
    assert_same(item.ink, some_ink())


def test_the_same_ink_gives_the_same_bytes(tmp_path):
    for name in ("a.json.gz", "b.json.gz"):
        write_ink_set(tmp_path / name, [LabelledInk(some_ink(), "1")])
    assert (tmp_path / "a.json.gz").read_bytes() == (tmp_path / "b.json.gz").read_bytes()


def changed(**changes):
    return json.dumps(json.loads(some_ink().to_json()) | changes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not valid JSON"),
        ("[1, 2]", "format is 'list'"),
        ("[" * 100_000, "nested more than 50 deep"),
        (b"\xff\xfe\x00", "not valid JSON"),
        ("{}", "format is None"),
        (changed(format="digitpad-ink-set"), "expected"),
        (changed(version=2), "version is 2, expected 1; a newer digitpad"),
        (changed(version="1"), "version is '1'"),
        (changed(version=True), "version is True"),
        (changed(pen_width="thick"), "pen_width is 'thick', expected a number"),
        (changed(pen_width=-1), "pen width"),
        (changed(pen_width=10**400), "pen_width is 1000"),
        (changed(strokes={}), "strokes is {}, expected a list"),
        (changed(strokes=[1]), r"strokes\[0\] is 1, expected an object"),
        (changed(strokes=[{}]), "strokes.*points' is missing"),
        (changed(strokes=[{"points": [[1, 2]], "times": [0, 1]}]), "stroke 1: times"),
        (changed(strokes=[{"points": [[10**400, 2]]}]), "stroke 1: points must be numbers"),
        (
            '{"format": "digitpad-ink", "version": 1, "strokes": [{"points": [[NaN, 1]]}]}',
            "not valid JSON",
        ),
        (changed(label=7), "label is 7, expected text or null"),
    ],
)
def test_text_that_is_not_ink_is_refused_with_its_source(text, message):
    with pytest.raises(InkError, match=message) as caught:
        Ink.from_json(text, "seven.json")
    assert str(caught.value).startswith("seven.json: ")


def test_a_gzipped_set_may_have_several_members(tmp_path):
    whole = tmp_path / "whole.json"
    write_ink_set(whole, [LabelledInk(Ink((Stroke.of([(1, 2), (3, 4)]),)), "1")])
    text = whole.read_bytes()
    parts = tmp_path / "parts.json.gz"
    parts.write_bytes(gzip.compress(text[:40], mtime=0) + gzip.compress(text[40:], mtime=0))
    (item,) = read_ink_set(parts)
    assert item.label == "1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(b"{}", mtime=0)[:-9], "ends too early"),
        (b"\x1f\x8b\x77" + bytes(30), "damaged gzip"),
        (b'{"format": "digitpad-ink-set", "version": 9, "items": []}', "newer"),
        (b'{"format": "digitpad-ink-set", "version": 1}', "list of items"),
        (b'{"format": "digitpad-ink-set", "version": 1, "items": [3]}', "item 1"),
    ],
)
def test_a_damaged_set_is_refused_with_its_path(tmp_path, content, message):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(InkError, match=message) as caught:
        read_ink_set(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_an_ink_error(tmp_path):
    with pytest.raises(InkError, match=r"nowhere\.json: cannot be read"):
        read_ink_set(tmp_path / "nowhere.json")


def test_a_small_file_with_huge_content_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("digitpad.ink.files.MAX_FILE_BYTES", 1000)
    (tmp_path / "bomb.json.gz").write_bytes(gzip.compress(b" " * 5_000_000, mtime=0))
    with pytest.raises(InkError, match="more than the 1,000 bytes"):
        read_ink_set(tmp_path / "bomb.json.gz")
