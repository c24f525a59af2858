"""Lessons: read from Markdown, the same in both languages, with code and experiments that exist."""

import ast
import re

import pytest

from digitpad.common.errors import LessonError
from digitpad.common.user_folders import resource
from digitpad.lessons.experiments import run_experiment
from digitpad.lessons.lesson import LANGUAGES, NAMES, load_lesson, read_lesson, source_of

GOOD = """# A title

A summary.

## First

Some *text*
in two lines.

Code: `digitpad.nn.layers.Dense.forward`

Do: `train hidden=[16] images=300`

Result: {accuracy:.1%} right, {parameters:,.0f} weights.

Check: `accuracy > 0.2`

## Second

Only text.
"""


def lesson_of(tmp_path, text):
    path = tmp_path / "mine.md"
    path.write_text(text, encoding="utf-8")
    return read_lesson(path)


def test_a_lesson_is_read_with_all_its_parts(tmp_path):
    lesson = lesson_of(tmp_path, GOOD)
    assert (lesson.name, lesson.title, lesson.summary) == ("mine", "A title", "A summary.")
    first, second = lesson.steps
    assert first.title == "First"
    assert first.text == "Some *text*\nin two lines."
    assert first.code == ("digitpad.nn.layers.Dense.forward",)
    assert (first.experiment, first.settings) == ("train", {"hidden": [16], "images": 300})
    figures = run_experiment(first.experiment, first.settings)
    assert first.check.is_passed(figures)
    assert first.result_text(figures).endswith("right, 12,730 weights.")
    assert (second.experiment, second.check, second.text) == ("", None, "Only text.")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# A title", "A title", "begins with one heading"),
        ("## Second", "# Second", "begins with one heading"),
        ("Dense.forward", "Dense.backwards", "no code 'digitpad.nn.layers.Dense.backwards'"),
        ("digitpad.nn.layers.Dense.forward", "os.system", "no code 'os.system'"),
        ("train hidden", "trian hidden", "no experiment 'trian'; there are train, "),
        ("hidden=[16]", "hiden=[16]", "train has no parameter 'hiden'"),
        ("hidden=[16]", "hidden=[1.5]", r"hidden is like \(128,\), not \[1.5\]"),
        ("images=300", "images=many", "images is like 10000, not 'many'"),
        ("images=300", "images='3", "No closing quotation"),
        ("{accuracy:.1%}", "{accuracy.__class__}", "a result holds figures such as"),
        ("{accuracy:.1%}", "{accuracy:99999999.1f}", "a result holds figures such as"),
        ("accuracy > 0.2", "accuracy is good", "a check is a figure, < or >, and a number"),
        ("accuracy > 0.2", "accuracy > 1.2.3", "a check is a figure, < or >, and a number"),
        ("Check:", "Check: `accuracy > 0`\nCheck:", "only one line Check:"),
    ],
)
def test_a_lesson_that_makes_no_sense_is_refused_where_it_is_wrong(tmp_path, old, new, problem):
    assert old in GOOD
    with pytest.raises(LessonError, match=problem) as refused:
        lesson_of(tmp_path, GOOD.replace(old, new, 1))
    assert "mine.md" in str(refused.value) or "no code" in str(refused.value)


def test_a_file_that_is_no_text_or_missing_is_refused(tmp_path):
    (tmp_path / "binary.md").write_bytes(b"# \xff\xfe\n## x")
    with pytest.raises(LessonError, match="binary"):
        read_lesson(tmp_path / "binary.md")
    with pytest.raises(LessonError, match="missing"):
        read_lesson(tmp_path / "missing.md")
    with pytest.raises(LessonError, match="first-network"):
        load_lesson("artikel")


@pytest.mark.parametrize("result", ["{nothing:.1%} right", "{name:.1%} right"])
def test_a_result_that_does_not_fit_the_figures_is_an_error_with_both(tmp_path, result):
    step = lesson_of(tmp_path, GOOD.replace("{accuracy:.1%}", result)).steps[0]
    with pytest.raises(LessonError, match="train returns accuracy, name, which do not fit"):
        step.result_text({"accuracy": 0.9, "name": "seven"})


def test_a_figure_that_the_experiment_does_not_return_is_not_as_expected(tmp_path):
    step = lesson_of(tmp_path, GOOD.replace("accuracy > 0.2", "acuracy > 0.2")).steps[0]
    assert not step.check.is_passed({"accuracy": 0.9})


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_steps_code_and_experiments(name):
    english, *others = (load_lesson(name, language) for language in LANGUAGES)
    for other in others:
        for one, two in zip(english.steps, other.steps, strict=True):
            assert (one.code, one.experiment, one.settings) == (
                two.code,
                two.experiment,
                two.settings,
            )
            assert one.check == two.check
            figures = [re.findall(r"\{.*?\}", step.result) for step in (one, two)]
            assert figures[0] == figures[1], one.title
            assert re.search(r"[\u4e00-\u9fff]", two.title + two.text)


def test_every_file_of_a_lesson_is_one_of_the_listed():
    for language in LANGUAGES:
        found = {path.stem for path in resource("lessons", language).glob("*.md")}
        assert found == set(NAMES)


def test_the_source_is_that_of_the_program():
    source = source_of("digitpad.nn.layers.Dense.forward")
    assert source.startswith("def forward(self, x: FloatArray")
    assert "np.matmul" in source


def test_a_source_is_shown_without_the_list_of_its_arguments():
    source = source_of("digitpad.lessons.training.train_step")
    assert source.count('"""') == 2
    assert "makes the loss of these images smaller." in source
    assert "Args:" not in source
    assert "Returns:" not in source
    assert source.endswith("return loss")
    for name in NAMES:
        for step in load_lesson(name).steps:
            for code in step.code:
                ast.parse(source_of(code))


def test_the_texts_of_a_lesson_are_shown_as_paragraphs():
    """A line break in a Chinese paragraph would be shown as a space."""
    for name in NAMES:
        lesson = load_lesson(name, "zh_CN")
        for text in (lesson.summary, *(step.text for step in lesson.steps)):
            without_code = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
            assert not re.search(r"[^\n]\n[^\n]", without_code.strip()), text
