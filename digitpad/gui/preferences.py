"""The preferences: language and theme, recognition, pen and touch.

The dialog stays open beside the pad. Everything takes effect at once, but the language from the
next start on.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QSlider,
    QTabWidget,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.help import add_help_keys, set_help_topic
from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.threshold import ThresholdChoices
from digitpad.gui.pad.tool_row import THICKEST, THINNEST
from digitpad.gui.pad.tools import EraserKind
from digitpad.gui.session import Session
from digitpad.gui.theme import Appearance, Scheme
from digitpad.gui.translation import LANGUAGES, Translation
from digitpad.gui.widgets import column, plain_label, push_button, row, scrolled
from digitpad.gui.wording import percent

_TEXT_WIDTH = 380
_LARGEST_PAGE = QSize(1000, 520)
"""Larger pages are scrolled, so that the dialog fits a small screen."""


class PreferencesDialog(QDialog):
    """The pages, each a tab.

    Attributes:
        general: language and theme.
        recognition: the threshold for "not a digit", and whether only one digit is read.
        pen: pen width, eraser mode, touch.
    """

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        translation: Translation,
        canvas: Canvas,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        add_help_keys(self)
        set_help_topic(self, "pad#preferences")
        self.general = GeneralPage(session, appearance, translation)
        self.recognition = RecognitionPage(session)
        self.pen = PenPage(session, canvas)
        self.pages = QTabWidget()
        for page, title in (
            (self.general, self.tr("&General")),
            (self.recognition, self.tr("&Recognition")),
            (self.pen, self.tr("&Pen and Touch")),
        ):
            area = scrolled(page)
            wanted = page.sizeHint() + QSize(area.verticalScrollBar().sizeHint().width(), 0)
            area.setMinimumSize(wanted.boundedTo(_LARGEST_PAGE))
            self.pages.addTab(area, title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column(self.pages, buttons, of=self).unsetContentsMargins()


class GeneralPage(QWidget):
    """Language and theme."""

    def __init__(self, session: Session, appearance: Appearance, translation: Translation) -> None:
        super().__init__()
        self._state, self._appearance, self._translation = session.state, appearance, translation
        self.language = QComboBox()
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(
            self.language.findData(session.state.language or translation.language)
        )
        self.language.activated.connect(self._choose_language)
        self.note = _quiet_label()
        self.theme = QComboBox()
        for scheme, name in (
            (Scheme.SYSTEM, self.tr("System Default")),
            (Scheme.LIGHT, self.tr("Light")),
            (Scheme.DARK, self.tr("Dark")),
            (Scheme.HIGH_CONTRAST, self.tr("High Contrast")),
        ):
            self.theme.addItem(name, scheme)
        self.theme.setCurrentIndex(self.theme.findData(appearance.scheme))
        self.theme.activated.connect(self._choose_theme)
        form = _form(self)
        form.addRow(self.tr("&Language"), self.language)
        form.addRow("", self.note)
        form.addRow(self.tr("&Theme"), self.theme)
        self._show_note()

    def _choose_language(self) -> None:
        self._state.language = self.language.currentData()
        self._show_note()

    def _show_note(self) -> None:
        is_new = self.language.currentData() != self._translation.language
        self.note.setText(
            self.tr("The language changes when digitpad is started again.") if is_new else ""
        )

    def _choose_theme(self) -> None:
        scheme: Scheme = self.theme.currentData()
        self._state.scheme = scheme
        self._appearance.choose(scheme)


class RecognitionPage(QWidget):
    """The threshold of the selected model with its error rates, and one digit only."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._choices: ThresholdChoices | None = None
        self.heading = plain_label(size=1.2)
        explanation = _quiet_label(
            self.tr("The confidence needed to reject a drawing as not a digit.")
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumHeight(24)
        self.slider.setAccessibleName(self.tr("Threshold for “not a digit”"))
        self.slider.valueChanged.connect(self._choose)
        strict, lenient = self.tr("Strict"), self.tr("Lenient")
        ends = row(plain_label(strict, tone="quiet"), None, plain_label(lenient, tone="quiet"))
        self.rates = {
            "turned_away": (QLabel(self.tr("Digits rejected")), QLabel()),
            "let_through": (QLabel(self.tr("Other drawings accepted as digits")), QLabel()),
        }
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for line, (name, value) in enumerate(self.rates.values()):
            grid.addWidget(name, line, 0)
            grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignRight)
        self.note = _quiet_label()
        self.reset = push_button(self.tr("Restore &Default"), lambda: session.set_threshold(None))
        self.one_digit = QCheckBox(self.tr("&One digit only"))
        self.one_digit.toggled.connect(self._use_one_digit_only)
        one_digit_note = _quiet_label(self.tr("The whole drawing is read as a single digit."))
        above = self.heading, explanation, self.slider, ends, grid, self.note
        below = row(self.reset, None), theme.GAP, self.one_digit, one_digit_note, None
        column(*above, *below, of=self).setContentsMargins(*[theme.GAP] * 4)
        session.selected_changed.connect(self._show_model)
        session.answering_changed.connect(self._show_model)
        session.options_changed.connect(self._show_model)
        self._show_model()

    @property
    def threshold(self) -> float:
        """The threshold that the slider is set to; 1 without a model."""
        choices = self._choices
        return 1.0 if choices is None else float(choices.thresholds[self.slider.value()])

    def _show_model(self) -> None:
        """Show the selected model, its threshold and the reading options."""
        model = self._session.model
        self.one_digit.setChecked(self._session.one_digit_only)
        self.heading.setText(self.tr("Not a digit"))
        self._choices = None if model is None else ThresholdChoices(model.description)
        choices = self._choices
        if model is not None and choices is not None:
            self.heading.setText(
                self.tr("Not a digit: {model}").format(model=model.description.name)
            )
            chosen = self._session.threshold_of(model.description.name)
            with QSignalBlocker(self.slider):
                self.slider.setRange(0, len(choices.thresholds) - 1)
                self.slider.setValue(
                    choices.place_of(choices.default if chosen is None else chosen)
                )
        can_tell = choices is not None and choices.can_tell
        self.slider.setEnabled(can_tell)
        self.reset.setEnabled(can_tell)
        self._show_rates()

    def _choose(self) -> None:
        self._show_rates()
        self._session.set_threshold(self.threshold)

    def _use_one_digit_only(self, only: bool) -> None:
        self._session.one_digit_only = only

    def _show_rates(self) -> None:
        choices, model = self._choices, self._session.model
        costs = choices.costs(self.threshold) if choices and choices.can_tell else None
        for name, (label, value) in self.rates.items():
            value.setText("" if costs is None else percent(getattr(costs, name)))
            label.setVisible(costs is not None)
            value.setVisible(costs is not None)
        if choices is None or not choices.can_tell:
            notes = [self.tr("This model cannot reject drawings: it has no class “not a digit”.")]
        elif costs is None:
            notes = [
                self.tr("The error rates for this threshold were not measured for this model.")
            ]
        else:
            notes = [self.tr("Measured on pen recordings of writers that no model was trained on.")]
        base = "" if model is None else model.description.training.adapted_from
        if costs is not None and base:
            notes.append(
                self.tr("Measured with {base}, before it was fine-tuned to your samples.").format(
                    base=base
                )
            )
        if model is not None and not model.description.is_calibrated:
            notes.append(
                self.tr(
                    "The percentages of this model are not calibrated: they may differ from how "
                    "often its answers are right."
                )
            )
        self.note.setText("\n\n".join(notes))
        self.slider.setAccessibleDescription(
            " ".join(f"{label.text()} {value.text()}." for label, value in self.rates.values())
        )


class PenPage(QWidget):
    """Pen width, what the eraser removes, and whether fingers draw."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__()
        self._state, self._canvas = session.state, canvas
        self.width_slider = QSlider(Qt.Orientation.Horizontal)
        self.width_slider.setRange(THINNEST, THICKEST)
        self.width_slider.setMinimumSize(160, 24)
        self.width_slider.valueChanged.connect(
            lambda width: canvas.document.choose_pen_width(float(width))
        )
        canvas.document.pen_width_changed.connect(self._show_width)
        self.eraser = QComboBox()
        self.eraser.addItem(self.tr("Whole Strokes"), EraserKind.STROKE)
        self.eraser.addItem(self.tr("Partial Strokes"), EraserKind.AREA)
        self.eraser.setCurrentIndex(self.eraser.findData(canvas.document.eraser_kind))
        self.eraser.activated.connect(self._choose_eraser)
        self.touch = QCheckBox(self.tr("&Draw with touch"))
        self.touch.setChecked(session.state.draws_with_touch)
        self.touch.toggled.connect(self._use_touch)
        note = _quiet_label(
            self.tr("Turn this off to rest your hand on the screen while you draw with a pen.")
        )
        form = _form(self)
        form.addRow(self.tr("Pen &width"), self.width_slider)
        form.addRow(self.tr("&Eraser mode"), self.eraser)
        form.addRow(self.touch)
        form.addRow(note)
        self._show_width(canvas.document.pen_width)

    def _show_width(self, width: float) -> None:
        with QSignalBlocker(self.width_slider):
            self.width_slider.setValue(round(width))

    def _choose_eraser(self) -> None:
        kind: EraserKind = self.eraser.currentData()
        self._state.eraser_kind = self._canvas.document.eraser_kind = kind

    def _use_touch(self, used: bool) -> None:
        self._state.draws_with_touch = self._canvas.draws_with_touch = used


def _form(page: QWidget) -> QFormLayout:
    form = QFormLayout(page)
    form.setContentsMargins(*[theme.GAP] * 4)
    form.setSpacing(theme.GAP)
    return form


def _quiet_label(text: str = "") -> QLabel:
    label = plain_label(text, tone="quiet", wraps=True)
    label.setMinimumWidth(_TEXT_WIDTH)
    return label
