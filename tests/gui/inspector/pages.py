"""What tests of pages share: models, drawings, and a page in a window of its own."""

from functools import lru_cache

import numpy as np

from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import load_mnist
from digitpad.recognizer import Recognizer


@lru_cache
def recognizer(name="mlp"):
    """A bundled model."""
    return Recognizer.load(name)


@lru_cache
def ink(digit):
    """A drawing of this digit that no model doubts."""
    return next(item.ink for item in load_examples() if item.label == str(digit))


@lru_cache
def few(part, count=400):
    """Some of MNIST's digits, evenly spread."""
    digits = load_mnist(part)
    return digits.subset(np.linspace(0, len(digits) - 1, count).astype(np.int64))


def opened(page, qtbot, size=(940, 620)):
    """The page, shown as a window."""
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    return page


def draw(page, digit, name="mlp"):
    """As if this digit had been drawn on the pad."""
    drawing = ink(digit)
    page.show_drawing(drawing, recognizer(name).recognize_ink(drawing))
