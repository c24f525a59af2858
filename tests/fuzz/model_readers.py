"""Readers of models and of all that is kept about them."""

import contextlib
import io
import json
import math
from argparse import Namespace
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import numpy as np

from digitpad.cli.models_listing import run_list, run_show
from digitpad.common.errors import DigitpadError, ModelFileError
from digitpad.common.user_folders import SUFFIX, user_data, user_models
from digitpad.data.mnist import Dataset
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.network import NetworkClassifier
from digitpad.estimators.svm import SVM
from digitpad.evaluation.metrics import Evaluation, evaluate
from digitpad.ink.strokes import Ink, Stroke
from digitpad.inspection.result_cache import KeptResults
from digitpad.inspection.tensors import initial_weights
from digitpad.jobs.plan import plan_of
from digitpad.jobs.plan_problems import problems_of
from digitpad.library import catalog, listing, trash
from digitpad.library.model_file import Model, load_model, read_description, save_model
from digitpad.library.training_record import accuracies, epochs_of, plain_settings
from digitpad.nn.architectures import architecture
from digitpad.recognition.recognizer import Recognizer
from tests.fuzz.containers import json_or_bytes, safetensors_mutated
from tests.fuzz.harness import Reader
from tests.small_models import small_model

ONE = Ink((Stroke.of([(50, 20), (52, 120), (51, 220)]),), 12.0)
PICTURES = np.random.default_rng(5).random((12, 28, 28)).astype(np.float32)
LABELS = np.arange(12) % 3
DIGITS = Dataset(PICTURES, LABELS.astype(np.int64), "few", 3)

SETTINGS = {
    "epochs": 3,
    "batch_size": 16,
    "learning_rate": 0.1,
    "schedule": "one-cycle",
    "seed": 7,
    "optimizer": "sgd",
    "momentum": 0.9,
    "nesterov": True,
    "weight_decay": 0.0001,
    "label_smoothing": 0.0,
    "average_decay": 0.0,
    "validation": 0,
    "synthetic": 0,
    "non_digits": 0,
    "pen_digits": 0,
    "pen_letters": 0,
    "plain_epochs": 0,
    "threads": 2,
    "augmentation": {"rotation": 7.5, "scale": 0.08, "elastic": 0.5, "elastic_smoothness": 4.0},
}


@lru_cache
def model_files() -> list[bytes]:
    """A model of each kind, with a full record of its training where it has epochs."""
    record = {
        "command": "digitpad train --model mlp --epochs 3",
        "data": "MNIST train",
        "count": 2000,
        "digitpad": "0.1.0",
        "numpy": "2.4.6",
        "settings": SETTINGS,
        "choice": {"mnist": 2000, "samples": 1, "idx": ["a-images", "a-labels"], "folder": None},
        "chosen_epoch": 2,
        "history": [[1, 0.9, 0.7, 0.8, 0.75], [2, 0.5, 0.85, None, None]],
        "changes": [{"epoch": 2, "step": 0, "settings": {"learning_rate": 0.05}}],
        "stopped_at": [2, 5],
        "attribution": "by somebody",
    }
    tuned = {"adapted_from": "mlp", "own_samples": 4, "settings": {"seed": 1}, "start": "mlp"}
    models = [small_model(training=record, notes="mine"), small_model(training=tuned)]
    for name, parameters in (
        ("cnn-small", {"filters": 1, "hidden": 2}),
        ("cnn", {"filters": [2], "depth": 1, "hidden": 2, "dropout": 0.3}),
    ):
        network = architecture(name).network(parameters, classes=11)
        found = NetworkClassifier.from_network(name, parameters, network)
        models.append(Model(found.describe("mine"), found))
    for classifier in (
        SVM(features="smooth-hog", landmarks=5, components=3, deskew=True),
        SVM(kernel="linear", features="waves+fourier", components=2, deskew=True),
        SoftmaxRegression(steps=2),
    ):
        classifier.fit(PICTURES, LABELS)
        models.append(Model(classifier.describe("mine"), classifier))
    with TemporaryDirectory() as folder:
        path = Path(folder, f"seed{SUFFIX}")
        contents = []
        for model in models:
            save_model(path, model)
            contents.append(path.read_bytes())
    return contents


def use_model(data: bytes, home: Path) -> None:
    """Load it, recognize a digit with it, look at all it says, and save it again."""
    path = home / "given.safetensors"
    path.write_bytes(data)
    model = load_model(path)
    assert read_description(path) == model.description
    found = Recognizer(model).recognize(ONE)
    assert found is not None
    assert np.isfinite(found.probabilities).all()
    assert math.isfinite(found.non_digit)
    _look_at(model)
    again = home / "again.safetensors"
    save_model(again, model)
    assert load_model(again).description == model.description
    assert catalog.entry(catalog.import_model(path, "imported")).description is not None


def _look_at(model: Model) -> None:
    description = model.description
    epochs_of(description)
    accuracies(description)
    plain_settings(description)
    initial_weights(model)
    with contextlib.suppress(DigitpadError):
        problems_of(plan_of(description))


def use_library(data: bytes, home: Path) -> None:
    """List a library with this model in it, in the trash too; the other model stays usable."""
    user_models().mkdir(parents=True)
    (user_models() / "given.safetensors").write_bytes(data)
    (user_models() / "good.safetensors").write_bytes(_short_record())
    deleted = user_data() / "trash" / "20261129-100000-000000" / "gone.safetensors"
    deleted.parent.mkdir(parents=True)
    deleted.write_bytes(data)
    with _few_bundled(home):
        _printed()
        _printed(name="given")
        entries = map(json.loads, _printed(as_json=True).splitlines())
        problems = {entry["name"]: entry["problem"] for entry in entries}
        assert problems["good"] is None
        catalog.set_notes("good", "a note")
        assert len(trash.deleted_models()) == 1
        trash.empty()
        if problem := problems["given"]:
            raise ModelFileError("{problem}", problem=problem)
        Recognizer("given").recognize(ONE)


def _short_record() -> bytes:
    """A small model of which little is told, so that most of the time is for the damaged one."""
    return model_files()[1]


@contextlib.contextmanager
def _few_bundled(home: Path) -> Iterator[None]:
    """Two small models in the place of those that ship with digitpad, which take longer to read."""
    folder = home / "bundled"
    folder.mkdir()
    for name in ("mlp", "softmax"):
        (folder / f"{name}{SUFFIX}").write_bytes(_short_record())
    with (
        mock.patch.object(catalog, "bundled_models", return_value=folder),
        mock.patch.object(listing, "bundled_models", return_value=folder),
    ):
        yield


def _printed(*, name: str | None = None, as_json: bool = False) -> str:
    """What `digitpad models list` prints, or `show` where a name is given."""
    with contextlib.redirect_stdout(io.StringIO()) as output:
        arguments = Namespace(json=as_json, deleted=False, name=name)
        run_show(arguments) if name else run_list(arguments)
    output.getvalue().encode()
    return output.getvalue()


def choices_files() -> list[bytes]:
    """`library.json` of a library whose models have notes."""
    return [json.dumps({"default": "mlp", "notes": {"cnn": "good", "mlp": "small"}}).encode()]


def use_choices(data: bytes, home: Path) -> None:
    """List the library, choose another default and note something, which is kept."""
    (home / "library.json").write_bytes(data)
    with _few_bundled(home):
        _printed()
        assert catalog.find_model().is_file()
        catalog.set_notes("mlp", "noted")
        catalog.set_default("softmax")
        assert catalog.entry("mlp").notes == "noted"
        assert catalog.available_models()[0] == "softmax"


@lru_cache
def _examined() -> tuple[Model, Evaluation]:
    model = small_model()
    return model, evaluate(model.classifier, DIGITS)


@lru_cache
def result_files() -> list[bytes]:
    """The answers of a model to some digits."""
    model, found = _examined()
    results = KeptResults(model.classifier)
    results.keep_examination(found, DIGITS)
    (path,) = (user_data() / "inspection").iterdir()
    _name_of_result.append(path.name)
    return [path.read_bytes()]


_name_of_result: list[str] = []


def use_result(data: bytes, home: Path) -> None:
    """Look for the answers; a damaged file is set aside, and new ones are kept."""
    model, found = _examined()
    folder = home / "inspection"
    folder.mkdir()
    (folder / _name_of_result[0]).write_bytes(data)
    results = KeptResults(model.classifier)
    kept = results.examination(DIGITS)
    if kept is not None:
        kept.as_dict()
        return
    str(results.notice).encode()
    results.keep_examination(found, DIGITS)
    assert results.examination(DIGITS) is not None


READERS = (
    Reader("model", model_files, safetensors_mutated, use_model),
    Reader("library", model_files, safetensors_mutated, use_library),
    Reader("library.json", choices_files, json_or_bytes, use_choices),
    Reader("kept results", result_files, safetensors_mutated, use_result),
)
