"""Sixes, sevens, eights and nines."""

from digitpad.data.synthetic.curves import Curve, arc, bend, joined, line
from digitpad.data.synthetic.habit import Chance, Habit, Strokes


def _six(c: Chance) -> Strokes:
    size = c.uniform(0.2, 0.28)
    middle = 1 - size
    width = c.uniform(0.24, 0.38)
    loop = arc((0.48, middle), (width, size), 180, 180 - c.uniform(320, 400))
    top = bend(
        (c.uniform(0.5, 0.85), c.uniform(0.0, 0.08)),
        (0.32 + c.normal(0, 0.05), 0.3),
        (0.48 - width, middle),
    )
    return [joined(top, loop)]


def _six_with_a_straight_back(c: Chance) -> Strokes:
    size, width = c.uniform(0.2, 0.27), c.uniform(0.25, 0.38)
    x = 0.48 - width
    loop = arc((0.48, 1 - size), (width, size), 180, 180 - c.uniform(300, 390))
    return [joined(line((x + c.uniform(0.0, 0.3), 0), (x, 1 - size)), loop)]


def _six_with_a_tiny_loop(c: Chance) -> Strokes:
    size, width = c.uniform(0.1, 0.18), c.uniform(0.08, 0.2)
    loop = arc((0.45, 1 - size), (width, size), 180, 180 - c.uniform(280, 400))
    top = bend(
        (0.45 + c.uniform(0.0, 0.3), 0),
        (0.45 - width + c.uniform(0, 0.08), 0.5),
        (0.45 - width, 1 - size),
    )
    return [joined(top, loop)]


def _six_closed_late(c: Chance) -> Strokes:
    """The loop ends inside or crosses the back."""
    path = bend(
        (c.uniform(0.55, 0.8), c.uniform(0, 0.1)),
        (0.3, 0.35),
        (c.uniform(0.1, 0.25), 0.72),
        (0.45, 1.0),
        (c.uniform(0.7, 0.85), 0.75),
        (0.5, c.uniform(0.5, 0.58)),
        (c.uniform(0.05, 0.35), c.uniform(0.62, 0.8)),
    )
    return [path]


def _six_with_a_hook(c: Chance) -> Strokes:
    size, width = c.uniform(0.2, 0.28), c.uniform(0.26, 0.38)
    top = bend(
        (c.uniform(0.75, 0.95), c.uniform(0.1, 0.25)),
        (0.6, 0.0),
        (0.3, 0.2),
        (0.48 - width, 1 - size),
    )
    loop = arc((0.48, 1 - size), (width, size), 180, 180 - c.uniform(310, 390))
    return [joined(top, loop)]


def _seven_body(c: Chance) -> tuple[Curve, tuple[float, float], tuple[float, float]]:
    """The path of a seven, its corner, and where it ends."""
    corner = (c.uniform(0.75, 0.95), c.normal(0.02, 0.03))
    end = (c.uniform(0.2, 0.55), 1.0)
    top = bend((c.uniform(0.05, 0.2), c.normal(0.03, 0.04)), (0.45, c.normal(0.02, 0.03)), corner)
    bow = c.normal(0, 0.06)
    middle = ((corner[0] + end[0]) / 2 + bow, 0.5 + bow)
    return joined(top, bend(corner, middle, end)), corner, end


def _plain_seven(c: Chance) -> Strokes:
    return [_seven_body(c)[0]]


def _bar(c: Chance, corner: tuple[float, float], end: tuple[float, float]) -> Curve:
    y = c.uniform(0.38, 0.62)
    x = corner[0] + (end[0] - corner[0]) * y
    left, right = c.uniform(0.12, 0.32, 2)
    tilt = c.normal(-0.02, 0.06)
    return line((x - left, y - tilt), (x + right, y + tilt))


def _barred_seven(c: Chance) -> Strokes:
    body, corner, end = _seven_body(c)
    return [body, _bar(c, corner, end)]


def _seven_with_a_serif(c: Chance) -> Strokes:
    body, corner, end = _seven_body(c)
    tick = line((body[0, 0] + c.normal(0, 0.03), c.uniform(0.12, 0.3)))
    strokes = [joined(tick, body)]
    return [*strokes, _bar(c, corner, end)] if c.random() < 0.5 else strokes


def _eight(c: Chance) -> Strokes:
    """An S and back up, crossing itself; a little open or overlapping at the top."""
    top, bottom = c.uniform(0.2, 0.3), c.uniform(0.26, 0.36)
    waist = c.uniform(0.42, 0.5)
    gap = c.normal(0, 0.04)
    return [
        bend(
            (0.5 + top * 0.7 + gap, 0.1),
            (0.5, 0),
            (0.5 - top, waist / 2),
            (0.5, waist),
            (0.5 + bottom, 0.75),
            (0.5, 1),
            (0.5 - bottom, 0.75),
            (0.5, waist),
            (0.5 + top, waist / 2),
            (0.5 + top * 0.5, 0.04 + gap),
        )
    ]


def _eight_of_two_rings(c: Chance) -> Strokes:
    waist = c.uniform(0.4, 0.5)
    start = c.uniform(-120, -60)
    turn = c.choice([-1, 1])
    top = arc(
        (0.5 + c.normal(0, 0.03), waist / 2), (c.uniform(0.18, 0.3), waist / 2), 90, 90 + turn * 365
    )
    lower = (1 - waist) / 2
    bottom = arc((0.5, waist + lower), (c.uniform(0.24, 0.36), lower), start, start + turn * 365)
    return [top, bottom]


def _eight_open_at_the_top(c: Chance) -> Strokes:
    gap = c.uniform(0.05, 0.25)
    path = bend(
        (0.75, c.uniform(0.02, 0.15)),
        (0.5, 0.0),
        (0.24, 0.18),
        (0.5, 0.45),
        (0.82, 0.75),
        (0.5, 1),
        (0.18, 0.78),
        (0.5, 0.45),
        (0.78 + gap * 0.3, gap),
    )
    return [path if c.random() < 0.7 else _mirrored(path)]


def _eight_half_closed(c: Chance) -> Strokes:
    """The way back up ends early, so that the upper ring stays open on one side."""
    end = c.uniform(-0.1, 1.0)
    path = bend(
        (c.uniform(0.55, 0.82), c.uniform(0.0, 0.2)),
        (0.42, 0.02),
        (c.uniform(0.2, 0.34), 0.22),
        (c.uniform(0.45, 0.58), c.uniform(0.42, 0.5)),
        (c.uniform(0.7, 0.84), 0.75),
        (0.48, 1.0),
        (c.uniform(0.14, 0.26), 0.76),
        (0.48, 0.5),
        (0.52 + 0.25 * end, 0.47 - 0.3 * end),
    )
    return [path if c.random() < 0.6 else _mirrored(path)]


def _mirrored(path: Curve) -> Curve:
    """Left and right exchanged: some begin an eight the other way round."""
    return path * (-1, 1) + (1, 0)


def _eight_begun_in_the_middle(c: Chance) -> Strokes:
    """Both bows start and end near the waist, where they may miss each other."""
    top, bottom = c.uniform(0.2, 0.3), c.uniform(0.24, 0.36)
    return [
        bend(
            (0.5 + c.normal(0, 0.06), 0.5 + c.normal(0, 0.04)),
            (0.5 - top, 0.25),
            (0.5, 0.0),
            (0.5 + top, 0.24),
            (0.5, 0.48),
            (0.5 - bottom, 0.75),
            (0.5, 1.0),
            (0.5 + bottom, 0.76),
            (0.5 + c.normal(0.03, 0.06), 0.5 + c.normal(0, 0.04)),
        )
    ]


def _eight_with_a_straight_diagonal(c: Chance) -> Strokes:
    return [
        bend(
            (c.uniform(0.7, 0.85), c.uniform(0.0, 0.12)),
            (0.45, 0.02),
            (0.25, 0.2),
            (0.55, 0.5),
            (0.75, 0.75),
            (0.5, 1),
            (c.uniform(0.15, 0.28), 0.8),
        ),
        line((c.uniform(0.15, 0.28), 0.8), (c.uniform(0.7, 0.9), c.uniform(0.0, 0.15))),
    ]


def _nine_ring(c: Chance) -> tuple[Curve, float, float]:
    """The ring of a nine, from the right round to the right again; its right edge and height."""
    rx, ry = c.uniform(0.22, 0.36), c.uniform(0.2, 0.29)
    start = c.uniform(-60, 10)
    ring = arc((0.45, ry), (rx, ry), start, -c.uniform(340, 375))
    return ring, 0.45 + rx, ry


def _nine(c: Chance) -> Strokes:
    ring, right, ry = _nine_ring(c)
    stem = bend(
        (right, c.uniform(0.0, ry)),
        (right + c.normal(0, 0.02), 0.5),
        (right - c.uniform(-0.05, 0.2), 1),
    )
    return [joined(ring, stem)]


def _nine_with_a_straight_back(c: Chance) -> Strokes:
    ring, right, _ = _nine_ring(c)
    stem = line((right + c.normal(0, 0.02), c.normal(0.02, 0.03)), (right + c.normal(0, 0.06), 1))
    return [ring, stem] if c.random() < 0.5 else [joined(ring, stem)]


def _nine_with_a_curled_tail(c: Chance) -> Strokes:
    ring, right, ry = _nine_ring(c)
    tail = bend(
        (right, ry),
        (right + c.normal(0, 0.03), 0.62),
        (right - 0.1, 0.92),
        (0.45 + c.normal(0, 0.04), 1.0),
        (c.uniform(0.08, 0.28), c.uniform(0.78, 0.95)),
    )
    return [joined(ring, tail)]


def _nine_like_a_g(c: Chance) -> Strokes:
    """A small ring, written first or begun at its right, over a long tail that swings left."""
    rx, ry = c.uniform(0.14, 0.26), c.uniform(0.13, 0.22)
    right = 0.5 + rx
    ring = arc((0.5, ry), (rx, ry), c.uniform(-70, 0), -c.uniform(330, 400))
    low = (right - c.uniform(0.05, 0.2), c.uniform(0.9, 1.0))
    tail = bend(
        (right + c.normal(0, 0.02), c.uniform(0.5, 1.3) * ry),
        (right + c.normal(0.02, 0.03), 0.6),
        low,
        (0.5 - c.uniform(0.05, 0.25), 1.0),
        (0.5 - c.uniform(0.25, 0.55), c.uniform(0.75, 0.97)),
    )
    return [joined(ring, tail)]


def _nine_begun_with_its_back(c: Chance) -> Strokes:
    rx, ry = c.uniform(0.2, 0.32), c.uniform(0.18, 0.27)
    start = (0.45 + rx, c.uniform(0.02, 0.12))
    ring = bend(
        start, (0.45, 0.0), (0.45 - rx, ry), (0.45, 2 * ry), (0.45 + rx, ry * c.uniform(0.6, 1))
    )
    stem = bend(
        (0.45 + rx + c.normal(0, 0.02), start[1]),
        (0.45 + rx, 0.5),
        (0.45 + rx - c.uniform(-0.05, 0.25), 1),
    )
    return [joined(ring, stem)]


HABITS: tuple[Habit, ...] = (
    Habit(6, 0.28, _six),
    Habit(6, 0.1, _six_with_a_tiny_loop),
    Habit(6, 0.25, _six_with_a_straight_back),
    Habit(6, 0.2, _six_closed_late),
    Habit(6, 0.2, _six_with_a_hook),
    Habit(7, 0.4, _plain_seven),
    Habit(7, 0.35, _barred_seven),
    Habit(7, 0.25, _seven_with_a_serif),
    Habit(8, 0.25, _eight),
    Habit(8, 0.25, _eight_half_closed),
    Habit(8, 0.08, _eight_begun_in_the_middle),
    Habit(8, 0.2, _eight_of_two_rings),
    Habit(8, 0.2, _eight_open_at_the_top),
    Habit(8, 0.15, _eight_with_a_straight_diagonal),
    Habit(9, 0.25, _nine),
    Habit(9, 0.2, _nine_with_a_straight_back),
    Habit(9, 0.2, _nine_with_a_curled_tail),
    Habit(9, 0.2, _nine_like_a_g),
    Habit(9, 0.15, _nine_begun_with_its_back),
)
