"""A section of a form: a heading, settings in rows, and advanced settings that can be unfolded.

    Training
    Learning rate   [ 0.1      ]
                    learning rate must be above 0, not -1      (the problem of an invalid value)
    > Advanced training settings

Every setting has a label and an explanation, which is the tooltip of all of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from digitpad.gui import theme
from digitpad.gui.help import heading_with_help, set_help_topic
from digitpad.gui.training.controls import expected_input
from digitpad.gui.training.setting_texts import Texts
from digitpad.gui.widgets import column, plain_label, row
from digitpad.jobs.plan_problems import Problem


class Setting(QWidget):
    """One row: a label, a control, and the problem of an invalid value.

    Args:
        text: the label and the explanation.
        control: one of `digitpad.gui.training.controls`.
        beside: is shown at the right of the control.
        stretch: whether the control fills the row.
        parent: the Qt parent.
    """

    def __init__(
        self,
        text: tuple[str, str],
        control: QWidget,
        *,
        beside: QWidget | None = None,
        stretch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control: Any = control
        self.label = QLabel()
        self.label.setBuddy(control)
        self.label.setMinimumHeight(control.sizeHint().height())
        # Made with the first problem: few settings ever have one.
        self.problem_label: QLabel | None = None
        line = row((control, int(stretch)), spacing=theme.GAP)
        if beside is not None:
            line.addWidget(beside, 1)
        elif not stretch:
            line.addStretch(1)
        self._right = column(line, spacing=2)
        row(column(self.label, None), (self._right, 1), spacing=theme.GAP, of=self)
        self.explain(*text)

    def explain(self, label: str, explanation: str) -> None:
        """Set the label, and the explanation as tooltip and for screen readers."""
        self.label.setText(label)
        # Rich text is wrapped into several lines.
        tip = f"<p>{explanation}</p>"
        for widget in (self, self.label, self.control):
            widget.setToolTip(tip)
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(explanation)

    @property
    def problem(self) -> str:
        """The shown problem, or empty."""
        return self.problem_label.text() if self.problem_label is not None else ""

    def show_problem(self, problem: str) -> None:
        """Show why the value is invalid; an empty text removes the message."""
        if problem != self.problem:
            if self.problem_label is None:
                self.problem_label = plain_label(tone="problem", wraps=True)
                self._right.addWidget(self.problem_label)
            self.problem_label.setText(problem)
            self.problem_label.setVisible(bool(problem))
            self.control.setProperty("tone", "problem" if problem else "")
            self.control.style().polish(self.control)


class Section(QWidget):
    """Holds settings by name, read with `values` and written with `show_values`.

    `changed` is emitted after every change of a control.

    Args:
        heading: above the settings; empty for none.
        texts: label and explanation of each setting.
        details_title: of the advanced settings, which are folded at first.
        parent: the Qt parent. Given at once: each later change of it styles all settings again.
        topic: the section of the guide that the mark beside the heading opens.
    """

    changed = Signal()

    def __init__(
        self,
        heading: str,
        texts: Texts,
        details_title: str = "",
        parent: QWidget | None = None,
        *,
        topic: str = "",
    ) -> None:
        super().__init__(parent)
        set_help_topic(self, topic)
        self.settings: dict[str, Setting] = {}
        self._label_width = 0
        self._texts = texts
        self.column = column(of=self)
        if heading:
            label = plain_label(heading, bold=True, size=1.1)
            self.column.addLayout(heading_with_help(label, topic))
        self.main = column()
        self.column.addLayout(self.main)
        self.fold = QToolButton()
        self.fold.setText(details_title)
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "fold")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.toggled.connect(self._show_details)
        self.column.addWidget(self.fold)
        self.details = QWidget(self)
        self._detail_column = column(of=self.details)
        self.column.addWidget(self.details)
        self.fold.setVisible(bool(details_title))
        self._show_details(False)

    def add(
        self,
        name: str,
        control: QWidget,
        *,
        text: tuple[str, str] | None = None,
        is_detail: bool = False,
        beside: QWidget | None = None,
        stretch: bool = False,
    ) -> Setting:
        """Add a setting with this control; `is_detail` puts it among the advanced settings."""
        text = text or self._texts.get(name, (name, ""))
        place = self.details if is_detail else self
        setting = Setting(text, control, beside=beside, stretch=stretch, parent=place)
        self.settings[name] = setting
        setting.control.changed.connect(self.changed)
        (self._detail_column if is_detail else self.main).addWidget(setting)
        self.align(setting)
        return setting

    def remove(self, name: str) -> None:
        """Remove a setting."""
        setting = self.settings.pop(name)
        setting.hide()
        setting.deleteLater()

    def control(self, name: str) -> Any:
        """The control of a setting."""
        return self.settings[name].control

    def values(self) -> dict[str, Any]:
        """All valid values, by the settings' names."""
        values = {name: setting.control.value for name, setting in self.settings.items()}
        return {name: value for name, value in values.items() if value is not None}

    def invalid_texts(self) -> list[Problem]:
        """The problems of settings with invalid text."""
        return [
            Problem.of(name, "{text}", text=expected_input(setting.control))
            for name, setting in self.settings.items()
            if setting.control.value is None
        ]

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the given values; other settings do not change."""
        for name, value in values.items():
            if name in self.settings:
                self.control(name).set_value(value)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show the problem of each setting beside it, and unfold those that are hidden."""
        for name, setting in self.settings.items():
            setting.show_problem(problems.get(name, ""))
            if setting.problem and self.details.isAncestorOf(setting):
                self.fold.setChecked(True)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)

    def align(self, changed: Setting) -> None:
        """Give all labels the width of the widest, after the label of one has changed."""
        width = max(self._label_width, changed.label.sizeHint().width())
        settings = [changed] if width == self._label_width else self.settings.values()
        self._label_width = width
        for setting in settings:
            setting.label.setMinimumWidth(width)
