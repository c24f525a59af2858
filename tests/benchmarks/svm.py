"""Features and support vector machines beside scikit-image and scikit-learn, run by hand.

    python tests/benchmarks/svm.py hog            seconds
    python tests/benchmarks/svm.py linear         a minute or two
    python tests/benchmarks/svm.py kernel         many minutes: scikit-learn's SVC on 60,000
    python tests/benchmarks/svm.py kernel 10000   the same on fewer digits
    python tests/benchmarks/svm.py digit          seconds

Both sides take turns, see the same digits and may use the same cores. A line gives the median time
of each side, how they compare, and the accuracy on MNIST's test set where there is one.
"""

import json
import statistics
import sys
import time

import numpy as np
from skimage.feature import hog as theirs
from sklearn.svm import SVC, LinearSVC

from digitpad.data.mnist import load_mnist
from digitpad.features import extract
from digitpad.features.hog import hog
from digitpad.nn.parallel import as_network_input
from digitpad.recognizer import Recognizer
from digitpad.svm import SVM


def timed(work):
    """Seconds on the clock, and what came out."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def take_turns(rounds, **sides):
    """The median seconds of each side, and its last result."""
    seconds = {name: [] for name in sides}
    results = {}
    for _ in range(rounds):
        for name, work in sides.items():
            spent, results[name] = timed(work)
            seconds[name].append(spent)
    return {name: statistics.median(values) for name, values in seconds.items()}, results


def measure_hog(count=60_000, rounds=5, looped=2_000):
    """All of MNIST here; scikit-image's loop on some of it, scaled up, for it is slow."""
    images = as_network_input(load_mnist("train").images[:count])
    few = images[:looped]

    def loop():
        return np.array([theirs(image, 9, (4, 4), (2, 2)) for image in few])

    seconds, results = take_turns(rounds, digitpad=lambda: hog(images), loop=loop)
    looped_seconds = seconds["loop"] * len(images) / len(few)
    return {
        "what": f"HOG of {len(images)} digits",
        "digitpad_seconds": seconds["digitpad"],
        "scikit_image_seconds": looped_seconds,
        "times_faster": looped_seconds / seconds["digitpad"],
        "largest_difference": float(np.abs(results["digitpad"][:looped] - results["loop"]).max()),
    }


def measure_linear(count=60_000, rounds=3, C=0.05):
    """Raw pixels, one plane against the rest, with squared hinge on both sides."""
    train, test = load_mnist("train"), load_mnist("test")
    X = as_network_input(train.images[:count]).reshape(-1, 784)
    y = train.labels[:count]
    seconds, results = take_turns(
        rounds,
        digitpad=lambda: SVM("linear", C=C, held_out=0.0, tolerance=1e-3).fit(X, y),
        scikit_learn=lambda: LinearSVC(C=C, dual="auto", tol=1e-2).fit(X.astype(np.float64), y),
    )
    flat = as_network_input(test.images).reshape(-1, 784)
    return _compared(f"linear machine, pixels of {count}, C={C}", seconds, results, flat, test)


def measure_kernel(count=60_000, landmarks=1000, rounds=1, C=5.0):
    """The radial kernel on deskewed smooth HOG; ours reduces it to 100 directions by itself."""
    train, test = load_mnist("train"), load_mnist("test")
    X = extract(as_network_input(train.images[:count]), "smooth-hog", deskew=True)
    flat = extract(as_network_input(test.images), "smooth-hog", deskew=True)
    y = train.labels[:count]
    machine = SVM(C=C, landmarks=landmarks, components=100, held_out=0.0)
    # scikit-learn's gamma counts in distances as they are, ours in the mean squared distance.
    gamma = machine.gamma / (2 * float(X.var(axis=0, dtype=np.float64).sum()))
    seconds, results = take_turns(
        rounds,
        digitpad=lambda: machine.fit(X, y),
        scikit_learn=lambda: SVC(C=C, gamma=gamma, cache_size=2000).fit(X.astype(np.float64), y),
    )
    return _compared(f"radial machine, HOG of {count}", seconds, results, flat, test)


def _compared(what, seconds, results, flat, test):
    return {
        "what": what,
        "digitpad_seconds": seconds["digitpad"],
        "scikit_learn_seconds": seconds["scikit_learn"],
        "times_faster": seconds["scikit_learn"] / seconds["digitpad"],
        **{
            f"{name}_accuracy": float(np.mean(fitted.predict(flat) == test.labels))
            for name, fitted in results.items()
        },
    }


def measure_digit(model="svm-hog", rounds=300):
    """From 28 x 28 to probabilities, one digit at a time."""
    classifier = Recognizer.load(model).model.classifier
    images = load_mnist("test").images
    classifier.predict_proba(images[0])
    seconds = [timed(lambda i=i: classifier.predict_proba(images[i]))[0] for i in range(rounds)]
    return {"what": f"one digit with {model}", "milliseconds": statistics.median(seconds) * 1000}


MEASURES = {
    "hog": measure_hog,
    "linear": measure_linear,
    "kernel": measure_kernel,
    "digit": measure_digit,
}

if __name__ == "__main__":
    which, *more = sys.argv[1:] or ["hog"]
    print(json.dumps(MEASURES[which](*map(int, more)), indent=1))
