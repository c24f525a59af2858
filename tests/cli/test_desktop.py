"""The entry in the desktop's menu: installed for this user, undone, and what it starts."""

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from digitpad.cli.main import main
from digitpad.common.user_folders import resource

on_linux = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="desktop entries are not for this platform"
)


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    folder = tmp_path / "share"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


def entry_in(folder):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(folder / "applications" / "digitpad.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def words_of(command):
    """The words that a desktop reads from the value of `Exec`."""
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', command.replace("\\\\", "\\"))
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in quoted]


@on_linux
def test_the_entry_speaks_both_languages_and_starts_this_digitpad(data_folder, capsys):
    assert main(["desktop", "--install"]) == 0
    assert str(data_folder / "applications" / "digitpad.desktop") in capsys.readouterr().out
    entry = entry_in(data_folder)
    for name in ("Name", "GenericName", "Comment", "Keywords"):
        assert entry[name]
        assert entry[f"{name}[zh_CN]"]
    *program, command = words_of(entry["Exec"])
    assert command == "window"
    done = subprocess.run(
        [*program, "--version"],
        env={**os.environ, "PYTHONPATH": str(resource("..").resolve())},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("digitpad ")


@on_linux
def test_every_icon_lies_in_the_folder_of_its_size(data_folder):
    main(["desktop", "--install"])
    icons = list((data_folder / "icons" / "hicolor").glob("*x*/apps/digitpad.png"))
    assert len(icons) >= 8
    for path in icons:
        with Image.open(path) as picture:
            assert "{}x{}".format(*picture.size) == path.parts[-3]
    drawn = data_folder / "icons" / "hicolor" / "scalable" / "apps" / "digitpad.svg"
    assert drawn.read_bytes() == resource("icons", "digitpad.svg").read_bytes()


@on_linux
def test_uninstalling_leaves_the_files_of_other_programs(data_folder, capsys):
    other = data_folder / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.touch()
    main(["desktop", "--install"])
    main(["desktop", "--install"])
    assert main(["desktop", "--uninstall"]) == 0
    assert "removed" in capsys.readouterr().out
    assert [path for path in data_folder.rglob("*") if path.is_file()] == [other]
    assert main(["desktop", "--uninstall"]) == 0
    assert "no entry" in capsys.readouterr().out


@on_linux
@pytest.mark.parametrize("folder", ["with space", "100%", 'a"b', "a$b`c", "back\\slash"])
def test_the_program_may_lie_in_any_folder(data_folder, monkeypatch, folder):
    monkeypatch.setattr(sys, "executable", f"/opt/{folder}/digitpad")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    main(["desktop", "--install"])
    assert words_of(entry_in(data_folder)["Exec"]) == [sys.executable, "window"]


@on_linux
def test_a_relative_data_folder_counts_as_none(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    main(["desktop", "--install"])
    assert "Exec" in entry_in(tmp_path / ".local" / "share")


@on_linux
def test_a_folder_that_cannot_be_written_is_named(data_folder, capsys):
    data_folder.touch()
    assert main(["desktop", "--install"]) == 2
    assert str(data_folder) in capsys.readouterr().err


@pytest.mark.parametrize(("platform", "name"), [("darwin", "macOS"), ("win32", "Windows")])
def test_where_there_are_no_desktop_entries_that_is_said(
    monkeypatch, capsys, data_folder, platform, name
):
    monkeypatch.setattr(sys, "platform", platform)
    for option in ("--install", "--uninstall"):
        assert main(["desktop", option]) == 2
        told = capsys.readouterr().err
        assert f"on {name}, make a shortcut to the program digitpad-window" in told
    assert not data_folder.exists()


def test_what_to_do_must_be_said(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["desktop"])
    assert "--install" in capsys.readouterr().err
