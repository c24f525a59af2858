"""What looking into a model costs beside just using it, run by hand.

    python tests/benchmarks/inspection.py examine [MODEL ...]     10,000 digits: to bare prediction
    python tests/benchmarks/inspection.py observe [MODEL ...]     one digit: to a bare forward pass

Both sides take turns. A line gives the median of the ratios, and each side's median.
"""

import json
import sys
import time

import numpy as np

from digitpad.benchmarks.measuring import interleaved, median, ratio
from digitpad.common.pixels import as_floats
from digitpad.common.threads import one_blas_thread
from digitpad.data.mnist import load_mnist
from digitpad.evaluation.metrics import evaluate
from digitpad.inspection.activations import inspectable, observe
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model

ROUNDS = 7
OBSERVED = 200


def seconds(work):
    """A turn that does the work once and gives the seconds on the clock."""

    def turn():
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return turn


def measure_examine(model):
    """All of confusion, gallery, precision and calibration, with progress told as in the window."""
    classifier, digits = load_model(find_model(model)).classifier, load_mnist("test")

    def examined():
        found = evaluate(
            classifier, digits, progress=lambda done, total: None, cancelled=lambda: False
        )
        return found.as_dict(), found.misread, found.calibration()

    return {"examine": examined, "predict": lambda: classifier.predict_proba(digits.images)}


def measure_observe(model):
    """Every layer's output kept, as while someone draws."""
    network = inspectable(load_model(find_model(model)).classifier)
    images = as_floats(load_mnist("test").images[:OBSERVED])

    def all_of_them(look):
        def work():
            with one_blas_thread():
                for image in images:
                    look(image)

        return work

    return {
        "observe": all_of_them(lambda image: observe(network, image)),
        "forward": all_of_them(lambda image: network.forward(image[None])),
    }


MEASURES = {"examine": measure_examine, "observe": measure_observe}

if __name__ == "__main__":
    subject, *models = sys.argv[1:] or ["examine"]
    for name in models or ["mlp", "cnn-small", "cnn"]:
        sides = MEASURES[subject](name)
        figures = interleaved({side: seconds(work) for side, work in sides.items()}, ROUNDS)
        first, second = figures.values()
        result = {"model": name, "ratio": round(ratio(first, second), 3)}
        result |= {side: round(median(values), 4) for side, values in figures.items()}
        result["spread"] = [round(float(v), 3) for v in np.divide(first, second)]
        print(json.dumps(result))
