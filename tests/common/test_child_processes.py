"""Modules that lie in the working folder are not imported by the processes that digitpad starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad.common.child_processes import module_command

FROZEN = """
import sys
from digitpad.__main__ import start
sys.frozen = True
sys.exit(start())
"""
"""The start of a program that PyInstaller built."""

TRAINING = """
from digitpad.jobs.process import JobProcess
from tests.jobs.scenarios import finish, small_plan
from pathlib import Path
import sys
if __name__ == "__main__":
    print(type(finish(JobProcess.start(small_plan(Path(sys.argv[1]), epochs=1)))).__name__)
"""
MAP = """
import numpy as np
from digitpad.inspection.tsne import embed_elsewhere
print(embed_elsewhere(np.random.default_rng(0).random((40, 8), np.float32), 0).shape)
"""
SWEEP = """
from digitpad.__main__ import start
import sys
if __name__ == "__main__":
    sys.argv[1:] = ["sweep", "--grid", "learning_rate=0.1,0.2", "--mnist", "60",
                    "--validation", "20", "--set", "epochs=1", "--jobs", "2", "--json"]
    sys.exit(start())
"""


@pytest.mark.parametrize(
    ("program", "extra"), [(TRAINING, None), (MAP, "sklearn"), (SWEEP, "joblib")]
)
def test_a_module_in_the_working_folder_is_not_imported(tmp_path, program, extra):
    if extra:
        pytest.importorskip(extra)
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name in ("random", "multiprocessing", "pickle", "digitpad", "numpy", "threading", "runpy"):
        (folder / f"{name}.py").write_text("raise SystemExit('imported from the working folder')")
    path = tmp_path / "program.py"
    path.write_text(program)
    found = subprocess.run(
        [sys.executable, str(path), str(tmp_path)],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert "working folder" not in found.stderr + found.stdout
    assert "Failed" not in found.stdout


def test_a_frozen_program_runs_a_module_where_it_has_no_python_to_start(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    program, *words = module_command("digitpad.benchmarks.fresh_process", "--help")
    assert program == sys.executable
    found = subprocess.run(
        [sys.executable, "-c", FROZEN, *words], capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith("usage:")
    assert "{digitpad,pytorch}" in found.stdout


def test_a_frozen_program_without_such_a_module_is_the_command_line():
    found = subprocess.run(
        [sys.executable, "-c", FROZEN, "--version"], capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith("digitpad ")
