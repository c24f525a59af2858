"""The settings of data augmentation, and a preview of digits that are augmented with them.

The form uses the settings, and the running view, where changes take effect during training.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from digitpad.common.pixels import SIDE, as_floats
from digitpad.common.types import FloatArray
from digitpad.data.augmentation import Augmentation, augment
from digitpad.data.mnist import Dataset, load_mnist
from digitpad.gui.background import BackgroundJob
from digitpad.gui.charts.colour_maps import InkColours, tiled
from digitpad.gui.training.controls import Choice, SliderField
from digitpad.gui.training.section import Section
from digitpad.gui.training.setting_texts import SettingTexts
from digitpad.training.settings import DEFAULT_SETTINGS

SLIDER_MAXIMA = {
    "rotation": 45.0,
    "scale": 0.5,
    "shear": 0.6,
    "shift": 4.0,
    "elastic": 2.5,
    "elastic_smoothness": 8.0,
    "thickness": 1.0,
    "contrast": 1.5,
}
"""The upper end of each slider; larger values can be typed."""

CUSTOM = "custom"
STRENGTHS = {
    "none": Augmentation(),
    "slight": DEFAULT_SETTINGS["mlp"].augmentation,
    "strong": DEFAULT_SETTINGS["cnn"].augmentation,
}

_ROWS = 4
_COUNT = _ROWS * _ROWS
_CELL = SIDE + 2
"""A digit and the gap around it, in pixels of the digit."""

_ENLARGEMENT = 2


class AugmentationEditor(Section):
    """A choice of strengths, and a slider for each transformation.

    `values` are the fields of `Augmentation`.
    """

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            heading,
            SettingTexts().augmentation(),
            self.tr("Individual transformations"),
            parent,
            topic="training#augmentation",
        )
        texts = {
            "none": self.tr("none"),
            "slight": self.tr("slight"),
            "strong": self.tr("strong"),
            CUSTOM: self.tr("custom"),
        }
        self.strength = Choice([*STRENGTHS, CUSTOM], texts)
        self.add("strength", self.strength)
        for name, maximum in SLIDER_MAXIMA.items():
            self.add(name, SliderField(maximum), is_detail=True, stretch=True)
        self.show_augmentation(STRENGTHS["slight"])
        self.strength.changed.connect(self._apply_strength)
        for name in SLIDER_MAXIMA:
            self.control(name).changed.connect(self._show_strength)

    def values(self) -> dict[str, float]:
        """The valid values, without the strength."""
        return {name: value for name, value in super().values().items() if name in SLIDER_MAXIMA}

    @property
    def augmentation(self) -> Augmentation | None:
        """The augmentation, or None while a value is invalid."""
        values = self.values()
        if len(values) < len(SLIDER_MAXIMA):
            return None
        try:
            return Augmentation(**values)
        except ValueError:
            return None

    def show_augmentation(self, augmentation: Augmentation) -> None:
        """Show the values of an augmentation."""
        self.show_values({name: getattr(augmentation, name) for name in SLIDER_MAXIMA})
        self._show_strength()

    def _apply_strength(self) -> None:
        chosen = STRENGTHS.get(self.strength.value)
        if chosen is None:
            self.fold.setChecked(True)
        elif chosen != self.augmentation:
            self.show_augmentation(chosen)

    def _show_strength(self) -> None:
        now = self.augmentation
        name = next((name for name, each in STRENGTHS.items() if each == now), CUSTOM)
        with QSignalBlocker(self.strength):
            self.strength.set_value(name)


class AugmentedPreview(QAbstractButton):
    """Sixteen test digits with the chosen augmentation; a click shows sixteen others."""

    def __init__(self) -> None:
        super().__init__()
        self._digits: Dataset | None = None
        self._selection = 0
        self._augmentation = Augmentation()
        self.images: FloatArray = np.zeros((_COUNT, SIDE, SIDE), np.float32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        text = self.tr("Sixteen digits with the chosen augmentation; click to show others")
        self.setAccessibleName(self.tr("Augmented digits"))
        self.setAccessibleDescription(text)
        self.setToolTip(f"<p>{text}</p>")
        self.clicked.connect(self._show_other_digits)
        # In the background, since the file of 10,000 digits takes a moment to decompress.
        self.job = BackgroundJob(self)
        self.job.start(lambda _: load_mnist("test"), then=self._on_loaded)

    def sizeHint(self) -> QSize:
        """Each pixel of a digit is shown as 2 x 2 pixels."""
        side = _ROWS * _CELL * _ENLARGEMENT
        return QSize(side, side)

    def show_augmentation(self, augmentation: Augmentation | None) -> None:
        """Show the same digits with another augmentation; None changes nothing."""
        if augmentation is not None:
            self._augmentation = augmentation
            self._augment()

    def _show_other_digits(self) -> None:
        self._selection += 1
        self._augment()

    def _on_loaded(self, digits: Dataset) -> None:
        self._digits = digits
        self._augment()

    def _augment(self) -> None:
        if self._digits is None:
            return
        random = np.random.default_rng((self._selection, 11))
        digits = as_floats(self._digits.images[random.integers(len(self._digits), size=_COUNT)])
        self.images = augment(digits, self._augmentation, random).clip(0, 1)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pixels without smoothing, and the focus."""
        painter = QPainter(self)
        cells = np.pad(self.images, ((0, 0), (1, 1), (1, 1)))
        sheet, _ = tiled(cells.transpose(1, 2, 0))
        place = QRect(0, 0, self.width(), self.height())
        painter.drawImage(place, InkColours(self.palette()).image(sheet))
        role = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 1))
        painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
