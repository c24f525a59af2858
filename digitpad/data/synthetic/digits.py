"""The ways to write each digit, as strokes through points of which some are random.

Several points stand in a line here, so that the shape of a digit can be seen at a glance; the table
at the end says which shapes a digit has, and how often people write them.
"""

import numpy as np

from digitpad.data.synthetic.glyphs import Curve, GlyphVariant, Strokes, arc, bend, joined, line

Rng = np.random.Generator

# fmt: off


def _oval(rng: Rng) -> tuple[Curve, float, float]:
    """The body of a zero, closed, overlapping or a little open; half its width and height."""
    rx, ry, start = rng.uniform(0.16, 0.46), rng.uniform(0.36, 0.5), rng.uniform(-140, -40)
    turn = rng.choice([-1, 1], p=[0.75, 0.25]) * rng.uniform(330, 385)
    body = arc((0.5, 0.5), (rx, ry), start, start + turn)
    body[:, 0] += rng.normal(0, 0.04) * (body[:, 1] - 0.5) * 2
    return body, rx, ry


def _plain_zero(rng: Rng) -> Strokes:
    return [_oval(rng)[0]]


def _slashed_zero(rng: Rng) -> Strokes:
    body, rx, ry = _oval(rng)
    angle = np.deg2rad(rng.uniform(35, 80))
    reach_up, reach_down = rng.uniform(0.5, 1.7, 2)
    dx, dy = np.cos(angle) * rx * 1.5, np.sin(angle) * ry
    top = (0.5 + dx * reach_up, 0.5 - dy * reach_up)
    bottom = (0.5 - dx * reach_down, 0.5 + dy * reach_down)
    slash = bend(top, (0.5 + rng.normal(0, 0.03), 0.5 + rng.normal(0, 0.03)), bottom)
    return [body, slash if rng.random() < 0.6 else slash[::-1]]


def _zero_slashed_without_lifting(rng: Rng) -> Strokes:
    rx, ry, start = rng.uniform(0.25, 0.42), rng.uniform(0.4, 0.5), rng.uniform(-75, -30)
    body = arc((0.5, 0.5), (rx, ry), start, start - rng.uniform(300, 360))
    end = (0.5 - rx * rng.uniform(0.4, 1.4), 0.5 + ry * rng.uniform(0.5, 1.3))
    loop = bend(body[-1], (0.5 + rx * rng.uniform(0.5, 1.5), 0.5 - ry * rng.uniform(0.7, 1.4)),
        (0.5 + rng.normal(0, 0.05), 0.5 + rng.normal(0, 0.05)), end)
    return [joined(body, loop)]


def _zero_with_an_upright_bar(rng: Rng) -> Strokes:
    body, _, ry = _oval(rng)
    reach = rng.uniform(0.6, 1.6, 2)
    x = 0.5 + rng.normal(0, 0.06)
    return [body, line((x, 0.5 - ry * reach[0]), (x + rng.normal(0, 0.05), 0.5 + ry * reach[1]))]


def _zero_with_an_upright_inside(rng: Rng) -> Strokes:
    """With a vertical line inside, sometimes in one stroke with the body."""
    rx, ry = rng.uniform(0.24, 0.46), rng.uniform(0.38, 0.5)
    turn = rng.choice([-1, 1], p=[0.75, 0.25])
    body = arc((0.5, 0.5), (rx, ry), -90, -90 + turn * rng.uniform(330, 380))
    x = 0.5 + rng.normal(0, 0.05)
    upright = line((x, 0.5 - ry * rng.uniform(0.4, 1.2)),
        (x + rng.normal(0, 0.06), 0.5 + ry * rng.uniform(0.1, 1.1)))
    return [body, upright] if rng.random() < 0.6 else [joined(body, upright)]


def _pointed_oval(rng: Rng) -> tuple[Curve, float]:
    """An oval whose ends cross at the top and continue a little; half its width."""
    rx = rng.uniform(0.16, 0.36)
    over = rng.uniform(0.0, 0.14, 2)
    path = bend((0.5 + rx * rng.uniform(0.0, 0.7), 0.05 - over[0]), (0.5 - rx * 0.6, 0.2),
        (0.5 - rx, 0.55), (0.5, 1.0), (0.5 + rx, 0.55), (0.5 + rx * 0.5, 0.18),
        (0.5 - rx * rng.uniform(0.0, 0.8), 0.05 - over[1]))
    return path, rx


def _zero_with_a_level_bar(rng: Rng) -> Strokes:
    body, rx = _pointed_oval(rng) if rng.random() < 0.5 else _oval(rng)[:2]
    reach = rng.uniform(0.7, 2.2, 2)
    y = 0.5 + rng.normal(0, 0.07)
    return [body, line((0.5 - rx * reach[0], y),
        (0.5 + rx * reach[1], y + rng.normal(-0.02, 0.05)))]


def _zero_with_crossing_ends(rng: Rng) -> Strokes:
    return [_pointed_oval(rng)[0]]


def _backslashed_zero(rng: Rng) -> Strokes:
    body, rx, ry = _oval(rng)
    up, down = rng.uniform(0.5, 1.3, 2)
    return [body, line((0.5 - rx * up, 0.5 - ry * up), (0.5 + rx * down, 0.5 + ry * down))]


def _dotted_zero(rng: Rng) -> Strokes:
    x, y = 0.5 + rng.normal(0, 0.04), 0.5 + rng.normal(0, 0.05)
    return [_oval(rng)[0], line((x, y), (x + 0.02, y + rng.uniform(0.0, 0.1)))]


def _zero_with_a_curl(rng: Rng) -> Strokes:
    rx, ry = rng.uniform(0.28, 0.42), rng.uniform(0.42, 0.5)
    body = arc((0.5, 0.5), (rx, ry), -90, -90 - rng.uniform(330, 370))
    curl = bend(body[-1], (0.5 + rx * rng.uniform(0.0, 0.7), 0.5 - ry * rng.uniform(1.0, 1.15)),
        (0.5 + rx * rng.uniform(0.4, 1.1), 0.5 - ry * rng.uniform(0.6, 1.0)))
    return [joined(body, curl)]


def _plain_one(rng: Rng) -> Strokes:
    tilt = rng.normal(0, 0.12)
    return [bend((0.5 + tilt, 0), (0.5 + rng.normal(0, 0.02), 0.5), (0.5 - tilt, 1))]


def _serif(rng: Rng, length: float) -> Curve:
    """The serif of a one, from below on the left up to the top."""
    drop = length * rng.uniform(0.5, 1.25)
    start = (0.5 - length, drop)
    middle = (0.5 - length * 0.45, drop * 0.5 - rng.normal(0.03, 0.04))
    return bend(start, middle, (0.5, 0))


def _one_with_a_serif(rng: Rng) -> Strokes:
    foot = (0.5 + rng.normal(0, 0.07), 1)
    return [joined(_serif(rng, rng.uniform(0.1, 0.35)), line((0.5, 0), foot))]


def _one_with_a_drooping_serif(rng: Rng) -> Strokes:
    """Level or rising first, then down into the stem; too short for a seven."""
    length = rng.uniform(0.12, 0.42)
    start = (0.5 - length, rng.uniform(0.04, 0.2 + 0.4 * length))
    serif = bend(start, (0.5 - length * 0.4, rng.uniform(0.0, 0.14)), (0.5, 0))
    end = 0.5 + rng.normal(-0.02, 0.08)
    stem = bend((0.5, 0), ((0.5 + end) / 2 + rng.normal(0.01, 0.03), 0.45), (end, 1))
    return [joined(serif, stem)] if rng.random() < 0.8 else [serif, stem]


def _lying_one(rng: Rng) -> Strokes:
    """A single line is a one, even a horizontal one."""
    tilt = rng.normal(0, 0.12)
    return [bend((0, 0.5 + tilt), (0.5, 0.5 + rng.normal(0, 0.03)), (1, 0.5 - tilt))]


def _one_with_a_waved_foot(rng: Rng) -> Strokes:
    stem = joined(_serif(rng, rng.uniform(0.15, 0.4)), line((0.5 + rng.normal(0, 0.04), 1)))
    left, right = rng.uniform(0.2, 0.4, 2)
    foot = bend((0.5 - left, 1 + rng.uniform(-0.05, 0.06)),
        (0.5 - left / 2, 1 - rng.uniform(0, 0.06)), (0.5, 1),
        (0.5 + right, 1 - rng.uniform(-0.05, 0.15)))
    return [stem, foot]


def _one_with_a_long_serif(rng: Rng) -> Strokes:
    length, drop = rng.uniform(0.22, 0.6), rng.uniform(0.3, 0.85)
    serif = bend((0.5 - length, drop), (0.5 - length * rng.uniform(0.35, 0.55), drop * 0.5),
        (0.5, 0))
    foot = (0.5 + rng.normal(0.02, 0.08), 1)
    stem = bend((0.5, 0), (0.5 + rng.normal(0, 0.03), 0.5), foot)
    return [joined(serif, stem)] if rng.random() < 0.8 else [serif, stem]


def _one_with_a_level_serif(rng: Rng) -> Strokes:
    length, top = rng.uniform(0.12, 0.32), rng.normal(0.03, 0.05)
    return [line((0.5 - length, top), (0.5, 0), (0.5 + rng.normal(0, 0.05), 1))]


def _foot(rng: Rng) -> Curve:
    left, right = rng.uniform(0.15, 0.42, 2)
    if rng.random() < 0.2:
        right = rng.uniform(0.0, 0.1)
    y = 1 + rng.normal(0, 0.02)
    return line((0.5 - left, y), (0.5 + right, y + rng.normal(0, 0.04)))


def _one_with_a_foot(rng: Rng) -> Strokes:
    return [line((0.5 + rng.normal(0, 0.04), 0), (0.5, 1)), _foot(rng)]


def _one_with_serif_and_foot(rng: Rng) -> Strokes:
    return [joined(_serif(rng, rng.uniform(0.1, 0.4)), line((0.5, 0), (0.5, 1))), _foot(rng)]


def _one_and_foot_without_lifting(rng: Rng) -> Strokes:
    left, right = rng.uniform(0.15, 0.4, 2)
    path = joined(_serif(rng, rng.uniform(0.1, 0.4)), line((0.5, 0), (0.5, 1),
        (0.5 - left, 1 + rng.normal(0, 0.03))))
    return [joined(path, line((0.5 + right, 1 + rng.normal(0, 0.04))))]


def _two_top(rng: Rng) -> tuple[Curve, tuple[float, float]]:
    """The arc of a two, and the corner at the lower left that follows it."""
    radius = (rng.uniform(0.25, 0.38), rng.uniform(0.2, 0.3))
    bow = arc((0.5, radius[1]), radius, rng.uniform(150, 215), 360 + rng.uniform(0, 30))
    return bow, (rng.uniform(0.1, 0.25), rng.uniform(0.93, 1.0))


def _two(rng: Rng) -> Strokes:
    bow, corner = _two_top(rng)
    down = bend(bow[-1], (0.55 + rng.normal(0, 0.05), 0.65 + rng.normal(0, 0.03)), corner)
    base = bend(corner, (0.5, corner[1] + rng.normal(-0.01, 0.03)),
        (rng.uniform(0.75, 1.0), corner[1] + rng.normal(0, 0.05)))
    return [joined(bow, down, base)]


def _two_with_a_loop(rng: Rng) -> Strokes:
    bow, _ = _two_top(rng)
    size, x, y = rng.uniform(0.06, 0.16), rng.uniform(0.15, 0.3), rng.uniform(0.88, 0.98)
    path = bend(bow[-1], (0.5, 0.7), (x, y), (x - size, y - size * rng.uniform(0.3, 1)),
        (x, y - 1.5 * size), (x + 1.5 * size, y - 0.3 * size),
        (rng.uniform(0.6, 0.75), y + rng.uniform(-0.02, 0.06)),
        (rng.uniform(0.85, 1.05), y - rng.uniform(0, 0.12)))
    return [joined(bow, path)]


def _two_like_a_z(rng: Rng) -> Strokes:
    top = bend((rng.uniform(0.1, 0.25), rng.uniform(0.05, 0.2)), (0.4, rng.normal(0.02, 0.02)),
        (rng.uniform(0.7, 0.85), rng.uniform(0.03, 0.14)))
    corner = (rng.uniform(0.08, 0.2), 1.0)
    return [joined(top, line(corner, (rng.uniform(0.75, 0.95), 1 + rng.normal(0, 0.04))))]


def _two_with_a_bent_base(rng: Rng) -> Strokes:
    bow, corner = _two_top(rng)
    path = bend(bow[-1], (0.5, 0.68), corner, (0.4, corner[1] - rng.uniform(0.03, 0.1)),
        (0.65, corner[1] + rng.uniform(0.0, 0.05)),
        (rng.uniform(0.85, 1.0), corner[1] - rng.uniform(0.0, 0.1)))
    return [joined(bow, path)]


def _three(rng: Rng) -> Strokes:
    upper, lower = rng.uniform(0.2, 0.26), rng.uniform(0.25, 0.3)
    middle = 2 * upper
    top = arc((0.45, upper), (rng.uniform(0.22, 0.36), upper), rng.uniform(175, 230), 360 + 85)
    inset = rng.uniform(-0.02, 0.18)
    waist = line((0.45 - inset, middle + rng.normal(0, 0.01)))
    bottom = arc((0.45, middle + lower),
        (rng.uniform(0.26, 0.42), lower), -85, rng.uniform(120, 185))
    return [joined(top, waist, bottom)]


def _three_with_a_flat_top(rng: Rng) -> Strokes:
    knee = (rng.uniform(0.3, 0.5), rng.uniform(0.36, 0.48))
    top = line((rng.uniform(0.1, 0.2), rng.normal(0.02, 0.03)), (rng.uniform(0.7, 0.85), 0), knee)
    radius = (1 - knee[1]) / 2
    belly = arc((knee[0], knee[1] + radius),
        (rng.uniform(0.3, 0.42), radius), -80, rng.uniform(120, 180))
    return [joined(top, belly)]


def _three_with_a_loop(rng: Rng) -> Strokes:
    s = rng.uniform(0.04, 0.1)
    return [bend((0.15, rng.uniform(0.08, 0.2)), (0.45, 0), (0.75, 0.2), (0.5, 0.45),
        (0.38 - s, 0.47), (0.36, 0.47 - s), (0.5, 0.47), (0.8, 0.7), (0.5, 1.0),
        (0.12, rng.uniform(0.82, 0.95)))]


def _open_four(rng: Rng) -> Strokes:
    bar, left, right = rng.uniform(0.5, 0.72), rng.uniform(0.05, 0.2), rng.uniform(0.8, 1.0)
    top = rng.uniform(0.15, 0.4)
    arm = joined(line((top, rng.uniform(0, 0.12))), line((left, bar),
        (right, bar + rng.normal(0, 0.03))))
    x = rng.uniform(0.55, 0.78)
    stem = line((x + rng.normal(0, 0.03), rng.uniform(0.0, 0.4)), (x + rng.normal(0, 0.05), 1))
    return [arm, stem]


def _four_open_like_a_u(rng: Rng) -> Strokes:
    bar, x = rng.uniform(0.45, 0.65), rng.uniform(0.65, 0.82)
    arm = bend((rng.uniform(0.12, 0.25), 0.0), (rng.uniform(0.08, 0.2), bar * 0.7), (0.4, bar),
        (x, bar - rng.uniform(0.0, 0.12)))
    stem = bend((x + rng.normal(0, 0.04), rng.uniform(-0.03, 0.1)), (x, 0.5),
        (x + rng.normal(0, 0.08), 1))
    if rng.random() < 0.4:
        return [joined(arm, line((x, stem[0, 1])), stem)]
    return [arm, stem]


def _closed_four(rng: Rng) -> Strokes:
    x, bar, right = rng.uniform(0.55, 0.75), rng.uniform(0.55, 0.72), rng.uniform(0.78, 1.0)
    left = rng.uniform(0.02, 0.15)
    arm = line((x, 0), (left, bar), (right, bar + rng.normal(0, 0.03)))
    return [arm, line((x + rng.normal(0, 0.02), rng.uniform(-0.02, 0.1)),
        (x + rng.normal(0, 0.05), 1))]


def _four_in_one_stroke(rng: Rng) -> Strokes:
    x, bar = rng.uniform(0.55, 0.75), rng.uniform(0.5, 0.68)
    return [line((x + rng.normal(0, 0.08), 1), (x, 0), (rng.uniform(0.02, 0.15), bar),
        (rng.uniform(0.8, 1.0), bar + rng.normal(0, 0.04)))]


def _four_with_a_short_stem(rng: Rng) -> Strokes:
    bar, x = rng.uniform(0.6, 0.75), rng.uniform(0.5, 0.7)
    arm = line((rng.uniform(0.4, 0.6), 0), (rng.uniform(0.02, 0.12), bar),
        (rng.uniform(0.8, 1.0), bar))
    return [arm, line((x, bar - rng.uniform(0.15, 0.35)), (x + rng.normal(-0.03, 0.05), 1))]


def _five_body(rng: Rng, left: float, shoulder: float) -> Curve:
    lower = (1 - shoulder) / 2
    radius = rng.uniform(0.3, 0.45)
    belly = arc((left + 0.2, shoulder + lower),
        (radius, lower), rng.uniform(-125, -95), rng.uniform(120, 175))
    return joined(line((left, shoulder + rng.uniform(0.0, 0.06))), belly)


def _five_with_a_hat(rng: Rng) -> Strokes:
    left, shoulder = rng.uniform(0.15, 0.3), rng.uniform(0.38, 0.5)
    body = joined(line((left + rng.uniform(0, 0.08), 0)), _five_body(rng, left, shoulder))
    hat_y = rng.normal(0.01, 0.04)
    hat = line((left + rng.uniform(-0.05, 0.12), hat_y),
        (rng.uniform(0.7, 1.0), hat_y + rng.normal(-0.03, 0.05)))
    return [body, hat]


def _five_with_a_hat_apart(rng: Rng) -> Strokes:
    """An arc with hardly any neck, and a hat that may not touch it."""
    left, shoulder = rng.uniform(0.1, 0.3), rng.uniform(0.28, 0.42)
    body = _five_body(rng, left, shoulder)
    if rng.random() < 0.6:
        body = joined(line((left + rng.uniform(0, 0.1), shoulder - rng.uniform(0.05, 0.25))), body)
    hat_y = rng.uniform(0.0, 0.15)
    hat = bend((left + rng.uniform(-0.05, 0.2), hat_y), (0.6, hat_y - rng.normal(0.02, 0.03)),
        (rng.uniform(0.75, 1.05), hat_y - rng.uniform(-0.05, 0.2)))
    return [body, hat]


def _five_in_one_stroke(rng: Rng) -> Strokes:
    left, shoulder = rng.uniform(0.15, 0.3), rng.uniform(0.36, 0.5)
    start = line((rng.uniform(0.7, 0.95), rng.normal(0, 0.04)), (left + rng.uniform(0, 0.08), 0.01))
    return [joined(start, _five_body(rng, left, shoulder))]


def _five_like_an_s(rng: Rng) -> Strokes:
    return [bend((rng.uniform(0.75, 0.9), rng.uniform(0.0, 0.1)), (0.45, 0.0),
        (rng.uniform(0.2, 0.3), 0.2), (0.3, 0.42), (0.6, 0.5), (rng.uniform(0.75, 0.88), 0.72),
        (0.5, 1.0), (rng.uniform(0.08, 0.2), rng.uniform(0.85, 0.97)))]


def _five_lying_flat(rng: Rng) -> Strokes:
    """Like an S, much wider than high."""
    (path,) = _five_like_an_s(rng)
    return [path * (rng.uniform(1.3, 2.0), 1.0)]


def _six(rng: Rng) -> Strokes:
    size = rng.uniform(0.2, 0.28)
    middle = 1 - size
    width = rng.uniform(0.24, 0.38)
    loop = arc((0.48, middle), (width, size), 180, 180 - rng.uniform(320, 400))
    top = bend((rng.uniform(0.5, 0.85), rng.uniform(0.0, 0.08)), (0.32 + rng.normal(0, 0.05), 0.3),
        (0.48 - width, middle))
    return [joined(top, loop)]


def _six_with_a_tiny_loop(rng: Rng) -> Strokes:
    size, width = rng.uniform(0.1, 0.18), rng.uniform(0.08, 0.2)
    loop = arc((0.45, 1 - size), (width, size), 180, 180 - rng.uniform(280, 400))
    top = bend((0.45 + rng.uniform(0.0, 0.3), 0), (0.45 - width + rng.uniform(0, 0.08), 0.5),
        (0.45 - width, 1 - size))
    return [joined(top, loop)]


def _six_with_a_straight_back(rng: Rng) -> Strokes:
    size, width = rng.uniform(0.2, 0.27), rng.uniform(0.25, 0.38)
    x = 0.48 - width
    loop = arc((0.48, 1 - size), (width, size), 180, 180 - rng.uniform(300, 390))
    return [joined(line((x + rng.uniform(0.0, 0.3), 0), (x, 1 - size)), loop)]


def _six_closed_late(rng: Rng) -> Strokes:
    """The loop ends inside, or crosses the back."""
    return [bend((rng.uniform(0.55, 0.8), rng.uniform(0, 0.1)), (0.3, 0.35),
        (rng.uniform(0.1, 0.25), 0.72), (0.45, 1.0), (rng.uniform(0.7, 0.85), 0.75),
        (0.5, rng.uniform(0.5, 0.58)), (rng.uniform(0.05, 0.35), rng.uniform(0.62, 0.8)))]


def _six_with_a_hook(rng: Rng) -> Strokes:
    size, width = rng.uniform(0.2, 0.28), rng.uniform(0.26, 0.38)
    top = bend((rng.uniform(0.75, 0.95), rng.uniform(0.1, 0.25)), (0.6, 0.0), (0.3, 0.2),
        (0.48 - width, 1 - size))
    loop = arc((0.48, 1 - size), (width, size), 180, 180 - rng.uniform(310, 390))
    return [joined(top, loop)]


def _seven_body(rng: Rng) -> tuple[Curve, tuple[float, float], tuple[float, float]]:
    """A seven without bar, its corner, and its end."""
    corner = (rng.uniform(0.75, 0.95), rng.normal(0.02, 0.03))
    end = (rng.uniform(0.2, 0.55), 1.0)
    top = bend((rng.uniform(0.05, 0.2), rng.normal(0.03, 0.04)),
        (0.45, rng.normal(0.02, 0.03)), corner)
    bow = rng.normal(0, 0.06)
    middle = ((corner[0] + end[0]) / 2 + bow, 0.5 + bow)
    return joined(top, bend(corner, middle, end)), corner, end


def _plain_seven(rng: Rng) -> Strokes:
    return [_seven_body(rng)[0]]


def _bar(rng: Rng, corner: tuple[float, float], end: tuple[float, float]) -> Curve:
    y = rng.uniform(0.38, 0.62)
    x = corner[0] + (end[0] - corner[0]) * y
    left, right = rng.uniform(0.12, 0.32, 2)
    tilt = rng.normal(-0.02, 0.06)
    return line((x - left, y - tilt), (x + right, y + tilt))


def _barred_seven(rng: Rng) -> Strokes:
    body, corner, end = _seven_body(rng)
    return [body, _bar(rng, corner, end)]


def _seven_with_a_serif(rng: Rng) -> Strokes:
    body, corner, end = _seven_body(rng)
    tick = line((body[0, 0] + rng.normal(0, 0.03), rng.uniform(0.12, 0.3)))
    strokes = [joined(tick, body)]
    return [*strokes, _bar(rng, corner, end)] if rng.random() < 0.5 else strokes


def _eight(rng: Rng) -> Strokes:
    """An S and back up, crossing itself; a little open or overlapping at the top."""
    top, bottom, waist = rng.uniform(0.2, 0.3), rng.uniform(0.26, 0.36), rng.uniform(0.42, 0.5)
    gap = rng.normal(0, 0.04)
    return [bend((0.5 + top * 0.7 + gap, 0.1), (0.5, 0), (0.5 - top, waist / 2), (0.5, waist),
        (0.5 + bottom, 0.75), (0.5, 1), (0.5 - bottom, 0.75), (0.5, waist), (0.5 + top, waist / 2),
        (0.5 + top * 0.5, 0.04 + gap))]


def _mirrored(path: Curve) -> Curve:
    """Left and right exchanged."""
    return path * (-1, 1) + (1, 0)


def _eight_half_closed(rng: Rng) -> Strokes:
    """The stroke ends early, so that the upper ring stays open on one side."""
    end = rng.uniform(-0.1, 1.0)
    path = bend((rng.uniform(0.55, 0.82), rng.uniform(0.0, 0.2)), (0.42, 0.02),
        (rng.uniform(0.2, 0.34), 0.22), (rng.uniform(0.45, 0.58), rng.uniform(0.42, 0.5)),
        (rng.uniform(0.7, 0.84), 0.75), (0.48, 1.0), (rng.uniform(0.14, 0.26), 0.76), (0.48, 0.5),
        (0.52 + 0.25 * end, 0.47 - 0.3 * end))
    return [path if rng.random() < 0.6 else _mirrored(path)]


def _eight_begun_in_the_middle(rng: Rng) -> Strokes:
    """The stroke starts and ends near the waist, where the ends may miss each other."""
    top, bottom = rng.uniform(0.2, 0.3), rng.uniform(0.24, 0.36)
    return [bend((0.5 + rng.normal(0, 0.06), 0.5 + rng.normal(0, 0.04)), (0.5 - top, 0.25),
        (0.5, 0.0), (0.5 + top, 0.24), (0.5, 0.48), (0.5 - bottom, 0.75), (0.5, 1.0),
        (0.5 + bottom, 0.76), (0.5 + rng.normal(0.03, 0.06), 0.5 + rng.normal(0, 0.04)))]


def _eight_of_two_rings(rng: Rng) -> Strokes:
    waist, start = rng.uniform(0.4, 0.5), rng.uniform(-120, -60)
    turn = rng.choice([-1, 1])
    top = arc((0.5 + rng.normal(0, 0.03), waist / 2),
        (rng.uniform(0.18, 0.3), waist / 2), 90, 90 + turn * 365)
    lower = (1 - waist) / 2
    bottom = arc((0.5, waist + lower), (rng.uniform(0.24, 0.36), lower), start, start + turn * 365)
    return [top, bottom]


def _eight_open_at_the_top(rng: Rng) -> Strokes:
    gap = rng.uniform(0.05, 0.25)
    path = bend((0.75, rng.uniform(0.02, 0.15)), (0.5, 0.0), (0.24, 0.18), (0.5, 0.45),
        (0.82, 0.75), (0.5, 1), (0.18, 0.78), (0.5, 0.45), (0.78 + gap * 0.3, gap))
    return [path if rng.random() < 0.7 else _mirrored(path)]


def _eight_with_a_straight_diagonal(rng: Rng) -> Strokes:
    return [bend((rng.uniform(0.7, 0.85), rng.uniform(0.0, 0.12)), (0.45, 0.02), (0.25, 0.2),
        (0.55, 0.5), (0.75, 0.75), (0.5, 1), (rng.uniform(0.15, 0.28), 0.8)),
        line((rng.uniform(0.15, 0.28), 0.8), (rng.uniform(0.7, 0.9), rng.uniform(0.0, 0.15)))]


def _nine_ring(rng: Rng) -> tuple[Curve, float, float]:
    """The ring of a nine, from right to right; its right edge, and half its height."""
    rx, ry, start = rng.uniform(0.22, 0.36), rng.uniform(0.2, 0.29), rng.uniform(-60, 10)
    ring = arc((0.45, ry), (rx, ry), start, -rng.uniform(340, 375))
    return ring, 0.45 + rx, ry


def _nine(rng: Rng) -> Strokes:
    ring, right, ry = _nine_ring(rng)
    stem = bend((right, rng.uniform(0.0, ry)), (right + rng.normal(0, 0.02), 0.5),
        (right - rng.uniform(-0.05, 0.2), 1))
    return [joined(ring, stem)]


def _nine_with_a_straight_back(rng: Rng) -> Strokes:
    ring, right, _ = _nine_ring(rng)
    stem = line((right + rng.normal(0, 0.02), rng.normal(0.02, 0.03)),
        (right + rng.normal(0, 0.06), 1))
    return [ring, stem] if rng.random() < 0.5 else [joined(ring, stem)]


def _nine_with_a_curled_tail(rng: Rng) -> Strokes:
    ring, right, ry = _nine_ring(rng)
    tail = bend((right, ry), (right + rng.normal(0, 0.03), 0.62), (right - 0.1, 0.92),
        (0.45 + rng.normal(0, 0.04), 1.0), (rng.uniform(0.08, 0.28), rng.uniform(0.78, 0.95)))
    return [joined(ring, tail)]


def _nine_like_a_g(rng: Rng) -> Strokes:
    """A small ring above a long tail that swings to the left."""
    rx, ry = rng.uniform(0.14, 0.26), rng.uniform(0.13, 0.22)
    right = 0.5 + rx
    ring = arc((0.5, ry), (rx, ry), rng.uniform(-70, 0), -rng.uniform(330, 400))
    low = (right - rng.uniform(0.05, 0.2), rng.uniform(0.9, 1.0))
    tail = bend((right + rng.normal(0, 0.02), rng.uniform(0.5, 1.3) * ry),
        (right + rng.normal(0.02, 0.03), 0.6), low, (0.5 - rng.uniform(0.05, 0.25), 1.0),
        (0.5 - rng.uniform(0.25, 0.55), rng.uniform(0.75, 0.97)))
    return [joined(ring, tail)]


def _nine_begun_with_its_back(rng: Rng) -> Strokes:
    rx, ry = rng.uniform(0.2, 0.32), rng.uniform(0.18, 0.27)
    start = (0.45 + rx, rng.uniform(0.02, 0.12))
    ring = bend(start, (0.45, 0.0), (0.45 - rx, ry), (0.45, 2 * ry),
        (0.45 + rx, ry * rng.uniform(0.6, 1)))
    stem = bend((0.45 + rx + rng.normal(0, 0.02), start[1]), (0.45 + rx, 0.5),
        (0.45 + rx - rng.uniform(-0.05, 0.25), 1))
    return [joined(ring, stem)]


_TABLE = {
    0: ((0.2, _plain_zero), (0.28, _slashed_zero), (0.16, _zero_slashed_without_lifting),
        (0.07, _zero_with_an_upright_bar), (0.06, _zero_with_an_upright_inside),
        (0.1, _zero_with_a_level_bar), (0.05, _zero_with_crossing_ends),
        (0.04, _backslashed_zero), (0.04, _dotted_zero), (0.06, _zero_with_a_curl)),
    1: ((0.08, _plain_one), (0.12, _one_with_a_serif), (0.34, _one_with_a_drooping_serif),
        (0.03, _lying_one), (0.08, _one_with_a_waved_foot), (0.26, _one_with_a_long_serif),
        (0.08, _one_with_a_level_serif), (0.05, _one_with_a_foot),
        (0.1, _one_with_serif_and_foot), (0.06, _one_and_foot_without_lifting)),
    2: ((0.4, _two), (0.25, _two_with_a_loop), (0.2, _two_like_a_z),
        (0.15, _two_with_a_bent_base)),
    3: ((0.55, _three), (0.25, _three_with_a_flat_top), (0.2, _three_with_a_loop)),
    4: ((0.3, _open_four), (0.2, _four_open_like_a_u), (0.25, _closed_four),
        (0.15, _four_in_one_stroke), (0.1, _four_with_a_short_stem)),
    5: ((0.3, _five_with_a_hat), (0.15, _five_with_a_hat_apart), (0.35, _five_in_one_stroke),
        (0.17, _five_like_an_s), (0.05, _five_lying_flat)),
    6: ((0.28, _six), (0.1, _six_with_a_tiny_loop), (0.25, _six_with_a_straight_back),
        (0.2, _six_closed_late), (0.2, _six_with_a_hook)),
    7: ((0.4, _plain_seven), (0.35, _barred_seven), (0.25, _seven_with_a_serif)),
    8: ((0.25, _eight), (0.25, _eight_half_closed), (0.08, _eight_begun_in_the_middle),
        (0.2, _eight_of_two_rings), (0.2, _eight_open_at_the_top),
        (0.15, _eight_with_a_straight_diagonal)),
    9: ((0.25, _nine), (0.2, _nine_with_a_straight_back), (0.2, _nine_with_a_curled_tail),
        (0.2, _nine_like_a_g), (0.15, _nine_begun_with_its_back)),
}


# fmt: on

VARIANTS = tuple(
    GlyphVariant(digit, share, write) for digit, ways in _TABLE.items() for share, write in ways
)
"""All ways to write all digits."""
