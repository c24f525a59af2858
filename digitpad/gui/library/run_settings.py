"""All settings of a training run as text that can be selected; labels explain themselves."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCursor, QPalette
from PySide6.QtWidgets import QLabel, QToolTip

from digitpad.gui import theme
from digitpad.gui.library.texts import set_name
from digitpad.gui.training.setting_texts import SettingTexts, Texts
from digitpad.library.model_file import ModelDescription
from digitpad.library.training_record import plain_settings


class RunSettings(QLabel):
    """The record of a run: groups of labels and values. A label's tooltip explains the setting.

    Attributes:
        values: the text of each setting, by its label.
        explanations: a sentence on each setting, by its label; empty for unknown settings.
    """

    def __init__(self) -> None:
        super().__init__()
        self._setting_texts = SettingTexts(self)
        self._description: ModelDescription | None = None
        self.values: dict[str, str] = {}
        self.explanations: dict[str, str] = {}
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        # A label is a link, so that its explanation is reached with the mouse and the keyboard.
        self.linkHovered.connect(self._explain)
        self.linkActivated.connect(self._explain)

    def show_description(self, description: ModelDescription) -> None:
        """Show the record in this model's file."""
        self._description = description
        self.values, self.explanations = {}, {}
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        style = f"color: {colour}; text-decoration: none"
        rows = []
        for title, known, settings in self._groups(description):
            if settings:
                heading = f"<b>{html.escape(title)}</b>"
                rows.append(f"<tr><td colspan='2' style='padding-top: 6px'>{heading}</td></tr>")
            for name, value in settings.items():
                label, explanation = known.get(name) or (name.replace("_", " "), "")
                text = self._value_text(name, value)
                self.values[label], self.explanations[label] = text, explanation
                escaped = html.escape(label)
                rows.append(
                    f"<tr><td style='padding-right: {theme.GAP}px'>"
                    f"<a href='{escaped}' style='{style}'>{escaped}</a></td>"
                    f"<td>{html.escape(text)}</td></tr>"
                )
        self.setText(f"<table>{''.join(rows)}</table>")

    def changeEvent(self, event: QEvent) -> None:
        """Write the text again, since it contains a colour of the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._description is not None:
            self.show_description(self._description)

    def _explain(self, label: str) -> None:
        text = html.escape(self.explanations.get(label, ""))
        QToolTip.showText(QCursor.pos(), f"<p>{text}</p>" if text else "", self)

    def _groups(self, description: ModelDescription) -> Iterator[tuple[str, Texts, dict[str, Any]]]:
        """Headings, texts of settings, and the settings."""
        texts, rest = self._setting_texts, plain_settings(description)
        of_model = texts.model()
        of_model["seed"] = of_model["classifier_seed"]
        if isinstance(description.parameters.get("hidden"), int):
            of_model["hidden"] = of_model["hidden_units"]
        yield self.tr("Model"), of_model, description.parameters
        for title, known in (
            (self.tr("Data"), texts.data() | self._texts_of_record()),
            (self.tr("Training"), texts.learning()),
            (self.tr("Data augmentation"), texts.augmentation()),
        ):
            yield title, known, {name: rest.pop(name) for name in list(rest) if name in known}
        yield self.tr("Other"), {}, rest

    def _value_text(self, name: str, value: Any) -> str:
        text = _text(value)
        if name == "data":
            text = set_name(text)
        return self._setting_texts.choices().get(name, {}).get(text, text)

    def _texts_of_record(self) -> Texts:
        """The texts of settings that only the record of a run has."""
        return {
            "data": (self.tr("Training data"), self.tr("The training set.")),
            "count": (
                self.tr("Digits"),
                self.tr("Number of training digits, including synthetic ones."),
            ),
            "copies": (
                self.tr("Augmented copies"),
                self.tr("The number of augmented copies of each training digit."),
            ),
            "adapted_from": (
                self.tr("Base model"),
                self.tr("The model that was fine-tuned with your corrections."),
            ),
            "own_samples": (
                self.tr("Your samples"),
                self.tr("Number of your own samples used for training."),
            ),
            "chosen_epoch": (
                self.tr("Best epoch"),
                self.tr("The epoch whose weights were kept."),
            ),
        }


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "✓", False: "–", None: "–"}[value]
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return " – ".join(_text(part) for part in value) or "–"
    return f"{value:g}" if isinstance(value, float) else str(value)
