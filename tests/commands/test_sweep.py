import json
import shlex

import pytest

from digitpad.cli import main, parser
from digitpad.commands import sweep

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
