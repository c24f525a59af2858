"""Inspector page: accuracy against rotation, shift, size, stroke thickness and noise.

rotation   shift               size       below each curve a digit distorted by these values
thickness  noise               the value under the pointer, large
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.evaluation.robustness import CHANGES, Curve, changed, robustness
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.charts.colour_maps import InkColours
from digitpad.gui.charts.curves import CurveChart
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.measured_page import MeasuredPage, Measurement
from digitpad.gui.inspector.saving import SaveTarget
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, plain_label
from digitpad.gui.wording import percent
from digitpad.ink.strokes import Ink
from digitpad.inspection.result_cache import KeptResults
from digitpad.recognition.answers import Recognition

_TOLERATED_ACCURACY = 0.9
_LARGE, _SMALL = 140, 30


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """One digit distorted by each value of a curve, with the answers.

    Attributes:
        images: (k, 28, 28) float32.
        answers: (k,) in words.
        shares: (k,) float32, the confidence of each answer.
        truth: the label.
    """

    images: FloatArray
    answers: tuple[str, ...]
    shares: FloatArray
    truth: str


class RobustnessPage(MeasuredPage):
    """Five curves, and one digit distorted in the same ways: the drawing, or a test digit."""

    is_live = True

    measurement = Measurement(KeptResults.robustness, robustness, KeptResults.keep_robustness)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr(
            "Accuracy on 1,000 test digits for increasing distortion, with one "
            "distorted digit and its answer below."
        )
        self.loading_text = self.tr("Classifying 1,000 test digits with 45 distortions…")
        self.cancelled_text = self.tr(
            "Run the model on distorted test digits to measure its robustness."
        )
        self._recognition: Recognition | None = None
        self._hovered: tuple[str, int] | None = None
        self.charts = {
            change: CurveChart(title, percent=True, interactive=False)
            for change, title in {
                "rotation": self.tr("Rotation, degrees"),
                "shift": self.tr("Shift, pixels"),
                "size": self.tr("Scale factor"),
                "stroke thickness": self.tr("Stroke thickness, pixels per side"),
                "noise": self.tr("Noise, standard deviation"),
            }.items()
        }
        self.strips = {change: ExampleStrip(chart) for change, chart in self.charts.items()}
        self.ranges = {change: plain_label(tone="quiet") for change in CHANGES}
        for change, chart in self.charts.items():
            chart.explain_in_guide("inspector#robustness")
            chart.hovered.connect(partial(self._look_at, change))
            self.ranges[change].setToolTip(self.tr("Range with at least this accuracy"))
        self.picture = DigitPicture(_LARGE)
        self.picture_title = plain_label(bold=True, wraps=True)
        self.picture_text = plain_label(tone="quiet", wraps=True)
        self.example_work = BackgroundJob(self)
        self.example_work.failed.connect(lambda error: self.picture_text.setText(translated(error)))
        self.pen_idle.timeout.connect(self._read_examples)
        self.set_content(self._layout())

    def show_measured(self) -> None:
        """Show the curves."""
        for change, curve in self._curves().items():
            chart = self.charts[change]
            name = self.tr("accuracy")
            chart.show_curve(name, curve.values, curve.accuracies, style="both")
            half = float(curve.values[1] - curve.values[0]) / 2
            ends = float(curve.values[0]) - half, float(curve.values[-1]) + half
            chart.show_range(ends, (0, 1))
            self.strips[change].show_curve(curve)
            self.ranges[change].setText(self._range_text(curve))
        self.pen_idle.start()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Use the drawing as the example, or a test digit if nothing is drawn."""
        self._recognition = recognition
        self.pen_idle.start()

    def save_targets(self) -> list[SaveTarget]:
        """The page as a picture."""
        return [self.page_target("robustness")] if self.is_showing_content else []

    # The example

    def _read_examples(self) -> None:
        if self.measured is None or self.recognizer is None:
            return
        recognition, digits = self._recognition, self.measured.digits
        if recognition is not None:
            image, truth = recognition.stages.network_input, str(recognition.digit)
        else:
            image, truth = as_floats(digits.images[0]), str(digits.labels[0])
        classifier = self.recognizer.model.classifier
        self.example_work.start(
            lambda _: distorted_examples(classifier, image, truth), self._show_examples
        )

    def _show_examples(self, examples: dict[str, Examples]) -> None:
        for change, strip in self.strips.items():
            strip.show_examples(examples[change])
        self._show_large()

    def _look_at(self, change: str, place: int) -> None:
        self._hovered = (change, place) if place >= 0 else None
        self._show_large()

    def _show_large(self) -> None:
        """Show the example with the distortion under the pointer, or undistorted."""
        change, place = self._hovered or ("rotation", -1)
        examples, curve = self.strips[change].examples, self._curves()[change]
        if examples is None:
            return
        if place < 0:
            place = unchanged_place(curve)
        answer = examples.answers[place]
        self.picture.show_image(examples.images[place], is_wrong=answer != examples.truth)
        is_drawing = self._recognition is not None
        title = self.tr("Your drawing") if is_drawing else self.tr("Test digit")
        lines = []
        if self._hovered is not None:
            title = self._value_in_words(change, float(curve.values[place]))
            text = self.tr("Accuracy {accuracy} on the test digits.")
            lines.append(text.format(accuracy=percent(float(curve.accuracies[place]))))
        text = self.tr("This digit: read as {answer}, confidence {confidence}.")
        confidence = percent(float(examples.shares[place]))
        lines.append(text.format(answer=answer, confidence=confidence))
        if self._hovered is None:
            lines.append(self.tr("Point at a curve to see the distorted digit."))
        self.picture_title.setText(title)
        self.picture_text.setText("\n".join(lines))

    def _curves(self) -> dict[str, Curve]:
        curves: dict[str, Curve] = self.result().found
        return curves

    # Texts and layout

    def _value_in_words(self, change: str, value: float) -> str:
        texts = {
            "rotation": self.tr("Rotated by {value} degrees"),
            "shift": self.tr("Shifted by {value} pixels"),
            "size": self.tr("Scaled by {value}"),
            "stroke thickness": self.tr("Strokes {value} pixels thicker on each side"),
            "noise": self.tr("Noise, standard deviation {value}"),
        }
        return texts[change].format(value=_figure(value))

    def _range_text(self, curve: Curve) -> str:
        low, high = tolerated_range(curve)
        share = f"{_TOLERATED_ACCURACY:.0%}"
        if low > high:
            return self.tr("below {share} everywhere").format(share=share)
        text = self.tr("{share} or more from {low} to {high}")
        return text.format(share=share, low=_figure(low), high=_figure(high))

    def _layout(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_LARGE)
        grid.setVerticalSpacing(theme.GAP)
        for number, change in enumerate(CHANGES):
            parts = (self.charts[change], 1), self.strips[change], self.ranges[change]
            grid.addLayout(column(*parts, spacing=2), *divmod(number, 3))
        grid.addLayout(column(self.picture, self.picture_title, self.picture_text, None), 1, 2)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        for place in range(2):
            grid.setRowStretch(place, 1)
        return grid


class ExampleStrip(QWidget):
    """Below a curve: a digit distorted by its values, each with its answer; misread ones framed.

    Attributes:
        examples: what is shown.
    """

    def __init__(self, chart: CurveChart) -> None:
        super().__init__()
        self.examples: Examples | None = None
        self._curve: Curve | None = None
        self._chart = chart
        self.setFont(theme.scaled(self.font(), 0.88))
        chart.plot.vb.sigTransformChanged.connect(self.update)

    def show_curve(self, curve: Curve) -> None:
        """Set the values of the digits, which are shown later."""
        self._curve = curve
        self.show_examples(None)

    def show_examples(self, examples: Examples | None) -> None:
        """Show these digits."""
        self.examples = examples
        if examples is not None:
            self.setAccessibleDescription(", ".join(examples.answers))
        self.update()

    def middles(self) -> dict[int, float]:
        """The x of the digits that are shown, by their places: as many as there is room for."""
        if self._curve is None:
            return {}
        left = self._chart.view.x()
        places = [left + self._chart.to_pixels(x, 0).x() for x in self._curve.values.tolist()]
        step = -(-(_SMALL + 2) // max(1, int(places[1] - places[0])))
        anchor = unchanged_place(self._curve)
        return {i: x for i, x in enumerate(places) if (i - anchor) % step == 0}

    def sizeHint(self) -> QSize:
        """A picture and a line of text."""
        return QSize(3 * _SMALL, _SMALL + self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each picture with its answer."""
        if self.examples is None:
            return
        painter = QPainter(self)
        colours, role = InkColours(self.palette()), QPalette.ColorRole
        height = self.fontMetrics().height()
        for place, middle in self.middles().items():
            box = QRectF(middle - _SMALL / 2, 1, _SMALL, _SMALL)
            painter.drawImage(box, colours.image(self.examples.images[place]))
            is_misread = self.examples.answers[place] != self.examples.truth
            edge = role.BrightText if is_misread else role.Mid
            painter.setPen(QPen(self.palette().color(edge), 1.5 if is_misread else 1))
            painter.drawRect(box)
            text = role.BrightText if is_misread else role.PlaceholderText
            painter.setPen(self.palette().color(text))
            line = QRectF(middle - _SMALL, box.bottom() + 2, 2 * _SMALL, height)
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, self.examples.answers[place])


def distorted_examples(
    classifier: Classifier, image: FloatArray, truth: str
) -> dict[str, Examples]:
    """One digit (28, 28) distorted by every value of every curve, with the answers."""
    images = {
        name: np.concatenate([changed(image[None], name, v) for v in change.values])
        for name, change in CHANGES.items()
    }
    probabilities, _ = classifier.predict_with_rejection(np.concatenate(list(images.values())))
    found, start = {}, 0
    for name, its in images.items():
        rows = probabilities[start : start + len(its)]
        start += len(its)
        answers = tuple(str(answer) for answer in classifier.classes_[rows.argmax(axis=1)])
        found[name] = Examples(its, answers, rows.max(axis=1), truth)
    return found


def unchanged_place(curve: Curve) -> int:
    """The place of the value that leaves a digit as it is."""
    return int(np.abs(curve.values - curve.unchanged).argmin())


def tolerated_range(curve: Curve) -> tuple[float, float]:
    """The widest range around the unchanged value with at least the tolerated accuracy.

    The low end is above the high end if even unchanged digits are below it.
    """
    enough = curve.accuracies >= _TOLERATED_ACCURACY
    low = high = unchanged_place(curve)
    if not enough[low]:
        return np.inf, -np.inf
    while low > 0 and enough[low - 1]:
        low -= 1
    while high + 1 < len(enough) and enough[high + 1]:
        high += 1
    return float(curve.values[low]), float(curve.values[high])


def _figure(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
