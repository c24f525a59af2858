"""What the settings amount to: digits, steps, weights, time. And the button that starts it."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from digitpad.architectures import ARCHITECTURES
from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.training.durations import rough
from digitpad.gui.training.problem_words import ProblemWords
from digitpad.training_plan import TrainingPlan
from digitpad.training_plan.problems import digit_count

_WIDTH = 252


class PlanSummary(QWidget):
    """Says how much will be done and how long it takes, or that it cannot work as it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: TrainingPlan | None = None
        self._problems: dict[str, str] = {}
        self._seconds = math.nan
        self._words = ProblemWords(self)
        self.amount = QLabel()
        self.amount.setWordWrap(True)
        self.amount.setProperty("tone", "quiet")
        self.time = QLabel()
        self.time.setFont(theme.weighted(theme.scaled(self.font(), 1.15), QFont.Weight.DemiBold))
        self.time.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "problem")
        self.start = QPushButton()
        self.start.setProperty("kind", "main")
        # Return is for the fields; nobody starts a training by accident.
        self.start.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.amount)
        column.addStretch(1)
        column.addWidget(self.problem)
        column.addWidget(self.time)
        column.addWidget(self.start)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFixedWidth(_WIDTH)
        self._translate()

    def show_plan(self, plan: TrainingPlan, problems: dict[str, str]) -> None:
        """Show a plan, or that there are problems with it."""
        self._plan, self._problems = plan, problems
        self._translate()

    def show_time(self, seconds: float) -> None:
        """Show how long it takes; NaN while that is not known."""
        self._seconds = seconds
        self._translate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.start.setText(self.tr("&Start training"))
        self.start.setEnabled(self._plan is not None and not self._problems)
        self.amount.setText("" if self._problems or self._plan is None else self._amount())
        self.problem.setText(self._words.summary(self._problems))
        self.problem.setVisible(bool(self._problems))
        self.time.setVisible(not self._problems)
        if math.isnan(self._seconds):
            self.time.setText(self.tr("Measuring the time …"))
        else:
            self.time.setText(self.tr("About {time}").format(time=rough(self._seconds)))

    def _amount(self) -> str:
        plan = self._plan
        if plan is None:
            return ""
        settings = plan.settings
        count = digit_count(plan)
        lines = []
        if count is not None:
            images = count - settings.validation + settings.synthetic + settings.non_digits
            lines.append(self.tr("Learns from {count} pictures").format(count=f"{images:,}"))
            if not plan.is_machine:
                steps = settings.epochs * (images // max(1, settings.batch_size))
                lines.append(self.tr("{count} steps").format(count=f"{steps:,}"))
        if settings.validation:
            lines.append(
                self.tr("Judged by {count} held out").format(count=f"{settings.validation:,}")
            )
        weights = _weights(plan)
        if weights:
            lines.append(self.tr("{count} weights to find").format(count=f"{weights:,}"))
        return "\n".join(lines)


def _weights(plan: TrainingPlan) -> int:
    """How many numbers the network has; 0 where that is not known before."""
    if plan.is_machine:
        return 0
    try:
        network = ARCHITECTURES[plan.model].plan(
            plan.parameters, classes=10 + (plan.settings.non_digits > 0)
        )
    except (DigitpadError, TypeError, ValueError):
        return 0
    return sum(int(np.prod(shape)) for shape in network.tensor_shapes().values())
