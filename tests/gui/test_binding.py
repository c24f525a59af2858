"""The Qt binding itself: what would end the program without a word."""

import sys

from PySide6.QtCore import QTimer


def test_calls_into_qt_keep_the_count_of_references_to_none():
    """PySide6 6.12.0 drops one a call below Python 3.12, which aborts after some thousand calls."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(500):
        timer.setInterval(10)
    assert sys.getrefcount(None) > before - 250
