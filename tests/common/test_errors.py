import errno
import os

import pytest

from digitpad.common.errors import TrainingError, explained
from tests.tools.translations import literal, placeholders, template_calls


def test_every_placeholder_of_an_error_has_its_value():
    wrong = []
    for file, call in template_calls():
        given = {keyword.arg for keyword in call.keywords}
        if (text := literal(call.args[0])) is not None and None not in given:
            names = {name for name, _, _ in placeholders(text)}
            # A suggestion is an argument of its own where training diverged.
            if names - {"suggestion"} != given - {"suggestion"}:
                wrong.append(f"{file}, line {call.lineno}: {names} and {given}")
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "/data/a: the disk is full; make room and try again"),
        (errno.EROFS, "/data/a: the file system is read-only; choose another place"),
        (errno.EACCES, "/data/a: permission is missing; choose another place, or change the"),
        (errno.EISDIR, "/data/a: it is a folder, expected a file"),
    ],
)
def test_an_error_of_the_disk_names_the_file_and_what_helps(number, told):
    error = OSError(number, os.strerror(number), "/data/a")
    assert str(explained(error)).startswith(told)
    # A message around it says itself what helps.
    around = str(TrainingError("The log ends here: {error}", error=error))
    assert around == f"The log ends here: {told.partition(';')[0]}"
