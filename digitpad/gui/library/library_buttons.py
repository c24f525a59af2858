"""The buttons below the list of models; each is off where it could do nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from digitpad.gui import theme
from digitpad.library import Entry
from digitpad.model_exports import KINDS


class LibraryButtons(QWidget):
    """A row of buttons about the selected model.

    `export_chosen` carries one of `KINDS`, `comparison_chosen` the name of another model.
    """

    export_chosen = Signal(str)
    comparison_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._names: list[str] = []
        self.imports, self.duplicate, self.rename, self.delete, self.default, self.train = (
            _push() for _ in range(6)
        )
        self.use = _push()
        self.use.setProperty("kind", "main")
        self.export, self.compare = QToolButton(), QToolButton()
        self.export_menu, self.compare_menu = QMenu(self), QMenu(self)
        for button, menu in ((self.export, self.export_menu), (self.compare, self.compare_menu)):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._kinds = {kind: self.export_menu.addAction("") for kind in KINDS}
        for kind, action in self._kinds.items():
            action.triggered.connect(partial(self.export_chosen.emit, kind))
        self._lay_out()
        self._translate()
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        """Offer what can be done with this model."""
        self._entry = entry
        is_there = entry is not None
        is_sound = entry is not None and not entry.problem
        is_own = entry is not None and not entry.is_bundled
        for button in (self.use, self.train, self.duplicate, self.export):
            button.setEnabled(is_sound)
        self.default.setEnabled(is_sound and not (entry is not None and entry.is_default))
        for button in (self.rename, self.delete):
            button.setEnabled(is_there and is_own)
        self._fill_comparisons()
        self._translate()

    def offer_comparisons(self, names: list[str]) -> None:
        """The models there are to compare with."""
        self._names = names
        self._fill_comparisons()

    def _fill_comparisons(self) -> None:
        self.compare_menu.clear()
        if self._entry is not None and not self._entry.problem:
            for name in self._names:
                if name != self._entry.name:
                    action = self.compare_menu.addAction(name.replace("&", "&&"))
                    action.triggered.connect(partial(self.comparison_chosen.emit, name))
        self.compare.setEnabled(not self.compare_menu.isEmpty())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        for button in (self.imports, self.export, self.duplicate, self.rename, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.compare, self.train, self.default, self.use):
            row.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        for button, text, tip in (
            (self.imports, self.tr("&Import…"), self.tr("Take a model file in, checked first")),
            (self.export, self.tr("E&xport"), self.tr("Write its numbers for other programs")),
            (self.duplicate, self.tr("&Duplicate"), self.tr("Copy it under another name")),
            (self.rename, self.tr("&Rename"), self.tr("Give it another name (F2)")),
            (self.delete, self.tr("De&lete"), self.tr("Move it to the trash; can be undone")),
            (self.compare, self.tr("&Compare with"), self.tr("Let both read the same digits")),
            (
                self.train,
                self.tr("&Train again…"),
                self.tr("Open a training with the settings that made this model"),
            ),
            (
                self.default,
                self.tr("Make de&fault"),
                self.tr("Let it answer wherever no other model is asked for"),
            ),
            (self.use, self.tr("&Use"), self.tr("Let the pad answer with it from now on")),
        ):
            button.setText(text)
            button.setToolTip(tip)
        if self._entry is not None and self._entry.is_bundled:
            reason = self.tr("It ships with digitpad; a duplicate can be changed")
            self.rename.setToolTip(reason)
            self.delete.setToolTip(reason)
        for kind, text in {
            "safetensors": self.tr("&Model file (safetensors)…"),
            "npz": self.tr("&NumPy archive (NPZ)…"),
            "csv": self.tr("&CSV, a file for each tensor, in a folder…"),
            "zip": self.tr("CSV in one &ZIP file…"),
            "onnx": self.tr("&ONNX, for other programs that run networks…"),
        }.items():
            self._kinds[kind].setText(text)
        self.setMinimumWidth(self.sizeHint().width())


def _push() -> QPushButton:
    button = QPushButton()
    button.setAutoDefault(False)
    return button
