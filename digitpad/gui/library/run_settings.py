"""Every setting of a model's run: what it is called, its value, and on hover what it does.

Painted rather than made of labels: there are sixty of them, and another model is shown at a click.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.gui import theme
from digitpad.gui.library.words import set_name
from digitpad.gui.training.words import TrainingWords, Words
from digitpad.model_record import plain_settings
from digitpad.modelfile import ModelDescription

_LEADING = 4
_LABEL_SHARE = 0.47
"""How much of a column the labels take; the values have the rest."""

_WIDTH, _LEAST_WIDTH = 20, 15
"""Of both columns, in heights of a line."""

_HALVES = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name for people, its value, a sentence about it; a title has no value."""

    label: str
    value: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a setting is written: its line from the top, and which column; -1 for a title."""

    setting: Setting
    line: int
    column: int


class RunSettings(QWidget):
    """The record of a run as a table of two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._description: ModelDescription | None = None
        self._words = TrainingWords(self)
        self._places: list[_Place] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_description(self, description: ModelDescription | None) -> None:
        """Show what this model's file tells."""
        self._description = description
        self._fill()

    def texts(self) -> dict[str, str]:
        """Each setting's label and its value."""
        return {
            place.setting.label: place.setting.value for place in self._places if place.column >= 0
        }

    def _fill(self) -> None:
        self._places = []
        line = 0
        for title, settings in self._groups(self._description) if self._description else ():
            if not settings:
                continue
            self._places.append(_Place(Setting(title), line, -1))
            half = -(-len(settings) // _HALVES)
            self._places += [
                _Place(setting, line + 1 + at % half, at // half)
                for at, setting in enumerate(settings)
            ]
            line += half + 1
        words = (f"{label}: {value}" for label, value in self.texts().items())
        self.setAccessibleDescription("; ".join(words))
        self.updateGeometry()
        self.update()

    def _groups(self, description: ModelDescription) -> Iterator[tuple[str, list[Setting]]]:
        """Titles with their settings."""
        settings = plain_settings(description)
        words, own = self._words, self._own_words()
        of_model = words.model()
        of_model["seed"] = of_model["machine_seed"]
        if isinstance(description.parameters.get("hidden"), int):
            of_model["hidden"] = of_model["hidden_units"]
        groups = (
            (self.tr("Model"), of_model, description.parameters),
            (self.tr("Data"), {**words.data(), **own}, settings),
            (self.tr("Learning"), words.learning(), settings),
            (self.tr("Variation of the digits"), words.variation(), settings),
        )
        told: set[str] = set()
        for title, known, values in groups:
            told |= {name for name in values if name in known}
            yield (
                title,
                [
                    self._setting(name, value, known)
                    for name, value in values.items()
                    if values is description.parameters or name in known
                ],
            )
        rest = {name: value for name, value in settings.items() if name not in told}
        yield self.tr("Also"), [self._setting(name, value, {}) for name, value in rest.items()]

    def _setting(self, name: str, value: Any, known: Words) -> Setting:
        label, sentence = known.get(name) or (name.replace("_", " "), "")
        text = _text(value)
        if name == "data":
            text = set_name(text)
        return Setting(label, self._words.choices().get(name, {}).get(text, text), sentence)

    def _own_words(self) -> Words:
        """What only the record of a run has."""
        return {
            "data": (self.tr("Learned from"), self.tr("The set of digits it learned from.")),
            "count": (
                self.tr("Digits"),
                self.tr("How many digits it learned from, synthetic ones among them."),
            ),
            "copies": (
                self.tr("Varied copies"),
                self.tr("How many varied copies of each digit were learned from as well."),
            ),
            "adapted_from": (
                self.tr("Started from"),
                self.tr("The model that has learned from your corrections."),
            ),
            "own_samples": (
                self.tr("Your samples"),
                self.tr("How many of your own samples it has learned from."),
            ),
            "chosen_epoch": (
                self.tr("Best epoch"),
                self.tr("The epoch whose weights became the model."),
            ),
        }

    # Where it stands

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        last = max((place.line for place in self._places), default=-1)
        titles = sum(place.column < 0 for place in self._places)
        height = (last + 1) * self._line() + max(0, titles - 1) * theme.GAP_SMALL
        return QSize(_WIDTH * self._line(), height)

    def minimumSizeHint(self) -> QSize:
        """No line is left out; where it is narrow, long words are shortened."""
        return QSize(_LEAST_WIDTH * self._line(), self.sizeHint().height())

    def _line(self) -> int:
        return self.fontMetrics().height() + _LEADING

    def _rectangles(self) -> Iterator[tuple[QRect, _Place]]:
        """Each setting with its place; titles have some air above them."""
        width = self.width() // _HALVES
        titles = 0
        for place in self._places:
            titles += place.column < 0
            top = place.line * self._line() + (titles - 1) * theme.GAP_SMALL
            column, across = (0, self.width()) if place.column < 0 else (place.column, width)
            yield QRect(column * width, top, across, self._line()), place

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write titles, labels and values."""
        painter = QPainter(self)
        bold = theme.weighted(self.font(), QFont.Weight.DemiBold)
        for rectangle, place in self._rectangles():
            if place.column < 0:
                self._write(painter, bold, rectangle, place.setting.label, is_quiet=False)
                continue
            label_width = round(_LABEL_SHARE * rectangle.width())
            left = rectangle.adjusted(0, 0, label_width - rectangle.width() - theme.GAP_SMALL, 0)
            right = rectangle.adjusted(label_width, 0, -theme.GAP_SMALL, 0)
            self._write(painter, self.font(), left, place.setting.label, is_quiet=True)
            self._write(painter, self.font(), right, place.setting.value, is_quiet=False)

    def _write(
        self, painter: QPainter, font: QFont, place: QRect, text: str, *, is_quiet: bool
    ) -> None:
        role = QPalette.ColorRole.PlaceholderText if is_quiet else QPalette.ColorRole.WindowText
        painter.setFont(font)
        painter.setPen(self.palette().color(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, shown)

    def setting_at(self, x: int, y: int) -> Setting | None:
        """The setting at a place of the widget."""
        for rectangle, place in self._rectangles():
            if place.column >= 0 and rectangle.contains(x, y):
                return place.setting
        return None

    def event(self, event: QEvent) -> bool:
        """On hover, tell what the setting does, and all of its value."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.setting_at(event.pos().x(), event.pos().y())
            if found is None:
                QToolTip.hideText()
            else:
                text = f"<p><b>{found.label}:</b> {found.value}</p><p>{found.sentence}</p>"
                QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "✓", False: "–", None: "–"}[value]
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return " – ".join(_text(part) for part in value) or "–"
    return f"{value:g}" if isinstance(value, float) else str(value)
