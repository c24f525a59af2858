"""One way of explaining an answer: its name, its map over the ink, and a sentence to read it by."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.wording import number_text
from digitpad.types import FloatArray


class MapTile(QWidget):
    """A heatmap of (28, 28) with the drawing's outline on it, or the reason why there is none."""

    def __init__(self, parent: QWidget | None = None, *, diverging: bool = True) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.reach = QLabel()
        self.reach.setProperty("tone", "quiet")
        self._is_diverging = diverging
        self.map = Heatmap(diverging=diverging, with_bar=False)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("tone", "quiet")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._instead = QLabel()
        self._instead.setWordWrap(True)
        self._instead.setProperty("tone", "quiet")
        self.reach.setToolTip(self.tr("The values of the strongest colours"))
        self._instead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        room = QWidget()
        self._either = QStackedLayout(room)
        self._either.addWidget(self.map)
        self._either.addWidget(self._instead)
        self._room = room
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.reach)
        column.addLayout(head)
        column.addWidget(room, 1)
        column.addWidget(self.sentence)
        column.addStretch(0)

    @property
    def reason(self) -> str:
        """Why there is no map; empty where there is one."""
        return "" if self._either.currentWidget() is self.map else self._instead.text()

    def show_map(self, values: FloatArray, ink: FloatArray) -> None:
        """Show a map, and the ink that it is about as an outline."""
        self.map.show_values(values)
        self.map.show_ink(ink)
        reach = number_text(self.map.scale.high)
        self.reach.setText(f"±{reach}" if self._is_diverging else f"0 – {reach}")
        self._either.setCurrentWidget(self.map)

    def say_why_not(self, reason: str) -> None:
        """Show this sentence; empty brings the map back."""
        self._instead.setText(reason)
        self._either.setCurrentWidget(self._instead if reason else self.map)
        self.sentence.setVisible(not reason)

    def clear(self) -> None:
        """No map until the next one arrives."""
        self.map.show_values(None)
        self.map.show_ink(None)
        self.reach.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The map is a square with a line beneath; more height would part it from its words."""
        line = self.fontMetrics().height() + theme.GAP_SMALL
        self._room.setMaximumHeight(self.width() + line)
        super().resizeEvent(event)
