"""Every digit in the habits people have: which strokes, in which order, with which extras.

Each habit is a function from a source of chance to strokes. The names say what to look for on a
sheet of them: a slashed zero, a one with a long serif, an open four.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from digitpad.data.synthetic.curves import Curve, arc, bend, joined, line

Chance = np.random.Generator
Strokes = list[Curve]


@dataclass(frozen=True, slots=True)
class Habit:
    """One way to write one digit; its share is relative to the other ways of that digit."""

    digit: int
    share: float
    write: Callable[[Chance], Strokes]

    @property
    def name(self) -> str:
        """As the function is called."""
        return self.write.__name__.lstrip("_").replace("_", " ")


def _oval(c: Chance) -> tuple[Curve, float, float]:
    """A zero's body, closed, overlapping or a little open; its half width and half height."""
    rx, ry = c.uniform(0.16, 0.46), c.uniform(0.36, 0.5)
    start = c.uniform(-140, -40)
    turn = c.choice([-1, 1], p=[0.75, 0.25]) * c.uniform(330, 385)
    body = arc((0.5, 0.5), (rx, ry), start, start + turn)
    body[:, 0] += c.normal(0, 0.04) * (body[:, 1] - 0.5) * 2
    return body, rx, ry


def _plain_zero(c: Chance) -> Strokes:
    return [_oval(c)[0]]


def _slashed_zero(c: Chance) -> Strokes:
    body, rx, ry = _oval(c)
    angle = np.deg2rad(c.uniform(35, 80))
    reach_up, reach_down = c.uniform(0.5, 1.7, 2)
    dx, dy = np.cos(angle) * rx * 1.5, np.sin(angle) * ry
    top = (0.5 + dx * reach_up, 0.5 - dy * reach_up)
    bottom = (0.5 - dx * reach_down, 0.5 + dy * reach_down)
    slash = bend(top, (0.5 + c.normal(0, 0.03), 0.5 + c.normal(0, 0.03)), bottom)
    return [body, slash if c.random() < 0.6 else slash[::-1]]


def _zero_slashed_without_lifting(c: Chance) -> Strokes:
    rx, ry = c.uniform(0.25, 0.42), c.uniform(0.4, 0.5)
    start = c.uniform(-75, -30)
    body = arc((0.5, 0.5), (rx, ry), start, start - c.uniform(300, 360))
    end = (0.5 - rx * c.uniform(0.4, 1.4), 0.5 + ry * c.uniform(0.5, 1.3))
    loop = bend(
        tuple(body[-1]),
        (0.5 + rx * c.uniform(0.5, 1.5), 0.5 - ry * c.uniform(0.7, 1.4)),
        (0.5 + c.normal(0, 0.05), 0.5 + c.normal(0, 0.05)),
        end,
    )
    return [joined(body, loop)]


def _zero_with_an_upright_bar(c: Chance) -> Strokes:
    body, _, ry = _oval(c)
    reach = c.uniform(0.6, 1.6, 2)
    x = 0.5 + c.normal(0, 0.06)
    return [body, line((x, 0.5 - ry * reach[0]), (x + c.normal(0, 0.05), 0.5 + ry * reach[1]))]


def _zero_with_a_level_bar(c: Chance) -> Strokes:
    body, rx = _pointed_oval(c) if c.random() < 0.5 else _oval(c)[:2]
    reach = c.uniform(0.7, 2.2, 2)
    y = 0.5 + c.normal(0, 0.07)
    return [body, line((0.5 - rx * reach[0], y), (0.5 + rx * reach[1], y + c.normal(-0.02, 0.05)))]


def _pointed_oval(c: Chance) -> tuple[Curve, float]:
    """An oval whose ends cross at the top and go on a little; its half width."""
    rx = c.uniform(0.16, 0.36)
    over = c.uniform(0.0, 0.14, 2)
    path = bend(
        (0.5 + rx * c.uniform(0.0, 0.7), 0.05 - over[0]),
        (0.5 - rx * 0.6, 0.2),
        (0.5 - rx, 0.55),
        (0.5, 1.0),
        (0.5 + rx, 0.55),
        (0.5 + rx * 0.5, 0.18),
        (0.5 - rx * c.uniform(0.0, 0.8), 0.05 - over[1]),
    )
    return path, rx


def _zero_with_crossing_ends(c: Chance) -> Strokes:
    return [_pointed_oval(c)[0]]


def _backslashed_zero(c: Chance) -> Strokes:
    body, rx, ry = _oval(c)
    up, down = c.uniform(0.5, 1.3, 2)
    return [body, line((0.5 - rx * up, 0.5 - ry * up), (0.5 + rx * down, 0.5 + ry * down))]


def _dotted_zero(c: Chance) -> Strokes:
    x, y = 0.5 + c.normal(0, 0.04), 0.5 + c.normal(0, 0.05)
    return [_oval(c)[0], line((x, y), (x + 0.02, y + c.uniform(0.0, 0.1)))]


def _zero_with_a_curl(c: Chance) -> Strokes:
    rx, ry = c.uniform(0.28, 0.42), c.uniform(0.42, 0.5)
    body = arc((0.5, 0.5), (rx, ry), -90, -90 - c.uniform(330, 370))
    curl = bend(
        tuple(body[-1]),
        (0.5 + rx * c.uniform(0.0, 0.7), 0.5 - ry * c.uniform(1.0, 1.15)),
        (0.5 + rx * c.uniform(0.4, 1.1), 0.5 - ry * c.uniform(0.6, 1.0)),
    )
    return [joined(body, curl)]


def _plain_one(c: Chance) -> Strokes:
    tilt = c.normal(0, 0.12)
    return [bend((0.5 + tilt, 0), (0.5 + c.normal(0, 0.02), 0.5), (0.5 - tilt, 1))]


def _lying_one(c: Chance) -> Strokes:
    """A lone stroke is a one, however far it leans."""
    tilt = c.normal(0, 0.12)
    return [bend((0, 0.5 + tilt), (0.5, 0.5 + c.normal(0, 0.03)), (1, 0.5 - tilt))]


def _serif(c: Chance, length: float) -> Curve:
    """Up to the top of a one, from the left below."""
    drop = length * c.uniform(0.5, 1.25)
    start = (0.5 - length, drop)
    middle = (0.5 - length * 0.45, drop * 0.5 - c.normal(0.03, 0.04))
    return bend(start, middle, (0.5, 0))


def _one_with_a_serif(c: Chance) -> Strokes:
    foot = (0.5 + c.normal(0, 0.07), 1)
    return [joined(_serif(c, c.uniform(0.1, 0.35)), line((0.5, 0), foot))]


def _one_with_a_long_serif(c: Chance) -> Strokes:
    length, drop = c.uniform(0.22, 0.6), c.uniform(0.3, 0.85)
    serif = bend((0.5 - length, drop), (0.5 - length * c.uniform(0.35, 0.55), drop * 0.5), (0.5, 0))
    foot = (0.5 + c.normal(0.02, 0.08), 1)
    stem = bend((0.5, 0), (0.5 + c.normal(0, 0.03), 0.5), foot)
    return [joined(serif, stem)] if c.random() < 0.8 else [serif, stem]


def _one_with_a_level_serif(c: Chance) -> Strokes:
    length = c.uniform(0.12, 0.32)
    top = c.normal(0.03, 0.05)
    return [line((0.5 - length, top), (0.5, 0), (0.5 + c.normal(0, 0.05), 1))]


def _one_with_a_drooping_serif(c: Chance) -> Strokes:
    """Level or rising first, then down into the stem: not a seven, since it is short."""
    length = c.uniform(0.12, 0.38)
    start = (0.5 - length, c.uniform(0.05, 0.32))
    serif = bend(start, (0.5 - length * 0.4, c.uniform(0.02, 0.14)), (0.5, 0))
    return [
        joined(
            serif, bend((0.5, 0), (0.5 + c.normal(0.02, 0.03), 0.45), (0.5 + c.normal(0, 0.06), 1))
        )
    ]


def _one_with_a_waved_foot(c: Chance) -> Strokes:
    stem = joined(_serif(c, c.uniform(0.15, 0.4)), line((0.5 + c.normal(0, 0.04), 1)))
    left, right = c.uniform(0.2, 0.4, 2)
    foot = bend(
        (0.5 - left, 1 + c.uniform(-0.05, 0.06)),
        (0.5 - left / 2, 1 - c.uniform(0, 0.06)),
        (0.5, 1),
        (0.5 + right, 1 - c.uniform(-0.05, 0.15)),
    )
    return [stem, foot]


def _foot(c: Chance) -> Curve:
    left, right = c.uniform(0.15, 0.42, 2)
    y = 1 + c.normal(0, 0.02)
    return line((0.5 - left, y), (0.5 + right, y + c.normal(0, 0.04)))


def _one_with_a_foot(c: Chance) -> Strokes:
    return [line((0.5 + c.normal(0, 0.04), 0), (0.5, 1)), _foot(c)]


def _one_with_serif_and_foot(c: Chance) -> Strokes:
    return [joined(_serif(c, c.uniform(0.1, 0.4)), line((0.5, 0), (0.5, 1))), _foot(c)]


def _one_and_foot_without_lifting(c: Chance) -> Strokes:
    left, right = c.uniform(0.15, 0.4, 2)
    path = joined(
        _serif(c, c.uniform(0.1, 0.4)),
        line((0.5, 0), (0.5, 1), (0.5 - left, 1 + c.normal(0, 0.03))),
    )
    return [joined(path, line((0.5 + right, 1 + c.normal(0, 0.04))))]


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
    return [
        bend(
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
    ]


def _eight_half_closed(c: Chance) -> Strokes:
    """The way back up ends early, so that the upper ring stays open at the right."""
    end = c.uniform(0.0, 1.0)
    return [
        bend(
            (c.uniform(0.6, 0.8), c.uniform(0.0, 0.15)),
            (0.42, 0.02),
            (c.uniform(0.2, 0.32), 0.22),
            (0.55, 0.48),
            (c.uniform(0.7, 0.84), 0.75),
            (0.48, 1.0),
            (c.uniform(0.14, 0.26), 0.76),
            (0.48, 0.5),
            (0.52 + 0.25 * end, 0.47 - 0.3 * end),
        )
    ]


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
    Habit(0, 0.2, _plain_zero),
    Habit(0, 0.28, _slashed_zero),
    Habit(0, 0.16, _zero_slashed_without_lifting),
    Habit(0, 0.07, _zero_with_an_upright_bar),
    Habit(0, 0.1, _zero_with_a_level_bar),
    Habit(0, 0.05, _zero_with_crossing_ends),
    Habit(0, 0.04, _backslashed_zero),
    Habit(0, 0.04, _dotted_zero),
    Habit(0, 0.06, _zero_with_a_curl),
    Habit(1, 0.12, _plain_one),
    Habit(1, 0.12, _one_with_a_serif),
    Habit(1, 0.22, _one_with_a_drooping_serif),
    Habit(1, 0.03, _lying_one),
    Habit(1, 0.08, _one_with_a_waved_foot),
    Habit(1, 0.26, _one_with_a_long_serif),
    Habit(1, 0.08, _one_with_a_level_serif),
    Habit(1, 0.05, _one_with_a_foot),
    Habit(1, 0.06, _one_with_serif_and_foot),
    Habit(1, 0.05, _one_and_foot_without_lifting),
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
    Habit(6, 0.28, _six),
    Habit(6, 0.1, _six_with_a_tiny_loop),
    Habit(6, 0.25, _six_with_a_straight_back),
    Habit(6, 0.2, _six_closed_late),
    Habit(6, 0.2, _six_with_a_hook),
    Habit(7, 0.4, _plain_seven),
    Habit(7, 0.35, _barred_seven),
    Habit(7, 0.25, _seven_with_a_serif),
    Habit(8, 0.3, _eight),
    Habit(8, 0.15, _eight_half_closed),
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
