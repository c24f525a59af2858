"""Details that are out of the way until somebody wants them: a heading that unfolds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from digitpad.gui import theme


class Fold(QWidget):
    """A heading with an arrow; a click or Space shows or hides what is added below it."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setProperty("kind", "fold")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.toggled.connect(self._show)
        self._inside = QWidget()
        self.layout_inside = QVBoxLayout(self._inside)
        self.layout_inside.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        self.layout_inside.setSpacing(theme.GAP_SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addWidget(self._inside)
        self._show(False)

    def add(self, widget: QWidget) -> None:
        """Put something inside."""
        self.layout_inside.addWidget(widget)

    def set_title(self, title: str) -> None:
        """What is inside, in a few words."""
        self.button.setText(title)

    @property
    def is_open(self) -> bool:
        """Whether the inside is shown."""
        return self.button.isChecked()

    def open(self) -> None:
        """Show the inside."""
        self.button.setChecked(True)

    def _show(self, is_open: bool) -> None:
        self._inside.setVisible(is_open)
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self.button.setArrowType(arrow)
        self.toggled.emit(is_open)
