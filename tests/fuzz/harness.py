"""Runs mutated files through a reader and counts what becomes of them.

Refused means a `DigitpadError`. Accepted means that the reader's own use of the content worked too.
Anything else is a fault, with its traceback. Each input depends on the seed, the reader and its
number alone, so that one can be run again by itself.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from digitpad.common.errors import DigitpadError
from tests.fuzz.mutators import Mutator

SECONDS = 10
"""An input that takes longer is ended, and counts as a fault."""


@dataclass(frozen=True)
class Reader:
    """Something that reads files from outside.

    Attributes:
        name: of the reader.
        seeds: makes the valid files.
        mutate: damages one.
        use: reads the content, which it first writes where it belongs in the user's folder, and
            uses all of it. Raises `DigitpadError` where it refuses it.
    """

    name: str
    seeds: Callable[[], list[bytes]]
    mutate: Mutator
    use: Callable[[bytes, Path], None]


@dataclass(frozen=True)
class Fault:
    """An input that ended in another error than a refusal."""

    number: int
    kind: str
    trace: str


@dataclass
class Outcome:
    """What became of the inputs of one reader; memory in bytes, above that before the input."""

    reader: str
    tried: int = 0
    refused: int = 0
    accepted: int = 0
    faults: list[Fault] = field(default_factory=list)
    slowest: float = 0.0
    slowest_number: int = 0
    memory: int = 0
    memory_number: int = 0


class TooLongError(BaseException):
    """The input took longer than `SECONDS`."""


def run(reader: Reader, home: Path, seed: int, numbers: range, keep: Path | None = None) -> Outcome:
    """Try the inputs of these numbers.

    Args:
        reader: what reads them.
        home: the user's folder, whose content is deleted before each input.
        seed: of the mutations.
        numbers: which inputs.
        keep: a folder for the inputs that end in a fault.
    """
    seeds = reader.seeds()
    for content in seeds:
        _empty(home)
        reader.use(content, home)
    outcome = Outcome(reader.name)
    for number in numbers:
        data = mutated(reader, seeds, seed, number)
        _empty(home)
        before, started = reset_peak(), time.perf_counter()
        try:
            with _limited(), warnings.catch_warnings():
                warnings.simplefilter("error")
                warnings.filterwarnings("ignore", module="PIL")
                reader.use(data, home)
            outcome.accepted += 1
        except DigitpadError as error:
            str(error).encode()
            outcome.refused += 1
        except (Exception, TooLongError) as error:
            kind = f"{type(error).__name__}: {error}"[:100]
            outcome.faults.append(Fault(number, kind, traceback.format_exc()))
            if keep:
                (keep / f"{reader.name.replace(' ', '-')}-{seed}-{number}").write_bytes(data)
        seconds, memory = time.perf_counter() - started, peak_memory() - before
        outcome.tried += 1
        if seconds > outcome.slowest:
            outcome.slowest, outcome.slowest_number = seconds, number
        if memory > outcome.memory:
            outcome.memory, outcome.memory_number = memory, number
    return outcome


def mutated(reader: Reader, seeds: list[bytes], seed: int, number: int) -> bytes:
    """The input of this number."""
    name = f"{seed} {reader.name} {number}"
    while True:
        random = Random(name)
        try:
            return reader.mutate(random, random.choice(seeds))
        except MemoryError:
            # It would have been too large to be written; another one takes its place.
            name += " again"


def _empty(folder: Path) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """End what takes too long, as soon as it runs Python code again."""

    def end(*_: object) -> None:
        raise TooLongError(f"more than {SECONDS} seconds")

    previous = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def reset_peak() -> int:
    """Forget the peak of the memory in use where the system can, and return what is in use."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    return peak_memory()


def peak_memory() -> int:
    """The most memory in use since the last `reset_peak`, or since the start."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextlib.contextmanager
def home_of_its_own() -> Iterator[Path]:
    """A temporary folder, whose `home` is the user's folder meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="digitpad-fuzz-"))
    before = os.environ.get("DIGITPAD_HOME")
    os.environ["DIGITPAD_HOME"] = str(folder / "home")
    try:
        yield folder
    finally:
        if before is None:
            del os.environ["DIGITPAD_HOME"]
        else:
            os.environ["DIGITPAD_HOME"] = before
        shutil.rmtree(folder, ignore_errors=True)
