"""Models, digits and drawings that tests of the inspector's pages share."""

from functools import lru_cache

import numpy as np

from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import load_mnist
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.gui.pad.shown_number import ShownNumber
from digitpad.library.model_file import Model, ModelDescription
from digitpad.recognition.recognizer import Recognizer


def draw_in(session, drawing):
    """Set the drawing of a session, and the number that its model reads."""
    number = session.answering.recognize_number_in_ink(drawing)
    session.show_drawing(drawing, ShownNumber.of(number))


@lru_cache
def recognizer(name="mlp"):
    """A bundled model."""
    return Recognizer.load(name)


@lru_cache
def ink(digit):
    """A drawing of this digit that every model recognizes."""
    return next(item.ink for item in load_examples() if item.label == str(digit))


@lru_cache
def few(part, count=400):
    """Evenly spaced digits of MNIST."""
    digits = load_mnist(part)
    return digits.subset(np.linspace(0, len(digits) - 1, count).astype(np.int64))


@lru_cache
def recognizer_of(classes):
    """A model of these classes only."""
    digits = few("train").of_classes(classes)
    classifier = SoftmaxRegression(steps=5).fit(digits.images, digits.labels)
    description = ModelDescription("few", "softmax", classifier.get_params(), classes=classes)
    return Recognizer(Model(description, classifier))


def opened(page, qtbot, size=(940, 620)):
    """Show the page as a window."""
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    return page


def draw(page, digit, name="mlp"):
    """Pass a drawing of this digit to the page."""
    drawing = ink(digit)
    page.show_drawing(drawing, recognizer(name).recognize_ink(drawing))
