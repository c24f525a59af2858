"""Reads, imports and exports samples in the background, and asks for the files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.common.errors import DigitpadError
from digitpad.common.progress import Report
from digitpad.data.importers import labels_path, read_samples
from digitpad.data.own_samples import Sample, SampleStore
from digitpad.gui.background import Task
from digitpad.gui.save_dialog import ask_new_folder, ask_save_path, may_replace

_SUGGESTED_NAMES = {
    "idx": "my-digits-images-idx3-ubyte.gz",
    "csv": "my-digits.csv",
    "ink": "my-digits.json.gz",
}


def report_of(task: Task) -> Report:
    """A callback that reports a task's progress, and stops its work when it is cancelled."""

    def report(done: int, total: int) -> None:
        task.check_cancelled()
        task.progress(done, total)

    return report


def import_samples(store: SampleStore, place: Path | str, task: Task) -> list[int]:
    """Read and store samples; runs in a thread, which may outlive the window and its store."""
    samples = read_samples(place, report=report_of(task))
    task.check_cancelled()
    with SampleStore(store.path) as own:
        ids = [sample.id for sample in own.add_all(samples)]
        if task.cancelled():
            own.delete(ids)
        return ids


def read_store(store: SampleStore, label: int | None, misread: bool, task: Task) -> list[Sample]:
    """The samples to be shown; runs in a thread, which may outlive the window and its store."""
    with SampleStore(store.path) as own:
        task.check_cancelled()
        return own.samples(label=label, misread=misread, newest_first=True)


def ask_for_import(parent: QWidget, *, folder: bool) -> str:
    """Ask for a file or folder of samples; empty if cancelled."""
    title = QCoreApplication.translate("sample_files", "Import samples")
    if folder:
        return QFileDialog.getExistingDirectory(parent, title)
    place, _ = QFileDialog.getOpenFileName(parent, title)
    return place


def ask_for_export(parent: QWidget, kind: str) -> str:
    """Ask where to export to, for one of `digitpad.data.importers.KINDS`; empty if cancelled."""
    title = QCoreApplication.translate("sample_files", "Export samples")
    if kind == "png":
        return str(ask_new_folder(parent, title, "my-digits") or "")
    name = _SUGGESTED_NAMES[kind]
    suffix = name[name.index(".") :]
    kind_name = QCoreApplication.translate("sample_files", "Ink") if kind == "ink" else kind.upper()
    path = ask_save_path(parent, title, name, [(kind_name, suffix)])
    if path is None:
        return ""
    if kind == "idx":
        # The writer reports a name that has no labels file.
        with suppress(DigitpadError):
            labels = labels_path(path)
            if labels.exists() and not may_replace(parent, title, labels):
                return ""
    return str(path)
