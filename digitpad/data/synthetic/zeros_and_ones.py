"""Zeros, slashed or not, and ones, with serif and foot or without: where hands differ most."""

import numpy as np

from digitpad.data.synthetic.curves import Curve, arc, bend, joined, line
from digitpad.data.synthetic.habit import Chance, Habit, Strokes


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


def _zero_with_an_upright_inside(c: Chance) -> Strokes:
    """Drawn down inside the ring, sometimes with a little knot where it starts."""
    rx, ry = c.uniform(0.24, 0.46), c.uniform(0.38, 0.5)
    turn = c.choice([-1, 1], p=[0.75, 0.25])
    body = arc((0.5, 0.5), (rx, ry), -90, -90 + turn * c.uniform(330, 380))
    x = 0.5 + c.normal(0, 0.05)
    upright = line(
        (x, 0.5 - ry * c.uniform(0.4, 1.2)), (x + c.normal(0, 0.06), 0.5 + ry * c.uniform(0.1, 1.1))
    )
    return [body, upright] if c.random() < 0.6 else [joined(body, upright)]


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
    length = c.uniform(0.12, 0.42)
    start = (0.5 - length, c.uniform(0.04, 0.2 + 0.4 * length))
    serif = bend(start, (0.5 - length * 0.4, c.uniform(0.0, 0.14)), (0.5, 0))
    end = 0.5 + c.normal(-0.02, 0.08)
    stem = bend((0.5, 0), ((0.5 + end) / 2 + c.normal(0.01, 0.03), 0.45), (end, 1))
    return [joined(serif, stem)] if c.random() < 0.8 else [serif, stem]


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
    if c.random() < 0.2:
        right = c.uniform(0.0, 0.1)
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


HABITS: tuple[Habit, ...] = (
    Habit(0, 0.2, _plain_zero),
    Habit(0, 0.28, _slashed_zero),
    Habit(0, 0.16, _zero_slashed_without_lifting),
    Habit(0, 0.07, _zero_with_an_upright_bar),
    Habit(0, 0.06, _zero_with_an_upright_inside),
    Habit(0, 0.1, _zero_with_a_level_bar),
    Habit(0, 0.05, _zero_with_crossing_ends),
    Habit(0, 0.04, _backslashed_zero),
    Habit(0, 0.04, _dotted_zero),
    Habit(0, 0.06, _zero_with_a_curl),
    Habit(1, 0.08, _plain_one),
    Habit(1, 0.12, _one_with_a_serif),
    Habit(1, 0.34, _one_with_a_drooping_serif),
    Habit(1, 0.03, _lying_one),
    Habit(1, 0.08, _one_with_a_waved_foot),
    Habit(1, 0.26, _one_with_a_long_serif),
    Habit(1, 0.08, _one_with_a_level_serif),
    Habit(1, 0.05, _one_with_a_foot),
    Habit(1, 0.1, _one_with_serif_and_foot),
    Habit(1, 0.06, _one_and_foot_without_lifting),
)
