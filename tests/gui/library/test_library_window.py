"""The library window, used by clicks, keys and drops."""

import threading
import time

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolTip

from digitpad.common.errors import Cancelled
from digitpad.gui import theme
from digitpad.gui.library import library_window
from digitpad.gui.library.model_table import KIND, MNIST, NAME, REAL_HANDS, SIZE
from digitpad.gui.translation import LANGUAGES, SIMPLIFIED_CHINESE
from digitpad.library import catalog
from digitpad.library.model_file import read_description
from digitpad.library.training_record import accuracies
from tests.gui.choosing import wait_until_loaded
from tests.gui.library.interaction import LEFT, cell, click, click_row, names
from tests.small_models import damaged_model, kept_model


def test_all_models_are_listed_with_their_figures(opened):
    kept_model("mine", notes="on the train")
    window = opened()
    assert names(window) == catalog.available_models()
    measured = catalog.entry("cnn").description.measured["mnist_test_accuracy"]
    assert cell(window, "cnn", MNIST) == f"{measured:.2%}"
    assert cell(window, "mine", REAL_HANDS) == "80.00%"
    assert cell(window, "cnn", REAL_HANDS) == "–"
    assert cell(window, "svm-hog", SIZE) == "3.1 MB"
    assert not window.table.isColumnHidden(REAL_HANDS)


def test_a_column_without_values_is_hidden(opened):
    kept_model("mine", measured={})
    window = opened()
    known = [entry for entry in catalog.entries() if "real_hands_accuracy" in _measured(entry)]
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
    epochs, accuracies = details.curves["accuracy"].data("training")
    assert epochs.tolist() == [1, 2, 3]
    assert accuracies.tolist() == [0.7, 0.85, 0.9]
    assert details.curves["loss"].data("validation")[1][:2].tolist() == [0.8, 0.45]
    assert details.curves["loss"].marks == [2]
    settings = details.settings.values
    assert settings["Seed"] == "7"
    assert settings["Training data"] == "MNIST training digits"
    assert settings["Hidden layers"] == "8"
    assert details.command.text().startswith("digitpad train --model mlp")


@pytest.fixture(params=LANGUAGES)
def in_language(request, surroundings):
    surroundings.translation.choose(request.param)


@pytest.mark.parametrize("scale", [1, 2])
def test_nothing_is_cut_in_a_small_window(in_language, opened, qtbot, qapp, scale):
    font = qapp.font()
    qapp.setFont(theme.scaled(font, scale))
    try:
        kept_model("mine", notes="on the train")
        window = opened()
        click_row(window, "mine")
        window.resize(100, 100)
        assert window.width() >= window.centralWidget().minimumSizeHint().width()
        assert window.width() >= 500 * scale
        window.resize(820 if scale == 1 else 1366, 660)
        qtbot.waitUntil(lambda: window.width() == (820 if scale == 1 else 1366))
        for button in window.buttons.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
        content, view = window.details.widget(), window.details.viewport()
        qtbot.waitUntil(lambda: content.width() == view.width(), timeout=10_000)
        assert content.minimumSizeHint().width() <= view.width()
        table = window.table
        assert table.columnWidth(NAME) >= min(100 * scale, table.sizeHintForColumn(NAME))
        assert not table.isColumnHidden(MNIST)
        shown = [c for c in range(table.list.columnCount()) if not table.isColumnHidden(c)]
        assert sum(table.columnWidth(c) for c in shown) <= table.viewport().width()
        for column in shown[1:]:
            assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    finally:
        qapp.setFont(font)


def test_a_model_is_described_in_the_language_of_the_window(surroundings, opened):
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    window = opened()
    click_row(window, "cnn")
    assert window.details.about.text().startswith("卷积网络")
    values = window.details.settings.values.values()
    assert {"单周期", "SGD", "MNIST 训练数字 + 笔迹数据"} <= set(values)


def test_a_single_number_of_hidden_units_is_not_called_layers(opened):
    window = opened()
    click_row(window, "cnn")
    assert window.details.settings.values["Hidden units"] == "128"


def test_a_vector_machine_has_no_history_curve(opened):
    window = opened()
    click_row(window, "svm-hog")
    assert not window.details.tabs.isVisible()
    assert "without epochs" in window.details.no_curve.text()
    assert window.details.settings.values["Landmarks"] == "3,000"


def test_a_damaged_model_shows_its_error_and_can_only_be_renamed_or_deleted(opened):
    damaged_model("broken")
    window = opened()
    click_row(window, "broken")
    assert "not a readable" in window.details.problem.text()
    assert "broken.safetensors" in window.details.about.text()
    assert cell(window, "broken", KIND) == "damaged"
    found = [b.text() for b in window.buttons.findChildren(QPushButton) if b.isEnabled()]
    assert found == ["&Import…", "&Rename", "De&lete"]
    assert not window.details.measure.isVisible()


def test_bundled_models_can_be_used_but_not_changed(opened):
    window = opened()
    click_row(window, "mlp")
    assert not window.buttons.button("rename").isEnabled()
    assert not window.buttons.button("delete").isEnabled()
    assert "Bundled with digitpad" in window.details.about.text()
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert not window.work.is_busy


def test_a_model_is_used_from_now_on(opened, session):
    window = opened()
    click_row(window, "mlp")
    click(window.buttons.button("use"))
    wait_until_loaded(session)
    assert session.selected.name == "mlp"
    assert catalog.available_models()[0] == "cnn"


def test_a_double_click_uses_a_model(opened, session):
    window = opened()
    click_row(window, "mlp")
    at = window.table.visualRect(window.table.index_of("mlp")).center()
    QTest.mouseDClick(window.table.viewport(), LEFT, pos=at)
    wait_until_loaded(session)
    assert session.selected.name == "mlp"


def test_a_default_is_kept_shown_first_and_used(opened, session, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.buttons.button("default"))
    settled(window)
    assert catalog.find_model(None) == catalog.find_model("mine")
    assert names(window)[0] == session.names[0] == "mine"
    assert cell(window, "mine") == "mine (default)"
    assert session.selected.name == window.entry.name == "mine"
    assert not window.buttons.button("default").isEnabled()


def test_train_again_is_emitted_with_the_settings(opened, qtbot):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    with qtbot.waitSignal(window.train_again) as asked:
        click(window.buttons.button("train"))
    plan = asked.args[0]
    assert plan.model == "mlp"
    assert plan.parameters["hidden"] == [8]
    assert (plan.settings.seed, plan.settings.epochs) == (7, 3)


def test_a_model_without_training_record_cannot_be_trained_again(opened, qtbot):
    kept_model("mine", training={})
    window = opened()
    click_row(window, "mine")
    with qtbot.assertNotEmitted(window.train_again):
        click(window.buttons.button("train"))
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


def test_the_list_is_filtered_by_name_type_and_notes(opened):
    kept_model("mine", notes="On the train")
    window = opened()
    QTest.keyClicks(window.filter, "SVM")
    assert names(window) == ["svm-hog", "svm-fourier"]
    assert window.entry.name in names(window)
    window.filter.clear()
    QTest.keyClicks(window.filter, "on the")
    assert names(window) == ["mine"]
    assert window.details.name.text() == "mine"
    window.filter.clear()
    assert names(window) == catalog.available_models()


def test_a_filter_that_no_model_has_says_what_to_do(opened):
    window = opened()
    QTest.keyClicks(window.filter, "zebra")
    assert names(window) == []
    assert window.nothing_found.isVisible()
    assert "Clear the filter" in window.nothing_found.text()
    window.filter.clear()
    assert not window.nothing_found.isVisible()


def test_the_context_menu_has_the_actions_of_the_buttons(opened):
    window = opened()
    assert window.table.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    click_row(window, "mlp")
    shown = {action.text(): action.isEnabled() for action in window.table.actions()}
    found = window.buttons.findChildren(QPushButton)
    assert shown == {button.text(): button.isEnabled() for button in found}
    assert shown["&Rename"] is False


def test_the_library_opens_from_the_pad_and_its_selection_is_used(window, qtbot, settled):
    kept_model("mine")
    window.actions_.library.trigger()
    library = window.windows.library
    qtbot.waitUntil(lambda: "mine" in names(library), timeout=15_000)
    click_row(library, "mine")
    click(library.buttons.button("use"))
    wait_until_loaded(library.session)
    assert library.session.selected.name == "mine"
    library.rename("mine", "better")
    qtbot.waitUntil(lambda: library.session.selected.name == "better", timeout=15_000)
    settled(library)
    assert window.chooser.box.findText("mine") < 0
    click(library.buttons.button("duplicate"))
    qtbot.waitUntil(lambda: window.chooser.box.findText("better-2") >= 0, timeout=15_000)
    settled(library)


def test_settings_can_be_selected_and_explain_themselves(opened, qtbot):
    window = opened()
    click_row(window, "cnn")
    settings = window.details.settings
    assert settings.values["Batch size"] == "128"
    settings.linkHovered.emit("Batch size")
    assert "per training step" in QToolTip.text()
    window.details.ensureWidgetVisible(settings)
    settings.setSelection(0, 5)
    assert settings.hasSelectedText()
    settings.linkHovered.emit("")


def test_names_and_notes_from_outside_are_plain_text(opened):
    kept_model("mine", notes="<b>loud</b>", training={"data": "<u>"})
    window = opened()
    click_row(window, "mine")
    assert "&lt;u&gt;" in window.details.settings.text()
    tip = window.table.index_of("mine").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;loud" in tip


def test_figures_of_the_base_model_are_marked_until_the_model_is_measured(opened, settled):
    kept_model("personal-mlp", training={"adapted_from": "mlp", "own_samples": 4})
    window = opened()
    assert cell(window, "personal-mlp", MNIST) == "–"
    click_row(window, "personal-mlp")
    figures = window.details.figures.text()
    assert "not measured" in figures
    assert "base model mlp has 91.00%" in figures
    click(window.details.measure)
    settled(window)
    share = accuracies(read_description(catalog.find_model("personal-mlp")))["mnist"]
    assert cell(window, "personal-mlp", MNIST) == f"{share:.2%}"
    assert f"{share:.2%}" in window.details.figures.text()
    assert "base model" not in window.details.figures.text()
    assert "was measured" in window.bar.text.text()


def test_measuring_can_be_cancelled(opened, settled, qtbot, monkeypatch):
    begun = threading.Event()

    def measure(_name, progress, cancelled):
        begun.set()
        while not cancelled():
            progress(3, 10)
            time.sleep(0.005)
        raise Cancelled("cancelled")

    monkeypatch.setattr(library_window, "measure_model", measure)
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.details.measure)
    qtbot.waitUntil(lambda: begun.is_set() and window.bar.cancel.isVisible(), timeout=10_000)
    click(window.bar.cancel)
    settled(window)
    assert window.bar.text.text() == "Cancelled."
    qtbot.waitUntil(lambda: not window.bar.progress.isVisible(), timeout=10_000)
