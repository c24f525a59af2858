"""Errors of the core are said in the language of the window."""

import ast
import re

import pytest

from digitpad.data.augment import Augmentation
from digitpad.errors import DivergedError, ParameterError
from digitpad.gui.error_templates import TEMPLATES
from digitpad.gui.error_words import in_words
from digitpad.gui.translation import ENGLISH, SIMPLIFIED_CHINESE
from digitpad.paths import resource
from digitpad.settings import TrainingSettings
from tests.gui.test_translation import CHINESE

TOLD_IN_THE_WINDOW = {
    *("checkpoint", "library", "machines", "model_comparison", "model_exports", "model_names"),
    *("onnx_export", "personal", "picture", "runs", "settings", "training", "training_changes"),
    *("training_plan", "training_process", "training_state", "trash", "gui", "data/exchange"),
    *("data/mnist", "data/samples_file"),
}
"""Parts of the program whose every error the window may have to tell."""

ON_THE_COMMAND_LINE = {"gui/demo.py"}
MESSENGERS = {"Problem", "RunFailed", "CheckpointFailed"}


@pytest.fixture
def chinese(surroundings):
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    yield
    surroundings.translation.choose(ENGLISH)


def without_names(template):
    return re.sub(r"{\w*}", "{}", template)


def template_of(node):
    """A text, or one with places, as `{}` for each place; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        pieces = [getattr(piece, "value", "") for piece in node.values]
        return "".join(piece if isinstance(piece, str) else "{}" for piece in pieces)
    return None


def modules():
    package = resource("..", "digitpad").resolve()
    for file in sorted(package.rglob("*.py")):
        place = file.relative_to(package).as_posix()
        if not place.startswith("gui/error_templates/"):
            yield place, ast.parse(file.read_text(encoding="utf-8"))


def told(tree):
    """Templates of what errors say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in MESSENGERS or (name.endswith("Error") and name[0].isupper()):
                yield from (template_of(argument) for argument in node.args)


def test_every_error_that_the_window_tells_has_its_template():
    known = {without_names(template) for template in TEMPLATES}
    missing = set()
    for place, tree in modules():
        parts = {place.removesuffix(".py"), *(place.rsplit("/", n)[0] for n in (1, 2))}
        if parts & TOLD_IN_THE_WINDOW and place not in ON_THE_COMMAND_LINE:
            missing |= {text for text in told(tree) if text and " " in text and text not in known}
    assert missing == set()


def test_every_template_is_said_somewhere():
    written = {template_of(node) for _, tree in modules() for node in ast.walk(tree)}
    names = [*TrainingSettings().to_dict(), *Augmentation.__dataclass_fields__]
    written |= {name.replace("_", " ") for name in names}
    assert [text for text in TEMPLATES if without_names(text) not in written] == []


def test_each_template_is_recognized_and_translated(chinese):
    for template in TEMPLATES:
        message = re.sub(r"{(\w+)}", r"<\1>", template)
        words = in_words(message)
        if re.search("[a-z]", re.sub(r"<\w+>", "", message)):
            assert CHINESE.search(words), template
        for name in re.findall(r"<\w+>", message):
            assert name in words, template


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("/a b/c.csv: there is no such file or folder", "/a b/c.csv：没有这个文件或文件夹"),
        ("weight decay must be at least 0, not -1", "权重衰减至少为 0，而不是 -1"),
        (
            "/x: the samples are in use by another program; try again in a moment",
            "/x：样本正被其他程序使用；请稍后再试",
        ),
        (
            "/a.json: stroke 3: pressures must lie between 0 and 1",
            "/a.json：第 3 笔：压力必须在 0 到 1 之间",
        ),
        ("/a.csv: line 3: label 11, expected 0 to 9", "/a.csv：第 3 行：标签为 11，应为 0 到 9"),
        ("something that nobody foresaw: 7", "something that nobody foresaw: 7"),
        ("{braces}: there is no such file or folder", "{braces}：没有这个文件或文件夹"),
    ],
)
def test_messages_within_messages_are_translated_too(chinese, message, expected):
    assert in_words(ParameterError(message)) == expected


def test_a_divergence_is_told_with_what_helps(chinese):
    words = in_words(DivergedError("nothing is chosen to learn from", "code 7"))
    assert words == "没有选择任何学习内容。代码 7"


@pytest.mark.parametrize("text", ["a. b: c", "x: y. " * 200, "{path}: (" * 100, "", "." * 5000])
def test_what_nobody_foresaw_is_told_as_it_is_and_at_once(chinese, text):
    assert in_words(text) == text


def test_in_english_nothing_changes(surroundings):
    for message in ("there is no model 'x'; there are: cnn", "a: b", "weight decay"):
        assert in_words(message) == message
