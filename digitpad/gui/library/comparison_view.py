"""Two models side by side: figures, confusion matrix, and the digits where they disagree.

+-----------------------------------------------+
|                     old      new     change   |
|  MNIST test digits  98.7%    99.6%   +0.9     |
|  The verdict on whether the change is real    |
+-----------------------+-----------------------+
|  confusion            |  [gained][lost][both] |
|                       |  [4] [7] [9] ...      |
+-----------------------+-----------------------+
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFont, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTabBar,
    QTableView,
    QWidget,
)

from digitpad.common.pixels import as_floats
from digitpad.common.types import IntArray
from digitpad.evaluation.comparison import ModelComparison, SetComparison
from digitpad.evaluation.metrics import Evaluation
from digitpad.gui import theme
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.gui.digit_list import DigitList, Entry, Line
from digitpad.gui.library.texts import (
    accuracy_text,
    display_names,
    set_name,
    signed,
    verdict,
)
from digitpad.gui.widgets import column, plain_label, row
from digitpad.gui.wording import percent
from digitpad.library.catalog import size_text

GAINED, LOST, BOTH_WRONG = range(3)
DIFFERENCE, OLD, NEW = range(3)
_MATRIX_WIDTH = 340


class ModelComparisonView(QWidget):
    """Shows a `ModelComparison`; empty until there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.comparison: ModelComparison | None = None
        self.figures = ComparisonTable()
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.which_set = QComboBox()
        self.which_set.setAccessibleName(self.tr("Which digits"))
        self.which_set.setToolTip(self.tr("The digits shown below."))
        self.which_set.currentIndexChanged.connect(self._show_set)
        self.confusion = ConfusionComparison()
        self.digits = DigitList()
        self.digits.setAccessibleName(self.tr("Digits where the models disagree"))
        self.digits.setToolTip(self.tr("Below each digit: the old answer, then the new one."))
        self.nothing = plain_label(self.tr("There are no such digits."), tone="quiet")
        self.sides = QTabBar()
        self.sides.setAccessibleName(self.tr("Digits where the models disagree"))
        self.sides.setExpanding(False)
        self.sides.setDrawBase(False)
        for _ in (GAINED, LOST, BOTH_WRONG):
            self.sides.addTab("")
        self.sides.currentChanged.connect(self._show_side)
        self._build_layout()

    @property
    def shown_set(self) -> SetComparison | None:
        """The set of digits shown in the lower half."""
        found = self.comparison
        if found is None:
            return None
        is_own = self.which_set.currentIndex() == 1 and found.samples is not None
        return found.samples if is_own else found.test

    def show_comparison(self, comparison: ModelComparison) -> None:
        """Show this comparison."""
        self.comparison = comparison
        self.figures.show_comparison(comparison)
        sets = [one for one in (comparison.test, comparison.samples) if one]
        with QSignalBlocker(self.which_set):
            self.which_set.clear()
            self.which_set.addItems([set_name(one.digits.name) for one in sets])
        self.which_set.setVisible(len(sets) > 1)
        self.sides.setCurrentIndex(GAINED)
        self._show_set()

    def _show_set(self) -> None:
        found, one = self.comparison, self.shown_set
        if found is None or one is None:
            return
        old, new = display_names(found)
        self.confusion.show_comparison(one, old, new)
        self.verdict.setText(verdict(one, old, new))
        only = self.tr("Only {model} is right: {count}")
        texts = (only, only, self.tr("Both wrong: {count}"))
        for side, (text, model, which) in enumerate(
            zip(texts, (new, old, ""), self._indices(one), strict=True)
        ):
            text = text.format(model=model, count=f"{len(which):,}")
            self.sides.setTabText(side, text.replace("&", "&&"))
        self._show_side()

    def _indices(self, one: SetComparison) -> list[IntArray]:
        return [one.gained, one.lost, one.both_wrong]

    def _show_side(self) -> None:
        one = self.shown_set
        if one is None:
            return
        which = self._indices(one)[self.sides.currentIndex()].tolist()
        self.digits.show_entries(len(which), lambda place: self._entry(one, which[place]))
        self.digits.setVisible(bool(which))
        self.nothing.setVisible(not which)

    def _entry(self, found: SetComparison, number: int) -> Entry:
        """A digit with the old and the new answer; wrong ones are coloured."""
        truth = int(found.digits.labels[number])
        role = QPalette.ColorRole
        answers = [_answer(found.old, number), _answer(found.new, number)]
        lines = tuple(
            Line(
                f"{digit}  {percent(sure)}", role.WindowText if digit == truth else role.BrightText
            )
            for digit, sure in answers
        )
        (old, old_sure), (new, new_sure) = answers
        text = self.tr(
            "Digit no. {number}, label {truth}: old model {old} ({old_confidence}), "
            "new model {new} ({new_confidence})"
        ).format(
            number=f"{number:,}",
            truth=truth,
            old=old,
            old_confidence=percent(old_sure),
            new=new,
            new_confidence=percent(new_sure),
        )
        return Entry(as_floats(found.digits.images[number]), lines, text, data=number)

    def _build_layout(self) -> None:
        title = QLabel(self.tr("Digits where the models disagree"))
        title.setFont(theme.weighted(self.font(), QFont.Weight.Bold))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = column(title, self.sides, (self.digits, 1), (self.nothing, 1))
        lower = row((self.confusion, 5), (right, 6), spacing=theme.GAP_LARGE)
        head = row(self.which_set, (self.verdict, 1), spacing=theme.GAP)
        column(self.figures, head, (lower, 1), spacing=theme.GAP, of=self)


class ComparisonTable(QTableView):
    """The figures of two models: one row per quantity, with the change; the better is bold."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("models")
        self.setAccessibleName(self.tr("Figures of both models"))
        self._cells = QStandardItemModel(0, 4, self)
        self.setModel(self._cells)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_comparison(self, found: ModelComparison) -> None:
        """Show these figures."""
        self._cells.clear()
        old, new = found.old, found.new
        for one in (found.test, found.samples):
            if one is not None:
                self._add_accuracy(one)
        self._add(
            self.tr("Time per digit"),
            f"{old.milliseconds:.2f} ms",
            f"{new.milliseconds:.2f} ms",
            _ratio(old.milliseconds, new.milliseconds),
        )
        self._add(
            self.tr("Size"), size_text(old.size), size_text(new.size), _ratio(old.size, new.size)
        )
        self._add(self.tr("Parameters"), f"{old.numbers:,}", f"{new.numbers:,}", "")
        titles = ["", *display_names(found), self.tr("change")]
        self._cells.setHorizontalHeaderLabels(titles)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place in range(1, 4):
            self._cells.horizontalHeaderItem(place).setTextAlignment(right)
        self.resizeRowsToContents()
        self.updateGeometry()

    def texts(self) -> list[list[str]]:
        """The header and all rows."""
        columns, rows = range(self._cells.columnCount()), range(self._cells.rowCount())
        header = [self._cells.horizontalHeaderItem(place).text() for place in columns]
        return [header, *([self._cells.item(y, x).text() for x in columns] for y in rows)]

    def _add_accuracy(self, one: SetComparison) -> None:
        old, new = one.old.accuracy, one.new.accuracy
        name = self.tr("{set} ({count})").format(
            set=set_name(one.digits.name), count=f"{len(one.digits):,}"
        )
        change = signed(100 * (new - old), 2)
        cells = self._add(name, accuracy_text(old), accuracy_text(new), change)
        cells[3].setToolTip(self.tr("In percentage points."))
        if old != new:
            better = cells[2 if new > old else 1]
            better.setFont(theme.weighted(self.font(), QFont.Weight.Bold))

    def _add(self, *texts: str) -> list[QStandardItem]:
        cells = [QStandardItem(text) for text in texts]
        for cell in cells[1:]:
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._cells.appendRow(cells)
        return cells


class ConfusionComparison(QWidget):
    """The confusion matrix of either model, or their difference.

    Only errors are coloured: in the difference, orange where the new model makes more of them, blue
    where it makes fewer.
    """

    def __init__(self) -> None:
        super().__init__()
        self._found: SetComparison | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Confusion matrix of"))
        self.choice.setToolTip(
            self.tr("The counts of a model, or the difference between the models.")
        )
        self.choice.addItems([self.tr("Difference"), "", ""])
        self.choice.currentIndexChanged.connect(self._fill)
        self.matrix = Heatmap(
            self.tr("Confusion matrix"),
            self.tr("true class"),
            self.tr("predicted"),
            with_bar=False,
            square_cells=False,
            show_title=False,
            interactive=False,
        )
        self.matrix.describe = self._describe
        self.matrix.setMinimumWidth(_MATRIX_WIDTH)
        self.matrix.show_blocks(1, 1)
        title = QLabel(self.tr("Confusion matrix"))
        title.setFont(theme.weighted(self.font(), QFont.Weight.Bold))
        column(row((title, 1), self.choice), (self.matrix, 1), of=self)
        tip = self.tr("Difference: orange for more errors of the new model, blue for fewer.")
        title.setToolTip(f"<p>{tip}</p>")

    def show_comparison(self, found: SetComparison, old: str, new: str) -> None:
        """Show the confusions of two models with these names."""
        self._found = found
        self.choice.setItemText(OLD, old)
        self.choice.setItemText(NEW, new)
        self._fill()

    def counts(self) -> IntArray | None:
        """(classes, classes) the numbers shown; rows are labels, columns are answers."""
        if self._found is None:
            return None
        old, new = self._found.old.confusion, self._found.new.confusion
        shown: IntArray = (new - old, old, new)[self.choice.currentIndex()]
        return shown

    def _fill(self) -> None:
        counts = self.counts()
        if counts is None:
            return
        is_difference = self.choice.currentIndex() == DIFFERENCE
        errors = counts.astype(np.float32)
        np.fill_diagonal(errors, 0)
        names = [str(digit) for digit in range(len(counts))]
        write = signed if is_difference else str
        self.matrix.use_diverging(is_difference)
        self.matrix.show_labels(names, names)
        self.matrix.show_values(errors)
        self.matrix.show_texts([[write(n) if n else "" for n in each] for each in counts.tolist()])

    def _describe(self, cell: Cell) -> str:
        if cell.row == cell.column:
            return self.tr("{digit} read correctly").format(digit=cell.row)
        return self.tr("{digit} read as {answer}").format(digit=cell.row, answer=cell.column)


def _answer(evaluation: Evaluation, number: int) -> tuple[int, float]:
    answer = int(evaluation.predicted[number])
    return answer, float(evaluation.probabilities[number, answer])


def _ratio(old: float, new: float) -> str:
    return f"× {new / old:.1f}" if old else ""
