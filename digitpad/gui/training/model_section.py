"""What is to learn: the kind of model, and the parameters that this kind has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from digitpad.architectures import ARCHITECTURES
from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.training.controls import Choice, Control, control_for, expected
from digitpad.gui.training.section import Section
from digitpad.gui.training.setting import Setting
from digitpad.library import available_models, find_model
from digitpad.machines import MACHINES
from digitpad.modelfile import read_description
from digitpad.nn.activations import ACTIVATIONS
from digitpad.svm.machine import KERNELS
from digitpad.training_plan import Problem
from digitpad.training_plan.choice import kind_of_model

_CHOICES: Mapping[str, tuple[str, ...]] = {"activation": tuple(ACTIVATIONS), "kernel": KERNELS}
_SIMPLE = frozenset({"hidden", "activation", "filters", "C", "gamma", "landmarks", "penalty"})
"""Parameters that are shown without unfolding anything."""

FRESH = ""


class ModelSection(Section):
    """`values` holds `model`, `start` and `parameters`; `model_changed` is for what suits it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameters: dict[str, Setting] = {}
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setProperty("tone", "quiet")
        kind = Choice([*ARCHITECTURES, *MACHINES])
        # Connected first: whoever hears of the change finds the parameters of the new kind.
        kind.changed.connect(self._show_kind)
        self.add("model", kind)
        self.column.addWidget(self.summary)
        self._simple = QVBoxLayout()
        self._simple.setSpacing(theme.GAP_SMALL)
        self.column.addLayout(self._simple)
        self.add("start", Choice([FRESH]), is_detail=True)
        self.finish()
        self._show_kind()

    @property
    def model(self) -> str:
        """The kind that is chosen."""
        return str(self.control("model").value)

    @property
    def is_machine(self) -> bool:
        """Whether it learns in one go."""
        return self.model in MACHINES

    @property
    def _usual(self) -> Mapping[str, Any]:
        usual: Mapping[str, Any] = kind_of_model(self.model).parameters
        return usual

    def _show_kind(self) -> None:
        """Make controls for the parameters of this kind."""
        for setting in self.parameters.values():
            setting.hide()
            setting.deleteLater()
        self.parameters = {name: self._parameter(name) for name in self._usual}
        self.control("start").set_names([FRESH, *self._models_of_this_kind()])
        self.settings["start"].setVisible(not self.is_machine)
        self.details.setVisible(self._has_details())
        self.translate()

    def _parameter(self, name: str) -> Setting:
        usual = self._usual[name]
        control = control_for(usual, _CHOICES.get(name, ()))
        typed: Control = control  # type: ignore[assignment]
        typed.set_value(usual)
        typed.changed.connect(self.changed)
        setting = Setting(control, stretch=isinstance(usual, list | tuple))
        if name in _SIMPLE:
            self._simple.addWidget(setting)
        else:
            self.details.add(setting)
        return setting

    def _has_details(self) -> bool:
        return not self.is_machine or any(name not in _SIMPLE for name in self.parameters)

    def _models_of_this_kind(self) -> list[str]:
        """Those whose weights fit, or might."""
        names = []
        for name in available_models():
            try:
                if read_description(find_model(name)).architecture == self.model:
                    names.append(name)
            except (DigitpadError, OSError):
                continue
        return names

    def values(self) -> dict[str, Any]:
        """The kind, where to start from, and the parameters that are not as usual."""
        given = {name: s.control.value for name, s in self.parameters.items()}  # type: ignore[attr-defined]
        changed = {n: v for n, v in given.items() if v is not None and v != self._usual[n]}
        return {**super().values(), "parameters": changed}

    def unreadable(self) -> list[Problem]:
        """Where something is written that is not what it should be."""
        return super().unreadable() + [
            Problem(name, expected(setting.control))
            for name, setting in self.parameters.items()
            if setting.control.value is None  # type: ignore[attr-defined]
        ]

    def show_values(self, values: dict[str, Any]) -> None:
        """Show a kind with its parameters; those that are not given are as usual."""
        if "model" in values:
            self.control("model").set_value(values["model"])
        if not self.is_machine:
            self.control("start").set_value(values.get("start", FRESH))
        parameters = {**self._usual, **values.get("parameters", {})}
        for name, value in parameters.items():
            if name in self.parameters:
                self.parameters[name].control.set_value(value)  # type: ignore[attr-defined]

    def mark(self, problems: dict[str, str]) -> None:
        """Say at each setting and parameter what is wrong with it."""
        super().mark(problems)
        for name, setting in self.parameters.items():
            setting.mark(problems.get(name, ""))
            if setting.problem and self.details.isAncestorOf(setting):
                self.details.open()

    def translate(self) -> None:
        """Write every label in the language of the window."""
        self.heading.setText(self.tr("Model"))
        self.details.set_title(self.tr("More about the model"))
        words = self.words.model()
        self.explain(words)
        for name, setting in self.parameters.items():
            setting.explain(*words.get(self._known_as(name), (name, "")))
        self.control("start").set_words({FRESH: self.tr("fresh weights")})
        self.summary.setText(self.words.kind(self.model))

    def _known_as(self, name: str) -> str:
        """Two kinds of models can mean different things by the same name."""
        if name == "seed":
            return "machine_seed"
        if name == "hidden" and isinstance(self._usual[name], int):
            return "hidden_units"
        return name
