"""The window in which all models answer the drawing on the pad, side by side.

    Model    Answer     Confidence   Time
    cnn      7            99.8%      0.6 ms
    knn      ≠ 1          54.0%      2.1 ms

The models are loaded, and answer, in the background, with the thresholds and reading options of the
session.
"""

from __future__ import annotations

import html
import time
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
)

from digitpad.common.errors import DigitpadError, NotFiniteError
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.pad.live_recognition import read_ink
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.wording import percent
from digitpad.ink.strokes import Ink
from digitpad.recognition.numbers import Number
from digitpad.recognition.recognizer import Recognizer

_SIZE = QSize(560, 360)

Loaded = dict[str, Recognizer | Exception]
"""Each model by its name, or why it cannot be loaded."""

Options = tuple[bool, frozenset[str], tuple[float, float]]
"""One digit only, the skipped steps, the size of the pad: as in `read_ink`."""


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """One row: a model's answer to the drawing, or why there is none.

    Attributes:
        name: of the model.
        number: its answer; None if it cannot answer.
        seconds: its computing time; None for the model on trial, which answered on the pad.
        problem: why it cannot answer; None if it can.
    """

    name: str
    number: Number | None
    seconds: float | None = None
    problem: Exception | None = None


class ModelAnswers(SecondaryWindow):
    """A table of models and their answers, updated while it is visible."""

    def __init__(self, session: Session) -> None:
        super().__init__("answers", session, _SIZE, "models#answers")
        self.setWindowTitle(self.tr("Compare Models"))
        self._models: Loaded = {}
        self._loading, self._answering = BackgroundJob(self), BackgroundJob(self)
        self.rows = QStandardItemModel(0, 4, self)
        headings = (
            self.tr("Model"),
            self.tr("Answer"),
            self.tr("Confidence"),
            self.tr("Time"),
        )
        for place, heading in enumerate(headings):
            self.rows.setHorizontalHeaderItem(place, _item(place, heading))
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("Answers of all models"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.agreement = QLabel()
        self.agreement.setWordWrap(True)
        self._loading.partial_result.connect(self._add)
        self._loading.idle.connect(self._answer)
        for job in (self._loading, self._answering):
            job.failed.connect(lambda error: self.agreement.setText(translated(error)))
        self.fill(self.agreement, self.table)
        session.drawing_changed.connect(self._answer)
        session.answering_changed.connect(self._answer)
        session.models_changed.connect(self._load)

    @property
    def is_idle(self) -> bool:
        """Whether all models have answered the newest drawing."""
        return not (self._loading.is_busy or self._answering.is_busy)

    def showEvent(self, event: QShowEvent) -> None:
        """Load the models that are installed now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._load()

    def _load(self) -> None:
        if self.isVisible():
            self.agreement.setText(self.tr("Loading the models …"))
            self._models = {}
            names = list(self.session.names)
            self._loading.start(lambda task: _load(names, task))

    def _add(self, loaded: Loaded) -> None:
        """Let a model answer as soon as it is loaded."""
        self._models |= loaded
        self._answer()

    def _answer(self) -> None:
        """Let the models answer the newest drawing."""
        if not self.isVisible():
            return
        session = self.session
        models: Loaded = {
            name: model if isinstance(model, Exception) else session.with_threshold(model)
            for name, model in self._models.items()
        }
        ink = session.drawing.ink
        options = session.one_digit_only, session.skipped_steps, session.document.pad_size
        self._answering.start(
            lambda task: _answers(models, ink, options, task),
            then=lambda answers: self._show(ink, answers),
        )

    def _show(self, ink: Ink, answers: list[ModelAnswer]) -> None:
        drawing, trial = self.session.drawing, self.session.trial
        if trial is not None and drawing.ink is ink and not ink.is_empty:
            answers = [ModelAnswer(trial.recognizer.name, drawing.shown.number), *answers]
        texts = Counter(one.number.text for one in answers if one.number is not None)
        usual, agreeing = texts.most_common(1)[0] if texts else ("", 0)
        self.rows.setRowCount(len(answers))
        for row, answer in enumerate(answers):
            self._fill(row, answer, usual)
        if self._loading.is_busy:
            text = self.tr("Loading the models …")
        elif ink.is_empty and drawing.shown.number.digits:
            text = self.tr("A picture has no strokes. Draw a digit to compare the models.")
        elif ink.is_empty:
            text = self.tr("Draw a digit to compare the answers of all models.")
        elif len(texts) == texts.total() > 1:
            text = self.tr("The models give different answers.")
        elif texts.total() == 1:
            text = self.tr("Only 1 model can answer.")
        elif agreeing == texts.total():
            text = self.tr("All {count} models agree.")
        else:
            text = self.tr("{agreeing} of {count} models agree; ≠ marks the others.")
        self.agreement.setText(text.format(agreeing=agreeing, count=texts.total()))

    def _fill(self, row: int, answer: ModelAnswer, usual: str) -> None:
        """Show an answer; one that differs from the usual one, or is missing, is marked."""
        number = answer.number
        # PySide keeps each item that is replaced, so those of the row are used again.
        items = [self.rows.item(row, column) or self._new_item(row, column) for column in range(4)]
        for item in items:
            item.setText("")
            item.setToolTip("")
        items[0].setText(answer.name)
        is_unusual = number is None or number.text != usual
        bright = self.palette().color(QPalette.ColorRole.BrightText)
        items[1].setData(bright if is_unusual else None, Qt.ItemDataRole.ForegroundRole)
        if number is None:
            items[1].setText(self.tr("cannot be loaded"))
        else:
            text = number.text.replace("\n", " / ") or "–"
            if not number.is_digits_only:
                text += "  " + self.tr("(not a digit)")
            items[1].setText(text if number.text == usual else f"≠ {text}")
        if number is not None and number.digits:
            items[2].setText(percent(number.confidence))
            if answer.seconds is not None:
                items[3].setText(f"{1000 * answer.seconds:.1f} ms")
        if answer.problem is not None:
            reason = html.escape(translated(answer.problem))
            for item in items:
                item.setToolTip(f"<p>{reason}</p>")

    def _new_item(self, row: int, column: int) -> QStandardItem:
        item = _item(column)
        self.rows.setItem(row, column, item)
        return item


def _item(column: int, text: str = "") -> QStandardItem:
    item = QStandardItem(text)
    side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item


def _load(names: list[str], task: Task) -> None:
    """Load models and show each as a partial result; runs in a thread."""
    for name in names:
        task.check_cancelled()
        try:
            recognizer = Recognizer.load(name)
            # The first answer of a model is slower than the following ones.
            recognizer.warm_up()
        except (DigitpadError, OSError) as error:
            task.show_partial({name: error})
        else:
            task.show_partial({name: recognizer})


def _answers(models: Loaded, ink: Ink, options: Options, task: Task) -> list[ModelAnswer]:
    """The answers of all models; runs in a thread. Those that cannot answer are the last."""
    answers, problems = [], []
    for name, model in models.items():
        task.check_cancelled()
        error: Exception
        if isinstance(model, Exception):
            error = model
        else:
            started = time.perf_counter()
            try:
                number = read_ink(model, ink, *options)
            except NotFiniteError as found:
                error = found
            else:
                answers.append(ModelAnswer(name, number, time.perf_counter() - started))
                continue
        problems.append(ModelAnswer(name, None, problem=error))
    return answers + problems
