"""Keep a finished model under a name: a free one is suggested, one that is taken is refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.model_names import free_name, new_model_file

_WIDTH = 220


class NameRow(QWidget):
    """`keep_asked` carries a name that is free."""

    keep_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.field = QLineEdit()
        self.field.setFixedWidth(_WIDTH)
        self.label.setBuddy(self.field)
        self.keep = QPushButton()
        self.keep.setProperty("kind", "small main")
        self.keep.setAutoDefault(False)
        self.reason = QLabel()
        self.reason.setProperty("tone", "problem")
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._ask)
        self.keep.clicked.connect(lambda _=False: self._ask())
        line = QHBoxLayout()
        line.setSpacing(theme.GAP_SMALL)
        for widget in (self.label, self.field, self.keep):
            line.addWidget(widget)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.reason)
        self._translate()

    def suggest(self, name: str, stem: str) -> None:
        """Suggest a name if it is free, else one made of the stem and a number."""
        self.field.setText(name if name and _refusal(name) == "" else free_name(stem))
        self._check()

    def say(self, problem: str) -> None:
        """What went wrong when it was to be kept."""
        self.reason.setText(problem)

    def _check(self) -> None:
        problem = _refusal(self.field.text())
        self.reason.setText(problem)
        self.field.setProperty("tone", "problem" if problem else "")
        self.field.style().polish(self.field)
        self.keep.setEnabled(not problem)

    def _ask(self) -> None:
        if self.keep.isEnabled():
            self.keep_asked.emit(self.field.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.label.setText(self.tr("&Name"))
        self.field.setAccessibleName(self.tr("Name of the model"))
        self.keep.setText(self.tr("&Keep it"))
        self.keep.setToolTip(
            "<p>"
            + self.tr("Puts it among your models, and the pad answers with it. None is replaced.")
            + "</p>"
        )


def _refusal(name: str) -> str:
    """Why a model cannot be called so, or empty."""
    try:
        new_model_file(name)
    except DigitpadError as error:
        return in_words(error)
    return ""
