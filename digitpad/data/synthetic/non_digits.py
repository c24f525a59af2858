"""Drawings that are no digits: letters, signs and scribbles.

The table gives the strokes of each symbol, separated by `/`, as corners on a sheet 10 high. A `~`
marks a smooth stroke. Letters that people write like a digit are left out: B D I O Q S Z b g l o q
s z.
"""

from __future__ import annotations

import numpy as np

from digitpad.data.synthetic.glyphs import Strokes, arc, bend, line

_TABLE = """
A  0,10 4,0 8,10 / 1.5,6.5 6.5,6.5
A  ~0,10 3,1 4,0 5,1 8,10 / 1.5,6.5 6.5,6.5
C  ~8,2 5,0 1,3 1,7 5,10 8,8
E  7,0 0,0 0,10 7,10 / 0,5 6,5
E  ~7,1 4,0 1,2 4,4.6 1,7 4,10 8,8.5
F  0,0 0,10 / 0,0 7,0 / 0,5 5,5
G  ~8,2 5,0 1,3 1,7 5,10 8,9 8,6 / 5,6 9,6
H  0,0 0,10 / 8,0 8,10 / 0,5 8,5
J  ~6,0 6,7 4,10 1,9.5 0,7.5 / 3,0 9,0
K  0,0 0,10 / 7,0 0,6 / 2,4.5 7,10
L  0,0 0,10 7,10
M  0,10 1,0 5,7 9,0 10,10
M  ~0,10 1,2 2,0 4,6 5,8 6,6 8,0 9,2 10,10
N  0,10 0,0 8,10 8,0
P  0,0 0,10 / ~0,0 5,0 7,2.5 5,5 0,5.5
R  0,0 0,10 / ~0,0 5,0 7,2.5 5,5 0,5.5 / 2,5.5 7,10
T  0,0 8,0 / 4,0 4,10
U  ~0,0 0,6 2,9.5 4,10 6,9.5 8,6 8,0
V  0,0 4,10 8,0
W  0,0 2.5,10 5,3 7.5,10 10,0
W  ~0,0 1,7 2.5,10 4,7 5,3 6,7 7.5,10 9,7 10,0
X  0,0 8,10 / 8,0 0,10
Y  0,0 4,5 8,0 / 4,5 4,10
Y  ~0,0 1,4 4,5 7,3.5 8,0 / ~8,0 7.5,7 5,10 1,10
^  0,7 4,0 8,7
$  ~8,2 4,0.5 0.5,2.5 4,5 8,7.5 4,9.5 0,8 / 3,-1 3,11 / 5,-1 5,11
%  9,0 0,10 / ~2,0 3.5,1.5 2,3 0.5,1.5 2,0 / ~7,7 8.5,8.5 7,10 5.5,8.5 7,7
a  ~7,3 4,2 1,5 2,9 5,9 7,4 / ~7,2 7,8 9,10
a  ~7,4 4,2.5 1,5 1.5,9 5,9.5 7,5 7,9 9,10
a  ~6,4 3.5,3 1,5.5 2,9 5,9 6.5,6 6.5,3.5 / 6.5,3.5 7,10
a  ~1,4 3,2.5 6,4 6.5,10 / ~6.5,6 3,6 1,8 3,10 6.5,8.5
c  ~7,3 4,1.5 1,5 3,9.5 7,8
d  ~7,5 4,4 1,6 2,10 6,9.5 7,6 / 7.4,0 7,10
d  ~7,0 7,6 5,10 1.5,9 1,6 4,4.5 7,6 7.2,10
d  ~6,5 3,4.5 0.5,7 2,10 5.5,9 / 6.5,0 6.5,10
e  ~1,6 6,5.5 7,3.5 4,2 1,5 2.5,9.5 7,8.5
f  ~6,1 4,0 2.5,2 2.5,10 / 0,4.5 5,4.5
f  ~7,0.5 5,0 3.5,3 3,10 2,13 0.5,12.5 / 0.5,5 6,4.5
G  ~8,2 5,0 1,3 1,7 4.5,10 8,8 8,5.5 / 4.5,5.5 9.5,5.5
h  0,0 0,10 / ~0,6 3,4 5,5.5 5.5,10
i  2,3.5 2,10 / 2,0.5 2.1,0.9
j  ~4,3.5 4,9 2,12 0,11 / 4,0.5 4.1,0.9
k  0,0 0,10 / 5,4 0,7.5 / 1.5,6.5 5,10
m  0,3 0,10 / ~0,5 2,3 4,4.5 4,10 / ~4,5 6,3 8,4.5 8,10
n  0,3 0,10 / ~0,5.5 3,3 5.5,4.5 6,10
p  0,3 0,13 / ~0,4.5 4,3 6,6 4,9.5 0,8.5
r  0,3 0,10 / ~0,6 2,3.5 5,3.5
t  ~2.5,0 2.5,8 4,10 6,9 / 0,3.5 5.5,3.5
u  ~0,3 0,8 2.5,10 5.5,8 6,3 / ~6,3 6,9 7.5,10
v  0,3 3,10 6,3
w  0,3 2,10 4,5 6,10 8,3
x  0,3 6,10 / 6,3 0,10
y  0,3 3.5,8 / 7,3 2,14
+  0,5 10,5 / 5,0 5,10
=  0,3 9,3 / 0,7 9,7
*  0,2 8,8 / 8,2 0,8 / 4,0 4,10
#  3,0 1,10 / 7,0 5,10 / 0,3.5 9,3.5 / 0,7 9,7
%  8,0 0,10 / ~1,1 3,1 3,3 1,3 1,1 / ~6,7 8,7 8,9 6,9 6,7
&  ~8,10 2,3 3,0 6,1.5 1,7 3,10 8,6
@  ~7,4 4,3.5 3,6.5 6,7 7,4 7,7 9,6 9,2 4,0 0,4 2,9 8,9.5
?  ~0,2 3,0 6,2 3,5.5 3,7.5 / 3,9.8 3.1,10
!  2,0 2,7 / 2,9.8 2.1,10
:  1,2 1.1,2.3 / 1,8 1.1,8.3
;  1,2 1.1,2.3 / 1,8 0.2,10
"  0,0 0,3 / 3,0 3,3
<  8,0 0,5 8,10
>  0,0 8,5 0,10
^  0,5 4,0 8,5
~  ~0,5 3,2 6,6 9,3
{  ~5,0 3,1 3,4 1,5 3,6 3,9 5,10
}  ~0,0 2,1 2,4 4,5 2,6 2,9 0,10
[  5,0 0,0 0,10 5,10
$  ~7,2 4,1 1,3 6,6.5 4,9 0,8 / 4,-1 4,11
heart  ~5,3 3,0 0,2 1,6 5,10 9,6 10,2 7,0 5,3
star  5,0 8,10 0,3.5 10,3.5 2,10 5,0
tick  0,6 3,10 9,0
arrow  0,5 10,5 / 7,2 10,5 7,8
square  0,0 9,0 9,10 0,10 0,0
triangle  5,0 10,10 0,10 5,0
house  0,4 5,0 10,4 10,10 0,10 0,4 10,4
spiral  ~5,5 6,5 5.5,6.5 3.5,6 3.5,3.5 6.5,2.5 8.5,5 7,8.5 3,8.5 1,5 2.5,1
"""


def _read(table: str) -> list[Strokes]:
    symbols = []
    for row in table.strip().splitlines():
        strokes = []
        for part in row.split(maxsplit=1)[1].split(" / "):
            corners = [
                (float(x) / 10, float(y) / 10)
                for x, y in (pair.split(",") for pair in part.lstrip("~").split())
            ]
            strokes.append(bend(*corners) if part.startswith("~") else line(*corners))
        symbols.append(strokes)
    return symbols


SYMBOLS = _read(_TABLE)


def symbol(rng: np.random.Generator) -> Strokes:
    """A letter or sign with slightly random corners."""
    strokes = SYMBOLS[rng.integers(len(SYMBOLS))]
    return [
        stroke + rng.normal(0, 0.02, 2) + rng.normal(0, 0.006, stroke.shape) for stroke in strokes
    ]


def scribble(rng: np.random.Generator) -> Strokes:
    """One to three strokes through random points."""
    strokes = []
    for _ in range(rng.integers(1, 4)):
        turns = rng.integers(5, 14)
        corners = rng.uniform(0, 1, (turns, 2)) * (1, rng.uniform(0.3, 1.2))
        strokes.append(bend(*corners) if rng.random() < 0.7 else corners)
    return strokes


def zigzag(rng: np.random.Generator) -> Strokes:
    """A line back and forth, as for crossing out."""
    turns = rng.integers(4, 12)
    along = np.linspace(0, 1, turns)
    across = np.where(np.arange(turns) % 2, rng.uniform(0.3, 1.0), 0.0) + rng.normal(0, 0.05, turns)
    path = np.column_stack([along, across])
    path = path if rng.random() < 0.5 else path[:, ::-1]
    return [bend(*path) if rng.random() < 0.6 else path]


def several_lines(rng: np.random.Generator) -> Strokes:
    """Two to five random lines and arcs: grids, crosses, hatching."""
    strokes: Strokes = []
    for _ in range(rng.integers(2, 6)):
        if rng.random() < 0.7:
            strokes.append(rng.uniform(0, 1, (2, 2)))
        else:
            start = rng.uniform(0, 360)
            strokes.append(
                arc(
                    tuple(rng.uniform(0.2, 0.8, 2)),
                    tuple(rng.uniform(0.1, 0.5, 2)),
                    start,
                    start + rng.uniform(90, 400),
                )
            )
    return strokes


def blot(rng: np.random.Generator) -> Strokes:
    """One to three dots, or a small filled spot."""
    if rng.random() < 0.5:
        return [rng.uniform(0, 1, (1, 2)) for _ in range(rng.integers(1, 4))]
    return [rng.normal(0.5, 0.05, (rng.integers(3, 30), 2))]


KINDS = ((0.66, symbol), (0.12, scribble), (0.08, zigzag), (0.1, several_lines), (0.04, blot))


def non_digit(rng: np.random.Generator) -> Strokes:
    """One of `KINDS`, each as often as its share says."""
    shares = [share for share, _ in KINDS]
    return KINDS[rng.choice(len(KINDS), p=shares)][1](rng)
