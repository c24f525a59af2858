import os

import pytest

from digitpad.common.json_lines import append_line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes as on POSIX")
def test_a_log_may_be_a_pipe_and_a_line_that_was_cut_is_ended(tmp_path):
    pipe, log = tmp_path / "pipe", tmp_path / "log.jsonl"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    append_line(pipe, {"epoch": 1})
    assert os.read(reader, 100) == b'{"epoch": 1}\n'
    os.close(reader)
    log.write_bytes(b'{"epoch": 1}\n{"ep')
    append_line(log, {"epoch": 2})
    assert log.read_bytes() == b'{"epoch": 1}\n{"ep\n{"epoch": 2}\n'
