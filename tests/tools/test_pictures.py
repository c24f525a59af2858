"""The pictures of the README are made by one command, and are what the README shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

from digitpad.common.user_folders import resource

ROOT = Path(__file__).parents[2]
MOST_BYTES = 150_000


def make(*words):
    return subprocess.run(
        [sys.executable, "-m", "tests.tools.pictures", *words],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_makes_the_picture_of_the_inspector_again(tmp_path):
    done = make("inspector", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    with (
        Image.open(tmp_path / "inspector.png") as new,
        Image.open(resource("pictures", "inspector.png")) as shown,
    ):
        assert new.size == shown.size
        assert len(new.getcolors()) > 20


def test_a_picture_that_is_not_known_is_refused(tmp_path):
    done = make("nothing", "--out", str(tmp_path))
    assert done.returncode == 2
    assert "there is no picture 'nothing'" in done.stderr


def test_the_pictures_of_windows_are_small_and_shown_in_the_readme():
    shown = re.findall(
        r"resources/pictures/([\w-]+\.\w+)\)", (ROOT / "README.md").read_text("utf-8")
    )
    assert {"pad.gif", "training.png", "inspector.png"} <= set(shown)
    for name in set(shown) - {"pad.gif"}:
        assert resource("pictures", name).stat().st_size < MOST_BYTES
