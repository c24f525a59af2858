"""The digits that changed sides as a gallery.

Below each picture stand the old model's answer and the new one's, each with how sure the model
was; a wrong answer is red.
"""

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

from digitpad.evaluation import Evaluation
from digitpad.gui import theme
from digitpad.gui.grey_image import InkColours
from digitpad.gui.wording import percent
from digitpad.model_comparison import SetComparison
from digitpad.nn.parallel import as_network_input
from digitpad.types import FloatArray, IntArray

_PICTURE = 56
_SMALL = 0.88
_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True, eq=False)
class ChangedDigit:
    """One digit and what both models made of it: the answer, and its probability."""

    number: int
    image: FloatArray
    truth: int
    old: tuple[int, float]
    new: tuple[int, float]


class ChangedDigitList(QAbstractListModel):
    """Some digits of a comparison."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: SetComparison | None = None
        self._which: list[int] = []

    @property
    def which(self) -> list[int]:
        """The indices of those shown."""
        return self._which

    def show_digits(self, found: SetComparison, which: IntArray) -> None:
        """Show these of its digits, in this order."""
        self.beginResetModel()
        self._found, self._which = found, which.tolist()
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._which)

    def digit(self, row: int) -> ChangedDigit:
        """One of them."""
        assert self._found is not None  # noqa: S101 - without a comparison there is no row
        found, number = self._found, self._which[row]
        return ChangedDigit(
            number,
            as_network_input(found.digits.images[number]),
            int(found.digits.labels[number]),
            _answer(found.old, number),
            _answer(found.new, number),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The digit itself, or in words what it is."""
        if role == _ROLE:
            return self.digit(index.row())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.describe(self.digit(index.row()))
        return None

    def describe(self, digit: ChangedDigit) -> str:
        """One digit in words."""
        text = self.tr(
            "Digit number {number} is a {truth}: the old model reads {old} ({sure}), "
            "the new one {new} ({surer})"
        )
        return text.format(
            number=f"{digit.number:,}",
            truth=digit.truth,
            old=digit.old[0],
            sure=percent(digit.old[1]),
            new=digit.new[0],
            surer=percent(digit.new[1]),
        )


def _answer(evaluation: Evaluation, number: int) -> tuple[int, float]:
    answer = int(evaluation.predicted[number])
    return answer, float(evaluation.probabilities[number, answer])


class _Tile(QStyledItemDelegate):
    """Paints a digit, and below it both answers, old over new."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All are alike."""
        metrics = QFontMetrics(theme.scaled(option.font, _SMALL))
        width = max(metrics.horizontalAdvance("8  100.0%"), _PICTURE) + theme.GAP
        return QSize(width, _PICTURE + 2 * metrics.height() + theme.GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint picture and lines."""
        digit, role = index.data(_ROLE), QPalette.ColorRole
        rect, palette = QRectF(option.rect), option.palette
        is_lit = bool(option.state & QStyle.StateFlag.State_Selected)
        picture = QRectF(0, 0, _PICTURE, _PICTURE)
        picture.moveCenter(rect.center())
        picture.moveTop(rect.top() + 4)
        painter.save()
        painter.drawImage(picture, InkColours(palette).image(digit.image))
        painter.setPen(QPen(palette.color(role.Accent if is_lit else role.Mid), 2 if is_lit else 1))
        painter.drawRect(picture.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setFont(theme.scaled(option.font, _SMALL))
        line = float(QFontMetrics(painter.font()).height())
        box = QRectF(rect.left(), picture.bottom() + 3, rect.width(), line)
        for answer, sure in (digit.old, digit.new):
            is_right = answer == digit.truth
            painter.setPen(palette.color(role.WindowText if is_right else role.BrightText))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{answer}  {percent(sure)}")
            box.translate(0, line)
        painter.restore()


class ChangedDigitGallery(QListView):
    """The digits in rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ChangedDigitList(self)
        self.setModel(self.list)
        self.setItemDelegate(_Tile(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
