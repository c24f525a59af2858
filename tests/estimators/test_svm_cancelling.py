"""Machines that learn can be stopped at any moment, and soon."""

import threading
import time

import numpy as np
import pytest

from digitpad.common.cancellation import Interrupted, cancellable
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.exact_svm import ExactSVM
from digitpad.estimators.svm import SVM
from tests.data.few_digits import few_digits

SOON = 0.2
"""Seconds."""

# Large enough that some of its products of matrices would take as long by themselves.
LARGE = SVM(features="smooth-hog", deskew=True, components=100, landmarks=1500, C=5.0)


class Watch:
    """The processor time this program spent between two chances to stop, at most.

    Processor time, for other programs on the same computer are not what is tested.
    """

    def __init__(self):
        self.longest = 0.0
        self._last = {}

    def __call__(self):
        now = time.thread_time()
        before = self._last.get(threading.get_ident())
        if before is not None:
            self.longest = max(self.longest, now - before)
        self._last[threading.get_ident()] = now


@pytest.mark.parametrize(
    "classifier",
    [LARGE, SVM("linear", features="pixels", C=0.05), ExactSVM(), SoftmaxRegression(steps=20)],
    ids=lambda classifier: type(classifier).__name__,
)
def test_there_is_a_chance_to_stop_at_least_every_200_milliseconds(classifier):
    count = 3000 if classifier is LARGE else 2000
    digits = few_digits(count)
    images = digits.images if getattr(classifier, "features", None) else digits.images / 255
    watch = Watch()
    with cancellable(watch):
        classifier.fit(images, digits.labels)
    assert 0 < watch.longest < SOON


def test_what_is_stopped_has_learned_nothing_and_can_learn_again():
    digits = few_digits(1200)
    machine = SVM("linear", features="pixels", C=0.05)
    chances = []

    def stop():
        chances.append(1)
        if len(chances) > 40:
            raise Interrupted

    with cancellable(stop), pytest.raises(Interrupted):
        machine.fit(digits.images, digits.labels)
    assert not hasattr(machine, "weights_")
    assert machine.fit(digits.images, digits.labels).score(digits.images, digits.labels) > 0.9


def test_asking_for_no_more_stops_as_well():
    digits = few_digits(600)
    machine = SVM(features="smooth-hog", landmarks=100)
    steps = machine.fit_steps(digits.images, digits.labels)
    for _ in range(3):
        next(steps)
    steps.close()
    assert not hasattr(machine, "weights_")
    with pytest.raises(ValueError, match="not been trained"):
        machine.predict(np.zeros((1, 28, 28)))
