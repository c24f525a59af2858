"""Fixtures: the library window, opened and settled."""

import pytest

from digitpad.gui.library.library_window import LibraryWindow
from digitpad.gui.session import Session
from tests.gui.choosing import select


@pytest.fixture
def settled(qtbot):
    """Wait until a window has finished its work."""

    def wait(window):
        qtbot.waitUntil(
            lambda: (
                not (
                    window.work.is_busy
                    or window.measuring.is_busy
                    or window.refreshing.isActive()
                    or window.session.loading is not None
                )
            ),
            timeout=20_000,
        )

    return wait


@pytest.fixture
def session(surroundings):
    """The state of the window, with the default model."""
    session = Session(surroundings.state)
    select(session, None)
    return session


@pytest.fixture
def opened(session, qtbot, settled):
    """Opens the library window."""
    made = []

    def open_window():
        window = LibraryWindow(session)
        qtbot.addWidget(window)
        window.refresh()
        window.show()
        qtbot.waitExposed(window)
        settled(window)
        made.append(window)
        return window

    yield open_window
    for window in made:
        window.close()
        window.shut_down()
