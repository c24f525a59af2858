"""The classes in their colours; a click lets all but one of them fade."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from digitpad.gui import theme

_SIDE = 24


class _Sign(QAbstractButton):
    """A class's name on its colour."""

    def __init__(self, name: str, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(_SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the name, its colour beneath, and a frame where it is chosen."""
        role, palette = QPalette.ColorRole, self.palette()
        colours = theme.class_colours(palette)
        colour = colours[self._place % len(colours)]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_lit = self.isChecked() or self.underMouse() or self.hasFocus()
        painter.setPen(QPen(palette.color(role.Accent if self.isChecked() else role.Mid), 1.5))
        painter.setBrush(palette.color(role.AlternateBase if is_lit else role.Base))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        painter.setPen(colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class ClassLegend(QWidget):
    """One sign a class. `chosen` carries the place of the only one to be seen, -1 for all."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signs: list[_Sign] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3)

    def offer(self, names: Sequence[str]) -> None:
        """These classes."""
        if [sign.text() for sign in self.signs] == list(names):
            return
        for old in self.signs:
            self._row.removeWidget(old)
            old.deleteLater()
        self.signs = [_Sign(name, place) for place, name in enumerate(names)]
        for place, sign in enumerate(self.signs):
            sign.clicked.connect(lambda is_on, at=place: self._choose(at if is_on else -1))
            self._row.addWidget(sign)
        self._translate()

    @property
    def only(self) -> int:
        """The place of the only class to be seen, -1 for all."""
        return next((i for i, sign in enumerate(self.signs) if sign.isChecked()), -1)

    def _choose(self, place: int) -> None:
        for other, sign in enumerate(self.signs):
            sign.setChecked(other == place)
        self.chosen.emit(place)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        for sign in self.signs:
            sign.setToolTip(self.tr("Show only {name}; once more: all").format(name=sign.text()))
