"""Where models come from and go to: the file dialogs of the library."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.model_exports import KINDS
from digitpad.modelfile import SUFFIX


def ask_for_models(parent: QWidget) -> list[str]:
    """Model files to import; none where the person thought better of it."""
    title = QCoreApplication.translate("library_places", "Import models")
    kind = QCoreApplication.translate("library_places", "Models")
    places, _ = QFileDialog.getOpenFileNames(parent, title, "", f"{kind} (*{SUFFIX})")
    return places


def ask_for_export(parent: QWidget, name: str, kind: str) -> str:
    """Where to write a model of this name in one of `KINDS`; empty likewise."""
    title = QCoreApplication.translate("library_places", "Export {name}").format(name=name)
    suffix = KINDS[kind].suffix
    if not suffix:
        return QFileDialog.getExistingDirectory(parent, title)
    place, _ = QFileDialog.getSaveFileName(parent, title, f"{name}{suffix}", f"(*{suffix})")
    return place if not place or place.endswith(suffix) else place + suffix
