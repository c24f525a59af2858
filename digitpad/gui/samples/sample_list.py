"""The samples as a list of thumbnails: what was written, what it is, what it was taken for."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from digitpad.data.samples import Sample
from digitpad.gui import theme
from digitpad.gui.grey_image import InkColours

SAMPLE_ROLE = Qt.ItemDataRole.UserRole
_PICTURE = 56
_CELL = QSize(78, 92)

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class SampleList(QAbstractListModel):
    """A list of `Sample`s."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._samples: list[Sample] = []

    @property
    def samples(self) -> list[Sample]:
        """Those shown."""
        return self._samples

    def show_samples(self, samples: list[Sample]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self._samples = samples
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._samples)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The sample itself, or in words what it is."""
        sample = self._samples[index.row()]
        if role == SAMPLE_ROLE:
            return sample
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.describe(sample)
        return None

    def describe(self, sample: Sample) -> str:
        """One sample in words."""
        when = f"{sample.time.astimezone():%Y-%m-%d %H:%M}"
        if sample.predicted is None:
            return self.tr("A {digit}, {when}").format(digit=sample.label, when=when)
        text = self.tr("A {digit}, read as {read} by {model}, {when}")
        return text.format(
            digit=sample.label, read=sample.predicted, model=sample.model or "?", when=when
        )


class Thumbnail(QStyledItemDelegate):
    """Paints one sample: its picture, below it the label, and what it was taken for if wrong."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All are alike."""
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint picture and words; a frame says that it is chosen."""
        sample, role = index.data(SAMPLE_ROLE), QPalette.ColorRole
        rect, palette = QRectF(option.rect), option.palette
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = QRectF(0, 0, _PICTURE, _PICTURE)
        picture.moveCenter(rect.center())
        picture.moveTop(rect.top() + 4)
        image = InkColours(palette).image(sample.image.astype("float32") / 255)
        painter.fillRect(picture, palette.color(role.Base))
        painter.drawImage(picture, image)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        edge = palette.color(role.Accent if is_chosen else role.Mid)
        painter.setPen(QPen(edge, 2 if is_chosen else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(picture.adjusted(-1, -1, 1, 1), 3, 3)
        words = rect.adjusted(0, picture.bottom() - rect.top() + 4, 0, 0)
        text = str(sample.label)
        if sample.is_misread:
            text += f"  ←  {sample.predicted}"
        painter.setFont(theme.scaled(option.font, 0.95))
        painter.setPen(palette.color(role.BrightText if sample.is_misread else role.WindowText))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
        painter.restore()
