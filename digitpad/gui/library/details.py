"""Everything that is known about one model: figures, notes, how it learned, every setting.

cnn                                 [Use]
A convolutional network ...
99.66%  MNIST     97.7%  real hands
[notes                               ]
curve of the run
Model, Data, Learning: every setting
digitpad train --model cnn ...
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import ParameterError
from digitpad.gui import theme
from digitpad.gui.library.history_curve import ACCURACY, LOSS, HistoryCurve
from digitpad.gui.library.notes_field import NotesField
from digitpad.gui.library.run_settings import RunSettings
from digitpad.gui.library.words import accuracy_text, problem_text, size_text
from digitpad.gui.training.words import TrainingWords
from digitpad.library import Entry
from digitpad.machines import MACHINES
from digitpad.model_record import accuracies, epochs_of
from digitpad.modelfile import ModelDescription
from digitpad.training_plan import plan_of

_CURVE_HEIGHT = 170


class ModelDetails(QScrollArea):
    """Shows an `Entry`. `notes_written` carries a model's name and what was noted about it."""

    notes_written = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._words = TrainingWords(self)
        self.name = _selectable(QLabel())
        self.name.setFont(theme.weighted(theme.scaled(self.font(), 1.5), QFont.Weight.DemiBold))
        self.about, self.problem = QLabel(), _selectable(QLabel())
        self.problem.setProperty("tone", "problem")
        self.about.setProperty("tone", "quiet")
        self.figures = QLabel()
        self.notes = NotesField()
        self.notes.written.connect(self.notes_written)
        self.curve = HistoryCurve()
        self.curve.setFixedHeight(_CURVE_HEIGHT)
        self.no_curve = QLabel()
        self.no_curve.setProperty("tone", "quiet")
        self.settings = RunSettings()
        self.command = QLineEdit()
        self.command.setReadOnly(True)
        self.copy = QToolButton()
        self.copy.clicked.connect(self._copy_command)
        for label in (self.name, self.about, self.problem, self.figures, self.no_curve):
            label.setWordWrap(True)
        self._lay_out()
        self._translate()

    def show_entry(self, entry: Entry | None) -> None:
        """Show this model; None for nothing."""
        self._entry = entry
        self._fill()

    def _fill(self) -> None:
        entry = self._entry
        if entry is None:
            return
        description = entry.description
        self.name.setText(entry.name)
        self.problem.setText(problem_text(entry))
        self.problem.setVisible(bool(entry.problem))
        self.about.setText(self._about(entry))
        self.notes.show_notes(entry.name, entry.notes, can_be_kept=not entry.problem)
        for widget in (self.figures, self._learned, self.settings):
            widget.setVisible(description is not None)
        self._command_row.setVisible(description is not None and bool(_command(description)))
        if description is not None:
            self._show_description(description)

    def _show_description(self, description: ModelDescription) -> None:
        shares = accuracies(description)
        names = self._accuracy_names()
        self.figures.setText(
            "&nbsp;&nbsp;&nbsp;&nbsp; ".join(
                f"<span style='font-size: large; font-weight: 600'>{accuracy_text(share)}</span>"
                f"&nbsp;&nbsp;{names[name].replace(' ', '&nbsp;')}"
                for name, share in shares.items()
            )
        )
        self.figures.setVisible(bool(shares))
        epochs = epochs_of(description)
        chosen = description.training.get("chosen_epoch", 0)
        self.curve.show_history(epochs, chosen if isinstance(chosen, int) else 0)
        for widget in (self.curve, *self.quantities.buttons()):
            widget.setVisible(bool(epochs))
        self.no_curve.setVisible(not epochs)
        is_machine = description.architecture in MACHINES
        self.no_curve.setText(
            self.tr("It learned in one go, without epochs.")
            if is_machine
            else self.tr("Its file does not tell.")
        )
        self.settings.show_description(description)
        self.command.setText(_command(description))
        self.command.setCursorPosition(0)

    def _about(self, entry: Entry) -> str:
        parts = []
        if entry.description is None:
            parts.append(self.tr("{file} cannot be used:").format(file=entry.path))
        else:
            parts.append(self._words.kind(entry.description.architecture))
        if entry.is_bundled:
            parts.append(self.tr("It ships with digitpad and stays as it is."))
        if entry.numbers:
            text = self.tr("{numbers} numbers in {size}.")
            size = size_text(entry.size)
            parts.append(text.format(numbers=f"{entry.numbers:,}", size=size))
        return " ".join(parts)

    def _accuracy_names(self) -> dict[str, str]:
        return {
            "mnist": self.tr("of MNIST's test digits"),
            "real_hands": self.tr("of real hands"),
            "own_samples": self.tr("of your own samples"),
        }

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())

    def _lay_out(self) -> None:
        self._curve_title = QLabel()
        self._curve_title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.quantities = QButtonGroup(self)
        above = QHBoxLayout()
        above.addWidget(self._curve_title, 1)
        for quantity in (ACCURACY, LOSS):
            button = QToolButton()
            button.setCheckable(True)
            button.setChecked(quantity == ACCURACY)
            self.quantities.addButton(button, quantity)
            above.addWidget(button)
        self.quantities.idClicked.connect(self.curve.show_quantity)
        self._learned = QWidget()
        learned = QVBoxLayout(self._learned)
        learned.setContentsMargins(0, 0, 0, 0)
        learned.addLayout(above)
        learned.addWidget(self.curve)
        learned.addWidget(self.no_curve)
        self._command_row = QWidget()
        row = QHBoxLayout(self._command_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.command, 1)
        row.addWidget(self.copy)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        column.setSpacing(theme.GAP)
        title = QVBoxLayout()
        title.setSpacing(2)
        for label in (self.name, self.about, self.problem):
            title.addWidget(label)
        column.addLayout(title)
        for widget in (self.figures, self.notes, self._learned, self.settings, self._command_row):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        """It scrolls down, but not sideways: as wide as the content needs."""
        least = super().minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._content.minimumSizeHint().width() + bar, least.height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
            self._fill()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setAccessibleName(self.tr("The selected model"))
        self._curve_title.setText(self.tr("How it learned"))
        self.quantities.button(ACCURACY).setText(self.tr("Accuracy"))
        self.quantities.button(LOSS).setText(self.tr("Loss"))
        self.curve.setToolTip(
            "<p>"
            + self.tr(
                "After every epoch: on the digits it learned from, and on digits held out from "
                "learning, if there were any. A dashed line marks the epoch that became the model."
            )
            + "</p>"
        )
        self.curve.setAccessibleName(self.tr("How it learned"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the line to the clipboard"))
        self.command.setToolTip(self.tr("What trains such a model again, in a terminal"))
        self.command.setAccessibleName(self.tr("Command"))


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _command(description: ModelDescription) -> str:
    """The line that trains such a model again; empty where its file does not tell."""
    try:
        return plan_of(description).command()
    except (ParameterError, TypeError, ValueError, AttributeError):
        return ""
