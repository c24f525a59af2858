"""The presets above the form, and the summary of its plan with the button that starts it."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from digitpad.common.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.widgets import column, plain_label, push_button, row
from digitpad.gui.wording import approximate_duration
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_problems import digit_count
from digitpad.jobs.presets import PRESETS

_SHOWN_IN_FULL = ("parameters", "settings", "start", "name", "model")
"""Problems of these settings have no control beside which they could be shown."""


class PresetRow(QWidget):
    """Three preset plans, each with its estimated time; `chosen` carries one of `PRESETS`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._names = {
            "quick": (self.tr("Quick"), self.tr("A first try")),
            "usual": (self.tr("Good"), self.tr("Good accuracy")),
            "best": (self.tr("Best"), self.tr("Highest accuracy")),
        }
        self.buttons: dict[str, QPushButton] = {}
        tip = self.tr("Fills in the form for this model. The time was measured on this computer.")
        for name in PRESETS:
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("kind", "card")
            button.setToolTip(f"<p>{self._names[name][1]}. {tip}</p>")
            button.clicked.connect(lambda _=False, which=name: self.chosen.emit(which))
            self.buttons[name] = button
        row(*((button, 1) for button in self.buttons.values()), spacing=theme.GAP, of=self)
        self.show_times(dict.fromkeys(PRESETS, math.nan))

    def show_times(self, seconds: dict[str, float]) -> None:
        """Show the estimated seconds of each preset; NaN while unknown."""
        for name, button in self.buttons.items():
            time = self.tr("measuring …")
            if not math.isnan(seconds[name]):
                time = self.tr("about {time}").format(time=approximate_duration(seconds[name]))
            title, _ = self._names[name]
            button.setText(f"{title}\n{time}")
            button.setAccessibleName(f"{title}, {time}")

    def show_chosen(self, name: str) -> None:
        """Mark the preset that is in the form; empty for none."""
        for each, button in self.buttons.items():
            button.setChecked(each == name)


class PlanSummary(QWidget):
    """The estimated time and the amount of work of a plan, or its problems; always visible."""

    start_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.time = plain_label(wraps=True, selectable=True, bold=True, size=1.15)
        self.amount = plain_label(tone="quiet", wraps=True, selectable=True)
        self.problem = plain_label(tone="problem", wraps=True, selectable=True)
        self.start = push_button(self.tr("&Start Training"), self.start_requested.emit)
        self.start.setProperty("kind", "main")
        texts = column(self.problem, self.time, self.amount, spacing=2)
        row((texts, 1), self.start, spacing=theme.GAP, of=self)

    def show_plan(self, plan: TrainingPlan, problems: dict[str, str]) -> None:
        """Show a plan, or its problems by setting."""
        self.start.setEnabled(not problems)
        self.problem.setText(self._problem_text(problems))
        self.problem.setVisible(bool(problems))
        self.time.setVisible(not problems)
        self.amount.setVisible(not problems)
        if not problems:
            self.amount.setText(" · ".join(self._amounts(plan)))

    def show_time(self, seconds: float) -> None:
        """Show the estimated seconds; NaN while unknown."""
        if math.isnan(seconds):
            self.time.setText(self.tr("Measuring training speed …"))
        else:
            self.time.setText(self.tr("About {time}").format(time=approximate_duration(seconds)))

    def _problem_text(self, problems: dict[str, str]) -> str:
        """Problems without a control in full, else where to look."""
        in_full = [problems[name] for name in _SHOWN_IN_FULL if name in problems]
        if in_full:
            return "\n".join(in_full)
        if len(problems) == 1:
            return self.tr("One setting is invalid; see the message beside it.")
        text = self.tr("{count} settings are invalid; see the messages beside them.")
        return text.format(count=len(problems)) if problems else ""

    def _amounts(self, plan: TrainingPlan) -> list[str]:
        settings = plan.settings
        count = digit_count(plan)
        found = []
        if count is not None:
            images = count - settings.validation + settings.ink.count
            found.append(self.tr("{count} training images").format(count=f"{images:,}"))
            if plan.kind.trains_in_epochs:
                steps = settings.epochs * (images // max(1, settings.batch_size))
                found.append(self.tr("{count} steps").format(count=f"{steps:,}"))
        if settings.validation:
            text = self.tr("{count} validation images")
            found.append(text.format(count=f"{settings.validation:,}"))
        parameters = _parameter_count(plan)
        if parameters:
            found.append(self.tr("{count} parameters").format(count=f"{parameters:,}"))
        return found


def _parameter_count(plan: TrainingPlan) -> int:
    """The number of parameters of a network; 0 for other models and for invalid parameters."""
    if not plan.kind.trains_in_epochs:
        return 0
    try:
        return plan.number_count()
    except (DigitpadError, TypeError, ValueError):
        return 0
