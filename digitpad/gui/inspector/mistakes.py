"""What a model gets wrong, on 10,000 digits by hands it has never seen.

confusion matrix     | the misread, or a cell's digits
---------------------+--------------------------------
precision and recall | calibration
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.inspector.calibration_chart import CalibrationChart
from digitpad.gui.inspector.class_rates import ClassRates, paint_circle, paint_square
from digitpad.gui.inspector.confusion_matrix import ConfusionMatrix
from digitpad.gui.inspector.digit_gallery import DigitGallery
from digitpad.gui.inspector.measured_page import Measured, MeasuredPage, Measurement
from digitpad.gui.inspector.page import SaveTarget
from digitpad.gui.inspector.saving import picture_target, tensor_target
from digitpad.inspection.kept_results import KeptResults
from digitpad.inspection.mistakes import Examination, examine

_MARK = 12


class MistakesPage(MeasuredPage):
    """Confusion, the misread, precision and recall, calibration."""

    measurement = Measurement(
        lambda kept, _classifier, digits: kept.examination(digits),
        lambda classifier, digits, report: examine(
            classifier, digits, progress=report.progress, cancelled=report.cancelled
        ),
        KeptResults.keep_examination,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: Measured | None = None
        self._cell: tuple[int, int] | None = None
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.notice_line = QLabel()
        self.notice_line.setProperty("tone", "problem")
        self.notice_line.setWordWrap(True)
        self.axes = _quiet()
        self.counts, self.shares = QRadioButton(), QRadioButton()
        self.counts.setChecked(True)
        self._group = QButtonGroup(self)
        for button in (self.counts, self.shares):
            self._group.addButton(button)
        self.matrix = ConfusionMatrix()
        self.shares.toggled.connect(self.matrix.show_shares)
        self.matrix.cell_clicked.connect(self._show_cell)
        self.gallery = DigitGallery()
        self.gallery_title = _title(self)
        self.all_button = QPushButton()
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(lambda: self._show_digits(None))
        policy = self.all_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.all_button.setSizePolicy(policy)
        self.rates, self.rates_title = ClassRates(), _title(self)
        self.precision_text, self.recall_text = _quiet(), _quiet()
        self.calibration, self.calibration_title = CalibrationChart(), _title(self)
        self.calibration_text = _quiet()
        self.set_content(self._laid_out())
        self.translate()

    def explanation(self) -> str:
        """What one sees."""
        return self.tr(
            "The model’s answers to MNIST’s 10,000 test digits: what is taken for what, and "
            "whether it knows when it is unsure. Click a cell to see its digits."
        )

    def what_is_awaited(self) -> str:
        """While it is measured."""
        return self.tr("The model reads 10,000 test digits…")

    def what_to_do(self) -> str:
        """Where it was cancelled."""
        return self.tr("Let the model read MNIST’s 10,000 test digits to see what it gets wrong.")

    def show_measured(self, measured: Measured) -> None:
        """Show an examination."""
        self._measured = measured
        self.notice_line.setText(measured.notice)
        self.notice_line.setVisible(bool(measured.notice))
        found, names = self._found(), self._names()
        self.matrix.show_examination(found, names)
        self.rates.show_examination(found, names)
        self.calibration.show_calibration(found.calibration())
        self._show_digits(None)
        self._say_figures()

    def save_targets(self) -> list[SaveTarget]:
        """The page, and the confusion's counts."""
        if self._measured is None or not self.is_showing_content:
            return []
        return [
            picture_target(self.tr("This page as a picture…"), "mistakes", self),
            picture_target(self.tr("The confusion matrix as a picture…"), "confusion", self.matrix),
            tensor_target(self.tr("The confusion’s counts…"), "confusion", self._found().confusion),
        ]

    # What is shown

    def _found(self) -> Examination:
        assert self._measured is not None  # noqa: S101 - asked only where something is shown
        found: Examination = self._measured.found
        return found

    def _names(self) -> list[str]:
        assert self._recognizer is not None  # noqa: S101
        return [str(name) for name in self._recognizer.model.classifier.classes_]

    def _show_cell(self, cell: Cell) -> None:
        self._show_digits((cell.row, cell.column))

    def _show_digits(self, cell: tuple[int, int] | None) -> None:
        """A cell's digits, or all that were misread."""
        if self._measured is None:
            return
        self._cell = cell
        found = self._found()
        which = found.misread if cell is None else found.cell(*cell)
        self.gallery.list.show_digits(found, self._measured.digits, self._names(), which)
        self.gallery.scrollToTop()
        if cell is None:
            self.matrix.unmark()
        else:
            self.matrix.mark(*cell, 1, 1)
        self.all_button.setVisible(cell is not None)
        self._say_what_is_in_the_gallery(len(which))

    def _say_what_is_in_the_gallery(self, count: int) -> None:
        if self._cell is None:
            text = self.tr("All {count} misread digits, the surest mistake first")
            self.gallery_title.setText(text.format(count=f"{count:,}"))
            return
        truth, answer = (self._names()[place] for place in self._cell)
        text = self.tr("{truth} read as {answer}: {count}")
        self.gallery_title.setText(text.format(truth=truth, answer=answer, count=f"{count:,}"))

    def _say_figures(self) -> None:
        found = self._found()
        text = self.tr("{right} right, {wrong} misread")
        right, wrong = f"<b>{found.accuracy:.2%}</b>", f"<b>{len(found.misread):,}</b>"
        self.summary.setText(text.format(right=right, wrong=wrong))
        error = self._found().calibration().error
        text = self.tr("{error} off on average; on the diagonal it is as sure as it is right")
        self.calibration_text.setText(text.format(error=f"{error:.2%}"))

    # What it looks like

    def _laid_out(self) -> QWidget:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_LARGE)
        grid.setVerticalSpacing(theme.GAP)
        grid.addWidget(self.notice_line, 0, 0, 1, 2)
        grid.addLayout(self._matrix_column(), 1, 0)
        grid.addLayout(self._gallery_column(), 1, 1)
        grid.addLayout(self._rates_column(), 2, 0)
        grid.addLayout(self._calibration_column(), 2, 1)
        grid.setRowStretch(1, 5)
        grid.setRowStretch(2, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return content

    def _matrix_column(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        # As high as the line beside it, with its button.
        self.summary.setMinimumHeight(self.all_button.sizeHint().height())
        head.addWidget(self.counts)
        head.addWidget(self.shares)
        return _column(head, self.axes, (self.matrix, 1))

    def _gallery_column(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.gallery_title, 1)
        head.addWidget(self.all_button)
        return _column(head, (self.gallery, 1))

    def _rates_column(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.rates_title, 1)
        for mark, text in (
            (_Mark(paint_circle), self.precision_text),
            (_Mark(paint_square), self.recall_text),
        ):
            head.addWidget(mark)
            head.addWidget(text)
        return _column(head, (self.rates, 1))

    def _calibration_column(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.calibration_title)
        head.addWidget(self.calibration_text, 1)
        return _column(head, (self.calibration, 1))

    def translate(self) -> None:
        """Write all texts."""
        self.counts.setText(self.tr("Counts"))
        self.shares.setText(self.tr("Shares"))
        self.shares.setToolTip(self.tr("Per cent of each row: of all digits of that class"))
        self.axes.setText(self.tr("down: what was written, across: what it was read as"))
        self.matrix.setAccessibleName(self.tr("Confusion matrix"))
        self.gallery.setAccessibleName(self.tr("Digits"))
        self.all_button.setText(self.tr("All misread"))
        self.rates_title.setText(self.tr("By class"))
        self.precision_text.setText(self.tr("precision"))
        self.precision_text.setToolTip(
            self.tr("Of the answers of a class, the share that is right")
        )
        self.recall_text.setText(self.tr("recall"))
        self.recall_text.setToolTip(self.tr("Of a class’s digits, the share that is found"))
        self.calibration_title.setText(self.tr("Calibration"))
        if self._measured is not None:
            self._say_figures()
            self._say_what_is_in_the_gallery(self.gallery.list.rowCount())


class _Mark(QWidget):
    """The mark of a kind of rate, for the legend."""

    def __init__(
        self, paint: Callable[[QPainter, QPointF, QWidget], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._paint = paint
        self.setFixedSize(_MARK, _MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self.rect().toRectF().center(), self)


def _column(*parts: QLayout | QWidget | tuple[QWidget, int]) -> QVBoxLayout:
    """Parts one below the other; those with a number take the room that is left."""
    column = QVBoxLayout()
    column.setSpacing(theme.GAP_SMALL)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            widget, stretch = part if isinstance(part, tuple) else (part, 0)
            column.addWidget(widget, stretch)
    return column


def _quiet() -> QLabel:
    label = QLabel()
    label.setProperty("tone", "quiet")
    return label


def _title(page: QWidget) -> QLabel:
    label = QLabel()
    label.setFont(theme.weighted(page.font(), QFont.Weight.DemiBold))
    return label
