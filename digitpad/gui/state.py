"""What the window remembers from one day to the next: its place, theme, language and model.

An INI file in the user's own folder, so that `DIGITPAD_HOME` moves it too. A missing or damaged
file, or a value that makes no sense, counts as nothing remembered.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from digitpad.gui import theme
from digitpad.gui.erasing import EraserKind
from digitpad.gui.theme import Scheme
from digitpad.paths import user_data

_FILE = "window.ini"


class WindowState:
    """Typed access to the settings file; None means the person's own."""

    def __init__(self, file: Path | None = None) -> None:
        self._settings = QSettings(str(file or user_data() / _FILE), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size; empty when not known."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    @property
    def scheme(self) -> Scheme:
        """The chosen theme."""
        try:
            return Scheme(self._text("theme"))
        except ValueError:
            return Scheme.SYSTEM

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._settings.setValue("theme", value.value)

    @property
    def language(self) -> str | None:
        """The code of the chosen language; None when the system's is to be followed."""
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
        """What the eraser takes."""
        try:
            return EraserKind(self._text("eraser"))
        except ValueError:
            return EraserKind.STROKE

    @eraser_kind.setter
    def eraser_kind(self, value: EraserKind) -> None:
        self._settings.setValue("eraser", value.value)

    @property
    def shows_stages(self) -> bool:
        """Whether the way from ink to answer is shown."""
        return self._text("stages") != "hidden"

    @shows_stages.setter
    def shows_stages(self, value: bool) -> None:
        self._settings.setValue("stages", "shown" if value else "hidden")

    def threshold_of(self, model: str) -> float | None:
        """The threshold chosen for what is no digit; None: the model's own."""
        value = self._number(f"threshold/{model}", -1.0)
        return value if 0 <= value <= 1 else None

    def remember_threshold(self, model: str, value: float | None) -> None:
        """Keep a threshold for a model; None forgets it."""
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
