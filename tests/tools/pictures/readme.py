"""The pictures of the README.

pad.gif         the pad, drawn into by `digitpad demo`
training.png    the training window, some epochs into a run
inspector.png   the inspector with the feature maps of a drawing
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize

from digitpad.common.atomic_files import write_atomically
from digitpad.data.example_ink import load_examples
from digitpad.data.training_ink import NO_INK
from digitpad.gui.application import WindowContext
from digitpad.gui.main_window import MainWindow
from digitpad.gui.pad.demo import PICTURE_NAME, run_demo
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import ENGLISH
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.record import DataChoice
from tests.tools.pictures.windows import delete, rest, save, wait_until

PICTURES = ("pad", "training", "inspector")

SIZE = QSize(1100, 700)
EPOCHS_SHOWN = 3


def make(context: WindowContext, names: Collection[str], folder: Path) -> None:
    """Write some of the pictures."""
    context.appearance.choose(Scheme.LIGHT)
    context.translation.choose(ENGLISH)
    makers = {"pad": _make_pad, "training": _make_training, "inspector": _make_inspector}
    for name in names:
        makers[name](context, folder)


def _make_pad(context: WindowContext, out: Path) -> None:
    with TemporaryDirectory() as folder:
        run_demo(Path(folder))
        write_atomically(out / "pad.gif", (Path(folder) / PICTURE_NAME).read_bytes())


def _make_training(context: WindowContext, out: Path) -> None:
    """The training window while an `mlp` learns from 20,000 digits of MNIST."""
    window = _opened(context, "mlp", "3")
    training = window.windows.open_training()
    plan = TrainingPlan.usual("mlp", DataChoice(mnist=20_000))
    training.resize(SIZE)
    training.start(plan.with_changes({"epochs": EPOCHS_SHOWN + 2, "validation": 2000, **NO_INK}))
    record = training.running.record
    wait_until(lambda: len(record.history) >= EPOCHS_SHOWN)
    rest(training)
    save(training, out / "training.png")
    _close(window)


def _make_inspector(context: WindowContext, out: Path) -> None:
    """The inspector's page of feature maps, for a seven on the pad."""
    window = _opened(context, "cnn-small", "7")
    window.windows.open_inspector()
    inspector = window.windows.inspector
    inspector.resize(SIZE)
    inspector.open_page("activations")
    rest(inspector)
    save(inspector, out / "inspector.png")
    _close(window)


def _opened(context: WindowContext, model: str, digit: str) -> MainWindow:
    """The main window with a model, and an example of a digit on the pad."""
    window = context.window(model)
    window.resize(SIZE)
    window.show()
    wait_until(lambda: window.session.selected is not None)
    ink = next(item.ink for item in load_examples() if item.label == digit)
    window.session.document.replace(ink)
    return window


def _close(window: MainWindow) -> None:
    """End the window, and the others with it."""
    window.close()
    rest(window)
    delete(window)
