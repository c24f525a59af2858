"""What several commands are tested with."""

import pytest

from tests.data.few_digits import few_digits, idx_files


@pytest.fixture
def idx(tmp_path):
    """A small set of one's own as IDX files."""
    digits = few_digits(600)
    return idx_files(tmp_path, digits.images, digits.labels)


@pytest.fixture
def few(tmp_path):
    """The arguments for a small set of digits."""
    digits = few_digits(300, "test")
    return ["--idx", *idx_files(tmp_path, digits.images, digits.labels)]
