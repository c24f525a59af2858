"""The default model, and digits to read with it."""

import pytest

from digitpad.data.example_ink import load_examples
from digitpad.recognition.recognizer import Recognizer
from tests.benchmarks.page_pictures.writing import Writing


@pytest.fixture(scope="module")
def recognizer():
    """The default model."""
    return Recognizer.load()


@pytest.fixture(scope="module")
def writing(recognizer):
    """Digits that the model reads right."""
    return Writing.read_right_by(recognizer, at_most=200)


@pytest.fixture(scope="module")
def examples():
    """The example digits as ink."""
    return load_examples()
