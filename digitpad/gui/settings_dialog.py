"""The settings: how readily the window says that something is no digit.

The dialog stays open beside the pad, and what is chosen counts at once: move the slider and watch
the answer.
"""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.threshold import ThresholdChoices
from digitpad.gui.wording import percent
from digitpad.modelfile import ModelDescription

_WIDTH = 400


class SettingsDialog(QDialog):
    """`threshold_chosen` carries the chosen threshold, or None for the model's own.

    `training_asked` is emitted when somebody wants to train a model.
    """

    threshold_chosen = Signal(object)
    training_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: ThresholdChoices | None = None
        self.heading = QLabel()
        self.heading.setFont(theme.scaled(self.font(), 1.2))
        self.explanation = QLabel()
        self.explanation.setWordWrap(True)
        self.explanation.setMinimumWidth(_WIDTH)
        self.explanation.setProperty("tone", "quiet")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumHeight(24)
        self.slider.valueChanged.connect(self._choose)
        self._strict, self._lenient = QLabel(), QLabel()
        self._costs = {name: (QLabel(), QLabel()) for name in ("turned_away", "let_through")}
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("tone", "quiet")
        self.buttons = QDialogButtonBox()
        self.reset = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ResetRole)
        self.reset.clicked.connect(self._reset)
        self.train = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.train.setAutoDefault(False)
        self.train.clicked.connect(self.training_asked)
        self.close_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self._translate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.heading)
        column.addWidget(self.explanation)
        ends = QHBoxLayout()
        for label in (self._strict, self._lenient):
            label.setProperty("tone", "quiet")
        ends.addWidget(self._strict)
        ends.addStretch(1)
        ends.addWidget(self._lenient)
        column.addWidget(self.slider)
        column.addLayout(ends)
        costs = QGridLayout()
        costs.setHorizontalSpacing(theme.GAP_LARGE)
        costs.setColumnStretch(0, 1)
        for row, (name, value) in enumerate(self._costs.values()):
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setFont(theme.scaled(self.font(), 1.2))
            costs.addWidget(name, row, 0)
            costs.addWidget(value, row, 1)
        column.addLayout(costs)
        column.addWidget(self.note)
        column.addSpacing(theme.GAP_SMALL)
        column.addWidget(self.buttons)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)

    def show_model(self, description: ModelDescription, threshold: float | None) -> None:
        """Set the slider for this model; None is the model's own threshold."""
        self._choices = choices = ThresholdChoices(description)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(choices.thresholds) - 1)
            chosen = choices.default if threshold is None else threshold
            self.slider.setValue(choices.place_of(chosen))
        self.slider.setEnabled(choices.can_tell)
        self.reset.setEnabled(choices.can_tell)
        self._show_costs()

    @property
    def threshold(self) -> float:
        """Where the slider stands."""
        return (
            1.0 if self._choices is None else float(self._choices.thresholds[self.slider.value()])
        )

    def costs_text(self, name: str) -> str:
        """What is written for `turned_away` or `let_through`."""
        return self._costs[name][1].text()

    def _choose(self) -> None:
        self._show_costs()
        self.threshold_chosen.emit(self.threshold)

    def _reset(self) -> None:
        if self._choices is not None:
            with QSignalBlocker(self.slider):
                self.slider.setValue(self._choices.place_of(self._choices.default))
            self._show_costs()
            self.threshold_chosen.emit(None)

    def _show_costs(self) -> None:
        choices = self._choices
        costs = choices.costs(self.threshold) if choices and choices.can_tell else None
        for name, (label, value) in self._costs.items():
            value.setText("" if costs is None else percent(getattr(costs, name)))
            label.setVisible(costs is not None)
            value.setVisible(costs is not None)
        if choices is None or not choices.can_tell:
            self.note.setText(
                self.tr("This model has not learned what is no digit and takes everything for one.")
            )
        elif costs is None:
            self.note.setText(self.tr("What the threshold costs was not measured for this model."))
        else:
            self.note.setText(
                self.tr(
                    "Measured on synthetic drawings that the model has not learned from; what real "
                    "people draw is let through more often."
                )
            )
        self.slider.setAccessibleDescription(
            " ".join(f"{label.text()} {value.text()}." for label, value in self._costs.values())
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.heading.setText(self.tr("Not a digit"))
        self.explanation.setText(
            self.tr("How sure must the network be before it says that a drawing is no digit?")
        )
        self._strict.setText(self.tr("Says so readily"))
        self._lenient.setText(self.tr("Takes almost anything"))
        self._costs["turned_away"][0].setText(self.tr("True digits turned away"))
        self._costs["let_through"][0].setText(self.tr("Other things taken for a digit"))
        self.slider.setAccessibleName(self.tr("Threshold for what is no digit"))
        self.reset.setText(self.tr("As the model suggests"))
        self.train.setText(self.tr("Train a model…"))
        self._show_costs()
