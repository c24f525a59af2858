"""Fixtures: the library window, opened and settled."""

import pytest

from digitpad.gui.library.library_window import LibraryWindow


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
