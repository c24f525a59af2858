"""The folder that PyInstaller builds: it works without Python, and its child processes do too.

Building takes minutes, so these tests run only where the extra `standalone` is installed.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("PyInstaller")

ROOT = Path(__file__).parents[1]
WITHOUT_INK = ["--synthetic", "0", "--non-digits", "0", "--pen-digits", "0", "--pen-letters", "0"]
PATIENCE_SECONDS = 300
SETTLING_SECONDS = 3
"""A window that has just appeared does not take keys yet."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder with the built program."""
    built = tmp_path_factory.mktemp("standalone")
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", str(built), "--workpath", str(built / "work")),
        str(ROOT / "resources" / "packaging" / "digitpad.spec"),
    ]
    subprocess.run(command, check=True, cwd=built)
    return built / "digitpad"


@pytest.fixture
def environment(own_home):
    """Nothing of the Python that runs the tests is within reach."""
    kept = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return {**found, "PATH": os.defpath, "HOME": str(own_home), "DIGITPAD_HOME": str(own_home)}


@pytest.fixture
def run(folder, environment, tmp_path):
    """Run a command of the built program; returns what it printed."""

    def run(*words):
        done = subprocess.run(
            [folder / "digitpad", *words],
            cwd=tmp_path,
            env={**environment, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_the_demo_draws_and_recognizes(run, tmp_path):
    assert "2 of 2 digits recognized correctly" in run("demo", "--digits", "27")
    with Image.open(tmp_path / "digitpad-demo.gif") as picture:
        assert picture.n_frames > 20


def test_the_command_line_trains(run, own_home):
    run("train", "--mnist", "600", "--epochs", "1", "--quiet", "--name", "mine", *WITHOUT_INK)
    assert (own_home / "models" / "mine.safetensors").is_file()
    assert "mine" in run("models", "list")


def test_the_digit_map_is_computed_in_a_process_of_its_own(run, tmp_path):
    run("inspect", "softmax", "--map", "--method", "t-sne", "--out", "map")
    with Image.open(tmp_path / "map" / "map.png") as picture:
        assert picture.width > 300
    assert (tmp_path / "map" / "map.svg").is_file()


@pytest.fixture
def display():
    """The name of an X display that exists for the test alone."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"]
    with subprocess.Popen(command, pass_fds=[writing]) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
        server.terminate()


@pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)
def test_the_window_trains_in_a_process_of_its_own(folder, environment, display, own_home):
    environment = {**environment, "DISPLAY": display}
    with subprocess.Popen([folder / "digitpad-window"], env=environment) as program:
        try:
            press(display, "digitpad", "ctrl+t")
            # The last model of the list needs no ink to be drawn first; then fewer MNIST digits.
            press(display, "Train Model", "End", "Tab", "Tab", "ctrl+a", *"6000", "alt+s")
            wait_for(lambda: list(own_home.glob("runs/*/model.safetensors")))
            press(display, "digitpad", "ctrl+q")
            assert program.wait(PATIENCE_SECONDS) == 0
        finally:
            program.kill()


def press(display, title, *keys):
    """Press keys, one after the other, in the window of this title, once it has settled."""
    environment = {**os.environ, "DISPLAY": display}

    def xdotool(*words):
        command = ["xdotool", *words]
        subprocess.run(command, env=environment, check=True, timeout=PATIENCE_SECONDS)

    search = ("search", "--sync", "--onlyvisible", "--name", f"^{title}")
    xdotool(*search, "windowfocus", "--sync")
    time.sleep(SETTLING_SECONDS)
    xdotool("key", "--clearmodifiers", "--delay", "500", *keys)


def wait_for(condition):
    """Wait until a condition is true."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.2)
