"""What in a plan cannot work, found before anything starts and told at the setting it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from digitpad.architectures import architecture
from digitpad.data.samples import FILE_NAME, SampleStore
from digitpad.errors import DigitpadError, ParameterError, SampleError
from digitpad.library import find_model
from digitpad.machines import MACHINES
from digitpad.model_names import check_name, is_taken
from digitpad.modelfile import MAX_BYTES, read_description
from digitpad.paths import user_data
from digitpad.settings import TrainingSettings
from digitpad.training_plan.choice import MNIST_COUNT, kind_of_model

if TYPE_CHECKING:
    from digitpad.training_plan.plan import TrainingPlan

IDX_HEADER = 16


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot work.

    Attributes:
        setting: a field of `TrainingSettings`, `Augmentation`, `DataChoice` or `TrainingPlan`.
        reason: one sentence for the person in front of the program.
    """

    setting: str
    reason: str


def setting_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with single settings, before `TrainingSettings` can be made of them.

    Args:
        values: fields of `TrainingSettings` and `Augmentation` with what was typed in.
    """
    found = []
    for name, value in values.items():
        try:
            TrainingSettings().with_changes({name: value})
        except (ParameterError, TypeError, ValueError) as error:
            found.append(Problem(name, str(error)))
    return found


def problems_of(plan: TrainingPlan) -> list[Problem]:
    """Everything that cannot work. Files are looked at from the outside only."""
    try:
        kind_of_model(plan.model)
    except ParameterError as error:
        return [Problem("model", str(error))]
    return [*_parameters(plan), *_data(plan), *_counts(plan), *_start(plan), *_name(plan)]


def _parameters(plan: TrainingPlan) -> Iterator[Problem]:
    try:
        if plan.is_machine:
            MACHINES[plan.model].classifier(plan.parameters).tensor_shapes(10)
            return
        outputs = 10 + (plan.settings.non_digits > 0)
        network = architecture(plan.model).plan(plan.parameters, classes=outputs)
        numbers = sum(int(np.prod(shape)) for shape in network.tensor_shapes().values())
        if 4 * numbers > MAX_BYTES:
            yield Problem(
                "parameters",
                f"this network would have {numbers:,} weights; at most {MAX_BYTES // 4:,} "
                "can be kept in a model's file",
            )
    except (DigitpadError, TypeError, ValueError) as error:
        yield Problem("parameters", str(error))


def _data(plan: TrainingPlan) -> Iterator[Problem]:
    data = plan.data
    if not 0 <= data.mnist <= MNIST_COUNT:
        yield Problem("mnist", f"MNIST has {MNIST_COUNT:,} training digits, not {data.mnist:,}")
    if data.samples < 0:
        yield Problem("samples", f"own samples come up 0 times or more, not {data.samples}")
    for path in data.idx or ():
        if not Path(path).is_file():
            yield Problem("idx", f"{path}: there is no such file")
    if data.folder is not None and not any(
        (Path(data.folder) / str(digit)).is_dir() for digit in range(10)
    ):
        yield Problem(
            "folder", f"{data.folder}: has no folder named 0 to 9 with pictures of that digit"
        )
    others = data.mnist > 0 or data.idx or data.folder
    if data.samples > 0 and not others and not _sample_count():
        yield Problem("samples", "there are no own samples yet; draw some, or learn from MNIST too")
    if not others and data.samples <= 0:
        yield Problem("mnist", "nothing is chosen to learn from")


def _counts(plan: TrainingPlan) -> Iterator[Problem]:
    """Whether enough digits are left; only where they can be counted without reading them."""
    count = digit_count(plan)
    if count is None:
        return
    settings = plan.settings
    if settings.validation >= count > 0:
        yield Problem(
            "validation",
            f"{settings.validation:,} digits cannot be held out of {count:,}; "
            "some must be left to learn from",
        )
        return
    images = count - settings.validation + settings.synthetic + settings.non_digits
    if not plan.is_machine and settings.batch_size > images > 0:
        yield Problem(
            "batch_size",
            f"a batch of {settings.batch_size:,} is larger than the {images:,} training images",
        )


def digit_count(plan: TrainingPlan) -> int | None:
    """How many distinct digits the plan's data have; None where they would have to be read."""
    data = plan.data
    if data.folder:
        return None
    count = max(0, data.mnist)
    if data.idx:
        try:
            path = Path(data.idx[0])
            with path.open("rb") as file:
                head = file.read(4)
            if head != b"\x00\x00\x08\x03":
                return None
            count += (path.stat().st_size - IDX_HEADER) // 784
        except OSError:
            return None
    return count + (_sample_count() if data.samples > 0 else 0)


def _sample_count() -> int:
    if not (user_data() / FILE_NAME).exists():
        return 0
    try:
        with SampleStore() as store:
            return len(store)
    except SampleError:
        return 0


def _start(plan: TrainingPlan) -> Iterator[Problem]:
    if not plan.start:
        return
    if plan.is_machine:
        yield Problem("start", f"{plan.model} learns in one go; it cannot start from a model")
        return
    try:
        check_start(plan)
    except DigitpadError as error:
        yield Problem("start", str(error))


def check_start(plan: TrainingPlan) -> None:
    """Whether the weights of `plan.start` fit the plan's network.

    Raises:
        ModelFileError: there is no such model, or it cannot be read.
        ParameterError: it is of another architecture or has other outputs.
    """
    description = read_description(find_model(plan.start))
    wanted = plan.model, plan.complete_parameters(), plan.settings.non_digits > 0
    found = description.architecture, description.parameters, description.non_digits
    for what, a, b in zip(("architecture", "parameters", "non-digits"), wanted, found, strict=True):
        if a != b:
            raise ParameterError(
                f"{plan.start}: its {what} are {b!r}, this plan's {a!r}; weights can only be "
                "taken over by a network of the same shape"
            )


def _name(plan: TrainingPlan) -> Iterator[Problem]:
    if not plan.name:
        return
    try:
        check_name(plan.name)
    except ParameterError as error:
        yield Problem("name", str(error))
        return
    if is_taken(plan.name):
        yield Problem("name", f"there is a model called {plan.name!r} already")
