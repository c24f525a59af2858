"""Mutators of files that hold others: safetensors, archives of NumPy, gzip, IDX, SQLite."""

import gzip
import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path
from random import Random

from tests.fuzz.mutators import (
    NUMBERS,
    TEXTS,
    Mutator,
    bytes_mutated,
    document_mutated,
    either,
    hostile_value,
    json_mutated,
    json_text,
)

SIZES = (0, 1, 2, 3, 28, 29, 127, 255, 2**16, 2**24, 2**31 - 1, 2**31, 2**32 - 1)


def safetensors_mutated(random: Random, data: bytes) -> bytes:
    """The description in the header, the list of tensors, their values, or any bytes."""
    length = int.from_bytes(data[:8], "little")
    header, tensors = json.loads(data[8 : 8 + length]), data[8 + length :]
    match random.randrange(10):
        case 0:
            return bytes_mutated(random, data)
        case 1:
            tensors = _values_mutated(random, tensors)
        case 2:
            metadata = header.pop("__metadata__")
            header = document_mutated(random, header)
            if isinstance(header, dict) and random.randrange(5):
                header["__metadata__"] = metadata
        case 3:
            (entry,) = header["__metadata__"]
            text = header["__metadata__"][entry].encode()
            header["__metadata__"][entry] = bytes_mutated(random, text).decode("latin-1")
        case _:
            (entry,) = header["__metadata__"]
            described = json.loads(header["__metadata__"][entry])
            header["__metadata__"][entry] = json_text(random, document_mutated(random, described))
    text = json.dumps(header).encode("utf-8", "surrogatepass")
    size = len(text) if random.randrange(30) else random.choice(SIZES) << random.choice((0, 31))
    return struct.pack("<Q", size) + text + tensors


def with_description(data: bytes, text: str) -> bytes:
    """The same tensors with another text in the header."""
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    (entry,) = header["__metadata__"]
    header["__metadata__"][entry] = text
    changed = json.dumps(header).encode()
    return struct.pack("<Q", len(changed)) + changed + data[8 + length :]


def _values_mutated(random: Random, tensors: bytes) -> bytes:
    """Float32 values that are not finite, huge or tiny."""
    changed = bytearray(tensors)
    value = random.choice((float("nan"), float("inf"), 3e38, -3e38, 1e-45, 1e20, 0.0, -1.0))
    for _ in range(random.choice((1, 10, len(changed) // 4))):
        place = 4 * random.randrange(len(changed) // 4)
        changed[place : place + 4] = struct.pack("<f", value)
    return bytes(changed)


def npz_mutated(random: Random, data: bytes) -> bytes:
    """Members with other headers, contents and names, missing, doubled, packed in other ways."""
    if random.randrange(4) == 0:
        return bytes_mutated(random, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(list(members))
    match random.randrange(7):
        case 0:
            del members[name]
        case 1:
            members[random.choice((*TEXTS[:12], "x.npy", "points", "../points.npy"))] = members.pop(
                name
            )
        case 2:
            members[name] = bytes_mutated(random, members[name])
        case 3:
            members[name.removesuffix(".npy")] = members.pop(name)
        case 4:
            members[name] = random.randbytes(random.choice((0, 1, 10, 200)))
        case _:
            members[name] = _npy_mutated(random, members[name])
    methods = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", random.choice(methods)) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member or "x"), content)
    packed = buffer.getvalue()
    return bytes_mutated(random, packed) if random.randrange(4) == 0 else packed


def _npy_mutated(random: Random, data: bytes) -> bytes:
    """An array with another type, shape or header."""
    length = int.from_bytes(data[8:10], "little")
    content = data[10 + length :]
    kinds = "<f4", "<f8", "<i8", "|u1", "|S5", "<U3", "|O", "<c8", "<M8[s]", "|V4", "|b1", ">i4"
    kind = random.choice((*kinds, "", "x", ["a", "<f4"], hostile_value(random)))
    shapes = (), (0,), (1,), (2, 2), (-1,), (10**9,), (2**63,), (3, 2**40), (0, 2**62), ("x",), 5
    header = (
        f"{{'descr': {kind!r}, 'fortran_order': {random.choice((True, False, 3))}, "
        f"'shape': {random.choice(shapes)!r}, }}"
    )
    if random.randrange(4) == 0:
        header = random.choice(("[" * 3000, "{}", "1", header[:-3], "x" * 60_000, header * 2))
    text = header.encode("utf-8", "replace") + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", min(len(text), 65_535)) + text + content


def gzipped(mutator: Mutator) -> Mutator:
    """The mutated content, gzipped; half of the time the packed bytes are mutated instead."""

    def mutate(random: Random, data: bytes) -> bytes:
        if random.randrange(2):
            return gzip.compress(mutator(random, data), 1, mtime=0)
        return bytes_mutated(random, gzip.compress(data, 1, mtime=0))

    return mutate


def idx_mutated(random: Random, data: bytes) -> bytes:
    """Other types, dimensions and sizes, or any bytes."""
    if random.randrange(2):
        return bytes_mutated(random, data)
    dimensions = random.choice((0, 1, 2, 3, 4, 8, 9, 255))
    code = random.choice((8, 8, 9, 11, 12, 13, 14, 0, 255))
    sizes = [random.choice(SIZES) for _ in range(min(dimensions, 8))]
    return struct.pack(f">HBB{len(sizes)}I", 0, code, dimensions, *sizes) + data[16:]


def text_table_mutated(random: Random, data: bytes) -> bytes:
    """Cells of a table replaced, lines cut, joined and doubled."""
    lines = data.split(b"\n")
    for _ in range(random.choice((1, 1, 3))):
        place = random.randrange(len(lines))
        cells = lines[place].split(b",")
        match random.randrange(6):
            case 0:
                value = str(random.choice((*NUMBERS, *TEXTS, '"', '"a\nb"', "1,2", "0x1", "1_0")))
                cells[random.randrange(len(cells))] = value.encode("utf-8", "surrogatepass")
            case 1:
                del cells[random.randrange(len(cells)) :]
            case 2:
                cells *= random.choice((2, 100))
            case 3:
                lines.insert(place, random.choice((b"", b'"', b"\xff", b"\0", b"," * 100_000)))
            case 4:
                random.shuffle(cells)
            case 5:
                cells = [b"9" * random.choice((1, 400))] * len(cells)
        lines[place] = b",".join(cells)
    return b"\n".join(lines)


def sqlite_mutated(random: Random, data: bytes) -> bytes:
    """Values in the tables that no program would write, another table, or any bytes."""
    if random.randrange(3) == 0:
        return bytes_mutated(random, data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mutated.sqlite3")
        path.write_bytes(data)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            _change_rows(random, connection)
        except sqlite3.Error:
            pass  # a value that SQLite itself refuses leaves the file as it was
        finally:
            connection.close()
        return path.read_bytes()


def _change_rows(random: Random, connection: sqlite3.Connection) -> None:
    columns = "label", "image", "ink", "predicted", "model", "time", "writer", "tag", "deleted"
    for _ in range(random.choice((1, 1, 3))):
        value = random.choice(
            (None, 0, -1, 11, 2**62, 1.5, b"", b"\xff\x00", bytes(784), bytes(785), *TEXTS)
        )
        if isinstance(value, str):
            value = value.encode("utf-8", "surrogatepass")
            value = random.choice((value, value.decode("utf-8", "replace")))
        column = random.choice(columns)
        if random.randrange(8) == 0:
            name = random.choice(("user_version", "application_id"))
            connection.execute(f"PRAGMA {name} = {random.choice((0, 1, 3, -1, 2**31 - 1))}")
        elif isinstance(value, bytes) and random.randrange(2):
            # Text that is no UTF-8: SQLite stores any bytes as text.
            connection.execute(
                f"UPDATE samples SET {column} = CAST(? AS TEXT) WHERE id % 2 = 0",  # noqa: S608
                (value,),
            )
        else:
            which = random.choice(("1 = 1", "id = 1", "id % 2 = 0"))
            command = f"UPDATE samples SET {column} = ? WHERE {which}"  # noqa: S608
            connection.execute(command, (value,))


def ini_mutated(random: Random, data: bytes) -> bytes:
    """Lines of `name=value` with other values."""
    lines = data.splitlines(keepends=True)
    place = random.randrange(len(lines))
    name = lines[place].partition(b"=")[0].strip()
    value = random.choice(
        (*map(str, NUMBERS), *TEXTS, "@ByteArray(x)", "@Variant(\\0\\0)", "@Invalid()", '"', "\\x")
    )
    lines[place] = name + b"=" + value.encode("utf-8", "surrogatepass") + b"\n"
    return b"".join(lines)


json_or_bytes = either(json_mutated, json_mutated, json_mutated, bytes_mutated)
