"""The form for a training run: presets above, settings at the left, what they mean at the right.

+------------------------------------------------------------+
|  [ 30 seconds ]      [ 5 minutes ]      [ Best ]           |
|  Model ...          Variation ... | varied digits          |
|                                   | [4x4]                  |
|  Digits ...         Learning ...  | 55,000 digits ...      |
|                                   | about 1 min 10 s       |
|                                   | [ Start ]              |
+------------------------------------------------------------+
"""

from __future__ import annotations

import dataclasses
import math

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.training.augmented_preview import AugmentedPreview
from digitpad.gui.training.data_section import DataSection
from digitpad.gui.training.down_only import DownOnly
from digitpad.gui.training.form_plan import FormValues
from digitpad.gui.training.learning_section import LearningSection
from digitpad.gui.training.model_section import ModelSection
from digitpad.gui.training.plan_summary import PlanSummary
from digitpad.gui.training.preset_row import PresetRow
from digitpad.gui.training.section import Section
from digitpad.gui.training.speeds import Speeds
from digitpad.gui.training.variation_editor import VariationEditor
from digitpad.training_plan import PRESETS, TrainingPlan, preset

VALIDATION = 5_000
"""So many digits are held out unless somebody wants otherwise: there is something to look at."""

_REST_MILLISECONDS = 600
"""Speed is measured once nobody is typing any more."""


class TrainingForm(QWidget):
    """`start_asked` carries a `TrainingPlan` that can work."""

    start_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presets = PresetRow()
        self.model, self.data = ModelSection(), DataSection()
        self.variation, self.learning = VariationEditor(), LearningSection()
        self.preview = AugmentedPreview()
        self.summary = PlanSummary()
        self.speeds = Speeds(self)
        self._plan: TrainingPlan | None = None
        self._chosen = ""
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self._measure)
        self._lay_out()
        self.presets.chosen.connect(self.choose_preset)
        self.model.control("model").changed.connect(self._suit_model)
        for section in self.sections:
            section.changed.connect(self._check)
        self.speeds.measured.connect(self._show_times)
        self.summary.start.clicked.connect(self.start)
        self.choose_preset("usual")

    @property
    def sections(self) -> tuple[Section, ...]:
        """The four parts."""
        return self.model, self.data, self.variation, self.learning

    @property
    def plan(self) -> TrainingPlan | None:
        """What stands in the form; None while it cannot work."""
        return self._plan

    def show_plan(self, plan: TrainingPlan) -> None:
        """Fill the form in."""
        settings = plan.settings
        blockers = [QSignalBlocker(section) for section in self.sections]
        self.model.show_values(
            {"model": plan.model, "parameters": plan.parameters, "start": plan.start}
        )
        self.data.show_data(plan.data)
        for section in (self.data, self.learning):
            section.show_values(
                {f.name: getattr(settings, f.name) for f in dataclasses.fields(settings)}
            )
        self.variation.show_augmentation(settings.augmentation)
        del blockers
        self._show_kind()
        self._check()

    def choose_preset(self, name: str) -> None:
        """Fill the form in with a preset for the model that is chosen."""
        self._chosen = name
        self.show_plan(self._preset(name))

    def start(self) -> None:
        """Begin, if it can work."""
        if self._plan is not None:
            self.start_asked.emit(self._plan)

    def refresh(self) -> None:
        """Look again at what may have changed elsewhere: own samples, models, time."""
        self.data.count_samples()
        self._check()

    def shut_down(self) -> None:
        """Let what runs in the background end."""
        self._rest.stop()
        self.speeds.shut_down()
        self.preview.close_files()

    def _preset(self, name: str) -> TrainingPlan:
        """A preset, with digits held out and the person's own samples taken along."""
        plan = preset(self.model.model, name)
        validation = plan.settings.validation or min(VALIDATION, plan.data.mnist // 10)
        settings = plan.settings.with_changes({"validation": validation})
        samples = plan.data.samples or (1 if self.data.sample_count else 0)
        data = dataclasses.replace(plan.data, samples=samples)
        return dataclasses.replace(plan, settings=settings, data=data)

    def _preset_of(self, plan: TrainingPlan) -> str:
        """Which preset a plan is; where several are the same, the one that was chosen."""
        found = [name for name in PRESETS if _is_same(self._preset(name), plan)]
        return self._chosen if self._chosen in found else next(iter(found), "")

    def _suit_model(self) -> None:
        """Another kind of model: the settings that suit it, not those of the one before."""
        self.choose_preset("usual")

    def _show_kind(self) -> None:
        is_machine = self.model.is_machine
        self.data.show_for_machine(is_machine)
        self.learning.setVisible(not is_machine)

    def _values(self) -> FormValues:
        chosen = self.model.values()
        unreadable = [problem for s in self.sections for problem in s.unreadable()]
        settings = self.data.values() | self.learning.values() | self.variation.values()
        return FormValues(
            model=chosen["model"],
            parameters=chosen["parameters"],
            settings=settings,
            data=self.data.data(),
            start="" if self.model.is_machine else chosen["start"],
            unreadable=tuple(unreadable),
        )

    def _check(self) -> None:
        """Mark what cannot work, and show what the rest amounts to."""
        plan, problems = self._values().plan()
        for section in self.sections:
            section.mark(problems)
        self._plan = None if problems else plan
        self.preview.show_augmentation(self.variation.augmentation)
        self.summary.show_plan(plan, problems)
        self.presets.show_chosen("" if problems else self._preset_of(plan))
        self._show_times()
        self._rest.start()

    def _measure(self) -> None:
        if self.isVisible():
            own = [] if self._plan is None else [self._plan]
            self.speeds.ask([*own, *(self._preset(name) for name in PRESETS)])

    def _show_times(self) -> None:
        self.presets.show_times({n: self.speeds.estimate(self._preset(n)) for n in PRESETS})
        seconds = math.nan if self._plan is None else self.speeds.estimate(self._plan)
        self.summary.show_time(seconds)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure once it is seen."""
        super().showEvent(event)
        self._rest.start()

    def _lay_out(self) -> None:
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, theme.GAP, 0)
        columns.setSpacing(theme.GAP_LARGE)
        for pair in ((self.model, self.data), (self.variation, self.learning)):
            column = QVBoxLayout()
            column.setSpacing(theme.GAP_LARGE)
            for section in pair:
                column.addWidget(section)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.scroll_area = DownOnly(inside)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addWidget(self.summary, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP_LARGE)
        middle.addWidget(self.scroll_area, 1)
        middle.addLayout(right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_LARGE)
        whole.addWidget(self.presets)
        whole.addLayout(middle, 1)


def _is_same(one: TrainingPlan, other: TrainingPlan) -> bool:
    """Whether two plans are the same but for the model's name."""
    return (
        one.model == other.model
        and one.complete_parameters() == other.complete_parameters()
        and one.settings == other.settings
        and one.data == other.data
        and one.start == other.start
    )
