"""Models for tests: real ones with one thing about them set."""

import numpy as np

from digitpad.modelfile import Model
from digitpad.recognizer import Recognizer

CURVE = [[step / 20, 0.2 * (1 - step / 20), 0.8 * step / 20] for step in range(1, 20)]


class Doubting:
    """A classifier that takes everything for something else than a digit, this much."""

    def __init__(self, classifier, doubt):
        self._classifier = classifier
        self.classes_ = classifier.classes_
        self.doubt = doubt

    def judge(self, X):
        probabilities, _ = self._classifier.judge(X)
        return probabilities, np.full(len(probabilities), self.doubt, np.float32)


def doubting(recognizer, doubt, *, curve=CURVE, threshold=0.5):
    """The same recognizer, but with doubts about whatever it is shown."""
    calibration = {"non_digit_threshold": threshold, "rejection_curve": curve}
    description = recognizer.model.description.changed(non_digits=True, calibration=calibration)
    return Recognizer(Model(description, Doubting(recognizer.model.classifier, doubt)))


def use(window, recognizer):
    """As if this model had been chosen from the list."""
    window.chooser.show_loaded(recognizer)
