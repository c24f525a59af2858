"""Which maps explain an answer, which of them a model has, and which of them take their time.

With a network's own derivatives a map is there within a frame. Covering the drawing piece by
piece, or trying every pixel because there are no derivatives, takes hundreds of answers; that is
for a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from digitpad.classifier import Classifier
from digitpad.gui.inspector.long_work import Report
from digitpad.gui.inspector.reasons import why_not_text
from digitpad.inspection.activations import inspectable
from digitpad.inspection.explaining import explain, supports
from digitpad.types import FloatArray

GRADIENT, TIMES_INPUT = "gradient", "gradient-times-input"
OCCLUSION, GRAD_CAM = "occlusion", "grad-cam"
MAPS = (GRADIENT, TIMES_INPUT, OCCLUSION, GRAD_CAM)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Why this picture (28, 28) is that class, or why rather that class than another one."""

    image: FloatArray
    place: int
    versus: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """One map (28, 28) and what it is about."""

    method: str
    values: FloatArray
    question: Question


class Explainer:
    """Explains the answers of one classifier."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._network = inspectable(classifier)
        known = supports(classifier)
        self.methods = tuple(method for method in MAPS if method in known)
        quick = {GRADIENT, TIMES_INPUT, GRAD_CAM} if self._network is not None else set()
        self._quick = [method for method in self.methods if method in quick]
        self._slow = [method for method in self.methods if method not in quick]

    def why_not(self, method: str) -> str:
        """Why the model has no such map, in a sentence; empty where it has."""
        return why_not_text(self._classifier, method)

    def at_once(self, question: Question) -> list[Explanation]:
        """What is there within a frame."""
        return list(self._explained(self._quick, question))

    def in_time(self, question: Question, report: Report) -> None:
        """All else, shown one by one; for another thread."""
        for explanation in self._explained(self._slow, question):
            report.show(explanation)
            report.check()

    def _explained(self, methods: list[str], question: Question) -> Iterator[Explanation]:
        gradient: FloatArray | None = None
        for method in methods:
            if method == TIMES_INPUT and gradient is not None:
                values = gradient * question.image
            else:
                values = self._map(method, question)
            gradient = values if method == GRADIENT else gradient
            yield Explanation(method, values, question)

    def _map(self, method: str, question: Question) -> FloatArray:
        values = explain(
            self._classifier,
            method,
            question.image,
            question.place,
            versus=question.versus,
            network=None if method == OCCLUSION else self._network,
        )
        return np.asarray(values, np.float32)
