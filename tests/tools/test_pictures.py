"""The pictures of the README and of the guide are made by one command."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageColor

from digitpad.common.user_folders import resource
from digitpad.gui import theme
from digitpad.gui.guide.pages import read_guide
from digitpad.gui.translation import ENGLISH
from tests.tools.pictures import glossary, guide

ROOT = Path(__file__).parents[2]
MOST_BYTES = 150_000


def make(*words):
    return subprocess.run(
        [sys.executable, "-m", "tests.tools.pictures", *words],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_makes_the_picture_of_the_inspector_again(tmp_path):
    done = make("readme", "--only", "inspector", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    with (
        Image.open(tmp_path / "inspector.png") as new,
        Image.open(resource("pictures", "inspector.png")) as shown,
    ):
        assert new.size == shown.size
        assert len(new.getcolors()) > 20


def test_a_picture_that_is_not_known_is_refused(tmp_path):
    done = make("glossary", "--only", "nothing", "--out", str(tmp_path))
    assert done.returncode == 2
    assert "there is no picture 'nothing'" in done.stderr


def test_names_of_pictures_need_their_kind(tmp_path):
    done = make("--only", "pad")
    assert done.returncode == 2
    assert "one kind" in done.stderr


def test_a_picture_of_the_glossary_is_made_again_light_and_dark(tmp_path):
    done = make("glossary", "--only", "softmax", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    for scheme, paper in (("light", theme.LIGHT.paper), ("dark", theme.DARK.paper)):
        name = f"softmax-{scheme}.png"
        with (
            Image.open(tmp_path / name).convert("RGB") as new,
            Image.open(resource("guide", "pictures", name)).convert("RGB") as shown,
        ):
            assert np.abs(np.subtract(new.size, shown.size)).max() <= 4
            assert new.getpixel((0, 0)) == ImageColor.getrgb(paper)


def test_what_can_be_made_is_what_the_guide_shows():
    terms = {one.anchor for one in read_guide(ENGLISH).sections if one.page == "glossary"} - {""}
    assert set(glossary.PICTURES) == terms
    files = resource("guide", ENGLISH, "pictures").glob("*-light.png")
    assert set(guide.PICTURES) == {file.stem.removesuffix("-light") for file in files}


def test_the_pictures_of_windows_are_small_and_shown_in_the_readme():
    shown = re.findall(
        r"resources/pictures/([\w-]+\.\w+)\)", (ROOT / "README.md").read_text("utf-8")
    )
    assert {"pad.gif", "training.png", "inspector.png"} <= set(shown)
    for name in set(shown) - {"pad.gif"}:
        assert resource("pictures", name).stat().st_size < MOST_BYTES
