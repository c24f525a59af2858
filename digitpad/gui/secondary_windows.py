"""Opens the windows beside the pad: training, models, inspector, answers, guide, lessons.

Each is created when it is first opened, and imported then or by `preparation.py`, so that the pad
starts quickly. Every one is a `SecondaryWindow` that is created with the session alone:

    TrainingWindow(session)     InspectorWindow(session)     LibraryWindow(session)

It observes the session's signals, and tells the others what it did by calling the session:

    training    session.training = name, then None       session.begin_trial(..., "training"),
                session.end_trial("training")            session.select(name) for a kept model
    inspector   session.begin_trial(..., "experiment")   session.end_trial("experiment")
                session.refresh_models() for a saved copy
    models      session.refresh_models()                 session.rename(old, new)
                session.select(name)

A trial may be ended by anyone, such as by the button of the main window: a window that began one
observes `session.trial_changed`. Three things are connected here, since they concern two windows:
`train_again` of the models (a `TrainingPlan`) goes to `start_from` of the training window, the pen
pauses training (`watcher.yield_to_pen()`), and the training window offers unfinished runs
(`offer_unfinished()`). `shut_down()` of each is called before the program ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from digitpad.gui.charts.spare_plots import SparePlots
from digitpad.gui.help import SCHEME
from digitpad.gui.session import Session

if TYPE_CHECKING:
    from digitpad.gui.guide.guide_window import GuideWindow
    from digitpad.gui.inspector.inspector_window import InspectorWindow
    from digitpad.gui.lessons.lesson_window import LessonWindow
    from digitpad.gui.library.library_window import LibraryWindow
    from digitpad.gui.model_answers import ModelAnswers
    from digitpad.gui.training.training_window import TrainingWindow


class SecondaryWindows(QObject):
    """Opens the other windows and ends them with the pad.

    Attributes:
        training: None until it is first opened, as are the others.
        library: the window of the models.
        inspector: the window with the inside of the model.
        answers: the window with the answers of all models.
        guide: the window of the guide, which links such as `guide:training` open.
        lessons: the window of the lessons.
        spare_plots: for their charts.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.training: TrainingWindow | None = None
        self.library: LibraryWindow | None = None
        self.inspector: InspectorWindow | None = None
        self.answers: ModelAnswers | None = None
        self.guide: GuideWindow | None = None
        self.lessons: LessonWindow | None = None
        # The annotation says bytes, which the function refuses.
        QDesktopServices.setUrlHandler(SCHEME, self, "open_guide")  # type: ignore[arg-type]
        self.spare_plots = SparePlots(self)
        session.pen_moved.connect(self._pause_training)
        session.pen_moved.connect(self.spare_plots.on_ink)

    def open_training(self) -> TrainingWindow:
        """Show the training window."""
        if self.training is None:
            from digitpad.gui.training.training_window import TrainingWindow  # noqa: PLC0415

            self.training = TrainingWindow(self._session)
            self.training.offer_unfinished()
        self.training.bring_forward()
        return self.training

    def open_library(self) -> None:
        """Show the window of the models."""
        if self.library is None:
            from digitpad.gui.library.library_window import LibraryWindow  # noqa: PLC0415

            self.library = LibraryWindow(self._session)
            self.library.train_again.connect(lambda plan: self.open_training().start_from(plan))
        self.library.refresh()
        self.library.bring_forward()

    def open_inspector(self) -> None:
        """Show the inspector."""
        if self.inspector is None:
            from digitpad.gui.inspector.inspector_window import InspectorWindow  # noqa: PLC0415

            self.inspector = InspectorWindow(self._session)
        self.inspector.bring_forward()

    def open_answers(self) -> None:
        """Show the answers of all models."""
        if self.answers is None:
            from digitpad.gui.model_answers import ModelAnswers  # noqa: PLC0415

            self.answers = ModelAnswers(self._session)
        self.answers.bring_forward()

    @Slot(QUrl)
    def open_guide(self, link: QUrl) -> None:
        """Show a section of the guide, such as of `guide:training#augmentation`."""
        if self.guide is None:
            from digitpad.gui.guide.guide_window import GuideWindow  # noqa: PLC0415

            self.guide = GuideWindow(self._session)
        self.guide.bring_forward()
        self.guide.show_topic(link.toString().removeprefix(f"{SCHEME}:"))

    def open_lessons(self) -> None:
        """Show the lessons."""
        if self.lessons is None:
            from digitpad.gui.lessons.lesson_window import LessonWindow  # noqa: PLC0415

            self.lessons = LessonWindow(self._session)
        self.lessons.bring_forward()

    def shut_down(self) -> None:
        """Close all windows; save, and stop all background work before the program ends."""
        QDesktopServices.unsetUrlHandler(SCHEME)
        for window in (
            self.training,
            self.inspector,
            self.library,
            self.answers,
            self.guide,
            self.lessons,
        ):
            if window is not None:
                window.close()
                window.shut_down()
                # Python's garbage collector would destroy the scenes of the charts in any order.
                window.deleteLater()
        self.spare_plots.shut_down()

    def _pause_training(self) -> None:
        if self.training is not None:
            self.training.watcher.yield_to_pen()
