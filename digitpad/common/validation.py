"""Descriptions from outside, such as a plan in JSON: checked in one place, into typed values.

    read_json(path)                bytes -> a document; see `digitpad.common.reading`
    build(Plan, document, path)    a document -> a dataclass: types, unknown and missing fields

A dataclass says by its annotations what it holds, and by its `__post_init__` which values are
possible. An error names the source, the field, what was found and what was expected.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import math
import reprlib
import types
import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from numbers import Integral, Real
from typing import Any, TypeVar

from digitpad.common.errors import ParameterError, Phrase

T = TypeVar("T")


class DescriptionError(ParameterError):
    """A description is damaged or holds something else than expected."""


_repr = reprlib.Repr()
_repr.maxstring = _repr.maxother = _repr.maxlong = 60


def shown(value: object) -> str:
    """A value as it is written in Python, shortened, for a message."""
    return _repr.repr(value)


def look_up(table: Mapping[str, T], name: str, what: Phrase) -> T:
    """What stands under a name in a table.

    Args:
        table: by name.
        name: one of its keys.
        what: of what it is the name, such as `Phrase("optimizer")`, for the message.

    Raises:
        ParameterError: there is no such name; the message lists those that there are.
    """
    if name not in table:
        known = ", ".join(table)
        raise ParameterError(
            "{name} {found!r} is not known; there are {known}",
            name=what,
            found=name,
            known=known,
        )
    return table[name]


def fill_in(owner: str, usual: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that are given, the usual values in place of the others.

    Raises:
        ParameterError: there is no parameter of such a name; the message names the owner.
    """
    unknown = sorted(set(given) - set(usual))
    if unknown:
        raise ParameterError(
            "{name} has no parameter {unknown!r}; its parameters are {known}",
            name=owner,
            unknown=unknown[0],
            known=", ".join(usual),
        )
    return {**usual, **given}


def build(kind: type[T], document: Any, source: object, field: str = "") -> T:
    """A dataclass from a JSON object with its fields.

    Args:
        kind: the dataclass. Its annotations may hold `int`, `float`, `str`, `bool`, `datetime`,
            `Any`, other dataclasses, `list`, `tuple`, `dict` and unions of them.
        document: the parsed JSON.
        source: for the message, such as the file's path.
        field: where in the source the document stands, such as "settings"; empty for the whole.

    Raises:
        DescriptionError: a field is unknown, missing, of another type, or not a possible value.
    """
    if not isinstance(document, Mapping):
        raise _unexpected(source, field, document, _OBJECT)
    hints = _hints(typing.cast("type", kind))
    for name in document:
        if name not in hints:
            raise DescriptionError(
                "{source}: unknown field {field!r}; there are {known}",
                source=source,
                field=_inside(field, str(name))[:60],
                known=", ".join(hints),
            )
    values = {
        name: _convert(hints[name], value, source, _inside(field, name))
        for name, value in document.items()
    }
    for one in dataclasses.fields(typing.cast("Any", kind)):
        has_default = (
            one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
        )
        if one.init and one.name not in values and not has_default:
            raise DescriptionError(
                "{source}: field {field!r} is missing",
                source=source,
                field=_inside(field, one.name),
            )
    try:
        return kind(**values)
    except ParameterError as error:
        raise DescriptionError("{source}: {error}", source=source, error=error) from error


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {one.name: hints[one.name] for one in dataclasses.fields(kind) if one.init}


def check_fields(holder: Any) -> None:
    """Refuse values that are of other types than the annotations of a dataclass say.

    NumPy's numbers are accepted as well as Python's.

    Args:
        holder: the dataclass's instance, whose annotations are plain types and other dataclasses.

    Raises:
        ParameterError: a value is of another type, or no finite number.
    """
    kind_of_holder: type = type(holder)
    for name, hint in _hints(kind_of_holder).items():
        value: Any = getattr(holder, name)
        if type(value) is hint and hint is not float:
            # Nearly all values are; to ask NumPy's and Python's abstract types takes longer.
            continue
        is_wrong_bool = isinstance(value, bool) and hint is not bool
        is_huge = (
            hint is float
            and isinstance(value, Real)
            and not -LARGEST < typing.cast("float", value) < LARGEST
        )
        if is_wrong_bool or is_huge or not isinstance(value, _accepted(hint)):
            raise ParameterError(
                "{name} must be {expected}, not {value}",
                name=Phrase(name.replace("_", " ")),
                expected=_NAMES.get(hint, hint.__name__),
                value=shown(value),
            )


def _accepted(hint: Any) -> Any:
    """The type or types of the values that an annotation accepts."""
    if hint is bool:
        import numpy as np  # noqa: PLC0415 - slow, and nearly never needed

        return bool, np.bool_
    return {int: Integral, float: Real}.get(hint, typing.get_origin(hint) or hint)


LARGEST = 1e30
"""Settings below this stay finite when they are multiplied as float32."""


def check_bounds(holder: Any, bounds: Mapping[str, tuple[float, float]]) -> None:
    """Refuse numbers outside of their bounds, both possible themselves, by the fields' names.

    Raises:
        ParameterError: a number is too small, too large, or NaN.
    """
    for name, (low, high) in bounds.items():
        value = getattr(holder, name)
        if low <= value <= high:
            continue
        values = {"name": Phrase(name.replace("_", " ")), "value": shown(value)}
        if value > high:
            raise ParameterError(
                "{name} can be at most {limit:,}, not {value}", limit=high, **values
            )
        raise ParameterError("{name} must be at least {limit}, not {value}", limit=low, **values)


def _inside(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _unexpected(
    source: object, field: str, found: object, expected: Phrase | str
) -> DescriptionError:
    return DescriptionError(
        "{source}: {field} is {found}, expected {expected}",
        source=source,
        field=field or Phrase("the content"),
        found=shown(found),
        expected=expected,
    )


_NAMES = {
    bool: Phrase("true or false"),
    int: Phrase("a whole number"),
    float: Phrase("a number"),
    str: Phrase("text"),
    datetime: Phrase("a date and time with its time zone, such as 2026-11-29T10:15:00+00:00"),
    type(None): Phrase("null"),
}
_OBJECT = Phrase("an object with fields")


def _convert(hint: Any, value: Any, source: object, field: str) -> Any:
    """The value as the annotation wants it."""
    if hint in _NAMES:
        return _convert_plain(hint, value, source, field)
    if hint is Any or hint is object:
        return value
    if dataclasses.is_dataclass(hint):
        return build(typing.cast("type", hint), value, source, field)
    container = _CONTAINERS.get(typing.get_origin(hint) or hint)
    if container:
        return container(typing.get_args(hint), value, source, field)
    return _convert_plain(hint, value, source, field)


def time_of(value: Any) -> datetime | None:
    """The time that a text in ISO 8601 with a zone means; None for anything else."""
    with contextlib.suppress(TypeError, ValueError):
        time = datetime.fromisoformat(value)
        # Only a time well inside of the calendar exists in every time zone.
        if time.tzinfo is not None and 1970 <= time.year <= 9000:
            return time
    return None


def _convert_plain(hint: Any, value: Any, source: object, field: str) -> Any:
    if hint is datetime and (time := time_of(value)) is not None:
        return time
    if hint is float and type(value) in (int, float):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    elif type(value) is hint:
        return value
    raise _unexpected(source, field, value, _NAMES.get(hint, str(hint)))


def _convert_union(arguments: tuple[Any, ...], value: Any, source: object, field: str) -> Any:
    failures = []
    for one in arguments:
        try:
            return _convert(one, value, source, field)
        except DescriptionError as error:
            failures.append(error)
    # One that got further into the value says more than that it is none of the other types.
    further = [error for error in failures if error.values.get("field") != field]
    if further:
        raise further[0]
    expected = [error.values["expected"] for error in failures]
    raise _unexpected(source, field, value, functools.reduce(_either, expected))


def _either(first: Phrase | str, second: Phrase | str) -> Phrase:
    return Phrase("{first} or {second}", first=first, second=second)


def _convert_tuple(arguments: tuple[Any, ...], value: Any, source: object, field: str) -> Any:
    items = _list(value, source, field)
    if not arguments:
        return tuple(items)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner: tuple[Any, ...] = (arguments[0],) * len(items)
    elif len(arguments) == len(items):
        inner = arguments
    else:
        raise _unexpected(source, field, value, Phrase("a list of {count}", count=len(arguments)))
    return tuple(
        _convert(hint, one, source, f"{field}[{i}]")
        for i, (hint, one) in enumerate(zip(inner, items, strict=True))
    )


def _convert_list(arguments: tuple[Any, ...], value: Any, source: object, field: str) -> Any:
    inner = arguments[0] if arguments else Any
    items = _list(value, source, field)
    return [_convert(inner, one, source, f"{field}[{i}]") for i, one in enumerate(items)]


def _convert_mapping(arguments: tuple[Any, ...], value: Any, source: object, field: str) -> Any:
    if not isinstance(value, Mapping):
        raise _unexpected(source, field, value, _OBJECT)
    inner = arguments[1] if arguments else Any
    return {k: _convert(inner, one, source, _inside(field, k)) for k, one in value.items()}


def _convert_literal(arguments: tuple[Any, ...], value: Any, source: object, field: str) -> Any:
    if value in arguments and type(value) in {type(one) for one in arguments}:
        return value
    known = ", ".join(map(repr, arguments))
    raise _unexpected(source, field, value, Phrase("one of {known}", known=known))


def _list(value: Any, source: object, field: str) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise _unexpected(source, field, value, Phrase("a list"))
    return value


_CONTAINERS: dict[Any, Callable[[tuple[Any, ...], Any, object, str], Any]] = {
    list: _convert_list,
    tuple: _convert_tuple,
    dict: _convert_mapping,
    Mapping: _convert_mapping,
    typing.Union: _convert_union,
    types.UnionType: _convert_union,
    typing.Literal: _convert_literal,
}
