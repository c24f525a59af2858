"""A plan in itself: which model, with which parameters, trained how, on which digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from digitpad.errors import ParameterError
from digitpad.machines import MACHINES
from digitpad.modelfile import ModelDescription
from digitpad.settings import TrainingSettings
from digitpad.training_plan.choice import (
    MACHINE_SETTINGS,
    DataChoice,
    kind_of_model,
    usual_settings,
)
from digitpad.training_plan.command import command_for
from digitpad.training_plan.problems import Problem, problems_of


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """All that decides what a run will learn.

    Attributes:
        model: a name from `ARCHITECTURES` or `MACHINES`.
        parameters: of it; those not given have their usual values.
        settings: how to train. Of a machine only the seed, the synthetic digits, the held-out
            ones and the augmentation count.
        data: what to learn from.
        name: of the model to be; empty for the next free one.
        start: a model whose weights to start from; empty for fresh ones.
    """

    model: str
    parameters: Mapping[str, Any]
    settings: TrainingSettings
    data: DataChoice = field(default_factory=DataChoice)
    name: str = ""
    start: str = ""

    def __post_init__(self) -> None:
        """Hold plain dictionaries and tuples, which pass to another process."""
        object.__setattr__(self, "parameters", dict(self.parameters))

    @classmethod
    def usual(cls, model: str, data: DataChoice | None = None) -> Self:
        """The plan that a model's own settings make. Raises `ParameterError` for a wrong name."""
        data = data or DataChoice()
        return cls(model, {}, usual_settings(model, data), data)

    @property
    def is_machine(self) -> bool:
        """Whether the model learns in one go, without epochs."""
        return self.model in MACHINES

    def complete_parameters(self) -> dict[str, Any]:
        """With the usual values filled in. Raises `ParameterError` for names that do not exist."""
        return kind_of_model(self.model).complete(self.parameters)

    def problems(self) -> list[Problem]:
        """Everything that cannot work, each with the setting it concerns; empty if all is well."""
        return problems_of(self)

    def command(self) -> str:
        """The `digitpad train` line that does the same."""
        return command_for(self)

    def to_dict(self) -> dict[str, Any]:
        """As plain numbers and texts, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The plan that `to_dict` gave. Raises `ParameterError` where it is none."""
        try:
            data = dict(values["data"])
            data["idx"] = tuple(data["idx"]) if data.get("idx") else None
            return cls(
                model=str(values["model"]),
                parameters=dict(values["parameters"]),
                settings=TrainingSettings().with_changes(values["settings"]),
                data=DataChoice(**data),
                name=str(values.get("name", "")),
                start=str(values.get("start", "")),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ParameterError(f"not a training plan ({error!r})") from error


def plan_of(description: ModelDescription) -> TrainingPlan:
    """The plan that a model was trained by, from its record: "train again like this".

    Raises:
        ParameterError: the model has no such record, as one that came from elsewhere.
    """
    record = description.training
    if "settings" not in record:
        raise ParameterError(f"{description.name}: its file does not tell how it was trained")
    data = DataChoice(**_with_tuples(record.get("choice", {})))
    known = {f.name for f in fields(TrainingSettings)}
    if description.architecture in MACHINES:
        known &= set(MACHINE_SETTINGS)
    changes = {name: value for name, value in record["settings"].items() if name in known}
    settings = usual_settings(description.architecture, data).with_changes(changes)
    kind = kind_of_model(description.architecture)
    parameters = {
        name: value for name, value in description.parameters.items() if name in kind.parameters
    }
    return TrainingPlan(
        description.architecture, parameters, settings, data, start=record.get("start", "")
    )


def _with_tuples(choice: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in choice.items()}
