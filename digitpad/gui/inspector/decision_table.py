"""From the logits to the answer on the pad, number by number.

      z      z/T − max   exp        p
0   −3.1     −17.1       3.7e−08    0.0%
7    8.2       0         1         98.0%
∅   −1.0
Temperature T    0.66        Sum of exp    1.02
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from digitpad.gui import theme
from digitpad.gui.widgets import column, plain_label
from digitpad.gui.wording import number_text, percent
from digitpad.inspection.decision import SUM, Decision, order

_COLUMNS = 4
_RIGHT = Qt.AlignmentFlag.AlignRight


class DecisionTable(QWidget):
    """Shows how logits become probabilities; one row for each output."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[QLabel, ...] = ()
        self.cells: list[list[QLabel]] = []
        """One list for each output: logit, difference, exponential and probability."""
        self.temperature, self.total = plain_label(tone="quiet"), plain_label(tone="quiet")
        self.pad = plain_label(tone="quiet", wraps=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GAP_SMALL)
        self._grid.setVerticalSpacing(1)
        heads = (self.tr("logit z"), self.tr("z/T − max"), self.tr("exp"), self.tr("softmax"))
        for place, text in enumerate(heads, 1):
            self._grid.addWidget(plain_label(text, tone="quiet"), 0, place, _RIGHT)
            self._grid.setColumnStretch(place, 1)
        column(self._grid, self.temperature, self.total, self.pad, of=self)

    def show_decision(
        self, names: tuple[str, ...], found: Decision, unit: int, filled: int | None = None
    ) -> None:
        """Show the numbers of a decision.

        Args:
            names: of the outputs.
            found: the numbers.
            unit: the output whose row is emphasized.
            filled: how many of the numbers are shown, in their `order`; None for all.
        """
        self._make_rows(tuple(name if len(name) == 1 else "∅" for name in names))
        classes, outputs = len(found.probabilities), len(found.logits)
        numbers = found.logits, found.differences, found.exponentials
        texts = [[number_text(value) for value in values.tolist()] for values in numbers]
        texts.append([percent(value) for value in found.probabilities.tolist()])
        everything = order(outputs, classes)
        shown = set(everything[:filled])
        bold = theme.weighted(self.font(), QFont.Weight.DemiBold)
        for row, labels in enumerate(self.cells):
            for place, label in enumerate(labels):
                label.setText(texts[place][row] if (place, row) in shown else "")
                label.setFont(bold if row == unit else self.font())
        text = self.tr("T = {temperature}, the temperature of the calibration")
        if found.temperature == 1:
            text = self.tr("T = 1: the model is not calibrated")
        self.temperature.setText(text.format(temperature=number_text(found.temperature)))
        total = number_text(found.total) if SUM in shown else ""
        self.total.setText(self.tr("Sum of exp = {total}").format(total=total))
        best = int(found.probabilities.argmax())
        answer, none = float(found.probabilities[best]), found.non_digit
        text = self.tr(
            "Not a digit (∅): {none}, by a softmax over all {count} logits. "
            "On the pad: {answer} × (1 − {none}) = {shown}"
        )
        if found.non_digit_temperature != 1:
            text = self.tr(
                "Not a digit (∅): {none}, by a softmax over all {count} logits divided by T. "
                "On the pad: {answer} × (1 − {none}) = {shown}"
            )
        shares = {"answer": answer, "none": none, "shown": answer * (1 - none)}
        in_percent = {name: percent(share) for name, share in shares.items()}
        self.pad.setText(text.format(**in_percent, count=outputs))
        self.pad.setVisible(outputs > classes and len(shown) == len(everything))

    def _make_rows(self, names: tuple[str, ...]) -> None:
        """As many rows as outputs; they stay while the names do."""
        if tuple(label.text() for label in self._names) == names:
            return
        for label in (*self._names, *(label for row in self.cells for label in row)):
            label.deleteLater()
        self._names = tuple(QLabel(name) for name in names)
        self.cells = [[QLabel() for _ in range(_COLUMNS)] for _ in names]
        for row, (name, labels) in enumerate(zip(self._names, self.cells, strict=True), 1):
            self._grid.addWidget(name, row, 0)
            for place, label in enumerate(labels, 1):
                self._grid.addWidget(label, row, place, _RIGHT)
