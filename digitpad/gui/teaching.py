"""Between the pad and the learner: what is corrected, and which model answers afterwards."""

from PySide6.QtCore import QObject

from digitpad.data.samples import NewSample, image_bytes
from digitpad.errors import DigitpadError
from digitpad.gui.actions import Actions
from digitpad.gui.answer_panel import AnswerPanel
from digitpad.gui.error_words import in_words
from digitpad.gui.learner import Learner
from digitpad.gui.lessons import Lesson, base_name
from digitpad.gui.live_recognition import LiveRecognition
from digitpad.gui.samples.browser import SampleBrowser
from digitpad.gui.samples.guided_round import GuidedRound
from digitpad.gui.shown_number import ShownNumber
from digitpad.ink import Ink
from digitpad.recognizer import Recognizer


class Teaching(QObject):
    """Lets the digit looked at be corrected, by a click on its bar or by its key."""

    def __init__(
        self, panel: AnswerPanel, actions: Actions, recognition: LiveRecognition, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.learner = Learner(self)
        self._panel = panel
        self._actions = actions
        self._recognition = recognition
        self._shown = ShownNumber()
        self._taught: tuple[object, int] | None = None
        self.browser: SampleBrowser | None = None
        self.round: GuidedRound | None = None
        panel.bars.digit_chosen.connect(self.correct)
        panel.bars.approached.connect(self._prepare)
        for digit, action in actions.right_digits.items():
            action.triggered.connect(lambda _=False, digit=digit: self.correct(digit))
        for asked in (panel.note.undo_asked, actions.forget.triggered):
            asked.connect(self.learner.take_back)
        actions.samples.triggered.connect(self.open_samples)
        actions.round.triggered.connect(self.open_round)
        self.learner.began.connect(panel.note.show_beginning)
        self.learner.learned.connect(self._adopt)
        self.learner.taken_back.connect(self._return)
        self.learner.failed.connect(self._tell)
        self._update_actions()

    def show_number(self, shown: ShownNumber) -> None:
        """What can be corrected now."""
        had_one, self._shown = self._shown.digit is not None, shown
        if had_one != (shown.digit is not None):
            for action in self._actions.right_digits.values():
                action.setEnabled(not had_one)

    def correct(self, label: int) -> None:
        """The digit looked at is a `label`. The same said twice counts once."""
        recognizer, shown = self._panel.chooser.recognizer, self._shown.recognition
        if recognizer is None or shown is None:
            return
        ink: Ink | None = self._shown.ink_of_digit(self._recognition.ink)
        stages = shown.stages
        if ink is None or ink.is_empty:
            # The digit comes from a picture.
            ink = None
        elif (whole := recognizer.recognize_ink(ink)) is not None:
            # What is learned goes the whole way, even if steps are left out on the screen.
            stages = whole.stages
        said = (stages if ink is None else ink.strokes, label)
        if said == self._taught:
            return
        self._taught = said
        image = image_bytes(stages.network_input)
        sample = NewSample(label, image, ink, predicted=shown.digit, model=recognizer.name)
        self.learner.correct(sample, recognizer.model)
        self._update_actions()

    def open_samples(self) -> None:
        """Show the browser; there is only one."""
        if self.browser is None:
            try:
                self.browser = SampleBrowser(self.learner.store(), self._panel.window())
            except DigitpadError as error:
                self._panel.note.show_problem(in_words(error))
                return
            self.browser.learning_asked.connect(self.learn_again)
            self.browser.round_asked.connect(self.open_round)
        self.browser.refresh()
        self.browser.show()
        self.browser.raise_()

    def open_round(self) -> None:
        """Begin a guided round with the model in use."""
        recognizer = self._panel.chooser.recognizer
        if recognizer is None or (self.round is not None and self.round.isVisible()):
            return
        try:
            self.round = GuidedRound(self.learner.store(), recognizer, self._panel.window())
        except DigitpadError as error:
            self._panel.note.show_problem(in_words(error))
            return
        self.round.collected.connect(self.learn_again)
        self.round.open()

    def _prepare(self) -> None:
        recognizer = self._panel.chooser.recognizer
        if recognizer is not None:
            self.learner.prepare(recognizer.model)

    def learn_again(self) -> None:
        """Learn from the samples as they are now."""
        recognizer = self._panel.chooser.recognizer
        if recognizer is not None:
            self.learner.learn_again(recognizer.model)

    def _adopt(self, lesson: Lesson) -> None:
        """The person's own model answers, unless another one was chosen in the meantime."""
        self._panel.note.show_lesson(lesson)
        if self.browser is not None:
            self.browser.refresh()
            self.browser.show_text(self._panel.note.text.text())
        loaded = self._panel.chooser.loaded or ""
        if lesson.after is not None and base_name(loaded) == base_name(_name(lesson)):
            self._panel.chooser.show_loaded(Recognizer(lesson.after))
        self._update_actions()

    def _return(self, lesson: Lesson) -> None:
        self._taught = None
        self._panel.note.show_taken_back()
        if self.browser is not None:
            self.browser.refresh()
        in_use = self._panel.chooser.recognizer
        if in_use is not None and in_use.model is lesson.after:
            self._panel.chooser.show_loaded(Recognizer(lesson.before))
        self._panel.chooser.read_list_again()
        self._update_actions()

    def _tell(self, problem: str) -> None:
        self._taught = None
        self._panel.note.show_problem(problem)
        self._update_actions()

    def _update_actions(self) -> None:
        self._actions.forget.setEnabled(self.learner.can_take_back)


def _name(lesson: Lesson) -> str:
    return lesson.before.description.name
