"""How robust a model is: accuracy over rotation, shift, size, stroke thickness and noise.

rotation   shift               size       beneath each curve one digit, changed so much
thickness  noise               the value under the pointer, large
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from digitpad.classifier import Classifier
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.long_work import LongWork
from digitpad.gui.inspector.measured_page import Measured, MeasuredPage, Measurement
from digitpad.gui.inspector.page import SaveTarget
from digitpad.gui.inspector.robustness_chart import Examples, RobustnessChart
from digitpad.gui.inspector.saving import picture_target
from digitpad.gui.wording import percent
from digitpad.ink import Ink
from digitpad.inspection.kept_results import KeptResults
from digitpad.inspection.robustness import CHANGES, Curve, changed, robustness
from digitpad.nn.parallel import as_network_input
from digitpad.recognition import Recognition
from digitpad.types import FloatArray

_REST_MILLISECONDS = 120
_ENOUGH = 0.9
_LARGE = 140


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """The digit that is changed for the eye: a test digit, or the drawing."""

    image: FloatArray
    truth: str
    is_drawing: bool


class RobustnessPage(MeasuredPage):
    """Five curves, and one digit changed in all these ways."""

    is_live = True

    measurement = Measurement(
        lambda kept, _classifier, digits: kept.robustness(digits),
        lambda classifier, digits, report: robustness(
            classifier, digits, progress=report.progress, cancelled=report.cancelled
        ),
        KeptResults.keep_robustness,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: Measured | None = None
        self._recognition: Recognition | None = None
        self._example: Example | None = None
        self._looked_at: tuple[str, int] | None = None
        self.charts = {change: RobustnessChart() for change in CHANGES}
        self.titles = {change: QLabel() for change in CHANGES}
        self.ranges = {change: QLabel() for change in CHANGES}
        for change, chart in self.charts.items():
            chart.value_hovered.connect(partial(self._look_at, change))
        self.picture = DigitPicture(_LARGE)
        self.picture_title = QLabel()
        self.picture_text = QLabel()
        self.example_work = LongWork(self)
        self.example_work.finished.connect(self._show_examples)
        self.example_work.failed.connect(lambda error: self.picture_text.setText(in_words(error)))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._read_examples)
        self.set_content(self._laid_out())
        self.translate()

    def explanation(self) -> str:
        """What one sees."""
        return self.tr(
            "How many of 1,000 test digits are still read right, the more they are changed; "
            "beneath, one digit changed so much and what it is read as."
        )

    def what_is_awaited(self) -> str:
        """While it is measured."""
        return self.tr("The model reads 1,000 test digits, changed in 45 ways…")

    def what_to_do(self) -> str:
        """Where it was cancelled."""
        return self.tr("Let the model read changed test digits to see from when on it misreads.")

    def show_measured(self, measured: Measured) -> None:
        """Show the curves."""
        self._measured = measured
        for change, curve in self._curves().items():
            self.charts[change].show_curve(curve)
            self.charts[change].show_examples(None)
        self._say_ranges()
        self._choose_example()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """The drawing is the example from now on, or a test digit where there is none."""
        self._recognition = recognition
        self._choose_example()

    def save_targets(self) -> list[SaveTarget]:
        """The page."""
        if not self.is_showing_content:
            return []
        return [picture_target(self.tr("This page as a picture…"), "robustness", self)]

    def shut_down(self) -> None:
        """Nothing goes on."""
        self._rest.stop()
        self.example_work.shut_down()
        super().shut_down()

    # The example

    def _choose_example(self) -> None:
        if self._measured is None or self._recognizer is None:
            return
        recognition = self._recognition
        if recognition is not None:
            image = recognition.stages.network_input
            self._example = Example(image, str(recognition.digit), is_drawing=True)
        else:
            digits = self._measured.digits
            names = self._recognizer.model.classifier.classes_
            image = as_network_input(digits.images[0])
            self._example = Example(image, str(names[digits.labels[0]]), is_drawing=False)
        self._rest.start()

    def _read_examples(self) -> None:
        example, recognizer = self._example, self._recognizer
        if example is not None and recognizer is not None:
            classifier = recognizer.model.classifier
            self.example_work.begin(lambda _report: changed_examples(classifier, example))

    def _show_examples(self, examples: dict[str, Examples]) -> None:
        for change, chart in self.charts.items():
            chart.show_examples(examples[change])
        self._show_large()

    def _look_at(self, change: str, place: int) -> None:
        self._looked_at = (change, place) if place >= 0 else None
        self._show_large()

    def _show_large(self) -> None:
        """The example as it is under the pointer, or unchanged."""
        change, place = self._looked_at or ("rotation", self._unchanged("rotation"))
        chart = self.charts[change]
        if chart.examples is None or chart.curve is None:
            return
        answer, truth = chart.examples.answers[place], chart.examples.truth
        self.picture.show_image(chart.examples.images[place], is_wrong=answer != truth)
        title = self.tr("Your drawing") if self._is_drawing() else self.tr("A test digit")
        lines = []
        if self._looked_at is not None:
            title = self._value_in_words(change, place)
            accuracy = float(chart.curve.accuracies[place])
            text = self.tr("{accuracy} of the test digits are still read right.")
            lines.append(text.format(accuracy=percent(accuracy)))
        text = self.tr("This one is read as {answer}, {sure} sure.")
        sure = percent(float(chart.examples.shares[place]))
        lines.append(text.format(answer=answer, sure=sure))
        if self._looked_at is None:
            lines.append(self.tr("Point at a curve to see it changed."))
        self.picture_title.setText(title)
        self.picture_text.setText("<br>".join(lines))

    def _is_drawing(self) -> bool:
        return self._example is not None and self._example.is_drawing

    def _unchanged(self, change: str) -> int:
        curve = self._curves()[change]
        return int(np.abs(curve.values - curve.unchanged).argmin())

    def _curves(self) -> dict[str, Curve]:
        assert self._measured is not None  # noqa: S101 - asked only where something is shown
        curves: dict[str, Curve] = self._measured.found
        return curves

    # Words

    def _value_in_words(self, change: str, place: int) -> str:
        value = float(self._curves()[change].values[place])
        texts = {
            "rotation": self.tr("Turned by {value} degrees"),
            "shift": self.tr("Moved by {value} pixels"),
            "size": self.tr("{value} times as large"),
            "stroke thickness": self.tr("Strokes {value} pixels thicker a side"),
            "noise": self.tr("Noise of {value}"),
        }
        return texts[change].format(value=_figure(value))

    def _say_ranges(self) -> None:
        for change, curve in self._curves().items():
            text = self.tr("{share} or more from {low} to {high}")
            low, high = range_of_enough(curve)
            self.ranges[change].setText(
                text.format(share=f"{_ENOUGH:.0%}", low=_figure(low), high=_figure(high))
                if low <= high
                else self.tr("never {share}").format(share=f"{_ENOUGH:.0%}")
            )

    def translate(self) -> None:
        """Write all texts."""
        texts = {
            "rotation": self.tr("Rotation, degrees"),
            "shift": self.tr("Shift, pixels"),
            "size": self.tr("Size, times"),
            "stroke thickness": self.tr("Stroke thickness, pixels a side"),
            "noise": self.tr("Noise, standard deviation"),
        }
        for change, text in texts.items():
            self.titles[change].setText(text)
            self.charts[change].setAccessibleName(text)
            self.ranges[change].setToolTip(self.tr("Where so many test digits are read right"))
        if self._measured is not None:
            self._say_ranges()
            self._show_large()

    # What it looks like

    def _laid_out(self) -> QWidget:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_LARGE)
        grid.setVerticalSpacing(theme.GAP)
        for number, change in enumerate(CHANGES):
            grid.addLayout(self._chart_column(change), *divmod(number, 3))
        grid.addLayout(self._picture_column(), 1, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return content

    def _chart_column(self, change: str) -> QVBoxLayout:
        self.titles[change].setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.ranges[change].setProperty("tone", "quiet")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.titles[change])
        column.addWidget(self.ranges[change])
        column.addWidget(self.charts[change], 1)
        return column

    def _picture_column(self) -> QVBoxLayout:
        self.picture_title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.picture_text.setProperty("tone", "quiet")
        for label in (self.picture_title, self.picture_text):
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.addWidget(self.picture_title)
        words.addWidget(self.picture_text)
        words.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.picture)
        column.addLayout(words, 1)
        return column


def changed_examples(classifier: Classifier, example: Example) -> dict[str, Examples]:
    """One digit changed by every value of every curve, and read."""
    images = {
        name: np.concatenate([changed(example.image[None], name, v) for v in change.values])
        for name, change in CHANGES.items()
    }
    probabilities, _ = classifier.judge(np.concatenate(list(images.values())))
    found, start = {}, 0
    for name, its in images.items():
        rows = probabilities[start : start + len(its)]
        start += len(its)
        answers = tuple(str(answer) for answer in classifier.classes_[rows.argmax(axis=1)])
        found[name] = Examples(its, answers, rows.max(axis=1), example.truth)
    return found


def range_of_enough(curve: Curve) -> tuple[float, float]:
    """The widest range around the unchanged value within which enough digits are read right.

    Low is above high where not even unchanged digits are.
    """
    enough = curve.accuracies >= _ENOUGH
    low = high = int(np.abs(curve.values - curve.unchanged).argmin())
    if not enough[low]:
        return np.inf, -np.inf
    while low > 0 and enough[low - 1]:
        low -= 1
    while high + 1 < len(enough) and enough[high + 1]:
        high += 1
    return float(curve.values[low]), float(curve.values[high])


def _figure(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
