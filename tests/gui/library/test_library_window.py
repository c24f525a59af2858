"""The library's window, used as a person would: by clicks, keys and drops."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from digitpad import library
from digitpad.gui.library.model_list import MNIST, NAME, REAL_HANDS, SIZE
from digitpad.gui.translation import LANGUAGES, SIMPLIFIED_CHINESE
from tests.gui.library.moves import LEFT, cell, click, click_row, names
from tests.small_models import damaged_model, kept_model


def test_all_models_are_listed_with_their_figures(opened):
    kept_model("mine", notes="on the train")
    window = opened()
    assert names(window) == library.available_models()
    measured = library.entry("cnn").description.measured["mnist_test_accuracy"]
    assert cell(window, "cnn", MNIST) == f"{measured:.2%}"
    assert cell(window, "mine", REAL_HANDS) == "80.00%"
    assert cell(window, "cnn", REAL_HANDS) == "–"
    assert cell(window, "svm-hog", SIZE) == "3.1 MB"
    assert not window.table.isColumnHidden(REAL_HANDS)


def test_a_column_in_which_nothing_is_known_is_not_shown(opened):
    kept_model("mine", measured={})
    window = opened()
    known = [entry for entry in library.entries() if "real_hands_accuracy" in _measured(entry)]
    assert window.table.isColumnHidden(REAL_HANDS) == (not known)


def _measured(entry):
    return entry.description.measured


def test_a_click_shows_everything_about_a_model(opened):
    kept_model("mine", notes="on the train")
    window = opened()
    click_row(window, "mine")
    details = window.details
    assert details.name.text() == "mine"
    assert details.notes.toPlainText() == "on the train"
    assert "91.00%" in details.figures.text()
    assert "80.00%" in details.figures.text()
    assert [one.epoch for one in details.curve.epochs] == [1, 2, 3]
    settings = details.settings.texts()
    assert settings["Seed"] == "7"
    assert settings["Learned from"] == "MNIST training digits"
    assert settings["Hidden layers"] == "8"
    assert details.command.text().startswith("digitpad train --model mlp")


def test_nothing_of_the_details_is_squeezed(opened, qtbot):
    window = opened()
    for name in ("mlp", "svm-hog", "cnn"):
        click_row(window, name)
        content, settings = window.details.widget(), window.details.settings
        qtbot.waitUntil(lambda content=content: _has_room(content), timeout=10_000)
        assert _has_room(settings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_details_fit_however_narrow_they_are_made(surroundings, opened, qtbot, language):
    surroundings.translation.choose(language)
    window = opened()
    click_row(window, "cnn")
    window.resize(window.minimumSizeHint().width(), window.height())
    table, details = window.table, window.details
    narrowest = details.minimumSizeHint().width()
    table.parentWidget().setSizes([table.width() + details.width() - 1, 1])
    qtbot.waitUntil(lambda: details.width() == narrowest, timeout=10_000)
    assert details.widget().minimumSizeHint().width() <= details.viewport().width()
    assert details.widget().width() == details.viewport().width()


def test_a_model_is_described_in_the_language_of_the_window(surroundings, opened, qtbot):
    window = opened()
    click_row(window, "cnn")
    assert window.details.about.text().startswith("A convolutional network")
    values = window.details.settings.texts().values()
    assert {"one cycle", "SGD", "MNIST training digits"} <= set(values)
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    qtbot.waitUntil(lambda: window.details.about.text().startswith("卷积网络"), timeout=10_000)
    values = window.details.settings.texts().values()
    assert {"单周期", "SGD", "MNIST 训练数字"} <= set(values)


def test_a_single_number_of_hidden_units_is_not_called_layers(opened):
    window = opened()
    click_row(window, "cnn")
    assert window.details.settings.texts()["Hidden units"] == "128"


def _has_room(widget):
    return widget.height() >= widget.minimumSizeHint().height()


def test_a_machine_learned_in_one_go_and_has_no_curve(opened):
    window = opened()
    click_row(window, "svm-hog")
    assert not window.details.curve.isVisible()
    assert "one go" in window.details.no_curve.text()
    assert window.details.settings.texts()["Landmarks"] == "3,000"


def test_a_damaged_model_is_shown_with_its_problem_and_can_only_be_renamed_or_deleted(opened):
    damaged_model("broken")
    window = opened()
    click_row(window, "broken")
    assert "not a readable" in window.details.problem.text()
    assert "broken.safetensors" in window.details.about.text()
    buttons = window.buttons
    usable = [buttons.rename, buttons.delete, buttons.imports]
    useless = [buttons.use, buttons.default, buttons.train, buttons.duplicate, buttons.export]
    assert all(button.isEnabled() for button in usable)
    assert not any(button.isEnabled() for button in [*useless, buttons.compare])


def test_bundled_models_can_be_used_but_not_changed(opened):
    window = opened()
    click_row(window, "mlp")
    assert not window.buttons.rename.isEnabled()
    assert not window.buttons.delete.isEnabled()
    assert "ships with digitpad" in window.buttons.delete.toolTip()
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert not window.errands.is_busy


def test_a_model_is_used_from_now_on(opened, qtbot):
    window = opened()
    click_row(window, "mlp")
    with qtbot.waitSignal(window.default_chosen) as chosen:
        click(window.buttons.use)
    assert chosen.args == ["mlp"]
    assert library.available_models()[0] == "cnn"


def test_a_default_is_kept_shown_first_and_used(opened, qtbot, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    with qtbot.waitSignals([window.default_chosen, window.models_changed], timeout=15_000):
        click(window.buttons.default)
    settled(window)
    assert library.find_model(None) == library.find_model("mine")
    assert names(window)[0] == "mine"
    assert window.entry.name == "mine"
    assert not window.buttons.default.isEnabled()


def test_a_training_like_this_is_asked_for_with_its_settings(opened, qtbot):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    with qtbot.waitSignal(window.train_again) as asked:
        click(window.buttons.train)
    plan = asked.args[0]
    assert plan.model == "mlp"
    assert plan.parameters["hidden"] == [8]
    assert (plan.settings.seed, plan.settings.epochs) == (7, 3)


def test_a_model_that_does_not_tell_how_it_was_trained_cannot_be_trained_again(opened, qtbot):
    kept_model("mine", training={})
    window = opened()
    click_row(window, "mine")
    with qtbot.assertNotEmitted(window.train_again):
        click(window.buttons.train)
    assert "does not tell" in window.bar.text.text()
    assert not window.details.command.isVisible()


def test_the_list_is_sorted_by_a_click_and_stays_so(opened, settled):
    kept_model("aaa", measured={})
    window = opened()
    header = window.table.horizontalHeader()

    def press(column):
        x = header.sectionViewportPosition(column) + 20
        QTest.mouseClick(header.viewport(), LEFT, pos=QPointF(x, 10).toPoint())

    click_row(window, "softmax")
    press(MNIST)
    assert names(window)[:2] == ["cnn", "svm-hog"]
    assert names(window)[-1] == "aaa"
    assert window.entry.name == "softmax"
    press(NAME)
    assert names(window)[0] == "aaa"
    window.duplicate()
    settled(window)
    assert names(window) == sorted(names(window))
    assert window.entry.name == "softmax-2"


def test_the_command_line_is_copied(opened):
    window = opened()
    click_row(window, "mlp")
    click(window.details.copy)
    assert QGuiApplication.clipboard().text() == window.details.command.text()


def test_the_window_is_reached_from_the_pad_and_its_choice_answers(window, qtbot, settled):
    kept_model("mine")
    window.actions_.library.trigger()
    room = window.rooms.library
    qtbot.waitUntil(lambda: "mine" in names(room), timeout=15_000)
    click_row(room, "mine")
    click(room.buttons.use)
    assert window.chooser.loaded == "mine"
    room.rename("mine", "better")
    qtbot.waitUntil(lambda: window.chooser.loaded == "better", timeout=15_000)
    settled(room)
    assert window.chooser.box.findText("mine") < 0
    click(room.buttons.duplicate)
    qtbot.waitUntil(lambda: window.chooser.box.findText("better-2") >= 0, timeout=15_000)
    settled(room)


def test_hovering_over_a_setting_explains_it(opened, qtbot):
    window = opened()
    click_row(window, "cnn")
    settings = window.details.settings
    qtbot.waitUntil(lambda: _has_room(settings), timeout=10_000)
    places = range(0, settings.height(), 4)
    found = [settings.setting_at(5, y) for y in places]
    found += [settings.setting_at(settings.width() - 40, y) for y in places]
    by_label = {one.label: one for one in found if one is not None}
    assert set(by_label) == set(settings.texts())
    assert by_label["Batch"].value == "128"
    assert "weights are moved" in by_label["Batch"].sentence
