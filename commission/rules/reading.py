"""A parsed TOML table against a shape, read in two ways that accept and refuse the same files (a property holds them).

``quick`` raises nothing but ``Refused`` with the first fault and imports no pydantic: for files already accepted once.
``thorough`` lists every fault with its key path, through pydantic: for ``check``, ``new``, ``import`` and ``adopt``.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeGuard, TypeVar, Union, cast, get_args, get_origin

from commission.rules.fault import Fault, KeyPath, Refused
from commission.rules.table import Shape

S = TypeVar("S")
UNIONS = {types.UnionType, Union}
"""``int | None`` has one origin, ``Literal["a"] | None`` the other."""


def quick(table: Mapping[str, Any], shape: type[S]) -> S:
    """``table`` as ``shape``. Raises Refused with the first fault found, with its key path."""
    return cast("S", _take(table, shape, ()))


def thorough(table: Mapping[str, Any], shape: type[S]) -> tuple[S | None, list[Fault]]:
    """``table`` as ``shape`` and no fault, or None and every fault found, each with its key path."""
    import pydantic

    try:
        _model(cast("Any", shape)).model_validate(table)
        return quick(table, shape), []
    except pydantic.ValidationError as error:
        found: dict[tuple[KeyPath, str], Fault] = {}
        for each in error.errors(include_url=False, include_context=True):
            translated = _translate(each, shape)
            found.setdefault((translated.where, translated.code), translated)
        return None, list(found.values())


def json_schema(shape: object) -> dict[str, Any]:
    """The types that ``thorough`` holds a table to, as pydantic's JSON Schema."""
    made: dict[str, Any] = _model(shape).model_json_schema()
    return made


@functools.cache
def _model(shape: Any) -> Any:
    """The pydantic model of a shape: unknown keys refused, nothing ever converted."""
    import pydantic

    config = pydantic.ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=False)
    required = _required(shape)
    members: dict[str, Any] = {
        name: (_modelled(_hints(shape)[name]), ... if name in required else None) for name in known_keys(shape)
    }
    return pydantic.create_model(shape.__name__, __config__=config, **members)


def _modelled(hint: Any) -> Any:
    if _is_shape(hint):
        return _model(cast("Any", hint))
    import pydantic

    if hint is Decimal:  # NaN and Infinity are decimals; ``build`` refuses them, as numbers
        return Annotated[Decimal, pydantic.Field(allow_inf_nan=True)]
    if get_origin(hint) is Literal:
        return Annotated[hint, pydantic.BeforeValidator(_plain)]
    inner = get_args(hint)
    if get_origin(hint) in UNIONS:
        return Union[tuple(_modelled(each) for each in inner)]  # noqa: UP007 - made of what is known only now
    if get_origin(hint) is list:
        return list[_modelled(inner[0])]  # type: ignore[misc]
    if get_origin(hint) is dict:
        return dict[inner[0], _modelled(inner[1])]  # type: ignore[misc,valid-type]
    return hint


def _plain(value: object) -> object:
    """``value`` unless it only equals a literal without being one: pydantic takes true and 1.0 for the literal 1."""
    if type(value) not in {int, str}:
        raise ValueError
    return value


def known_keys(shape: object) -> list[str]:
    """The keys that a table of this shape may hold, in reading order."""
    return list(shape.__struct_encode_fields__) if _is_shape(shape) else []


def _is_shape(hint: object) -> TypeGuard[type[Shape]]:
    return isinstance(hint, type) and issubclass(hint, Shape)


def _required(shape: type[Shape]) -> list[str]:
    """The keys without a default; those with one stand last."""
    names = known_keys(shape)
    return names[: len(names) - len(shape.__struct_defaults__)]


def _translate(error: Any, shape: object) -> Fault:
    kind, path = error["type"], tuple(error["loc"])
    if kind == "extra_forbidden":
        return _unknown(path, shape)
    if kind == "missing":
        return Fault("missing-key", {"key": str(path[-1])}, path)
    expected = _shape_at(path, shape)
    if get_origin(_shape_at(path[:-1], shape)) in UNIONS:
        path = path[:-1]  # pydantic goes on to name the branch of a union that it tried
        expected = _shape_at(path, shape)
    return _unexpected(error["input"], expected, path)


def _unexpected(found: object, shape: object, path: KeyPath) -> Fault:
    """The fault of a value that is not what its shape says."""
    kind = _written_type(found)
    shown = f"a {kind}" if isinstance(found, Mapping | list) else found
    if get_origin(shape) in UNIONS and get_origin(get_args(shape)[0]) is Literal:
        shape = get_args(shape)[0]
    if get_origin(shape) is Literal:
        values = [str(each) for each in get_args(shape) if each != ""]
        expected = " or ".join(part for part in (", ".join(values[:-1]), values[-1]) if part)
        return Fault("not-one-of", {"found": shown, "expected": expected}, path)
    return Fault("wrong-type", {"found": shown, "found_type": kind, "expected": _expected(shape)}, path)


def _expected(shape: object) -> str:
    """What a shape is called in a fault: the first branch of a union says it."""
    if _sole(shape) is int:
        return "whole"  # alone, or left out; where decimals may stand too, any number will do
    if get_origin(shape) in UNIONS:
        shape = get_args(shape)[0]
    names: dict[object, str] = {
        int: "number", Decimal: "number", str: "text", list: "list", datetime: "date", date: "day", bool: "boolean",
    }  # fmt: skip
    return names.get(get_origin(shape) or shape, "table")


def _written_type(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {int: "number", str: "text", list: "list", dict: "table"}
    return names.get(type(value), type(value).__name__.lower())


def _unknown(path: KeyPath, shape: object, table: object = None) -> Fault:
    key, known = str(path[-1]), known_keys(table or _shape_at(path[:-1], shape))
    import difflib

    near = difflib.get_close_matches(key, known, 1)
    return Fault("unknown-key", {"key": key, "nearest": near[0] if near else "", "known": known}, path)


def _shape_at(path: KeyPath, shape: object) -> object:
    for step in path:
        shape = _sole(shape)
        inner = get_args(shape)
        if isinstance(step, int):
            shape = next((each for each in inner if each is not types.NoneType), shape)
        elif get_origin(shape) is dict:
            shape = inner[1]
        elif _is_shape(shape):
            shape = _hints(cast("Any", shape)).get(str(step), object)
    return _sole(shape)


def _sole(shape: object) -> object:
    """What a shape that may also be left out is when it is there: pydantic goes through ``| None`` without naming it."""
    if get_origin(shape) not in UNIONS:
        return shape
    there = [each for each in get_args(shape) if each is not types.NoneType]
    return there[0] if len(there) == 1 else shape


@functools.cache
def _hints(shape: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(shape)
    return {key: hints[name] for key, name in _names(shape).items()}


@functools.cache
def _names(shape: Any) -> dict[str, str]:
    """The keys of a shape as they are written → as they are called here: ``from`` is a word of Python's."""
    return dict(zip(shape.__struct_encode_fields__, shape.__struct_fields__, strict=True))


def _take(value: Any, shape: Any, path: KeyPath) -> Any:
    """``value`` if it is what ``shape`` says, tables built; never a conversion, as pydantic's strict mode."""
    origin = get_origin(shape)
    if _is_shape(shape):
        return _take_table(value, shape, path)
    if origin is list and isinstance(value, list):
        return [_take(each, get_args(shape)[0], (*path, index)) for index, each in enumerate(value)]
    if origin is dict and isinstance(value, dict):
        return {key: _take(each, get_args(shape)[1], (*path, key)) for key, each in value.items()}
    if origin is Literal and type(value) in {int, str} and value in get_args(shape):
        return value
    if origin in UNIONS:
        if any(type(value) is each for each in get_args(shape)):
            return value
        tables = [each for each in get_args(shape) if _is_shape(each) or get_origin(each)]
        if tables:
            return _take(value, tables[0], path)
    if type(value) is shape:
        return value
    raise Refused(_unexpected(value, shape, path))


def _take_table(value: Any, shape: Any, path: KeyPath) -> Any:
    if not isinstance(value, Mapping):
        raise Refused(_unexpected(value, shape, path))
    hints = _hints(shape)
    known = known_keys(shape)
    for key in value:
        if key not in known:
            raise Refused(_unknown((*path, key), shape, shape))
    for name in _required(shape):
        if name not in value:
            raise Refused(Fault("missing-key", {"key": name}, (*path, name)))
    names = _names(shape)
    return shape(**{names[key]: _take(inner, hints[key], (*path, key)) for key, inner in value.items()})
