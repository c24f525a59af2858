"""The windows beside the pad that have no test of their own for a doubled font at 1366 x 768."""

import pytest

from digitpad.gui import theme
from digitpad.gui.lessons.lesson_window import LessonWindow
from digitpad.gui.library.comparison_window import ComparisonWindow
from digitpad.gui.model_answers import ModelAnswers
from digitpad.gui.samples.browser import SampleBrowser
from digitpad.gui.samples.sample_recorder import SampleRecorder

WIDTH, HEIGHT = 1366, 728
"""A small laptop's screen without the title bar and the desktop's panel."""


@pytest.mark.parametrize(
    "kind", [ComparisonWindow, LessonWindow, ModelAnswers, SampleBrowser, SampleRecorder]
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_window_fits_a_small_screen_with_a_doubled_font(
    kind, language, window, surroundings, qtbot
):
    font = surroundings.application.font()
    surroundings.application.setFont(theme.scaled(font, 2))
    surroundings.translation.choose(language)
    try:
        beside = kind(window.session)
        qtbot.addWidget(beside)
        beside.show()
        qtbot.wait(50)
        smallest = beside.minimumSizeHint()
        assert smallest.width() <= WIDTH
        assert smallest.height() <= HEIGHT
        beside.close()
        beside.shut_down()
    finally:
        surroundings.application.setFont(font)
