"""Importing the core must stay free of Qt; which package may import which is in pyproject.toml."""

import subprocess
import sys


def test_the_core_and_the_command_line_load_no_qt():
    code = (
        "import sys, digitpad, digitpad.recognition.recognizer, digitpad.cli.main;"
        "digitpad.cli.main.parser();"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
