"""Two hundred damaged files for each reader; `python -m tests.fuzz` tries more."""

import pytest

from tests.fuzz.harness import run
from tests.fuzz.readers import READERS


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_damaged_file_is_refused_or_can_be_used(reader, own_home):
    own_home.mkdir()
    found = run(reader, own_home, seed=0, numbers=range(200))
    assert not found.faults, found.faults[0].trace
    assert found.tried == 200
