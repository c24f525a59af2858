"""Who has how much of the whole: a name, a bar and a number each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme

_THICKNESS = 8.0


class ShareBars(QWidget):
    """Painted bars, the longest across the whole width; one of them can stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: list[tuple[str, int]] = []
        self._marked = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shares(self) -> list[tuple[str, int]]:
        """What is shown."""
        return self._shares

    def show_shares(self, shares: list[tuple[str, int]]) -> None:
        """Show names with their counts."""
        self._shares = shares
        self.updateGeometry()
        self.update()

    def mark(self, place: int) -> None:
        """Let this bar stand out."""
        self._marked = place
        self.update()

    def _line(self) -> float:
        return self.fontMetrics().height() * 1.25

    def sizeHint(self) -> QSize:
        """A line for each."""
        return QSize(280, round(self._line() * max(1, len(self._shares))))

    def minimumSizeHint(self) -> QSize:
        """The bars may become short."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, bar and number of each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        advance = self.fontMetrics().horizontalAdvance
        names = max((advance(name) for name, _ in self._shares), default=0) + theme.GAP
        numbers = max((advance(f"{count:,}") for _, count in self._shares), default=0) + theme.GAP
        room = self.width() - names - numbers
        largest = max((count for _, count in self._shares), default=0) or 1
        for place, (name, count) in enumerate(self._shares):
            line = QRectF(0, place * self._line(), self.width(), self._line())
            length = room * count / largest
            self._paint_line(painter, line, (name, f"{count:,}"), (names, length), place)

    def _paint_line(
        self,
        painter: QPainter,
        line: QRectF,
        texts: tuple[str, str],
        bar: tuple[float, float],
        place: int,
    ) -> None:
        role = QPalette.ColorRole
        is_marked = place == self._marked
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(role.Accent if is_marked else role.WindowText))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, texts[0])
        painter.setPen(self.palette().color(role.PlaceholderText))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, texts[1])
        if bar[1] > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(role.Accent if is_marked else role.Dark))
            box = QRectF(bar[0], line.center().y() - _THICKNESS / 2, max(2.0, bar[1]), _THICKNESS)
            painter.drawRoundedRect(box, 2, 2)
