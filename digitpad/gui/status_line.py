"""The line at the lower edge of the main window: what trains, is on trial, or is being loaded.

    Training mlp-3 ...  [Show Training]          modified copy of cnn is on trial  [Show Inspector]
    Loading svm-hog ...; cnn answers until then

The line is always there, so that nothing moves when a text appears.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStatusBar, QWidget

from digitpad.gui import theme
from digitpad.gui.session import Session
from digitpad.gui.widgets import plain_label, push_button, row


class StatusLine(QStatusBar):
    """Shows what the session reports, each with a button that opens its window.

    Attributes:
        training, trial, unfinished, loading: the entries, hidden while there is nothing to report.
    """

    def __init__(
        self,
        session: Session,
        open_training: Callable[[], object],
        open_inspector: Callable[[], object],
    ) -> None:
        super().__init__()
        self._session = session
        self._open_training, self._open_inspector = open_training, open_inspector
        self.training, self.trial, self.unfinished = StatusEntry(), StatusEntry(), StatusEntry()
        self.training.button.setText(self.tr("Show Training"))
        self.training.button.clicked.connect(open_training)
        self.trial.button.clicked.connect(self._open_trial)
        self.unfinished.text.setText(self.tr("Unfinished training run"))
        self.unfinished.button.setText(self.tr("Show Training"))
        self.unfinished.button.clicked.connect(open_training)
        self.unfinished.button.clicked.connect(self.unfinished.hide)
        self.unfinished.hide()
        self.loading = plain_label()
        self.loading.setIndent(theme.GAP_SMALL)
        self.setSizeGripEnabled(False)
        for entry in (self.loading, self.training, self.trial, self.unfinished):
            self.addWidget(entry)
        self.setMinimumHeight(self.training.sizeHint().height() + 2 * theme.GAP_SMALL)
        session.training_changed.connect(self._show)
        session.trial_changed.connect(self._show)
        session.loading_changed.connect(self._show_loading)
        self._show()
        self._show_loading()

    def show_unfinished(self, are_there: bool) -> None:
        """Report that runs were interrupted, until the training window is shown."""
        self.unfinished.setVisible(are_there)

    def _show(self) -> None:
        name, trial = self._session.training, self._session.trial
        is_of_training = self._session.training_model is not None
        self.training.setVisible(name is not None)
        # The model in training has one entry, also while it answers.
        self.trial.setVisible(trial is not None and not (name is not None and is_of_training))
        if name is not None:
            text = (
                self.tr("Training {name}, which answers on the pad …")
                if is_of_training
                else self.tr("Training {name} …")
            )
            self.training.text.setText(text.format(name=name))
        if trial is not None:
            text = self.tr("{name} is on trial").format(name=trial.recognizer.name)
            self.trial.text.setText(text)
            self.trial.button.setText(
                self.tr("Show Training") if is_of_training else self.tr("Show Inspector")
            )

    def _show_loading(self) -> None:
        name, answering = self._session.loading, self._session.answering
        text = ""
        if name is not None and answering is None:
            text = self.tr("Loading {name} …").format(name=name)
        elif name is not None and answering is not None:
            text = self.tr("Loading {name} …; {answering} answers until then")
            text = text.format(name=name, answering=answering.name)
        self.loading.setText(text)
        self.loading.setVisible(bool(text))

    def _open_trial(self) -> None:
        is_of_training = self._session.training_model is not None
        (self._open_training if is_of_training else self._open_inspector)()


class StatusEntry(QWidget):
    """A text and the button beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = plain_label()
        self.text.setMinimumWidth(theme.GAP_LARGE)
        self.button = push_button()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        whole = row(self.text, self.button, spacing=theme.GAP, of=self)
        whole.setContentsMargins(theme.GAP_SMALL, 0, theme.GAP, 0)
