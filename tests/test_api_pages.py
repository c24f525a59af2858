"""The pages of the public interface, made by pdoc from the docstrings: the extra `docs`."""

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

import digitpad
from tests.documents import fragments

pytest.importorskip("pdoc")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder that the documented command makes."""
    (command,) = (
        words for one in fragments("sh") for words in one.words if words[1:3] == ["-m", "pdoc"]
    )
    folder = tmp_path_factory.mktemp("pages")
    environment = {"PYTHONPATH": str(Path(__file__).parents[1]), "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, *command[1:]],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Warn" not in done.stderr
    return folder / command[-1]


def test_every_public_name_has_its_description(pages):
    page = (pages / "digitpad.html").read_text("utf-8")
    plain = " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())
    for name in digitpad.__all__:
        assert f'id="{name}"' in page
        first = getattr(digitpad, name).__doc__.split("\n\n")[0]
        assert " ".join(first.replace("`", "").split()) in plain
