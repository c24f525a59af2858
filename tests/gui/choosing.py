"""Clicks, chooses in a list with the keyboard, as a user does, and waits for a chosen model."""

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def choose(box, text):
    """Move in a combo box with the arrow keys until it shows a text."""
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"there is no {text}"


def click(button):
    """Click a button that can be seen and used."""
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def preferences(window):
    """The preferences, opened from the menu."""
    window.actions_.preferences.trigger()
    return window.preferences


def wait_until_loaded(session):
    """Let the event loop run until no model is being loaded any more."""
    end = time.monotonic() + 60
    while session.loading is not None:
        assert time.monotonic() < end, f"{session.loading} was not loaded"
        QTest.qWait(5)


def select(session, name):
    """Select a model, and wait until it has been loaded."""
    session.select(name)
    wait_until_loaded(session)
