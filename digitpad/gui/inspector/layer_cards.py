"""The steps of a model as a row of cards that can be chosen, with the drawing flowing through.

[picture] > [conv 1] > [conv 2] > [pool 1] > ... > [output]
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.colour_maps import both_maps
from digitpad.gui.inspector.model_steps import Step, face
from digitpad.gui.inspector.wording import BEND_NAMES, shape_text
from digitpad.inspection.activations import Observed
from digitpad.types import FloatArray

_FACE = 66.0
_PADDING = 6.0
_BEHIND = 4.0
_ARROW = 14


class LayerCard(QAbstractButton):
    """One step: a small picture of what it puts out, its name, its shape, its parameters."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self._face: FloatArray | None = None
        self._is_signed = False
        self._maps = both_maps(self.palette())
        self.setCheckable(True)
        self.setFont(theme.scaled(self.font(), 0.88))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{step.title}, {shape_text(step.shape)}")

    def show_face(self, values: FloatArray | None) -> None:
        """Show this picture of the step's output; None: an empty frame."""
        self._face = values
        self._is_signed = values is not None and bool(values.min(initial=0.0) < 0)
        self.update()

    @property
    def face(self) -> FloatArray | None:
        """What is shown."""
        return self._face

    def lines(self) -> tuple[str, str, str, str]:
        """Title, bend, shape and the number of parameters, as written below the picture."""
        count = f"{self.step.parameters:,}" if self.step.parameters else ""
        bend = BEND_NAMES.get(self.step.bend, "")
        return self.step.title, bend, shape_text(self.step.shape), count

    def sizeHint(self) -> QSize:
        """The picture and four lines."""
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in self.lines())
        width = max(_FACE + 2 * _BEHIND, widest) + 2 * _PADDING
        height = _FACE + 2 * _BEHIND + 4 * self.fontMetrics().height() + 3 * _PADDING
        return QSize(round(width), round(height))

    def minimumSizeHint(self) -> QSize:
        """No smaller than that."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self.isChecked() or self.hasFocus() or self.underMouse()
        edge = self.palette().color(role.Accent if is_lit else role.Mid)
        painter.setPen(QPen(edge, 2 if self.isChecked() else 1))
        painter.setBrush(self.palette().color(role.Base))
        radius = theme.RADIUS_CONTROL
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        self._paint_face(painter)
        self._paint_lines(painter)

    def _paint_face(self, painter: QPainter) -> None:
        role = QPalette.ColorRole
        left = (self.width() - _FACE) / 2
        place = QRectF(round(left), _PADDING + 2 * _BEHIND, _FACE, _FACE)
        line = QPen(self.palette().color(role.Mid), 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(self.palette().color(role.Base))
        painter.setPen(line)
        if len(self.step.shape) == 3 and self.step.shape[2] > 1:
            for depth in (2, 1):
                painter.drawRect(place.translated(depth * _BEHIND, -depth * _BEHIND))
        painter.fillRect(place, self.palette().color(role.Base))
        if self._face is not None:
            colours = self._maps[self._is_signed]
            scale = colours.scale_of(self._face)
            rows, columns = self._face.shape
            height = min(_FACE, _FACE * 2 * rows / columns) if len(self.step.shape) == 1 else _FACE
            band = QRectF(place)
            band.setHeight(max(10.0, height))
            band.moveCenter(place.center())
            painter.drawImage(band, colours.image(self._face, scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    def _paint_lines(self, painter: QPainter) -> None:
        role = QPalette.ColorRole
        height = self.fontMetrics().height()
        top = 2 * _PADDING + 2 * _BEHIND + _FACE
        painter.setFont(self.font())
        colours = (role.Text, role.Text, role.PlaceholderText, role.PlaceholderText)
        for place, (text, colour) in enumerate(zip(self.lines(), colours, strict=True)):
            painter.setPen(self.palette().color(colour))
            box = QRectF(0, top + place * height, self.width(), height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._maps = both_maps(self.palette())
            self.update()
        super().changeEvent(event)


class LayerRow(QWidget):
    """All cards side by side, one of them chosen. `chosen` carries its `Step`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[LayerCard] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_ARROW)
        self._row.addStretch(1)

    def show_steps(self, steps: list[Step]) -> None:
        """Make a card for each step and choose the first that has learned something."""
        for card in self.cards:
            self._group.removeButton(card)
            self._row.removeWidget(card)
            card.deleteLater()
        self.cards = [LayerCard(step) for step in steps]
        for place, card in enumerate(self.cards):
            self._row.insertWidget(place, card)
            self._group.addButton(card, place)
            card.show()
        self.setMinimumWidth(self._row.minimumSize().width())
        learned = [card for card in self.cards if card.step.parameters]
        if self.cards:
            (learned or self.cards)[0].setChecked(True)

    def show_drawing(self, observed: Observed | None) -> None:
        """Let a drawing flow through; None: nothing is drawn."""
        for card in self.cards:
            card.show_face(None if observed is None else face(card.step, observed))

    def show_picture(self, picture: FloatArray | None) -> None:
        """Show what goes in; nothing is known of the other steps."""
        for card in self.cards:
            card.show_face(picture if card.step.kind == "input" else None)

    def choose(self, name: str) -> None:
        """Choose the step of this name, if there is one."""
        for card in self.cards:
            if card.step.name == name:
                card.setChecked(True)

    def _tell(self, place: int, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self.cards[place].step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint an arrow from each card to the next."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.palette().color(QPalette.ColorRole.Dark)), 1.5))
        for card in self.cards[:-1]:
            middle = card.geometry().center().y()
            tip = QPointF(card.geometry().right() + _ARROW * 0.72, middle)
            painter.drawPolyline([tip - QPointF(5, 5), tip, tip - QPointF(5, -5)])
