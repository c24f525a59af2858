"""The charts of a run in training: curves, weights of the first layer, confusion matrix.

The faint line of a curve shows single batches, which are a few digits each. The points are the
means over an epoch: blue for the training digits, orange for the validation set.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.bars import HistogramChart
from digitpad.gui.charts.colour_maps import Scale, tiled
from digitpad.gui.charts.confusion import ConfusionMatrix
from digitpad.gui.charts.curves import CurveChart
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.gui.training.run_record import RunRecord, Values
from digitpad.gui.widgets import column, plain_label
from digitpad.gui.wording import duration
from digitpad.jobs.events import EpochMeasured, WeightsShown

_ERROR_RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Error rates at the lower end of the accuracy axis; the smallest that fits is used."""

_FULL_COLOUR_RMS = 3.0
"""Full colour stands for this multiple of the root mean square of the weights."""


class RunCurves(QWidget):
    """Loss, accuracy and learning rate over the same epochs."""

    def __init__(self) -> None:
        super().__init__()
        epoch = self.tr("epoch")
        self.loss = CurveChart(self.tr("Loss"), log_y=True)
        self.accuracy = CurveChart(self.tr("Accuracy"), percent=True)
        self.rate = CurveChart(self.tr("Learning rate"), epoch)
        self._names = self.tr("batches"), self.tr("training"), self.tr("validation")
        tip = self.tr("The faint line shows single batches, the dots whole epochs.")
        column((self.loss, 4), (self.accuracy, 4), (self.rate, 3), of=self)
        for chart, topic in (
            (self.loss, "curves#loss"),
            (self.accuracy, "curves#accuracy"),
            (self.rate, "curves#learning-rate"),
        ):
            chart.explain_in_guide(topic)
            chart.title_label.setToolTip(f"<p>{tip}</p>")
            # So that the same epoch is at the same place in all of them.
            chart.plot.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance("0.00001"))

    def clear(self) -> None:
        """Empty the charts for a new run."""
        for chart in (self.loss, self.accuracy, self.rate):
            chart.clear()

    def show_record(self, record: RunRecord) -> None:
        """Show the current state."""
        x = 0.0, float(record.epochs)
        for chart, series, name in (
            (self.loss, record.loss, "loss"),
            (self.accuracy, record.accuracy, "accuracy"),
        ):
            self._show_batches(chart, *series.points())
            self._show_epochs(chart, record, name)
            chart.show_marks(record.changed_at)
        rates = record.learning_rate.points()
        self.rate.show_curve(self.tr("learning rate"), *rates, width=1)
        self.rate.show_marks(record.changed_at)
        self.loss.show_range(x)
        epochs = _epoch_values(record, "accuracy")
        self.accuracy.show_range(x, (accuracy_lower_limit(record.accuracy.points()[1], epochs), 1))
        highest = float(rates[1].max(initial=0.0))
        self.rate.show_range(x, (0.0, 1.05 * highest or 1.0))

    def _show_batches(self, chart: CurveChart, x: Values, y: Values) -> None:
        # Wider lines take ten times as long to paint.
        colour = partial(self._colour, 0)
        chart.show_curve(self._names[0], x, y, width=1, faint=True, colour=colour)

    def _show_epochs(self, chart: CurveChart, record: RunRecord, name: str) -> None:
        values = _epoch_values(record, name)
        places = np.array([epoch.epoch for epoch in record.history], float)
        for place, curve in enumerate(self._names[1:]):
            y = values[:, place]
            if place == 0 or np.isfinite(y).any():
                colour = partial(self._colour, place)
                chart.show_curve(curve, places, y, style="both", colour=colour)

    def _colour(self, place: int) -> QColor:
        return theme.series_colours(self.palette())[place]


def _epoch_values(record: RunRecord, name: str) -> Values:
    """(epochs, 2): a metric of each epoch on the training digits and on the validation set."""
    names = name, f"validation_{name}"
    rows = [[getattr(epoch, each) for each in names] for epoch in record.history]
    return np.array(rows, float).reshape(-1, 2)


def accuracy_lower_limit(values: Values, epoch_values: Values) -> float:
    """The lower end of the axis: below all epochs and nine tenths of the batches.

    The first batches are much worse than the others and would compress the rest of the plot.

    Args:
        values: (batches,) accuracies.
        epoch_values: (epochs, 2), NaN without a validation set.
    """
    if not len(values):
        return 0.0
    lowest = np.append(epoch_values[np.isfinite(epoch_values)], np.quantile(values, 0.1))
    gap = 1 - float(lowest.min())
    return 1 - min((step for step in _ERROR_RATES if step >= gap), default=1.0)


class FitProgressView(QWidget):
    """Models that are fitted without epochs: the stage, and the optimality gap of the solver."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = plain_label(tone="quiet")
        self.chart = CurveChart(self.tr("Optimality gap"), log_y=True)
        tip = self.tr(
            "How far the solution is from the optimum, relative to the start of the solver "
            "(logarithmic)."
        )
        self.chart.title_label.setToolTip(f"<p>{tip}</p>")
        self.chart.explain_in_guide("curves#optimality-gap")
        column(self.stage, (self.chart, 1), of=self)

    def clear(self) -> None:
        """Empty the view for a new run."""
        self.chart.clear()
        self.stage.clear()

    def show_record(self, record: RunRecord) -> None:
        """Show the current state."""
        self.chart.show_curve(self.tr("Optimality gap"), *record.fit_curve.points())
        progress = record.fit_progress
        if progress is None:
            return
        amount = f"{progress.done:,}"
        if progress.total:
            amount += f" / {progress.total:,}"
        value = "" if math.isnan(progress.value) else f", {progress.value:.3g}"
        text = self.tr("{stage}: {amount}{value} · {elapsed}").format(
            stage=stage_text(progress.stage),
            amount=amount,
            value=value,
            elapsed=duration(record.clock.seconds),
        )
        self.stage.setText(text)


def stage_text(stage: str) -> str:
    """A stage of fitting in the language of the window; unknown stages stay English."""
    translate = QCoreApplication.translate
    texts = {
        "computing features": translate("fit_stages", "computing features"),
        "comparing with landmarks": translate("fit_stages", "comparing with landmarks"),
        "fitting hyperplanes": translate("fit_stages", "fitting hyperplanes"),
        "fitting pairs of classes": translate("fit_stages", "fitting pairs of classes"),
        "storing digits": translate("fit_stages", "storing digits"),
        "fitting": translate("fit_stages", "fitting"),
    }
    return texts.get(stage, stage)


class WeightsView(QWidget):
    """The units of the first layer as pictures, and a histogram of all weights."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: WeightsShown | None = None
        self._columns, self._height, self._width = 1, 1, 1
        self.units = Heatmap(self.tr("First layer"), with_bar=False)
        self.units.describe = self._describe
        text = self.tr(
            "Weights of the units in the first layer. Ink where the picture is orange raises the "
            "activation of the unit; ink where it is blue lowers it."
        )
        self.units.title_label.setToolTip(f"<p>{text}</p>")
        self.histogram = HistogramChart(self.tr("Histogram of the weights"), self.tr("weight"))
        text = self.tr(
            "The distribution of the weights. Heights are square roots of the counts, so that "
            "rare large weights are visible."
        )
        self.histogram.title_label.setToolTip(f"<p>{text}</p>")
        self.units.explain_in_guide("curves#first-layer")
        self.histogram.explain_in_guide("curves#weights")
        column((self.units, 3), (self.histogram, 2), spacing=theme.GAP, of=self)

    def show_weights(self, shown: WeightsShown | None) -> None:
        """Show other weights; None clears the view."""
        if shown is self._shown:
            return
        self._shown = shown
        if shown is None:
            self.units.show_values(None)
            self.histogram.clear()
            return
        pictures = unit_pictures(shown.weights)
        count, self._height, self._width = pictures.shape
        plane, self._columns = tiled(pictures.transpose(1, 2, 0))
        limit = _FULL_COLOUR_RMS * float(np.sqrt(np.mean(pictures**2))) or 1.0
        self.units.show_values(plane, Scale(-limit, limit))
        self.units.show_blocks(self._height, self._width)
        self.units.describe_content(self.tr("{count} units").format(count=count))
        self.histogram.show_counts(shown.histogram_counts, shown.histogram_edges)

    def _describe(self, cell: Cell) -> str:
        unit = cell.row // self._height * self._columns + cell.column // self._width
        text = self.tr("unit {unit}, row {row}, column {column}")
        return text.format(unit=unit, row=cell.row % self._height, column=cell.column % self._width)


def unit_pictures(weights: FloatArray) -> FloatArray:
    """Return a picture for every unit or filter, (units, height, width).

    Args:
        weights: (pixels, units) of a dense layer, or (height, width, channels, filters).
    """
    if weights.ndim == 4:
        pictures: FloatArray = weights.mean(axis=2).transpose(2, 0, 1)
        return pictures
    side = math.isqrt(len(weights))
    if side * side != len(weights):
        return weights.T[:, None, :]
    return weights.T.reshape(-1, side, side)


class ConfusionView(ConfusionMatrix):
    """The confusion matrix after each epoch; the title says after which."""

    def __init__(self) -> None:
        super().__init__(self.tr("Confusion matrix"))
        self._shown: EpochMeasured | None = None
        tip = self.tr("Rows are the true digits, columns the predictions; errors are coloured.")
        self.title_label.setToolTip(f"<p>{tip}</p>")
        self.explain_in_guide("curves#confusion-matrix")

    def show_measured(self, measured: EpochMeasured | None) -> None:
        """Show another matrix; None clears the view."""
        if measured is self._shown:
            return
        self._shown = measured
        if measured is None:
            self.title_label.setText(self.title)
            self.show_counts(None)
            return
        text = self.tr("Confusion matrix, epoch {epoch}")
        self.title_label.setText(text.format(epoch=measured.epoch))
        columns = measured.confusion.shape[1]
        # The eleventh answer of a model is "not a digit".
        self.show_counts(measured.confusion, [*map(str, range(10)), "–"][:columns])
