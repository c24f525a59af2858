"""`digitpad desktop`: an entry in the menu of the desktop, for this user.

    applications/digitpad.desktop                 the entry, which starts this very digitpad
    icons/hicolor/<size>x<size>/apps/digitpad.png
    icons/hicolor/scalable/apps/digitpad.svg

The files lie in the user's data folder of the desktops that follow freedesktop.org's rules, which
is `XDG_DATA_HOME`, usually `~/.local/share`.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from digitpad.common.atomic_files import write_atomically
from digitpad.common.child_processes import is_frozen
from digitpad.common.errors import DigitpadError
from digitpad.common.user_folders import resource

_PLATFORMS_WITHOUT = {"darwin": "macOS", "win32": "Windows"}


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--install",
        dest="run",
        action="store_const",
        const=install,
        help="add digitpad to the desktop's menu, with its icons; again after it was moved",
    )
    what.add_argument(
        "--uninstall",
        dest="run",
        action="store_const",
        const=uninstall,
        help="remove what --install has added",
    )


def install(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Write the entry and its icons; they replace earlier ones."""
    *icons, (entry, template) = _places().items()
    # The entry comes last: a menu never shows it without its icon.
    for path, source in icons:
        write_atomically(path, source.read_bytes())
    command = " ".join(_quoted(word) for word in _command())
    text = re.sub(r"(?m)^Exec=.*$", lambda _: f"Exec={command}", template.read_text("utf-8"))
    write_atomically(entry, text.encode())
    print(f"added {entry}")
    return 0


def uninstall(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Remove the entry and its icons."""
    there = [path for path in reversed(_places()) if path.exists()]
    for path in there:
        path.unlink()
    print(f"removed {there[0]}" if there else "there is no entry of digitpad to remove")
    return 0


def _places() -> dict[Path, Path]:
    """What is installed, by its place: the file of digitpad that it is made from; the entry last.

    Raises:
        DigitpadError: this platform has no such menu.
    """
    if sys.platform in _PLATFORMS_WITHOUT:
        raise DigitpadError(
            "desktop entries are for Linux and similar systems; on {platform}, make a shortcut to "
            "the program digitpad-window",
            platform=_PLATFORMS_WITHOUT[sys.platform],
        )
    icons = _data_folder() / "icons" / "hicolor"
    found = {
        icons / f"{size}x{size}" / "apps" / "digitpad.png": path
        for path in sorted(resource("icons").glob("digitpad-*.png"))
        for size in [path.stem.removeprefix("digitpad-")]
    }
    found[icons / "scalable" / "apps" / "digitpad.svg"] = resource("icons", "digitpad.svg")
    entry = _data_folder() / "applications" / "digitpad.desktop"
    return {**found, entry: resource("desktop", "digitpad.desktop")}


def _data_folder() -> Path:
    """`XDG_DATA_HOME`; a path that is not absolute counts as none, as the standard demands."""
    chosen = Path(os.environ.get("XDG_DATA_HOME", ""))
    return chosen if chosen.is_absolute() else Path.home() / ".local" / "share"


def _command() -> list[str]:
    """What opens the window, with the Python and the digitpad that run now."""
    python = [] if is_frozen() else ["-P", "-m", "digitpad"]
    return [sys.executable, *python, "window"]


def _quoted(word: str) -> str:
    r"""A word as the value `Exec` has it: `a$b 5%` becomes `"a\\$b 5%%"`."""
    escaped = re.sub(r'(["`$\\])', r"\\\1", word)
    return f'"{escaped}"'.replace("\\", "\\\\").replace("%", "%%")
