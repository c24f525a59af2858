"""The saliency maps of a model: which it supports, and which are fast enough for every frame.

With a network's derivatives a map is computed within a frame. Occlusion, and gradients by finite
differences, take hundreds of evaluations and run in a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digitpad.common.threads import one_blas_thread
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.gui.background import Task
from digitpad.gui.translation import translated
from digitpad.inspection.activations import inspectable
from digitpad.inspection.explaining import explain, supports, why_not

GRADIENT, TIMES_INPUT = "gradient", "gradient-times-input"
OCCLUSION, GRAD_CAM = "occlusion", "grad-cam"
MAPS = (GRADIENT, TIMES_INPUT, OCCLUSION, GRAD_CAM)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Why this picture (28, 28) is that class, or why that class rather than another."""

    image: FloatArray
    place: int
    versus: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """A map (28, 28), its method and its question."""

    method: str
    values: FloatArray
    question: Question


class Explainer:
    """Computes saliency maps for one classifier."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._network = inspectable(classifier)
        known = supports(classifier)
        self.methods = tuple(method for method in MAPS if method in known)
        quick = {GRADIENT, TIMES_INPUT, GRAD_CAM} if self._network is not None else set()
        self._quick = [method for method in self.methods if method in quick]
        self._slow = [method for method in self.methods if method not in quick]

    def reason_unsupported(self, method: str) -> str:
        """Why the model does not support a method, in a sentence; "" if it does."""
        return translated(why_not(self._classifier, method) or "")

    def fast_maps(self, question: Question) -> list[Explanation]:
        """The maps that take less than a frame."""
        return list(self._explained(self._quick, question))

    def slow_maps(self, question: Question, task: Task) -> None:
        """Compute all other maps, each passed to the task; for a thread."""
        # One core is left for the pad.
        with one_blas_thread():
            for explanation in self._explained(self._slow, question):
                task.show_partial(explanation)
                task.check_cancelled()

    def _explained(self, methods: list[str], question: Question) -> Iterator[Explanation]:
        gradient: FloatArray | None = None
        for method in methods:
            if method == TIMES_INPUT and gradient is not None:
                values = gradient * question.image
            else:
                image, place, versus = question.image, question.place, question.versus
                network = None if method == OCCLUSION else self._network
                values = explain(
                    self._classifier, method, image, place, versus=versus, network=network
                )
            gradient = values if method == GRADIENT else gradient
            yield Explanation(method, values, question)
