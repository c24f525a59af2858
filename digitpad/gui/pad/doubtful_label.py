"""Asks once about a label that the model finds nearly impossible.

A slip of the key would teach the model a wrong digit: "The model reads this as a 7 (99.8%). Keep
it as 1?"
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from digitpad.common.labels import NON_DIGIT
from digitpad.gui.wording import percent
from digitpad.recognition.answers import Recognition

NEARLY_IMPOSSIBLE = 0.005
"""A label of a lower probability is asked about."""


def is_doubtful(recognition: Recognition, label: int) -> bool:
    """Whether the model finds this label nearly impossible."""
    # No digit is the last of the probabilities, as `NON_DIGIT` is of the labels.
    return float(recognition.with_non_digit()[label]) < NEARLY_IMPOSSIBLE


def label_name(label: int) -> str:
    """A label as it is written in the window."""
    if label == NON_DIGIT:
        return QCoreApplication.translate("labels", "not a digit")
    return str(label)


class LabelQuestion(QMessageBox):
    """The question, which blocks its window until it is answered. It deletes itself.

    Attributes:
        keep: the button that keeps the label; the other one, the default, does not.
    """

    def __init__(
        self, recognition: Recognition, label: int, keep: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        if recognition.is_digit:
            text = self.tr("The model reads this as a {digit} ({confidence}). Keep it as {label}?")
            read = recognition.digit
        else:
            text = self.tr("The model reads this as no digit ({confidence}). Keep it as {label}?")
            read = NON_DIGIT
        confidence = percent(float(recognition.with_non_digit()[read]))
        self.setText(text.format(digit=read, confidence=confidence, label=label_name(label)))
        self.setInformativeText(self.tr("A wrong label makes the model worse."))
        self.keep = QPushButton(self.tr("&Keep as {label}").format(label=label_name(label)))
        self.addButton(self.keep, QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(self.addButton(QMessageBox.StandardButton.Cancel))
        self.finished.connect(lambda _: self.clickedButton() is self.keep and keep())
