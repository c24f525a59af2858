"""Many trainings with different settings, to see which suits: a sweep.

    choices -> combinations (all of them, or some drawn) -> one training each -> table, best first

Judged is on digits held out of the training digits; the test digits stay for the model one keeps.
"""

from digitpad.sweep.choices import Range, check_names, combinations, drawn, with_changes
from digitpad.sweep.trials import Outcome, SweepData, best_first, run_sweep, try_plan

__all__ = [
    "Outcome",
    "Range",
    "SweepData",
    "best_first",
    "check_names",
    "combinations",
    "drawn",
    "run_sweep",
    "try_plan",
    "with_changes",
]
