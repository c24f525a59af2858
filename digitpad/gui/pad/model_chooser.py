"""Shows which model answers, and selects another one.

Model [cnn                 v] [Train...]
Model [modified copy of cnn v] [Stop Trial]       while a model is on trial
"""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, plain_label, push_button, row


class ModelChooser(QWidget):
    """The list of models. A model on trial is its current entry until the trial ends.

    A model that was chosen is the current entry at once; the status line says what answers until it
    is loaded.

    Selecting any other entry ends the trial, as the button does. If a model cannot be loaded, the
    error is shown until one is.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.box = QComboBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(6)
        self.box.setAccessibleName(self.tr("Model"))
        self.box.textActivated.connect(self._select)
        label = plain_label(self.tr("M&odel"), tone="quiet")
        label.setBuddy(self.box)
        self.stop = push_button(self.tr("Stop Trial"), session.end_trial)
        self.stop.setToolTip(self.tr("Use the selected model again"))
        self._buttons = QStackedWidget()
        self._buttons.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._buttons.addWidget(self.stop)
        self.problem = plain_label(tone="problem", wraps=True)
        self.problem.hide()
        line = row(label, self.box, self._buttons, spacing=theme.GAP)
        column(line, self.problem, of=self)
        session.models_changed.connect(self._show)
        session.answering_changed.connect(self._show)
        session.loading_changed.connect(self._show)
        session.selected_changed.connect(self.problem.hide)
        session.failed.connect(self._show_problem)
        self._show()

    def add_button(self, action: QAction) -> QToolButton:
        """Add the button that stands beside the list while there is no trial."""
        train = QToolButton()
        train.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        train.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        train.setDefaultAction(action)
        self._buttons.addWidget(train)
        self._show()
        return train

    def _select(self, name: str) -> None:
        trial = self._session.trial
        if trial is None or name != trial.recognizer.name:
            self._session.select(name)
        else:
            self._session.cancel_loading()

    def _show_problem(self, error: Exception) -> None:
        self.problem.setText(translated(error))
        self.problem.show()
        self._show()

    def _show(self) -> None:
        """Show the names, and as the current one the model that answers, or is being loaded.

        A list that is open stays as it is while a model in training answers with newer weights.
        """
        session = self._session
        names, answering = list(session.names), session.answering
        has_trial = session.trial is not None
        current = -1
        if session.loading in names:
            current = names.index(session.loading)
        elif answering is not None:
            if has_trial or answering.name not in names:
                names.append(answering.name)
                current = len(names) - 1
            else:
                current = names.index(answering.name)
        listed = [self.box.itemText(row) for row in range(self.box.count())]
        with QSignalBlocker(self.box):
            if listed != names:
                self.box.clear()
                self.box.addItems(names)
            if self.box.currentIndex() != current:
                self.box.setCurrentIndex(current)
        self.box.setToolTip(
            self.tr("This model is on trial. Choose another one, or stop the trial.")
            if has_trial
            else self.tr("Model used for recognition")
        )
        self._buttons.setCurrentIndex(0 if has_trial else self._buttons.count() - 1)
