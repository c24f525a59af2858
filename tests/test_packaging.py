"""The wheel and the sdist: everything that digitpad needs is inside, and it works from there."""

import importlib
import os
import re
import shlex
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from configparser import ConfigParser
from email import message_from_string
from pathlib import Path

import pytest
import trove_classifiers

ROOT = Path(__file__).parents[1]


def build(kind, source, folder):
    """The wheel or sdist of a checkout, built into a folder without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = folder.glob("digitpad-*")
    return built


def files_below(folder):
    """The paths of all files of a folder, relative to it, without compiled modules."""
    return {
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """The sdist of this checkout, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build("sdist", ROOT, folder)) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


@pytest.fixture(scope="module")
def unpacked(sdist, tmp_path_factory):
    """A wheel built from the sdist, unpacked as pip would install it."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(build("wheel", sdist, folder)) as archive:
        archive.extractall(folder / "site")  # noqa: S202 - just built from this checkout
    return folder / "site"


def described(file):
    """The metadata of a built package: the project's facts and, as its text, the README."""
    return message_from_string(file.read_text("utf-8"))


def test_the_sdist_holds_all_of_the_project(sdist):
    folders = (".ci", ".github", "digitpad", "models", "resources", "tests")
    for name in folders:
        assert files_below(ROOT / name) == files_below(sdist / name), name
    inside = {path.name for path in sdist.iterdir()}
    files = {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", ".pre-commit-config.yaml"}
    assert files | set(folders) <= inside


def test_what_the_commands_of_the_readme_name_is_in_the_sdist(sdist):
    blocks = re.findall(r"```sh\n(.*?)```", (sdist / "README.md").read_text("utf-8"), re.DOTALL)
    words = {word for block in blocks for word in shlex.split(block, comments=True)}
    # The environment that the commands make is no part of the project.
    made = (".venv", "build", "dist")
    named = {word for word in words if (ROOT / word).exists() and not word.startswith(made)}
    assert ".ci/system-packages" in named
    assert all((sdist / word).exists() for word in named)
    assert os.access(sdist / ".ci" / "system-packages", os.X_OK)


def test_the_readme_on_a_package_index_has_complete_addresses(sdist):
    metadata = described(sdist / "PKG-INFO")
    text = metadata.get_payload()
    source = dict(line.split(", ") for line in metadata.get_all("Project-URL"))["Source"]
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert targets
    assert all(target.startswith("https://") for target in targets)
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)
    assert len(pictures) >= 3
    for picture in pictures:
        assert (sdist / picture.removeprefix(f"{source}/raw/main/")).is_file(), picture


def test_the_classifiers_are_known_and_name_every_tested_python(sdist):
    classifiers = described(sdist / "PKG-INFO").get_all("Classifier")
    assert set(classifiers) <= trove_classifiers.classifiers
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {one.rpartition(" ")[2] for one in classifiers if ":: Python :: 3." in one}
    assert lowest["requires-python"].removeprefix(">=") in named


def test_every_program_starts_a_function_that_exists(unpacked):
    parser = ConfigParser()
    (entries,) = unpacked.glob("*.dist-info/entry_points.txt")
    parser.read(entries)
    assert set(parser["console_scripts"]) == {"digitpad"}
    assert set(parser["gui_scripts"]) == {"digitpad-window"}
    for section in parser.sections():
        for place in parser[section].values():
            module, _, function = place.partition(":")
            assert callable(getattr(importlib.import_module(module), function))


def test_models_and_resources_are_in_the_wheel(unpacked):
    for folder in ("models", "resources"):
        assert files_below(ROOT / folder) == files_below(unpacked / "digitpad" / folder)


def test_an_installed_digitpad_recognizes_its_own_example_ink(unpacked, tmp_path):
    code = (
        "import digitpad; from digitpad.data.example_ink import load_examples;"
        "from digitpad.recognition.recognizer import Recognizer; item = load_examples()[40];"
        "print(digitpad.__file__);"
        "print(Recognizer.load().recognize_ink(item.ink).digit == int(item.label))"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    place, right = done.stdout.split()
    assert Path(place).is_relative_to(unpacked)
    assert right == "True"
