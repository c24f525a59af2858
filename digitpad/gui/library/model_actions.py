"""What can be done with the selected model: actions for a context menu, and a button for each.

Also asks which files to import, and where to export a model to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from digitpad.common.user_folders import SUFFIX
from digitpad.gui.save_dialog import ask_new_folder, ask_save_path
from digitpad.gui.widgets import column, push_button, row
from digitpad.library.catalog import Entry
from digitpad.library.exports import KINDS

_ROWS = (
    ("use", "default", "train", "compare"),
    ("import", "export", "duplicate", "rename", "delete"),
)


class ModelActions(QWidget):
    """Two rows of buttons. An action is enabled only where it has an effect.

    `export_chosen` carries one of `digitpad.library.exports.KINDS`, `comparison_chosen` the name of
    another model.
    """

    export_chosen = Signal(str)
    comparison_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.compare_menu, self.export_menu = QMenu(self), QMenu(self)
        self._actions: dict[str, QAction] = {}
        self._buttons: dict[str, QPushButton] = {}
        texts = self._texts()
        rows = [row(*(self._add(name, *texts[name]) for name in names), None) for names in _ROWS]
        column(*rows, of=self)
        for name, menu in (("compare", self.compare_menu), ("export", self.export_menu)):
            self._actions[name].setMenu(menu)
            self._buttons[name].setMenu(menu)
        self._buttons["use"].setProperty("kind", "main small")
        self._fill_export_menu()

    def action(self, name: str) -> QAction:
        """The action "use", "default", "train", "import", "duplicate", "rename" or "delete"."""
        return self._actions[name]

    def button(self, name: str) -> QPushButton:
        """The button of an action."""
        return self._buttons[name]

    def show_entry(self, entry: Entry | None, others: Sequence[Entry]) -> None:
        """Enable what can be done with a model; `others` are those to compare it with."""
        is_sound = entry is not None and not entry.problem
        is_own = entry is not None and not entry.is_bundled
        self.compare_menu.clear()
        for other in others if is_sound else ():
            if entry is not None and not other.problem and other.name != entry.name:
                action = self.compare_menu.addAction(other.name.replace("&", "&&"))
                action.triggered.connect(partial(self.comparison_chosen.emit, other.name))
        enabled = dict.fromkeys(("use", "train", "duplicate", "export"), is_sound)
        enabled |= dict.fromkeys(("rename", "delete"), is_own)
        enabled["default"] = is_sound and not (entry is not None and entry.is_default)
        enabled["compare"] = not self.compare_menu.isEmpty()
        for name, is_enabled in enabled.items():
            self._actions[name].setEnabled(is_enabled)
            self._buttons[name].setEnabled(is_enabled)

    def _add(self, name: str, text: str, tip: str) -> QPushButton:
        action = self._actions[name] = QAction(text, self)
        action.setToolTip(tip)
        self.addAction(action)
        button = self._buttons[name] = push_button(text, action.trigger)
        button.setToolTip(tip)
        return button

    def _fill_export_menu(self) -> None:
        for kind, text in {
            "safetensors": self.tr("&Model file (safetensors)…"),
            "npz": self.tr("&NumPy archive (NPZ)…"),
            "csv": self.tr("&CSV folder, one file per tensor…"),
            "zip": self.tr("CSV in a &ZIP file…"),
            "onnx": self.tr("&ONNX…"),
        }.items():
            action = self.export_menu.addAction(text)
            action.triggered.connect(partial(self.export_chosen.emit, kind))

    def _texts(self) -> dict[str, tuple[str, str]]:
        """The text and the tooltip of each action."""
        return {
            "use": (self.tr("&Use"), self.tr("Use this model on the pad")),
            "default": (
                self.tr("Make De&fault"),
                self.tr("Use this model when no other is specified"),
            ),
            "train": (
                self.tr("&Train Again…"),
                self.tr("Open the training window with the settings of this model"),
            ),
            "compare": (
                self.tr("&Compare With"),
                self.tr("Compare two models on the same digits"),
            ),
            "import": (self.tr("&Import…"), self.tr("Import model files")),
            "export": (self.tr("E&xport"), self.tr("Export the model for other programs")),
            "duplicate": (self.tr("&Duplicate"), self.tr("Copy this model")),
            "rename": (self.tr("&Rename"), self.tr("Rename this model (F2)")),
            "delete": (self.tr("De&lete"), self.tr("Move it to the trash")),
        }


def ask_for_models(parent: QWidget) -> list[str]:
    """Ask for model files to import; empty if cancelled."""
    title = QCoreApplication.translate("model_actions", "Import Models")
    kind = QCoreApplication.translate("model_actions", "Models")
    places, _ = QFileDialog.getOpenFileNames(parent, title, "", f"{kind} (*{SUFFIX})")
    return places


def ask_for_export(parent: QWidget, name: str, kind: str) -> str:
    """Ask where to export a model in one of `KINDS`; empty if cancelled.

    CSV files get a new folder in the chosen one.
    """
    title = QCoreApplication.translate("model_actions", "Export {name}").format(name=name)
    suffix = KINDS[kind].suffix
    if not suffix:
        return str(ask_new_folder(parent, title, name) or "")
    return str(ask_save_path(parent, title, f"{name}{suffix}", [(_kind_name(kind), suffix)]) or "")


def _kind_name(kind: str) -> str:
    """The name of a kind of file, for the list in the dialog."""
    translate = QCoreApplication.translate
    return {
        "safetensors": translate("model_actions", "Model file"),
        "npz": translate("model_actions", "NumPy archive"),
        "zip": translate("model_actions", "CSV files in a ZIP file"),
        "onnx": translate("model_actions", "ONNX model"),
    }[kind]
