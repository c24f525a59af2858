"""A message below the bars, such as what was learned, with a button that undoes it.

A message belongs to a drawing or to a state and ends with it: `end_message` is called when the
drawing changes. Only a learning that is under way, and a model that cannot answer, are shown until
they end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from digitpad.common.labels import NON_DIGIT
from digitpad.gui import theme
from digitpad.gui.widgets import Tone, column, plain_label, row, set_tone
from digitpad.gui.wording import percent

if TYPE_CHECKING:
    from digitpad.gui.pad.personal_model import LearningResult


class LearningNote(QWidget):
    """Hidden while there is no message."""

    undo_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_learning = False
        self._lasting = ""
        self.text = plain_label(wraps=True, selectable=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.undo = QToolButton()
        self.undo.setText(self.tr("Undo"))
        self.undo.setToolTip(self.tr("Undo this correction"))
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.clicked.connect(self.undo_requested)
        whole = row((self.text, 1), column(self.undo, None), of=self)
        whole.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        self.hide()

    def show_beginning(self, label: int) -> None:
        """A digit was corrected and is being learned."""
        if label == NON_DIGIT:
            text = self.tr("Updating the model with this drawing …")
        else:
            text = self.tr("Updating the model with this {digit} …").format(digit=label)
        self._show_message(text)
        self._is_learning = True

    def show_result(self, result: LearningResult) -> None:
        """Show what was learned, or that the digit was only stored."""
        change = result.adaptation
        if change is None:
            text = self.tr("Saved to your samples, but the model was not updated: {problem}")
            self._show_message(text.format(problem=result.problem), can_undo=True)
            return
        from digitpad.recognition.fine_tuning import CHECKED  # noqa: PLC0415

        lines = [self._summary(result)]
        right = [round(share * result.count) for share in (change.own_before, change.own_after)]
        own = self.tr("Your own digits: {before} → {after} of {count} right")
        lines.append(own.format(before=right[0], after=right[1], count=result.count))
        mnist = self.tr("{count} of the MNIST test digits: {before} → {after} right")
        shares = percent(change.mnist_before), percent(change.mnist_after)
        lines.append(mnist.format(count=f"{CHECKED:,}", before=shares[0], after=shares[1]))
        if result.problem:
            lines.append(self.tr("Not saved: {problem}").format(problem=result.problem))
        self._show_message("\n".join(lines), can_undo=bool(result.samples))
        self.text.setToolTip(
            self.tr(
                "Accuracy before and after the correction. The MNIST test digits are "
                "never used for training."
            )
        )

    def _summary(self, result: LearningResult) -> str:
        labels = sorted({sample.label for sample in result.samples})
        if labels == [NON_DIGIT]:
            return self.tr("Model updated with this drawing.")
        if len(labels) == 1:
            return self.tr("Model updated with this {digit}.").format(digit=labels[0])
        return self.tr("Model updated with {count} of your digits.").format(count=result.count)

    def show_undone(self) -> None:
        """The last learning was undone."""
        self._show_message(self.tr("Correction undone."))

    def show_problem(self, text: str) -> None:
        """Show an error."""
        self._show_message(text, tone="problem")

    def show_text(self, text: str) -> None:
        """Show another message."""
        self._show_message(text)

    def show_lasting_problem(self, text: str) -> None:
        """Show an error whenever there is no other message, until this is called with ""."""
        self._lasting = text
        self.end_message()

    def end_message(self) -> None:
        """Hide the message, as when the drawing changes."""
        if self._is_learning:
            return
        if self._lasting:
            self._show_message(self._lasting, tone="problem")
        else:
            self.hide()

    def _show_message(self, text: str, *, can_undo: bool = False, tone: Tone = "quiet") -> None:
        self._is_learning = False
        self.text.setText(text)
        self.text.setToolTip("")
        set_tone(self.text, tone)
        self.undo.setVisible(can_undo)
        self.setAccessibleName(text)
        self.show()
