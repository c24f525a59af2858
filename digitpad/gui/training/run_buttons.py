"""Buttons for a run: pause, add an epoch, stop and keep, cancel, and use the model on the pad.

A clicked button changes its text at once, until the training process has reacted. A button that
has the focus is never disabled under it: the focus would move to the next button, and a press of
Space meant for the first would cancel the run.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from digitpad.gui.training.run_record import Phase
from digitpad.gui.widgets import push_button, row


class RunButtons(QWidget):
    """`requested` carries "pause", "resume", "add_epoch", "keep" or "cancel".

    `live_toggled` carries whether the pad uses the model; its `live_switch` stands elsewhere.
    `focus_lost` is emitted when the button that has the focus is about to be disabled.
    """

    requested = Signal(str)
    live_toggled = Signal(bool)
    focus_lost = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._phase = Phase.STARTING
        self._has_epochs = True
        self._pending = ""
        self.live_switch = QCheckBox(self.tr("&Use on the pad while training"))
        tip = self.tr("The pad recognizes digits with the current weights of this model.")
        self.live_switch.setToolTip(f"<p>{tip}</p>")
        self.live_switch.toggled.connect(self.live_toggled)
        self.pause_button = self._button(
            self._pause_or_resume, self.tr("Pause training and free the processor.")
        )
        self.add_epoch_button = self._button(
            lambda: self.requested.emit("add_epoch"),
            self.tr("Train one epoch more than planned."),
        )
        self.add_epoch_button.setText(self.tr("&Add Epoch"))
        self.stop_button = self._button(
            lambda: self._request("keep"),
            self.tr("Stop now and build the model from the current weights."),
        )
        self.cancel_button = self._button(
            lambda: self._request("cancel"),
            self.tr("Stop without a model. The run can be resumed later."),
        )
        buttons = (self.pause_button, self.add_epoch_button, self.stop_button, self.cancel_button)
        row(None, *buttons, of=self)
        self._update()

    def begin(self, *, has_epochs: bool) -> None:
        """Reset the buttons for a new run."""
        self._has_epochs, self._pending = has_epochs, ""
        self.live_switch.setChecked(False)
        self.show_phase(Phase.STARTING)

    def show_phase(self, phase: Phase) -> None:
        """Enable the buttons that are possible in a phase."""
        is_paused = phase is Phase.PAUSED
        if self._pending == ("pause" if is_paused else "resume"):
            self._pending = ""
        self._phase = phase
        self._update()

    def _button(self, action: Callable[[], object], tip: str) -> QPushButton:
        button = push_button(action=action)
        button.setToolTip(f"<p>{tip}</p>")
        return button

    def _pause_or_resume(self) -> None:
        # Not disabled meanwhile, see above.
        if not self._pending:
            self._request("resume" if self._phase is Phase.PAUSED else "pause")

    def _request(self, command: str) -> None:
        self._pending = command
        self._update()
        self.requested.emit(command)

    def _update(self) -> None:
        is_ending = self._phase is Phase.FINISHING or self._pending in {"keep", "cancel"}
        is_active = self._phase in {Phase.TRAINING, Phase.PAUSED}
        has_started = self._phase is not Phase.STARTING
        for widget, is_enabled in (
            (self.pause_button, not is_ending and has_started),
            (self.add_epoch_button, is_active and not is_ending),
            (self.stop_button, is_active and not is_ending),
            (self.cancel_button, self._pending != "cancel"),
            (self.live_switch, is_active and not is_ending),
        ):
            # `hasFocus` would be false while another window is active.
            if self.window().focusWidget() is widget and not is_enabled:
                self.focus_lost.emit()
            widget.setEnabled(is_enabled)
        for widget in (self.add_epoch_button, self.stop_button, self.live_switch):
            widget.setVisible(self._has_epochs)
        self._show_texts()

    def _show_texts(self) -> None:
        is_paused = self._phase is Phase.PAUSED
        pause = {
            "pause": self.tr("Pausing …"),
            "resume": self.tr("Resuming …"),
        }.get(self._pending, self.tr("&Resume") if is_paused else self.tr("&Pause"))
        self.pause_button.setText(pause)
        self.stop_button.setText(
            self.tr("Stopping …") if self._pending == "keep" else self.tr("Stop and &Keep")
        )
        self.cancel_button.setText(
            self.tr("Cancelling …") if self._pending == "cancel" else self.tr("&Cancel")
        )
