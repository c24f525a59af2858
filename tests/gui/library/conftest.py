"""The library's window, opened and waited for."""

import pytest

from digitpad.gui.library.library_window import LibraryWindow


@pytest.fixture
def settled(qtbot):
    """Waits until a window has done what it was asked for."""

    def wait(window):
        qtbot.waitUntil(lambda: not window.errands.is_busy, timeout=15_000)

    return wait


@pytest.fixture
def opened(surroundings, qtbot, settled):
    """Opens the window."""
    made = []

    def open_window():
        window = LibraryWindow()
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
