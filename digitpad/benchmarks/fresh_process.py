"""One training run in a process of its own: `python -m digitpad.benchmarks.fresh_process ...`.

Prints one line of JSON as soon as the goal is reached. It is started anew for each measurement, so
that imports, loading, first calls and memory all count.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ENGINES = ("digitpad", "pytorch", "pytorch-channels-last")


def main() -> int:
    """Train until the test accuracy is reached, the epochs are over, or so many steps are done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("network")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--goal", type=float, default=math.inf)
    parser.add_argument("--steps", type=int, default=0, help="stop after so many; 0: at the goal")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    train = _train_digitpad if arguments.engine == "digitpad" else _train_pytorch
    result: dict[str, Any] = {"reached": False}
    for epoch, accuracy in train(arguments):
        result = {"epoch": epoch, "accuracy": accuracy, "reached": accuracy >= arguments.goal}
        if result["reached"]:
            break
    print(json.dumps(result | {"peak_bytes": peak_bytes()}), flush=True)
    return 0


def _train_digitpad(arguments: argparse.Namespace) -> Iterator[tuple[int, float]]:
    """(epoch, accuracy on the test set) after each epoch."""
    from digitpad.classifier import NetworkClassifier  # noqa: PLC0415 - importing is measured
    from digitpad.training import EpochFinished, Trainer  # noqa: PLC0415

    kind, settings, train, test = _prepare(arguments)
    trainer = Trainer(kind, {}, settings, train)
    for step, event in enumerate(trainer.run(), 1):
        finished = isinstance(event, EpochFinished)
        if finished or step == arguments.steps:
            answering = NetworkClassifier.from_network(kind.name, {}, trainer.network)
            yield trainer.state.epoch - finished, answering.score(test.images, test.labels)
        if step == arguments.steps:
            return


def _train_pytorch(arguments: argparse.Namespace) -> Iterator[tuple[int, float]]:
    """The same order, batches, rates and first weights, by PyTorch."""
    from digitpad.benchmarks.pytorch_twin import TorchTraining  # noqa: PLC0415
    from digitpad.nn.schedules import schedule  # noqa: PLC0415

    kind, settings, train, test = _prepare(arguments)
    training = TorchTraining(
        kind.network(seed=settings.seed),
        settings,
        train,
        channels_last=arguments.engine == "pytorch-channels-last",
    )
    factor = schedule(settings.schedule)
    steps = len(train) // settings.batch_size
    done = 0
    for epoch in range(1, settings.epochs + 1):
        order = np.random.default_rng((settings.seed, epoch)).permutation(len(train))
        for step in range(steps):
            rate = settings.learning_rate * factor(done / (settings.epochs * steps))
            training.set_learning_rate(rate)
            training.step(order[step * settings.batch_size : (step + 1) * settings.batch_size])
            done += 1
            if done == arguments.steps:
                yield epoch, training.accuracy(test)
                return
        yield epoch, training.accuracy(test)


def _prepare(arguments: argparse.Namespace) -> tuple[Any, Any, Any, Any]:
    from digitpad.architectures import architecture  # noqa: PLC0415
    from digitpad.data.augment import Augmentation  # noqa: PLC0415
    from digitpad.data.mnist import load_mnist  # noqa: PLC0415

    kind = architecture(arguments.network)
    changes = {
        "epochs": arguments.epochs,
        "seed": arguments.seed,
        "threads": arguments.threads,
        "batch_size": 128,
        "optimizer": "sgd",
        "schedule": "one-cycle",
        "average_decay": 0.0,
        "validation": 0,
        "synthetic": 0,
        "non_digits": 0,
        "augmentation": Augmentation(),
    }
    return kind, kind.settings.with_changes(changes), load_mnist("train"), load_mnist("test")


def peak_bytes() -> int | None:
    """The most memory that this process has had; None where the system does not tell."""
    if sys.platform == "win32":
        return _peak_on_windows()
    status = Path("/proc/self/status")
    if status.exists():
        # Not `getrusage`: its maximum would include the process that started this one.
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource  # noqa: PLC0415 - not on every system

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _peak_on_windows() -> int | None:
    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("PageFaultCount", ctypes.c_uint32),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
        )

    counters = Counters(cb=ctypes.sizeof(Counters))
    windows: Any = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
    windows.kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(windows.kernel32.GetCurrentProcess())
    asked = windows.psapi.GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
    return int(counters.PeakWorkingSetSize) if asked else None


if __name__ == "__main__":
    sys.exit(main())
