"""What the window remembers from one day to the next: its place, theme, language and model.

An INI file in the user's own folder, so that `DIGITPAD_HOME` moves it too. A missing or damaged
file, or a value that makes no sense, counts as nothing remembered.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

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

    def _text(self, key: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else ""
