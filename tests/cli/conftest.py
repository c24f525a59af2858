"""What several commands are tested with."""

import numpy as np
import pytest

from digitpad.data.idx import write_idx
from tests.data.few_digits import few_digits


@pytest.fixture
def idx(tmp_path):
    """A small set of one's own as IDX files."""
    digits = few_digits(600)
    paths = [tmp_path / "images.gz", tmp_path / "labels.gz"]
    write_idx(paths[0], digits.images)
    write_idx(paths[1], digits.labels.astype(np.uint8))
    return [str(path) for path in paths]
