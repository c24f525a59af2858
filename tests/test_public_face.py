"""What `import digitpad` offers to a Python user."""

import doctest
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import digitpad
from tests.data.few_digits import few_digits

ONE = [(50, 20), (50, 120), (49, 220)]


def in_new_process(code):
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout


def test_importing_loads_neither_numpy_nor_anything_else_of_the_package():
    code = (
        "import sys; before = set(sys.modules); import digitpad;"
        "print(sorted(set(sys.modules) - before - {'digitpad'}))"
    )
    loaded = in_new_process(code)
    assert "numpy" not in loaded
    assert "digitpad" not in loaded


def test_every_public_name_is_there_and_listed():
    assert set(digitpad.__all__) <= set(dir(digitpad))
    for name in digitpad.__all__:
        assert getattr(digitpad, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        _ = digitpad.colour


def test_the_names_are_the_same_for_type_checkers():
    source = Path(digitpad.__file__).read_text("utf-8")
    typed = source[source.index("if TYPE_CHECKING:") : source.index("__version__")]
    assert all(f" {name}," in typed.replace("\n", ",\n") or f", {name}" in typed
               for name in digitpad.__all__)  # fmt: skip
    assert (Path(digitpad.__file__).parent / "py.typed").exists()


@pytest.mark.parametrize("name", digitpad.__all__)
def test_every_public_name_has_an_example_that_works(name):
    found = doctest.DocTestFinder(recurse=False).find(getattr(digitpad, name), name)
    examples = [test for test in found if test.examples]
    assert examples
    for test in examples:
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        runner.run(test)
        assert runner.failures == 0


def test_help_begins_with_how_to_begin():
    lines = digitpad.__doc__.splitlines()[:8]
    assert sum(">>>" in line for line in lines) == 5


@pytest.fixture(scope="module")
def seven():
    """The picture of a seven, dark ink on light."""
    test = few_digits(200, "test")
    image = test.images[np.flatnonzero(test.labels == 7)[0]]
    return np.kron(image, np.ones((4, 4), np.uint8))


def test_a_digit_is_recognized_in_whatever_form_it_comes(seven, tmp_path):
    path = tmp_path / "seven.png"
    picture = Image.fromarray(255 - seven)
    picture.save(path)
    floats = seven.astype(np.float32) / 255
    coloured = np.asarray(picture.convert("RGB"))
    forms = [path, str(path), picture, coloured]
    forms += [seven, floats, floats * 255, seven.astype(np.int64)]
    assert {digitpad.recognize(form, "mlp").digit for form in forms} == {7}
    assert digitpad.recognize(seven[::4, ::4], "mlp").digit == 7
    ink = digitpad.Ink((digitpad.Stroke.of(ONE),))
    for strokes in (ink, [ONE], ONE, [np.array(ONE)]):
        assert digitpad.recognize(strokes, "mlp").digit == 1


def test_nothing_drawn_gives_no_answer():
    assert digitpad.recognize([]) is None
    assert digitpad.recognize(np.zeros((28, 28))) is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (np.zeros((2, 28, 28)), r"\(height, width\)"),
        (np.full((28, 28), -3.0), "0 to 1"),
        (np.full((28, 28), np.nan), "finite"),
        (7, "not int"),
        ([[(1, 2, 3)]], "points"),
        ([["a"]], "points"),
    ],
)
def test_what_is_no_drawing_is_refused_with_what_is_expected(wrong, words):
    with pytest.raises(digitpad.DigitpadError, match=words):
        digitpad.recognize(wrong, "mlp")


def test_a_fitted_classifier_recognizes_and_is_kept(tmp_path):
    digits = few_digits(600)
    path = tmp_path / "own.safetensors"
    for classifier in (
        digitpad.NetworkClassifier(hidden=(16,), epochs=4, batch_size=20),
        digitpad.SVM(landmarks=80),
        digitpad.SVM("linear", features="hog"),
        digitpad.SoftmaxRegression(steps=30),
    ):
        classifier.fit(digits.images, digits.labels)
        recognizer = digitpad.Recognizer(classifier)
        answer = recognizer.recognize(digits.images[0])
        assert answer.classes == tuple(range(10))
        classifier.save(path)
        for again in (digitpad.load_model(path), type(classifier).load(path)):
            assert type(again) is type(classifier)
            np.testing.assert_array_equal(
                again.predict_proba(digits.images[:50]),
                classifier.predict_proba(digits.images[:50]),
            )
        assert digitpad.recognize(digits.images[0], path).digit == answer.digit


def test_a_file_of_another_class_is_refused(tmp_path):
    with pytest.raises(digitpad.DigitpadError, match="of kind mlp, expected softmax"):
        digitpad.SoftmaxRegression.load("models/mlp.safetensors")
    digits = few_digits(100)
    exact = digitpad.ExactSVM().fit(digits.images, digits.labels)
    with pytest.raises(digitpad.DigitpadError, match="ExactSVM cannot be kept"):
        exact.save(tmp_path / "exact.safetensors")
    words = np.array(list("abcdefghij"))[digits.labels]
    named = digitpad.SoftmaxRegression(steps=5).fit(digits.images, words)
    with pytest.raises(digitpad.DigitpadError, match="whole numbers as classes"):
        named.save(tmp_path / "named.safetensors")
    small = digitpad.SoftmaxRegression(steps=5).fit(digits.images[:, ::2, ::2], digits.labels)
    with pytest.raises(digitpad.DigitpadError, match="28 x 28 pixels"):
        small.save(tmp_path / "small.safetensors")


def test_a_loaded_model_keeps_its_record_when_it_is_saved_again(tmp_path):
    model = digitpad.load_model("mlp")
    digitpad.save_model(model, tmp_path / "again.safetensors")
    assert digitpad.load_model(tmp_path / "again.safetensors").description_ == model.description_


def test_progress_is_printed_when_asked_for(capsys):
    digits = few_digits(300)
    digitpad.NetworkClassifier(hidden=[8], epochs=2).fit(digits.images, digits.labels, verbose=True)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["epoch 1", "epoch 2"]
    digitpad.SVM(landmarks=20).fit(digits.images, digits.labels, verbose=True)
    assert capsys.readouterr().out
    digitpad.SoftmaxRegression(steps=5).fit(digits.images, digits.labels)
    assert not capsys.readouterr().out


def test_a_pickle_holds_the_weights_once():
    digits = few_digits(300)
    classifier = digitpad.NetworkClassifier(hidden=[64], epochs=1, batch_size=50)
    classifier.fit(digits.images, digits.labels)
    before = classifier.predict_proba(digits.images)
    weights = sum(tensor.nbytes for tensor in classifier.tensors().values())
    kept = pickle.dumps(classifier)
    assert len(kept) < 1.1 * weights + 4000
    again = pickle.loads(kept)  # noqa: S301 - written a line above
    np.testing.assert_array_equal(again.predict_proba(digits.images), before)


def test_onnx_needs_a_network(tmp_path):
    pytest.importorskip("onnx")
    digitpad.load_model("softmax").to_onnx(tmp_path / "softmax.onnx")
    assert (tmp_path / "softmax.onnx").stat().st_size > 30_000
    with pytest.raises(digitpad.DigitpadError, match="no counterpart"):
        digitpad.load_model("svm-hog").to_onnx(tmp_path / "svm.onnx")


def test_a_recognizer_takes_a_name_a_file_or_nothing(tmp_path):
    file = tmp_path / "mine.safetensors"
    digitpad.load_model("mlp").save(file)
    for recognizer in (
        digitpad.Recognizer(),
        digitpad.Recognizer("mlp"),
        digitpad.Recognizer(file),
    ):
        assert recognizer.recognize(ONE).digit == 1
    with pytest.raises(digitpad.DigitpadError, match="there is no model 'nosuch'"):
        digitpad.Recognizer("nosuch")


def test_mnist_has_two_parts():
    with pytest.raises(digitpad.DigitpadError, match="not 'validation'"):
        digitpad.load_mnist("validation")


def test_the_probabilities_of_all_digits_and_of_no_digit_add_up_to_one():
    answer = digitpad.recognize(ONE)
    everything = answer.with_non_digit()
    assert everything.shape == (11,)
    assert everything.sum() == pytest.approx(1, abs=1e-5)
    assert everything[10] == pytest.approx(answer.non_digit)
    assert everything[1] == pytest.approx(answer.confidence * (1 - answer.non_digit))


def test_probabilities_by_digit_leave_out_unknown_digits():
    digits = few_digits()
    X, y = digits.images, digits.labels
    classifier = digitpad.SoftmaxRegression(steps=5).fit(X[y != 3], y[y != 3])
    answer = digitpad.recognize(ONE, classifier)
    assert len(answer.probabilities) == 9
    assert answer.by_digit().shape == (10,)
    assert answer.by_digit()[3] == 0
    assert answer.by_digit()[4] == answer.probabilities[3]
