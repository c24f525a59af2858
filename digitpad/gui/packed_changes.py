"""Many changes of ink as few bytes, and back again, to the last bit.

    strokes, each once  ->  points, times and pressures in a row  ->  differences  ->  zip

A hand moves by little from one point to the next, so the differences are small numbers, and those
take little room.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import numpy as np

from digitpad.gui.ink_commands import Change
from digitpad.ink import Stroke
from digitpad.types import AnyArray


def pack(changes: Sequence[Change]) -> bytes:
    """The changes and their strokes; a stroke that comes up twice is kept once."""
    places: dict[int, int] = {}
    strokes: list[Stroke] = []
    used: list[int] = []
    for change in changes:
        for stroke in (*change.taken, *change.put):
            if id(stroke) not in places:
                places[id(stroke)] = len(strokes)
                strokes.append(stroke)
            used.append(places[id(stroke)])
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        counts=np.array([[c.front, c.back, len(c.taken), len(c.put)] for c in changes], np.int32),
        widths=np.array([[c.width_before, c.width_after] for c in changes]),
        used=np.array(used, np.int32),
        lengths=np.array([len(stroke.points) for stroke in strokes], np.int32),
        rows=_differences(strokes),
    )
    return buffer.getvalue()


def unpack(packed: bytes) -> list[Change]:
    """The changes that `pack` was given."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        counts, widths, used, lengths, rows = (
            arrays[name] for name in ("counts", "widths", "used", "lengths", "rows")
        )
    strokes = _strokes(lengths, rows)
    next_ones = iter(used.tolist())

    def take(count: int) -> tuple[Stroke, ...]:
        return tuple(strokes[next(next_ones)] for _ in range(count))

    return [
        Change(front, back, take(taken), take(put), before, after)
        for (front, back, taken, put), (before, after) in zip(
            counts.tolist(), widths.tolist(), strict=True
        )
    ]


def _differences(strokes: Iterable[Stroke]) -> AnyArray:
    """(4, P) uint32: x, y, time and pressure as bits, each less the one before it."""
    rows = [np.column_stack([stroke.points, stroke.times, stroke.pressures]) for stroke in strokes]
    bits = np.concatenate([np.empty((0, 4), np.float32), *rows]).view(np.uint32).T
    return np.diff(bits, axis=1, prepend=np.uint32(0))


def _strokes(lengths: AnyArray, differences: AnyArray) -> list[Stroke]:
    bits = np.cumsum(differences, axis=1, dtype=np.uint32)
    rows = np.ascontiguousarray(bits.T).view(np.float32)
    pieces = np.split(rows, np.cumsum(lengths)[:-1]) if len(lengths) else []
    return [Stroke.of(piece[:, :2], piece[:, 2], piece[:, 3]) for piece in pieces]
