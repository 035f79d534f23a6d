"""A parsed TOML table against a shape, read in two ways that accept and refuse the same files (a property holds them).

``quick`` raises nothing but ``Refused`` with the first fault and imports no pydantic: for files already accepted once.
``thorough`` lists every fault with its key path, through pydantic: for ``check``, ``new``, ``import`` and ``adopt``.
"""

from __future__ import annotations

import difflib
import functools
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from commission.rules.fault import Fault, KeyPath, Refused

S = TypeVar("S")


def quick(table: Mapping[str, Any], shape: type[S]) -> S:
    """``table`` as ``shape``. Raises Refused with the first fault found, with its key path."""
    return cast("S", _take(table, shape, ()))


def thorough(table: Mapping[str, Any], shape: type[S]) -> tuple[S | None, list[Fault]]:
    """``table`` as ``shape`` and no fault, or None and every fault found, each with its key path."""
    import pydantic

    try:
        _model(cast("Any", shape)).model_validate(table)
    except pydantic.ValidationError as error:
        found: dict[tuple[KeyPath, str], Fault] = {}
        for each in error.errors(include_url=False, include_context=True):
            translated = _translate(each, shape)
            found.setdefault((translated.where, translated.code), translated)
        return None, list(found.values())
    return quick(table, shape), []


@functools.cache
def _model(shape: Any) -> Any:
    """The pydantic model of a shape: unknown keys refused, nothing ever converted."""
    import pydantic

    config = pydantic.ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=False)
    members: dict[str, Any] = {}
    for each in fields(shape):
        optional = each.default is not MISSING or each.default_factory is not MISSING
        members[each.name] = (_modelled(_hints(shape)[each.name]), None if optional else ...)
    return pydantic.create_model(shape.__name__, __config__=config, **members)


def _modelled(hint: Any) -> Any:
    if is_dataclass(hint):
        return _model(cast("Any", hint))
    inner = get_args(hint)
    if get_origin(hint) is list:
        return list[_modelled(inner[0])]  # type: ignore[misc]
    if get_origin(hint) is dict:
        return dict[inner[0], _modelled(inner[1])]  # type: ignore[misc,valid-type]
    return hint


def known_keys(shape: object) -> list[str]:
    """The keys that a table of this shape may hold, in reading order."""
    return [each.name for each in fields(shape)] if is_dataclass(shape) else []


def _translate(error: Any, shape: object) -> Fault:
    kind, location, found = error["type"], tuple(error["loc"]), error["input"]
    if isinstance(found, dict | list):
        found = f"a {_written_type(found)}"
    path = tuple(step for step in location if not _is_branch(step))
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return _unknown(path, shape)
    if kind in {"missing", "missing_argument"}:
        return Fault("missing-key", {"key": str(path[-1])}, path)
    if kind == "literal_error":
        return Fault("not-one-of", {"found": found, "expected": error["ctx"]["expected"].replace("'", "")}, path)
    return Fault(
        "wrong-type", {"found": found, "found_type": _written_type(error["input"]), "expected": _expected(kind)}, path
    )


def _is_branch(step: object) -> bool:
    """pydantic names the branch of a union in its path; a TOML key never carries these names here."""
    return step in {"int", "decimal", "str", "none"}


def _expected(kind: str) -> str:
    names = {"int": "number", "decimal": "number", "is": "number", "string": "text", "list": "list", "datetime": "date"}
    return names.get(kind.partition("_")[0], "table")


def _written_type(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {int: "number", str: "text", list: "list", dict: "table"}
    return names.get(type(value), type(value).__name__.lower())


def _unknown(path: KeyPath, shape: object, table: object = None) -> Fault:
    key, known = str(path[-1]), known_keys(table or _shape_at(path[:-1], shape))
    near = difflib.get_close_matches(key, known, 1, 0.5)
    return Fault("unknown-key", {"key": key, "nearest": near[0] if near else "", "known": known}, path)


def _shape_at(path: KeyPath, shape: object) -> object:
    for step in path:
        inner = get_args(shape)
        if isinstance(step, int):
            shape = next((each for each in inner if each is not types.NoneType), shape)
        elif get_origin(shape) is dict:
            shape = inner[1]
        elif is_dataclass(shape):
            shape = _hints(cast("Any", shape)).get(str(step), object)
    return shape


@functools.cache
def _hints(shape: Any) -> dict[str, Any]:
    return typing.get_type_hints(shape)


def _take(value: Any, shape: Any, path: KeyPath) -> Any:
    """``value`` if it is what ``shape`` says, tables built; never a conversion, as pydantic's strict mode."""
    origin = get_origin(shape)
    if is_dataclass(shape):
        return _take_table(value, shape, path)
    if origin is list and isinstance(value, list):
        return [_take(each, get_args(shape)[0], (*path, index)) for index, each in enumerate(value)]
    if origin is dict and isinstance(value, dict):
        return {key: _take(each, get_args(shape)[1], (*path, key)) for key, each in value.items()}
    if origin is Literal and type(value) in {int, str} and value in get_args(shape):
        return value
    if origin is types.UnionType:
        if any(type(value) is each for each in get_args(shape)):
            return value
        tables = [each for each in get_args(shape) if is_dataclass(each) or get_origin(each)]
        if tables:
            return _take(value, tables[0], path)
    if type(value) is shape:
        return value
    raise Refused(Fault("wrong-type", {"found": value, "found_type": _written_type(value), "expected": ""}, path))


def _take_table(value: Any, shape: Any, path: KeyPath) -> Any:
    if not isinstance(value, Mapping):
        raise Refused(
            Fault("wrong-type", {"found": value, "found_type": _written_type(value), "expected": "table"}, path)
        )
    hints = _hints(shape)
    known = known_keys(shape)
    for key in value:
        if key not in known:
            raise Refused(_unknown((*path, key), shape, shape))
    for each in fields(shape):
        if each.name not in value and each.default is MISSING and each.default_factory is MISSING:
            raise Refused(Fault("missing-key", {"key": each.name}, (*path, each.name)))
    return shape(**{key: _take(inner, hints[key], (*path, key)) for key, inner in value.items()})
