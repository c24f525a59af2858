"""Readers of digits: ink, pictures, tables, IDX, and the user's own samples."""

import io
import json
import struct
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QByteArray

from digitpad.common.errors import SampleError
from digitpad.common.user_folders import user_data
from digitpad.data.importers import read_samples
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.data.stroke_variation import network_image
from digitpad.gui.pad.tools import EraserKind
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.ink.files import LabelledInk, read_ink_set, write_ink_set
from digitpad.ink.stroke_arrays import read_labelled_ink
from digitpad.ink.strokes import Ink
from digitpad.recognition.drawings import read_drawing
from digitpad.recognition.recognizer import Recognizer
from tests.fuzz.containers import (
    gzipped,
    idx_mutated,
    ini_mutated,
    json_or_bytes,
    npz_mutated,
    sqlite_mutated,
    text_table_mutated,
)
from tests.fuzz.harness import Reader
from tests.fuzz.model_readers import ONE
from tests.fuzz.mutators import bytes_mutated, either

IMAGES = np.random.default_rng(3).integers(0, 256, (6, 28, 28)).astype(np.uint8)
LABELS = np.arange(6, dtype=np.uint8)


@lru_cache
def _recognizer() -> Recognizer:
    return Recognizer("softmax")


def _use_ink(ink: Ink) -> None:
    """Recognize it, as one digit and as a number, and write it again."""
    again = Ink.from_json(ink.to_json())
    assert len(again.strokes) == len(ink.strokes)
    recognizer = _recognizer()
    if ink.is_empty:
        assert recognizer.recognize_ink(ink) is None
        return
    network_image(ink)
    assert recognizer.recognize_ink(ink) is not None
    recognizer.recognize_number_in_ink(ink)


def ink_files() -> list[bytes]:
    """One drawing, with and without times and pressures."""
    plain = json.loads(ONE.to_json())
    bare = {**plain, "strokes": [{"points": one["points"]} for one in plain["strokes"]] * 2}
    return [ONE.to_json().encode(), json.dumps({**bare, "label": "1", "writer": "anna"}).encode()]


def use_ink(data: bytes, home: Path) -> None:
    """Open it like any other drawing."""
    path = home / "drawing.json"
    path.write_bytes(data)
    drawing = read_drawing(path)
    if isinstance(drawing, Ink):
        _use_ink(drawing)


def ink_sets() -> list[bytes]:
    """Three drawings with their labels and writers."""
    items = [LabelledInk(ONE, str(digit), "anna") for digit in range(3)]
    place = Path(_home(), "set.json")
    write_ink_set(place, items)
    return [place.read_bytes()]


def use_ink_set(data: bytes, home: Path) -> None:
    """Import it, and write the set again."""
    path = home / ("set.json.gz" if data.startswith(b"\x1f\x8b") else "set.json")
    path.write_bytes(data)
    items = read_ink_set(path)
    write_ink_set(home / "again.json", items)
    assert len(read_ink_set(home / "again.json")) == len(items)
    for sample in read_samples(path):
        assert sample.image.shape == (28, 28)
    for item in items[:10]:
        _use_ink(item.ink)


def stroke_archives() -> list[bytes]:
    """Three drawings of two strokes in an archive of arrays."""
    buffer = io.BytesIO()
    points = np.arange(36, dtype=np.float32).reshape(18, 2)
    np.savez_compressed(
        buffer,
        points=points,
        points_per_stroke=np.full(6, 3, np.int32),
        strokes_per_item=np.full(3, 2, np.int32),
        labels=np.array(["1", "2", "x"]),
        writers=np.array([1, 1, 2]),
        groups=np.array([0, 0, 1]),
    )
    return [buffer.getvalue()]


def use_stroke_archive(data: bytes, home: Path) -> None:
    """Read it and write it as a set of ink."""
    path = home / "ink.npz"
    path.write_bytes(data)
    items = read_labelled_ink(path)
    write_ink_set(home / "again.json", items)
    for item in items[:10]:
        _use_ink(item.ink)


def _import(path: Path) -> None:
    """Import the digits of a place, into the user's samples and out again."""
    samples = read_samples(path)
    for sample in samples:
        assert sample.image.shape == (28, 28)
        assert sample.image.dtype == np.uint8
        assert 0 <= sample.label <= 9


def idx_pairs() -> list[bytes]:
    """The images of six digits, whose labels stay as they are."""
    return [struct.pack(">4I", 0x803, 6, 28, 28) + IMAGES.tobytes()]


def use_idx_images(data: bytes, home: Path) -> None:
    """Import mutated images with good labels."""
    (home / "images-idx3-ubyte").write_bytes(data)
    (home / "labels-idx1-ubyte").write_bytes(struct.pack(">2I", 0x801, 6) + LABELS.tobytes())
    _import(home / "images-idx3-ubyte")


def idx_labels() -> list[bytes]:
    """The labels of six digits."""
    return [struct.pack(">2I", 0x801, 6) + LABELS.tobytes()]


def use_idx_labels(data: bytes, home: Path) -> None:
    """Import good images with mutated labels."""
    (home / "images-idx3-ubyte").write_bytes(idx_pairs()[0])
    (home / "labels-idx1-ubyte").write_bytes(data)
    _import(home / "images-idx3-ubyte")


def tables() -> list[bytes]:
    """Six digits as CSV with and without a heading."""
    heading = ",".join(["label", *(f"pixel{number}" for number in range(784))])
    rows = [
        ",".join(map(str, [label, *image.ravel()]))
        for label, image in zip(LABELS, IMAGES, strict=True)
    ]
    return ["\n".join([heading, *rows]).encode(), "\n".join(rows).encode()]


def use_table(data: bytes, home: Path) -> None:
    """Import the table."""
    path = home / ("digits.csv.gz" if data.startswith(b"\x1f\x8b") else "digits.csv")
    path.write_bytes(data)
    _import(path)


@lru_cache
def pictures() -> list[bytes]:
    """A small picture of a digit in each format that is usual."""
    grey = Image.fromarray(np.kron(IMAGES[0] // 200 * 255, np.ones((2, 2), np.uint8)))
    contents = []
    for picture, kind in (
        *((grey, kind) for kind in ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")),
        *((grey.convert(mode), "PNG") for mode in ("RGBA", "P", "1", "I;16", "LA")),
    ):
        buffer = io.BytesIO()
        picture.save(buffer, kind)
        contents.append(buffer.getvalue())
    return contents


def use_picture(data: bytes, home: Path) -> None:
    """Open and recognize it."""
    path = home / "picture.png"
    path.write_bytes(data)
    _recognizer().recognize(read_drawing(path))


@lru_cache
def sample_files() -> list[bytes]:
    """Own samples with and without ink, one of them deleted."""
    path = Path(_home(), "seed.sqlite3")
    with SampleStore(path) as store:
        stored = store.add_all(
            [
                NewSample(1, IMAGES[0], ONE, 7, "mlp", "anna", "round 1"),
                *(NewSample(label, image) for label, image in enumerate(IMAGES)),
            ]
        )
        store.delete([stored[-1].id])
    # Together with the write-ahead log everything is in one file.
    return [path.read_bytes()]


def use_samples(data: bytes, home: Path) -> None:
    """List the samples, learn from them, and store another; that one is never lost."""
    path = home / "samples.sqlite3"
    path.write_bytes(data)
    with SampleStore(path) as store:
        str(store.notice).encode()
        for deleted in (False, True):
            for sample in store.samples(deleted=deleted):
                f"{sample!r} {sample.model} {sample.tag} {sample.writer}".encode()
                try:
                    _ = sample.ink
                except SampleError as error:
                    str(error).encode()
        assert len(store.as_dataset()) == len(store.as_dataset().labels)
        count = len(store)
        added = store.add(NewSample(4, IMAGES[4]))
        assert len(store) == count + 1
        assert store.samples(newest_first=True)[0].id == added.id
        assert store.delete([added.id]) == 1
        store.restore([added.id])
        store.relabel([added.id], 5)


def window_states() -> list[bytes]:
    """The settings of a window."""
    path = Path(_home(), "window.ini")
    state = WindowState(path)
    state.scheme, state.language, state.model = Scheme.DARK, "zh_CN", "mlp"
    state.pen_width, state.eraser_kind = 14.0, EraserKind.STROKE
    state.shows_stages = state.one_digit_only = state.draws_with_touch = True
    state.remember_threshold("mlp", 0.4)
    state.remember_geometry("main", QByteArray(b"\x01\xd9\xd0\xcb\x00\x03"))
    state._settings.sync()
    return [path.read_bytes()]


def use_window_state(data: bytes, home: Path) -> None:
    """Read every setting; each is one that the window can use."""
    path = home / "window.ini"
    path.write_bytes(data)
    state = WindowState(path)
    state.geometry_of("main")
    assert isinstance(state.scheme, Scheme)
    assert isinstance(state.eraser_kind, EraserKind)
    for text in (state.language, state.model):
        assert text is None or text.encode()
    assert 1 <= state.pen_width <= 100
    for flag in (state.shows_stages, state.one_digit_only, state.draws_with_touch):
        assert isinstance(flag, bool)
    threshold = state.threshold_of("mlp")
    assert threshold is None or 0 <= threshold <= 1


def _home() -> str:
    folder = user_data()
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


_table = either(text_table_mutated, text_table_mutated, bytes_mutated)

READERS = (
    Reader("ink", ink_files, json_or_bytes, use_ink),
    Reader("ink set", ink_sets, either(json_or_bytes, gzipped(json_or_bytes)), use_ink_set),
    Reader("ink archive", stroke_archives, npz_mutated, use_stroke_archive),
    Reader("IDX images", idx_pairs, either(idx_mutated, gzipped(idx_mutated)), use_idx_images),
    Reader("IDX labels", idx_labels, either(idx_mutated, gzipped(idx_mutated)), use_idx_labels),
    Reader("CSV", tables, either(_table, _table, gzipped(_table)), use_table),
    Reader("pictures", pictures, bytes_mutated, use_picture),
    Reader("own samples", sample_files, sqlite_mutated, use_samples),
    Reader("window state", window_states, either(ini_mutated, bytes_mutated), use_window_state),
)
