"""What a network would like best to see: for every class a picture grown by gradient ascent.

The pictures grow together before one's eyes, in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from digitpad.classifier import Classifier
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.grey_image import InkColours
from digitpad.gui.inspector.long_work import LongWork, Report
from digitpad.gui.inspector.reasons import why_not_text
from digitpad.inspection.activations import inspectable
from digitpad.inspection.saliency import ASCENT_STEPS, optimal_input
from digitpad.types import FloatArray

_SHOW_EVERY = 4
_LARGEST, _SMALLEST = 96, 72


class IdealTile(QAbstractButton):
    """The picture for one class; before there is one, the class's sign."""

    def __init__(self, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(sign)
        self.picture: FloatArray | None = None
        self._colours = InkColours(self.palette())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: FloatArray | None) -> None:
        """Show (28, 28) in 0..1."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """A square with a line below."""
        return QSize(_LARGEST, _LARGEST + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Large enough to see a shape."""
        return QSize(_SMALLEST, _SMALLEST + self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture in a frame, and its sign."""
        role, palette = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        line = self.fontMetrics().height()
        side = min(self.width(), self.height() - line - 2)
        square = QRectF((self.width() - side) / 2, 0, side, side)
        painter.fillRect(square, palette.color(role.Base))
        if self.picture is not None:
            painter.drawImage(square, self._colours.image(self.picture))
        is_lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(palette.color(role.Accent if is_lit else role.Mid), 1))
        painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(palette.color(role.PlaceholderText))
        below = QRectF(0, side + 2, self.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colours = InkColours(self.palette())
        super().changeEvent(event)


class IdealInputs(QWidget):
    """One tile a class, drawn when asked for. `chosen` carries the place of a clicked one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[IdealTile] = []
        self._classifier: Classifier | None = None
        self._is_done = False
        self.work = LongWork(self)
        self.work.progressed.connect(self._show_progress)
        self.work.half_done.connect(self._show_pictures)
        self.work.finished.connect(self._finish)
        self.work.cancelled.connect(self._stop)
        self.work.failed.connect(lambda error: self._say(in_words(error)))
        self.title = QLabel()
        self.title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.sentence = QLabel()
        self.sentence.setProperty("tone", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(160, theme.GAP_SMALL)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._start_or_cancel)
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addWidget(self.title)
        above.addWidget(self.sentence, 1)
        above.addWidget(self.bar)
        above.addWidget(self.button)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.GAP_SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(above)
        column.addLayout(self._row)
        self.translate()

    def use(self, classifier: Classifier, signs: Sequence[str]) -> None:
        """Of this model, whose outputs have these signs."""
        self.work.cancel()
        self._classifier, self._is_done = classifier, False
        if [tile.text() for tile in self.tiles] != list(signs):
            for old in self.tiles:
                self._row.removeWidget(old)
                old.deleteLater()
            self.tiles = [IdealTile(sign) for sign in signs]
            for place, tile in enumerate(self.tiles):
                tile.clicked.connect(lambda _=False, at=place: self.chosen.emit(at))
                self._row.addWidget(tile)
        for tile in self.tiles:
            tile.show_picture(None)
            tile.setVisible(not self._why_not())
        self.translate()

    def start(self) -> None:
        """Let the pictures grow."""
        classifier, count = self._classifier, len(self.tiles)
        if classifier is not None and not self._why_not():
            self._is_done = False
            self.work.begin(lambda report: _grown(classifier, count, report))
            self.translate()

    def shut_down(self) -> None:
        """Nothing goes on."""
        self.work.shut_down()

    def _why_not(self) -> str:
        return "" if self._classifier is None else why_not_text(self._classifier, "optimal-input")

    def _start_or_cancel(self) -> None:
        if self.work.is_busy:
            self.work.cancel()
        else:
            self.start()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_pictures(self, pictures: FloatArray) -> None:
        for tile, picture in zip(self.tiles, pictures, strict=True):
            tile.show_picture(picture)

    def _finish(self, pictures: FloatArray) -> None:
        self._show_pictures(pictures)
        self._is_done = True
        self.translate()

    def _stop(self) -> None:
        for tile in self.tiles:
            tile.show_picture(None)
        self.translate()

    def _say(self, text: str) -> None:
        self.translate()
        self.sentence.setText(text)

    def translate(self) -> None:
        """Write what can be done now."""
        reason, is_busy = self._why_not(), self.work.is_busy
        self.title.setText(self.tr("What it would like best to see"))
        if reason:
            text = reason
        elif self._is_done:
            text = self.tr("Each picture was grown from faint noise to please one class only.")
        else:
            text = self.tr("Grows a picture for each class from noise, step by step.")
        self.sentence.setText(text)
        self.bar.setVisible(is_busy)
        if not is_busy:
            self.bar.reset()
        self.button.setVisible(not reason and not self._is_done)
        self.button.setText(self.tr("Cancel") if is_busy else self.tr("Grow them"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.translate()
        super().changeEvent(event)


def _grown(classifier: Classifier, count: int, report: Report) -> FloatArray:
    """(classes, 28, 28) after all steps; shown on the way every few steps."""
    network = inspectable(classifier)
    assert network is not None  # noqa: S101 - machines say before that they cannot
    growing = [optimal_input(network, place) for place in range(count)]
    pictures = np.zeros((count, *network.input_shape), np.float32)
    for step in range(1, ASCENT_STEPS + 1):
        for place, images in enumerate(growing):
            report.check()
            pictures[place] = next(images)
        report.progress(step, ASCENT_STEPS)
        if step % _SHOW_EVERY == 0:
            report.show(pictures.copy())
    return pictures
