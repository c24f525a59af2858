"""Asking where samples are to be read from or written to."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

_SUGGESTED = {
    "idx": "my-digits-images-idx3-ubyte.gz",
    "csv": "my-digits.csv",
    "ink": "my-digits.json.gz",
}


def ask_for_place_to_read(parent: QWidget, *, folder: bool) -> str:
    """A file or folder of samples; empty where the person thought better of it."""
    title = QCoreApplication.translate("places", "Import samples")
    if folder:
        return QFileDialog.getExistingDirectory(parent, title)
    place, _ = QFileDialog.getOpenFileName(parent, title)
    return place


def ask_for_place_to_write(parent: QWidget, kind: str) -> str:
    """Where to export to, for one of `digitpad.data.exchange.KINDS`; empty likewise."""
    title = QCoreApplication.translate("places", "Export samples")
    if kind == "png":
        return QFileDialog.getExistingDirectory(parent, title)
    place, _ = QFileDialog.getSaveFileName(parent, title, _SUGGESTED[kind])
    return place
