"""`digitpad lesson`: listed, gone through in both languages, and a teacher's own file."""

import sys

from digitpad.cli.main import main
from digitpad.lessons.lesson import NAMES


def test_all_lessons_are_listed_in_both_languages(capsys):
    assert main(["lesson"]) == 0
    english = capsys.readouterr().out
    assert all(name in english for name in NAMES)
    assert main(["lesson", "--language", "zh_CN"]) == 0
    assert "反向传播" in capsys.readouterr().out


def test_a_lesson_prints_text_code_and_results(capsys):
    assert main(["lesson", "backpropagation"]) == 0
    out = capsys.readouterr().out
    assert "1. Forward" in out
    assert "def softmax_cross_entropy" in out
    assert "> backpropagation digit=3 unit=5" in out
    assert "By the chain rule +0.0" in out


def test_one_step_can_be_chosen(capsys):
    assert main(["lesson", "convolution", "--step", "2"]) == 0
    out = capsys.readouterr().out
    assert "2. Pooling" in out
    assert "1. One value" not in out
    assert main(["lesson", "convolution", "--step", "9"]) == 2
    assert "has 5 steps" in capsys.readouterr().err


def test_a_result_that_is_not_as_expected_is_told_and_fails(tmp_path, capsys):
    path = tmp_path / "mine.md"
    path.write_text(
        "# Mine\n\n## Try\n\nDo: `train images=200`\n\nCheck: `accuracy > 0.999`\n\n## End\n",
        encoding="utf-8",
    )
    assert main(["lesson", str(path)]) == 1
    assert "Not as expected: accuracy > 0.999, found 0." in capsys.readouterr().out


def test_a_lesson_that_does_not_exist_is_one_line(capsys):
    assert main(["lesson", "artikel"]) == 2
    error = capsys.readouterr().err
    assert "there is no lesson 'artikel'" in error
    assert error.count("\n") == 1


def test_the_end_of_the_input_does_not_stop_a_lesson(monkeypatch, capsys):
    def end(_prompt):
        raise EOFError

    monkeypatch.setattr("builtins.input", end)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert main(["lesson", "backpropagation", "--step", "1"]) == 0
    assert "Weighted sum" in capsys.readouterr().out


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path, capsys):
    path = tmp_path / "mine.md"
    path.write_text("# Mine \x1b[31m\n\nred \x1b[31m\n\n## Try\n\nmore \x07\n", encoding="utf-8")
    assert main(["lesson", str(path)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_a_lesson_waits_after_a_text_and_before_an_experiment_but_not_at_its_end(
    tmp_path, monkeypatch, capsys
):
    prompts = []
    monkeypatch.setattr("builtins.input", prompts.append)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    path = tmp_path / "mine.md"
    path.write_text(
        "# Mine\n\n## Read\n\nA text.\n\n## Draw\n\nDo: `draw digit=2`\n\n"
        "Result: Read as {read_as}.\n\n## End\n\nThe end.\n",
        encoding="utf-8",
    )
    assert main(["lesson", str(path)]) == 0
    assert prompts == ["Press Enter to go on. ", "Press Enter to run it. "]
    out = capsys.readouterr().out
    assert "Here an example is read." in out
    assert "Read as 2." in out
