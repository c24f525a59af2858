"""The wheel: everything that digitpad needs is inside, and it works from there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """A wheel built from this checkout, unpacked as pip would install it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("digitpad-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_models_and_resources_are_in_the_wheel(unpacked):
    for folder in ("models", "resources"):
        expected = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        package = unpacked / "digitpad"
        inside = {path.relative_to(package) for path in package.rglob("*") if path.is_file()}
        assert expected <= inside


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
