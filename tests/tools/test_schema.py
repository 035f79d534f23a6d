"""The schema that editors check a grid with: what the shapes give, and never stricter or laxer than the reader on shape."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commission.files.locate import shipped
from commission.rules.reading import thorough
from commission.rules.shape import GridShape
from tools.schema import SCHEMA, schema_text

COMMITTED = json.loads(SCHEMA.read_text(encoding="utf-8"))
LINE = "#:schema ./schema/grid.schema.json"
GRIDS = [
    path
    for path in sorted(shipped("grids").glob("*.toml"))
    if tomllib.loads(path.read_text(encoding="utf-8")).get("kind") != "sharing"
]
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "number": (int, Decimal), "integer": (int,),
    "boolean": (bool,),
}  # fmt: skip


def accepts(value: Any, schema: dict[str, Any]) -> bool:
    """As much of JSON Schema as ours uses."""
    if "$ref" in schema:
        return accepts(value, COMMITTED["definitions"][schema["$ref"].rpartition("/")[2]])
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(
        isinstance(value, TYPES[each]) and isinstance(value, bool) == (each == "boolean") for each in names
    ):
        return False
    if ("const" in schema and value != schema["const"]) or value not in schema.get("enum", [value]):
        return False
    if isinstance(value, list):
        return all(accepts(each, schema.get("items", {})) for each in value)
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        return set(schema["required"]) <= set(value) <= set(known) and all(
            accepts(each, known[key]) for key, each in value.items()
        )
    return True


def table_of(path: Path) -> dict[str, Any]:
    """A grid file as read, numbers exact."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def spoilt(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same table with one thing changed: a key gone, one too many, a value of another type; at every level."""
    for holder in (lambda t: t, *(lambda t, n=name: t[n][0] for name in table if is_tables(table[name]))):
        for key in [*holder(table), "inconnue"]:
            for value in (None, True, "texte", 3, ["x"], {"a": 1}):
                changed = copy.deepcopy(table)
                holder(changed).pop(key, None)
                if value is not None:
                    holder(changed)[key] = value
                yield changed


def is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def without_dates(table: dict[str, Any]) -> dict[str, Any]:
    """The schema leaves dates free: editors do not agree on what a local date is in JSON."""
    return {key: value for key, value in table.items() if key != "closes"}


def test_the_committed_schema_is_what_the_shapes_give() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run: python -m tools.schema"


@pytest.mark.parametrize("path", GRIDS, ids=lambda path: path.stem)
def test_every_shipped_grid_names_the_schema_and_passes_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == LINE
    assert (path.parent / LINE.partition(" ")[2]).resolve() == SCHEMA
    assert accepts(table_of(path), COMMITTED)


@pytest.mark.parametrize("path", GRIDS, ids=lambda path: path.stem)
def test_the_schema_and_the_reader_accept_and_refuse_the_same_tables(path: Path) -> None:
    verdicts = []
    for table in spoilt(without_dates(table_of(path))):
        if "closes" in table:
            continue
        _, faults = thorough(table, GridShape)
        verdicts.append(not faults)
        assert accepts(table, COMMITTED) is not bool(faults), table
    assert {True, False} == set(verdicts)


def test_every_key_says_in_french_what_it_means() -> None:
    tables = [COMMITTED, *COMMITTED["definitions"].values()]
    assert all(each["description"] for table in tables for each in [table, *table["properties"].values()])
