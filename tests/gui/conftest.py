"""Fixtures: a window for each test, in English and light, with its own settings."""

import dataclasses
import gc
import threading
from functools import partial

import pytest

from digitpad.gui.application import prepare
from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.session import Session
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import ENGLISH, SIMPLIFIED_CHINESE
from tests.gui.choosing import select, wait_until_loaded

PATIENCE = 30_000
"""Milliseconds that a test waits for what should happen soon, also on a busy computer."""


@pytest.fixture
def qtbot(qtbot):
    """As pytest-qt's, but `waitUntil` is patient unless a test says otherwise."""
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=PATIENCE)
    return qtbot


@pytest.fixture(autouse=True)
def ended_threads(own_home):
    """Threads that outlive their window end before the next test."""
    yield
    for thread in threading.enumerate():
        if thread.name == "digitpad-worker":
            thread.join(60)


@pytest.fixture(autouse=True)
def no_collection_inside_qt():
    """As in the program, garbage is collected between events only; see `GarbageCollection`."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def qapp_args():
    """The style that the window has on every system."""
    return ["digitpad", "-style", "fusion"]


@pytest.fixture(scope="session")
def one_application(qapp, tmp_path_factory):
    """The objects shared by all windows; a process can have only one application object."""
    state = WindowState(tmp_path_factory.mktemp("state") / "window.ini")
    return prepare(["digitpad"], state)


@pytest.fixture
def surroundings(one_application):
    """English, light, and empty settings."""
    one_application.appearance.choose(Scheme.LIGHT)
    one_application.translation.choose(ENGLISH)
    return dataclasses.replace(one_application, state=WindowState())


@pytest.fixture
def chinese(surroundings):
    """Widgets that are made from now on speak Chinese."""
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    yield
    surroundings.translation.choose(ENGLISH)


@pytest.fixture
def session(surroundings):
    """The state that the windows share, with the default model."""
    session = Session(surroundings.state)
    select(session, None)
    return session


@pytest.fixture
def window(surroundings, qtbot):
    """The real window with the default model."""
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    # Only the active window gets key events.
    with qtbot.waitActive(window, timeout=PATIENCE):
        window.activateWindow()
    wait_until_loaded(window.session)
    return window


@pytest.fixture
def canvas(surroundings, qtbot):
    """A pad without a window."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas
