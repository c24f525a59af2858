"""Every digit in the habits people have: which strokes, in which order, with which extras.

Each habit is a function from a source of chance to strokes. The names say what to look for on a
sheet of them: a slashed zero, a one with a long serif, an open four. `digitpad preview habits`
draws the sheet.
"""

from digitpad.data.synthetic import sixes_to_nines, twos_to_fives, zeros_and_ones
from digitpad.data.synthetic.habit import Habit

HABITS: tuple[Habit, ...] = (
    *zeros_and_ones.HABITS,
    *twos_to_fives.HABITS,
    *sixes_to_nines.HABITS,
)
