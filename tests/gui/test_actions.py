"""The actions of the main window: shortcuts and places as each platform wants them."""

import sys

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from digitpad.gui.actions import Actions
from digitpad.gui.translation import SIMPLIFIED_CHINESE

Keys = QKeySequence.StandardKey
Role = QAction.MenuRole
TAKEN_ON_MACOS = {"Ctrl+M", "Ctrl+H", "Ctrl+Alt+H", "Ctrl+Space", "Ctrl+Tab", "Ctrl+`"}
"""As Qt writes them; its Ctrl is the Command key there."""


@pytest.fixture
def make(surroundings, qtbot):
    """Make the actions of a window, with the language and the platform of this moment."""

    def make():
        window = QMainWindow()
        qtbot.addWidget(window)
        return Actions(window)

    return make


def all_of(actions):
    return [action for action in vars(actions).values() if isinstance(action, QAction)]


@pytest.mark.parametrize("chinese", [False, True])
def test_only_three_actions_move_to_the_menu_of_the_application_on_macos(
    make, surroundings, chinese
):
    if chinese:
        surroundings.translation.choose(SIMPLIFIED_CHINESE)
    actions = make()
    moved = {
        actions.about: Role.AboutRole,
        actions.preferences: Role.PreferencesRole,
        actions.quit: Role.QuitRole,
    }
    for action in all_of(actions):
        assert action.menuRole() == moved.get(action, Role.NoRole), action.text()


def test_the_keys_of_the_platform_are_bound(make):
    actions = make()
    standard = {
        "open": Keys.Open,
        "save": Keys.Save,
        "quit": Keys.Quit,
        "undo": Keys.Undo,
        "redo": Keys.Redo,
        "copy_drawing": Keys.Copy,
        "paste": Keys.Paste,
        "preferences": Keys.Preferences,
    }
    for name, key in standard.items():
        bound = getattr(actions, name).shortcuts()
        assert [one for one in QKeySequence.keyBindings(key) if one not in bound] == [], name


def test_no_shortcut_means_something_else_on_macos(make, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    actions = make()
    keys = {key.toString() for action in all_of(actions) for key in action.shortcuts()}
    assert keys & TAKEN_ON_MACOS == set()
    assert "Ctrl+Shift+M" in keys


def test_no_two_actions_have_the_same_shortcut(make):
    keys = [key.toString() for action in all_of(make()) for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_tool_tips_name_the_shortcut(make):
    actions = make()
    for action in (actions.undo, actions.clear, actions.pen, actions.train):
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert action.toolTip().endswith(f"({key})")
