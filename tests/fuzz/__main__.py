"""Many mutated files through every reader, as a table: `python -m tests.fuzz --count 2000`."""

import argparse
import os
import resource
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.fuzz.harness import run
from tests.fuzz.readers import READERS

MEMORY = 6 << 30
"""What the whole process may address, so that a fault ends in an error and not in a swapping
machine."""


def main() -> int:
    """Print the table; the exit code is 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="inputs for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", action="append", choices=[one.name for one in READERS])
    parser.add_argument("--only", type=int, help="the number of a single input to run again")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that end in a fault")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
    only = arguments.only
    numbers = range(arguments.count) if only is None else range(only, only + 1)
    print(f"{'reader':14} {'tried':>6} {'refused':>8} {'accepted':>8} {'tracebacks':>10}", end="")
    print(f" {'slowest':>16} {'memory':>18}")
    faults = 0
    for reader in READERS:
        if arguments.reader and reader.name not in arguments.reader:
            continue
        with tempfile.TemporaryDirectory(prefix="digitpad-fuzz-") as folder:
            os.environ["DIGITPAD_HOME"] = folder
            found = run(reader, Path(folder), arguments.seed, numbers, arguments.keep)
        faults += len(found.faults)
        slowest = f"{found.slowest:.2f} s #{found.slowest_number}"
        memory = f"{found.memory / 1e6:.0f} MB #{found.memory_number}"
        print(
            f"{found.reader:14} {found.tried:6} {found.refused:8} {found.accepted:8}"
            f" {len(found.faults):10} {slowest:>16} {memory:>18}",
            flush=True,
        )
        shown = set()
        for fault in found.faults:
            place = [line.strip() for line in fault.trace.splitlines() if '  File "' in line][-1]
            if (place, fault.kind[:30]) not in shown:
                shown.add((place, fault.kind[:30]))
                print(f"    #{fault.number} {fault.kind}\n        {place}", flush=True)
                if only is not None:
                    print(fault.trace)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
