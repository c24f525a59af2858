"""The result of a run: the new model compared with another, and buttons to keep or discard it.

+--------------------------------------------------------------+
|  mlp: training finished, 98.1% accuracy on the MNIST ...     |
|  Compare with [ cnn v ]                                      |
|  ... the comparison ...                                      |
|  Name [ mlp-3 ] [ Keep Model ]                               |
|  Continue for (epochs) [5]                      [ Discard ]  |
+--------------------------------------------------------------+
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from digitpad.common.errors import DigitpadError
from digitpad.evaluation.comparison import ModelComparison
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.help import set_help_topic
from digitpad.gui.library.comparison_view import ModelComparisonView
from digitpad.gui.library.comparison_window import compare
from digitpad.gui.training.controls import NumberField
from digitpad.gui.translation import translated
from digitpad.gui.widgets import (
    ConfirmButton,
    Message,
    ProgressBar,
    column,
    plain_label,
    push_button,
    row,
    scrolled,
)
from digitpad.gui.wording import percent
from digitpad.jobs.run_folder import Run
from digitpad.library.listing import available_models
from digitpad.library.model_file import ModelDescription, read_description
from digitpad.library.names import free_name, new_model_file

DEFAULT_MORE_EPOCHS = 5


class ResultView(QWidget):
    """`kept` carries the new name, `discarded` the run.

    `continue_requested` carries the run and the number of additional epochs, `not_kept` the run
    and the error of a disk on which the model could not be saved.
    """

    kept = Signal(str)
    not_kept = Signal(object, object)
    continue_requested = Signal(object, int)
    discarded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.run: Run | None = None
        self.title = plain_label(wraps=True, selectable=True, bold=True, size=1.2)
        self.other_model = QComboBox()
        self.progress = ProgressBar()
        self.progress.setFixedHeight(6)
        self.message, self.command = Message(), Message()
        self.comparison = ModelComparisonView()
        self.name_row = NameRow()
        self.more_epochs = NumberField(whole=True)
        self.more_epochs.set_value(DEFAULT_MORE_EPOCHS)
        self.more_epochs.setAccessibleName(self.tr("Additional epochs"))
        self.continue_button = push_button(
            self.tr("&Continue for (epochs):"), self._request_continue
        )
        self.discard_button = ConfirmButton()
        self.discard_button.set_texts(self.tr("&Discard"), self.tr("Discard this training run?"))
        self.job = BackgroundJob(self)
        set_help_topic(self, "training#result")
        self._lay_out()
        self.job.progressed.connect(self.progress.show_progress)
        self.job.failed.connect(self._show_failure)
        self.other_model.currentTextChanged.connect(lambda _: self._compare())
        self.name_row.keep_requested.connect(self._keep)
        self.discard_button.confirmed.connect(lambda: self.discarded.emit(self.run))

    def show_run(self, run: Run) -> None:
        """Show a finished run and compare its model with another one."""
        self.run = run
        description: ModelDescription | None = None
        try:
            description = read_description(run.model)
        except DigitpadError as error:
            self.message.show_text(translated(error), is_problem=True)
        self.title.setText(self._title_text(run, description))
        text = self.tr("The same on the command line: {command}")
        self.command.show_text(text.format(command=run.plan.command()))
        self.name_row.suggest(run.plan.name, run.plan.model)
        for widget in (self.more_epochs, self.continue_button):
            widget.setVisible(run.plan.kind.trains_in_epochs)
        names = available_models()
        with QSignalBlocker(self.other_model):
            self.other_model.clear()
            self.other_model.addItems(names)
            if run.plan.start in names:
                self.other_model.setCurrentText(run.plan.start)
        self._compare()

    def _compare(self) -> None:
        """Compare with the chosen model, instead of the one before."""
        other, run = self.other_model.currentText(), self.run
        if not other or run is None:
            return
        self.progress.show_progress()
        self.progress.show()
        self.comparison.hide()
        text = self.tr("Evaluating both models on the test digits and your samples …")
        self.message.show_text(text)
        self.job.start(lambda task: compare(task, other, run.model), then=self._show_comparison)

    def _show_comparison(self, comparison: ModelComparison) -> None:
        self.progress.hide()
        self.message.show_text("")
        self.comparison.show_comparison(comparison)
        self.comparison.show()

    def _show_failure(self, error: Exception) -> None:
        self.progress.hide()
        self.message.show_text(translated(error), is_problem=True)

    def _keep(self, name: str) -> None:
        if self.run is None:
            return
        try:
            self.run.keep(name)
        except DigitpadError as error:
            self.name_row.show_problem(translated(error))
        except OSError as error:
            self.not_kept.emit(self.run, error)
        else:
            self.job.cancel()
            self.kept.emit(name)

    def _request_continue(self) -> None:
        epochs = self.more_epochs.value
        if self.run is not None and epochs:
            self.job.cancel()
            self.continue_requested.emit(self.run, int(epochs))

    def _title_text(self, run: Run, description: ModelDescription | None) -> str:
        measured = {} if description is None else description.measured
        accuracy = measured.get("mnist_test_accuracy")
        if accuracy is None:
            return self.tr("{model}: training finished").format(model=run.plan.model)
        text = self.tr("{model}: training finished, {share} accuracy on the MNIST test set")
        return text.format(model=run.plan.model, share=percent(accuracy))

    def _lay_out(self) -> None:
        label = QLabel(self.tr("Co&mpare with"))
        label.setBuddy(self.other_model)
        column(
            row((self.title, 1), label, self.other_model, spacing=theme.GAP),
            self.progress,
            self.message,
            (scrolled(self.comparison), 1),
            self.command,
            self.name_row,
            row(self.continue_button, self.more_epochs, None, self.discard_button),
            spacing=theme.GAP,
            of=self,
        )


class NameRow(QWidget):
    """The name of the finished model: suggested, and checked while typing.

    `keep_requested` carries an unused name.
    """

    keep_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Model name"))
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.field)
        self.keep = push_button(self.tr("&Keep Model"), self._request)
        self.keep.setProperty("kind", "small main")
        tip = self.tr("Adds it to your models and uses it on the pad. No model is replaced.")
        self.keep.setToolTip(f"<p>{tip}</p>")
        self.reason = Message()
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._request)
        line = row(label, (self.field, 1), self.keep, None)
        column(line, self.reason, spacing=2, of=self)

    def suggest(self, name: str, stem: str) -> None:
        """Suggest a name if it is unused, else the stem with a number."""
        self.field.setText(name if name and _name_problem(name) == "" else free_name(stem))
        self._check()

    def show_problem(self, problem: str) -> None:
        """Show why the model cannot be saved; an empty text removes the message."""
        self.reason.show_text(problem, is_problem=True)

    def _check(self) -> None:
        problem = _name_problem(self.field.text())
        self.show_problem(problem)
        self.field.setProperty("tone", "problem" if problem else "")
        self.field.style().polish(self.field)
        self.keep.setEnabled(not problem)

    def _request(self) -> None:
        if self.keep.isEnabled():
            self.keep_requested.emit(self.field.text())


def _name_problem(name: str) -> str:
    """Why a model cannot have this name, or empty."""
    try:
        new_model_file(name)
    except DigitpadError as error:
        return translated(error)
    return ""
