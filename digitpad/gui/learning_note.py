"""What learning did, in a few words below the bars, with the one button that undoes it."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from digitpad.gui import theme
from digitpad.gui.lessons import Lesson
from digitpad.gui.wording import percent

_SHOWN_MILLISECONDS = 45_000


class LearningNote(QWidget):
    """Hidden until there is something to say, and again some time after."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.undo = QToolButton()
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.clicked.connect(self.undo_asked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self._translate()

    def show_beginning(self, label: int) -> None:
        """A digit was corrected; it is being learned."""
        self._say(self.tr("Learning that this is a {digit} …").format(digit=label))

    def show_lesson(self, lesson: Lesson) -> None:
        """What was learned, or that it was only stored."""
        change = lesson.adaptation
        if change is None:
            text = self.tr("Kept among your samples, but not learned: {problem}")
            self._say(text.format(problem=lesson.problem), can_undo=True)
            return
        lines = [self._what(lesson)]
        right = [round(share * lesson.count) for share in (change.own_before, change.own_after)]
        own = self.tr("Your own digits: {before} → {after} of {count} right")
        lines.append(own.format(before=right[0], after=right[1], count=lesson.count))
        mnist = self.tr("MNIST test: {before} → {after} right")
        shares = percent(change.mnist_before), percent(change.mnist_after)
        lines.append(mnist.format(before=shares[0], after=shares[1]))
        if lesson.problem:
            lines.append(self.tr("Not saved: {problem}").format(problem=lesson.problem))
        self._say("\n".join(lines), can_undo=bool(lesson.samples))

    def _what(self, lesson: Lesson) -> str:
        labels = sorted({sample.label for sample in lesson.samples})
        if len(labels) == 1:
            return self.tr("Learned from this {digit}.").format(digit=labels[0])
        return self.tr("Learned from {count} digits of yours.").format(count=lesson.count)

    def show_taken_back(self) -> None:
        """The last lesson was undone."""
        self._say(self.tr("Taken back: everything is as it was before."))

    def show_problem(self, text: str) -> None:
        """It did not work."""
        self._say(text, tone="problem")

    def show_text(self, text: str) -> None:
        """Something else worth a line."""
        self._say(text)

    def _say(self, text: str, *, can_undo: bool = False, tone: str = "quiet") -> None:
        self.text.setText(text)
        self.text.setProperty("tone", tone)
        # A style sheet looks at a property only when it is asked to.
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self.undo.setVisible(can_undo)
        self.setAccessibleName(text)
        self.show()
        self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was said stays in the old one and soon goes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
            self.hide()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.undo.setText(self.tr("Undo"))
        self.text.setToolTip(
            self.tr("Before and after learning. The MNIST test digits are never learned from.")
        )
        self.undo.setToolTip(self.tr("Forget this digit again"))
