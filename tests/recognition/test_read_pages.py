"""A few pictures of many conditions are read; `tests.benchmarks.pages` measures many."""

import pytest

from tests.benchmarks.page_pictures.conditions import CONDITIONS, pages
from tests.benchmarks.pages import read

COUNTS = {
    "gradient": 8, "dim-vignette": 6, "pencil": 6, "blackboard": 6, "coloured": 6,
    "blurred-jpeg": 6, "dark-template": 5, "desk-strip": 5, "dark-banner": 8, "dark-desk": 6,
    "a4-scan": 2, "thick-pen": 10, "boxes": 4, "number-ruled": 3, "number-gradient": 3,
    "blank": 8,
}  # fmt: skip
"""Pictures of each; large ones take long. Other tests have clean, ruled and cropped pictures."""

MAY_FAIL = 1
"""So many of them may be read wrong, since some digits could be others."""


@pytest.mark.parametrize("name", COUNTS)
def test_nearly_all_pictures_of_a_condition_are_read(recognizer, writing, name):
    kind = CONDITIONS[name].kind
    drawn = list(pages(name, writing, COUNTS[name], seed=20))
    readings = [read(recognizer, page, kind) for page in drawn]
    wrong = [
        f"{page.text!r} as {reading.text!r}"
        for page, reading in zip(drawn, readings, strict=True)
        if not reading.is_right
    ]
    assert len(wrong) <= MAY_FAIL, "; ".join(wrong)
