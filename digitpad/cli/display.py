"""Whether a window can be opened here, found out before Qt is started.

Qt ends the whole process where its display does not answer or one of its libraries is missing.
These probes take some hundredths of a second: they connect to the display, and load Qt's plugin
for it, which is loaded anyway when the window opens.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from digitpad.common.errors import DigitpadError
from digitpad.common.user_folders import resource

SYSTEM_PACKAGES = (
    *("libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3"),
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1"),
    "libxcb-shape0",
)
"""What Qt needs on Debian and Ubuntu; the same as in .ci/system-packages."""


class DisplayError(DigitpadError):
    """No window can be opened here."""


def check_display() -> None:
    """Find out whether Qt could open a window. On macOS and Windows it always can.

    Raises:
        DisplayError: the display is missing or does not answer, or a library is missing.
    """
    if sys.platform in {"darwin", "win32"}:
        return
    chosen = os.environ.get("QT_QPA_PLATFORM")
    platforms = chosen.split(";") if chosen else ["wayland", "xcb"]
    problems = []
    for platform in platforms:
        try:
            if platform.startswith("xcb"):
                _check_x11()
            elif platform.startswith("wayland"):
                _check_wayland()
        except DisplayError as error:
            problems.append(error)
        else:
            return
    # One that names a display or a library says more than that there is none.
    raise next((problem for problem in problems if problem.values), problems[0])


def check_qt() -> None:
    """Load Qt.

    Raises:
        DisplayError: a library that it needs, even without a display, is missing.
    """
    try:
        import PySide6.QtWidgets  # noqa: F401, PLC0415 - slow, and not needed by most commands
    except ImportError as error:
        raise _missing_library(error) from error


def _check_x11() -> None:
    name = os.environ.get("DISPLAY")
    if not name:
        raise DisplayError("there is no display to open a window on")
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise _missing_library(error) from error
    if not _x11_answers(xcb):
        raise DisplayError("the display {name} does not answer", name=name)
    _check_plugin("libqxcb.so")


def _x11_answers(xcb: ctypes.CDLL) -> bool:
    """Connect to `DISPLAY` in the same way as Qt does, with its access rights."""
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _check_wayland() -> None:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        raise DisplayError("there is no display to open a window on")
    try:
        import socket  # noqa: PLC0415 - slow, and needed for Wayland alone

        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))
    except OSError as error:
        raise DisplayError("the display {name} does not answer", name=name) from error
    _check_plugin("libqwayland*.so")


def _check_plugin(pattern: str) -> None:
    """Load Qt's plugin of this name, and with it the libraries that it needs."""
    spec = find_spec("PySide6")
    folders = [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    # A PySide6 of the Linux distribution has its plugins elsewhere, and their libraries with it.
    for plugin in [
        one for folder in folders for one in folder.glob(f"Qt/plugins/platforms/{pattern}")
    ]:
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise _missing_library(error) from error


def _missing_library(error: BaseException) -> DisplayError:
    script = resource("..", ".ci", "system-packages")
    command = (
        "sh .ci/system-packages"
        if script.is_file()
        else f"apt-get install {' '.join(SYSTEM_PACKAGES)}"
    )
    return DisplayError(
        "Qt needs a library that is missing ({error}); on Debian and Ubuntu, `{command}` installs "
        "what it needs",
        error=str(error),
        command=command,
    )
