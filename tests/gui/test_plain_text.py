"""Names, notes, labels and settings from outside are shown as they are, never as HTML.

Qt opens the file that an image in rich text names, so that a model's name could do that.
"""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMessageBox,
    QWidget,
)

from digitpad.common.errors import ParameterError
from digitpad.common.user_folders import user_models
from digitpad.data.own_samples import NewSample
from digitpad.gui.crash import CrashHandler
from digitpad.gui.save_dialog import may_replace
from digitpad.jobs.plan import DataChoice, TrainingPlan
from digitpad.jobs.run_folder import Run
from digitpad.library.model_file import save_model
from tests.gui.drawing import draw_seven, settle
from tests.small_models import small_model

HTML = "<img src=x><b>bold"


@pytest.fixture
def hostile(own_home):
    """A model whose file has HTML wherever there can be any text."""
    model = small_model(
        HTML,
        notes=HTML,
        training={
            "command": HTML,
            "data": HTML,
            "count": 3,
            "start": HTML,
            "adapted_from": HTML,
            "digitpad": HTML,
            "settings": {"epochs": 3},
            "history": [[1, 0.9, 0.7, 0.8, 0.75], [2, 0.5, 0.8, 0.4, 0.8]],
        },
    )
    save_model(user_models() / f"{HTML}.safetensors", model)
    damaged = user_models() / f"{HTML}damaged.safetensors"
    damaged.write_bytes(b"no model")
    return HTML


def is_rich(text):
    """Whether Qt takes a text for HTML that holds something of the file's own."""
    return HTML[:4] in text


def faults_of(window):
    """The labels and tooltips of a window that show HTML."""
    found = []
    for label in window.findChildren(QLabel):
        format_ = label.textFormat()
        if is_rich(label.text()) and format_ != Qt.TextFormat.PlainText:
            found.append(f"{type(label.parent()).__name__}: {label.text()}")
    for widget in window.findChildren(QWidget):
        texts = (widget.toolTip(), widget.whatsThis(), widget.statusTip())
        found += [f"{type(widget).__name__} tooltip: {text}" for text in texts if is_rich(text)]
    for view in [*window.findChildren(QAbstractItemView), *window.findChildren(QComboBox)]:
        found += [f"{type(view).__name__} item: {text}" for text in tooltips(view.model())]
    return found


def tooltips(model: QAbstractItemModel):
    root = QModelIndex()
    places = [
        model.index(row, column)
        for row in range(model.rowCount(root))
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(root))
    ]
    texts = [model.data(place, Qt.ItemDataRole.ToolTipRole) for place in places]
    return [text for text in texts if isinstance(text, str) and is_rich(text)]


def shown(window, qtbot):
    """All open windows, checked, once nothing works in the background."""
    QTest.qWait(300)
    found = []
    for one in QApplication.topLevelWidgets():
        if one.isVisible():
            found += faults_of(one)
    return found


def test_a_models_texts_are_plain_on_the_pad_and_in_the_library(window, qtbot, hostile):
    window.session.refresh_models()
    window.session.select(hostile)
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.windows.open_answers()
    window.windows.open_library()
    library = window.windows.library
    qtbot.waitUntil(lambda: library.table.list.rowCount() > 2, timeout=20_000)
    for row in range(library.table.model().rowCount()):
        library.table.selectRow(row)
        assert shown(window, qtbot) == []
    library.refresh(hostile)
    qtbot.waitUntil(
        lambda: library.entry is not None and library.entry.name == hostile, timeout=60_000
    )
    library.make_default()
    qtbot.waitUntil(lambda: not library.work.is_busy)
    assert shown(window, qtbot) == []
    library.compare_with("mlp")
    library.duplicate()
    qtbot.waitUntil(lambda: not library.work.is_busy)
    assert shown(window, qtbot) == []


def test_a_models_texts_are_plain_in_the_inspector(window, qtbot, hostile):
    window.session.refresh_models()
    window.session.select(hostile)
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.windows.open_inspector()
    inspector = window.windows.inspector
    for row in range(inspector.list.count()):
        inspector.list.setCurrentRow(row)
        assert shown(window, qtbot) == []


def test_texts_of_plans_runs_and_samples_are_plain(window, qtbot, hostile):
    plan = TrainingPlan.usual("mlp", DataChoice(idx=(HTML, HTML), folder=HTML))
    Run.create(dataclasses.replace(plan, name=HTML, start=HTML)).checkpoint.touch()
    window.session.store().add(
        NewSample(3, np.full((28, 28), 200, np.uint8), writer=HTML, tag=HTML, model=HTML)
    )
    window.windows.open_training()
    window.windows.training.start_from(dataclasses.replace(plan, start=HTML))
    window.corrections.open_samples()
    QTest.qWait(500)
    assert shown(window, qtbot) == []
    window.panel.note.show_problem(str(ParameterError("{text}", text=HTML)))
    window.session.training = HTML
    assert shown(window, qtbot) == []


def test_names_of_files_are_plain_in_questions(window, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda _, __, text: asked.append(text))
    may_replace(window, "Save", tmp_path / HTML)
    assert not any(map(is_rich, asked))
    monkeypatch.setattr(QMessageBox, "open", lambda *_: None)
    handler = CrashHandler(window)
    handler._show(HTML, HTML)
    assert faults_of(handler.dialog) == []
