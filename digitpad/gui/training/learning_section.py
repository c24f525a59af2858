"""How it is learned: how long, how fast, by which rule."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from digitpad.gui.training.controls import Choice, Switch
from digitpad.gui.training.number_field import NumberField
from digitpad.gui.training.schedule_curve import ScheduleCurve
from digitpad.gui.training.section import Section
from digitpad.nn.optimizers import OPTIMIZERS
from digitpad.nn.schedules import SCHEDULES
from digitpad.settings import TrainingSettings
from digitpad.threads import cores


class LearningSection(Section):
    """`values` are fields of `TrainingSettings`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curve = ScheduleCurve()
        self.add("epochs", NumberField(whole=True))
        self.add("learning_rate", NumberField())
        self.add("schedule", Choice(SCHEDULES), beside=self.curve)
        self.add("optimizer", Choice(OPTIMIZERS))
        self.add("batch_size", NumberField(whole=True, step=32), is_detail=True)
        self.add("momentum", NumberField(), is_detail=True)
        self.add("nesterov", Switch(), is_detail=True)
        self.add("weight_decay", NumberField(), is_detail=True)
        self.add("label_smoothing", NumberField(), is_detail=True)
        self.add("average_decay", NumberField(), is_detail=True)
        self.add("plain_epochs", NumberField(whole=True), is_detail=True)
        self.add("seed", NumberField(whole=True), is_detail=True)
        self.add("threads", NumberField(whole=True), is_detail=True)
        self.finish()
        self.show_settings(TrainingSettings())
        for name in ("schedule", "learning_rate"):
            self.control(name).changed.connect(self._show_curve)
        self.control("optimizer").changed.connect(self._suit_optimizer)
        self._show_curve()

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show them all."""
        self.show_values({name: getattr(settings, name) for name in self.settings})
        self._suit_optimizer()

    def _suit_optimizer(self) -> None:
        """Looking ahead is something that only SGD does."""
        self.settings["nesterov"].setEnabled(self.control("optimizer").value == "sgd")

    def _show_curve(self) -> None:
        rate = self.control("learning_rate").value
        self.curve.show_schedule(self.control("schedule").value, rate or 0.0)

    def translate(self) -> None:
        """Write every label in the language of the window."""
        self.heading.setText(self.tr("Learning"))
        self.details.set_title(self.tr("More about learning"))
        words = self.words.learning()
        label, sentence = words["threads"]
        there_are = self.tr("This machine has {count}.").format(count=cores())
        self.explain({**words, "threads": (label, f"{sentence} {there_are}")})
        for name, choices in self.words.choices().items():
            self.control(name).set_words(choices)
