"""The pictures of the samples, with their labels."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView

from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import as_floats
from digitpad.data.own_samples import Sample
from digitpad.gui.digit_list import DigitList, Entry, Line
from digitpad.gui.pad.doubtful_label import label_name


class SampleList(DigitList):
    """The pictures: a digit key relabels the selection, Delete deletes it."""

    label_typed = Signal(int)
    delete_typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def show_samples(self, samples: list[Sample]) -> None:
        """Show these samples, in this order."""
        self.show_entries(len(samples), lambda row: self._entry(samples[row]))

    def _entry(self, sample: Sample) -> Entry:
        text, colour = _short_name(sample.label), QPalette.ColorRole.WindowText
        if sample.is_misread and sample.predicted is not None:
            text += f" ← {_short_name(sample.predicted)}"
            colour = QPalette.ColorRole.BrightText
        return Entry(
            as_floats(sample.image), (Line(text, colour),), self.describe(sample), data=sample
        )

    def describe(self, sample: Sample) -> str:
        """A sample in words."""
        when = f"{sample.time.astimezone():%Y-%m-%d %H:%M}"
        label = label_name(sample.label)
        if sample.predicted is None:
            return self.tr("Label {label}, {when}").format(label=label, when=when)
        text = self.tr("Label {label}, read as {read} by {model}, {when}")
        return text.format(
            label=label, read=label_name(sample.predicted), model=sample.model or "?", when=when
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Relabel or delete the selection."""
        key = event.key()
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 and not event.modifiers():
            self.label_typed.emit(key - Qt.Key.Key_0)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_typed.emit()
        else:
            super().keyPressEvent(event)


def _short_name(label: int) -> str:
    return "–" if label == NON_DIGIT else str(label)
