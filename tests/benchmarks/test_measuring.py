"""What the benchmarks count and how they take turns; not how fast anything is."""

import json
import subprocess
import sys
import time
from itertools import count

import numpy as np
import pytest

from digitpad.benchmarks import measuring, rivals
from digitpad.benchmarks.measuring import Table, markdown
from digitpad.benchmarks.training_speed import forward_operations, training_operations
from digitpad.nn.layers import Conv2D, Dense, Flatten, SpatialMajor
from digitpad.nn.network import Network


def test_contestants_take_turns_and_the_first_round_does_not_count():
    order = []
    turns = {name: lambda name=name: float(order.append(name) or len(order)) for name in "ab"}
    figures = measuring.interleaved(turns, 2)
    assert order == ["a", "b"] * 3
    assert figures == {"a": [3, 5], "b": [4, 6]}


def busy(monkeypatch, seconds):
    """Let other processes take these seconds, one number for each round."""
    clock = iter([0.0, *(x for total in np.cumsum(seconds) for x in (total, total))])
    monkeypatch.setattr(measuring, "_elsewhere", lambda: next(clock))


def test_a_round_that_others_disturbed_does_not_count(monkeypatch, capsys):
    busy(monkeypatch, [0.0, 5.0, 0.01, 5.0, 0.0])
    number = count()
    figures = measuring.interleaved({"a": lambda: next(number)}, 3)
    assert figures == {"a": [1, 3, 5]}
    assert capsys.readouterr().err == ""


def test_on_a_busy_machine_there_are_no_figures(monkeypatch, capsys):
    busy(monkeypatch, [5.0] * 20)
    number = count()
    figures = measuring.interleaved({"a": lambda: next(number), "b": lambda: 1.0}, 2)
    assert figures == {"a": [], "b": []}
    assert next(number) == 1 + measuring.TRIES * 2
    assert "busy" in capsys.readouterr().err
    assert np.isnan(measuring.ratio(figures["a"], figures["b"]))
    table = Table("x", "Speed", {"way": "", "ratio": ".2f"}, [{"way": "a", "ratio": np.nan}])
    assert table.texts() == (["way"], [["a"]])
    assert table.as_dict()["rows"] == [{"way": "a", "ratio": None}]


def test_the_time_of_other_processes_is_counted():
    pytest.importorskip("psutil")
    burn = "import time\nend = time.monotonic() + 1.0\nwhile time.monotonic() < end: pass"
    before = measuring._elsewhere()
    with subprocess.Popen([sys.executable, "-c", burn]) as other:
        time.sleep(0.8)
        elsewhere = measuring._elsewhere() - before
        other.wait()
    assert elsewhere > 0.2


def test_figures_are_divided_by_those_of_an_earlier_run():
    columns = {"network": "", "speed": ",.0f", "rival": ",.0f"}
    both = [{"network": "mlp", "speed": 30}, {"network": "cnn", "speed": 7}]
    table = Table("x", "Speed", columns, both)
    assert table.against(table.as_dict()).texts()[1] == [["mlp", "1.00"], ["cnn", "1.00"]]
    now = Table("x", "Speed", columns, [{"network": "mlp", "speed": 30, "rival": None}])
    then = Table(
        "x", "Speed", columns, [{"network": "cnn"}, {"network": "mlp", "speed": 20.0, "rival": 5}]
    )
    compared = now.against(json.loads(json.dumps(then.as_dict())))
    assert compared.texts() == (["network", "speed"], [["mlp", "1.50"]])


def test_a_ratio_is_the_median_over_the_rounds():
    assert measuring.ratio([2, 4, 100], [1, 2, 1]) == 2


def test_a_rate_counts_what_the_steps_did():
    steps = iter([10, 0, 20, 30, 40])
    rate = measuring.per_second(lambda: next(steps), 0)()
    assert rate > 10
    assert next(steps) == 0


def test_the_better_one_is_found_among_those_measured():
    figures = {"a": [1.0, 5.0, 1.0], "b": [2.0, 2.0, 2.0]}
    assert measuring.better(figures, "a", "b", "not measured") == "b"
    assert measuring.better(figures, "not measured") is None


def test_missing_packages_are_named_in_one_line():
    assert rivals.note_on_missing({"numpy": "NumPy"}) == ()
    (note,) = rivals.note_on_missing({"numpy": "NumPy", "no_such_package": "Some Rival"})
    assert "Some Rival" in note
    assert "NumPy" not in note


def test_operations_are_those_of_the_direct_computation():
    layers = [SpatialMajor(), Conv2D(2, 3), Flatten(), Dense(10)]
    network = Network(layers, (5, 6))
    # 3 x 4 pixels of 2 filters with 9 weights; 24 inputs of 10 units; times two each.
    assert forward_operations(network) == [0, 432, 0, 480]
    assert training_operations(network) == 3 * (432 + 480) - 432


def test_markdown_leaves_out_what_nobody_measured():
    rows = [{"network": "mlp", "speed": 1234.5, "rival": None}, {"network": "cnn"}]
    columns = {"network": "", "speed": ",.0f", "rival": ",.0f"}
    text = markdown([Table("x", "Speed", columns, rows, ["A note."])])
    lines = text.splitlines()
    assert lines[2:6] == [
        "| network | speed |",
        "| --- | ---: |",
        "| mlp | 1,234 |",
        "| cnn | - |",
    ]
    assert lines[-1] == "A note."


@pytest.mark.parametrize("engine", ["digitpad", "pytorch"])
def test_a_fresh_process_reports_accuracy_and_memory(engine):
    if engine == "pytorch":
        pytest.importorskip("torch")
    module = "digitpad.benchmarks.fresh_process"
    command = [sys.executable, "-m", module, engine, "mlp", "--steps", "30", "--goal", "0.5"]
    command += ["--threads", "1"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert result["reached"]
    assert result["epoch"] == 1
    assert 5e7 < result["peak_bytes"] < 4e9
