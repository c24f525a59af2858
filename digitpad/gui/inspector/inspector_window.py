"""The inspector: one window with a page for each way of looking into the model.

    +--------------+---------------------------------------------+
    | Architecture |  Weights                            [Save v] |
    | Weights      |  One sentence that says what one sees.       |
    | ...          |                                              |
    |              |  the page                                    |
    | [28 x 28]    |                                              |
    | 7   99.8 %   |                                              |
    +--------------+---------------------------------------------+

A page is made, and its code read, when it is first looked at; a page that is not seen is told
nothing until it is. While one draws, a page is told of the newest drawing only, and rests after
each, so that the pad always comes first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.page import Page, SaveTarget
from digitpad.gui.network_picture import NetworkPicture
from digitpad.gui.wording import percent
from digitpad.ink import Ink
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer

_SIZE = QSize(1240, 720)
_LIST_WIDTH = 196
_FIRST_MILLISECONDS = 4
"""The bars are painted before the page is told what is on the pad."""

_PAUSE_MILLISECONDS = 33
_REST = 3.0
_LONGEST_PAUSE_MILLISECONDS = 200
"""...after that it is told at most so often, and rests so many times as long as it took."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for the translation; it is looked up when shown. Qt's own has no types."""
    return text


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page that can be made: its file and class in this folder, and its title in English."""

    module: str
    class_name: str
    title: str

    def make(self) -> Page:
        """Read the code and make the page."""
        module = import_module(f"digitpad.gui.inspector.{self.module}")
        page: Page = getattr(module, self.class_name)()
        return page


PAGES = (
    PageEntry("architecture", "ArchitecturePage", QT_TRANSLATE_NOOP("PageEntry", "Architecture")),
    PageEntry("weights", "WeightsPage", QT_TRANSLATE_NOOP("PageEntry", "Weights")),
    PageEntry("activations", "ActivationsPage", QT_TRANSLATE_NOOP("PageEntry", "Activations")),
    PageEntry("why", "WhyPage", QT_TRANSLATE_NOOP("PageEntry", "Why this answer")),
    PageEntry("mistakes", "MistakesPage", QT_TRANSLATE_NOOP("PageEntry", "What it gets wrong")),
    PageEntry("robustness", "RobustnessPage", QT_TRANSLATE_NOOP("PageEntry", "How robust it is")),
    PageEntry("digit_map", "MapPage", QT_TRANSLATE_NOOP("PageEntry", "Where it lies")),
    PageEntry("through_time", "ThroughTimePage", QT_TRANSLATE_NOOP("PageEntry", "Through time")),
    PageEntry("experiments", "ExperimentsPage", QT_TRANSLATE_NOOP("PageEntry", "Experiments")),
)
"""What the window offers, in this order."""


@dataclass(slots=True, eq=False)
class _Opened:
    """A page that was made, and what it was told last."""

    page: Page
    told_recognizer: object = field(default_factory=object)
    told_drawing: object = field(default_factory=object)


class InspectorWindow(QDialog):
    """Shows the model that answers in the pad, from inside.

    `answer_with` carries a `Recognizer` with changes to try on the pad, or None to go back to the
    model on disk. `model_kept` carries the name of a changed copy that was kept.
    """

    answer_with = Signal(object)
    model_kept = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._drawing: tuple[Ink, Recognition | None] = (Ink(), None)
        self._opened: dict[int, _Opened] = {}
        self._answered = 0.0
        self._took = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setTimerType(Qt.TimerType.PreciseTimer)
        self._rest.timeout.connect(self._tell_page)
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST_WIDTH)
        for _ in PAGES:
            self.list.addItem(QListWidgetItem())
        self.picture = NetworkPicture()
        self.answer = QLabel()
        self.answer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Of fixed size, a text that changes with every stroke lays nothing out anew.
        self.answer.setFixedSize(_LIST_WIDTH, 2 * self.fontMetrics().height())
        self.title = QLabel()
        self.title.setFont(theme.weighted(theme.scaled(self.font(), 1.5), QFont.Weight.DemiBold))
        self.explanation = QLabel()
        self.explanation.setWordWrap(True)
        self.explanation.setProperty("tone", "quiet")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        self.save_button = QToolButton()
        self.save_menu = QMenu(self)
        self.save_menu.aboutToShow.connect(self._fill_save_menu)
        self.save_button.setMenu(self.save_menu)
        self.save_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.trial = QWidget()
        self.trial_text = QLabel()
        self.trial_text.setWordWrap(True)
        self.end_trial = QPushButton()
        self.end_trial.setAutoDefault(False)
        self.end_trial.clicked.connect(lambda: self._try(None))
        self.pages = QStackedWidget()
        self._lay_out()
        self.resize(_SIZE)
        self.list.currentRowChanged.connect(self._open)
        self._translate()

    # What the pad tells

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Look into this model from now on; the pad answers with it."""
        self._recognizer = recognizer
        self.trial.hide()
        self._translate_window_title()
        if self.isVisible():
            self._tell_page()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Take the newest drawing; the page hears of it shortly."""
        self._drawing = ink, recognition
        if self.isVisible() and not self._rest.isActive():
            self._rest.start(self._milliseconds_to_wait())

    def shut_down(self) -> None:
        """The program ends: nothing goes on."""
        self._rest.stop()
        for opened in self._opened.values():
            opened.page.shut_down()

    def _milliseconds_to_wait(self) -> int:
        rested = min(1000 * (1 + _REST) * self._took, _LONGEST_PAUSE_MILLISECONDS)
        pause = max(_PAUSE_MILLISECONDS, rested)
        elapsed = 1000 * (time.perf_counter() - self._answered)
        return max(_FIRST_MILLISECONDS, round(pause - elapsed))

    def _tell_page(self) -> None:
        """Tell the page that is seen what it does not know yet."""
        opened = self._opened.get(self.list.currentRow())
        if opened is None:
            return
        self._answered = time.perf_counter()
        if opened.told_recognizer is not self._recognizer:
            opened.told_recognizer = self._recognizer
            opened.told_drawing = None
            opened.page.use_recognizer(self._recognizer)
        if opened.page.is_live and opened.told_drawing is not self._drawing:
            opened.told_drawing = self._drawing
            opened.page.show_drawing(*self._drawing)
        self._show_answer(self._drawing[1])
        # What was changed is painted before the next timer.
        QTimer.singleShot(0, self._note_how_long_it_took)

    def _note_how_long_it_took(self) -> None:
        self._took = time.perf_counter() - self._answered

    @property
    def is_idle(self) -> bool:
        """Whether the page knows the newest drawing."""
        return not self._rest.isActive()

    def _show_answer(self, recognition: Recognition | None) -> None:
        self.picture.show_stages(None if recognition is None else recognition.stages)
        if recognition is None:
            text = self.tr("The pad is empty")
        else:
            text = f"<b>{recognition.digit}</b>  ·  {percent(recognition.confidence)}"
            if not recognition.is_digit:
                text = self.tr("Not a digit") + f"  ·  {percent(recognition.non_digit)}"
        self.answer.setText(text)

    # Pages

    @property
    def page(self) -> Page | None:
        """The page that is seen."""
        opened = self._opened.get(self.list.currentRow())
        return None if opened is None else opened.page

    def open_page(self, module: str) -> Page:
        """Go to the page with this file name."""
        row = next(row for row, entry in enumerate(PAGES) if entry.module == module)
        self.list.setCurrentRow(row)
        return self._opened[row].page

    def _open(self, row: int) -> None:
        if row not in self._opened:
            page = PAGES[row].make()
            page.answer_with.connect(self._try)
            page.explanation_changed.connect(self._say_what_is_seen)
            page.page_asked.connect(self._open_part)
            page.model_kept.connect(self._tell_of_model)
            page.problem_found.connect(lambda text: self._say(text, is_problem=True))
            self.pages.addWidget(page)
            self._opened[row] = _Opened(page)
        self.pages.setCurrentWidget(self._opened[row].page)
        self.message.hide()
        self._say_what_is_seen()
        self._tell_page()

    def _open_part(self, module: str, part: str) -> None:
        self.open_page(module).show_part(part)

    def _say_what_is_seen(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.title.setText(self.list.item(row).text())
        if self.page is not None:
            self.explanation.setText(self.page.explanation())

    # Trying changes on the pad

    def _try(self, recognizer: Recognizer | None) -> None:
        self.trial.setVisible(recognizer is not None)
        self.answer_with.emit(recognizer)
        if recognizer is None and self.page is not None:
            self.page.trial_ended()

    def _tell_of_model(self, name: str) -> None:
        self._say(self.tr("Kept as {name} among your models.").format(name=name))
        self.model_kept.emit(name)

    # Saving

    def _fill_save_menu(self) -> None:
        self.save_menu.clear()
        targets = [] if self.page is None else self.page.save_targets()
        for target in targets:
            action = self.save_menu.addAction(target.text)
            action.triggered.connect(lambda _=False, target=target: self._ask_and_save(target))
        if not targets:
            self.save_menu.addAction(self.tr("Nothing to save yet")).setEnabled(False)

    def _ask_and_save(self, target: SaveTarget) -> None:
        filters = ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in target.suffixes)
        first = f"{target.name}{target.suffixes[0]}"
        place, chosen = QFileDialog.getSaveFileName(self, self.tr("Save"), first, filters)
        if place:
            path = Path(place)
            if path.suffix.lower() not in target.suffixes:
                kind = chosen.split("*")[-1].rstrip(")") or target.suffixes[0]
                path = path.with_name(path.name + kind)
            self.save(target, path)

    def save(self, target: SaveTarget, path: Path) -> None:
        """Write a file, and say so."""
        try:
            target.write(path)
        except (OSError, DigitpadError) as error:
            self._say(in_words(error), is_problem=True)
        else:
            self._say(self.tr("Saved as {path}").format(path=path))

    def _say(self, text: str, *, is_problem: bool = False) -> None:
        self.message.setProperty("tone", "problem" if is_problem else "quiet")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(text)
        self.message.show()

    # What it looks like

    def _lay_out(self) -> None:
        rows = QHBoxLayout(self)
        rows.setContentsMargins(*[theme.GAP_LARGE] * 4)
        rows.setSpacing(theme.GAP_LARGE)
        rows.addLayout(self._side())
        rows.addLayout(self._main(), 1)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.GAP)
        side.addWidget(self.list, 1)
        side.addWidget(self._trial_row())
        side.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        side.addWidget(self.answer)
        return side

    def _trial_row(self) -> QWidget:
        column = QVBoxLayout(self.trial)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.trial_text)
        column.addWidget(self.end_trial)
        self.trial_text.setFixedWidth(_LIST_WIDTH)
        self.trial.hide()
        return self.trial

    def _main(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.save_button)
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(head)
        column.addWidget(self.explanation)
        column.addSpacing(theme.GAP_SMALL)
        column.addWidget(self.pages, 1)
        column.addWidget(self.message)
        return column

    def showEvent(self, event: QShowEvent) -> None:
        """The first page is made now; the page seen hears what has happened meanwhile."""
        super().showEvent(event)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._tell_page()

    def closeEvent(self, event: QCloseEvent) -> None:
        """With the window the trial ends: nobody could see that it goes on."""
        if self.trial.isVisibleTo(self):
            self._try(None)
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        for row, entry in enumerate(PAGES):
            self.list.item(row).setText(QCoreApplication.translate("PageEntry", entry.title))
        self._translate_window_title()
        self.list.setAccessibleName(self.tr("Pages"))
        self.save_button.setText(self.tr("Save"))
        self.trial_text.setText(self.tr("The pad answers with the changed copy."))
        self.end_trial.setText(self.tr("&Back to the model"))
        self._say_what_is_seen()
        self._show_answer(self._drawing[1])

    def _translate_window_title(self) -> None:
        if self._recognizer is None:
            self.setWindowTitle(self.tr("Inspector"))
        else:
            title = self.tr("Inspector: {model}").format(model=self._recognizer.name)
            self.setWindowTitle(title)
