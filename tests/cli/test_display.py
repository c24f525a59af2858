"""What happens where no window can be opened."""

import ctypes
import os
import re
import shutil
import socket
import subprocess
import sys

import pytest

from digitpad.cli import demo, display
from digitpad.cli.display import SYSTEM_PACKAGES, DisplayError, check_display
from digitpad.cli.main import main
from digitpad.common.errors import ParameterError
from digitpad.common.user_folders import resource

DISPLAYS = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")

pytestmark = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="there is always a display"
)


@pytest.fixture
def no_display(monkeypatch):
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)


def run_without_window(folder, **environment):
    """`digitpad` in a process of its own, in a folder for the pictures of the demo."""
    others = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return subprocess.run(
        [sys.executable, "-m", "digitpad"],
        cwd=folder,
        env={**others, "PYTHONPATH": str(resource("..").resolve()), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_display_that_does_not_answer_is_named_and_the_demo_shown(tmp_path):
    done = run_without_window(tmp_path, DISPLAY=":987")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == ["digitpad: the display :987 does not answer"]
    assert "digitpad demo" in done.stdout
    assert (tmp_path / "digitpad-demo.gif").stat().st_size > 0


def test_without_a_display_that_is_said_and_the_demo_shown(no_display, monkeypatch, capsys):
    monkeypatch.setattr(demo, "run", lambda arguments: 7)
    assert main([]) == 7
    shown = capsys.readouterr()
    assert "there is no display" in shown.err
    assert "digitpad demo" in shown.out


@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":987"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_DISPLAY": "wayland-987", "XDG_RUNTIME_DIR": "/nowhere"},
        {"WAYLAND_DISPLAY": "/nowhere/wayland-987"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"},
        {"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":987"},
    ],
)
def test_a_display_that_does_not_answer_is_an_error(no_display, monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(DisplayError, match=r"(987|nonsense) does not answer"):
        check_display()


@pytest.mark.parametrize("platform", ["offscreen", "xcb;offscreen", "vnc:size=800x600"])
def test_platforms_without_a_display_need_none(no_display, monkeypatch, platform):
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    check_display()


def test_a_wayland_display_that_answers_is_enough(no_display, monkeypatch, tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        monkeypatch.setenv("DISPLAY", ":987")
        monkeypatch.setattr(display, "_check_plugin", lambda pattern: None)
        check_display()


@pytest.fixture
def missing_cursor_library(no_display, monkeypatch):
    """A display that answers, but a library is missing that Qt's plugin needs."""
    load = ctypes.CDLL

    def without_cursors(name):
        if name.endswith("libqxcb.so"):
            raise OSError("libxcb-cursor.so.0: cannot open shared object file")
        return load(name)

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(display, "_x11_answers", lambda xcb: True)
    monkeypatch.setattr(ctypes, "CDLL", without_cursors)


def test_a_missing_library_is_named_with_what_installs_it(missing_cursor_library):
    with pytest.raises(DisplayError, match=r"libxcb-cursor\.so\.0.*sh \.ci/system-packages"):
        check_display()


def test_outside_a_checkout_the_packages_are_named(missing_cursor_library, monkeypatch, tmp_path):
    monkeypatch.setattr(display, "resource", tmp_path.joinpath)
    with pytest.raises(DisplayError, match=r"apt-get install .*libxcb-cursor0"):
        check_display()


def test_with_a_missing_library_the_demo_paints_off_screen(
    missing_cursor_library, monkeypatch, capsys
):
    def fail(out, **options):
        assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
        raise ParameterError("reached")

    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr("digitpad.gui.pad.demo.run_demo", fail)
    assert main([]) == 2
    assert "reached" in capsys.readouterr().err


def test_where_qt_itself_cannot_be_loaded_that_is_one_line(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert main([]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "Qt needs a library that is missing" in line


def test_the_packages_are_those_that_the_script_installs():
    script = resource("..", ".ci", "system-packages").read_text(encoding="utf-8")
    wanted = set(
        re.findall(r"\blib[\w.+-]+", script.partition("for package in")[2].partition("; do")[0])
    )
    assert wanted == set(SYSTEM_PACKAGES)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_a_display_that_answers_is_used(no_display, monkeypatch):
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "320x240x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        try:
            os.close(writing)
            monkeypatch.setenv("DISPLAY", f":{os.read(reading, 16).decode().strip()}")
            check_display()
        finally:
            server.terminate()
            os.close(reading)
