"""The row below the pad: undo, redo, pen, eraser, pen width and clear."""

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolButton, QWidget

from digitpad.gui import theme
from digitpad.gui.actions import Actions
from digitpad.gui.widgets import row

THINNEST, THICKEST = 6, 48
"""Pen widths in pad units."""

_SAMPLE_SIDE = 22
_STEP = 2


class PenSample(QWidget):
    """A dot as wide as the pen, scaled so that the widest fits."""

    def __init__(self) -> None:
        super().__init__()
        self._width = float(THINNEST)
        self.setFixedSize(_SAMPLE_SIDE, _SAMPLE_SIDE)

    def show_width(self, width: float) -> None:
        """Set the pen width, in pad units."""
        self._width = width
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        radius = self._width / THICKEST * _SAMPLE_SIDE / 2
        painter.drawEllipse(QPointF(_SAMPLE_SIDE / 2, _SAMPLE_SIDE / 2), radius, radius)


class ToolRow(QWidget):
    """Buttons for the actions, and a slider for the pen. `pen_width_chosen` is in pad units."""

    pen_width_chosen = Signal(float)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.sample = PenSample()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(THINNEST, THICKEST)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(3 * _STEP)
        self.slider.setMaximumWidth(96)
        self.slider.setMinimumSize(48, 24)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName(self.tr("Pen width"))
        self.slider.setToolTip(self.tr("Pen width"))
        self.slider.valueChanged.connect(self._choose)
        actions.thinner.triggered.connect(lambda: self._step(-_STEP))
        actions.thicker.triggered.connect(lambda: self._step(_STEP))
        icons = actions.undo, actions.redo, actions.pen, actions.eraser
        undo, redo, pen, eraser = (_button(action, with_text=False) for action in icons)
        width = theme.GAP_SMALL, self.sample, 2, (self.slider, 1)
        clear = _button(actions.clear)
        row(undo, redo, None, pen, eraser, *width, None, clear, spacing=2, of=self)

    def show_pen_width(self, width: float) -> None:
        """Show the current pen width, in pad units."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(width))
        self.sample.show_width(width)

    def _choose(self, width: int) -> None:
        self.sample.show_width(width)
        self.pen_width_chosen.emit(float(width))

    def _step(self, change: int) -> None:
        self.slider.setValue(self.slider.value() + change)


def _button(action: QAction, *, with_text: bool = True) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(
        style.ToolButtonTextBesideIcon if with_text else style.ToolButtonIconOnly
    )
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
