"""All models that are installed answer the same drawing, side by side, with the time they take."""

import time
from collections import Counter

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.wording import percent
from digitpad.ink import Ink
from digitpad.recognizer import Number, Recognizer, available_models

_PAUSE_MILLISECONDS = 120
"""At most so often: the pad itself comes first."""

_SIZE = QSize(560, 320)


class Comparison(QDialog):
    """A table of models and their answers, kept up to date while it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizers: dict[str, Recognizer] = {}
        self._problems: dict[str, str] = {}
        self._ink = Ink()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MILLISECONDS)
        self._rest.timeout.connect(self._answer)
        self.table = QTableWidget(0, 4)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.verdict)
        column.addWidget(self.table)
        self.resize(_SIZE)
        self._translate()

    @property
    def is_idle(self) -> bool:
        """Whether the newest drawing has been answered by all."""
        return not self._rest.isActive()

    def submit(self, ink: Ink) -> None:
        """Take the newest state of the pad; answered only while the window is open."""
        self._ink = ink
        if self.isVisible() and not self._rest.isActive():
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look which models there are now, and let them answer."""
        super().showEvent(event)
        self._load()
        self._answer()

    def _load(self) -> None:
        self._recognizers.clear()
        self._problems.clear()
        for name in available_models():
            try:
                self._recognizers[name] = recognizer = Recognizer.load(name)
                # The first answer of a model takes longer than all others.
                recognizer.recognize_number_in_ink(self._ink)
            except (DigitpadError, OSError) as error:
                self._problems[name] = in_words(error)

    def _answer(self) -> None:
        self.table.setRowCount(len(self._recognizers) + len(self._problems))
        answers: dict[str, tuple[Number, float]] = {}
        for name, recognizer in self._recognizers.items():
            started = time.perf_counter()
            number = recognizer.recognize_number_in_ink(self._ink)
            answers[name] = number, time.perf_counter() - started
        texts = Counter(number.text for number, _ in answers.values())
        usual = texts.most_common(1)[0][0] if texts else ""
        for row, (name, (number, seconds)) in enumerate(answers.items()):
            self._fill(row, name, number, seconds, differs=number.text != usual)
        for row, (name, problem) in enumerate(self._problems.items(), start=len(answers)):
            self._write(row, 0, name, problem)
            self._write(row, 1, self.tr("cannot be loaded"), problem, is_problem=True)
        self._say(len(answers), texts[usual] if texts else 0)

    def _fill(self, row: int, name: str, number: Number, seconds: float, *, differs: bool) -> None:
        answer = number.text.replace("\n", " / ") or "–"
        if number.digits and not number.is_digits_only:
            answer += "  " + self.tr("(not a digit)")
        sure = percent(number.confidence) if number.digits else ""
        self._write(row, 0, name)
        self._write(row, 1, ("≠ " if differs else "") + answer, is_problem=differs)
        self._write(row, 2, sure)
        self._write(row, 3, f"{1000 * seconds:.1f} ms" if number.digits else "")

    def _write(
        self, row: int, column: int, text: str, tip: str = "", *, is_problem: bool = False
    ) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(tip)
        role = QPalette.ColorRole.BrightText if is_problem else QPalette.ColorRole.WindowText
        item.setForeground(QColor(self.palette().color(role)))
        if column > 1:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, column, item)

    def _say(self, count: int, agreeing: int) -> None:
        if self._ink.is_empty:
            text = self.tr("Draw something, and all models answer it here.")
        elif agreeing == count:
            text = self.tr("All {count} models agree.").format(count=count)
        else:
            text = self.tr("{agreeing} of {count} models agree; ≠ marks the others.")
            text = text.format(agreeing=agreeing, count=count)
        self.verdict.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange}:
            self._rest.start()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle(self.tr("Compare models"))
        self.table.setAccessibleName(self.tr("Answers of all models"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Model"), self.tr("Answer"), self.tr("Sure"), self.tr("Time")]
        )
        for column, side in enumerate("llrr"):
            left = Qt.AlignmentFlag.AlignLeft if side == "l" else Qt.AlignmentFlag.AlignRight
            header = self.table.horizontalHeaderItem(column)
            if header is not None:
                header.setTextAlignment(left | Qt.AlignmentFlag.AlignVCenter)
