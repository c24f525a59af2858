"""Asks which model files to import, and where to export a model to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.common.user_folders import SUFFIX
from digitpad.gui.save_dialog import ask_save_path, new_folder
from digitpad.library.exports import KINDS


def ask_for_models(parent: QWidget) -> list[str]:
    """Ask for model files to import; empty if cancelled."""
    title = QCoreApplication.translate("library_files", "Import Models")
    kind = QCoreApplication.translate("library_files", "Models")
    places, _ = QFileDialog.getOpenFileNames(parent, title, "", f"{kind} (*{SUFFIX})")
    return places


def ask_for_export(parent: QWidget, name: str, kind: str) -> str:
    """Ask where to export a model in one of `KINDS`; empty if cancelled.

    CSV files get a new folder in the chosen one.
    """
    title = QCoreApplication.translate("library_files", "Export {name}").format(name=name)
    suffix = KINDS[kind].suffix
    if not suffix:
        place = QFileDialog.getExistingDirectory(parent, title)
        return str(new_folder(Path(place), name)) if place else ""
    path = ask_save_path(parent, title, f"{name}{suffix}", [(_kind_name(kind), suffix)])
    return "" if path is None else str(path)


def _kind_name(kind: str) -> str:
    """The name of a kind of file, for the list in the dialog."""
    translate = QCoreApplication.translate
    return {
        "safetensors": translate("library_files", "Model file"),
        "npz": translate("library_files", "NumPy archive"),
        "zip": translate("library_files", "CSV files in a ZIP file"),
        "onnx": translate("library_files", "ONNX model"),
    }[kind]
