"""Drawings, answers and clicks for tests of the inspector's pages."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.mnist import load_mnist
from tests.gui.inspector.pages import opened, recognizer
from tests.tools.skeleton import trace


@lru_cache
def drawing(number=0):
    """The ink of a test digit of MNIST."""
    image = load_mnist("test").images[number].astype("float32") / 255
    return trace(image).transformed(10, (0, 0))


def recognition(name, number=0):
    """A model's answer for that drawing."""
    return recognizer(name).recognize_ink(drawing(number))


def show(page, qtbot, name, number=0, *, drawn=True):
    """Show a page with a model and a drawing, as the inspector does."""
    opened(page, qtbot)
    page.use_recognizer(recognizer(name))
    page.show_drawing(drawing(number), recognition(name, number) if drawn else None)
    return page


def choose(combo, text):
    """Select an entry of a list by its text."""
    places = [place for place in range(combo.count()) if text in combo.itemText(place)]
    combo.setCurrentIndex(places[0])
    combo.activated.emit(places[0])


def click_row(digits, row):
    """Click an entry of a `DigitList`."""
    digits.scrollTo(digits.model().index(row, 0))
    where = digits.place(row).center()
    QTest.mouseClick(digits.viewport(), Qt.MouseButton.LeftButton, pos=where)
