"""How much the digits are varied: one choice for all of it, and a slider for each kind of change.

The same controls stand in the form and beside a run, where they act on it at once.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from digitpad.architectures import ARCHITECTURES
from digitpad.data.augment import Augmentation
from digitpad.gui import theme
from digitpad.gui.training.controls import Choice
from digitpad.gui.training.number_field import NumberField
from digitpad.gui.training.section import Section

_STEPS = 200
_FIELD_WIDTH = 64

REACH = {
    "rotation": 45.0,
    "scale": 0.5,
    "shear": 0.6,
    "shift": 4.0,
    "elastic": 2.5,
    "thickness": 1.0,
    "contrast": 1.5,
    "elastic_smoothness": 8.0,
}
"""How far each slider goes; more can be typed."""

OWN = "own"
STRENGTHS = {
    "none": Augmentation(),
    "slight": ARCHITECTURES["mlp"].settings.augmentation,
    "strong": ARCHITECTURES["cnn"].settings.augmentation,
}


class SlidingNumber(QWidget):
    """A slider with a field for the exact number beside it."""

    changed = Signal()

    def __init__(self, reach: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reach = reach
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setMinimumHeight(24)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field = NumberField()
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.setFocusProxy(self.slider)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_SMALL)
        line.addWidget(self.slider, 1)
        line.addWidget(self.field)
        self.field.set_value(0)
        self.slider.valueChanged.connect(self._slide)
        self.field.changed.connect(self._type)

    @property
    def value(self) -> float | int | None:
        """The number in the field."""
        return self.field.value

    def set_value(self, value: float) -> None:
        """Show a number."""
        self.field.set_value(value)

    def _slide(self, step: int) -> None:
        self.field.set_value(float(f"{self._reach * step / _STEPS:.3g}"))

    def _type(self) -> None:
        """The slider goes along, but must not round what was typed."""
        if self.value is not None:
            with QSignalBlocker(self.slider):
                share = min(1.0, max(0.0, self.value / self._reach))
                self.slider.setValue(round(share * _STEPS))
        self.changed.emit()


class VariationEditor(Section):
    """`values` are the fields of `Augmentation`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strength = Choice([*STRENGTHS, OWN])
        self.add("variation", self.strength)
        for name, reach in REACH.items():
            self.add(name, SlidingNumber(reach), is_detail=True, stretch=True)
        self.finish()
        self.show_augmentation(STRENGTHS["slight"])
        self.strength.changed.connect(self._take_strength)
        for name in REACH:
            self.control(name).changed.connect(self._show_strength)

    def values(self) -> dict[str, float]:
        """What can be read."""
        return {name: value for name, value in super().values().items() if name in REACH}

    @property
    def augmentation(self) -> Augmentation | None:
        """What is chosen; None while something of it cannot work."""
        values = self.values()
        if len(values) < len(REACH):
            return None
        try:
            return Augmentation(**values)
        except ValueError:
            return None

    def show_augmentation(self, augmentation: Augmentation) -> None:
        """Show how much of each change there is."""
        self.show_values({name: getattr(augmentation, name) for name in REACH})
        self._show_strength()

    def _take_strength(self) -> None:
        chosen = STRENGTHS.get(self.strength.value)
        if chosen is None:
            self.details.open()
        elif chosen != self.augmentation:
            self.show_augmentation(chosen)

    def _show_strength(self) -> None:
        now = self.augmentation
        name = next((name for name, each in STRENGTHS.items() if each == now), OWN)
        with QSignalBlocker(self.strength):
            self.strength.set_value(name)

    def translate(self) -> None:
        """Write every label in the language of the window."""
        self.heading.setText(self.tr("Variation of the digits"))
        self.details.set_title(self.tr("Each kind of change"))
        self.explain(self.words.variation())
        self.strength.set_words(
            {
                "none": self.tr("none"),
                "slight": self.tr("slight"),
                "strong": self.tr("strong"),
                OWN: self.tr("as set below"),
            }
        )
