"""The settings that the window keeps between sessions: geometry, theme, language, model.

They are an INI file in the user's folder, which `DIGITPAD_HOME` moves. A missing or damaged file,
or an invalid value, counts as no setting.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from digitpad.common.user_folders import user_data
from digitpad.gui import theme
from digitpad.gui.pad.tools import EraserKind
from digitpad.gui.theme import Scheme

_FILE = "window.ini"


class WindowState:
    """Typed access to the settings file; None means the user's own."""

    def __init__(self, file: Path | None = None) -> None:
        self._settings = QSettings(str(file or user_data() / _FILE), QSettings.Format.IniFormat)

    def geometry_of(self, window: str) -> QByteArray:
        """Position and size of a window; empty if unknown."""
        value = self._settings.value(f"geometry/{window}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember_geometry(self, window: str, value: QByteArray) -> None:
        """Store position and size of a window."""
        self._settings.setValue(f"geometry/{window}", value)

    @property
    def scheme(self) -> Scheme:
        """The selected theme."""
        try:
            return Scheme(self._text("theme"))
        except ValueError:
            return Scheme.SYSTEM

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._settings.setValue("theme", value.value)

    @property
    def language(self) -> str | None:
        """The code of the selected language; None to follow the system."""
        return self._text("language") or None

    @language.setter
    def language(self, value: str) -> None:
        self._settings.setValue("language", value)

    @property
    def model(self) -> str | None:
        """The name of the model used last."""
        return self._text("model") or None

    @model.setter
    def model(self, value: str) -> None:
        self._settings.setValue("model", value)

    @property
    def pen_width(self) -> float:
        """The width of the pen, in pad units."""
        width = self._number("pen_width", theme.PEN_WIDTH)
        return width if 1 <= width <= 100 else theme.PEN_WIDTH

    @pen_width.setter
    def pen_width(self, value: float) -> None:
        self._settings.setValue("pen_width", value)

    @property
    def eraser_kind(self) -> EraserKind:
        """What the eraser removes."""
        try:
            return EraserKind(self._text("eraser"))
        except ValueError:
            return EraserKind.STROKE

    @eraser_kind.setter
    def eraser_kind(self, value: EraserKind) -> None:
        self._settings.setValue("eraser", value.value)

    @property
    def shows_stages(self) -> bool:
        """Whether the processing steps are shown."""
        return self._text("stages") != "hidden"

    @shows_stages.setter
    def shows_stages(self, value: bool) -> None:
        self._settings.setValue("stages", "shown" if value else "hidden")

    @property
    def shows_welcome(self) -> bool:
        """Whether the start shows the card with things to try."""
        return self._text("welcome") != "hidden"

    @shows_welcome.setter
    def shows_welcome(self, value: bool) -> None:
        self._settings.setValue("welcome", "shown" if value else "hidden")

    @property
    def one_digit_only(self) -> bool:
        """Whether the whole drawing counts as one digit."""
        return self._text("one_digit_only") == "yes"

    @one_digit_only.setter
    def one_digit_only(self, value: bool) -> None:
        self._settings.setValue("one_digit_only", "yes" if value else "no")

    @property
    def draws_with_touch(self) -> bool:
        """Whether fingers draw; a pen and a mouse always do."""
        return self._text("draws_with_touch") != "no"

    @draws_with_touch.setter
    def draws_with_touch(self, value: bool) -> None:
        self._settings.setValue("draws_with_touch", "yes" if value else "no")

    def threshold_of(self, model: str) -> float | None:
        """The non-digit threshold set for a model; None means the model's own."""
        value = self._number(f"threshold/{model}", -1.0)
        return value if 0 <= value <= 1 else None

    def remember_threshold(self, model: str, value: float | None) -> None:
        """Store the threshold of a model; None removes it."""
        if value is None:
            self._settings.remove(f"threshold/{model}")
        else:
            self._settings.setValue(f"threshold/{model}", value)

    def _number(self, key: str, default: float) -> float:
        try:
            return float(self._text(key) or default)
        except ValueError:
            return default

    def _text(self, key: str) -> str:
        value = self._settings.value(key)
        return str(value) if isinstance(value, str | int | float) else ""
