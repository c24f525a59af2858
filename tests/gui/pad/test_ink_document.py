"""The ink as one document: its undo stack, and several canvases that show it."""

import numpy as np
import pytest

from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.ink_document import UNDO_LIMIT, InkDocument
from digitpad.ink.strokes import Ink, Stroke
from tests.gui.drawing import draw_stroke, line


def stroke(generator, count=20):
    times = np.cumsum(generator.random(count))
    return Stroke.of(generator.random((count, 2)) * 400, times, generator.random(count))


def draw(document, generator):
    """One stroke of three points; returns the drawing."""
    live = document.begin_stroke(*generator.random(2) * 400, 0.0, 1.0)
    for seconds in (0.1, 0.2):
        document.extend_stroke(live, *generator.random(2) * 400, seconds, None)
    document.finish_stroke(live)
    return document.ink()


def change_somehow(document, generator):
    """Draw, erase in the middle, clear, or change the pen width."""
    kind = generator.integers(8)
    if kind < 5 or document.is_empty:
        draw(document, generator)
    elif kind == 5:
        start, end = generator.random((2, 2)) * 400
        document.begin_to_erase()
        document.erase(tuple(start), tuple(end))
        document.finish_erasing()
    elif kind == 6:
        document.choose_pen_width(float(generator.uniform(5, 40)))
    else:
        document.clear()


@pytest.fixture
def generator():
    return np.random.default_rng(5)


@pytest.fixture
def document(one_application):
    return InkDocument()


def test_changes_of_all_kinds_can_be_undone_and_redone_exactly(document, generator):
    for _ in range(UNDO_LIMIT):
        change_somehow(document, generator)
    drawings = [document.ink()]
    while document.undo_stack.canUndo():
        document.undo()
        drawings.append(document.ink())
    assert document.is_empty
    assert len(drawings) > UNDO_LIMIT / 2
    for drawing in reversed(drawings[:-1]):
        document.redo()
        assert document.ink() is drawing
    assert not document.undo_stack.canRedo()


def test_the_oldest_actions_are_forgotten(document, generator):
    for _ in range(UNDO_LIMIT + 30):
        draw(document, generator)
    undone = 0
    while document.undo_stack.canUndo():
        document.undo()
        undone += 1
    assert undone == UNDO_LIMIT
    assert len(document.ink().strokes) == 30


def test_drawing_after_undo_discards_only_the_undone_changes(document, generator):
    drawings = [draw(document, generator) for _ in range(6)]
    for _ in range(3):
        document.undo()
    draw(document, generator)
    assert not document.undo_stack.canRedo()
    document.undo()
    assert document.ink() is drawings[2]


def test_a_stroke_that_occurs_twice_is_kept_twice(document, generator):
    one = stroke(generator)
    document.replace(Ink((one, one)))
    document.replace(Ink((one,)))
    document.undo()
    assert document.ink().strokes == (one, one)


def test_a_finished_or_discarded_stroke_takes_no_more_points(document):
    finished = document.begin_stroke(10, 10, 0.0, 1.0)
    document.undo()
    document.extend_stroke(finished, 20, 20, 0.1, 1.0)
    discarded = document.begin_stroke(10, 10, 0.2, 1.0)
    document.cancel_stroke(discarded)
    document.finish_stroke(discarded)
    assert document.is_empty


@pytest.fixture
def both(canvas, qtbot):
    """The pad, 400 x 400, and a small canvas with the same ink, half as large."""
    small = Canvas(canvas.document, is_small=True)
    qtbot.addWidget(small)
    small.resize(200, 200)
    small.show()
    qtbot.waitExposed(small)
    return canvas, small


def darkness(canvas, place):
    return 255 - canvas.grab().toImage().pixelColor(*place).lightness()


def test_a_stroke_on_the_small_canvas_is_in_the_coordinates_of_the_pad(both):
    pad, small = both
    draw_stroke(small, line((50, 25), (150, 25)))
    (drawn,) = pad.document.ink().strokes
    assert drawn.points[0].tolist() == [100, 50]
    assert drawn.points[-1].tolist() == [300, 50]
    assert darkness(pad, (200, 50)) > 150
    assert darkness(small, (100, 25)) > 150
    assert darkness(small, (100, 50)) < 20


def test_the_small_canvas_shows_the_whole_pad_while_it_is_drawn_on(both):
    pad, small = both
    draw_stroke(pad, line((380, 20), (380, 380)), release=False)
    assert darkness(small, (190, 100)) > 150
    draw_stroke(pad, line((20, 20), (20, 380)))
    assert darkness(small, (10, 100)) > 150
    pad.document.undo()
    pad.document.undo()
    assert darkness(small, (190, 100)) < 20


def test_the_small_canvas_follows_the_size_of_the_pad(both):
    pad, small = both
    draw_stroke(pad, line((100, 100), (300, 100)))
    pad.resize(800, 800)
    assert darkness(small, (50, 25)) > 150
    draw_stroke(small, line((50, 100), (150, 100)))
    assert pad.document.ink().strokes[1].points[0].tolist() == [200, 400]


def test_undo_during_a_stroke_on_one_canvas_ends_it_on_the_other(both):
    pad, small = both
    draw_stroke(small, line((50, 50), (150, 50)), release=False)
    pad.document.undo()
    draw_stroke(small, line((150, 50), (150, 150)))
    assert len(pad.document.ink().strokes) == 1
