"""Numbers with signs between their digits, drawn for tests: the digits are example ink, the signs
are drawn here, each a little different, as a hand draws them.

A line is one unit high: y is 0 at the top of its digits and 1 at the baseline.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from digitpad.ink.strokes import Ink, Stroke

SIGNS = "-.,/()[]+=:"

TEXTS = ("-5", "3.14", "12,50", "1/2", "(030)", "[7]", "2+3", "8=8", "4-1", "0.5", "7:30", "-26",
         "69,9", "(4)", "5/8", "3-", "9.0", "[62]", "8+7", "6=")  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """Ink, the text it says, and where its digits begin and end: top and bottom, in pad units."""

    ink: Ink
    text: str
    band: tuple[float, float] = (0.0, 0.0)

    @property
    def flagged(self):
        """The text with "?" for every sign."""
        return "".join("?" if one in SIGNS else one for one in self.text)


def sign_strokes(sign, random):
    """The strokes of a sign, each (P, 2), in heights of the line; its left edge anywhere."""
    middle = random.uniform(0.42, 0.62)
    match sign:
        case "-":
            strokes = [_line((0, middle), (random.uniform(0.25, 0.6), middle), random, tilt=6)]
        case "=":
            across, apart = random.uniform(0.3, 0.6), random.uniform(0.14, 0.28)
            tops = middle - apart / 2, middle + apart / 2
            strokes = [_line((0, top), (across, top), random, tilt=5) for top in tops]
        case "+":
            size = random.uniform(0.4, 0.75)
            x = size * random.uniform(0.42, 0.58)
            strokes = [
                _line((0, middle), (size, middle), random, tilt=5),
                _line((x, middle - size / 2), (x, middle + size / 2), random, tilt=5),
            ]
        case ".":
            strokes = [_dot(0.98, random)]
        case ":":
            strokes = [_dot(0.3, random), _dot(0.85, random)]
        case ",":
            long, lean = random.uniform(0.18, 0.32), random.uniform(0.03, 0.14)
            strokes = [_arc((lean, 0.9), (0, 0.9 + long), random.uniform(0.0, 0.15), random)]
        case "/":
            lean, reach = random.uniform(0.45, 0.65), random.uniform(0.12, 0.25)
            strokes = [_line((lean, -reach), (0, 1 + reach), random, tilt=2)]
        case _:
            strokes = [_bracket(sign, random)]
    return strokes


def _bracket(sign, random):
    reach, side = random.uniform(0.03, 0.2), 1 if sign in "([" else -1
    top, bottom = -reach, 1 + reach
    if sign in "()":
        return _arc((0, top), (0, bottom), -side * random.uniform(0.12, 0.22), random)
    bar = side * random.uniform(0.16, 0.3)
    corners = [(bar, top), (0, top), (0, bottom), (bar, bottom)]
    return np.concatenate([_line(*ends, random) for ends in pairwise(corners)])


def _line(start, end, random, tilt=1.0):
    """A line that is not quite straight; `tilt` is the standard deviation in degrees."""
    points = np.linspace(start, end, 12)
    angle = np.radians(random.normal(0, tilt))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    across = (points[-1] - points[0])[::-1] * np.array([-1, 1])
    bow = np.sin(np.linspace(0, np.pi, 12))[:, None] * across * random.normal(0, 0.012)
    return (points - points.mean(axis=0)) @ turn + points.mean(axis=0) + bow


def _arc(start, end, sagitta, random):
    """An arc whose middle is `sagitta` lengths of its chord beside the chord."""
    points = np.linspace(start, end, 16)
    chord = points[-1] - points[0]
    across = np.array([chord[1], -chord[0]])
    share = np.linspace(-1, 1, 16)
    return points + (1 - share**2)[:, None] * across * sagitta + random.normal(0, 0.004, (16, 2))


def _dot(y, random):
    """A tap of the pen, a tiny tick, or a tiny circle."""
    kind, size = random.integers(3), random.uniform(0.01, 0.04)
    if kind == 0:
        return np.array([[0, y]])
    if kind == 1:
        return np.array([[0, y], [size, y + size]])
    turn = np.linspace(0, 3 * np.pi, 14)
    return np.array([0, y]) + size * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def draw(text, examples, random, *, pen=0.06, size=100.0):
    """A line of digits and signs."""
    strokes, tops, bottoms, left = [], [], [], 0.0
    for one in text:
        if one in SIGNS:
            parts = sign_strokes(one, random)
        else:
            parts = _digit_strokes(one, examples, random)
            tops.append(size * np.concatenate(parts)[:, 1].min())
            bottoms.append(size * np.concatenate(parts)[:, 1].max())
        points = np.concatenate(parts)
        shift = np.array([left - points[:, 0].min(), 0])
        # A slash leans over its neighbours, a comma or a bracket stands close to them.
        gap = random.uniform(0.02, 0.12) if one == "/" else random.uniform(0.08, 0.3)
        left += np.ptp(points[:, 0]) + pen + gap
        strokes += [Stroke.of(size * (part + shift)) for part in parts]
    band = min(tops, default=0.0), max(bottoms, default=size)
    return Drawn(Ink(tuple(strokes), size * pen), text, band)


def _digit_strokes(digit, examples, random):
    chosen = [example.ink for example in examples if example.label == digit]
    ink = chosen[random.integers(len(chosen))]
    left, top, _, bottom = ink.bounds()
    high = np.exp(random.normal(0, 0.05))
    shift = np.array([-left, -(top + bottom) / 2])
    middle = np.array([0, 0.5 + random.normal(0, 0.02)])
    return [(stroke.points + shift) * (high / (bottom - top)) + middle for stroke in ink.strokes]


def draw_lines(texts, examples, random, apart, *, pen=0.06, size=100.0):
    """Lines one above the other; `apart` is the space between their digits, in their heights."""
    strokes, below = [], 0.0
    for text in texts:
        drawn = draw(text, examples, random, pen=pen, size=size)
        top, bottom = drawn.band
        moved = drawn.ink.transformed(1, (random.uniform(0, 0.2) * size, below - top))
        strokes += moved.strokes
        below += bottom - top + apart * size
    return Drawn(Ink(tuple(strokes), size * pen), "\n".join(texts))
