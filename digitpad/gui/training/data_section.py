"""What is learned from: MNIST, own samples, synthetic ink, other sets, and what is held out.

The number of own samples stands beside their weight, so that nobody weighs what is not there.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from digitpad.data.samples import SampleStore
from digitpad.errors import DigitpadError
from digitpad.gui.training.number_field import NumberField
from digitpad.gui.training.other_digits import FOLDER, IDX, NONE, OtherDigits
from digitpad.gui.training.section import Section
from digitpad.training_plan import DataChoice


class DataSection(Section):
    """`values` has the fields of `DataChoice` as `data`, and the settings that concern digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sample_note = QLabel()
        self.sample_note.setProperty("tone", "quiet")
        self.add("mnist", NumberField(whole=True, step=1000))
        self.add("samples", NumberField(whole=True), beside=self.sample_note)
        self.add("validation", NumberField(whole=True, step=500))
        self.add("synthetic", NumberField(whole=True, step=1000), is_detail=True)
        self.add("non_digits", NumberField(whole=True, step=1000), is_detail=True)
        self.add("other", OtherDigits(), is_detail=True, stretch=True)
        self._count = 0
        self.show_values({"mnist": 60_000, "samples": 0, "validation": 5_000})
        self.show_values({"synthetic": 0, "non_digits": 0})
        self.finish()
        self.count_samples()

    @property
    def sample_count(self) -> int:
        """How many samples of the person's there are."""
        return self._count

    def count_samples(self) -> None:
        """Look how many there are now."""
        try:
            with SampleStore() as store:
                self._count = len(store)
        except DigitpadError:
            self._count = 0
        self._show_count()

    def data(self) -> DataChoice:
        """What is chosen; what cannot be read counts as none of it."""
        values = super().values()
        kind, first, second = values["other"]
        return DataChoice(
            mnist=max(0, values.get("mnist", 0)),
            samples=max(0, values.get("samples", 0)),
            idx=(first, second) if kind == IDX else None,
            folder=first if kind == FOLDER else None,
        )

    def show_data(self, data: DataChoice) -> None:
        """Show a choice."""
        other = (NONE, "", "")
        if data.idx is not None:
            other = (IDX, *data.idx)
        elif data.folder is not None:
            other = (FOLDER, data.folder, "")
        self.show_values({"mnist": data.mnist, "samples": data.samples, "other": other})

    def show_for_machine(self, is_machine: bool) -> None:
        """A machine has no output for what is no digit."""
        self.settings["non_digits"].setVisible(not is_machine)

    def mark(self, problems: dict[str, str]) -> None:
        """Problems with files are told where these are chosen."""
        other = problems.get("idx") or problems.get("folder") or ""
        super().mark({**problems, "other": other})

    def values(self) -> dict[str, Any]:
        """The settings of a run that concern the data; see `data` for the rest."""
        values = super().values()
        return {n: values[n] for n in ("validation", "synthetic", "non_digits") if n in values}

    def translate(self) -> None:
        """Write every label in the language of the window."""
        self.heading.setText(self.tr("Digits to learn from"))
        self.details.set_title(self.tr("Synthetic and other digits"))
        self.explain(self.words.data())
        self._show_count()

    def _show_count(self) -> None:
        if self._count:
            text = self.tr("times each of your {count}").format(count=self._count)
        else:
            text = self.tr("you have none yet")
        self.sample_note.setText(text)
