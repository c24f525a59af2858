"""A fault of the Qt binding that would abort the program."""

import sys

from PySide6.QtCore import QTimer


def test_calls_into_qt_keep_the_reference_count_of_none():
    """PySide6 6.12.0 loses a reference per call before Python 3.12, and finally aborts."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(500):
        timer.setInterval(10)
    assert sys.getrefcount(None) > before - 250
