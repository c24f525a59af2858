import json
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from digitpad.common.errors import ParameterError
from digitpad.common.reading import MAX_DEPTH, parse_json, read_json
from digitpad.common.validation import DescriptionError, build


@dataclass(frozen=True)
class Inner:
    rate: float = 0.5

    def __post_init__(self):
        if self.rate < 0:
            raise ParameterError("rate must be at least 0, not {rate}", rate=self.rate)


@dataclass(frozen=True)
class Outer:
    name: str
    count: int = 1
    is_on: bool = False
    inner: Inner = field(default_factory=Inner)
    pair: tuple[str, str] | None = None
    classes: tuple[int, ...] = ()
    sizes: dict[str, float] = field(default_factory=dict)
    kind: Literal["a", "b"] = "a"
    extra: list[Any] = field(default_factory=list)


def test_a_document_with_the_right_fields_becomes_a_typed_value():
    document = {
        "name": "x",
        "count": 3,
        "is_on": True,
        "inner": {"rate": 1},
        "pair": ["i", "l"],
        "classes": [1, 2],
        "sizes": {"a": 1},
        "kind": "b",
        "extra": [1, "x"],
    }
    built = build(Outer, document, "plan.json")
    assert built == Outer("x", 3, True, Inner(1.0), ("i", "l"), (1, 2), {"a": 1.0}, "b", [1, "x"])
    assert isinstance(built.inner.rate, float)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nmae": 1}, "plan.json: unknown field 'nmae'"),
        ({"name": 3}, "plan.json: name is 3, expected text"),
        ({"count": 1.5}, "count is 1.5, expected a whole number"),
        ({"count": True}, "count is True, expected a whole number"),
        ({"is_on": 1}, "expected true or false"),
        ({"inner": {"rate": "x"}}, "inner.rate is 'x', expected a number"),
        ({"inner": {"rate": -1}}, "rate must be at least 0, not -1.0"),
        ({"inner": {"rate": 10**400}}, "inner.rate is"),
        ({"inner": []}, "inner is .*, expected an object"),
        ({"pair": ["one"]}, "pair is .*, expected a list of 2 or null"),
        ({"classes": [1, "x"]}, r"classes\[1\] is 'x', expected a whole number"),
        ({"classes": "12"}, "classes is '12', expected a list"),
        ({"sizes": {"a": None}}, "sizes.a is None, expected a number"),
        ({"kind": "c"}, "kind is 'c', expected one of 'a', 'b'"),
    ],
)
def test_what_does_not_fit_is_named_with_its_field(changes, message):
    with pytest.raises(DescriptionError, match=message):
        build(Outer, {"name": "x", **changes}, "plan.json")


def test_a_missing_field_is_named():
    with pytest.raises(DescriptionError, match=r"plan.json: field 'name' is missing"):
        build(Outer, {}, "plan.json")


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', "{", '{"a": 1e999}', '"\\ud800"', b"\xff", "[" * 200_000, ""]
)
def test_what_is_no_json_is_refused(text):
    with pytest.raises(DescriptionError, match="x: "):
        parse_json(text, "x")


def test_deep_nesting_is_refused():
    with pytest.raises(DescriptionError, match="deep"):
        parse_json("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "x")


def test_a_file_is_read_and_its_size_limited(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"a": [1]}))
    assert read_json(path) == {"a": [1]}
    with pytest.raises(DescriptionError, match="more than the 3 bytes allowed"):
        read_json(path, max_bytes=3)
    with pytest.raises(DescriptionError, match=r"missing\.json"):
        read_json(tmp_path / "missing.json")
