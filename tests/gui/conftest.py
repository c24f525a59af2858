"""A window for each test, in English and light, with settings of its own."""

import dataclasses

import pytest

from digitpad.gui.application import prepare
from digitpad.gui.canvas import Canvas
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import ENGLISH


@pytest.fixture(scope="session")
def one_application(qapp, tmp_path_factory):
    """The surroundings of all windows; a process can have only one application."""
    state = WindowState(tmp_path_factory.mktemp("state") / "window.ini")
    return prepare(["digitpad"], state)


@pytest.fixture
def surroundings(one_application):
    """English, light, and nothing remembered."""
    one_application.appearance.choose(Scheme.LIGHT)
    one_application.translation.choose(ENGLISH)
    return dataclasses.replace(one_application, state=WindowState())


@pytest.fixture
def window(surroundings, qtbot):
    """The real window with the default model."""
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    # Keys go to the active window only.
    with qtbot.waitActive(window, timeout=5000):
        window.activateWindow()
    return window


@pytest.fixture
def canvas(surroundings, qtbot):
    """A pad alone."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas
