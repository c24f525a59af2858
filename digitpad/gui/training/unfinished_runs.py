"""Runs that were interrupted and can be resumed, or that finished without being kept.

mlp · stopped after epoch 5 of 24 · accuracy 96.1% · started today at 14:03   [Resume] [Discard]
"""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from digitpad.common.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.translation import translated
from digitpad.gui.widgets import ConfirmButton, Message, column, plain_label, push_button, row
from digitpad.gui.wording import percent
from digitpad.jobs.run_folder import Run
from digitpad.jobs.runs import unfinished_runs

_MAX_ROWS = 3
"""More rows would leave no room for the form; discarding one shows the next."""


class UnfinishedRunRow(QWidget):
    """One run with buttons to open and to discard it."""

    opened = Signal(object)
    discarded = Signal(object)

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run = run
        self.label = plain_label(self._description(run), wraps=True, selectable=True)
        text = self.tr("View Result") if run.state == "finished" else self.tr("Resume")
        self.open_button = push_button(text, lambda: self.opened.emit(run))
        self.discard_button = ConfirmButton()
        self.discard_button.set_texts(self.tr("Discard"), self.tr("Discard this training run?"))
        self.discard_button.confirmed.connect(lambda: self.discarded.emit(run))
        row((self.label, 1), self.open_button, self.discard_button, of=self)

    def _description(self, run: Run) -> str:
        plan, done = run.plan, run.epoch
        parts = [plan.model]
        if run.state == "finished":
            parts.append(self.tr("finished, not yet kept or discarded"))
        elif plan.kind.trains_in_epochs:
            text = self.tr("stopped after epoch {epoch} of {epochs}")
            parts.append(text.format(epoch=done, epochs=max(plan.settings.epochs, done)))
        if not math.isnan(run.accuracy):
            parts.append(self.tr("accuracy {share}").format(share=percent(run.accuracy)))
        parts.append(self._start_text(run.started.astimezone()))
        return " · ".join(parts)

    def _start_text(self, started: datetime) -> str:
        if started.date() == datetime.now().astimezone().date():
            return self.tr("started today at {time}").format(time=f"{started:%H:%M}")
        return self.tr("started on {day}").format(day=f"{started:%Y-%m-%d, %H:%M}")


class UnfinishedRunsPanel(QFrame):
    """`opened` carries the `Run` to resume or to view."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[UnfinishedRunRow] = []
        title = QLabel(self.tr("Unfinished Training Runs"))
        title.setFont(theme.weighted(self.font(), QFont.Weight.Bold))
        self.problem = Message()
        self.setProperty("kind", "notice")
        self._column = column(title, self.problem, of=self)
        self._column.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        self.hide()

    def refresh(self) -> bool:
        """Update the list of runs; return whether there are any."""
        for former in self.rows:
            self._column.removeWidget(former)
            former.hide()
            former.deleteLater()
        self.rows = [UnfinishedRunRow(run) for run in unfinished_runs()[:_MAX_ROWS]]
        for shown in self.rows:
            shown.opened.connect(self.opened)
            shown.discarded.connect(self._discard)
            self._column.addWidget(shown)
        self.setVisible(bool(self.rows))
        return bool(self.rows)

    def _discard(self, run: Run) -> None:
        self.problem.show_text("")
        try:
            run.discard()
        except (DigitpadError, OSError) as error:
            self.problem.show_text(translated(error), is_problem=True)
        self.refresh()
