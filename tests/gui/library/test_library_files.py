"""Models that come from files and go to files, in the library's window."""

import numpy as np
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from digitpad import library
from digitpad.gui.library import library_window
from digitpad.modelfile import load_model, save_model
from digitpad.paths import user_models
from tests.gui.library.moves import LEFT, click, click_row
from tests.small_models import kept_model, same_tensors, small_model


def test_files_are_imported_by_the_dialog(opened, settled, tmp_path, monkeypatch):
    save_model(tmp_path / "theirs.safetensors", small_model(seed=5))
    monkeypatch.setattr(
        library_window, "ask_for_models", lambda _: [str(tmp_path / "theirs.safetensors")]
    )
    window = opened()
    click(window.buttons.imports)
    settled(window)
    assert window.entry.name == "theirs"
    assert same_tensors(load_model(library.find_model("theirs")), small_model(seed=5))


def test_files_are_imported_by_dropping_and_bad_ones_told(opened, settled, tmp_path):
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
    assert window.bar.text.property("tone") == "problem"


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
    assert "was written to" in window.bar.text.text()


def test_what_cannot_be_exported_is_told(opened, settled, tmp_path, monkeypatch):
    monkeypatch.setattr(library_window, "ask_for_export", lambda *_: str(tmp_path / "machine.onnx"))
    window = opened()
    click_row(window, "svm-hog")
    window.buttons.export_menu.actions()[-1].trigger()
    settled(window)
    assert "no counterpart" in window.bar.text.text()
