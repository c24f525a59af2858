"""The form for a training run: presets and settings, and below them the summary.

+------------------------------------------------------------+
|  [ Quick ]           [ Good ]           [ Best ]           |
|  Model ...           Augmentation ...      augmented       |
|  Data ...            Training ...          digits          |    scrolls if it must
|------------------------------------------------------------|
|  About 1 min 10 s                                          |
|  55,000 training images · ...                    [ Start ] |    always visible
+------------------------------------------------------------+
"""

from __future__ import annotations

import dataclasses
import math

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from digitpad.gui import theme
from digitpad.gui.help import set_help_topic
from digitpad.gui.session import Session
from digitpad.gui.training.augmentation import AugmentationEditor, AugmentedPreview
from digitpad.gui.training.form_plan import checked_plan
from digitpad.gui.training.form_sections import DataSection, LearningSection, ModelSection
from digitpad.gui.training.plan_summary import PlanSummary, PresetRow
from digitpad.gui.training.section import Section
from digitpad.gui.training.speeds import Speeds
from digitpad.gui.widgets import column, row
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.presets import PRESETS, preset

DEFAULT_VALIDATION = 5_000
"""The default size of the validation set, if a preset has none."""

_DELAY_MILLISECONDS = 600
"""The training speed is measured after this time without input."""


class TrainingForm(QWidget):
    """`start_requested` carries a valid `TrainingPlan`.

    Args:
        session: its models and own samples.
        above: a widget that is shown above the presets and scrolls with them.
        parent: the Qt parent.

    Attributes:
        plan: in the form; None while it is invalid.
    """

    start_requested = Signal(object)

    def __init__(
        self, session: Session, above: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # From the outside in: each change of a parent styles the whole tree below it again.
        self.scroll_area = QScrollArea(self)
        content = QWidget()
        self.scroll_area.setWidget(content)
        self.presets = PresetRow()
        self.model, self.data = ModelSection(content), DataSection(session, content)
        self.augmentation = AugmentationEditor(self.tr("Data augmentation"), content)
        self.learning = LearningSection(content)
        self.preview = AugmentedPreview()
        self.summary = PlanSummary()
        self.speeds = Speeds(self)
        self.plan: TrainingPlan | None = None
        self._chosen = ""
        self._is_stale = False
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MILLISECONDS)
        self._delay.timeout.connect(self._measure)
        set_help_topic(self.presets, "training#presets")
        set_help_topic(self.preview, "training#augmentation")
        set_help_topic(self.summary, "training#start")
        self._lay_out(content, above)
        self.presets.chosen.connect(self.choose_preset)
        self.model.control("model").changed.connect(lambda: self.choose_preset("usual"))
        for section in self.sections:
            section.changed.connect(self._check)
        self.speeds.measured.connect(self._show_times)
        self.summary.start_requested.connect(self.start)
        for change in (session.samples_changed, session.models_changed):
            change.connect(self._refresh)
        self.choose_preset("usual")

    @property
    def sections(self) -> tuple[Section, ...]:
        """The four sections of the form."""
        return self.model, self.data, self.augmentation, self.learning

    def show_plan(self, plan: TrainingPlan) -> None:
        """Fill in the form from a plan."""
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
        self.augmentation.show_augmentation(settings.augmentation)
        del blockers
        self.learning.setVisible(self.model.has_epochs)
        self._check()

    def choose_preset(self, name: str) -> None:
        """Fill in the form with a preset for the chosen model."""
        self._chosen = name
        self.show_plan(self._preset(name))

    def start(self) -> None:
        """Request the start, if the plan is valid."""
        if self.plan is not None:
            self.start_requested.emit(self.plan)

    def _refresh(self) -> None:
        """Own samples or models were changed; a hidden form is refreshed when it is shown."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        self.model.offer_models(self.model.control("start").value)
        self.data.count_samples()
        self._check()

    def _preset(self, name: str) -> TrainingPlan:
        """A preset with a validation set, and with the user's own samples if there are any."""
        plan = preset(self.model.model, name)
        validation = plan.settings.validation or min(DEFAULT_VALIDATION, plan.data.mnist // 10)
        settings = plan.settings.with_changes({"validation": validation})
        samples = plan.data.samples or (1 if self.data.sample_count else 0)
        data = dataclasses.replace(plan.data, samples=samples)
        return dataclasses.replace(plan, settings=settings, data=data)

    def _preset_of(self, plan: TrainingPlan) -> str:
        """The preset equal to a plan, or empty; of several equal ones, the chosen one."""
        found = [name for name in PRESETS if _is_same(self._preset(name), plan)]
        return self._chosen if self._chosen in found else next(iter(found), "")

    def _check(self) -> None:
        """Mark invalid settings, and update preview, summary and estimates."""
        chosen = self.model.values()
        plan, problems = checked_plan(
            chosen["model"],
            chosen["parameters"],
            self.data.values() | self.learning.values() | self.augmentation.values(),
            self.data.data(),
            start=chosen["start"] if self.model.has_epochs else "",
            invalid_texts=[
                problem for section in self.sections for problem in section.invalid_texts()
            ],
        )
        for section in self.sections:
            section.show_problems(problems)
        self.plan = None if problems else plan
        self.preview.show_augmentation(self.augmentation.augmentation)
        self.summary.show_plan(plan, problems)
        self.presets.show_chosen("" if problems else self._preset_of(plan))
        self._show_times()
        self._delay.start()

    def _measure(self) -> None:
        if self.isVisible():
            own = [] if self.plan is None else [self.plan]
            self.speeds.measure([*own, *(self._preset(name) for name in PRESETS)])

    def _show_times(self) -> None:
        self.presets.show_times({n: self.speeds.estimate(self._preset(n)) for n in PRESETS})
        seconds = math.nan if self.plan is None else self.speeds.estimate(self.plan)
        self.summary.show_time(seconds)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed meanwhile, and measure the speed."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()
        self._delay.start()

    # Layout

    def _lay_out(self, content: QWidget, above: QWidget | None) -> None:
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        column((self.scroll_area, 1), self.summary, spacing=theme.GAP, of=self)
        gap = theme.GAP_LARGE
        self._columns = row(
            (column(self.model, self.data, None, spacing=gap), 1),
            (column(self.augmentation, self.learning, None, spacing=gap), 1),
            column(self.preview, None),
            spacing=gap,
        )
        first = [] if above is None else [above]
        rows = column(*first, self.presets, self._columns, None, spacing=gap, of=content)
        rows.setContentsMargins(0, 0, theme.GAP, theme.GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where they do not fit beside each other."""
        super().resizeEvent(event)
        items = [item for i in range(3) if (item := self._columns.itemAt(i)) is not None]
        needed = sum(item.minimumSize().width() for item in items)
        needed += 2 * theme.GAP_LARGE + 3 * theme.GAP
        is_wide = self.width() >= needed
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)


def _is_same(one: TrainingPlan, other: TrainingPlan) -> bool:
    """Whether two plans are equal except for the name of the model."""
    first, second = (
        dataclasses.replace(plan, name="", parameters=plan.complete_parameters())
        for plan in (one, other)
    )
    return first == second
