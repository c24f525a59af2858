"""The user's own samples: every digit that was corrected, collected or imported, in one file.

    ink, 28x28 image, label, what was predicted by which model, when, whose hand  ->  SQLite

The ink is kept where there is any, so that its picture can be made again. Nothing is thrown away
at once: what is deleted is only marked, and can be brought back. A file that is damaged is set
aside under another name, one from a newer digitpad is left alone.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import numpy as np

from digitpad.data.mnist import SIDE, Dataset
from digitpad.data.samples_file import open_database, translated
from digitpad.errors import InkError, SampleError
from digitpad.ink import Ink
from digitpad.paths import user_data
from digitpad.types import ByteArray, FloatArray, IntArray

CLASSES = 10
FILE_NAME = "samples.sqlite3"
OWN_SAMPLES = "own samples"
"""What they are called as a data set."""

_COLUMNS = "id, label, image, ink, predicted, model, time, writer, tag"


@dataclass(frozen=True, slots=True, eq=False)
class NewSample:
    """A labelled digit on its way into the store.

    Attributes:
        label: 0 to 9, what it is meant to be.
        image: (28, 28) uint8, ink 255 on 0: what the model saw.
        ink: what was drawn; None where there was only a picture.
        predicted: what a model took it for; None where none was asked.
        model: the name of that model.
        writer: whose hand it is; may be empty.
        tag: what it was drawn for, such as a round of collecting; may be empty.
    """

    label: int
    image: ByteArray
    ink: Ink | None = None
    predicted: int | None = None
    model: str | None = None
    writer: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A stored digit; fields as in `NewSample`, the ink still as text.

    Attributes:
        id: its number in the store, for ever.
        time: when it was stored, in UTC.
    """

    id: int
    label: int
    image: ByteArray
    ink_text: str | None
    predicted: int | None
    model: str | None
    time: datetime
    writer: str
    tag: str

    def __repr__(self) -> str:
        return f"Sample {self.id}, a {self.label}, of {self.time:%Y-%m-%d %H:%M}"

    @property
    def ink(self) -> Ink | None:
        """What was drawn, or None. Raises `SampleError` where it is damaged."""
        if self.ink_text is None:
            return None
        try:
            return Ink.from_json(self.ink_text, f"sample {self.id}")
        except InkError as error:
            raise SampleError(str(error)) from error

    @property
    def is_misread(self) -> bool:
        """Whether a model took it for something else than its label."""
        return self.predicted is not None and self.predicted != self.label


def image_bytes(network_input: FloatArray) -> ByteArray:
    """What a model saw, (28, 28) float32 from 0 to 1, as it is stored: uint8, 255 for ink."""
    return (np.clip(network_input, 0, 1) * 255 + 0.5).astype(np.uint8)


class SampleStore:
    """The samples of one file. May be used from several threads; calls wait for each other.

    Args:
        path: the file; None means the user's own. It is created where there is none.

    Attributes:
        path: the file.
        notice: one sentence for the user where a damaged file had to be set aside, else None.
        is_read_only: the file can be read but not changed, as on a disk without write permission.

    Raises:
        SampleError: the file is locked, of a newer digitpad, no store of samples, or its folder
            cannot be written; nothing in it has been changed.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = user_data() / FILE_NAME if path is None else Path(path)
        self._lock = threading.RLock()
        opened = open_database(self.path)
        self._database = opened.connection
        self.notice = opened.notice
        self.is_read_only = opened.is_read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; the store cannot be used any more."""
        with self._lock:
            self._database.close()

    def add(self, sample: NewSample) -> Sample:
        """Store one; returns it with its number and time.

        Raises:
            SampleError: it is no labelled digit, or the file cannot be written.
        """
        return self.add_all([sample])[0]

    def add_all(self, samples: Iterable[NewSample]) -> list[Sample]:
        """Store several, all or none. Raises `SampleError` as `add` does."""
        rows = [_row(sample) for sample in samples]
        now = datetime.now(UTC)
        command = (
            "INSERT INTO samples (label, image, ink, predicted, model, writer, tag, time)"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING " + _COLUMNS
        )
        with self._changing() as database:
            # Each row is fetched at once: an unread one would keep the transaction open.
            return [
                _sample(database.execute(command, (*row, now.isoformat())).fetchall()[0])
                for row in rows
            ]

    def relabel(self, ids: Sequence[int], label: int) -> dict[int, int]:
        """Give samples another label; returns each one's old label, for undoing.

        Raises:
            SampleError: there is no such label or sample, or the file cannot be written.
        """
        _check_label(label)
        with self._changing() as database:
            old: dict[int, int] = {}
            for number in ids:
                found = database.execute("SELECT label FROM samples WHERE id = ?", (number,))
                row = found.fetchone()
                if row is None:
                    raise SampleError(f"{self.path}: there is no sample {number}")
                old[number] = int(row[0])
            database.executemany(
                "UPDATE samples SET label = ? WHERE id = ?", [(label, number) for number in ids]
            )
        return old

    def delete(self, ids: Iterable[int]) -> int:
        """Mark samples as deleted; `restore` brings them back. Returns how many were there."""
        now = datetime.now(UTC).isoformat()
        return self._mark(ids, "deleted = ?", "deleted IS NULL", now)

    def restore(self, ids: Iterable[int]) -> int:
        """Bring deleted samples back; returns how many."""
        return self._mark(ids, "deleted = ?", "deleted IS NOT NULL", None)

    def _mark(self, ids: Iterable[int], change: str, where: str, value: str | None) -> int:
        command = f"UPDATE samples SET {change} WHERE id = ? AND {where}"  # noqa: S608 - our words
        with self._changing() as database:
            return sum(database.execute(command, (value, number)).rowcount for number in ids)

    def remove_deleted(self) -> int:
        """Throw the samples marked as deleted away for good; returns how many."""
        with self._changing() as database:
            return database.execute("DELETE FROM samples WHERE deleted IS NOT NULL").rowcount

    def samples(
        self,
        *,
        label: int | None = None,
        misread: bool = False,
        writer: str | None = None,
        tag: str | None = None,
        deleted: bool = False,
        newest_first: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Sample]:
        """Samples in the order they were stored.

        Args:
            label: only this digit.
            misread: only those that a model took for something else.
            writer: only of this hand.
            tag: only of this round of collecting.
            deleted: those marked as deleted, instead of those that are not.
            newest_first: the other way round.
            limit: at most so many.
            offset: leaving out so many first.

        Raises:
            SampleError: the file cannot be read.
        """
        where = [f"deleted IS {'NOT ' if deleted else ''}NULL"]
        values: list[Any] = []
        for column, wanted in (("label", label), ("writer", writer), ("tag", tag)):
            if wanted is not None:
                where.append(f"{column} = ?")
                values.append(wanted)
        if misread:
            where.append("predicted IS NOT NULL AND predicted <> label")
        order = "DESC" if newest_first else "ASC"
        command = (
            f"SELECT {_COLUMNS} FROM samples WHERE {' AND '.join(where)}"  # noqa: S608 - our words
            f" ORDER BY id {order} LIMIT ? OFFSET ?"
        )
        rows = self._rows(command, (*values, -1 if limit is None else limit, offset))
        return [_sample(row) for row in rows]

    def sample(self, number: int) -> Sample:
        """One sample, deleted or not. Raises `SampleError` where there is none."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM samples WHERE id = ?", (number,))  # noqa: S608
        if not rows:
            raise SampleError(f"{self.path}: there is no sample {number}")
        return _sample(rows[0])

    def count_by_label(self) -> IntArray:
        """How many samples there are of each digit, (10,)."""
        counts = np.zeros(CLASSES, np.int64)
        command = "SELECT label, count(*) FROM samples WHERE deleted IS NULL GROUP BY label"
        for label, count in self._rows(command):
            counts[label] = count
        return counts

    def __len__(self) -> int:
        """How many samples there are, those deleted not counted."""
        return int(self.count_by_label().sum())

    def as_dataset(self, *, writer: str | None = None, tag: str | None = None) -> Dataset:
        """All samples, or those of a hand or round, to learn from: images (N, 28, 28) uint8."""
        chosen = self.samples(writer=writer, tag=tag)
        images = np.array([sample.image for sample in chosen], np.uint8)
        labels = np.array([sample.label for sample in chosen], np.int64)
        return Dataset(images.reshape(-1, SIDE, SIDE), labels, OWN_SAMPLES, CLASSES)

    def _rows(self, command: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock, translated(self.path):
            return self._database.execute(command, values).fetchall()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: on any error everything is as it was before."""
        with self._lock, translated(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise


def _check_label(label: object) -> None:
    if isinstance(label, bool) or not isinstance(label, int | np.integer) or not 0 <= label <= 9:
        raise SampleError(f"the label of a sample is a digit from 0 to 9, not {label!r}")


def _row(sample: NewSample) -> tuple[Any, ...]:
    _check_label(sample.label)
    image = np.asarray(sample.image)
    if image.dtype != np.uint8 or image.shape != (SIDE, SIDE):
        raise SampleError(
            f"the image of a sample is {SIDE} x {SIDE} bytes, not {image.shape} {image.dtype}"
        )
    return (
        int(sample.label),
        image.tobytes(),
        None if sample.ink is None else sample.ink.to_json(),
        None if sample.predicted is None else int(sample.predicted),
        sample.model,
        sample.writer,
        sample.tag,
    )


def _sample(row: tuple[Any, ...]) -> Sample:
    number, label, image, ink, predicted, model, time, writer, tag = row
    pixels = np.frombuffer(image, np.uint8).reshape(SIDE, SIDE)
    moment = datetime.fromisoformat(time)
    return Sample(number, label, pixels, ink, predicted, model, moment, writer, tag)
