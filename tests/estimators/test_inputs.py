"""What classifiers take: pixels of every scale, shapes, DataFrames, labels, weights."""

import numpy as np
import pytest

from digitpad.common.errors import DatasetError
from digitpad.estimators.baselines import NearestNeighbours, SoftmaxRegression
from digitpad.estimators.exact_svm import ExactSVM
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model
from tests.data.few_digits import few_digits

QUICK = {"epochs": 3, "batch_size": 20}
CLASSIFIERS = {
    "mlp": NetworkClassifier(hidden=[16], **QUICK),
    "cnn-small": NetworkClassifier("cnn-small", hidden=16, **QUICK),
    "svm": SVM(landmarks=60),
    "svm on features": SVM("linear", features="hog"),
    "exact svm": ExactSVM(),
    "softmax": SoftmaxRegression(steps=20),
    "neighbours": NearestNeighbours(),
}
every_classifier = pytest.mark.parametrize("classifier", CLASSIFIERS.values(), ids=CLASSIFIERS)


@pytest.fixture(scope="module")
def digits():
    return few_digits(300)


def again(classifier):
    return type(classifier)(**classifier.get_params())


SCALES = {
    "int64": lambda images: images.astype(np.int64),
    "float32 to 255": lambda images: images.astype(np.float32),
    "float64 to 255, resized": lambda images: images * 0.97,
    "0 to 1": lambda images: images / 255,
    "rows": lambda images: images.reshape(len(images), -1),
    "lists": lambda images: images.tolist(),
}


@every_classifier
@pytest.mark.parametrize("scale", SCALES)
def test_pixels_of_every_scale_are_understood_in_fitting_and_predicting(classifier, scale, digits):
    expected = again(classifier).fit(digits.images, digits.labels)
    test = few_digits(100, "test").images
    answers = expected.predict_proba(test)
    given = SCALES[scale]
    assert np.abs(expected.predict_proba(given(test)) - answers).mean() < 0.01
    other = again(classifier).fit(given(digits.images), digits.labels)
    assert (other.predict(given(test)) == expected.predict(test)).mean() > 0.9
    assert (other.predict(test) == other.predict(given(test))).mean() > 0.95 or scale == "0 to 1"


@every_classifier
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32])
def test_fitting_to_255_and_predicting_to_1_gives_the_same_answers(classifier, dtype, digits):
    fitted = again(classifier).fit(digits.images.astype(dtype), digits.labels)
    test = few_digits(100, "test").images
    np.testing.assert_allclose(
        fitted.predict_proba(test / 255), fitted.predict_proba(test), atol=1e-3
    )


def test_large_pictures_of_few_values_are_refused_by_a_model_of_digits():
    classifier = load_model(find_model("cnn")).classifier
    with pytest.raises(DatasetError, match="between 0 and 16"):
        classifier.predict(few_digits(5).images.astype(np.int64) * 16 // 255)


@pytest.mark.parametrize("name", ["cnn", "mlp", "svm-hog", "softmax"])
@pytest.mark.parametrize(
    "wrong", [lambda x: x - 0.5, lambda x: x * 1.5, lambda x: x * 1000.0], ids=["-", "1.5", "1000"]
)
def test_what_cannot_be_pixels_is_refused(name, wrong):
    images = wrong(few_digits(5).images / 255)
    with pytest.raises(DatasetError, match="uint8 from 0 to 255 or floats from 0 to 1"):
        load_model(find_model(name)).classifier.predict(images)
    if name in ("mlp", "softmax"):
        return  # fitted on other numbers than pixels, these work as well
    fresh = NetworkClassifier("cnn") if name == "cnn" else SVM(features="hog")
    with pytest.raises(DatasetError, match="uint8 from 0 to 255 or floats from 0 to 1"):
        fresh.fit(images, [0, 1, 2, 3, 4])


@pytest.mark.parametrize("name", ["mlp", "cnn", "svm-fourier", "softmax"])
def test_models_from_files_read_pixels_up_to_255(name):
    classifier = load_model(find_model(name)).classifier
    test = few_digits(100, "test")
    answers = classifier.predict_proba(test.images)
    for images in (test.images.astype(np.int64), test.images.astype(np.float32)):
        np.testing.assert_allclose(classifier.predict_proba(images), answers, atol=1e-4)


def test_other_numbers_than_pixels_are_taken_as_they_are():
    rng = np.random.default_rng(0)
    X = np.concatenate([rng.normal(100, 1, (50, 4)), rng.normal(104, 1, (50, 4))])
    y = np.repeat([0, 1], 50)
    fitted = SoftmaxRegression().fit(X, y)
    assert fitted.input_scale_ is None
    standardized = rng.normal(0, 1, (100, 64))
    assert SoftmaxRegression(steps=2).fit(standardized, y).input_scale_ is None


@pytest.mark.parametrize("name", ["mlp", "cnn-small", "svm", "exact svm", "softmax", "neighbours"])
def test_digits_of_8_by_8_pixels_are_learned(name):
    sklearn_datasets = pytest.importorskip("sklearn.datasets")
    data = sklearn_datasets.load_digits()
    for X in (data.data, data.images):
        fitted = again(CLASSIFIERS[name]).set_params(**({"epochs": 8} if "epochs" in
            CLASSIFIERS[name].get_params() else {}))  # fmt: skip
        fitted.fit(X[:800], data.target[:800])
        assert fitted.input_scale_ == 16
        assert fitted.score(X[800:], data.target[800:]) > 0.75


@every_classifier
def test_labels_may_be_texts_and_few(classifier, digits):
    some = digits.labels < 3
    names = np.array(["zero", "one", "two"], dtype=object)[digits.labels[some]]
    fitted = again(classifier).fit(digits.images[some], names)
    assert fitted.classes_.tolist() == ["one", "two", "zero"]
    assert fitted.score(digits.images[some], names) > 0.8
    logs = fitted.predict_log_proba(digits.images[:5])
    np.testing.assert_allclose(np.exp(logs), fitted.predict_proba(digits.images[:5]), rtol=1e-4)


@every_classifier
def test_columns_of_a_dataframe_are_remembered_and_another_order_refused(classifier, digits):
    pandas = pytest.importorskip("pandas")
    names = [f"pixel{i}" for i in range(784)]
    X = pandas.DataFrame(digits.images.reshape(-1, 784).astype(np.int64), columns=names)
    y = pandas.Series(digits.labels).astype(str).astype("category")
    fitted = again(classifier).fit(X, y)
    assert fitted.feature_names_in_.tolist() == names
    assert fitted.score(X, y) > 0.5
    with pytest.raises(ValueError, match="must be in the same order"):
        fitted.predict(X[names[::-1]])
    with pytest.raises(ValueError, match="unseen at fit time"):
        fitted.predict(X.rename(columns={"pixel0": "label"}))


def test_weights_count_as_repetitions(digits):
    X = digits.images.reshape(-1, 784)[:100, ::7] / 255
    y = digits.labels[:100] % 3
    weights = np.random.default_rng(0).integers(0, 4, 100)
    repeated = np.repeat(np.arange(100), weights)
    for classifier, values in (
        (SoftmaxRegression(penalty=0.01), SoftmaxRegression.decision_function),
        (SVM("linear", tolerance=1e-5), SVM.decision_function),
        (ExactSVM(gamma=0.05, tolerance=1e-5), ExactSVM.pair_distances),
    ):
        weighted = values(again(classifier).fit(X, y, sample_weight=weights), X)
        expected = values(again(classifier).fit(X[repeated], y[repeated]), X)
        np.testing.assert_allclose(weighted, expected, atol=0.02)
        plain = values(again(classifier).fit(X, y), X)
        assert np.abs(plain - weighted).max() > 0.1


@pytest.mark.parametrize("name", ["mlp", "cnn-small", "softmax"])
def test_learning_goes_on_with_partial_fit(name):
    digits, test = few_digits(2000), few_digits(500, "test")
    classifier = again(CLASSIFIERS[name])
    scores = []
    for start in range(0, 2000, 500):
        part = slice(start, start + 500)
        classifier.partial_fit(digits.images[part], digits.labels[part], classes=range(10))
        scores.append(classifier.score(test.images, test.labels))
    assert scores[-1] > scores[0]
    assert scores[-1] > 0.5
    with pytest.raises(DatasetError, match="label 11 is not among"):
        classifier.partial_fit(digits.images[:2], [1, 11])
