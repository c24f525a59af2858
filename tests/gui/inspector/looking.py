"""Hands for what the pages show: lists, galleries and maps; and a page with model and drawing."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.mnist import load_mnist
from digitpad.data.skeleton import trace
from tests.gui.inspector.pages import opened, recognizer


@lru_cache
def drawing(number=0):
    """The ink of a test digit of MNIST."""
    image = load_mnist("test").images[number].astype("float32") / 255
    return trace(image).transformed(10, (0, 0))


def recognition(name, number=0):
    """A model's answer to that drawing."""
    return recognizer(name).recognize_ink(drawing(number))


def show(page, qtbot, name, number=0, *, drawn=True):
    """As the inspector does it: the page, a model, and what is on the pad."""
    opened(page, qtbot)
    page.use_recognizer(recognizer(name))
    page.show_drawing(drawing(number), recognition(name, number) if drawn else None)
    return page


def choose(combo, text):
    """Choose an entry as a person does, by its text."""
    places = [place for place in range(combo.count()) if text in combo.itemText(place)]
    combo.setCurrentIndex(places[0])
    combo.activated.emit(places[0])


def click_picture(gallery, number):
    """Click the picture of this number, wherever it stands."""
    place = gallery.order.tolist().index(number)
    where = gallery.rectangle(place).center().toPoint()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=where)
