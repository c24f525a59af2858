import gzip
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from digitpad.common.errors import DatasetError
from digitpad.data.idx import read_idx, write_idx


def header(code, *shape):
    return struct.pack(f">HBB{len(shape)}I", 0, code, len(shape), *shape)


def written(tmp_path, content, name="digits.idx"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["a.idx", "a.idx.gz"])
@pytest.mark.parametrize("dtype", ["u1", "i1", "i2", ">i4", "f4", "<f8"])
def test_arrays_survive_a_file(tmp_path, name, dtype):
    array = (np.arange(24).reshape(2, 3, 4) - 5).astype(dtype)
    write_idx(tmp_path / name, array)
    found = read_idx(tmp_path / name)
    np.testing.assert_array_equal(found, array)
    assert found.dtype == array.dtype.newbyteorder("=")
    assert ((tmp_path / name).read_bytes()[:2] == b"\x1f\x8b") == name.endswith("gz")


def test_numbers_are_big_endian_in_the_file(tmp_path):
    write_idx(tmp_path / "a", np.array([[1, 2]], np.int32))
    content = (tmp_path / "a").read_bytes()
    assert content == bytes([0, 0, 0x0C, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2])


def test_gzip_is_told_by_content_not_by_name(tmp_path):
    content = header(8, 3) + b"abc"
    assert read_idx(written(tmp_path, gzip.compress(content), "plain.idx")).tolist() == [97, 98, 99]
    assert read_idx(written(tmp_path, content, "zipped.gz")).tolist() == [97, 98, 99]


def test_gzip_of_several_parts_and_padding_is_read_through(tmp_path):
    parts = gzip.compress(header(8, 3)) + gzip.compress(b"ab") + gzip.compress(b"c") + bytes(512)
    assert read_idx(written(tmp_path, parts)).tolist() == [97, 98, 99]


def test_an_empty_set_is_a_set(tmp_path):
    assert read_idx(written(tmp_path, header(8, 0, 28, 28))).shape == (0, 28, 28)


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "starts with nothing, expected 00 00"),
        (b"\0\0", "not an IDX file"),
        (b"\x89PNG\r\n", "starts with 89 50 4e 47, expected 00 00"),
        (header(7, 3) + b"abc", "unknown IDX number type 07"),
        (header(8), "0 dimensions"),
        (header(8, *[1] * 9) + b"a", "9 dimensions"),
        (header(8, 3, 4)[:9], "header of 12 bytes expected, file ends after 9"),
        (
            header(8, 60_000, 28, 28) + bytes(1000),
            "image count 60000 needs 47,040,016 bytes, file ends after 1,016",
        ),
        (header(8, 5) + b"abc", "label count 5 needs 13 bytes, file ends after 11"),
        (header(0x0C, 1, 2) + bytes(7), "item count 1 needs 20 bytes, file ends after 19"),
        (header(8, 3) + b"abcd", "label count 3 needs 11 bytes, but the file is longer"),
        (header(8, *[0xFFFFFFFF] * 3), "at most 1,073,741,824 are allowed"),
        (header(8, 0, *[0xFFFFFFFF] * 3), "item count 0 needs .* are allowed"),
    ],
)
def test_what_does_not_hold_what_it_claims_is_refused_by_name(tmp_path, content, message, zipped):
    path = written(tmp_path, gzip.compress(content) if zipped else content)
    with pytest.raises(DatasetError, match=message) as caught:
        read_idx(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_truncated_gzip_says_how_far_it_reached(tmp_path):
    random = np.random.default_rng(0).integers(0, 256, 1000, np.uint8).tobytes()
    content = gzip.compress(header(8, 1000) + random)
    with pytest.raises(DatasetError, match=r"needs 1,008 bytes, file ends after [1-9]\d\d"):
        read_idx(written(tmp_path, content[:600]))


def test_gzip_that_lost_its_checksum_is_refused(tmp_path):
    content = gzip.compress(header(8, 3) + b"abc")
    with pytest.raises(DatasetError, match="gzip data ends too early"):
        read_idx(written(tmp_path, content[:-8]))


def test_damaged_gzip_is_refused(tmp_path):
    random = np.random.default_rng(0).integers(0, 256, 1000, np.uint8).tobytes()
    content = bytearray(gzip.compress(header(8, 1000) + random))
    content[-6] ^= 0xFF
    with pytest.raises(DatasetError, match="damaged gzip data"):
        read_idx(written(tmp_path, bytes(content)))


def test_the_limit_can_be_set(tmp_path):
    path = written(tmp_path, header(8, 10) + bytes(10))
    assert len(read_idx(path, max_bytes=10)) == 10
    with pytest.raises(DatasetError, match="needs 18 bytes, at most 9 are allowed"):
        read_idx(path, max_bytes=9)


@pytest.mark.parametrize(
    "content",
    [
        header(8, 1 << 20, 28, 28) + bytes(100),
        gzip.compress(header(8, 1 << 20, 28, 28) + bytes(100)),
        gzip.compress(header(8, 100) + bytes(200_000_000), 1),
    ],
    ids=["plain", "gzip", "bomb"],
)
def test_an_empty_claim_takes_no_memory(tmp_path, content):
    path = written(tmp_path, content)
    tracemalloc.start()
    with pytest.raises(DatasetError):
        read_idx(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_missing_file_and_a_folder_are_dataset_errors(tmp_path):
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(DatasetError, match="cannot be read"):
            read_idx(path)


@pytest.mark.parametrize(
    "array", [np.zeros(3, np.int64), np.zeros((), np.uint8), np.array(["a"]), np.zeros(2, bool)]
)
def test_what_idx_cannot_hold_is_not_written(tmp_path, array):
    with pytest.raises(DatasetError, match="IDX cannot hold"):
        write_idx(tmp_path / "a.idx", array)
    assert not (tmp_path / "a.idx").exists()


@given(st.binary(max_size=80), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_an_array_or_a_dataset_error(tmp_path_factory, content, zipped):
    path = tmp_path_factory.getbasetemp() / "any.idx"
    path.write_bytes(b"\x1f\x8b\x08\0" + content if zipped else b"\0\0\x08" + content)
    try:
        found = read_idx(path)
    except DatasetError as error:
        message = str(error)
    else:
        message = f"{path} is fine: {len(found)}"
    assert message.startswith(str(path))


@given(hnp.arrays(hnp.integer_dtypes(sizes=32), hnp.array_shapes(max_dims=4, max_side=6)))
@settings(max_examples=40, deadline=None)
def test_any_array_survives(tmp_path_factory, array):
    path = tmp_path_factory.getbasetemp() / "any.idx.gz"
    write_idx(path, array)
    np.testing.assert_array_equal(read_idx(path), array)
