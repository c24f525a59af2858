"""A data set of the user's: which kind, and where its files are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.training.controls import Line

NONE, IDX, FOLDER = "", "idx", "folder"


class OtherDigits(QWidget):
    """A data set of the user's: none, a pair of IDX files, or a folder of pictures.

    `value` is `(kind, first place, second place)`.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QComboBox()
        for kind in (NONE, IDX, FOLDER):
            self.kind.addItem("", kind)
        self.places = Line(), Line()
        self._buttons = QPushButton(), QPushButton()
        self._rows = QWidget(), QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.kind)
        for index, (row, place, button) in enumerate(
            zip(self._rows, self.places, self._buttons, strict=True)
        ):
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.GAP_SMALL)
            line.addWidget(place, 1)
            line.addWidget(button)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, which=index: self._browse(which))
            place.changed.connect(self.changed)
            column.addWidget(row)
        self.kind.currentIndexChanged.connect(self._show_rows)
        self._show_rows()
        self._translate()

    @property
    def value(self) -> tuple[str, str, str]:
        """The kind and the places."""
        return (str(self.kind.currentData()), self.places[0].value, self.places[1].value)

    def set_value(self, value: tuple[str, str, str]) -> None:
        """Show a kind and its places."""
        kind, *places = value
        self.kind.setCurrentIndex(self.kind.findData(kind))
        for line, place in zip(self.places, places, strict=True):
            line.set_value(place)

    def _show_rows(self) -> None:
        kind = self.kind.currentData()
        self._rows[0].setVisible(kind != NONE)
        self._rows[1].setVisible(kind == IDX)
        self._translate()
        self.changed.emit()

    def _browse(self, which: int) -> None:
        title = self.places[which].placeholderText()
        if self.kind.currentData() == FOLDER:
            place = QFileDialog.getExistingDirectory(self, title)
        else:
            place, _ = QFileDialog.getOpenFileName(self, title)
        if place:
            self.places[which].set_value(place)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        words = (self.tr("none"), self.tr("a pair of IDX files"), self.tr("a folder of pictures"))
        for index, text in enumerate(words):
            self.kind.setItemText(index, text)
        is_folder = self.kind.currentData() == FOLDER
        first = self.tr("folder with folders 0 to 9") if is_folder else self.tr("file of images")
        for line, button, text in zip(
            self.places, self._buttons, (first, self.tr("file of labels")), strict=True
        ):
            line.setPlaceholderText(text)
            line.setAccessibleName(text)
            button.setText(self.tr("Browse…"))
