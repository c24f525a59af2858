"""Make the pictures of the README from the program itself: `python -m tests.tools.pictures`.

    resources/pictures/pad.gif         the pad, drawn into by `digitpad demo`
    resources/pictures/training.png    the training window, some epochs into a run
    resources/pictures/inspector.png   the inspector with the feature maps of a drawing

It needs no display, opens the real windows with settings of their own, and takes a minute.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QSize
from PySide6.QtWidgets import QWidget

from digitpad.common.atomic_files import write_atomically
from digitpad.common.user_folders import resource
from digitpad.data.example_ink import load_examples
from digitpad.data.training_ink import NO_INK
from digitpad.gui.application import WindowContext, prepare
from digitpad.gui.inspector.inspector_window import PAGES
from digitpad.gui.main_window import MainWindow
from digitpad.gui.pad.demo import PICTURE_NAME, run_demo
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import ENGLISH
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.record import DataChoice

SIZE = QSize(1100, 700)
COLOURS = 128
"""Enough for windows of few colours; a PNG file of so many is a third as large."""

EPOCHS_SHOWN = 3
PATIENCE_SECONDS = 300.0


def main() -> None:
    """Make all pictures, or those that are named."""
    makers = {"pad": make_pad, "training": make_training, "inspector": make_inspector}
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pictures", nargs="*", help=f"only some: {', '.join(makers)}")
    parser.add_argument("--out", type=Path, default=resource("pictures"), help="the folder")
    arguments = parser.parse_args()
    if unknown := set(arguments.pictures) - set(makers):
        parser.error(f"there is no picture {min(unknown)!r}")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as home:
        os.environ["DIGITPAD_HOME"] = home
        context = prepare(["digitpad"], WindowState(Path(home) / "window.ini"))
        context.appearance.choose(Scheme.LIGHT)
        context.translation.choose(ENGLISH)
        for name in arguments.pictures or makers:
            makers[name](context, arguments.out)


def make_pad(context: WindowContext, out: Path) -> None:
    """The moving picture of the pad."""
    with TemporaryDirectory() as folder:
        run_demo(Path(folder))
        write_atomically(out / "pad.gif", (Path(folder) / PICTURE_NAME).read_bytes())


def make_training(context: WindowContext, out: Path) -> None:
    """The training window while an `mlp` learns from 20,000 digits of MNIST."""
    window = opened(context, "mlp", "3")
    training = window.windows.open_training()
    plan = TrainingPlan.usual("mlp", DataChoice(mnist=20_000))
    settings = plan.settings.with_changes(
        {"epochs": EPOCHS_SHOWN + 2, "validation": 2000, **NO_INK}
    )
    training.resize(SIZE)
    training.start(dataclasses.replace(plan, settings=settings))
    record = training.running.record
    wait_until(lambda: len(record.history) >= EPOCHS_SHOWN)
    wait_until(lambda: False, seconds=1.5)
    save(training, out / "training.png")
    close(window)


def make_inspector(context: WindowContext, out: Path) -> None:
    """The inspector's page of feature maps, for a seven on the pad."""
    window = opened(context, "cnn-small", "7")
    window.windows.open_inspector()
    inspector = window.windows.inspector
    inspector.resize(SIZE)
    inspector.list.setCurrentRow([page.module for page in PAGES].index("activations"))
    wait_until(lambda: False, seconds=2)
    save(inspector, out / "inspector.png")
    close(window)


def opened(context: WindowContext, model: str, digit: str) -> MainWindow:
    """The main window with a model, and an example of a digit on the pad."""
    window = context.window(model)
    window.resize(SIZE)
    window.show()
    wait_until(lambda: window.session.selected is not None)
    ink = next(item.ink for item in load_examples() if item.label == digit)
    window.session.document.replace(ink)
    return window


def close(window: MainWindow) -> None:
    """End the window, and the others with it."""
    window.close()
    window.deleteLater()
    wait_until(lambda: False, seconds=0.2)


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Let the windows work until a condition is true, at most for some seconds."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def save(widget: QWidget, path: Path) -> None:
    """Write what a window shows as a small PNG file."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    small = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    write_atomically(path, small.getvalue())


if __name__ == "__main__":
    main()
