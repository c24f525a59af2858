"""The end of a run: the new model beside an old one, and what to do with it.

+--------------------------------------------------------------+
|  mlp has learned: 98.1% of MNIST's test digits are right     |
|  Compare with [ cnn v ]                                      |
|  ... both side by side ...                                   |
|  Name [ mlp-3 ] [ Keep it ]       Train on [5]  [ Discard ]  |
+--------------------------------------------------------------+
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.library.comparing import Comparing
from digitpad.gui.library.comparison_view import ModelComparisonView
from digitpad.gui.training.name_row import NameRow
from digitpad.gui.training.number_field import NumberField
from digitpad.gui.training.sure_button import SureButton
from digitpad.gui.wording import percent
from digitpad.library import available_models
from digitpad.model_comparison import ModelComparison
from digitpad.modelfile import ModelDescription, read_description
from digitpad.runs.run import Run

MORE_EPOCHS = 5


class ResultView(QWidget):
    """`kept` carries the name, `train_on` the run and how many epochs more, `discarded` the run."""

    kept = Signal(str)
    train_on = Signal(object, int)
    discarded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run: Run | None = None
        self._description: ModelDescription | None = None
        self._wanted = ""
        self.title = QLabel()
        self.title.setFont(theme.weighted(theme.scaled(self.font(), 1.2), QFont.Weight.DemiBold))
        self.other = QComboBox()
        self._other_label = QLabel()
        self._other_label.setBuddy(self.other)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.comparison = ModelComparisonView()
        self.names = NameRow()
        self.more = NumberField(whole=True)
        self.more.setFixedWidth(56)
        self.more.set_value(MORE_EPOCHS)
        self.train_on_button = QPushButton()
        self.train_on_button.setAutoDefault(False)
        self.discard = SureButton()
        self._comparing = Comparing(self)
        self._lay_out()
        self._connect()
        self._translate()

    def show_run(self, run: Run, description: ModelDescription | None = None) -> None:
        """Show a finished run, and compare its model with the one in use."""
        self.run = run
        try:
            self._description = description or read_description(run.model)
        except DigitpadError as error:
            self._description = None
            self._say(in_words(error), is_problem=True)
        stem = run.plan.model
        self.names.suggest(run.plan.name, stem)
        for widget in (self.more, self.train_on_button):
            widget.setVisible(not run.plan.is_machine)
        names = available_models()
        with QSignalBlocker(self.other):
            self.other.clear()
            self.other.addItems(names)
            if run.plan.start in names:
                self.other.setCurrentText(run.plan.start)
        self._translate()
        self._compare()

    @property
    def is_comparing(self) -> bool:
        """Whether the comparison is still under way."""
        return self._comparing.is_busy

    def shut_down(self) -> None:
        """Call the comparison off and wait for its end."""
        self._wanted = ""
        self._comparing.shut_down()

    def _compare(self) -> None:
        """Compare with the chosen model; what is under way is called off first."""
        self._wanted = self.other.currentText()
        if self._comparing.is_busy:
            self._comparing.cancel()
        else:
            self._begin()

    def _begin(self) -> None:
        if not self._wanted or self.run is None:
            return
        other, self._wanted = self._wanted, ""
        self.progress.setRange(0, 0)
        self.progress.show()
        self.comparison.hide()
        self._say(self.tr("Both models read the test digits and your samples …"))
        self._comparing.start(other, self.run.model)

    def _connect(self) -> None:
        self._comparing.progressed.connect(self._show_progress)
        self._comparing.compared.connect(self._show_comparison)
        self._comparing.failed.connect(self._fail)
        self._comparing.called_off.connect(self._begin)
        self.other.currentTextChanged.connect(lambda _: self._compare())
        self.names.keep_asked.connect(self._keep)
        self.train_on_button.clicked.connect(lambda _=False: self._train_on())
        self.discard.confirmed.connect(lambda: self.discarded.emit(self.run))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show_comparison(self, comparison: ModelComparison) -> None:
        self.progress.hide()
        self._say("")
        self.comparison.show_comparison(comparison)
        self.comparison.show()
        self._begin()

    def _fail(self, problem: str) -> None:
        self.progress.hide()
        self._say(problem, is_problem=True)
        self._begin()

    def _keep(self, name: str) -> None:
        if self.run is None:
            return
        try:
            self.run.keep(name)
        except (DigitpadError, OSError) as error:
            self.names.say(in_words(error))
        else:
            self.shut_down()
            self.kept.emit(name)

    def _train_on(self) -> None:
        epochs = self.more.value
        if self.run is not None and epochs:
            self.shut_down()
            self.train_on.emit(self.run, int(epochs))

    def _say(self, text: str, *, is_problem: bool = False) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.message.setProperty("tone", "problem" if is_problem else "quiet")
        self.message.style().polish(self.message)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addWidget(self.title, 1)
        above.addWidget(self._other_label)
        above.addWidget(self.other)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP_SMALL)
        top = Qt.AlignmentFlag.AlignTop
        below.addWidget(self.names, 1, top)
        for widget in (self.train_on_button, self.more):
            below.addWidget(widget, 0, top)
        below.addSpacing(theme.GAP)
        below.addWidget(self.discard, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(above)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        column.addWidget(self.comparison, 1)
        column.addStretch(0)
        column.addLayout(below)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._other_label.setText(self.tr("Co&mpare with"))
        self.train_on_button.setText(self.tr("&Train on, so many epochs:"))
        self.more.setAccessibleName(self.tr("How many epochs more"))
        self.discard.set_words(self.tr("&Discard"), self.tr("&Discard it?"))
        self.title.setText(self._verdict())

    def _verdict(self) -> str:
        if self.run is None:
            return ""
        model = self.run.plan.model
        measured = {} if self._description is None else self._description.measured
        accuracy = measured.get("mnist_test_accuracy")
        if accuracy is None:
            return self.tr("{model} has learned").format(model=model)
        return self.tr("{model} has learned: {share} of MNIST's test digits are right").format(
            model=model, share=percent(accuracy)
        )
