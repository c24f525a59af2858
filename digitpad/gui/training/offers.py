"""Runs that somebody should decide about: cut short and to be resumed, or finished and not kept.

mlp, epoch 5 of 24, 96.1%, today 14:03        [ Go on ]  [ Discard ]
"""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.training.sure_button import SureButton
from digitpad.gui.wording import percent
from digitpad.runs.run import Run, unfinished_runs

_MOST = 3
"""More than these would push the form out of sight; the next ones come when these are gone."""


class Offer(QWidget):
    """One run with what can be done about it."""

    taken = Signal(object)
    discarded = Signal(object)

    def __init__(self, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        self._is_finished = run.state == "finished"
        self._epoch, self._accuracy = run.epoch, run.accuracy
        self.label = QLabel()
        self.take = QPushButton()
        self.take.setAutoDefault(False)
        self.take.clicked.connect(lambda _=False: self.taken.emit(run))
        self.discard = SureButton()
        self.discard.confirmed.connect(lambda: self.discarded.emit(run))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_SMALL)
        line.addWidget(self.label, 1)
        line.addWidget(self.take)
        line.addWidget(self.discard)
        self.translate()

    def translate(self) -> None:
        """Write it in the language of the window."""
        plan = self.run.plan
        parts = [plan.model]
        if self._is_finished:
            parts.append(self.tr("finished, but neither kept nor discarded"))
        elif not plan.is_machine:
            text = self.tr("stopped after epoch {epoch} of {epochs}")
            epochs = max(plan.settings.epochs, self._epoch)
            parts.append(text.format(epoch=self._epoch, epochs=epochs))
        if not math.isnan(self._accuracy):
            parts.append(self.tr("{share} right").format(share=percent(self._accuracy)))
        parts.append(self._when(self.run.started.astimezone()))
        self.label.setText(" · ".join(parts))
        self.take.setText(self.tr("Look at it") if self._is_finished else self.tr("Go on"))
        self.discard.set_words(self.tr("Discard"), self.tr("Discard it?"))

    def _when(self, started: datetime) -> str:
        if started.date() == datetime.now().astimezone().date():
            return self.tr("begun today at {time}").format(time=f"{started:%H:%M}")
        return self.tr("begun on {day}").format(day=f"{started:%Y-%m-%d, %H:%M}")


class Offers(QFrame):
    """`taken` carries the `Run` to go on with or to look at."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Offer] = []
        self.title = QLabel()
        self.problem = QLabel()
        self.problem.setProperty("tone", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.setProperty("kind", "notice")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        self._column.setSpacing(theme.GAP_SMALL)
        self._column.addWidget(self.title)
        self._column.addWidget(self.problem)
        self.hide()
        self._translate()

    def refresh(self) -> bool:
        """Look which runs there are now; whether there are any."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [Offer(run) for run in unfinished_runs()[:_MOST]]
        for row in self.rows:
            row.taken.connect(self.taken)
            row.discarded.connect(self._discard)
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))
        return bool(self.rows)

    def _discard(self, run: Run) -> None:
        self.problem.hide()
        try:
            run.discard()
        except (DigitpadError, OSError) as error:
            self.problem.setText(in_words(error))
            self.problem.show()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        title = self.tr("Trainings that are not at their end")
        self.title.setText(f"<b>{title}</b>")
        for row in self.rows:
            row.translate()
