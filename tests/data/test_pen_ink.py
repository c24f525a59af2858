"""The bundled pen ink: its parts share no hands, and damage is named."""

from collections import Counter

import numpy as np
import pytest

from digitpad.common.errors import InkError
from digitpad.common.labels import NON_DIGIT
from digitpad.data.pen_ink import (
    DIGITS,
    EXCLUDED,
    LETTERS,
    as_recorded,
    draw_pen_ink,
    load_pen_ink,
    pen_ink_counts,
    pen_ink_hash,
)
from digitpad.data.training_ink import TrainingInk
from digitpad.imaging.preprocess import preprocess
from digitpad.ink.raster import rasterize_fitted
from tests.data.small_pen_ink import use_pen_ink

PARTS = ("train", "validation", "test")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return use_pen_ink(tmp_path / "ink", monkeypatch)


def test_the_bundled_parts_share_no_writer_and_no_provider():
    parts = {name: load_pen_ink(name) for name in PARTS}
    # Each file numbers its writers for itself.
    for kind, attribute in (("digits", "writer"), ("letters", "writer"), ("items", "provider")):
        seen = [{getattr(one, attribute) for one in getattr(ink, kind)} for ink in parts.values()]
        assert sum(map(len, seen)) == len(set.union(*seen))
    assert all(len(ink.digits) > 600 and len(ink.letters) > 1500 for ink in parts.values())
    assert {item.label for item in parts["train"].digits} == set("0123456789")
    assert not {item.label for item in parts["train"].letters} & set("0123456789")


def test_no_letter_or_symbol_is_written_like_a_digit():
    """A bar is a 1, however it leans; a circle is a 0."""
    labels = {item.label for name in PARTS for item in load_pen_ink(name).letters}
    assert not labels & {"|", "/", "\\", "\\\\", "I", "l", "O", "o", "S", "Z", "B", "g", "q"}


def test_the_parts_hold_whole_providers(folder):
    providers = [{item.provider for item in load_pen_ink(name).items} for name in PARTS]
    assert providers == [set("01235"), {"6"}, {"4"}]
    assert pen_ink_counts() == (15, 10)


def test_some_drawings_are_spread_over_a_part(folder):
    some = load_pen_ink("train", 5)
    assert [item.provider for item in some.digits] == list("01235")
    assert len(some.letters) == 5
    assert len(load_pen_ink("train", 99).items) == len(load_pen_ink("train").items)


def test_excluded_drawings_are_in_no_part(tmp_path, monkeypatch):
    before = pen_ink_hash()
    rows = [(DIGITS, 1, "1", "a seven"), (LETTERS, 13, "W", "crossed out")]
    use_pen_ink(tmp_path / "ink", monkeypatch, excluded=rows)
    assert pen_ink_counts() == (14, 10)
    assert [item.label for item in load_pen_ink("train").digits][:3] == ["0", "7", "0"]
    assert [item.label for item in load_pen_ink("validation").letters] == ["A"]
    assert pen_ink_hash() != before


def test_drawings_as_recorded_look_as_they_do_to_the_recognizer(folder):
    found, ink = as_recorded("validation"), load_pen_ink("validation")
    assert found.labels.tolist() == [0, 1, 7, NON_DIGIT, NON_DIGIT]
    for item, image in zip(ink.items, found.images, strict=True):
        seen = preprocess(rasterize_fitted(item.ink), clean=True)
        np.testing.assert_array_equal(image, np.round(seen * 255))


def test_every_drawing_comes_as_often_as_asked_for(folder):
    labels = np.concatenate([part.labels for _, part in draw_pen_ink(2, 3)])
    assert {label: int((labels == label).sum()) for label in (0, 1, 7, 10)} == {
        0: 10, 1: 10, 7: 10, 10: 30,
    }  # fmt: skip


def test_renderings_of_a_drawing_differ_but_stay_the_same_character(folder):
    (_, part), *_ = draw_pen_ink(4, 0, seed=1)
    ones = part.images[part.labels == 1].astype(float)
    assert len({image.tobytes() for image in ones}) == len(ones)
    heights = [np.ptp(np.flatnonzero(image.any(axis=1))) for image in ones]
    widths = [np.ptp(np.flatnonzero(image.any(axis=0))) for image in ones]
    assert min(heights) >= 18
    assert np.median(widths) < 10


def test_drawing_that_was_interrupted_continues_to_the_same_images(tmp_path, monkeypatch):
    use_pen_ink(tmp_path / "ink", monkeypatch, of_each=20)
    ink = TrainingInk(synthetic=520, non_digits=10, pen_digits=2, pen_letters=1)
    assert ink.count == 530 + 600 + 200
    whole = list(ink.draw(7))
    assert [done for done, _ in whole] == [500, 530, 1030, 1330]
    for index, (done, _) in enumerate(whole):
        rest = list(ink.draw(7, done=done))
        assert [made for made, _ in rest] == [made for made, _ in whole[index + 1 :]]
        for (_, part), (_, expected) in zip(rest, whole[index + 1 :], strict=True):
            np.testing.assert_array_equal(part.images, expected.images)
            np.testing.assert_array_equal(part.labels, expected.labels)


def test_other_seeds_give_other_renderings(folder):
    (_, first), *_ = draw_pen_ink(1, 0, seed=1)
    (_, other), *_ = draw_pen_ink(1, 0, seed=2)
    assert (first.images != other.images).any()


@pytest.mark.parametrize("name", [DIGITS, LETTERS, EXCLUDED])
@pytest.mark.parametrize("use", [pen_ink_counts, pen_ink_hash, lambda: load_pen_ink("train")])
def test_a_missing_file_is_named(folder, name, use):
    (folder / name).unlink()
    with pytest.raises(InkError, match=rf"{name}: .* is missing"):
        use()


@pytest.mark.parametrize("use", [pen_ink_hash, lambda: load_pen_ink("train")])
def test_a_file_that_cannot_be_read_is_named(folder, use):
    (folder / EXCLUDED).unlink()
    (folder / EXCLUDED).mkdir()
    with pytest.raises(InkError, match=EXCLUDED):
        use()


def test_no_two_drawings_are_equal():
    """One that is kept twice counts double."""
    items = [item for part in PARTS for item in load_pen_ink(part).items]
    drawn = Counter(
        b"/".join(stroke.points.tobytes() for stroke in item.ink.strokes) for item in items
    )
    assert [count for count in drawn.values() if count > 1] == []


def test_training_ink_never_goes_without_a_missing_file(folder):
    (folder / LETTERS).unlink()
    with pytest.raises(InkError, match=LETTERS):
        list(TrainingInk(pen_digits=1).draw(0))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (DIGITS, b"rubbish", "not a readable NumPy archive"),
        (EXCLUDED, b"item,label\n", "columns are item,label, expected file,item,label,reason"),
        (EXCLUDED, b"\xff\xfe", "not a readable table"),
        (EXCLUDED, b"file,item,label,reason\nmine.npz,1,1,\n", "line 2 names item '1' of 'mine"),
        (EXCLUDED, b"file,item,label,reason\npen_digits.npz,-1,1,\n", "line 2 names item '-1'"),
        (EXCLUDED, b"file,item,label,reason\npen_digits.npz,1\n", "item 1 .* is '1', expected ''"),
        (EXCLUDED, b"file,item,label,reason\npen_digits.npz,1,3,\n", "is '1', expected '3'"),
        (EXCLUDED, b"file,item,label,reason\npen_digits.npz,99,3,\n", "item 99 .* is None"),
    ],
)
def test_a_damaged_file_is_named_with_what_is_wrong(folder, name, content, words):
    (folder / name).write_bytes(content)
    with pytest.raises(InkError, match=rf"{name}: .*{words}"):
        load_pen_ink("train")


def test_arrays_without_providers_or_with_strange_labels_are_refused(folder):
    with np.load(folder / DIGITS) as archive:
        arrays = dict(archive)
    np.savez(folder / DIGITS, **{name: arrays[name] for name in arrays if name != "groups"})
    with pytest.raises(InkError, match="groups is missing"):
        pen_ink_counts()
    labels = arrays["labels"].copy()
    labels[2] = "O"
    np.savez(folder / DIGITS, **{**arrays, "labels": labels})
    with pytest.raises(InkError, match="item 2 is labelled 'O', expected 0 to 9"):
        load_pen_ink("test")
