import json
import os
import shlex
import signal
import subprocess
import sys
import time

import pytest

from digitpad.cli import sweep
from digitpad.cli.main import main, parser
from digitpad.jobs import sweep as sweep_module
from digitpad.jobs.sweep import sweeps_folder, try_plan

QUICK = ["--mnist", "800", "--validation", "200", "--set", "epochs=1", "batch_size=20"]


def test_a_sweep_ends_in_a_table_and_the_line_that_trains_the_best(capsys):
    grid = ["--grid", "hidden=[8],[16]", "learning-rate=0.05,0.1"]
    assert main(["sweep", *QUICK, *grid]) == 0
    out = capsys.readouterr().out
    assert "4 of 4 trainings" in out
    assert "learning rate" in out
    command = out.strip().splitlines()[-1]
    assert command.startswith("digitpad train --model mlp")
    parsed = parser().parse_args(shlex.split(command)[1:])
    assert parsed.epochs == 1
    # The best is trained with the synthetic ink that belongs to it, unlike the trials.
    assert "synthetic" not in command
    assert "--mnist" not in command


def test_json_has_every_outcome_the_best_first(capsys):
    assert main(["sweep", *QUICK, "--grid", "learning_rate=0.00001,0.1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["train"] == 600
    assert found["validation"] == 200
    assert [one["changes"]["learning_rate"] for one in found["outcomes"]] == [0.1, 1e-5]
    assert found["plan"]["settings"]["epochs"] == 1


def test_random_draws_by_the_seed(capsys):
    def tried(seed):
        random = ["--range", "learning_rate=0.01:0.3", "--random", "3", "--seed", seed, "--json"]
        assert main(["sweep", *QUICK, *random]) == 0
        found = json.loads(capsys.readouterr().out)["outcomes"]
        return sorted(one["changes"]["learning_rate"] for one in found), found

    first, outcomes = tried("4")
    assert len(first) == 3
    assert all(0.01 <= rate <= 0.3 for rate in first)
    again, same_outcomes = tried("4")
    assert first == again
    assert [one["accuracies"] for one in outcomes] == [one["accuracies"] for one in same_outcomes]
    assert tried("5")[0] != first


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "nothing is varied"),
        (["--grid", "epochs"], "NAME="),
        (["--range", "epochs=1:3"], "draw some"),
        (["--range", "epochs=1", "--random", "2"], "LOW:HIGH"),
        (["--range", "epochs=3:1", "--random", "2"], "low to high"),
        (["--grid", "epochs=1", "--range", "epochs=1:3", "--random", "1"], "values and a range"),
        (["--grid", "epochs=1", "--random", "0"], "at least one"),
        (["--grid", "epochs=1", "--set", "nonsense=1"], "nonsense"),
        (["--model", "softmax", "--grid", "penalty=1", "--set", "epochs=1"], "epochs is none"),
        (["--grid", "epochs=1", "--validation", "800"], "held out"),
    ],
)
def test_what_cannot_be_swept_is_one_line(arguments, problem, capsys):
    assert main(["sweep", "--mnist", "800", *arguments]) == 2
    error = capsys.readouterr().err
    assert problem in error
    assert error.count("\n") == 1


def test_only_impossible_values_are_a_failure_and_told(capsys):
    assert main(["sweep", *QUICK, "--grid", "hidden=5,6"]) == 2
    assert "hidden is a list" in capsys.readouterr().out


def test_interrupting_tells_what_there_is_so_far(monkeypatch, capsys):
    real = sweep.run_sweep

    def interrupted(*arguments, **options):
        yield next(iter(real(*arguments, **options)))
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep, "run_sweep", interrupted)
    assert main(["sweep", *QUICK, "--grid", "hidden=[8],[16]"]) == 130
    assert "1 of 2 trainings" in capsys.readouterr().out


def test_an_interrupted_sweep_goes_on_with_the_trials_that_are_missing(monkeypatch, capsys):
    real, tried = sweep.run_sweep, []

    def interrupted(plan, trials, *arguments, **options):
        tried.append(list(trials))
        yield next(iter(real(plan, trials, *arguments, **options)))
        raise KeyboardInterrupt

    words = ["sweep", *QUICK, "--grid", "hidden=[8],[16],[4]", "learning_rate=0.1"]
    with monkeypatch.context() as patch:
        patch.setattr(sweep, "run_sweep", interrupted)
        assert main(words) == 130
        assert main(["sweep", "--resume"]) == 130
    told = capsys.readouterr()
    assert tried == [[1, 2, 3], [2, 3]]
    assert "2 of 3 trainings" in told.out
    (folder,) = sweeps_folder().iterdir()
    assert f"digitpad sweep --resume {folder.name}" in told.err
    with (folder / "outcomes.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"number": 3, "accu')
    assert main(["sweep", "--resume", folder.name, "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main([*words, "--json"]) == 0
    at_once = json.loads(capsys.readouterr().out)
    assert figures(whole) == figures(at_once)
    assert list(sweeps_folder().iterdir()) == []


def figures(found):
    return [(one["number"], one["changes"], one["accuracies"]) for one in found["outcomes"]]


def test_a_sweep_that_is_not_there_is_one_line(capsys):
    assert main(["sweep", "--resume", "nowhere"]) == 2
    error = capsys.readouterr().err
    assert "no such sweep" in error
    assert error.count("\n") == 1


def test_without_its_packages_a_sweep_names_the_extra(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "sklearn.model_selection", None)
    assert main(["sweep", *QUICK, "--grid", "hidden=[8]"]) == 2
    assert "digitpad[cluster]" in capsys.readouterr().err


def test_a_dead_process_loses_nothing_that_was_finished(monkeypatch, capsys):
    """A trial whose process is killed ends the sweep, with a table of the others."""
    pytest.importorskip("joblib")
    words = ["sweep", *QUICK, "--grid", "hidden=[8],[12],[16],[20]", "--jobs", "2"]
    with monkeypatch.context() as patch:
        patch.setattr(sweep_module, "try_plan", killed_at_the_third)
        assert main(words) == 2
    told = capsys.readouterr()
    assert "of 4 trainings" in told.out
    assert "ended unexpectedly" in told.err
    assert "--resume" in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert main(["sweep", "--resume", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["outcomes"]) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
@pytest.mark.parametrize(
    ("name", "jobs", "send"),
    [("SIGTERM", "1", os.kill), ("SIGHUP", "2", os.killpg), ("SIGINT", "2", os.killpg)],
)
def test_a_signal_ends_a_sweep_and_all_its_processes_and_keeps_what_is_finished(name, jobs, send):
    words = ["--mnist", "4000", "--validation", "500", "--set", "epochs=3", "--jobs", jobs]
    words += ["--grid", f"hidden={','.join(f'[{count}]' for count in range(32, 44))}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "digitpad", "sweep", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # as in a terminal, whose signals go to all its processes
    )
    while not list(sweeps_folder().glob("*/outcomes.jsonl")) and process.poll() is None:
        time.sleep(0.05)
    send(process.pid, signal.Signals[name])
    out, problem = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.Signals[name]
    assert "Traceback" not in problem
    (folder,) = sweeps_folder().iterdir()
    assert f"stopped; to go on: digitpad sweep --resume {folder.name}" in problem
    finished = (folder / "outcomes.jsonl").read_text("utf-8").count("\n")
    assert f"{finished} of 12 trainings" in out
    deadline = time.monotonic() + 10
    while has_processes(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not has_processes(process.pid)


def has_processes(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_full_disk_ends_a_sweep_with_a_table_and_the_line_that_continues_it(monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device", "outcomes.jsonl")

    monkeypatch.setattr(sweep_module, "append_line", full)
    assert main(["sweep", *QUICK, "--grid", "hidden=[8],[16]"]) == 2
    told = capsys.readouterr()
    assert "1 of 2 trainings" in told.out
    assert "outcomes.jsonl: the disk is full; make room and try again; to go on: " in told.err


def killed_at_the_third(number, *arguments, **options):
    if number == 3:
        time.sleep(3)  # the others finish first
        os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    return try_plan(number, *arguments, **options)


@pytest.mark.parametrize("where", [["--jobs", "2"], ["--cluster", "tcp://127.0.0.1:9"]])
def test_a_program_built_with_pyinstaller_says_that_it_starts_no_processes(
    where, monkeypatch, capsys
):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main(["sweep", *QUICK, "--grid", "hidden=[8]", *where]) == 2
    assert "pip install 'digitpad[cluster]'" in capsys.readouterr().err
    assert list(sweeps_folder().iterdir()) == []


@pytest.mark.parametrize("address", ["foo", "tcp://127.0.0.1:9"])
def test_an_address_without_a_scheduler_is_one_line(address, monkeypatch, capsys):
    pytest.importorskip("distributed")
    monkeypatch.setattr(sweep, "CONNECT_SECONDS", 1)
    assert main(["sweep", *QUICK, "--grid", "hidden=[8]", "--cluster", address]) == 2
    error = capsys.readouterr().err
    assert f"no Dask scheduler answers at {address}" in error
    assert error.count("\n") == 1
    assert list(sweeps_folder().iterdir()) == []
