"""The tour: leads through the main window in some steps, each about one of its controls.

    pad  ->  bars  ->  correction  ->  steps  ->  Train  ->  Model menu  ->  Help menu

The learner does what a step says with the real control. A recognized digit ends the first step;
Escape, a lesson and the end of the window end the tour, which leaves nothing behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QRegion,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QMenuBar,
    QSizePolicy,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.actions import key_text
from digitpad.gui.widgets import announce, column, plain_label, push_button, row

if TYPE_CHECKING:
    from digitpad.gui.main_window import MainWindow

_REST_MILLISECONDS = 900
"""How long a recognized digit must stay as it is before the tour goes on."""

_SHADE_OPACITY = 0.5
_MARGIN = 3
"""Between a control and the line around it, in pixels at device-pixel ratio 1."""


class _Step(NamedTuple):
    """Its card covers the first widget of `covered` that is not hidden."""

    title: str
    text: str
    control: QWidget
    covered: tuple[QWidget, ...]
    ends_with_digit: bool = False


class Tour(QObject):
    """The tour of a main window, from its first step until it ends.

    A control that is hidden when the tour begins has no step; one that is hidden later is skipped.

    Attributes:
        card: the text and the buttons.
        spotlight: dims the window around the control.
    """

    def __init__(self, window: MainWindow) -> None:
        for former in window.findChildren(Tour):
            former.end()
        super().__init__(window)
        self._window, self._number = window, 0
        self._steps = [step for step in self._all_steps() if _area_of(step.control) is not None]
        self.spotlight, self.card = Spotlight(window), TourCard(window)
        self.card.back.clicked.connect(lambda: self._go(-1))
        self.card.next.clicked.connect(lambda: self._go(1))
        self.card.end.clicked.connect(self.end)
        window.actions_.lessons.triggered.connect(self.end)
        window.session.drawing_changed.connect(self._on_drawing)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(lambda: self._go(1))
        # Qt lays out the controls after these signals. An event filter would delay the pen.
        self._layout = QTimer(self, singleShot=True, interval=0)
        self._layout.timeout.connect(self._place)
        session, actions = window.session, window.actions_
        moves = session.document.pad_size_changed, session.answering_changed, session.failed
        for signal in (*moves, session.selected_changed, actions.stages.toggled):
            signal.connect(self._place_soon)
        # Escape must not clear the pad meanwhile.
        self._keys_of_clear = actions.clear.shortcuts()
        actions.clear.setShortcuts(self._keys_of_clear[1:])
        self._escape = QShortcut(self._keys_of_clear[0], window, self.end)
        self._show_step()
        self.card.next.setFocus()

    def end(self) -> None:
        """Remove all that belongs to the tour."""
        self._escape.setKey(QKeySequence())
        self._window.actions_.clear.setShortcuts(self._keys_of_clear)
        self._rest.stop()
        self._layout.stop()
        if self.card.isAncestorOf(self._window.focusWidget()):
            self._window.canvas.setFocus()
        for part in (self.card, self.spotlight):
            part.hide()
        for one in (self.card, self.spotlight, self._escape):
            one.deleteLater()
        self.deleteLater()

    def _go(self, direction: int) -> None:
        """Show the next step, or the one before it, whose control is not hidden."""
        self._rest.stop()
        number = self._number + direction
        while 0 <= number < len(self._steps) and _area_of(self._steps[number].control) is None:
            number += direction
        if number >= len(self._steps):
            self.end()
        elif number >= 0:
            self._number = number
            self._show_step()

    def _show_step(self) -> None:
        title, text, *_ = self._steps[self._number]
        self.card.show_step(title, text, self._number + 1, len(self._steps))
        self._place()

    def _place_soon(self) -> None:
        self._layout.start()

    def _place(self) -> None:
        window = self._window
        step = self._steps[self._number]
        area = _area_of(step.control)
        if area is None:
            self._go(1)
            return
        self.spotlight.show_area(area, [_place_of(one) for one in (window.canvas, window.answer)])
        width = max(window.panel.width(), self.card.sizeHint().width())
        card = QRect(area.topLeft(), QSize(width, self.card.heightForWidth(width)))
        for room in (
            next((one for one in step.covered if one.isVisibleTo(window)), window),
            window,
        ):
            _move_inside(card, _place_of(room))
        self.card.setGeometry(card)
        for shown in (self.spotlight, self.card):
            shown.show()
            shown.raise_()

    def _on_drawing(self) -> None:
        """Go on soon if a digit was to be drawn, and was recognized."""
        session, step = self._window.session, self._steps[self._number]
        answer = session.drawing.shown.recognition
        is_done = answer is not None and answer.is_digit and not session.document.is_drawing
        if step.ends_with_digit and is_done:
            self._rest.start()
        else:
            self._rest.stop()

    def _all_steps(self) -> tuple[_Step, ...]:
        window = self._window
        return (
            _Step(
                self.tr("Draw a digit"),
                self.tr("Write a digit from 0 to 9 on the pad. The model answers as you draw."),
                window.canvas,
                (window.strip, window.bars),
                ends_with_digit=True,
            ),
            _Step(
                self.tr("Watch the probabilities"),
                self.tr("Each bar is the probability of a digit. Draw on and watch them move."),
                window.bars,
                (window.strip, window.answer),
            ),
            _Step(
                self.tr("Correct a wrong answer"),
                self.tr("Wrong answer? Click the bar of the right digit, and the model learns it."),
                window.bars,
                (window.strip, window.answer),
            ),
            _Step(
                self.tr("See what the model reads"),
                self.tr("It reads 28 × 28 pixels, made in these steps. Untick one to skip it."),
                window.strip,
                (window.bars,),
            ),
            _Step(
                self.tr("Train a model"),
                self.tr("Click Train…, choose Quick and start: your own model in a minute."),
                window.train_button,
                (window.answer,),
            ),
            _Step(
                self.tr("Look inside the model"),
                self.tr(
                    "Inspect Model… ({key}) shows what each layer computes as you draw."
                ).format(key=key_text(window.actions_.inspect)),
                window.actions_.model_menu,
                (window.canvas,),
            ),
            _Step(
                self.tr("Read on"),
                self.tr(
                    "Guide ({key}) explains all of this. Lessons build networks step by step."
                ).format(key=key_text(window.actions_.guide)),
                window.actions_.help_menu,
                (window.canvas,),
            ),
        )


class TourCard(QFrame):
    """Title, position and text of a step.

    Attributes:
        end: the button that ends the tour before its last step.
        back, next: the buttons that move between the steps; at the last one, `next` ends the tour.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("kind", "tour")
        self.title, self.position = plain_label(), plain_label(tone="quiet")
        self.title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.text = plain_label(wraps=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.end = push_button(self.tr("En&d Tour"))
        self.back, self.next = push_button(self.tr("&Back")), push_button()
        self.next.setProperty("kind", "main small")
        # Enter works, too.
        self.next.setAutoDefault(True)
        heading = row((self.title, 1), self.position)
        buttons = row(self.end, None, self.back, self.next)
        self._column = column(heading, self.text, buttons, of=self)
        self._column.unsetContentsMargins()

    def show_step(self, title: str, text: str, number: int, count: int) -> None:
        """Show the step with this number, from 1, of `count`, and let screen readers say it."""
        position = self.tr("{number} of {count}").format(number=number, count=count)
        self.title.setText(title)
        self.position.setText(position)
        self.text.setText(text)
        self.back.setEnabled(number > 1)
        self.next.setText(self.tr("&Next") if number < count else self.tr("Fi&nish"))
        self.end.setVisible(number < count)
        self.setAccessibleName(f"{title}, {position}")
        for widget in (self, self.next):
            widget.setAccessibleDescription(text)
        # Else the rows keep the sizes of the former texts until the next event.
        self._column.activate()
        announce(self, f"{title}, {position}. {text}")


class Spotlight(QWidget):
    """Covers a window, and lets all events of mouse, pen and touch through to the controls."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._area = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_area(self, area: QRect, bright: list[QRect]) -> None:
        """Outline an area of the window; neither it nor the `bright` ones are dimmed."""
        self._area = QRectF(area)
        # What another mask uncovers of a visible widget, Qt does not repaint.
        self.hide()
        self.setGeometry(self.window().rect())
        # Without the mask, it would be painted again with every movement of the pen.
        dimmed = QRegion(self.rect()) - area
        for other in bright:
            dimmed -= other
        self.setMask(dimmed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shade, and the line unless the area is empty."""
        palette = self.palette()
        shade = QColor(palette.color(QPalette.ColorRole.Window))
        shade.setAlphaF(_SHADE_OPACITY)
        painter = QPainter(self)
        painter.fillRect(event.rect(), shade)
        if not self._area.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            frame = self._area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
            painter.drawRoundedRect(frame, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)


def _area_of(control: QWidget) -> QRect | None:
    """The place of a step's control; None if hidden, empty for a menu outside, as on macOS."""
    bar = control.parentWidget()
    if isinstance(control, QMenu) and isinstance(bar, QMenuBar):
        return QRect() if bar.isNativeMenuBar() else bar.actionGeometry(control.menuAction())
    return _place_of(control) if control.isVisibleTo(control.window()) else None


def _place_of(widget: QWidget) -> QRect:
    """The place of a widget in its window, in pixels at device-pixel ratio 1."""
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def _move_inside(place: QRect, room: QRect) -> None:
    """Move a place into the room; the right and the lower edge of a larger one stand out."""
    place.moveRight(min(place.right(), room.right()))
    place.moveBottom(min(place.bottom(), room.bottom()))
    place.moveTopLeft(QPoint(max(place.x(), room.x()), max(place.y(), room.y())))
