"""What is known of the one picture that is chosen, and of the whole tensor, beside a gallery."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.colour_maps import Scale
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.inspector.statistics_panel import StatisticsPanel
from digitpad.gui.inspector.tiles import tiled
from digitpad.gui.inspector.weight_views import WeightView
from digitpad.types import AnyArray, FloatArray

_WIDTH = 300
_HEATMAP_HEIGHT = 256


class WeightDetail(QWidget):
    """A large heatmap of one picture, and below it the tensor's figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kernel = (0, 0, 0)
        self.setFixedWidth(_WIDTH)
        self.title = QLabel()
        self.title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.heatmap = Heatmap()
        self.heatmap.setFixedHeight(_HEATMAP_HEIGHT)
        self.heatmap.describe = self._describe
        self.tensor_title = QLabel()
        self.tensor_title.setWordWrap(True)
        self.tensor_title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.statistics = StatisticsPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.title)
        column.addWidget(self.heatmap)
        column.addSpacing(theme.GAP_SMALL)
        column.addWidget(self.tensor_title)
        column.addWidget(self.statistics)
        column.addStretch(1)
        self._translate()

    def show_tensor(self, title: str, tensor: AnyArray) -> None:
        """Show the figures of the whole tensor."""
        self.tensor_title.setText(title)
        self.statistics.show_tensor(tensor)

    def show_no_picture(self) -> None:
        """The plane itself is shown large already."""
        self.title.hide()
        self.heatmap.hide()
        self.heatmap.show_values(None)

    def show_picture(
        self,
        title: str,
        view: WeightView,
        tensor: AnyArray,
        number: int,
        picture: FloatArray,
        *,
        scale: Scale | None = None,
    ) -> None:
        """Show one picture of a gallery; of a filter, all of its kernels."""
        self.title.setText(title)
        self.title.show()
        self.heatmap.show()
        self._kernel = (0, 0, 0)
        block = (0, 0)
        if view.kind == "filters" and tensor.shape[2] > 1:
            picture, columns = tiled(tensor[:, :, :, number])
            block = (tensor.shape[0], tensor.shape[1])
            self._kernel = (*block, columns)
        self.heatmap.use_diverging(view.kind != "landmarks")
        self.heatmap.show_values(picture, scale)
        self.heatmap.show_blocks(*block)

    def _describe(self, cell: Cell) -> str:
        height, width, columns = self._kernel
        if not columns:
            text = self.tr("row {row}, column {column}")
            return text.format(row=cell.row, column=cell.column)
        channel = cell.row // height * columns + cell.column // width
        text = self.tr("channel {channel}, row {row}, column {column}")
        return text.format(channel=channel, row=cell.row % height, column=cell.column % width)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.heatmap.setAccessibleName(self.tr("The chosen picture, large"))
        tip = self.tr("The wheel looks closer, dragging moves, a double click shows all again")
        self.heatmap.setToolTip(f"<p>{tip}</p>")
