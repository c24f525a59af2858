"""The training process has a lower priority than all others."""

import os
import subprocess
import sys

import pytest

CODE = """
import os
from digitpad.jobs.worker import lower_priority
lower_priority()
print(os.nice(0), os.sched_getscheduler(0) == os.SCHED_IDLE if hasattr(os, "SCHED_IDLE") else None)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has classes of its own")
def test_the_process_gets_a_lower_priority():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    niceness, is_idle_class = done.stdout.split()
    assert int(niceness) > os.nice(0)
    if sys.platform == "linux":
        assert is_idle_class == "True"
