"""The window of the lessons."""

import pytest


@pytest.fixture
def lessons(window, qtbot):
    """Opened from the main window."""
    window.actions_.lessons.trigger()
    lessons = window.windows.lessons
    with qtbot.waitExposed(lessons):
        pass
    return lessons
