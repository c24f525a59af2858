"""A model as a file: its weights as safetensors, and in the header what they are.

safetensors holds plain numbers and nothing that could run, says how long everything is before it
comes, and can be opened by other programs. Before any weight is read, the header is compared with
the architecture it names: every tensor must be there, with exactly the right shape.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from digitpad.architectures import architecture
from digitpad.classifier import Classifier, NetworkClassifier
from digitpad.errors import ModelFileError, ParameterError
from digitpad.files import write_atomically
from digitpad.machines import MACHINES, TensorShapes
from digitpad.preprocess import PREPROCESSING_VERSION
from digitpad.types import AnyArray

FORMAT_VERSION = 1
SUFFIX = ".safetensors"
MAX_BYTES = 1 << 29
"""Half a gigabyte: a hundred times the largest model digitpad can usefully train."""


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """What a model file says about its weights.

    Attributes:
        name: for people; usually the file's name.
        architecture: a name from `digitpad.architectures`.
        parameters: of the architecture, complete.
        classes: what the outputs stand for.
        preprocessing: the version of `digitpad.preprocess` that its training digits went through.
        training: the record of the run: settings, data, command, time.
        measured: figures such as `{"mnist_test_accuracy": 0.99}`.
        calibration: see `digitpad.calibration.calibrate`.
        non_digits: whether there is one output more, for what is no digit.
        notes: the user's own words.
    """

    name: str
    architecture: str
    parameters: dict[str, Any]
    classes: tuple[int, ...] = tuple(range(10))
    preprocessing: int = PREPROCESSING_VERSION
    training: dict[str, Any] = field(default_factory=dict)
    measured: dict[str, float] = field(default_factory=dict)
    calibration: dict[str, Any] = field(default_factory=dict)
    non_digits: bool = False
    notes: str = ""

    @property
    def outputs(self) -> int:
        """How many logits the model has."""
        return len(self.classes) + self.non_digits

    @property
    def temperature(self) -> float:
        """What the logits are divided by."""
        return float(self.calibration.get("temperature", 1.0))

    @property
    def non_digit_threshold(self) -> float:
        """A drawing is no digit where the chance of that is above this; 1 where none can be."""
        return float(self.calibration.get("non_digit_threshold", 1.0))

    def changed(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Model:
    """A classifier together with its description."""

    description: ModelDescription
    classifier: Classifier


def save_model(path: Path | str, model: Model) -> None:
    """Write a model, replacing the file whole or not at all.

    Raises:
        ModelFileError: a weight is NaN or infinite.
        OSError: the file cannot be written.
    """
    tensors = model.classifier.tensors()
    for name, tensor in tensors.items():
        if not np.isfinite(tensor).all():
            raise ModelFileError(f"{path}: not saved, since tensor {name} is not finite")
    header = {"format_version": FORMAT_VERSION, **asdict(model.description)}
    metadata = {"digitpad": json.dumps(header, sort_keys=True)}
    contiguous = {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}
    write_atomically(path, save(contiguous, metadata))


def read_description(path: Path | str) -> ModelDescription:
    """Only the header of a model file. Raises `ModelFileError`."""
    with _open(Path(path)) as file:
        return _description(Path(path), file)


def load_model(path: Path | str) -> Model:
    """Read a model file and check it against its own description.

    Raises:
        ModelFileError: the file is missing, damaged, of a newer digitpad, or does not fit.
    """
    path = Path(path)
    with _open(path) as file:
        description, expected, assemble = _checked(path, file)
        tensors: dict[str, AnyArray] = {name: file.get_tensor(name) for name in expected}
    for name, tensor in tensors.items():
        if not np.isfinite(tensor).all():
            raise ModelFileError(f"{path}: tensor {name} holds NaN or infinite values")
    return Model(description, assemble(tensors))


def check_model(path: Path | str) -> tuple[ModelDescription, TensorShapes]:
    """All that `load_model` checks but the numbers themselves, in a millisecond.

    Raises:
        ModelFileError: as `load_model` does.
    """
    path = Path(path)
    with _open(path) as file:
        description, expected, _ = _checked(path, file)
    return description, expected


Assemble = Callable[[dict[str, AnyArray]], Classifier]


def _checked(path: Path, file: Any) -> tuple[ModelDescription, TensorShapes, Assemble]:
    """What the file says, which tensors must be and are there, and what makes a model of them."""
    description = _description(path, file)
    try:
        expected, assemble = _plan(description)
    except (ParameterError, TypeError, ValueError, AttributeError) as error:
        raise ModelFileError(f"{path}: {error}") from error
    _check_shapes(path, file, expected)
    return description, expected, assemble


def _plan(description: ModelDescription) -> tuple[TensorShapes, Assemble]:
    """The tensors that a model of this description has, and what makes a classifier of them."""
    classes = np.array(description.classes)
    if description.architecture in MACHINES:
        machine = MACHINES[description.architecture].classifier(description.parameters)

        def load(tensors: dict[str, AnyArray]) -> Classifier:
            return machine.load_tensors(tensors, classes, description.temperature)

        return machine.tensor_shapes(len(classes)), load
    network = architecture(description.architecture).plan(
        description.parameters, classes=description.outputs
    )

    def wrap(tensors: dict[str, AnyArray]) -> Classifier:
        network.initialize(np.random.default_rng(0)).load_tensors(tensors)
        return NetworkClassifier.from_network(
            description.architecture,
            description.parameters,
            network,
            classes=classes,
            temperature=description.temperature,
        )

    return {name: (np.float32, shape) for name, shape in network.tensor_shapes().items()}, wrap


def _open(path: Path) -> Any:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ModelFileError(f"{path}: {size:,} bytes are more than the {MAX_BYTES:,} allowed")
        return safe_open(path, framework="numpy")
    except FileNotFoundError as error:
        raise ModelFileError(f"{path}: there is no such model file") from error
    except (SafetensorError, OSError) as error:
        raise ModelFileError(f"{path}: not a readable safetensors file ({error})") from error


def _description(path: Path, file: Any) -> ModelDescription:
    text = (file.metadata() or {}).get("digitpad")
    if text is None:
        raise ModelFileError(f"{path}: a safetensors file, but its header has no digitpad entry")
    try:
        header = json.loads(text)
        version = header.pop("format_version")
        if version > FORMAT_VERSION:
            raise ModelFileError(
                f"{path}: format version {version} is newer than the {FORMAT_VERSION} that this "
                f"digitpad reads; a newer digitpad is needed"
            )
        header["classes"] = tuple(header["classes"])
        description = ModelDescription(**header)
        _check_kinds(description)
        if not (np.isfinite(description.temperature) and description.temperature > 0):
            raise ValueError(f"temperature is {description.temperature}")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelFileError(f"{path}: its digitpad header is not valid ({error})") from error
    return description


def _check_kinds(description: ModelDescription) -> None:
    """A header can hold anything; whoever shows it must find texts and numbers in their places."""
    kinds = {"name": str, "architecture": str, "notes": str, "preprocessing": int}
    kinds |= dict.fromkeys(("parameters", "training", "measured", "calibration"), dict)
    for name, kind in kinds.items():
        if not isinstance(getattr(description, name), kind):
            raise TypeError(f"{name} is no {kind.__name__}")
    for name, value in description.measured.items():
        if not isinstance(value, int | float):
            raise TypeError(f"{name} is no number")


_TYPES: dict[type, str] = {np.float32: "F32", np.uint8: "U8"}
"""safetensors' names for the types of numbers that models hold."""


def _check_shapes(path: Path, file: Any, expected: TensorShapes) -> None:
    found = set(file.keys())
    if missing := sorted(set(expected) - found):
        raise ModelFileError(f"{path}: tensor {missing[0]} is missing")
    if surplus := sorted(found - set(expected)):
        raise ModelFileError(f"{path}: tensor {surplus[0]} does not belong to the architecture")
    for name, (number, shape) in expected.items():
        part = file.get_slice(name)
        if part.get_dtype() != _TYPES[number] or tuple(part.get_shape()) != shape:
            raise ModelFileError(
                f"{path}: tensor {name} is {part.get_dtype()} {tuple(part.get_shape())}, "
                f"expected {_TYPES[number]} {shape}"
            )
