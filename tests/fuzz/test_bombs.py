"""Files that want much time or memory are refused, or read, with little of either."""

import time

import pytest

from digitpad.common.errors import DigitpadError
from tests.fuzz.bombs import MB, bombs
from tests.fuzz.harness import peak_memory, reset_peak
from tests.fuzz.readers import READERS

MEMORY = 300 * MB
SECONDS = 5.0
"""Of the processor, so that other tests beside it do not count."""

BOMBS = {name: (reader, content) for name, reader, content in bombs()}
USES = {reader.name: reader for reader in READERS}


@pytest.mark.parametrize("name", BOMBS)
def test_it_takes_little_time_and_memory(name, own_home):
    reader, content = BOMBS[name]
    own_home.mkdir()
    USES[reader].seeds()
    data = content()
    before, started = reset_peak(), time.process_time()
    try:
        USES[reader].use(data, own_home)
    except DigitpadError as error:
        str(error).encode()
    assert time.process_time() - started < SECONDS
    assert peak_memory() - before < MEMORY
