"""scikit-learn's own checks of what a classifier promises, for every one that digitpad offers."""

import warnings

import numpy as np
import pytest

from digitpad.estimators.baselines import NearestNeighbours, SoftmaxRegression
from digitpad.estimators.exact_svm import ExactSVM
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from tests.data.few_digits import few_digits

pytest.importorskip("sklearn")
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

QUICK = {"epochs": 60, "batch_size": 10, "learning_rate": 0.03, "threads": 1}
EVERY_CLASSIFIER = [
    SVM(),
    SVM("linear"),
    ExactSVM(),
    SoftmaxRegression(),
    NearestNeighbours(),
    NetworkClassifier("mlp", hidden=[16], activation="tanh", **QUICK),
]

NOT_PASSED = {
    "check_sample_weight_equivalence_on_dense_data": "repeated rows are summed in another order, "
    "which float32 shows; see the tests of sample weights for a looser comparison",
}


def expected_failures(classifier):
    has_weights = not isinstance(classifier, NearestNeighbours | NetworkClassifier)
    return NOT_PASSED if has_weights else {}


with warnings.catch_warnings():
    # digitpad's classifiers need no base class of scikit-learn's, and are told so.
    warnings.simplefilter("ignore")
    every_check = parametrize_with_checks(
        EVERY_CLASSIFIER, expected_failed_checks=expected_failures
    )


@every_check
@pytest.mark.filterwarnings("default")
def test_scikit_learns_checks_pass(estimator, check):
    check(estimator)


@pytest.mark.parametrize(
    "classifier",
    [
        SVM(features="smooth-hog", landmarks=100, components=30),
        NetworkClassifier("mlp", hidden=[16], epochs=4, batch_size=20),
    ],
    ids=["svm", "network"],
)
def test_models_of_digits_work_in_pipelines_and_searches(classifier):
    digits = few_digits(400)
    X = digits.images.reshape(400, -1) / np.float32(255)
    assert cross_val_score(clone(classifier), X, digits.labels, cv=2).min() > 0.4
    pipeline = make_pipeline(MinMaxScaler(), classifier)
    name = type(classifier).__name__.lower()
    setting = "C" if isinstance(classifier, SVM) else "temperature"
    search = GridSearchCV(pipeline, {f"{name}__{setting}": [0.5, 2.0]}, cv=2)
    search.fit(X, digits.labels)
    assert search.best_score_ > 0.4
    assert search.best_estimator_.predict_proba(X[:3]).shape == (3, 10)


@pytest.mark.parametrize(
    "classifier", [SVM(features="hog"), NetworkClassifier("cnn-small")], ids=["features", "network"]
)
def test_what_looks_at_pictures_refuses_vectors_of_another_length(classifier):
    """Why the checks above run on classifiers of vectors: these take 28 x 28 pixels by nature."""
    with pytest.raises(ValueError, match=r"28|smaller than"):
        classifier.fit(np.random.default_rng(0).random((20, 5)), [0, 1] * 10)
