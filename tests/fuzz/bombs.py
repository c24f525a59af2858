"""Files that are small, or at least no larger than allowed, and would take much time or memory."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import numpy as np

from tests.fuzz import data_readers, job_readers, model_readers
from tests.fuzz.containers import with_description

MB = 1 << 20

Make = Callable[[], bytes]
Text = Callable[[], str]


def bombs() -> Iterator[tuple[str, str, Make]]:
    """What it is, the name of its reader, and a function that makes it."""
    for what, strokes in _STROKES.items():
        yield f"ink of {what}", "ink", _ink(strokes)
        yield f"a set with {what}", "ink set", _ink_set(strokes)
    for what, text in _DOCUMENTS.items():
        yield f"library.json: {what}", "library.json", _encoded(text)
        for reader, files in _WITH_HEADER.items():
            yield f"header of {reader}: {what}", reader, _described(files, text)
    for what, line in (("empty lines", "\n"), ("numbers", "1\n"), ("lists", "[[[]]],\n")):
        yield f"a log of {what}", "log of run", _repeated(line, 30)
        yield f"a sweep of {what}", "sweep outcomes", _repeated(line, 30)
    for what, parameters in _ARCHITECTURES.items():
        for reader, files in _WITH_HEADER.items():
            yield f"{reader} with {what}", reader, _of_architecture(files, parameters)
    yield "a model with much after its tensors", "model", _long_model
    yield "a model that is all header", "model", lambda: struct.pack("<Q", 1 << 62) + bytes(MB)
    yield "a table of one line", "CSV", _gzipped(_repeated(",", 200))
    yield "a table of empty lines", "CSV", _repeated("\n", 1)
    yield "a table of spaces", "CSV", _gzipped(_repeated(" \n", 200))
    yield "a table of gzip members", "CSV", lambda: gzip.compress(b"", mtime=0) * 500_000
    yield "images of gzip members", "IDX images", lambda: gzip.compress(b"", mtime=0) * 500_000
    yield "more images than there are", "IDX images", _gzipped(_idx(1_300_000, 300))
    yield "as many labels as bytes", "IDX labels", _gzipped(_idx_labels)
    yield "an archive of zeros", "ink archive", _archive(points=np.zeros((7 * MB, 2), np.float32))
    yield (
        "an archive of dots",
        "ink archive",
        _archive(
            points=np.zeros((MB, 2), np.int16),
            points_per_stroke=np.ones(MB, np.int8),
            strokes_per_item=np.ones(MB, np.int8),
            labels=np.full(MB - 1, "1"),
        ),
    )
    yield "an archive that says it is small", "ink archive", _understated
    yield "an archive of many members", "ink archive", _many_members


def _list(item: str, count: int) -> str:
    return f"[{','.join([item] * count)}]"


def _object(fields: Iterable[str]) -> str:
    return f"{{{','.join(fields)}}}"


def _numbered(count: int) -> str:
    """An object with many fields."""
    return _object(f'"x{number}":"{number}"' for number in range(count))


_STROKES: dict[str, Text] = {
    "two million points": lambda: f'[{{"points": {_list("[1,2]", 2_000_000)}}}]',
    "as many strokes as points": lambda: _list('{"points":[[1,2]]}', 199_000),
    "lists in lists": lambda: _list("[[],[[]]]", 500_000),
    "objects": lambda: _list('{"":0}', 700_000),
    "long texts": lambda: f'[{{"points": ["{"x" * MB}", {"1," * 2000}1]}}]',
    "digits": lambda: "1" * 5 * MB,
    "spaces": lambda: " " * 60 * MB,
    "depth": lambda: "[" * 5 * MB,
    "unknown fields": lambda: _numbered(300_000),
}

_DOCUMENTS: dict[str, Text] = {
    "lists": lambda: _list("[[],[]]", 300_000),
    "objects": lambda: _list('{"":0}', 700_000),
    "numbers": lambda: _list("1.5", 1_400_000),
    "depth": lambda: "[" * 900_000,
    "unknown fields": lambda: _numbered(200_000),
    "one name": lambda: _object(['"notes":{"a":"b"}'] * 200_000),
    "notes": lambda: _object([f'"notes":{_numbered(200_000)}']),
}

_ARCHITECTURES = {
    "a depth of a billion": {"filters": [2], "depth": 10**9, "hidden": 2, "dropout": 0.3},
    "ten thousand layers": {"filters": [2] * 100, "depth": 100, "hidden": 2, "dropout": 0.3},
    "huge layers": {"hidden": [10**6] * 100, "activation": "relu", "dropout": 0.0},
    "one huge layer": {"hidden": [10**6], "activation": "relu", "dropout": 0.0},
}

_WITH_HEADER = {"model": model_readers.model_files, "checkpoint": job_readers.checkpoints}


def _encoded(text: Text) -> Make:
    return lambda: text().encode()


def _ink(strokes: Text) -> Make:
    head = '{"format":"digitpad-ink","version":1,"strokes":'
    return lambda: f"{head}{strokes()}}}".encode()  # noqa: PLW0108 - made when it is needed


def _ink_set(strokes: Text) -> Make:
    head = '{"format":"digitpad-ink-set","version":1,"items":['
    return _gzipped(lambda: head.encode() + _ink(strokes)() + b"]}")


def _described(files: Callable[[], list[bytes]], text: Text) -> Make:
    return lambda: with_description(files()[0], text())


def _of_architecture(files: Callable[[], list[bytes]], parameters: dict[str, object]) -> Make:
    name = "cnn" if "depth" in parameters else "mlp"

    def make() -> bytes:
        data = files()[0]
        length = int.from_bytes(data[:8], "little")
        (text,) = json.loads(data[8 : 8 + length])["__metadata__"].values()
        changed = {**json.loads(text), "architecture": name, "parameters": parameters}
        return with_description(data, json.dumps(changed))

    return make


def _repeated(text: str, megabytes: int) -> Make:
    return lambda: text.encode() * (megabytes * MB // len(text))


def _gzipped(content: Make) -> Make:
    def make() -> bytes:
        # Packed in pieces, each different one once, which takes a hundredth of the time.
        whole, packed = content(), cache(lambda piece: gzip.compress(piece, 1, mtime=0))
        return b"".join(packed(whole[start : start + MB]) for start in range(0, len(whole), MB))

    return make


def _long_model() -> bytes:
    return model_readers.model_files()[0] + bytes(120 * MB)


def _idx(count: int, megabytes: int) -> Make:
    return lambda: struct.pack(">4I", 0x803, count, 28, 28) + bytes(megabytes * MB)


def _idx_labels() -> bytes:
    return struct.pack(">2I", 0x801, 300 * MB) + bytes(300 * MB)


def _archive(**arrays: np.ndarray) -> Make:
    def make() -> bytes:
        (seed,) = data_readers.stroke_archives()
        with np.load(io.BytesIO(seed)) as found:
            whole = {name: found[name] for name in found.files} | arrays
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **whole)
        return buffer.getvalue()

    return make


def _understated() -> bytes:
    """Its directory says that its largest member has a hundred bytes."""
    data = bytearray(_archive(points=np.zeros((7 * MB, 2), np.float32))())
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(data)


def _many_members() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}", b"")
    return buffer.getvalue()
