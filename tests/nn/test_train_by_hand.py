"""The example program for newcomers runs as it is and learns."""

import re
import subprocess
import sys

from digitpad.common.user_folders import resource

EXAMPLE = resource("examples", "train_by_hand.py")


def test_training_by_hand_reaches_95_percent():
    done = subprocess.run([sys.executable, EXAMPLE], check=True, capture_output=True, text=True)
    losses = [float(loss) for loss in re.findall(r"loss ([\d.]+)", done.stdout)]
    assert losses == sorted(losses, reverse=True)
    accuracy = float(re.search(r"accuracy ([\d.]+)%", done.stdout)[1])
    assert accuracy >= 95
