"""Undo without end, with old actions packed away."""

import numpy as np
import pytest
from PySide6.QtTest import QSignalSpy

from digitpad.gui.ink_commands import Change, Sheet
from digitpad.gui.ink_history import PACKED_TOGETHER, InkHistory
from digitpad.gui.packed_changes import pack, unpack
from digitpad.ink import Ink, Stroke
from tests.gui.drawing import draw_stroke, line


def stroke(generator, count=20):
    times = np.cumsum(generator.random(count))
    return Stroke.of(generator.random((count, 2)) * 400, times, generator.random(count))


def same(one, other):
    """Whether two drawings are the same to the last bit."""
    if one.pen_width != other.pen_width or len(one.strokes) != len(other.strokes):
        return False
    return all(
        np.array_equal(getattr(a, part), getattr(b, part))
        for a, b in zip(one.strokes, other.strokes, strict=True)
        for part in ("points", "times", "pressures")
    )


class Paper:
    """A drawing, and the history that changes it."""

    def __init__(self):
        self.now = Ink()
        self.history = InkHistory(Sheet(lambda: self.now, self.show))

    def show(self, ink):
        self.now = ink

    def change_somehow(self, generator):
        """Draw, erase in the middle, clear, or take another pen."""
        kind = generator.integers(8)
        strokes = list(self.now.strokes)
        width = self.now.pen_width
        if kind < 5 or not strokes:
            self.history.make(Change.adding(self.now, stroke(generator)))
            return
        if kind == 5:
            del strokes[generator.integers(len(strokes))]
        elif kind == 6:
            width = float(generator.uniform(5, 40))
        else:
            strokes.clear()
        self.history.make(Change.between(self.now, Ink(tuple(strokes), width)))


@pytest.fixture
def generator():
    return np.random.default_rng(5)


@pytest.fixture
def paper(one_application):
    return Paper()


def test_a_change_knows_only_what_differs(generator):
    a, b, c, d = (stroke(generator) for _ in range(4))
    change = Change.between(Ink((a, b, c)), Ink((a, d, c)))
    assert (change.front, change.back) == (1, 1)
    assert change.taken == (b,)
    assert change.put == (d,)
    assert change.done_to(Ink((a, b, c))).strokes == (a, d, c)
    assert change.undone_from(Ink((a, d, c))).strokes == (a, b, c)


def test_a_stroke_that_is_there_twice_is_not_counted_twice(generator):
    a = stroke(generator)
    change = Change.between(Ink((a, a)), Ink((a,)))
    assert change.done_to(Ink((a, a))).strokes == (a,)
    assert change.undone_from(Ink((a,))).strokes == (a, a)


def test_thousands_of_changes_of_all_kinds_can_be_undone_and_redone_exactly(paper, generator):
    for _ in range(2000):
        paper.change_somehow(generator)
    drawings = [paper.now]
    while paper.history.canUndo():
        paper.history.undo()
        drawings.append(paper.now)
    assert paper.now.is_empty
    assert len(drawings) > 1500
    for drawing in reversed(drawings[:-1]):
        assert paper.history.canRedo()
        paper.history.redo()
        assert same(paper.now, drawing)
    assert not paper.history.canRedo()


def test_undo_goes_back_through_every_drawing_there_was(paper, generator):
    drawings = [paper.now]
    for _ in range(5 * PACKED_TOGETHER + 7):
        paper.history.make(Change.adding(paper.now, stroke(generator, 3)))
        drawings.append(paper.now)
        if len(paper.now.strokes) > 9:
            paper.history.make(Change.between(paper.now, Ink()))
            drawings.append(paper.now)
    assert paper.history.count() < 2 * PACKED_TOGETHER
    for drawing in reversed(drawings[:-1]):
        assert paper.history.canUndo()
        paper.history.undo()
        assert same(paper.now, drawing)
    assert not paper.history.canUndo()


def test_going_back_and_drawing_on_forgets_only_what_was_undone(paper, generator):
    for _ in range(4 * PACKED_TOGETHER):
        paper.history.make(Change.adding(paper.now, stroke(generator, 2)))
    for _ in range(3 * PACKED_TOGETHER):
        paper.history.undo()
    assert len(paper.now.strokes) == PACKED_TOGETHER
    paper.history.make(Change.adding(paper.now, stroke(generator, 2)))
    assert not paper.history.canRedo()
    for _ in range(PACKED_TOGETHER + 1):
        paper.history.undo()
    assert paper.now.is_empty
    assert not paper.history.canUndo()


def test_what_is_done_already_is_only_remembered(paper, generator):
    one = stroke(generator)
    paper.history.make(Change.adding(paper.now, one))
    paper.now = Ink()
    paper.history.make(Change.between(Ink((one,)), Ink()), is_done=True)
    assert paper.now.is_empty
    paper.history.undo()
    assert paper.now.strokes == (one,)


def test_packing_is_seen_by_nobody(paper, generator):
    spy = QSignalSpy(paper.history.indexChanged)
    count = 3 * PACKED_TOGETHER
    for _ in range(count):
        paper.history.make(Change.adding(paper.now, stroke(generator, 2)))
    assert spy.count() == count
    while paper.history.canUndo():
        paper.history.undo()
    assert spy.count() == 2 * count


def test_clearing_the_history_forgets_packed_actions_too(paper, generator):
    for _ in range(3 * PACKED_TOGETHER):
        paper.history.make(Change.adding(paper.now, stroke(generator, 2)))
    paper.history.clear()
    assert not paper.history.canUndo()
    paper.history.make(Change.between(paper.now, Ink()))
    paper.history.undo()
    assert not paper.history.canUndo()


def test_packed_strokes_are_the_same_to_the_last_bit_and_small(generator):
    points = np.rint(np.cumsum(generator.normal(0, 4, (500, 2)), axis=0))
    times = np.arange(500) / 125
    hand = Stroke.of(points, times)
    changes = [Change.adding(Ink(), hand), Change.between(Ink((hand,)), Ink(pen_width=7.5))]
    packed = pack(changes)
    assert len(packed) < 500 * 4 * 4 / 2
    back = unpack(packed)
    assert [(c.front, c.back, c.width_before, c.width_after) for c in back] == [
        (0, 0, 20.0, 20.0),
        (0, 0, 20.0, 7.5),
    ]
    assert same(Ink(back[0].put), Ink((hand,)))
    assert back[1].taken[0] is back[0].put[0]
    assert unpack(pack([])) == []


def test_many_real_strokes_and_wipes_can_all_be_undone(canvas, monkeypatch):
    monkeypatch.setattr("digitpad.gui.ink_history.PACKED_TOGETHER", 8)
    for number in range(40):
        draw_stroke(canvas, line((50, 20 + 5 * number), (300, 20 + 5 * number), 4))
        if number % 4 == 3:
            canvas.clear()
    undone = 0
    while canvas.undo_stack.canUndo():
        canvas.undo()
        undone += 1
    assert undone == 50
    assert canvas.is_empty
    canvas.redo()
    assert len(canvas.ink().strokes) == 1
