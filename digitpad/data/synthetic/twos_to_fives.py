"""Twos, threes, fours and fives."""

from digitpad.data.synthetic.curves import Curve, arc, bend, joined, line
from digitpad.data.synthetic.habit import Chance, Habit, Strokes


def _two_top(c: Chance) -> tuple[Curve, tuple[float, float]]:
    """The bow of a two, and where it comes down to at the left."""
    radius = (c.uniform(0.25, 0.38), c.uniform(0.2, 0.3))
    bow = arc((0.5, radius[1]), radius, c.uniform(150, 215), 360 + c.uniform(0, 30))
    return bow, (c.uniform(0.1, 0.25), c.uniform(0.93, 1.0))


def _two(c: Chance) -> Strokes:
    bow, corner = _two_top(c)
    down = bend(tuple(bow[-1]), (0.55 + c.normal(0, 0.05), 0.65 + c.normal(0, 0.03)), corner)
    base = bend(
        corner,
        (0.5, corner[1] + c.normal(-0.01, 0.03)),
        (c.uniform(0.75, 1.0), corner[1] + c.normal(0, 0.05)),
    )
    return [joined(bow, down, base)]


def _two_with_a_loop(c: Chance) -> Strokes:
    bow, _ = _two_top(c)
    size = c.uniform(0.06, 0.16)
    x, y = c.uniform(0.15, 0.3), c.uniform(0.88, 0.98)
    path = bend(
        tuple(bow[-1]),
        (0.5, 0.7),
        (x, y),
        (x - size, y - size * c.uniform(0.3, 1)),
        (x, y - 1.5 * size),
        (x + 1.5 * size, y - 0.3 * size),
        (c.uniform(0.6, 0.75), y + c.uniform(-0.02, 0.06)),
        (c.uniform(0.85, 1.05), y - c.uniform(0, 0.12)),
    )
    return [joined(bow, path)]


def _two_like_a_z(c: Chance) -> Strokes:
    top = bend(
        (c.uniform(0.1, 0.25), c.uniform(0.05, 0.2)),
        (0.4, c.normal(0.02, 0.02)),
        (c.uniform(0.7, 0.85), c.uniform(0.03, 0.14)),
    )
    corner = (c.uniform(0.08, 0.2), 1.0)
    return [joined(top, line(corner, (c.uniform(0.75, 0.95), 1 + c.normal(0, 0.04))))]


def _two_with_a_bent_base(c: Chance) -> Strokes:
    bow, corner = _two_top(c)
    path = bend(
        tuple(bow[-1]),
        (0.5, 0.68),
        corner,
        (0.4, corner[1] - c.uniform(0.03, 0.1)),
        (0.65, corner[1] + c.uniform(0.0, 0.05)),
        (c.uniform(0.85, 1.0), corner[1] - c.uniform(0.0, 0.1)),
    )
    return [joined(bow, path)]


def _three(c: Chance) -> Strokes:
    upper, lower = c.uniform(0.2, 0.26), c.uniform(0.25, 0.3)
    middle = 2 * upper
    top = arc((0.45, upper), (c.uniform(0.22, 0.36), upper), c.uniform(175, 230), 360 + 85)
    inset = c.uniform(-0.02, 0.18)
    waist = line((0.45 - inset, middle + c.normal(0, 0.01)))
    bottom = arc((0.45, middle + lower), (c.uniform(0.26, 0.42), lower), -85, c.uniform(120, 185))
    return [joined(top, waist, bottom)]


def _three_with_a_flat_top(c: Chance) -> Strokes:
    knee = (c.uniform(0.3, 0.5), c.uniform(0.36, 0.48))
    top = line((c.uniform(0.1, 0.2), c.normal(0.02, 0.03)), (c.uniform(0.7, 0.85), 0), knee)
    radius = (1 - knee[1]) / 2
    belly = arc(
        (knee[0], knee[1] + radius), (c.uniform(0.3, 0.42), radius), -80, c.uniform(120, 180)
    )
    return [joined(top, belly)]


def _three_with_a_loop(c: Chance) -> Strokes:
    s = c.uniform(0.04, 0.1)
    path = bend(
        (0.15, c.uniform(0.08, 0.2)),
        (0.45, 0),
        (0.75, 0.2),
        (0.5, 0.45),
        (0.38 - s, 0.47),
        (0.36, 0.47 - s),
        (0.5, 0.47),
        (0.8, 0.7),
        (0.5, 1.0),
        (0.12, c.uniform(0.82, 0.95)),
    )
    return [path]


def _open_four(c: Chance) -> Strokes:
    bar = c.uniform(0.5, 0.72)
    left, right = c.uniform(0.05, 0.2), c.uniform(0.8, 1.0)
    top = c.uniform(0.15, 0.4)
    arm = joined(
        line((top, c.uniform(0, 0.12))), line((left, bar), (right, bar + c.normal(0, 0.03)))
    )
    x = c.uniform(0.55, 0.78)
    stem = line((x + c.normal(0, 0.03), c.uniform(0.0, 0.4)), (x + c.normal(0, 0.05), 1))
    return [arm, stem]


def _four_open_like_a_u(c: Chance) -> Strokes:
    bar, x = c.uniform(0.45, 0.65), c.uniform(0.65, 0.82)
    arm = bend(
        (c.uniform(0.12, 0.25), 0.0),
        (c.uniform(0.08, 0.2), bar * 0.7),
        (0.4, bar),
        (x, bar - c.uniform(0.0, 0.12)),
    )
    stem = bend(
        (x + c.normal(0, 0.04), c.uniform(-0.03, 0.1)), (x, 0.5), (x + c.normal(0, 0.08), 1)
    )
    if c.random() < 0.4:
        return [joined(arm, line((x, stem[0, 1])), stem)]
    return [arm, stem]


def _closed_four(c: Chance) -> Strokes:
    x, bar = c.uniform(0.55, 0.75), c.uniform(0.55, 0.72)
    right = c.uniform(0.78, 1.0)
    left = c.uniform(0.02, 0.15)
    arm = line((x, 0), (left, bar), (right, bar + c.normal(0, 0.03)))
    return [arm, line((x + c.normal(0, 0.02), c.uniform(-0.02, 0.1)), (x + c.normal(0, 0.05), 1))]


def _four_in_one_stroke(c: Chance) -> Strokes:
    x, bar = c.uniform(0.55, 0.75), c.uniform(0.5, 0.68)
    return [
        line(
            (x + c.normal(0, 0.08), 1),
            (x, 0),
            (c.uniform(0.02, 0.15), bar),
            (c.uniform(0.8, 1.0), bar + c.normal(0, 0.04)),
        )
    ]


def _four_with_a_short_stem(c: Chance) -> Strokes:
    bar, x = c.uniform(0.6, 0.75), c.uniform(0.5, 0.7)
    arm = line((c.uniform(0.4, 0.6), 0), (c.uniform(0.02, 0.12), bar), (c.uniform(0.8, 1.0), bar))
    return [arm, line((x, bar - c.uniform(0.15, 0.35)), (x + c.normal(-0.03, 0.05), 1))]


def _five_body(c: Chance, left: float, shoulder: float) -> Curve:
    lower = (1 - shoulder) / 2
    radius = c.uniform(0.3, 0.45)
    belly = arc(
        (left + 0.2, shoulder + lower), (radius, lower), c.uniform(-125, -95), c.uniform(120, 175)
    )
    return joined(line((left, shoulder + c.uniform(0.0, 0.06))), belly)


def _five_with_a_hat(c: Chance) -> Strokes:
    left, shoulder = c.uniform(0.15, 0.3), c.uniform(0.38, 0.5)
    body = joined(line((left + c.uniform(0, 0.08), 0)), _five_body(c, left, shoulder))
    hat_y = c.normal(0.01, 0.04)
    hat = line(
        (left + c.uniform(-0.05, 0.12), hat_y), (c.uniform(0.7, 1.0), hat_y + c.normal(-0.03, 0.05))
    )
    return [body, hat]


def _five_in_one_stroke(c: Chance) -> Strokes:
    left, shoulder = c.uniform(0.15, 0.3), c.uniform(0.36, 0.5)
    start = line((c.uniform(0.7, 0.95), c.normal(0, 0.04)), (left + c.uniform(0, 0.08), 0.01))
    return [joined(start, _five_body(c, left, shoulder))]


def _five_like_an_s(c: Chance) -> Strokes:
    return [
        bend(
            (c.uniform(0.75, 0.9), c.uniform(0.0, 0.1)),
            (0.45, 0.0),
            (c.uniform(0.2, 0.3), 0.2),
            (0.3, 0.42),
            (0.6, 0.5),
            (c.uniform(0.75, 0.88), 0.72),
            (0.5, 1.0),
            (c.uniform(0.08, 0.2), c.uniform(0.85, 0.97)),
        )
    ]


def _five_with_a_hat_apart(c: Chance) -> Strokes:
    """A bow with hardly any neck, and a hat that may not touch it."""
    left, shoulder = c.uniform(0.1, 0.3), c.uniform(0.28, 0.42)
    body = _five_body(c, left, shoulder)
    if c.random() < 0.6:
        body = joined(line((left + c.uniform(0, 0.1), shoulder - c.uniform(0.05, 0.25))), body)
    hat_y = c.uniform(0.0, 0.15)
    hat = bend(
        (left + c.uniform(-0.05, 0.2), hat_y),
        (0.6, hat_y - c.normal(0.02, 0.03)),
        (c.uniform(0.75, 1.05), hat_y - c.uniform(-0.05, 0.2)),
    )
    return [body, hat]


def _five_lying_flat(c: Chance) -> Strokes:
    """Like an S, much wider than high."""
    (path,) = _five_like_an_s(c)
    return [path * (c.uniform(1.3, 2.0), 1.0)]


HABITS: tuple[Habit, ...] = (
    Habit(2, 0.4, _two),
    Habit(2, 0.25, _two_with_a_loop),
    Habit(2, 0.2, _two_like_a_z),
    Habit(2, 0.15, _two_with_a_bent_base),
    Habit(3, 0.55, _three),
    Habit(3, 0.25, _three_with_a_flat_top),
    Habit(3, 0.2, _three_with_a_loop),
    Habit(4, 0.3, _open_four),
    Habit(4, 0.2, _four_open_like_a_u),
    Habit(4, 0.25, _closed_four),
    Habit(4, 0.15, _four_in_one_stroke),
    Habit(4, 0.1, _four_with_a_short_stem),
    Habit(5, 0.3, _five_with_a_hat),
    Habit(5, 0.15, _five_with_a_hat_apart),
    Habit(5, 0.35, _five_in_one_stroke),
    Habit(5, 0.17, _five_like_an_s),
    Habit(5, 0.05, _five_lying_flat),
)
