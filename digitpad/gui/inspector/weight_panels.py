"""Beside the pictures of weights: the selected one with its tensor's statistics, and references."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QWidget

from digitpad.common.errors import DigitpadError
from digitpad.common.types import AnyArray, FloatArray
from digitpad.common.user_folders import SUFFIX
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.charts.bars import HistogramChart
from digitpad.gui.charts.colour_maps import Scale, tiled
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.gui.inspector.page import panel_width
from digitpad.gui.inspector.weight_views import WeightView
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, plain_label
from digitpad.gui.wording import number_text, percent
from digitpad.inspection.tensors import Statistics, initial_weights, statistics
from digitpad.library.catalog import find_model
from digitpad.library.listing import available_models
from digitpad.library.model_file import Model, ModelDescription, load_model, read_description

_HEATMAP_HEIGHT, _HISTOGRAM_HEIGHT = 256, 140
_NOTHING, _START, _FILE = "", "start", "file"


class WeightDetail(QWidget):
    """A large heatmap of one picture, and below it the statistics of its tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.statistics: Statistics | None = None
        self._known: dict[str, Statistics] = {}
        self._kernel = (0, 0, 0)
        self.job = BackgroundJob(self)
        self.setFixedWidth(panel_width(self))
        self.title = plain_label(bold=True, wraps=True)
        self.tensor_title = plain_label(bold=True, wraps=True)
        self.heatmap = Heatmap(self.tr("Selected picture, enlarged"), show_title=False)
        self.heatmap.setFixedHeight(_HEATMAP_HEIGHT)
        self.heatmap.describe = self._describe
        tip = self.tr("Scroll to zoom, drag to move, double-click to reset")
        self.heatmap.setToolTip(f"<p>{tip}</p>")
        self.histogram = HistogramChart(self.tr("Histogram of the values"), show_title=False)
        self.histogram.setFixedHeight(_HISTOGRAM_HEIGHT)
        tip = self.tr("Histogram of the values; bar heights are square roots of the counts")
        self.histogram.setToolTip(f"<p>{tip}</p>")
        names = (
            self.tr("Mean"),
            self.tr("Standard deviation"),
            self.tr("Minimum"),
            self.tr("Maximum"),
            self.tr("L2 norm"),
            self.tr("Zeros"),
        )
        self.figures = [plain_label(selectable=True) for _ in names]
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for line, (name, figure) in enumerate(zip(names, self.figures, strict=True)):
            grid.addWidget(plain_label(name, tone="quiet"), line, 0)
            grid.addWidget(figure, line, 1, Qt.AlignmentFlag.AlignRight)
        below = self.tensor_title, grid, self.histogram, None
        column(self.title, self.heatmap, theme.GAP_SMALL, *below, of=self)

    def forget(self) -> None:
        """Another model is shown from now on: its tensors have the same names."""
        self._known.clear()

    def show_tensor(self, title: str, tensor: AnyArray) -> None:
        """Show the statistics of the whole tensor, computed in the background the first time."""
        self.tensor_title.setText(title)
        self.job.cancel()
        known = self._known.get(title)
        self._show_statistics(known)
        if known is None and tensor.size:
            self.job.start(
                lambda _: statistics(tensor), then=lambda found: self._keep(title, found)
            )

    def _keep(self, title: str, found: Statistics) -> None:
        self._known[title] = found
        self._show_statistics(found)

    def _show_statistics(self, found: Statistics | None) -> None:
        self.statistics = found
        texts = [""] * len(self.figures)
        if found is not None:
            middle = found.mean, found.standard_deviation
            numbers = (*middle, found.smallest, found.largest, found.norm)
            texts = [*map(number_text, numbers), percent(found.zeros / found.count)]
            self.histogram.show_counts(found.counts, found.edges)
        for figure, text in zip(self.figures, texts, strict=True):
            figure.setText(text)

    def show_no_picture(self) -> None:
        """Hide the picture, since the plane itself is shown large."""
        self.title.hide()
        self.heatmap.hide()
        self.heatmap.show_values(None)

    def show_picture(
        self,
        title: str,
        view: WeightView,
        kernels: AnyArray | None,
        picture: FloatArray,
        *,
        scale: Scale | None = None,
    ) -> None:
        """Show a picture of the list.

        Args:
            title: of the picture.
            view: where it belongs.
            kernels: (height, width, channels), all kernels of a filter, shown instead.
            picture: (height, width).
            scale: None to fit the picture.
        """
        self.title.setText(title)
        self.title.show()
        self.heatmap.show()
        self._kernel = (0, 0, 0)
        block = (0, 0)
        if kernels is not None and kernels.shape[2] > 1:
            picture, columns = tiled(kernels)
            block = kernels.shape[0], kernels.shape[1]
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


class ReferenceTensors(NamedTuple):
    """The name of a model to compare with, and its tensors by name."""

    name: str
    tensors: Mapping[str, AnyArray]


class ComparisonChooser(QComboBox):
    """A list of reference weights: the initial ones, another model's, or those of a file.

    `chosen` carries `ReferenceTensors`, or None for no comparison; `failed` an error message.
    Models are read in the background.

    Attributes:
        job: finds the references for a model.
        reading: reads the chosen one.
    """

    chosen = Signal(object)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model: Model | None = None
        self.job, self.reading = BackgroundJob(self), BackgroundJob(self)
        for job in (self.job, self.reading):
            job.failed.connect(lambda error: self.failed.emit(translated(error)))
        tip = self.tr("Show the difference from the weights of another model")
        self.setToolTip(f"<p>{tip}</p>")
        self.setAccessibleName(self.tr("Compare with"))
        self.activated.connect(self._choose)
        self._fill(has_start=False, names=[])

    def use_model(self, model: Model | None) -> None:
        """List the references for this model."""
        self._model = model
        self.job.cancel()
        self.reading.cancel()
        self._fill(has_start=False, names=[])
        if model is not None:
            description = model.description
            self.job.start(
                lambda _: (initial_weights(model) is not None, same_kind_as(description)),
                then=lambda found: self._fill(*found),
            )

    def _fill(self, has_start: bool, names: list[str]) -> None:
        kept = self.currentData()
        self.clear()
        self.addItem(self.tr("No comparison"), _NOTHING)
        if has_start:
            self.addItem(self.tr("Minus initial weights"), _START)
        for name in names:
            self.addItem(self.tr("Minus weights of {model}").format(model=name), f"model:{name}")
        self.addItem(self.tr("Minus weights of a file…"), _FILE)
        self.setCurrentIndex(max(0, self.findData(kept)))

    def _choose(self) -> None:
        choice, model = self.currentData(), self._model
        self.reading.cancel()
        if model is None or choice == _NOTHING:
            self.chosen.emit(None)
        elif choice == _START:
            name = self.tr("initial weights")
            self.reading.start(
                lambda _: ReferenceTensors(name, initial_weights(model) or {}), self.chosen.emit
            )
        elif choice == _FILE:
            self._ask_for_file()
        else:
            self._read(choice.partition(":")[2])

    def _ask_for_file(self) -> None:
        models = self.tr("Models")
        filters = f"{models} (*{SUFFIX})"
        place, _ = QFileDialog.getOpenFileName(self, self.tr("Compare with a model"), "", filters)
        if place:
            self._read(Path(place))
        else:
            self.setCurrentIndex(0)
            self.chosen.emit(None)

    def _read(self, model: str | Path) -> None:
        self.reading.start(lambda _: read_reference_tensors(model), self.chosen.emit)


def read_reference_tensors(name: str | Path) -> ReferenceTensors:
    """The tensors of a model, by its name or file. Raises `ModelFileError`."""
    model = load_model(find_model(name))
    return ReferenceTensors(model.description.name, model.classifier.tensors())


def same_kind_as(description: ModelDescription) -> list[str]:
    """Names of the other models whose tensors have the same names and shapes."""
    names = []
    for name in available_models():
        try:
            other = read_description(find_model(name))
        except (DigitpadError, OSError):
            continue
        is_same = other.architecture == description.architecture
        if is_same and other.parameters == description.parameters and name != description.name:
            names.append(name)
    return names
