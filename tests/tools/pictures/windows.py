"""The program without a screen: start it, wait for what it shows, save that as a picture."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from digitpad.common.atomic_files import write_atomically
from digitpad.gui.application import WindowContext, prepare
from digitpad.gui.background import BackgroundJob
from digitpad.gui.state import WindowState

COLOURS = 64
"""Colours of a picture: few enough for a small file, and enough for smooth letters."""

PATIENCE_SECONDS = 1800.0
_IDLE_MILLISECONDS = 800


@contextmanager
def program() -> Iterator[WindowContext]:
    """The application with settings, models and samples of its own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as home:
        os.environ["DIGITPAD_HOME"] = home
        yield prepare(["digitpad"], WindowState(Path(home) / "window.ini"))


def wait_until(is_done: Callable[[], bool]) -> None:
    """Let the windows work until a condition is true.

    Raises:
        TimeoutError: it is still not after `PATIENCE_SECONDS`.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_done():
        if time.monotonic() > end:
            raise TimeoutError("the program did not finish what the pictures show")
        QTest.qWait(20)


def rest(widget: QWidget) -> None:
    """Wait until all work in the background of a window is shown."""
    # Some of it begins only when the pen has been idle for a while.
    QTest.qWait(_IDLE_MILLISECONDS)
    jobs = widget.findChildren(BackgroundJob)
    wait_until(lambda: not any(job.is_busy for job in jobs))
    QTest.qWait(_IDLE_MILLISECONDS)


def delete(*widgets: QWidget) -> None:
    """Delete closed windows at once."""
    for widget in widgets:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def save(widget: QWidget, path: Path) -> None:
    """Write what a window shows."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    save_small(Image.open(io.BytesIO(buffer.data().data())), path)


def save_small(picture: Image.Image, path: Path, colours: int = COLOURS) -> None:
    """Write a picture as a PNG file of few colours, at most 256."""
    few = picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, written.getvalue())
    print(f"{path}: {path.stat().st_size / 1000:.1f} kB", flush=True)
