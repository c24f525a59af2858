"""Pause, one more epoch, stop and keep, cancel; and whether the pad answers with the model.

A button that was clicked says so at once and waits for the process to follow.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from digitpad.gui import theme
from digitpad.gui.training.run_record import Phase


class RunButtons(QWidget):
    """One signal for each thing that can be asked for; `live` carries the state of the switch."""

    pause = Signal()
    go_on = Signal()
    one_more = Signal()
    stop = Signal()
    cancel = Signal()
    live = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = Phase.STARTING
        self._is_machine = False
        self._asked: str = ""
        self.live_switch = QCheckBox()
        self.live_switch.toggled.connect(self.live)
        self.pause_button = self._button(self._pause_or_go_on)
        self.one_more_button = self._button(self.one_more.emit)
        self.stop_button = self._button(lambda: self._ask("stop"))
        self.cancel_button = self._button(lambda: self._ask("cancel"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_SMALL)
        line.addWidget(self.live_switch)
        line.addStretch(1)
        for button in (
            self.pause_button,
            self.one_more_button,
            self.stop_button,
            self.cancel_button,
        ):
            line.addWidget(button)
        self._translate()

    def begin(self, *, is_machine: bool) -> None:
        """A new run."""
        self._is_machine, self._asked = is_machine, ""
        self.live_switch.setChecked(False)
        self.show_phase(Phase.STARTING)

    def show_phase(self, phase: Phase) -> None:
        """Offer what can be done now."""
        if self._asked == "pause" and phase is Phase.PAUSED:
            self._asked = ""
        if self._asked == "go on" and phase is not Phase.PAUSED:
            self._asked = ""
        self._phase = phase
        self._update()

    def _button(self, do: object) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: do())  # type: ignore[operator]
        return button

    def _pause_or_go_on(self) -> None:
        self._ask("go on" if self._phase is Phase.PAUSED else "pause")

    def _ask(self, what: str) -> None:
        self._asked = what
        self._update()
        {"pause": self.pause, "go on": self.go_on, "stop": self.stop, "cancel": self.cancel}[
            what
        ].emit()

    def _update(self) -> None:
        is_ending = self._phase is Phase.FINISHING or self._asked in {"stop", "cancel"}
        is_learning = self._phase in {Phase.TRAINING, Phase.PAUSED}
        self.pause_button.setEnabled(
            not is_ending and not self._asked and self._phase is not Phase.STARTING
        )
        self.one_more_button.setEnabled(is_learning and not is_ending)
        self.stop_button.setEnabled(is_learning and not is_ending)
        self.cancel_button.setEnabled(self._asked != "cancel")
        self.live_switch.setEnabled(is_learning and not is_ending)
        for widget in (self.one_more_button, self.stop_button, self.live_switch):
            widget.setVisible(not self._is_machine)
        self._translate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        is_paused = self._phase is Phase.PAUSED
        pause = {
            "pause": self.tr("Pausing …"),
            "go on": self.tr("Going on …"),
        }.get(self._asked, self.tr("&Go on") if is_paused else self.tr("&Pause"))
        self.pause_button.setText(pause)
        self.one_more_button.setText(self.tr("One &more epoch"))
        self.stop_button.setText(
            self.tr("Stopping …") if self._asked == "stop" else self.tr("Stop and &keep")
        )
        self.cancel_button.setText(
            self.tr("Cancelling …") if self._asked == "cancel" else self.tr("&Cancel")
        )
        self.live_switch.setText(self.tr("The pad answers with it as it &learns"))
        for widget, sentence in (
            (self.pause_button, self.tr("Hold the work; the machine is free meanwhile.")),
            (self.one_more_button, self.tr("Train an epoch more than planned so far.")),
            (self.stop_button, self.tr("Stop here and make a model of what is learned so far.")),
            (self.cancel_button, self.tr("Stop without a model; you can go on from here later.")),
            (
                self.live_switch,
                self.tr("The drawing on the pad is read by the model as it is at that moment."),
            ),
        ):
            widget.setToolTip(f"<p>{sentence}</p>")
