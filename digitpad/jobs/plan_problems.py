"""The problems of a plan, found before anything starts, each with the setting it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from digitpad.common.errors import DigitpadError, InkError, ParameterError, SampleError
from digitpad.common.reading import is_file, is_folder
from digitpad.common.user_folders import user_data
from digitpad.data.own_samples import FILE_NAME, SampleStore
from digitpad.estimators.registry import model_kind
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.run_folder import Run
from digitpad.jobs.runs import run_named
from digitpad.library.catalog import find_model
from digitpad.library.model_file import MAX_BYTES, read_description
from digitpad.library.names import check_name, is_taken
from digitpad.training.record import MNIST_COUNT
from digitpad.training.settings import TrainingSettings

IDX_HEADER = 16


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot work.

    Attributes:
        setting: a field of `TrainingSettings`, `Augmentation`, `DataChoice` or `TrainingPlan`.
        reason: why it cannot work.
    """

    setting: str
    reason: DigitpadError

    @classmethod
    def of(cls, setting: str, template: str, /, **values: Any) -> Self:
        """A problem with a reason of this template and these values."""
        return cls(setting, ParameterError(template, **values))


def setting_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with single settings, before `TrainingSettings` can be made of them.

    Args:
        values: fields of `TrainingSettings` and `Augmentation` with what was typed in.
    """
    with suppress(DigitpadError):
        TrainingSettings().with_changes(values)
        return []
    found = []
    for name, value in values.items():
        try:
            TrainingSettings().with_changes({name: value})
        except DigitpadError as error:
            found.append(Problem(name, error))
    return found


def problems_of(plan: TrainingPlan) -> list[Problem]:
    """Everything that cannot work. The contents of files are not read."""
    try:
        model_kind(plan.model)
    except ParameterError as error:
        return [Problem("model", error)]
    return [*_parameters(plan), *_data(plan), *_counts(plan), *_start(plan), *_name(plan)]


def _parameters(plan: TrainingPlan) -> Iterator[Problem]:
    try:
        count = plan.number_count()
        if 4 * count > MAX_BYTES:
            yield Problem.of(
                "parameters",
                "this network would have {count:,} weights; at most {limit:,} can be kept in a "
                "model's file",
                count=count,
                limit=MAX_BYTES // 4,
            )
    except DigitpadError as error:
        yield Problem("parameters", error)
    except (TypeError, ValueError) as error:
        yield Problem.of("parameters", "{error}", error=error)


def _data(plan: TrainingPlan) -> Iterator[Problem]:
    data = plan.data
    if not 0 <= data.mnist <= MNIST_COUNT:
        yield Problem.of(
            "mnist",
            "MNIST has {limit:,} training digits, not {count:,}",
            limit=MNIST_COUNT,
            count=data.mnist,
        )
    if data.samples < 0:
        yield Problem.of(
            "samples", "own samples come up 0 times or more, not {count}", count=data.samples
        )
    for setting, places in (("idx", data.idx or ()), ("folder", (data.folder or "",))):
        for place in places:
            if problem := name_problem(place):
                yield Problem(setting, problem)
    for path in data.idx or ():
        if not is_file(path):
            yield Problem.of("idx", "{path}: there is no such file", path=path)
    if data.transposed and not data.idx:
        yield Problem.of("idx", "only an IDX set can be transposed, and none is chosen")
    if data.folder is not None and not any(
        is_folder(Path(data.folder) / str(digit)) for digit in range(10)
    ):
        yield Problem.of(
            "folder",
            "{folder}: has no folder named 0 to 9 with pictures of that digit",
            folder=data.folder,
        )
    others = data.mnist > 0 or data.idx or data.folder
    if data.samples > 0 and not others and not _sample_count():
        yield Problem.of(
            "samples", "there are no own samples yet; draw some, or learn from MNIST too"
        )
    if not others and data.samples <= 0:
        yield Problem.of("mnist", "nothing is chosen to learn from")


def _counts(plan: TrainingPlan) -> Iterator[Problem]:
    """Whether enough digits are left; only where they can be counted without reading them."""
    settings = plan.settings
    try:
        drawn = settings.ink.count
    except InkError as error:
        yield Problem("pen_digits" if settings.pen_digits else "pen_letters", error)
        return
    count = digit_count(plan)
    if count is None:
        return
    if settings.validation >= count > 0:
        yield Problem.of(
            "validation",
            "{held_out:,} digits cannot be held out of {count:,}; some must be left to learn from",
            held_out=settings.validation,
            count=count,
        )
        return
    images = count - settings.validation + drawn
    if plan.kind.trains_in_epochs and settings.batch_size > images > 0:
        yield Problem.of(
            "batch_size",
            "a batch of {batch_size:,} is larger than the {images:,} training images",
            batch_size=settings.batch_size,
            images=images,
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
            return int(store.count_by_label()[:10].sum())
    except SampleError:
        return 0


def _start(plan: TrainingPlan) -> Iterator[Problem]:
    if not plan.start:
        return
    try:
        check_start(plan)
    except DigitpadError as error:
        yield Problem("start", error)


def check_start(plan: TrainingPlan) -> None:
    """Check that the weights of `plan.start` fit the plan's network.

    Raises:
        ModelFileError: there is no such model, or it cannot be read.
        ParameterError: it is of another architecture or has other outputs, or the plan's model
            cannot start from weights.
    """
    if not plan.kind.trains_in_epochs:
        raise ParameterError(
            "{model} learns in one go; it cannot start from a model", model=plan.model
        )
    description = read_description(find_model(plan.start))
    wanted = plan.model, plan.complete_parameters(), plan.settings.ink.has_non_digits
    found = description.architecture, description.parameters, description.non_digits
    for what, a, b in zip(("architecture", "parameters", "non-digits"), wanted, found, strict=True):
        if a != b:
            raise ParameterError(
                "{start}: its {what} are {found!r}, this plan's {wanted!r}; weights can only be "
                "taken over by a network of the same shape",
                start=plan.start,
                what=what,
                found=b,
                wanted=a,
            )


def _name(plan: TrainingPlan) -> Iterator[Problem]:
    if not plan.name:
        return
    try:
        check_name(plan.name)
    except ParameterError as error:
        yield Problem("name", error)
        return
    if is_taken(plan.name):
        yield Problem.of("name", "there is a model called {name!r} already", name=plan.name)
    elif run := run_named(plan.name):
        yield Problem("name", name_of_run(run))


def name_problem(place: str) -> ParameterError | None:
    """Why the name of a file cannot be written into a plan or a model; None if it can."""
    try:
        place.encode()
    except UnicodeEncodeError:
        return ParameterError(
            "{place!a}: this name is no valid text (UTF-8); rename it first", place=place
        )
    return None


def name_of_run(run: Run) -> ParameterError:
    """Why the name of a run that has no model yet is not free."""
    return ParameterError(
        "{name!r} will be the name of the model of run {run}, which is not finished; resume or "
        "discard that, or choose another name",
        name=run.plan.name,
        run=run.id,
    )
