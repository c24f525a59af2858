"""The sections of the form: the model, its data, and the training of networks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.common.errors import DigitpadError
from digitpad.common.threads import cores
from digitpad.data.training_ink import NO_INK
from digitpad.estimators.registry import MODELS, model_kind
from digitpad.estimators.svm import KERNELS
from digitpad.gui.charts.curves import CurveChart
from digitpad.gui.session import Session
from digitpad.gui.training.controls import (
    FOLDER,
    IDX,
    NONE,
    CheckBox,
    Choice,
    DatasetField,
    NumberField,
    control_for,
)
from digitpad.gui.training.section import Section
from digitpad.gui.training.setting_texts import SettingTexts
from digitpad.gui.widgets import plain_label
from digitpad.library.catalog import find_model
from digitpad.library.listing import available_models
from digitpad.library.model_file import read_description
from digitpad.nn.activations import ACTIVATIONS
from digitpad.nn.optimizers import OPTIMIZERS
from digitpad.nn.schedules import SCHEDULES
from digitpad.training.record import DataChoice
from digitpad.training.settings import TrainingSettings

RANDOM_WEIGHTS = ""

_CHOICES: Mapping[str, tuple[str, ...]] = {"activation": tuple(ACTIVATIONS), "kernel": KERNELS}
_MAIN_PARAMETERS = frozenset(
    {"hidden", "activation", "filters", "C", "gamma", "landmarks", "penalty"}
)
"""Parameters that are always shown; the others are among the advanced settings."""

_SCHEDULE_POINTS = 100


class ModelSection(Section):
    """The kind of model and its parameters; `values` holds `model`, `start` and `parameters`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._setting_texts = SettingTexts()
        super().__init__(
            self.tr("Model"),
            self._setting_texts.model(),
            self.tr("Advanced model settings"),
            parent,
            topic="training#model",
        )
        self.parameters: list[str] = []
        self.summary = plain_label(tone="quiet", wraps=True)
        kind = Choice(list(MODELS))
        # Connected first, so that later receivers find the controls of the new kind.
        kind.changed.connect(self._show_kind)
        self.add("model", kind)
        self.main.addWidget(self.summary)
        self.add("start", Choice(), is_detail=True)
        self._show_kind()

    @property
    def model(self) -> str:
        """The chosen kind of model."""
        return str(self.control("model").value)

    @property
    def has_epochs(self) -> bool:
        """Whether this kind is trained in epochs."""
        return model_kind(self.model).trains_in_epochs

    @property
    def _defaults(self) -> Mapping[str, Any]:
        return model_kind(self.model).parameters

    def _show_kind(self) -> None:
        """Create the controls for the parameters of the chosen kind."""
        for name in self.parameters:
            self.remove(name)
        self.parameters = list(self._defaults)
        texts = self._setting_texts.model()
        for name, default in self._defaults.items():
            control: Any = control_for(default, _CHOICES.get(name, ()))
            control.set_value(default)
            self.add(
                name,
                control,
                text=texts.get(self._text_key(name), (name, "")),
                is_detail=name not in _MAIN_PARAMETERS,
                stretch=isinstance(default, list | tuple),
            )
        self.offer_models(RANDOM_WEIGHTS)
        self.settings["start"].setVisible(self.has_epochs)
        self.fold.setVisible(self.has_epochs or not _MAIN_PARAMETERS.issuperset(self.parameters))
        self.summary.setText(self._setting_texts.kind(self.model))

    def offer_models(self, chosen: str) -> None:
        """Read the list of models to start from again, and choose one.

        Nothing is read while the list is folded.
        """
        start = self.control("start")
        names = [RANDOM_WEIGHTS]
        if self.fold.isChecked():
            names += self._models_of_this_kind()
        with QSignalBlocker(start):
            start.set_names(names, {RANDOM_WEIGHTS: self.tr("random weights")})
            start.set_value(chosen)

    def _show_details(self, shown: bool) -> None:
        super()._show_details(shown)
        if shown:
            self.offer_models(self.control("start").value)

    def _models_of_this_kind(self) -> list[str]:
        """Names of the models of the chosen kind, whose weights can be a start."""
        names = []
        for name in available_models():
            try:
                if read_description(find_model(name)).architecture == self.model:
                    names.append(name)
            except (DigitpadError, OSError):
                continue
        return names

    def values(self) -> dict[str, Any]:
        """The kind, the model to start from, and the parameters that differ from their defaults."""
        values = super().values()
        parameters = {name: values.pop(name) for name in self.parameters if name in values}
        changed = {n: v for n, v in parameters.items() if v != self._defaults[n]}
        return {**values, "parameters": changed}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show a kind with its parameters; missing ones get their defaults."""
        if "model" in values:
            self.control("model").set_value(values["model"])
        if self.has_epochs:
            self.control("start").set_value(values.get("start", RANDOM_WEIGHTS))
        super().show_values({**self._defaults, **values.get("parameters", {})})

    def _text_key(self, name: str) -> str:
        """The key of a parameter's texts; some names have another meaning for other kinds."""
        if name == "seed":
            return "classifier_seed"
        if name == "hidden" and isinstance(self._defaults[name], int):
            return "hidden_units"
        return name


class DataSection(Section):
    """What is learned from; `data` returns a `DataChoice`, `values` the training settings."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._session = session
        super().__init__(
            self.tr("Training data"),
            SettingTexts().data(),
            self.tr("More data"),
            parent,
            topic="training#data",
        )
        self.sample_note = plain_label(tone="quiet", wraps=True)
        self.add("mnist", NumberField(whole=True, step=1000))
        self.add("samples", NumberField(whole=True), beside=self.sample_note)
        self.add("validation", NumberField(whole=True, step=500))
        self.add("synthetic", NumberField(whole=True, step=1000), is_detail=True)
        self.add("non_digits", NumberField(whole=True, step=1000), is_detail=True)
        self.add("pen_digits", NumberField(whole=True), is_detail=True)
        self.add("pen_letters", NumberField(whole=True), is_detail=True)
        self.add("dataset", DatasetField(), is_detail=True, stretch=True)
        self.show_values({"mnist": 60_000, "samples": 0, "validation": 5_000})
        self.show_values(NO_INK)
        self.sample_count = 0
        self.count_samples()

    def count_samples(self) -> None:
        """Count the user's own samples again."""
        try:
            self.sample_count = int(self._session.store().count_by_label()[:10].sum())
        except DigitpadError:
            self.sample_count = 0
        if self.sample_count == 1:
            text = self.tr("times your only sample")
        elif self.sample_count:
            text = self.tr("times each of {count} samples").format(count=self.sample_count)
        else:
            text = self.tr("no samples yet")
        self.sample_note.setText(text)

    def data(self) -> DataChoice:
        """Return the chosen data; an invalid number counts as 0."""
        values = super().values()
        kind, first, second = values["dataset"]
        return DataChoice(
            mnist=max(0, values.get("mnist", 0)),
            samples=max(0, values.get("samples", 0)),
            idx=(first, second) if kind == IDX else None,
            folder=first if kind == FOLDER else None,
        )

    def show_data(self, data: DataChoice) -> None:
        """Show chosen data."""
        dataset = (NONE, "", "")
        if data.idx is not None:
            dataset = (IDX, *data.idx)
        elif data.folder is not None:
            dataset = (FOLDER, data.folder, "")
        self.show_values({"mnist": data.mnist, "samples": data.samples, "dataset": dataset})

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show each problem at its setting, and problems with files at the data set."""
        dataset = problems.get("idx") or problems.get("folder") or ""
        super().show_problems({**problems, "dataset": dataset})

    def values(self) -> dict[str, Any]:
        """The training settings that concern the data."""
        values = super().values()
        return {name: values[name] for name in ("validation", *NO_INK) if name in values}


class LearningSection(Section):
    """How networks are trained; `values` are fields of `TrainingSettings`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        texts, choices = SettingTexts().learning(), SettingTexts().choices()
        label, explanation = texts["threads"]
        core_count = self.tr("This computer has {count} cores.").format(count=cores())
        super().__init__(
            self.tr("Training"),
            {**texts, "threads": (label, f"{explanation} {core_count}")},
            self.tr("Advanced training settings"),
            parent,
            topic="training#settings",
        )
        self.curve = ScheduleCurve()
        self.add("epochs", NumberField(whole=True))
        self.add("learning_rate", NumberField())
        self.add("schedule", Choice(SCHEDULES, choices["schedule"]), beside=self.curve)
        self.add("optimizer", Choice(OPTIMIZERS, choices["optimizer"]))
        details: dict[str, QWidget] = {
            "batch_size": NumberField(whole=True, step=32),
            "momentum": NumberField(),
            "nesterov": CheckBox(),
            "weight_decay": NumberField(),
            "label_smoothing": NumberField(),
            "average_decay": NumberField(),
            "plain_epochs": NumberField(whole=True),
            "seed": NumberField(whole=True),
            "threads": NumberField(whole=True),
        }
        for name, control in details.items():
            self.add(name, control, is_detail=True)
        usual = TrainingSettings()
        self.show_values({name: getattr(usual, name) for name in self.settings})
        for name in ("schedule", "learning_rate"):
            self.control(name).changed.connect(self._show_curve)
        self.control("optimizer").changed.connect(self._enable_nesterov)
        self._show_curve()
        self._enable_nesterov()

    def _enable_nesterov(self) -> None:
        """Enable Nesterov momentum for SGD only."""
        self.settings["nesterov"].setEnabled(self.control("optimizer").value == "sgd")

    def _show_curve(self) -> None:
        rate = self.control("learning_rate").value
        self.curve.show_schedule(self.control("schedule").value, rate or 0.0)


class ScheduleCurve(CurveChart):
    """A small curve of the learning rate over a run."""

    SMALLEST_LINES = 2

    def __init__(self) -> None:
        super().__init__(self.tr("Learning rate curve"), show_title=False, interactive=False)
        for axis in ("left", "bottom"):
            self.plot.hideAxis(axis)
        self.setMaximumHeight(2 * self.SMALLEST_LINES * self.fontMetrics().height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """About as high as the control beside it."""
        return self.minimumSizeHint()

    def show_schedule(self, name: str, rate: float) -> None:
        """Show a schedule; `rate` is the highest learning rate."""
        places = np.linspace(0, 1, _SCHEDULE_POINTS)
        rates = np.array([SCHEDULES[name](place) for place in places]) * rate
        self.show_curve(self.tr("Learning rate"), 100 * places, rates)
        self.show_range((0, 100), (0, rate or 1.0))
        text = self.tr("Learning rate over the run, at most {rate}.").format(rate=f"{rate:g}")
        self.describe_content(text)
        self.setToolTip(f"<p>{text}</p>")

    def text_at(self, x: float) -> str:
        """The learning rate at a place of the run, in per cent."""
        rates = next(iter(self._values.values()))[1]
        rate = rates[round(x / 100 * (_SCHEDULE_POINTS - 1))]
        text = self.tr("{rate} after {share} of the run")
        return text.format(rate=f"{rate:.3g}", share=f"{x:.0f}%")
