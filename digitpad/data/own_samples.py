"""The user's own samples: every digit that was corrected, collected or imported, in one file.

    ink, 28 x 28 image, label, prediction and its model, time, writer  ->  SQLite

Ink is kept if there is any, so that the image can be made again by a later preprocessing. Deleted
samples are only marked and can be restored. A damaged file is renamed and a new one started; a file
of a newer digitpad is not touched.
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

from digitpad.common.errors import InkError, SampleError
from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import SIDE
from digitpad.common.types import ByteArray, IntArray
from digitpad.common.user_folders import user_data
from digitpad.common.validation import time_of
from digitpad.data.damaged_samples import VALID
from digitpad.data.mnist import Dataset
from digitpad.data.own_samples_file import open_database, sqlite_errors
from digitpad.ink.strokes import Ink

CLASSES = 10
FILE_NAME = "samples.sqlite3"
OWN_SAMPLES = "own samples"
"""Their name as a data set."""

_COLUMNS = "id, label, image, ink, predicted, model, time, writer, tag"


@dataclass(frozen=True, slots=True, eq=False)
class NewSample:
    """A labelled digit that is not stored yet.

    Attributes:
        label: 0 to 9, the digit it shows; `NON_DIGIT` if it shows none.
        image: (28, 28) uint8, ink 255 on 0, as the model sees it.
        ink: what was drawn; None if there is only an image.
        predicted: a model's answer, with the same labels; None if there is none.
        model: the name of that model.
        writer: who wrote it; may be empty.
        tag: what it was collected for; may be empty.
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
    """A stored digit; other fields are as in `NewSample`.

    Attributes:
        id: its number in the store, which is never used for another sample.
        ink_text: the ink as JSON; None if there is only an image.
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
        what = "no digit" if self.label == NON_DIGIT else f"a {self.label}"
        return f"Sample {self.id}, {what}, of {self.time:%Y-%m-%d %H:%M}"

    @property
    def ink(self) -> Ink | None:
        """What was drawn, or None. Raises `SampleError` if it is damaged."""
        if self.ink_text is None:
            return None
        try:
            return Ink.from_json(self.ink_text, f"sample {self.id}")
        except InkError as error:
            raise SampleError("{error}", error=error) from error

    @property
    def is_misread(self) -> bool:
        """Whether a model's answer differs from its label."""
        return self.predicted is not None and self.predicted != self.label


class SampleStore:
    """The samples of one file. Threads may share it; their calls are run one after the other.

    Args:
        path: the file, which is created if it is missing; None means the user's own samples.

    Attributes:
        path: the file.
        notice: what to tell the user if samples are damaged, else None.

    Raises:
        SampleError: the file is locked, of a newer digitpad or of another program, or its folder
            cannot be written. The file has not been changed.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = user_data() / FILE_NAME if path is None else Path(path)
        self._lock = threading.RLock()
        opened = open_database(self.path)
        self._database = opened.connection
        self.notice = opened.notice or self._told_damage()

    def _told_damage(self) -> SampleError | None:
        """What to say about rows that cannot be used, if there are any."""
        ((count,),) = self._rows(f"SELECT count(*) FROM samples WHERE NOT ({VALID})")  # noqa: S608
        if not count:
            return None
        return SampleError(
            "{name}: {count} samples are damaged and left out; all others are there",
            name=self.path.name,
            count=count,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._lock:
            self._database.close()

    def add(self, sample: NewSample) -> Sample:
        """Store one sample and return it with its number and time.

        Raises:
            SampleError: the label or image is not valid, or the file cannot be written.
        """
        return self.add_all([sample])[0]

    def add_all(self, samples: Iterable[NewSample]) -> list[Sample]:
        """Store all samples, or none if there is an error. Raises `SampleError` as `add` does."""
        rows = [_row(sample) for sample in samples]
        now = datetime.now(UTC)
        command = (
            "INSERT INTO samples (label, image, ink, predicted, model, writer, tag, time)"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING " + _COLUMNS
        )
        with self._changing() as database:
            # Rows must be fetched before the commit: an unread one keeps the transaction open.
            return [
                _sample(database.execute(command, (*row, now.isoformat())).fetchall()[0])
                for row in rows
            ]

    def relabel(self, ids: Sequence[int], label: int) -> dict[int, int]:
        """Give samples another label and return their old labels, by sample, to undo it.

        Raises:
            SampleError: the label is not valid, a sample is missing, or the file cannot be written.
        """
        _check_label(label)
        with self._changing() as database:
            old: dict[int, int] = {}
            for number in ids:
                found = database.execute("SELECT label FROM samples WHERE id = ?", (number,))
                row = found.fetchone()
                if row is None:
                    raise SampleError(
                        "{path}: there is no sample {number}", path=self.path, number=number
                    )
                old[number] = int(row[0])
            database.executemany(
                "UPDATE samples SET label = ? WHERE id = ?", [(label, number) for number in ids]
            )
        return old

    def delete(self, ids: Iterable[int]) -> int:
        """Mark samples as deleted and return how many; `restore` undoes it."""
        return self._mark(ids, datetime.now(UTC).isoformat(), "NULL")

    def restore(self, ids: Iterable[int]) -> int:
        """Restore deleted samples and return how many."""
        return self._mark(ids, None, "NOT NULL")

    def _mark(self, ids: Iterable[int], deleted: str | None, before: str) -> int:
        command = f"UPDATE samples SET deleted = ? WHERE id = ? AND deleted IS {before}"  # noqa: S608
        with self._changing() as database:
            return sum(database.execute(command, (deleted, number)).rowcount for number in ids)

    def samples(
        self,
        *,
        label: int | None = None,
        misread: bool = False,
        writer: str | None = None,
        tag: str | None = None,
        deleted: bool = False,
        newest_first: bool = False,
    ) -> list[Sample]:
        """Samples in the order in which they were stored.

        Args:
            label: only this digit, or only `NON_DIGIT`.
            misread: only those whose prediction differs from the label.
            writer: only by this writer.
            tag: only with this tag.
            deleted: those marked as deleted instead of the others.
            newest_first: in reverse order.

        Raises:
            SampleError: the file cannot be read.
        """
        where = [f"deleted IS {'NOT ' if deleted else ''}NULL", VALID]
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
            f" ORDER BY id {order}"
        )
        return [_sample(row) for row in self._rows(command, values)]

    def count_by_label(self) -> IntArray:
        """How many samples there are of each digit, and last of no digit: (11,) int64."""
        counts = np.zeros(NON_DIGIT + 1, np.int64)
        command = (
            f"SELECT label, count(*) FROM samples WHERE deleted IS NULL AND {VALID}"  # noqa: S608
            " GROUP BY label"
        )
        for label, count in self._rows(command):
            counts[label] = count
        return counts

    def __len__(self) -> int:
        """How many samples there are, without deleted ones."""
        return int(self.count_by_label().sum())

    def as_dataset(self, *, tag: str | None = None, non_digits: bool = False) -> Dataset:
        """The samples as a training set: images (N, 28, 28) uint8.

        Args:
            tag: only those with this tag.
            non_digits: also those that are no digit, labelled `NON_DIGIT`.
        """
        chosen = [one for one in self.samples(tag=tag) if non_digits or one.label != NON_DIGIT]
        images = np.array([sample.image for sample in chosen], np.uint8)
        labels = np.array([sample.label for sample in chosen], np.int64)
        classes = CLASSES + non_digits
        return Dataset(images.reshape(-1, SIDE, SIDE), labels, OWN_SAMPLES, classes)

    def _rows(self, command: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock, sqlite_errors(self.path):
            return self._database.execute(command, values).fetchall()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, rolled back on any error."""
        with self._lock, sqlite_errors(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise


def _check_label(label: Any) -> None:
    is_number = isinstance(label, int | np.integer) and not isinstance(label, bool)
    if not (is_number and 0 <= label <= NON_DIGIT):
        raise SampleError(
            "the label of a sample is a digit from 0 to 9, or {non_digit} for no digit, not "
            "{label!r}",
            non_digit=NON_DIGIT,
            label=label,
        )


def _row(sample: NewSample) -> tuple[Any, ...]:
    _check_label(sample.label)
    image = np.asarray(sample.image)
    if image.dtype != np.uint8 or image.shape != (SIDE, SIDE):
        raise SampleError(
            "the image of a sample is {side} x {side} bytes, not {shape} {dtype}",
            side=SIDE,
            shape=image.shape,
            dtype=image.dtype,
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
    """A row with a valid label and image; what is damaged besides counts as unknown."""
    number, label, image, ink, predicted, model, time, writer, tag = row
    pixels = np.frombuffer(image, np.uint8).reshape(SIDE, SIDE)
    is_answer = isinstance(predicted, int) and 0 <= predicted <= NON_DIGIT
    texts = [text if isinstance(text, str) else None for text in (ink, model, writer, tag)]
    return Sample(
        number,
        label,
        pixels,
        texts[0],
        predicted if is_answer else None,
        texts[1],
        time_of(time) or datetime.fromtimestamp(0, UTC),
        texts[2] or "",
        texts[3] or "",
    )
