"""The training window, and plans small enough to be trained in a second or two."""

import contextlib
import dataclasses

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from digitpad.gui.training.training_window import TrainingWindow
from digitpad.training_plan import DataChoice, TrainingPlan


def small_plan(model="mlp", *, epochs=2, mnist=1000, **changes):
    """An mlp with 16 hidden units on 1,000 digits, or another model."""
    plan = TrainingPlan.usual(model)
    settings = plan.settings.with_changes(
        {
            "epochs": epochs,
            "synthetic": 0,
            "non_digits": 0,
            "validation": 200,
            "batch_size": 50,
            "threads": 1,
            **changes,
        }
    )
    return dataclasses.replace(
        plan,
        parameters={"hidden": [16]} if model == "mlp" else {},
        settings=settings,
        data=DataChoice(mnist=mnist),
    )


@contextlib.contextmanager
def shown(widget):
    """Show a widget, and take it apart at once afterwards: hundreds of them would slow each other.

    Qt deletes what is to be deleted later only when its own loop runs, which no test's does.
    """
    widget.show()
    try:
        yield widget
    finally:
        widget.close()
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def training(surroundings):
    """The window, which does not measure the machine's speed while tests use the machine."""
    window = TrainingWindow()
    window.form.speeds.pause()
    with shown(window):
        yield window
        window.shut_down()


@pytest.fixture
def wait(qtbot):
    """Wait for a condition; trainings share the machine with whatever else runs on it."""

    def until(condition, seconds=60):
        qtbot.waitUntil(condition, timeout=int(1000 * seconds))

    return until
