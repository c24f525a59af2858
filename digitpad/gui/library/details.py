"""Everything that is known about a model: figures, notes, training curves, settings.

cnn
A convolutional network ...
99.66% on the 10,000 MNIST test digits   [Measure]
[notes                               ]
training curves
Model, Data, Training: every setting
digitpad train --model cnn ...
"""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QGuiApplication
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QToolButton,
    QWidget,
)

from digitpad.estimators.registry import MODELS
from digitpad.gui import theme
from digitpad.gui.help import heading_with_help, set_help_topic
from digitpad.gui.library.epoch_chart import EpochChart
from digitpad.gui.library.run_settings import RunSettings
from digitpad.gui.library.texts import accuracy_text, problem_text
from digitpad.gui.training.setting_texts import SettingTexts
from digitpad.gui.widgets import VerticalScrollArea, column, plain_label, push_button, row
from digitpad.jobs.plan import command_of
from digitpad.library.catalog import Entry, size_text
from digitpad.library.model_file import ModelDescription
from digitpad.library.training_record import accuracies, base_accuracies, epochs_of

_CURVE_LINES = 12
_LEAST_LETTERS = 44
_NOTES_LINES = 2.6
_SAVE_MILLISECONDS = 900


class ModelDetails(VerticalScrollArea):
    """Shows an `Entry`. `notes_written` carries a model's name and its notes."""

    notes_written = Signal(str, str)

    def __init__(self) -> None:
        self._content = QWidget()
        super().__init__(self._content)
        self.setAccessibleName(self.tr("The selected model"))
        self._setting_texts = SettingTexts(self)
        self.name, self.about, self.problem, self.figures, self.no_curve = (
            _selectable_label() for _ in range(5)
        )
        self.name.setFont(theme.weighted(theme.scaled(self.font(), 1.5), QFont.Weight.DemiBold))
        self.about.setProperty("tone", "quiet")
        self.problem.setProperty("tone", "problem")
        self.no_curve.setProperty("tone", "quiet")
        self.figures.setTextFormat(Qt.TextFormat.RichText)
        self.measure = push_button(self.tr("&Measure"))
        self.measure.setToolTip(
            self.tr("Evaluate the model on the 10,000 MNIST test digits and store its accuracy")
        )
        self.notes = NotesField()
        self.notes.written.connect(self.notes_written)
        self.curves = {"accuracy": EpochChart("accuracy"), "loss": EpochChart("loss")}
        for name, chart in self.curves.items():
            set_help_topic(chart, f"curves#{name}")
        self.settings = RunSettings()
        self.command = QLineEdit()
        self.command.setReadOnly(True)
        self.command.setToolTip(self.tr("Command that trains this model again"))
        self.command.setAccessibleName(self.tr("Command"))
        self.copy = QToolButton()
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the command to the clipboard"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.command.text()))
        self._build_layout()

    def show_entry(self, entry: Entry | None) -> None:
        """Show this model; None for nothing."""
        self._content.setVisible(entry is not None)
        if entry is None:
            return
        description = entry.description
        self.name.setText(entry.name)
        self.about.setText(self._about(entry))
        self.problem.setText(problem_text(entry))
        self.problem.setVisible(bool(entry.problem))
        self.notes.show_notes(entry.name, entry.notes, is_editable=not entry.problem)
        self.measure.setVisible(description is not None and not entry.is_bundled)
        for widget in (self.figures, self._training, self.settings):
            widget.setVisible(description is not None)
        command = "" if description is None else command_of(description)
        self.command.setText(command)
        self.command.setCursorPosition(0)
        self._command_row.setVisible(bool(command))
        if description is not None:
            self.figures.setText("<br>".join(self._figures(description)))
            self.settings.show_description(description)
            self._show_curves(description)

    def _show_curves(self, description: ModelDescription) -> None:
        epochs = epochs_of(description)
        for chart in self.curves.values():
            chart.show_epochs(epochs, description.training.chosen_epoch)
        self.tabs.setVisible(bool(epochs))
        kind = MODELS.get(description.architecture)
        has_epochs = kind is None or kind.trains_in_epochs
        text = self.tr("Not recorded.") if has_epochs else self.tr("Trained without epochs.")
        self.no_curve.setText(text)
        self.no_curve.setVisible(not epochs)

    def _about(self, entry: Entry) -> str:
        if entry.description is None:
            parts = [self.tr("{file} cannot be used:").format(file=entry.path)]
        else:
            parts = [self._setting_texts.kind(entry.description.architecture)]
        if entry.is_bundled:
            parts.append(self.tr("Bundled with digitpad; cannot be changed."))
        if entry.numbers:
            text = self.tr("{numbers} parameters, {size}, {date}.")
            size, date = size_text(entry.size), f"{entry.modified.astimezone():%Y-%m-%d}"
            parts.append(text.format(numbers=f"{entry.numbers:,}", size=size, date=date))
        return " ".join(parts)

    def _figures(self, description: ModelDescription) -> list[str]:
        """The accuracies, one in each line, as rich text."""
        figure = "<span style='font-size: large; font-weight: 600'>{share}</span>&nbsp; {text}"
        names = self._test_sets(description)
        lines = [
            figure.format(share=accuracy_text(share), text=names[name])
            for name, share in accuracies(description).items()
        ]
        if not lines:
            lines.append(self.tr("The accuracy was not measured."))
        base = html.escape(description.training.adapted_from)
        for name, share in base_accuracies(description).items():
            text = self.tr("The base model {base} has {share} {on_test_set}.")
            lines.append(
                text.format(base=base, share=accuracy_text(share), on_test_set=names[name])
            )
        return lines

    def _test_sets(self, description: ModelDescription) -> dict[str, str]:
        has_all_digits = len(description.classes) == 10
        return {
            "mnist": self.tr("on the 10,000 MNIST test digits")
            if has_all_digits
            else self.tr("on the MNIST test digits of its classes"),
            "real_hands": self.tr("on pen digits"),
            "own_samples": self.tr("on your own samples"),
        }

    def _build_layout(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for chart in self.curves.values():
            self.tabs.addTab(chart, chart.title)
        self.tabs.setFixedHeight(_CURVE_LINES * self.fontMetrics().lineSpacing())
        title = plain_label(self.tr("Training curves"), bold=True)
        tip = self.tr(
            "Values after every epoch on the training set and, if there is one, the validation "
            "set. The dotted line marks the epoch whose weights were kept."
        )
        title.setToolTip(f"<p>{tip}</p>")
        self._training, self._command_row = QWidget(), QWidget()
        column(heading_with_help(title, "curves"), self.tabs, self.no_curve, of=self._training)
        row((self.command, 1), self.copy, of=self._command_row)
        whole = column(
            column(self.name, self.about, self.problem, spacing=2),
            row((self.figures, 1), column(self.measure, None)),
            *(self.notes, self._training, self.settings, self._command_row),
            None,
            spacing=theme.GAP,
            of=self._content,
        )
        whole.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        self.setMinimumWidth(_LEAST_LETTERS * self.fontMetrics().averageCharWidth())


class NotesField(QPlainTextEdit):
    """Emits `written` with a model's name and notes, after a pause or when the focus is lost."""

    written = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._saved = ""
        self._pause = QTimer(self, singleShot=True, interval=_SAVE_MILLISECONDS)
        self._pause.timeout.connect(self.save)
        self.textChanged.connect(self._pause.start)
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(_NOTES_LINES * self.fontMetrics().lineSpacing()) + 14)
        self.setAccessibleName(self.tr("Notes"))
        self.setPlaceholderText(self.tr("Notes on this model"))

    def show_notes(self, name: str, notes: str, *, is_editable: bool) -> None:
        """Show the notes of a model. Unsaved edits of the same model stay."""
        if name == self._name and self.toPlainText() != self._saved:
            return
        self.save()
        self._name = name
        if self.toPlainText().strip() != notes.strip():
            self.setPlainText(notes)
        self._saved = self.toPlainText()
        self._pause.stop()
        self.setEnabled(is_editable)

    def save(self) -> None:
        """Save the edits now."""
        self._pause.stop()
        text = self.toPlainText()
        if self._name and text != self._saved:
            self._saved = text
            self.written.emit(self._name, text.strip())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save the edits when the focus is lost."""
        super().focusOutEvent(event)
        self.save()


def _selectable_label() -> QLabel:
    """A label of plain text that can be selected and copied."""
    label = plain_label(wraps=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
