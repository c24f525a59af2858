"""Inspector page: a model's errors on MNIST's 10,000 test digits.

confusion matrix     | misread digits, or a cell's digits
---------------------+-----------------------------------
precision and recall | calibration
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QRadioButton

from digitpad.common.pixels import as_floats
from digitpad.evaluation.metrics import CalibrationCurve, Evaluation, evaluate
from digitpad.gui import theme
from digitpad.gui.charts.confusion import ConfusionMatrix
from digitpad.gui.charts.curves import CurveChart
from digitpad.gui.digit_list import DigitList, Entry, Line
from digitpad.gui.inspector.measured_page import MeasuredPage, Measurement
from digitpad.gui.inspector.saving import SaveTarget, picture_target, tensor_target
from digitpad.gui.session import Session
from digitpad.gui.widgets import column, keep_space_when_hidden, plain_label, push_button, row
from digitpad.gui.wording import percent
from digitpad.inspection.result_cache import KeptResults

_CHART_LINES = 9
_DEPTHS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""The axis of precision and recall starts this far below 100 %."""


class ErrorsPage(MeasuredPage):
    """Confusion matrix, misread digits, precision and recall, calibration."""

    measurement = Measurement(KeptResults.examination, evaluate, KeptResults.keep_examination)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr(
            "Confusion matrix, precision, recall and calibration on the 10,000 "
            "MNIST test digits. Click a cell to see its digits."
        )
        self.loading_text = self.tr("Classifying 10,000 test digits…")
        self.cancelled_text = self.tr(
            "Run the model on the 10,000 MNIST test digits to see its errors."
        )
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.problem = plain_label(tone="problem", wraps=True)
        self.counts, self.shares = QRadioButton(self.tr("Counts")), QRadioButton(self.tr("Shares"))
        self.counts.setChecked(True)
        self.shares.setToolTip(
            self.tr("Percentage of each row, that is, of all digits of that class")
        )
        self.matrix = ConfusionMatrix(self.tr("Confusion matrix"), show_title=False)
        self.shares.toggled.connect(self.matrix.show_shares)
        self.matrix.pair_clicked.connect(lambda truth, answer: self.show_digits((truth, answer)))
        self.digits = DigitList()
        self.digits.setAccessibleName(self.tr("Digits"))
        self.offer_pad(self.digits)
        self.digits_title = plain_label(bold=True, wraps=True)
        self.all_button = push_button(self.tr("All misread"), lambda: self.show_digits(None))
        keep_space_when_hidden(self.all_button)
        self.pad_button = push_button(self.tr("Show on the &Pad"), self.digits.open_on_pad)
        self.digits.selectionModel().selectionChanged.connect(
            lambda: self.pad_button.setEnabled(self.digits.chosen >= 0)
        )
        self.rates = CurveChart(
            self.tr("Precision and recall"), self.tr("class"), percent=True, interactive=False
        )
        self.rates.setToolTip(
            "<p>"
            + self.tr("Precision: the share of the answers with this class that are correct.")
            + "</p><p>"
            + self.tr("Recall: the share of the digits of this class that are recognized.")
            + "</p>"
        )
        self.calibration = CalibrationChart()
        for chart, topic in (
            (self.matrix, "inspector#errors"),
            (self.rates, "inspector#precision-and-recall"),
            (self.calibration, "inspector#calibration"),
        ):
            chart.explain_in_guide(topic)
        self.set_content(self._layout())

    def show_measured(self) -> None:
        """Show an examination."""
        notice = self.result().notice
        self.problem.setText(notice)
        self.problem.setVisible(bool(notice))
        found, names = self._found(), self.class_names
        text = self.tr("{right} of {count} digits right, {wrong} misread")
        right, wrong = f"<b>{found.accuracy:.2%}</b>", f"<b>{len(found.misread):,}</b>"
        count = f"{len(found.labels):,}"
        self.summary.setText(text.format(right=right, wrong=wrong, count=count))
        self.matrix.show_counts(found.confusion, names)
        self._show_rates(found, names)
        self.calibration.show_calibration(found.calibration())
        self.show_digits(None)

    def save_targets(self) -> list[SaveTarget]:
        """The page as a picture, and the confusion matrix as numbers."""
        if not self.is_showing_content:
            return []
        return [
            self.page_target("errors"),
            picture_target(self.tr("Confusion matrix (picture)…"), "confusion", self.matrix),
            tensor_target(
                self.tr("Confusion matrix (numbers)…"), "confusion", self._found().confusion
            ),
        ]

    def show_digits(self, cell: tuple[int, int] | None) -> None:
        """Show the digits of a cell (truth, answer), or all misread digits."""
        found, names = self._found(), self.class_names
        which = (found.misread if cell is None else found.cell(*cell)).tolist()
        self.digits.show_entries(len(which), lambda row: self._entry(which[row]))
        self.all_button.setVisible(cell is not None)
        self.pad_button.setEnabled(False)
        if cell is None:
            self.matrix.unmark()
            text = self.tr("All {count} misread digits, highest confidence first")
            self.digits_title.setText(text.format(count=f"{len(which):,}"))
        else:
            self.matrix.mark(*cell, 1, 1)
            truth, answer = (names[place] for place in cell)
            text = self.tr("{truth} read as {answer}: {count}")
            count = f"{len(which):,}"
            self.digits_title.setText(text.format(truth=truth, answer=answer, count=count))

    def _found(self) -> Evaluation:
        found: Evaluation = self.result().found
        return found

    def _show_rates(self, found: Evaluation, names: list[str]) -> None:
        rates = np.concatenate([found.precision, found.recall])
        lowest = float(np.nanmin(rates)) if np.isfinite(rates).any() else 0.0
        depth = next((depth for depth in _DEPTHS if 1 - depth <= lowest), 1.0)
        classes = np.array(names, np.float64)
        curves = {self.tr("precision"): found.precision, self.tr("recall"): found.recall}
        self.rates.show_curves(classes, curves, style="points")
        ticks = [(place, name) for place, name in zip(classes.tolist(), names, strict=True)]
        self.rates.plot.getAxis("bottom").setTicks([ticks])
        self.rates.show_range(y=(1 - depth, 1.0))

    def _entry(self, number: int) -> Entry:
        """A digit: a wrong answer above the label."""
        found, names, role = self._found(), self.class_names, QPalette.ColorRole
        truth, answer = names[found.rows[number]], names[found.columns[number]]
        true, given = (
            percent(float(values[number]))
            for values in (found.true_probability, found.answer_probability)
        )
        line = Line(f"{truth}  {true}", role.PlaceholderText)
        if truth == answer:
            lines: tuple[Line, ...] = (line,)
            text = self.tr(
                "Digit no. {number}: label {truth}, read correctly (probability {given})"
            )
        else:
            lines = Line(f"{answer}  {given}", role.BrightText), line
            text = self.tr(
                "Digit no. {number}: label {truth} (probability {true}), read as "
                "{answer} (probability {given})"
            )
        text = text.format(number=f"{number:,}", truth=truth, answer=answer, true=true, given=given)
        image = as_floats(self.result().digits.images[number])
        return Entry(image, lines, text, data=number)

    def _layout(self) -> QGridLayout:
        # The same height as the line beside it, which has a button.
        self.summary.setMinimumHeight(self.all_button.sizeHint().height())
        left = row((self.summary, 1), self.counts, self.shares)
        right = row((self.digits_title, 1), self.all_button, self.pad_button)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_LARGE)
        grid.setVerticalSpacing(theme.GAP)
        grid.addWidget(self.problem, 0, 0, 1, 2)
        grid.addLayout(column(left, (self.matrix, 1)), 1, 0)
        grid.addLayout(column(right, (self.digits, 1)), 1, 1)
        for place, chart in enumerate((self.rates, self.calibration)):
            chart.setMinimumHeight(_CHART_LINES * self.fontMetrics().lineSpacing())
            grid.addWidget(chart, 2, place)
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(1, 5)
        grid.setRowStretch(2, 3)
        return grid


class CalibrationChart(CurveChart):
    """The reliability diagram: a dot per bin of confidence; a calibrated model is on the diagonal.

    Attributes:
        curve: what is shown.
    """

    def __init__(self) -> None:
        translate = QCoreApplication.translate
        self.curve: CalibrationCurve | None = None
        super().__init__(
            translate("CalibrationChart", "Calibration"),
            translate("CalibrationChart", "confidence"),
            translate("CalibrationChart", "accuracy"),
            percent=True,
            interactive=False,
        )
        self.show_percent("bottom")

    def show_calibration(self, curve: CalibrationCurve) -> None:
        """Show this curve and its error."""
        self.clear()
        self.curve = curve
        ends = np.array([0.0, 1.0])
        self.show_curve(self.tr("perfect calibration"), ends, ends, faint=True)
        text = self.tr("expected calibration error {error}").format(error=f"{curve.error:.2%}")
        self.show_curve(text, curve.confidence, curve.accuracy, style="both")
        self.show_range((0, 1), (0, 1))

    def text_at(self, x: float) -> str:
        """The bin nearest to a confidence in words."""
        if self.curve is None:
            return ""
        place = int(np.abs(self.curve.confidence - x).argmin())
        text = self.tr("{count} digits: average confidence {confidence}, accuracy {accuracy}")
        return text.format(
            count=f"{self.curve.counts[place]:,}",
            confidence=percent(float(self.curve.confidence[place])),
            accuracy=percent(float(self.curve.accuracy[place])),
        )
