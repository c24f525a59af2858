"""Cross-validation in one and in two processes: `python -m tests.benchmarks.cross_validation`.

Two workers share the cores, so they should never take longer than one process that has them all.
Starting the workers is timed apart: joblib keeps them for the next call.
"""

import sys
import time

from sklearn.model_selection import cross_val_score

import digitpad

CLASSIFIERS = {
    "mlp": digitpad.NetworkClassifier(epochs=4),
    "cnn-small": digitpad.NetworkClassifier("cnn-small", epochs=2),
    "svm-hog": digitpad.SVM(features="smooth-hog", components=100, landmarks=500),
    "softmax": digitpad.SoftmaxRegression(steps=100),
}
REPETITIONS = 2


def seconds(classifier, X, y, jobs):
    started = time.perf_counter()
    cross_val_score(classifier, X, y, cv=4, n_jobs=jobs)
    return time.perf_counter() - started


def main():
    X, y = digitpad.load_mnist()
    X, y = X[:3000], y[:3000]
    print(f"starting two workers {seconds(CLASSIFIERS['softmax'], X[:50], y[:50], 2):.2f} s")
    slower = False
    for name, classifier in CLASSIFIERS.items():
        best = {
            jobs: min(seconds(classifier, X, y, jobs) for _ in range(REPETITIONS))
            for jobs in (1, 2)
        }
        slower |= best[2] > 1.05 * best[1]
        print(f"{name:10} one process {best[1]:6.2f} s   two processes {best[2]:6.2f} s")
    return int(slower)


if __name__ == "__main__":
    sys.exit(main())
