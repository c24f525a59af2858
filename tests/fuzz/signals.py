"""SIGINT, SIGTERM and SIGHUP at random moments of a training on the command line.

    python -m tests.fuzz.signals --count 100 --seed 1

Each time the program must end soon, without a traceback, with the signal's exit code; what was
learned must be there and continue to a model. Prints one line of JSON; the exit code is 1 where
that did not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from digitpad.jobs.runs import runs
from digitpad.library.catalog import find_model
from digitpad.library.listing import available_models
from digitpad.library.model_file import load_model
from tests.fuzz.harness import home_of_its_own
from tests.jobs.scenarios import small_plan

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST = 3.0
"""Seconds until a signal comes, from the start of the program or its first epoch."""

AFTER_FIRST_EPOCH = 0.6
"""The share of the signals whose moments count from the first epoch on."""

PATIENCE = 60.0
FIRST_MOMENTS = 0.15
"""Seconds in which Python itself answers, before the first line of the program runs."""


def one_signal(generator: random.Random, longest: float = LONGEST) -> tuple[str, list[str]]:
    """Send one signal to a training; returns how it ended, and what is wrong."""
    with home_of_its_own() as folder:
        return _one_signal(folder, generator, longest)


def _one_signal(folder: Path, generator: random.Random, longest: float) -> tuple[str, list[str]]:
    words = shlex.split(small_plan(folder, epochs=60).command())[1:]
    log = folder / "log"
    program = [sys.executable, "-m", "digitpad", *words, "--name", "own", "--log", str(log)]
    number, moment = generator.choice(SIGNALS), FIRST_MOMENTS + generator.uniform(0, longest)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    if generator.random() < AFTER_FIRST_EPOCH:
        while process.poll() is None and not log.exists():
            time.sleep(0.005)
    time.sleep(moment)
    process.send_signal(number)
    sent = time.monotonic()
    try:
        out, problem = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return "hangs", [f"{number.name} after {moment:.2f} s: it does not end"]
    took = time.monotonic() - sent
    where = f"{number.name} after {moment:.2f} s, ended {took:.2f} s later"
    wrong = [f"{where}: {problem}"] if "Traceback" in problem or "Exception" in problem else []
    if process.returncode not in {0, 128 + number, -number}:
        wrong.append(f"{where}: exit code {process.returncode}: {problem}")
    # A signal may also come after the model was saved, while the process ends.
    if process.returncode == 0 or "own" in available_models():
        load_model(find_model("own"))
        return "finished", wrong
    learned = log.exists() and bool(log.read_text("utf-8"))
    found = [run for run in runs() if run.can_resume or run.model.is_file()]
    if learned and not found:
        wrong.append(f"{where}: what was learned is lost: {out}")
    if not found:
        return "nothing learned", wrong
    resume = [*program[:4], "--resume", found[0].id, "--name", "own", "--quiet"]
    again = subprocess.run(resume, capture_output=True, text=True, check=False, env=environment)
    if again.returncode:
        wrong.append(f"{where}: cannot be resumed: {again.stderr}")
    else:
        load_model(find_model("own"))
    return "resumed", wrong


def main() -> int:
    """Send as many signals as asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)
    ends: Counter[str] = Counter()
    problems = []
    for number in range(arguments.count):
        end, wrong = one_signal(generator)
        ends[end] += 1
        problems += wrong
        print(f"signal {number + 1}: {end}", *wrong, sep="\n", file=sys.stderr)
    print(json.dumps({"ends": ends, "problems": problems}))
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
