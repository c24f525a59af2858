"""The card on the pad at the start, until it is turned off: three things to try.

It goes with the first stroke.
A press on its texts draws on the pad behind it, so the card is never in the way.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QRegion, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.actions import key_text
from digitpad.gui.help import open_guide
from digitpad.gui.session import Session
from digitpad.gui.widgets import column, plain_label, push_button, row

_SIZE = QSize(460, 0)
"""The width in a usual font; the height follows from the texts."""


class WelcomeCard(QWidget):
    """Covers the pad; only the card in its lower part receives the mouse.

    Attributes:
        card: what is visible; hidden where the pad is too small for it.
        tour: the button that starts the tour.
        guide: the button that opens the guide.
        close_button: removes the card.
        never_again: whether the next start shows it no more.
    """

    def __init__(self, session: Session, tour: QAction, inspect: QAction) -> None:
        super().__init__()
        self._session = session
        # The pad may be smaller than the card.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.card = QFrame(self)
        self.card.setProperty("kind", "notice")
        self.card.setAutoFillBackground(True)
        title = plain_label(self.tr("Three things to try"), bold=True, size=1.2)
        self.tour = push_button(self.tr("Quick &Tour"), tour.trigger)
        self.tour.setProperty("kind", "main small")
        texts = (
            self.tr("1. Draw a 7 and watch the probabilities move with the pen."),
            self.tr("2. Train a network of your own in a minute: Train… at the upper right."),
            self.tr("3. Look inside the model while you draw: {key}.").format(
                key=key_text(inspect)
            ),
        )
        self.guide = push_button(self.tr("Open the &Guide"), lambda: open_guide("first-minute"))
        self.close_button = push_button(self.tr("&Close"), self.remove)
        self.never_again = QCheckBox(self.tr("&Do not show again"))
        self.never_again.toggled.connect(self._remember)
        whole = column(
            row((title, 1), self.tour),
            *(plain_label(text, wraps=True) for text in texts),
            row(self.never_again, None, self.guide, self.close_button),
            of=self.card,
        )
        whole.unsetContentsMargins()
        tour.triggered.connect(self.remove)
        session.document.ink_changed.connect(self._make_room)

    def remove(self) -> None:
        """Show the card no more in this session."""
        self.hide()
        self.deleteLater()

    def _make_room(self) -> None:
        """Vanish with the first stroke, and go when it ends."""
        if self._session.document.is_drawing:
            # Hidden, it would take the rest of a stroke that began on it away from the pad.
            self.setMask(QRegion(0, 0, 1, 1))
        else:
            self.remove()

    def _remember(self, is_checked: bool) -> None:
        self._session.state.shows_welcome = not is_checked

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the card at the lower edge, and leave the rest of the pad to the pen."""
        super().resizeEvent(event)
        usual = theme.for_font(_SIZE, self.font()).width()
        width = min(usual, self.width() - 2 * theme.GAP)
        height = max(self.card.sizeHint().height(), self.card.heightForWidth(width))
        has_room = 2 * height < self.height() and width >= self.card.minimumSizeHint().width()
        self.card.setVisible(has_room)
        place = (self.width() - width) // 2, self.height() - height - theme.GAP
        self.card.setGeometry(*place, width, height)
        self.setMask(self.card.geometry())
