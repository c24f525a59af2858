"""Damage: valid bytes and documents, changed at random, the same way for the same generator.

A reader's files are mutated by their structure where they have one, since a random byte would
mostly be caught by the first check. Some of the values are what programs are usually bad at.
"""

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

Mutator = Callable[[Random, bytes], bytes]

NUMBERS = (
    *(0, -1, 1, 2, 3, 7, 255, 256, 65_535, 10**6, 10**9, 2**31, 2**32, 2**53 + 1, 2**63, -(2**63)),
    *(2**64, 10**30, 10**400, 0.5, -0.0, -0.5, 1.5, 1e-320, 1e9, 1e38, 1e39, 1e300, -1e300),
    *(float("nan"), float("inf"), float("-inf")),
)
TEXTS = (
    *("", " ", "x", "0", "-1", "1e9", "NaN", "null", "mlp", "cnn", "svm-hog", "relu", "self"),
    *("\ud800", "a\udfffb", "\0", "a\nb", "\u2028", "\u202e", "\ufeff", "٣", "é", "🖊", "DEL\x7f"),
    *("[/b]", "[red]x", "<b>x</b>", "{0}", "{name}", "%s", "../x", "/etc/passwd", "a/b", "=1+1"),
    *("2026-13-45T99:99:99", "2026-11-29T10:00:00", "9999-12-31T23:59:59", "x" * 300, "9" * 5000),
)
OTHERS = (None, True, False)
_DEEP = "a place for something deep"


def bytes_mutated(random: Random, data: bytes) -> bytes:
    """Bits flipped; parts overwritten, cut out, repeated, moved or put in; the end cut off."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 4, 16))):
        place = random.randrange(len(changed) + 1)
        length = min(random.choice((1, 1, 2, 4, 8, 64, 4096)), len(changed))
        end = place + length
        match random.randrange(8):
            case 0 if changed:
                changed[place % len(changed)] ^= 1 << random.randrange(8)
            case 1:
                changed[place:end] = random.randbytes(length)
            case 2:
                changed[place:end] = bytes(length)
            case 3:
                del changed[place:end]
            case 4:
                changed[place:place] = changed[place:end] * random.choice((1, 2, 50))
            case 5:
                start = random.randrange(len(changed) + 1)
                changed[place:end] = changed[start : start + length]
            case 6:
                size = random.choice((1, 2, 4, 8))
                number = random.choice((0, 1, 127, 128, 255, 2**31, 2**32 - 1, 2**63, 2**64 - 1))
                order = random.choice(("little", "big"))
                changed[place : place + size] = (number % 256**size).to_bytes(size, order)
            case 7 if random.randrange(4) == 0:
                del changed[place:]
    return bytes(changed)


def json_mutated(random: Random, data: bytes) -> bytes:
    """A JSON document with fields of other types and values, missing, unknown, doubled, deep."""
    document = document_mutated(random, json.loads(data))
    return json_text(random, document).encode("utf-8", "surrogatepass")


def document_mutated(random: Random, document: Any) -> Any:
    """The same on the parsed document; `json_text` writes it."""
    document = copy.deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        places = list(_places(document))
        if not places:
            return hostile_value(random)
        holder, key = random.choice(places)
        # Many copies of many copies would not fit into the memory.
        times = 1 if len(places) > 1000 else random.choice((1, 2, 20, 1000))
        match random.randrange(10):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[random.choice((random.choice(TEXTS), "unknown", "__class__"))] = (
                    hostile_value(random)
                )
            case 2 if isinstance(holder, dict):
                holder[random.choice(TEXTS)] = holder.pop(key)
            case 3 if isinstance(holder, list):
                holder.extend(copy.deepcopy(holder) * min(times, 20))
            case 4:
                other, place = random.choice(places)
                holder[key] = copy.deepcopy(other[place])
            case 5:
                holder[key] = [holder[key]] * times
            case 6:
                holder[key] = str(holder[key])
            case 7 if isinstance(holder[key], int | float) and not isinstance(holder[key], bool):
                holder[key] = random.choice(NUMBERS)
            case _:
                holder[key] = hostile_value(random)
    return document


def json_text(random: Random, document: Any) -> str:
    """JSON, with what `json.dumps` would not write: depth, doubled keys, raw surrogates."""
    text = json.dumps(document, ensure_ascii=random.randrange(2) == 0)
    depth = random.choice((20, 200, 5_000, 100_000))
    opening, closing = random.choice((("[", "]"), ('{"a":', "}")))
    deep = f"{opening * depth}1{closing * depth}"
    # A few are enough: a thousand would be a file of hundreds of megabytes.
    text = text.replace(json.dumps(_DEEP), deep, 3)
    if random.randrange(40) == 0 and text.startswith("{"):
        text = "{" + text[1:-1] + ", " + text[1:]
    return text


def lines_mutated(random: Random, data: bytes) -> bytes:
    """Lines of JSON: one of them mutated, or lines cut, doubled, joined; or bytes."""
    lines = data.splitlines(keepends=True)
    if random.randrange(3) == 0 or not lines:
        return bytes_mutated(random, data)
    place = random.randrange(len(lines))
    lines[place] = json_mutated(random, lines[place]) + random.choice((b"\n", b"", b"\r", b"\n\n"))
    if random.randrange(4) == 0:
        lines.insert(place, random.choice((b"\xff\n", b"\n", b"null\n", lines[place], b"\0" * 9)))
    return b"".join(lines)


def either(*mutators: Mutator) -> Mutator:
    """One of several, each as often."""

    def mutate(random: Random, data: bytes) -> bytes:
        return random.choice(mutators)(random, data)

    return mutate


def hostile_value(random: Random) -> Any:
    """A value of JSON that a reader will hardly expect."""
    match random.randrange(8):
        case 0 | 1:
            return random.choice(NUMBERS)
        case 2 | 3:
            return random.choice(TEXTS)
        case 4:
            return random.choice(OTHERS)
        case 5:
            return random.choice(([], {}, [[]], [None], {"a": 1}, [1, 2, 3], [[1, 2], [3]], [1e9]))
        case 6:
            return [random.choice(NUMBERS) for _ in range(random.choice((1, 5, 5_000)))]
        case _:
            return _DEEP


def _places(document: Any) -> list[tuple[Any, Any]]:
    """Every holder with each of its keys or indices."""
    found: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found += [(one, key) for key in one]
            waiting += one.values()
        elif isinstance(one, list):
            # Long lists of numbers would hide the fields around them.
            indices = range(len(one)) if len(one) <= 12 else (0, 1, len(one) // 2, len(one) - 1)
            found += [(one, index) for index in indices]
            waiting += [one[index] for index in indices]
    return found
