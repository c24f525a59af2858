"""One training run in its own process: `python -m digitpad.benchmarks.fresh_process ...`.

Prints one line of JSON as soon as the goal is reached. Each measurement starts a new process, so
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

from digitpad.benchmarks.rivals import rivals
from digitpad.data.augmentation import Augmentation
from digitpad.data.mnist import load_mnist
from digitpad.data.training_ink import NO_INK
from digitpad.nn.architectures import architecture
from digitpad.training.settings import DEFAULT_SETTINGS

ENGINES = ("digitpad", "pytorch")


def main() -> int:
    """Train until the test accuracy, the last epoch or the number of steps is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("network")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--goal", type=float, default=math.inf)
    parser.add_argument("--steps", type=int, default=0, help="steps; 0: until the goal")
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
    from digitpad.estimators.network import NetworkClassifier  # noqa: PLC0415 - importing is measured
    from digitpad.training.events import EpochFinished  # noqa: PLC0415
    from digitpad.training.trainer import Trainer  # noqa: PLC0415

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
    """The same order, batches, rates and first weights, by PyTorch in its faster layout."""
    found: Iterator[tuple[int, float]] = rivals().train_pytorch(
        *_prepare(arguments),
        steps_wanted=arguments.steps,
        channels_last=arguments.network != "mlp",
    )
    return found


def _prepare(arguments: argparse.Namespace) -> tuple[Any, Any, Any, Any]:
    kind = architecture(arguments.network)
    changes = {
        "epochs": arguments.epochs,
        "threads": arguments.threads,
        "batch_size": 128,
        "optimizer": "sgd",
        "schedule": "one-cycle",
        "average_decay": 0.0,
        "validation": 0,
        **NO_INK,
        "augmentation": Augmentation(),
    }
    return (
        kind,
        DEFAULT_SETTINGS[kind.name].with_changes(changes),
        load_mnist("train"),
        load_mnist("test"),
    )


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
