"""The training window, and plans that are trained in a second or two."""

import contextlib
import dataclasses
import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from digitpad.data.training_ink import NO_INK
from digitpad.gui.session import Session
from digitpad.gui.training.training_window import TrainingWindow
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.record import DataChoice
from tests.gui.choosing import select


def small_plan(model="mlp", *, epochs=2, mnist=1000, **changes):
    """An mlp with 16 hidden units on 1,000 digits, or another model."""
    plan = TrainingPlan.usual(model)
    settings = plan.settings.with_changes(
        {
            "epochs": epochs,
            **NO_INK,
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
    """Show a widget, and delete it afterwards, since hundreds of widgets would slow the tests down.

    `deleteLater` alone does nothing here, since the event loop does not run in between.
    """
    widget.show()
    try:
        yield widget
    finally:
        widget.close()
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        # Else it happens while Qt creates the next window, which PySide does not survive.
        gc.collect()


@pytest.fixture
def session(surroundings):
    """The state that the windows share, with the default model."""
    session = Session(surroundings.state)
    select(session, None)
    return session


@pytest.fixture
def training(session):
    """The training window, which does not measure the training speed during tests."""
    window = TrainingWindow(session)
    window.form.speeds.pause()
    with shown(window):
        yield window
        window.shut_down()


@pytest.fixture
def wait(qtbot):
    """Wait for a condition, with a long timeout, since training shares the processor."""

    def until(condition, seconds=180):
        qtbot.waitUntil(condition, timeout=int(1000 * seconds))

    return until
