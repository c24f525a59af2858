import ast
import re

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from digitpad.gui.translation import SIMPLIFIED_CHINESE
from tests.gui.drawing import draw_seven, settle
from tests.tools.translations import CHINESE as CHINESE_FILE
from tests.tools.translations import (
    FUNCTIONS,
    PACKAGE,
    calls,
    in_code,
    literal,
    modules,
    placeholders,
    read,
    template_calls,
    translated,
    write,
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ALIKE_EVERYWHERE = {"English", "简体中文", "", *(f"&{digit}" for digit in range(10))}


@pytest.fixture
def window(surroundings, chinese, qtbot):
    """In Chinese: a language acts from the next start on."""
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    return window


def test_every_text_of_the_code_has_a_translation():
    assert [text for text, translation in read(CHINESE_FILE).items() if not translation] == []
    assert set(read(CHINESE_FILE)) == set(in_code()), "run python -m tests.tools.translations"


def test_every_template_of_an_error_is_a_text_that_can_be_looked_up():
    hidden = [
        f"{file}, line {call.lineno}"
        for file, call in template_calls()
        if literal(call.args[0]) is None
        # A name of a setting, or the template of another error.
        and not isinstance(call.args[0], ast.Call | ast.Name | ast.Attribute)
    ]
    assert hidden == []


def test_no_text_is_hidden_in_an_f_string():
    hidden = [
        f"{file}, line {node.lineno}"
        for file, tree in modules(PACKAGE / "gui")
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and list(calls(node, FUNCTIONS))
    ]
    assert hidden == []


def passing_on(tree):
    """Names of functions that hand a text they are given to `translate`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            given = {one.arg for one in node.args.args}
            for call in calls(node, FUNCTIONS):
                if getattr(call.args[-1], "id", None) in given:
                    yield node.name


def test_no_text_is_hidden_behind_another_function():
    helpers = {name for _, tree in modules(PACKAGE / "gui") for name in passing_on(tree)}
    assert helpers == {"translated"}
    hidden = [
        f"{file}, line {node.lineno}"
        for file, tree in modules(PACKAGE / "gui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in helpers
        and any(literal(argument) is not None for argument in node.args)
    ]
    assert hidden == []


def test_placeholders_and_their_formats_survive_translation():
    changed = {
        source: translation
        for (_, source), translation in read(CHINESE_FILE).items()
        if placeholders(source) != placeholders(translation)
    }
    assert changed == {}


def test_a_text_with_other_placeholders_keeps_its_translation():
    known = {("errors", "{value}: {size} bytes of {most}"): "{value}：{most} 中的 {size} 字节"}
    text = "errors", "{path}: {size:,} bytes of {limit!r}"
    assert translated([text], known) == {text: "{path}：{limit!r} 中的 {size:,} 字节"}
    assert translated([("errors", "{path}: {size:,} bits")], known) == {
        ("errors", "{path}: {size:,} bits"): ""
    }


def test_a_translation_file_is_read_as_it_was_written(tmp_path):
    file = tmp_path / "digitpad_zh_CN.ts"
    texts = {("a", 'it\'s <b> & "c"'): "甲", ("b", "open"): ""}
    write(file, texts)
    assert read(file) == texts
    write(file, read(CHINESE_FILE), read(CHINESE_FILE))
    assert file.read_bytes() == CHINESE_FILE.read_bytes()


def test_the_compiled_translation_is_up_to_date(surroundings):
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    for (context, source), translation in read(CHINESE_FILE).items():
        assert QCoreApplication.translate(context, source) == translation


def test_every_text_in_the_window_is_translated(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    texts = [
        window.answer.caption(),
        window.answer.accessibleName(),
        window.canvas._hint,
    ]
    texts += [window.canvas.accessibleName(), window.picture.toolTip()]
    texts += [row.accessibleName() for row in window.bars.rows]
    texts += [label.text() for label in window.findChildren(QLabel)]
    texts += [button.text() for button in window.findChildren(QToolButton)]
    for menu in window.findChildren(QMenu):
        texts += [menu.title(), *(action.text() for action in menu.actions())]
    left = [text for text in texts if text not in ALIKE_EVERYWHERE and not CHINESE.search(text)]
    assert left == []


def test_buttons_show_no_mnemonics(window):
    texts = {button.text() for button in window.findChildren(QToolButton)} - {""}
    assert texts == {"撤销", "重做", "笔", "橡皮", "清空", "训练…"}
