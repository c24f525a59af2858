"""scikit-learn's own checks of what a classifier promises, for every one that digitpad offers."""

import numpy as np
import pytest

from digitpad.baselines import NearestNeighbours, SoftmaxRegression
from digitpad.classifier import NetworkClassifier
from digitpad.svm import SVM, ExactSVM
from tests.data.few_digits import few_digits

pytest.importorskip("sklearn")
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

VECTORS = [SVM(), SVM("linear"), ExactSVM(), SoftmaxRegression(), NearestNeighbours()]


@parametrize_with_checks(VECTORS)
@pytest.mark.filterwarnings("default")
def test_scikit_learns_checks_pass(estimator, check):
    check(estimator)


@pytest.mark.parametrize(
    "classifier",
    [
        SVM(features="hog", landmarks=100, components=30),
        NetworkClassifier("mlp", {"hidden": [16]}, {"epochs": 2, "batch_size": 50}),
    ],
    ids=["svm", "network"],
)
def test_it_works_in_cross_validation_and_searches(classifier):
    digits = few_digits(400)
    X = digits.images.reshape(400, -1) / np.float32(255)
    assert cross_val_score(clone(classifier), X, digits.labels, cv=2).min() > 0.4
    name = "C" if isinstance(classifier, SVM) else "temperature"
    search = GridSearchCV(make_pipeline(MinMaxScaler(), classifier), {}, cv=2)
    assert name in classifier.get_params()
    search.fit(X, digits.labels)
    assert search.best_score_ > 0.4
