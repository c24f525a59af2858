"""The tests read nothing of the person who runs them."""

import os
import subprocess
import sys
from pathlib import Path

from digitpad.common.user_folders import resource

CHECKOUT = resource("..").resolve()
NAMED_BY_THE_MODELS = Path("tests", "gui", "inspector", "test_architecture.py")


def test_a_bad_model_in_the_users_folder_does_not_reach_the_tests(tmp_path):
    for home in (tmp_path / "home", tmp_path / "share" / "digitpad"):
        (home / "models").mkdir(parents=True)
        (home / "models" / "my-model.safetensors").write_bytes(b"damaged")
    moved = {"DIGITPAD_HOME": str(tmp_path / "home"), "XDG_DATA_HOME": str(tmp_path / "share")}
    words = ["-m", "pytest", "--collect-only", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, *words, str(NAMED_BY_THE_MODELS)],
        cwd=CHECKOUT,
        env={**os.environ, **moved, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "cnn" in done.stdout, "tests are shown with the names of the models"
    assert "my-model" not in done.stdout
    assert list(tmp_path.glob("digitpad-tests-*")) == [], "the folder is removed at the end"
