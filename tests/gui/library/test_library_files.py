"""Import and export of models in the library window."""

import threading

import numpy as np
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from digitpad.common.user_folders import user_models
from digitpad.gui.library import library_window
from digitpad.library import catalog
from digitpad.library.model_file import load_model, save_model
from tests.gui.library.interaction import LEFT, click, click_row, names
from tests.small_models import kept_model, same_tensors, small_model


def test_files_are_imported_by_the_dialog(opened, settled, tmp_path, monkeypatch):
    save_model(tmp_path / "theirs.safetensors", small_model(seed=5))
    monkeypatch.setattr(
        library_window, "ask_for_models", lambda _: [str(tmp_path / "theirs.safetensors")]
    )
    window = opened()
    click(window.buttons.button("import"))
    settled(window)
    assert window.entry.name == "theirs"
    assert same_tensors(load_model(catalog.find_model("theirs")), small_model(seed=5))


def test_dropped_files_are_imported_and_bad_ones_reported(opened, settled, tmp_path):
    save_model(tmp_path / "theirs.safetensors", small_model())
    (tmp_path / "bad.safetensors").write_text("no model", encoding="utf-8")
    window = opened()
    names_of_files = ["theirs.safetensors", "bad.safetensors"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names_of_files])
    drop = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    settled(window)
    assert [path.name for path in user_models().iterdir()] == ["theirs.safetensors"]
    assert "bad.safetensors" in window.bar.text.text()
    assert "Imported: theirs" in window.bar.text.text()
    assert "deserializ" not in window.bar.text.text()
    assert window.bar.text.property("tone") == "problem"


def test_a_cancelled_import_keeps_and_shows_what_was_imported(
    opened, settled, qtbot, tmp_path, monkeypatch
):
    begun, may_go_on = threading.Event(), threading.Event()
    import_model = catalog.import_model

    def slow_import(path):
        if path.stem == "b":
            begun.set()
            assert may_go_on.wait(30)
        return import_model(path)

    monkeypatch.setattr(catalog, "import_model", slow_import)
    window = opened()
    places = [tmp_path / f"{name}.safetensors" for name in "abc"]
    for place in places:
        save_model(place, small_model())
    window.import_from([str(place) for place in places])
    qtbot.waitUntil(lambda: begun.is_set() and window.bar.progress.isVisible(), timeout=10_000)
    window.bar.cancel_requested.emit()
    may_go_on.set()
    settled(window)
    assert "Cancelled." in window.bar.text.text()
    assert "Imported: a, b." in window.bar.text.text()
    assert {"a", "b"} <= set(names(window))
    assert "c" not in names(window)


def test_csv_files_get_a_new_folder_of_their_own(opened, settled, tmp_path, monkeypatch):
    kept_model("mine.v2")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window = opened()
    click_row(window, "mine.v2")
    (csv,) = (act for act in window.buttons.export_menu.actions() if "CSV folder" in act.text())
    for folder in ("mine-v2", "mine-v2-2"):
        csv.trigger()
        settled(window)
        assert (tmp_path / folder / "tensors.csv").exists()
        (tmp_path / folder / "tensors.csv").write_text("edited", encoding="utf-8")
    assert (tmp_path / "mine-v2" / "tensors.csv").read_text(encoding="utf-8") == "edited"


def test_a_model_is_exported_as_chosen_in_the_menu(opened, settled, tmp_path, monkeypatch):
    kept_model("mine")
    asked = []

    def ask(_window, name, kind):
        asked.append((name, kind))
        return str(tmp_path / "out.npz")

    monkeypatch.setattr(library_window, "ask_for_export", ask)
    window = opened()
    click_row(window, "mine")
    window.buttons.export_menu.actions()[1].trigger()
    settled(window)
    assert asked == [("mine", "npz")]
    with np.load(tmp_path / "out.npz") as arrays:
        np.testing.assert_array_equal(
            arrays["dense1.weight"], small_model().classifier.tensors()["dense1.weight"]
        )
    assert "was exported to" in window.bar.text.text()


def test_an_export_that_fails_is_reported(opened, settled, tmp_path, monkeypatch):
    monkeypatch.setattr(library_window, "ask_for_export", lambda *_: str(tmp_path / "machine.onnx"))
    window = opened()
    click_row(window, "svm-hog")
    window.buttons.export_menu.actions()[-1].trigger()
    settled(window)
    assert "no counterpart" in window.bar.text.text()
