"""Sixteen digits as the model will meet them: varied anew whenever the settings change.

A click, or Space, shows sixteen others.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.data.augment import Augmentation, augment
from digitpad.data.mnist import load_mnist
from digitpad.gui.grey_image import InkColours
from digitpad.gui.worker import Worker
from digitpad.types import ByteArray, FloatArray

ROWS = 4
COUNT = ROWS * ROWS
_SIDE = 28
_SCALE = 2
_GAP = 4


class AugmentedPreview(QWidget):
    """Four rows of four digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: ByteArray | None = None
        self._draw = 0
        self._augmentation: Augmentation | None = Augmentation()
        self.images: FloatArray = np.zeros((COUNT, _SIDE, _SIDE), np.float32)
        self._colours = InkColours(self.palette())
        self._worker = Worker(self)
        self._worker.finished.connect(self._take_digits)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._translate()
        # A bundled file of 10,000 digits takes a moment to unpack.
        self._worker.start(lambda: load_mnist("test").images)

    @property
    def is_loaded(self) -> bool:
        """Whether there are digits to show."""
        return self._all is not None

    def sizeHint(self) -> QSize:
        """Each digit at twice its size."""
        side = ROWS * _SIDE * _SCALE + (ROWS + 1) * _GAP
        return QSize(side, side)

    def show_augmentation(self, augmentation: Augmentation | None) -> None:
        """Vary the same digits in this way; None, settings that cannot work, changes nothing."""
        if augmentation is not None:
            self._augmentation = augmentation
            self._vary()

    def show_others(self) -> None:
        """Sixteen other digits."""
        self._draw += 1
        self._vary()

    def close_files(self) -> None:
        """Let the reading come to its end."""
        self._worker.wait()

    def _take_digits(self, images: ByteArray) -> None:
        self._all = images
        self._vary()

    def _vary(self) -> None:
        if self._all is None or self._augmentation is None:
            return
        random = np.random.default_rng((self._draw, 11))
        chosen = self._all[random.integers(len(self._all), size=COUNT)]
        digits = chosen.astype(np.float32) / np.float32(255)
        self.images = augment(digits, self._augmentation, random).clip(0, 1)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pixels without smoothing."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        step = _SIDE * _SCALE + _GAP
        enlargement = round(_SCALE * ratio)
        for index, image in enumerate(self.images):
            row, column = divmod(index, ROWS)
            place = QPointF(_GAP + column * step, _GAP + row * step)
            painter.drawImage(place, self._colours.image(image, enlargement, ratio))
        role = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows others."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.show_others()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So does Space."""
        if event.key() == Qt.Key.Key_Space:
            self.show_others()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colours = InkColours(self.palette())
        super().changeEvent(event)

    def _translate(self) -> None:
        text = self.tr("Sixteen digits varied as chosen; click for sixteen others")
        self.setAccessibleName(self.tr("Varied digits"))
        self.setAccessibleDescription(text)
        self.setToolTip(f"<p>{text}</p>")
