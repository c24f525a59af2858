"""What every test stands on: no screen, and no files of the person who runs the tests.

Some tests are named by the models there are, so the user's folder is moved away before anything is
collected, and to an empty folder of its own for each test.
"""

import os
import shutil
import tempfile

import pytest

from digitpad.common.threads import cores

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.mkdtemp(prefix="digitpad-tests-")
os.environ["DIGITPAD_HOME"] = _HOME


def pytest_xdist_auto_num_workers():
    """One process for each core that may be used; `-n 0` runs all tests in this process."""
    return cores()


def pytest_collection_modifyitems(items):
    """The file that takes minutes comes first; at the end, one process would wait for it alone."""
    items.sort(key=lambda item: item.path.name != "test_standalone.py")


def pytest_unconfigure():
    """Remove the folder that stood in the place of the user's while tests were collected."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """An empty folder in the place of the user's own."""
    home = tmp_path / "digitpad-home"
    monkeypatch.setenv("DIGITPAD_HOME", str(home))
    return home
