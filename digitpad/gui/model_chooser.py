"""Which model answers: a list of those there are, and beside it what went wrong with one."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.modelfile import ModelDescription
from digitpad.recognizer import Recognizer, available_models


class ModelChooser(QWidget):
    """Loads the model that is picked and emits it; one that cannot be loaded changes nothing."""

    recognizer_loaded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self.box = QComboBox()
        self._listed = available_models()
        self.box.addItems(self._listed)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(12)
        self.box.textActivated.connect(self.choose)
        self._label = QLabel()
        self._label.setBuddy(self.box)
        self._label.setProperty("tone", "quiet")
        self.problem = QLabel()
        self.problem.setProperty("tone", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._line = line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self._label)
        line.addWidget(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addLayout(line)
        layout.addWidget(self.problem)
        self._translate()

    def add_button(self, action: QAction) -> QToolButton:
        """A button beside the list, for what else can be done about models."""
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setDefaultAction(action)
        self._line.addWidget(button)
        return button

    @property
    def recognizer(self) -> Recognizer | None:
        """The model in use, as it was loaded."""
        return self._recognizer

    @property
    def loaded(self) -> str | None:
        """The name of the model in use."""
        return None if self._recognizer is None else self._recognizer.name

    @property
    def description(self) -> ModelDescription | None:
        """What the file of the model in use says about it."""
        return None if self._recognizer is None else self._recognizer.model.description

    def choose_first_of(self, *names: str | None) -> None:
        """Load the first of `names` that is in the list, else the list's first."""
        listed = [self.box.itemText(index) for index in range(self.box.count())]
        self.choose(next((name for name in names if name in listed), None))

    def choose(self, name: str | None) -> None:
        """Load a model by name or file; None means the default. A failure is told beneath."""
        try:
            recognizer = Recognizer.load(name)
        except (DigitpadError, OSError) as error:
            self.problem.setText(in_words(error))
            self.problem.show()
        else:
            self.problem.hide()
            self.show_loaded(recognizer)
        self._select_loaded()

    def show_loaded(self, recognizer: Recognizer) -> None:
        """Show and emit a model that was loaded or made elsewhere."""
        self._recognizer = recognizer
        self._select_loaded()
        self.recognizer_loaded.emit(recognizer)

    def read_list_again(self) -> None:
        """Models were added or taken away; the default follows on one that was taken away."""
        listed_before, self._listed = self._listed, available_models()
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItems(self._listed)
        if self.loaded in listed_before and self.loaded not in self._listed:
            self.choose(None)
        else:
            self._select_loaded()

    def _select_loaded(self) -> None:
        """The list shows the model that answers, not the one that failed."""
        with QSignalBlocker(self.box):
            if self.loaded is not None and self.box.findText(self.loaded) < 0:
                self.box.addItem(self.loaded)
            self.box.setCurrentText(self.loaded or "")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._label.setText(self.tr("&Model"))
        self.box.setAccessibleName(self.tr("Model"))
        self.box.setToolTip(self.tr("The network that answers"))
