"""How well digits and drawings that are none are told apart, from the scores of both.

    score = probability of being no digit          above the threshold: rejected

A threshold trades digits that are rejected against other drawings that are let through. The area
under the curve does not depend on it: it is the probability that a random other drawing scores
higher than a random digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.estimators.calibration import REJECTED_DIGITS, threshold_rejecting


@dataclass(frozen=True, slots=True, eq=False)
class Rejection:
    """The scores of digits and of other drawings, at least one of each.

    Attributes:
        digits: (N,) the probability of being no digit that each digit was given, 1 where its shape
            and size alone made it a sign.
        others: (M,) likewise for letters, symbols and the like.
        threshold: of the model.
    """

    digits: FloatArray
    others: FloatArray
    threshold: float

    @property
    def let_through(self) -> float:
        """The share of other drawings up to the threshold."""
        return float(np.mean(self.others <= self.threshold))

    def let_through_at(self, share: float = REJECTED_DIGITS) -> float:
        """The share of other drawings that pass where at most this share of digits is rejected."""
        return float(np.mean(self.others <= threshold_rejecting(self.digits, share)))

    @property
    def area_under_curve(self) -> float:
        """The area under the ROC curve, from the ranks of all scores (Mann and Whitney 1947).

        Equal scores count half.
        """
        both = np.concatenate([self.digits, self.others])
        _, places, counts = np.unique(both, return_inverse=True, return_counts=True)
        ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
        count = len(self.others)
        wins = ranks[len(self.digits) :].sum() - count * (count + 1) / 2
        return float(wins / (len(self.digits) * count))

    def as_dict(self) -> dict[str, Any]:
        """The figures as values for JSON."""
        return {
            "others": len(self.others),
            "threshold": self.threshold,
            "let_through": self.let_through,
            f"let_through_at_{REJECTED_DIGITS * 100:g}_percent": self.let_through_at(),
            "auroc": self.area_under_curve,
        }
