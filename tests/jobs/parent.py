"""A program that trains until somebody kills it; it prints the training process's number."""

import json
import sys
import time

from digitpad.jobs.events import BatchesFinished
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.process import JobProcess


def main() -> None:
    process = JobProcess.start(TrainingPlan.from_dict(json.loads(sys.argv[1])))
    has_begun = False
    while True:
        events = process.poll()
        if not has_begun and any(isinstance(event, BatchesFinished) for event in events):
            has_begun = True
            print(process.process_id, flush=True)
        time.sleep(0.01)


if __name__ == "__main__":
    main()
