"""A training plan: which model, with which parameters, trained how, on which digits.

TrainingPlan.usual("mlp")  ->  problems_of(plan)  ->  Job.create(plan)
"""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from digitpad.common.errors import ParameterError
from digitpad.common.reading import json_or_word
from digitpad.common.validation import build
from digitpad.data.augmentation import Augmentation
from digitpad.data.training_ink import NO_INK
from digitpad.estimators.registry import ModelKind, model_kind
from digitpad.library.model_file import ModelDescription
from digitpad.training.record import MNIST_COUNT, DataChoice
from digitpad.training.settings import TrainingSettings

SETTINGS_WITHOUT_EPOCHS = ("seed", *NO_INK, "validation", "augmentation")
"""The training settings of a model that is not trained in epochs."""


def usual_settings(model: str, data: DataChoice | None = None) -> TrainingSettings:
    """The default settings of a model. Raises `ParameterError` for a wrong name.

    Ink belongs to MNIST's classes, so another set is trained on alone by default.
    """
    settings = model_kind(model).settings
    return settings if data is None or data.mnist else settings.with_changes(NO_INK)


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """Everything that decides what a training learns.

    Attributes:
        model: a model's name, such as `mlp` or `svm-hog`.
        parameters: of the model; those not given have their default values.
        settings: how to train. A model without epochs uses `SETTINGS_WITHOUT_EPOCHS` only.
        data: what to learn from.
        name: of the trained model; empty for the next free one.
        start: a model whose weights to start from; empty for random ones.
    """

    model: str
    parameters: Mapping[str, Any]
    settings: TrainingSettings
    data: DataChoice = field(default_factory=DataChoice)
    name: str = ""
    start: str = ""

    def __post_init__(self) -> None:
        """Hold a plain dictionary, which can be sent to another process."""
        object.__setattr__(self, "parameters", dict(self.parameters))

    @classmethod
    def usual(cls, model: str, data: DataChoice | None = None) -> Self:
        """The plan with a model's default settings. Raises `ParameterError` for a wrong name."""
        data = data or DataChoice()
        return cls(model, {}, usual_settings(model, data), data)

    @property
    def kind(self) -> ModelKind:
        """The kind of model, with its capabilities. Raises `ParameterError` for a wrong name."""
        return model_kind(self.model)

    @property
    def outputs(self) -> int:
        """How many logits a model of the ten digits will have."""
        return 10 + self.settings.ink.has_non_digits

    def number_count(self) -> int:
        """How many numbers such a model holds; nothing is allocated.

        Raises:
            ParameterError, TypeError, ValueError: the parameters cannot work.
        """
        shapes = self.kind.tensor_shapes(self.parameters, self.outputs)
        return sum(math.prod(shape) for _, shape in shapes.values())

    def complete_parameters(self) -> dict[str, Any]:
        """With the default values filled in. Raises `ParameterError` for unknown names."""
        return self.kind.complete(self.parameters)

    def to_file(self) -> Self:
        """The plan as it is kept, with all parameters: another version may have other defaults."""
        return replace(self, parameters=self.complete_parameters())

    def with_changes(self, changes: Mapping[str, Any]) -> Self:
        """A plan with other parameters of the model or training settings, each by its name.

        Raises:
            ParameterError: a name or value is not possible.
        """
        known = self.kind.parameters
        parameters = {name: value for name, value in changes.items() if name in known}
        settings = {name: value for name, value in changes.items() if name not in known}
        return replace(
            self,
            parameters={**self.parameters, **parameters},
            settings=self.settings.with_changes(settings),
        )

    def command(self) -> str:
        """The `digitpad train` command that does the same; defaults are left out."""
        words = ["digitpad", "train", "--model", self.model]
        defaults = self.kind.parameters
        for name, value in self.parameters.items():
            if name not in defaults or defaults[name] != value:
                words += ["--set", f"{name}={_parameter_text(value)}"]
        usual = usual_settings(self.model, self.data)
        names = setting_names(TrainingSettings)
        if not self.kind.trains_in_epochs:
            names = [name for name in names if name in SETTINGS_WITHOUT_EPOCHS]
        words += _options(self.settings, usual, names)
        inner = setting_names(Augmentation)
        words += _options(self.settings.augmentation, usual.augmentation, inner)
        words += _data_options(self.data)
        if self.start:
            words += ["--start", self.start]
        if self.name:
            words += ["--name", self.name]
        return shlex.join(words)

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Any, source: object = "training plan") -> Self:
        """The plan that `to_dict` gave. Raises `DescriptionError`, which names the source."""
        return build(cls, values, source)


def plan_of(description: ModelDescription) -> TrainingPlan:
    """The plan that a model was trained by, from its record: "train again like this".

    Settings that were changed during the training have their last values.

    Raises:
        ParameterError: the model has no such record, such as one imported from elsewhere.
    """
    record, model = description.training, description.architecture
    if record.settings is None:
        raise ParameterError(
            "{name}: its file does not tell how it was trained", name=description.name
        )
    data = record.choice or DataChoice()
    kind = model_kind(model)
    plan = TrainingPlan(
        model,
        {name: value for name, value in description.parameters.items() if name in kind.parameters},
        usual_settings(model, data),
        data,
        start=record.start,
    )
    known = {f.name for f in fields(TrainingSettings)}
    if not kind.trains_in_epochs:
        known &= set(SETTINGS_WITHOUT_EPOCHS)
    # A model that knew nothing of some ink was trained without it.
    recorded = {**NO_INK, **record.settings}
    changes = {name: value for name, value in recorded.items() if name in known}
    # What was changed while it trained holds from the start of the next training.
    for change in record.changes:
        changes |= change.settings
    return replace(plan, settings=plan.settings.with_changes(changes))


def command_of(description: ModelDescription) -> str:
    """The command that trains such a model again; empty where its file does not tell."""
    try:
        return plan_of(description).command()
    except ParameterError:
        return description.training.command


def setting_names(holder: type[TrainingSettings | Augmentation]) -> list[str]:
    """The fields that are options of their own on the command line."""
    return [one.name for one in fields(holder) if one.name != "augmentation"]


def _options(settings: Any, usual: Any, names: list[str]) -> Iterator[str]:
    for name in names:
        value = getattr(settings, name)
        if value == getattr(usual, name):
            continue
        option = name.replace("_", "-")
        if isinstance(value, bool):
            yield f"--{option}" if value else f"--no-{option}"
        else:
            yield f"--{option}"
            yield _number_text(value)


def _data_options(data: DataChoice) -> Iterator[str]:
    own = data.idx or data.folder
    if data.mnist != (0 if own else MNIST_COUNT):
        yield from ("--mnist", str(data.mnist))
    if data.samples:
        yield from ("--samples", str(data.samples))
    if data.idx:
        yield from ("--idx", *data.idx)
    if data.transposed:
        yield "--transposed"
    if data.folder:
        yield from ("--folder", data.folder)


def _number_text(value: float | str) -> str:
    """The shortest text that means exactly this number."""
    if not isinstance(value, float):
        return str(value)
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _parameter_text(value: Any) -> str:
    """JSON, but words go without quotes unless they would be read as something else."""
    text = json.dumps(value, separators=(",", ":"))
    if not isinstance(value, str):
        return text
    return value if json_or_word(value) == value else text
