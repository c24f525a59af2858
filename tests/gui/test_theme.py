import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton

from digitpad.gui import theme
from digitpad.gui.theme import DARK, HIGH_CONTRAST, LIGHT, Scheme
from tests.gui.choosing import choose, preferences


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["text", "quiet", "accent", "problem"])
@pytest.mark.parametrize("ground", ["window", "paper", "control"])
def test_text_has_enough_contrast(colours, text, ground):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("text", ["text", "quiet", "accent", "problem", "line", "bar"])
def test_high_contrast_has_a_contrast_of_seven(text):
    for ground in ("window", "paper", "control"):
        assert contrast(getattr(HIGH_CONTRAST, text), getattr(HIGH_CONTRAST, ground)) >= 7


def test_high_contrast_can_be_chosen(window):
    choose(preferences(window).general.theme, "High Contrast")
    assert window.canvas.palette().color(QPalette.ColorRole.Base) == QColor("black")
    assert window.canvas.palette().color(QPalette.ColorRole.Text) == QColor("white")


@pytest.mark.parametrize("colours", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high"])
def test_bars_differ_from_the_window_and_from_each_other(colours):
    assert contrast(colours.bar, colours.window) >= 3
    assert contrast(colours.accent, colours.track) >= 3
    assert contrast(colours.accent, colours.bar) >= 1.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5


def strongest_contrast(button):
    """Of the text's pixels against the middle of the button's left edge."""
    image = button.grab().toImage()
    ground = image.pixelColor(6, image.height() // 2)
    inner = range(12, image.width() - 12), range(8, image.height() - 8)
    return max(contrast(image.pixelColor(x, y), ground) for x in inner[0] for y in inner[1])


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_a_disabled_button_looks_disabled_and_is_readable(surroundings, qtbot, scheme):
    surroundings.appearance.choose(scheme)
    button = QPushButton("HHHH")
    qtbot.addWidget(button)
    button.show()
    usable = strongest_contrast(button)
    button.setEnabled(False)
    assert 2 < strongest_contrast(button) < 0.6 * usable


def test_the_theme_can_be_switched_and_reaches_every_widget(window):
    appearance = window._appearance
    appearance.choose(Scheme.DARK)
    assert appearance.is_dark
    assert window.canvas.palette().color(QPalette.ColorRole.Base) == QColor(DARK.paper)
    assert window.canvas.grab().toImage().pixelColor(100, 40) == QColor(DARK.paper)
    appearance.choose(Scheme.LIGHT)
    assert not appearance.is_dark
    assert window.canvas.grab().toImage().pixelColor(100, 40) == QColor(LIGHT.paper)


def test_the_system_scheme_is_followed_until_one_is_chosen(surroundings, monkeypatch):
    appearance = surroundings.appearance
    hints = surroundings.application.styleHints()
    appearance.choose(Scheme.SYSTEM)
    monkeypatch.setattr(type(appearance), "_system_is_dark", lambda self: True)
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert appearance.is_dark
    assert surroundings.application.palette().color(QPalette.ColorRole.Window) == QColor(
        DARK.window
    )
    appearance.choose(Scheme.LIGHT)
    hints.colorSchemeChanged.emit(hints.colorScheme())
    window_colour = surroundings.application.palette().color(QPalette.ColorRole.Window)
    assert window_colour == QColor(LIGHT.window)


def test_small_system_fonts_are_enlarged(surroundings):
    assert surroundings.application.font().pointSizeF() >= theme.SMALLEST_BODY_POINTS
