"""The inspector: a window with one page for each way to look inside the selected model.

    +--------------+------------------------------------+-----------+
    | Architecture |  Weights                  [Save v] |  the pad, |
    | Weights      |  What the page shows.              |  docked   |
    | ...          |                                    |           |
    | [28 x 28]    |  the page                          |           |
    | 7   99.8 %   |                                    |           |
    +--------------+------------------------------------+-----------+

A page is created when it is first opened. It scrolls where the window is too small for
it, and the list at the left can be dragged away.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from digitpad.common.errors import DigitpadError
from digitpad.common.labels import NON_DIGIT
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.help import HelpMark, set_help_topic
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget
from digitpad.gui.network_picture import NetworkPicture
from digitpad.gui.save_dialog import ask_save_path
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import QT_TRANSLATE_NOOP, translated
from digitpad.gui.widgets import Message, column, plain_label, push_button, row
from digitpad.gui.wording import percent

_SIZE = QSize(1240, 720)


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its module and class in this package, and its title in English."""

    module: str
    class_name: str
    title: str

    @property
    def topic(self) -> str:
        """The section of the guide about the page."""
        return f"inspector#{self.module.replace('_', '-')}"

    def load(self) -> type[Page]:
        """Import the module; any thread may call it."""
        page: type[Page] = getattr(
            import_module(f"digitpad.gui.inspector.{self.module}"), self.class_name
        )
        return page


PAGES = (
    PageEntry("architecture", "ArchitecturePage", QT_TRANSLATE_NOOP("PageEntry", "Architecture")),
    PageEntry("weights", "WeightsPage", QT_TRANSLATE_NOOP("PageEntry", "Weights")),
    PageEntry("activations", "ActivationsPage", QT_TRANSLATE_NOOP("PageEntry", "Activations")),
    PageEntry("saliency", "SaliencyPage", QT_TRANSLATE_NOOP("PageEntry", "Saliency")),
    PageEntry("errors", "ErrorsPage", QT_TRANSLATE_NOOP("PageEntry", "Errors")),
    PageEntry("robustness", "RobustnessPage", QT_TRANSLATE_NOOP("PageEntry", "Robustness")),
    PageEntry("digit_map", "DigitMapPage", QT_TRANSLATE_NOOP("PageEntry", "Digit Map")),
    PageEntry("timeline", "TimelinePage", QT_TRANSLATE_NOOP("PageEntry", "Timeline")),
    PageEntry("experiments", "ExperimentsPage", QT_TRANSLATE_NOOP("PageEntry", "Experiments")),
)
"""The pages, in the order of the list."""


class InspectorWindow(SecondaryWindow):
    """Shows the inside of the selected model."""

    def __init__(self, session: Session) -> None:
        super().__init__("inspector", session, _SIZE, "inspector")
        self._opened: dict[int, Page] = {}
        self.saving = BackgroundJob(self)
        self.saving.failed.connect(self._show_failure)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in PAGES:
            self.list.addItem(QCoreApplication.translate("PageEntry", entry.title))
        self.list.currentRowChanged.connect(self._open)
        self.picture = NetworkPicture()
        self.answer = QLabel()
        self.answer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.answer.setWordWrap(True)
        self.title = plain_label(bold=True, size=1.5)
        self.help_mark = HelpMark("inspector", "")
        self.explanation = plain_label(tone="quiet", wraps=True)
        self.message = Message()
        self.save_button = QToolButton()
        self.save_button.setText(self.tr("Save"))
        self.save_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save_menu = QMenu(self)
        self.save_menu.aboutToShow.connect(self._fill_save_menu)
        self.save_button.setMenu(self.save_menu)
        self.trial = QWidget()
        self.trial_text = plain_label(self.tr("The pad uses the modified copy."), wraps=True)
        self.end_trial = push_button(
            self.tr("&Stop Trial"), lambda: session.end_trial("experiment")
        )
        self.pages = QStackedWidget()
        self._arrange()
        self.add_pad_dock()
        session.selected_changed.connect(self._show_model)
        session.drawing_changed.connect(self._show_answer)
        session.trial_changed.connect(self._show_trial)
        self._show_model()
        self._show_answer()
        self._show_trial()

    def shut_down(self) -> None:
        """Stop all background work before the program ends."""
        self.saving.leave()
        for page in self._opened.values():
            page.shut_down()
        super().shut_down()

    # Pages

    @property
    def page(self) -> Page | None:
        """The visible page."""
        return self._opened.get(self.list.currentRow())

    def open_page(self, module: str) -> Page:
        """Open the page of this module."""
        row = next(row for row, entry in enumerate(PAGES) if entry.module == module)
        self.list.setCurrentRow(row)
        return self._opened[row]

    def _open(self, row: int) -> None:
        if row not in self._opened:
            # In its place first: each change of a parent styles the whole page again.
            area = QScrollArea(widgetResizable=True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            self.pages.addWidget(area)
            page = self._opened[row] = PAGES[row].load()(self.session)
            area.setWidget(page)
            page.explanation_changed.connect(self._show_explanation)
            page.page_requested.connect(lambda module, part: self.open_page(module).show_part(part))
            page.message_shown.connect(self.message.show_text)
            page.problem_found.connect(self._show_problem)
        self.pages.setCurrentIndex(list(self._opened).index(row))
        self.message.hide()
        self.title.setText(self.list.item(row).text())
        self.help_mark.explain(PAGES[row].topic, self.title.text())
        set_help_topic(self, PAGES[row].topic)
        self._show_explanation()

    def _show_explanation(self) -> None:
        if self.page is not None:
            self.explanation.setText(self.page.explanation)

    # The session

    def _show_model(self) -> None:
        recognizer = self.session.selected
        if recognizer is None:
            self.setWindowTitle(self.tr("Inspector"))
        else:
            self.setWindowTitle(self.tr("Inspector: {model}").format(model=recognizer.name))
        self.message.hide()

    def _show_answer(self) -> None:
        if not self.isVisible():
            return
        recognition = self.session.drawing.shown.recognition
        self.picture.show_stages(None if recognition is None else recognition.stages)
        if recognition is None:
            self.answer.setText(self.tr("The pad is empty"))
            return
        digit = recognition.digit if recognition.is_digit else NON_DIGIT
        name = f"<b>{digit}</b>" if recognition.is_digit else self.tr("Not a digit")
        share = percent(float(recognition.with_non_digit()[digit]))
        self.answer.setText(f"{name}  ·  {share}")

    def _show_trial(self) -> None:
        trial = self.session.trial
        self.trial.setVisible(trial is not None and trial.kind == "experiment")

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
        kinds = [(suffix[1:].upper(), suffix) for suffix in target.suffixes]
        first = f"{target.name}{target.suffixes[0]}"
        path = ask_save_path(self, self.tr("Save"), first, kinds)
        if path is not None:
            self.save(target, path)

    def save(self, target: SaveTarget, path: Path) -> None:
        """Write a file, and report it."""
        if not target.is_picture:
            self.saving.add(lambda _: target.write(path), lambda _: self._show_saved(path))
            return
        try:
            target.write(path)
        except (OSError, DigitpadError) as error:
            self._show_failure(error)
        else:
            self._show_saved(path)

    def _show_saved(self, path: Path) -> None:
        self.message.show_text(self.tr("Saved as {path}").format(path=path))

    def _show_failure(self, error: Exception) -> None:
        self._show_problem(translated(error))

    def _show_problem(self, text: str) -> None:
        self.message.show_text(text, is_problem=True)

    # Layout, showing and closing

    def _arrange(self) -> None:
        picture = row(None, self.picture, None)
        side = column((self.list, 1), picture, self.answer, spacing=theme.GAP)
        row((self.trial_text, 1), self.end_trial, of=self.trial)
        head = row(self.title, self.help_mark, None, self.save_button)
        page = theme.GAP_SMALL, (self.pages, 1)
        main = head, self.explanation, self.trial, *page, self.message
        entries = self.list.sizeHintForColumn(0) + 2 * theme.GAP_LARGE
        width = max(entries, theme.PICTURE_SIDE + 2 * theme.GAP)
        self.show_columns((side,), main, width)

    def showEvent(self, event: QShowEvent) -> None:
        """Open the first page, and show the newest answer."""
        super().showEvent(event)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._show_answer()

    def hideEvent(self, event: QHideEvent) -> None:
        """End the trial when the window is closed in any way; minimizing it keeps the trial."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.session.end_trial("experiment")
