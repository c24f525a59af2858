"""Models that consider every drawing as no digit, with a given probability."""

import numpy as np

from digitpad.library.model_file import Calibration, Model
from digitpad.recognition.recognizer import Recognizer

CURVE = tuple((step / 20, 0.2 * (1 - step / 20), 0.8 * step / 20) for step in range(1, 20))


class RejectingClassifier:
    """A classifier with a fixed non-digit probability."""

    def __init__(self, classifier, non_digit):
        self._classifier = classifier
        self.classes_ = classifier.classes_
        self.non_digit = non_digit

    def predict_with_rejection(self, X):
        probabilities, _ = self._classifier.predict_with_rejection(X)
        return probabilities, np.full(len(probabilities), self.non_digit, np.float32)


def rejecting(recognizer, non_digit, *, curve=CURVE, threshold=0.5):
    """The recognizer with a fixed non-digit probability."""
    calibration = Calibration(non_digit_threshold=threshold, rejection_curve=curve)
    description = recognizer.model.description.changed(non_digits=True, calibration=calibration)
    return Recognizer(
        Model(description, RejectingClassifier(recognizer.model.classifier, non_digit))
    )


def use(window, recognizer):
    """Use this model, as if it had been selected in the list."""
    window.session.use(recognizer.model)
