"""The start of the command line: what is imported, how output and errors look."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from digitpad.cli import main as command_line
from digitpad.cli.main import COMMANDS, main, parser
from digitpad.cli.output import visible
from digitpad.common.errors import ParameterError

FULL = Path("/dev/full")


def run(*words, **environment):
    """`digitpad WORDS` in a process of its own, with its output as bytes."""
    return subprocess.run(
        [sys.executable, "-m", "digitpad", *words],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def imported(*words):
    """The modules that are loaded at the end of `digitpad WORDS`."""
    code = (
        "import sys\n"
        "from digitpad.cli.main import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def commands_in(modules):
    return {name for name in COMMANDS if f"digitpad.cli.{name}" in modules}


@pytest.fixture
def picture(tmp_path):
    """A picture of a vertical line, a one, under a Chinese name."""
    file = tmp_path / "日本.png"
    image = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(image).line((30, 10, 30, 50), fill=0, width=5)
    image.save(file)
    return file


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["nonsense"]])
def test_without_a_command_no_command_is_imported(words):
    modules = imported(*words)
    assert commands_in(modules) == set()
    assert not modules & {"numpy", "rich", "PIL", "safetensors", "platformdirs"}


def test_the_help_of_a_command_imports_only_that_one():
    assert commands_in(imported("weights", "--help")) == {"weights"}


def test_the_list_of_commands_repeats_what_each_command_says_of_itself():
    shown = parser().format_help()
    assert shown == parser(()).format_help()
    for name in COMMANDS:
        assert name in shown


def test_the_program_without_a_console_opens_the_window_and_may_print():
    code = (
        "import sys\n"
        "import digitpad.cli.window as window\n"
        "from digitpad.__main__ import start_window\n"
        "def run(arguments):\n"
        "    print('nobody reads this')\n"
        "    return 3\n"
        "window.run = run\n"
        "sys.stdout = sys.stderr = None\n"
        "sys.exit(start_window())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")


def test_the_first_word_decides_which_command_is_called(capsys):
    assert main(["recognize", "train"]) == 2
    assert "train: there is no such file or folder" in capsys.readouterr().err


def test_an_unknown_command_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["nonsense", "train"])
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert "nonsense" in error
    assert all(name in error for name in COMMANDS)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "utf-8"])
def test_file_names_that_the_output_cannot_show_do_not_end_the_command(picture, encoding):
    done = run("recognize", str(picture), PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    name = "日本.png".encode(encoding, "backslashreplace")
    assert name + b": 1 " in done.stdout
    assert done.stderr == b""


def test_errors_are_shown_in_any_encoding():
    done = run("recognize", "日本.png", PYTHONIOENCODING="cp1252")
    assert done.returncode == 2
    line = "digitpad: \\u65e5\\u672c.png: there is no such file or folder"
    assert done.stderr.decode().splitlines() == [line]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_tables_are_shown_in_any_encoding(encoding):
    done = run("models", "list", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert b"cnn" in done.stdout
    done.stdout.decode(encoding)


def test_a_chosen_way_of_showing_what_the_encoding_lacks_stays(picture):
    done = run("recognize", str(picture), PYTHONIOENCODING="ascii:replace")
    assert b"??.png: 1 " in done.stdout


def test_json_is_the_same_in_any_encoding(picture):
    lines = {
        encoding: run("recognize", str(picture), "--json", PYTHONIOENCODING=encoding).stdout
        for encoding in ("ascii", "utf-8")
    }
    assert json.loads(lines["ascii"])["file"] == str(picture)
    assert lines["ascii"] == lines["utf-8"]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ParameterError("{name} is wrong", name="a\nb\x1b[1m"), r"a\nb\x1b[1m is wrong"),
        (
            OSError(errno.EACCES, "x", "/a/b"),
            "/a/b: permission is missing; choose another place, or change the permissions there",
        ),
        (OSError(errno.EXDEV, "Cross-device", "/a", None, "/b"), "/a, /b: Cross-device"),
        (OSError("no number"), "no number"),
        (MemoryError(), "there is not enough memory"),
    ],
)
def test_an_error_is_one_line_and_exit_code_2(error, line, monkeypatch, capsys):
    def fail(arguments):
        raise error

    monkeypatch.setattr(command_line, "_open_window", fail)
    assert main([]) == 2
    shown = capsys.readouterr()
    assert shown.err == f"digitpad: {line}\n"
    assert shown.out == ""


def test_ctrl_c_ends_the_command_quietly(monkeypatch, capsys):
    def interrupt(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "_open_window", interrupt)
    assert main([]) == 130
    assert capsys.readouterr().err == ""


def test_control_characters_become_visible_and_letters_stay():
    assert visible("日本 é a　b.png") == "日本 é a　b.png"
    assert visible("a\tb\r\u202e\udcff\x7f") == r"a\tb\r\u202e\udcff\x7f"


def test_control_characters_in_a_file_name_reach_no_terminal(tmp_path):
    name = f"{tmp_path}/\x1b[31mred\n.png"
    done = run("recognize", name, name)
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_one_line():
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "digitpad", "models", "list", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "digitpad: the disk is full; make room and try again\n"


def test_output_that_is_closed_early_is_no_error():
    command = [sys.executable, "-m", "digitpad", "models", "list", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
