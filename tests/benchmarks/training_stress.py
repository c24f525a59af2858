"""Interrupts training in every way, at random moments, many times over.

    python -m tests.benchmarks.training_stress --times 50

Each time the run is resumed and must give, to the last bit, the tensors of an undisturbed one; no
process may be left. Prints how long it took until the process obeyed.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.jobs.scenarios import SCENARIOS, random_delay, small_plan, undisturbed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=50, help="how often each (default: 50)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="a scenario's name")
    chosen = parser.parse_args()
    generator = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as place:
        os.environ["DIGITPAD_HOME"] = str(Path(place) / "home")
        # Longer than in the tests, so that on a fast machine few are over before the disturbance.
        plan = small_plan(Path(place), epochs=150)
        expected = undisturbed(plan)
        for scenario in SCENARIOS:
            if chosen.only in (None, scenario.__name__):
                began = time.monotonic()
                results = [
                    scenario(plan, expected, random_delay(generator)) for _ in range(chosen.times)
                ]
                report(scenario.__name__, results, time.monotonic() - began)


def report(name: str, results: list[str], seconds: float) -> None:
    """One line a scenario."""
    times = sorted(float(text) for text in results if text[0].isdigit())
    others = Counter(text for text in results if not text[0].isdigit())
    told = ", ".join(f"{count} {text}" for text, count in others.items())
    if times:
        told += f" {len(times)} times obeyed after {statistics.median(times):.3f} s (median),"
        told += f" {times[-1]:.3f} s at the most"
    print(f"{name}: {len(results)} times in {seconds:.0f} s; {told.strip()}", flush=True)


if __name__ == "__main__":
    main()
