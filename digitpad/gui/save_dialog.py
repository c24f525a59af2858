"""Asks where to save a file: one dialog for drawings, samples, models and pictures.

The suffix is part of the name before the dialog asks whether an existing file is to be replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from digitpad.gui.translation import QT_TRANSLATE_NOOP
from digitpad.gui.widgets import plain

_REPLACE = QT_TRANSLATE_NOOP("save_dialog", "{name} already exists. Do you want to replace it?")


def ask_save_path(
    parent: QWidget, title: str, name: str, kinds: Sequence[tuple[str, str]]
) -> Path | None:
    """The file that the user has chosen, or None if cancelled.

    Args:
        parent: the window that is blocked meanwhile.
        title: of the dialog.
        name: the suggested file name.
        kinds: the name of each format and its suffix, such as `("PNG", ".png")`; the first is
            selected.

    Returns:
        a path with one of the suffixes; if that file exists, the user has agreed to replace it.
    """
    filters = {f"{kind} (*{suffix})": suffix for kind, suffix in kinds}
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(kinds[0][1])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
    dialog.selectFile(name)
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    chosen, suffix = dialog.selectedFiles(), filters[dialog.selectedNameFilter()]
    dialog.deleteLater()
    if not (accepted and chosen):
        return None
    path = Path(chosen[0])
    if path.name.lower().endswith(tuple(filters.values())):
        return path
    # The dialog takes what follows a point in the name for a suffix, as in "seven.new".
    path = path.with_name(path.name + suffix)
    return path if not path.exists() or may_replace(parent, title, path) else None


def may_replace(parent: QWidget, title: str, path: Path) -> bool:
    """Ask whether a file may be replaced."""
    text = QCoreApplication.translate("save_dialog", _REPLACE).format(name=path.name)
    answer = QMessageBox.question(parent, title, plain(text))
    return answer == QMessageBox.StandardButton.Yes


def ask_new_folder(parent: QWidget, title: str, name: str) -> Path | None:
    """A new folder in one that the user chooses, so that no file is replaced; None if cancelled."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    if not chosen:
        return None
    # What follows a dot would be taken for the suffix of a file.
    stem = name.replace(".", "-")
    names = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
    return next(path for each in names if not (path := Path(chosen, each)).exists())
