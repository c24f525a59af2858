"""`digitpad bench` from the outside: its outputs, with turns of almost no time."""

import json
from dataclasses import replace

import pytest

from digitpad.benchmarks import (
    feature_speed,
    machine,
    measuring,
    model_table,
    rivals,
    svm_speed,
)
from digitpad.benchmarks.measuring import Effort
from digitpad.cli import bench
from digitpad.cli.main import main
from digitpad.data.example_ink import load_examples
from digitpad.ink.files import write_ink_set
from digitpad.library.catalog import find_model
from digitpad.library.model_file import read_description
from digitpad.training.record import TrainingRecord
from tests.data.few_digits import few_digits


@pytest.fixture(autouse=True)
def no_time(monkeypatch):
    monkeypatch.setattr(bench, "QUICK", (1, 0.001))
    monkeypatch.setattr(machine, "SIDE", 64)
    # Other tests run beside these.
    monkeypatch.setattr(measuring, "_elsewhere", lambda: 0.0)
    monkeypatch.setattr(feature_speed, "DIGITS", 300)
    monkeypatch.setattr(model_table, "REMEMBERED", 300)


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


@pytest.mark.parametrize("model", ["svm-hog", "softmax"])
def test_recognition_of_a_machine_is_measured_without_onnx(capsys, model):
    arguments = ["bench", "--quick", "--only", "recognition", "--network", model, "--json"]
    assert main(arguments) == 0
    report = json.loads(capsys.readouterr().out)
    rows = report["latency"]["rows"]
    assert [row["way"] for row in rows] == ["digitpad, from ink", "digitpad, from 28 x 28"]
    assert all(row["to ONNX Runtime"] is None for row in rows)
    assert report["recognition"]["rows"][0]["10,000"] > 0


def test_subjects_of_networks_leave_machines_out(capsys):
    arguments = ["bench", "--quick", "--only", "training", "--network", "svm-hog", "--json"]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["training"]["rows"] == []


def test_features_give_the_numbers_of_scikit_image(capsys):
    pytest.importorskip("skimage")
    assert main(["bench", "--quick", "--only", "features", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["features"]["rows"]
    by_name = {row["feature"]: row for row in rows}
    assert by_name["hog"]["largest difference"] < 1e-4
    assert by_name["hog"]["times faster"] > 1
    assert by_name["smooth-hog"]["numbers a digit"] == 768
    assert by_name["waves"]["digitpad"] > 0


def test_machines_reach_the_accuracy_of_scikit_learn(monkeypatch, capsys):
    pytest.importorskip("sklearn")
    monkeypatch.setattr(svm_speed, "QUICK", svm_speed.Size(1_500, 1_500, 400))
    monkeypatch.setattr(svm_speed, "ASKED", 1_000)
    assert main(["bench", "--quick", "--only", "machines", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["machines"]["rows"]
    for name, least in (("linear", 0.7), ("RBF", 0.93)):
        own, rival = (row for row in rows if row["machine"] == name)
        assert own["by"] == "digitpad"
        assert own["accuracy"] > max(least, rival["accuracy"] - 0.01)
        assert own["seconds"] > 0
        assert own["times faster"] > 0


def bench_models(capsys, *options):
    arguments = ["bench", "--only", "models", "--network", "softmax", "mlp", "--json", *options]
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)["models"]["rows"]


def test_the_table_of_models_ends_with_one_that_only_remembers(capsys, tmp_path):
    items = [item for item in load_examples() if item.label is not None]
    write_ink_set(tmp_path / "hands.json", items)
    mlp, softmax, neighbours = bench_models(
        capsys, "--quick", "--ink", str(tmp_path / "hands.json")
    )
    for row in (mlp, softmax):
        description = read_description(find_model(row["model"]))
        assert row["MNIST"] == pytest.approx(description.measured["mnist_test_accuracy"])
        assert row["kB"] == find_model(row["model"]).stat().st_size / 1000
        assert row["by"] == "estimated"
        assert row["seconds to train"] > 1
        assert 0 < row["ms a digit"] < 1000
    assert neighbours["model"] == "3 nearest of 300 digits"
    assert 0.5 < neighbours["MNIST"] < softmax["MNIST"]
    assert neighbours["kB"] == pytest.approx(300 * 784 / 1000)
    assert mlp["real hands"] > neighbours["real hands"] > 0.3


def test_without_ink_there_is_no_column_for_real_hands(capsys):
    assert all("real hands" not in row for row in bench_models(capsys, "--quick"))


def test_ink_without_digits_is_refused(capsys, tmp_path):
    write_ink_set(tmp_path / "letters.json", [replace(load_examples()[0], label="A")])
    arguments = ["bench", "--quick", "--only", "models", "--ink", str(tmp_path / "letters.json")]
    assert main(arguments) == 2
    assert "no drawing is labelled with a digit" in capsys.readouterr().err


def test_machines_are_trained_anew_to_time_them(monkeypatch, capsys):
    monkeypatch.setattr(bench, "FULL", (1, 0.001))
    learned = []

    def load_few(plan):
        learned.append(plan.model)
        return few_digits(500)

    monkeypatch.setattr(model_table, "load_digits", load_few)
    mlp, softmax, _ = bench_models(capsys)
    assert learned == ["softmax"]
    assert (mlp["by"], softmax["by"]) == ("estimated", "measured")


def test_what_the_record_tells_is_not_measured(monkeypatch):
    monkeypatch.setattr(model_table, "measure_speed", None)
    description = read_description(find_model("mlp"))
    told = description.changed(training=description.training.changed(seconds=96.5))
    assert model_table.training_time(told, Effort(1, 0.001, 1)) == (96.5, "record")
    unknown = description.changed(training=TrainingRecord())
    assert model_table.training_time(unknown, Effort(1, 0.001, 1)) == (None, None)


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


def test_outside_of_a_checkout_one_line_says_that_comparisons_need_one(
    monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr(rivals, "CHECKOUT", tmp_path)
    arguments = ["bench", "--quick", "--only", "training", "--network", "mlp", "--json"]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    (row,) = json.loads(out)["training"]["rows"]
    assert row["digitpad"] > 0
    assert not any("PyTorch" in name for name in row)
    assert sum("need a checkout" in line for line in err.splitlines()) == 1


def test_an_earlier_run_is_compared_with(capsys, tmp_path):
    arguments = ["bench", "--quick", "--only", "sgemm", "--json"]
    assert main(arguments) == 0
    earlier = tmp_path / "earlier.json"
    earlier.write_text(capsys.readouterr().out)
    assert main([*arguments, "--against", str(earlier)]) == 0
    report = json.loads(capsys.readouterr().out)
    rows = report["sgemm, against"]["rows"]
    assert [row["threads"] for row in rows] == [row["threads"] for row in report["sgemm"]["rows"]]
    assert all(row["GFLOP/s"] > 0 for row in rows)


@pytest.mark.parametrize("content", ["[]", "{}", '{"machine": {}, "x": {"name": 1, "rows": 2}}'])
def test_what_is_no_earlier_run_is_refused(capsys, tmp_path, content):
    (tmp_path / "other.json").write_text(content)
    arguments = ["bench", "--quick", "--only", "sgemm", "--against", str(tmp_path / "other.json")]
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert "other.json" in err
    assert "digitpad bench --json" in err
