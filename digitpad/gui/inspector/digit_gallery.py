"""Digits of a labelled set as a gallery: each with what it is and what it was read as."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from digitpad.data.mnist import Dataset
from digitpad.gui import theme
from digitpad.gui.grey_image import InkColours
from digitpad.gui.wording import percent
from digitpad.inspection.mistakes import Examination
from digitpad.nn.parallel import as_network_input
from digitpad.types import FloatArray, IntArray

_PICTURE = 56
_SMALL = 0.88
_DIGIT_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True, eq=False)
class ReadDigit:
    """One digit of a set and its reading; probabilities are those of the truth and the answer."""

    number: int
    image: FloatArray
    truth: str
    answer: str
    true_probability: float
    answer_probability: float

    @property
    def is_misread(self) -> bool:
        """Whether the answer is wrong."""
        return self.truth != self.answer


class DigitList(QAbstractListModel):
    """Some digits of an examination."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._which: list[int] = []
        self._found: Examination | None = None
        self._digits: Dataset | None = None
        self._names: list[str] = []

    def show_digits(
        self, found: Examination, digits: Dataset, names: list[str], which: IntArray
    ) -> None:
        """Show those digits, in this order; classes have these names."""
        self.beginResetModel()
        self._found, self._digits, self._names = found, digits, names
        self._which = which.tolist()
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._which)

    def digit(self, row: int) -> ReadDigit:
        """One of them."""
        assert self._found is not None  # noqa: S101 - without an examination there is no row
        assert self._digits is not None  # noqa: S101
        number = self._which[row]
        found = self._found
        return ReadDigit(
            number,
            as_network_input(self._digits.images[number]),
            self._names[found.labels[number]],
            self._names[found.predicted[number]],
            float(found.true_probability[number]),
            float(found.answer_probability[number]),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The digit itself, or in words what it is."""
        if role == _DIGIT_ROLE:
            return self.digit(index.row())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.describe(self.digit(index.row()))
        return None

    def describe(self, digit: ReadDigit) -> str:
        """One digit in words."""
        if digit.is_misread:
            text = self.tr(
                "Digit number {number}: a {truth}, which the model gave {true}, "
                "read as {answer}, which it gave {given}"
            )
        else:
            text = self.tr("Digit number {number}: a {truth}, read as such with {given}")
        return text.format(
            number=f"{digit.number:,}",
            truth=digit.truth,
            answer=digit.answer,
            true=percent(digit.true_probability),
            given=percent(digit.answer_probability),
        )


class _Tile(QStyledItemDelegate):
    """Paints a digit, and below it two lines: what it was read as, and what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All are alike."""
        metrics = QFontMetrics(theme.scaled(option.font, _SMALL))
        width = metrics.horizontalAdvance("8  100.0%") + theme.GAP
        return QSize(max(width, _PICTURE + theme.GAP), _PICTURE + 2 * metrics.height() + theme.GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint picture and lines."""
        digit, role = index.data(_DIGIT_ROLE), QPalette.ColorRole
        rect, palette = QRectF(option.rect), option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = QRectF(0, 0, _PICTURE, _PICTURE)
        picture.moveCenter(rect.center())
        picture.moveTop(rect.top() + 4)
        painter.drawImage(picture, InkColours(palette).image(digit.image))
        is_lit = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(palette.color(role.Accent if is_lit else role.Mid), 2 if is_lit else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(picture.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setFont(theme.scaled(option.font, _SMALL))
        line = float(QFontMetrics(painter.font()).height())
        box = QRectF(rect.left(), picture.bottom() + 3, rect.width(), line)
        lines = [(digit.truth, digit.true_probability, role.PlaceholderText)]
        if digit.is_misread:
            lines.insert(0, (digit.answer, digit.answer_probability, role.BrightText))
        for name, probability, colour in lines:
            painter.setPen(palette.color(colour))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{name}  {percent(probability)}")
            box.translate(0, line)
        painter.restore()


class DigitGallery(QListView):
    """The digits in rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = DigitList(self)
        self.setModel(self.list)
        self.setItemDelegate(_Tile(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
