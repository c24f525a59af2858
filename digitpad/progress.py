"""How far a classifier has come that learns in one go."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FitProgress:
    """One step of learning.

    Attributes:
        stage: what is being done, in a few words.
        done: steps done, or the number of steps taken where their total is not known.
        total: of all steps, or 0 where it is not known.
        value: what the stage drives down, 1 at its start; NaN where there is no such thing.
    """

    stage: str
    done: int
    total: int = 0
    value: float = float("nan")
