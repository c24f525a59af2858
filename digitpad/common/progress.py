"""How far work has come: a callback for any work, a record for fitting without epochs."""

from collections.abc import Callable
from dataclasses import dataclass

Report = Callable[[int, int], object]
"""Called with the steps done so far and all steps, 0 if unknown; may raise `Cancelled` to stop."""


def no_report(_done: int, _total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class FitProgress:
    """One step of fitting.

    Attributes:
        stage: what is being computed, in a few words.
        done: steps done so far.
        total: of all steps, or 0 where it is not known.
        value: the quantity that the stage minimizes, 1 at its start; NaN where there is none.
    """

    stage: str
    done: int
    total: int = 0
    value: float = float("nan")
