"""The start of `digitpad-window` in a folder built with PyInstaller."""

import sys

from digitpad.__main__ import start_window

if __name__ == "__main__":
    sys.exit(start_window())
