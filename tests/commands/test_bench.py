"""`digitpad bench` from the outside: its outputs, with turns of almost no time."""

import json

import pytest

from digitpad.benchmarks import machine
from digitpad.cli import main
from digitpad.commands import bench


@pytest.fixture(autouse=True)
def no_time(monkeypatch):
    monkeypatch.setattr(bench, "QUICK", (1, 0.001))
    monkeypatch.setattr(machine, "SIDE", 64)


def test_json_holds_the_machine_and_every_figure(capsys):
    arguments = ["bench", "--quick", "--only", "training", "sgemm", "--network", "mlp", "--json"]
    assert main(arguments) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["machine"]["cores"] >= 1
    (row,) = report["training"]["rows"]
    assert row["network"] == "mlp"
    assert row["digitpad"] > 0
    assert row["of sgemm peak"] > 0
    (by_size,) = report["training by set size"]["rows"]
    assert by_size["60,000"] > 0
    assert report["sgemm"]["rows"]


def test_markdown_is_a_table(capsys):
    assert main(["bench", "--quick", "--only", "sgemm", "--threads", "1", "--markdown"]) == 0
    out = capsys.readouterr().out
    assert "| threads | GFLOP/s |" in out
    assert "\n| 1 | " in out


def test_recognition_is_measured_for_a_bundled_model(capsys):
    arguments = ["bench", "--quick", "--only", "recognition", "--network", "mlp"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "digitpad, from ink" in out
    assert "10,000" in out


def test_quick_leaves_the_race_out(monkeypatch, capsys):
    ran = []
    recorded = {name: lambda *_, name=name: ran.append(name) or [] for name in bench.SUBJECTS}
    monkeypatch.setattr(bench, "SUBJECTS", recorded)
    assert main(["bench", "--quick"]) == 0
    assert set(recorded) - set(ran) == {"race"}


def test_an_unknown_subject_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["bench", "--only", "weather"])
    assert "weather" in capsys.readouterr().err
