"""One line of the form: what it is called, the control, what it means, and what is wrong with it.

    Learning rate   [ 0.1      ]
                    learning rate must be above 0, not -1

Hovering over any part of the line explains it in one sentence.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme

LABEL_WIDTH = 132


class Setting(QWidget):
    """A labelled control. The words come later, with `explain`, in whatever language it is."""

    def __init__(
        self,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        beside: QWidget | None = None,
        stretch: bool = False,
    ) -> None:
        """`beside` is a note to the right of the control; `stretch` lets the control be wide."""
        super().__init__(parent)
        self.control = control
        self.label = QLabel()
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setBuddy(control)
        self.reason = QLabel()
        self.reason.setProperty("tone", "problem")
        self.reason.setWordWrap(True)
        self.reason.hide()
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(control, 1 if stretch else 0)
        if beside is not None:
            line.addWidget(beside, 1)
        elif not stretch:
            line.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(line)
        right.addWidget(self.reason)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(right, 1)
        self.label.setMinimumHeight(control.sizeHint().height())

    def explain(self, label: str, sentence: str) -> None:
        """Name the setting, and say what it does when somebody hovers over it."""
        self.label.setText(label)
        # As rich text it is broken into lines.
        tip = f"<p>{sentence}</p>"
        for widget in (self, self.label, self.control):
            widget.setToolTip(tip)
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(sentence)

    @property
    def problem(self) -> str:
        """What is wrong with it; empty where nothing is."""
        return self.reason.text()

    def mark(self, problem: str) -> None:
        """Say why this value cannot work, or that it can."""
        if problem == self.problem:
            return
        self.reason.setText(problem)
        self.reason.setVisible(bool(problem))
        self.control.setProperty("tone", "problem" if problem else "")
        self.control.style().polish(self.control)
