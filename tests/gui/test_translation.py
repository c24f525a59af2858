import ast
import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from digitpad.gui.translation import SIMPLIFIED_CHINESE
from digitpad.paths import resource
from tests.gui.drawing import draw_seven, settle

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ALIKE_EVERYWHERE = {"English", "简体中文", "", *(f"&{digit}" for digit in range(10))}


def messages():
    file = resource("translations", "digitpad_zh_CN.ts")
    root = ElementTree.parse(file).getroot()  # noqa: S314 - a file of our own
    for context in root.iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message


@pytest.fixture
def chinese(window):
    window.actions_.languages[SIMPLIFIED_CHINESE].trigger()
    return window


def test_every_text_is_translated():
    unfinished = [
        message.findtext("source")
        for _, message in messages()
        if message.find("translation").get("type") or not message.findtext("translation")
    ]
    assert unfinished == []


def code():
    """The window's modules with their syntax trees."""
    for file in sorted(resource("..", "digitpad", "gui").rglob("*.py")):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def calls(tree):
    """Every call for a translation, with its name; definitions of such functions are no calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"tr", "translate", "QT_TRANSLATE_NOOP"} and node.args:
                yield name, node


def contexts(tree):
    """For each call of `tr` the class in which it stands."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for name, call in calls(owner):
                if name == "tr":
                    yield call, owner.name


def test_every_text_of_the_code_is_in_the_translation():
    known = {(context, message.findtext("source")) for context, message in messages()}
    written = set()
    for _, tree in code():
        written |= {(owner, literal(call.args[0])) for call, owner in contexts(tree)}
        written |= {
            (literal(call.args[0]), literal(call.args[1]))
            for name, call in calls(tree)
            if name != "tr"
        }
    # Texts that were made elsewhere are marked there.
    written = {(context, text) for context, text in written if text is not None}
    assert written == known


def test_no_text_is_hidden_in_an_f_string_where_lupdate_does_not_look():
    hidden = [
        f"{file}, line {node.lineno}"
        for file, tree in code()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and list(calls(node))
    ]
    assert hidden == []


def passing_on(tree):
    """Names of functions that hand a text they are given to `translate`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            given = {one.arg for one in node.args.args}
            for _, call in calls(node):
                if getattr(call.args[-1], "id", None) in given:
                    yield node.name


def test_no_text_is_hidden_behind_a_function_that_lupdate_does_not_know():
    helpers = {name for _, tree in code() for name in passing_on(tree)}
    assert helpers == {"translated"}
    hidden = [
        f"{file}, line {node.lineno}"
        for file, tree in code()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in helpers
        and any(literal(argument) is not None for argument in node.args)
    ]
    assert hidden == []


def test_placeholders_survive_translation():
    for _, message in messages():
        names = re.compile(r"{\w*}")
        source, translation = message.findtext("source"), message.findtext("translation")
        assert sorted(names.findall(source)) == sorted(names.findall(translation))


def test_the_compiled_translation_is_up_to_date(surroundings):
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    for context, message in messages():
        source, translation = message.findtext("source"), message.findtext("translation")
        assert QCoreApplication.translate(context, source) == translation


def test_switching_the_language_reaches_every_text_in_the_window(chinese, qtbot):
    draw_seven(chinese.canvas)
    settle(chinese, qtbot)
    texts = [chinese.answer.caption(), chinese.answer.accessibleName(), chinese.canvas._hint]
    texts += [chinese.canvas.accessibleName(), chinese.picture.toolTip()]
    texts += [row.accessibleName() for row in chinese.bars.rows]
    texts += [label.text() for label in chinese.findChildren(QLabel)]
    texts += [button.text() for button in chinese.findChildren(QToolButton)]
    for menu in chinese.findChildren(QMenu):
        texts += [menu.title(), *(action.text() for action in menu.actions())]
    left = [text for text in texts if text not in ALIKE_EVERYWHERE and not CHINESE.search(text)]
    assert left == []


def test_the_way_back_to_english_is_complete(chinese, qtbot):
    qtbot.waitUntil(lambda: chinese.actions_.help_menu.title() == "帮助(&H)")
    chinese.actions_.languages["en"].trigger()
    qtbot.waitUntil(lambda: chinese.actions_.help_menu.title() == "&Help")
    assert chinese.answer.caption() == "No answer yet"
    assert chinese.actions_.edit_menu.title() == "&Edit"
    assert chinese.bars.rows[0].accessibleName() == "Probability of 0"


def test_buttons_show_no_mnemonics(chinese, qtbot):
    qtbot.waitUntil(lambda: chinese.actions_.help_menu.title() == "帮助(&H)")
    texts = {button.text() for button in chinese.findChildren(QToolButton)} - {""}
    assert texts == {"撤销", "重做", "笔", "橡皮", "清空", "训练…"}
