"""What the documents say is true: links lead somewhere, and every command and program runs."""

import argparse
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import yaml
from PIL import Image

import digitpad
from digitpad.cli.main import COMMANDS, parser
from digitpad.common.user_folders import resource
from tests.data.few_digits import few_digits
from tests.documents import DOCUMENTS, README, ROOT, fragments

DISPLAYS = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
SMALL_SWEEP = ["--mnist", "200", "--validation", "100", "--set", "epochs=1", "hidden=[8]"]
WITHOUT_INK = ["--synthetic", "0", "--non-digits", "0", "--pen-digits", "0", "--pen-letters", "0"]
SHORTER = {
    "train": ["--mnist", "200", "--validation", "50", "--epochs", "1", "--quiet", *WITHOUT_INK],
    "sweep": SMALL_SWEEP,
}
"""Options that let a command of this name end soon; they come last and win."""

INSTALLING = ("sh .ci/", "pip install", "python3 -m venv", ".venv/bin/")
"""Commands that need a network or the environment that they make; the packaging tests, this very
run of the tests and the checks of each commit are about them."""


def commands():
    """Every command of digitpad in a shell block, as words, once."""
    lines = [words for fragment in fragments("sh") for words in fragment.words if words]
    return list(dict.fromkeys(tuple(words) for words in lines if words[0] == "digitpad"))


def programs():
    """Every complete program in a Python block; what holds dots is an excerpt."""
    return [one for one in fragments("python") if "\n..." not in one.text]


@pytest.fixture
def folder(tmp_path):
    """The folder that the documents speak of, with a picture in it."""
    picture = np.kron(255 - few_digits(200, "test").images[0], np.ones((4, 4), np.uint8))
    Image.fromarray(picture).save(tmp_path / "seven.png")
    return tmp_path


@pytest.fixture
def environment(own_home):
    """Without a display, and with the user's folders below the one of the test."""
    others = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return {**others, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(own_home / "share")}


def run_command(words, folder, environment):
    shorter = SHORTER.get(words[1], []) if len(words) > 1 else []
    return subprocess.run(
        [sys.executable, "-m", *words, *shorter],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", [one for one in commands() if "--cluster" not in one], ids=" ".join
)
def test_every_command_of_digitpad_runs(words, folder, environment):
    if words[1:2] == ("desktop",) and sys.platform in {"darwin", "win32"}:
        pytest.skip("desktop entries are not for this platform")
    if "--jobs" in words:
        pytest.importorskip("joblib")
    done = run_command(words, folder, environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_other_command_is_one_that_installs_or_starts_a_cluster():
    lines = [line for one in fragments("sh") for line in one.text.splitlines() if line]
    others = [line for line in lines if not line.startswith("digitpad")]
    known = (*INSTALLING, "dask ", "ray start", "python -m pdoc")
    assert [line for line in others if not line.startswith(known)] == []
    modules = [re.search(r"-m (tests\.[\w.]+)", line) for line in others]
    for found in filter(None, modules):
        module = ROOT.joinpath(*found[1].split("."))
        assert module.with_suffix(".py").is_file() or (module / "__main__.py").is_file()
    assert {one.language for one in fragments()} <= {"sh", "python", "powershell"}


@pytest.mark.parametrize("program", programs(), ids=lambda one: one.document)
def test_every_program_runs(program, folder, environment):
    fast = program.text.replace("load_mnist()", "(a[:600] for a in load_mnist())")
    assert fast != program.text
    if "dask" in fast:
        pytest.importorskip("distributed")
        fast = fast.replace('Client("tcp://127.0.0.1:8786")', "Client(n_workers=2)")
        fast = f"if __name__ == '__main__':\n{re.sub('(?m)^', '    ', fast)}"
    if "ray" in fast.split():
        pytest.importorskip("ray")
        fast = fast.replace('address="auto"', "num_cpus=2, include_dashboard=False")
    path = folder / "program.py"
    path.write_text(fast, "utf-8")
    done = subprocess.run(
        [sys.executable, path],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_program_in_the_readme_is_short():
    (program,) = (one for one in programs() if one.document == README.name)
    assert len(program.text.splitlines()) <= 10


def test_excerpts_are_from_the_example_program():
    excerpts = [one for one in fragments("python") if one not in programs()]
    assert excerpts
    source = resource("examples", "train_by_hand.py").read_text("utf-8")
    lines = [line.strip() for line in source.splitlines()]
    for excerpt in excerpts:
        wanted = [line for line in excerpt.text.splitlines() if line != "..."]
        assert [line for line in lines if line in wanted] == wanted


def test_the_sweep_on_dask_runs_as_described(folder, environment):
    pytest.importorskip("distributed")
    lines = [line for one in fragments("sh") for line in one.text.splitlines()]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    servers = [line.replace("8786", port).split() for line in lines if line.startswith("dask ")]
    assert [words[1] for words in servers] == ["scheduler", "worker"]
    (sweep,) = (words for words in commands() if "--cluster" in words)
    dask = Path(sys.executable).parent / "dask"
    running = []
    try:
        for words in servers:
            command = [dask, *words[1:]]
            running.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
            wait_for_port(int(port))
        words = [word.replace("8786", port) for word in sweep]
        done = run_command(words, folder, environment)
        assert done.returncode == 0, done.stderr
        assert "2 of 2 trainings" in done.stdout
    finally:
        for process in reversed(running):
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for_port(port, seconds=60):
    """Wait until a server listens on this computer."""
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.2)
        else:
            return


def options_of(command):
    """The options and actions that a command knows, with those of its actions."""
    found = set()
    waiting = [command]
    while waiting:
        for action in waiting.pop()._actions:
            found |= set(action.option_strings)
            if isinstance(action, argparse._SubParsersAction):
                found |= set(action.choices)
                waiting += action.choices.values()
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_and_options_that_are_named_exist(path):
    (choices,) = (
        action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    for row in path.read_text("utf-8").splitlines():
        named = re.findall(r"`digitpad ([a-z]+)\b([^`]*)`", row)
        for name, rest in named:
            assert name in COMMANDS
            known = options_of(choices.choices[name])
            wanted = re.findall(r"--[a-z-]+", rest)
            if row.startswith(f"| `digitpad {name}"):
                wanted += re.findall(r"`(--[a-z-]+)", row)
            assert [option for option in wanted if option not in known] == []


def test_every_command_is_in_the_table_of_commands():
    table = (ROOT / "resources" / "docs" / "commands.md").read_text("utf-8")
    rows = re.findall(r"^\| `digitpad ?([a-z]*)", table, re.MULTILINE)
    assert {row or "window" for row in rows} == set(COMMANDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path):
    text = path.read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_document_can_be_reached_from_the_readme():
    reached, waiting = set(), [README]
    while waiting:
        path = waiting.pop().resolve()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
        waiting += [path.parent / target for target in targets]
    assert {path for path in DOCUMENTS if "TEMPLATE" not in path.name} <= reached


def test_the_readme_fits_two_screens():
    assert len(README.read_text("utf-8").splitlines()) <= 140


def test_the_table_of_the_readme_repeats_the_figures():
    rows = [
        re.findall(r"^\| `([\w-]+)`[^|]*\| ([\d.]+%) \| ([\d.]+%) \| ([\d,]+)", text, re.MULTILINE)
        for text in (
            README.read_text("utf-8"),
            (ROOT / "resources" / "docs" / "figures.md").read_text("utf-8"),
        )
    ]
    assert len(rows[0]) == 6
    assert rows[0] == rows[1]


@pytest.fixture(scope="module")
def workflow():
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    return yaml.safe_load(text)


def test_the_workflow_runs_the_test_commands_of_the_readme(workflow):
    readme = README.read_text("utf-8")
    (command,) = re.findall(r"<!-- test command -->\n```sh\n(.*)\n```", readme)
    windows = re.search(r"```powershell\n(.*?)```", readme, re.DOTALL)[1]
    steps = workflow["jobs"]["tests"]["steps"]
    by_system = {step["if"]: step["run"] for step in steps if "if" in step}
    assert by_system == {
        "runner.os != 'Windows'": command,
        "runner.os == 'Windows'": windows,
    }


def test_the_workflow_has_every_system_and_python_that_the_project_names(workflow):
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == re.findall(r"Python :: (3\.\d+)", project)
    assert {one.partition("-")[0] for one in matrix["system"]} == {"ubuntu", "macos", "windows"}


def test_every_commit_is_checked_by_the_tools_of_the_project():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    entries = [hook["entry"].split()[0] for repository in hooks for hook in repository["hooks"]]
    assert entries == ["ruff", "ruff", "mypy", "lint-imports"]


def test_issue_forms_ask_for_something():
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
    assert len(forms) >= 3
    for path in forms:
        form = yaml.safe_load(path.read_text("utf-8"))
        assert form["name"]
        assert form["description"]
        identifiers = [field["id"] for field in form["body"]]
        assert len(identifiers) == len(set(identifiers))
        assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_the_citation_is_of_this_version():
    citation = yaml.safe_load((ROOT / ".github" / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == digitpad.__version__
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)


def test_the_changelog_has_its_usual_form():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[[\d.]+\] - \d{4}-\d\d-\d\d", one) for one in versions[1:])
    kinds = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert kinds
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    points = re.findall(r"^- .*$", text, re.MULTILINE)
    assert len(points) == len(set(points))
