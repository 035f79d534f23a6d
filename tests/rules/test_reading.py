"""The quick and the thorough reading accept and refuse the same tables, and a fault says where it is."""

from __future__ import annotations

import copy
import datetime
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission.rules.fault import Fault, KeyPath, Refused
from commission.rules.reading import known_keys, quick, thorough
from commission.rules.shape import GridShape
from commission.session.definition import SessionShape

AEMO = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "grids" / "aemo-ih-2025.toml").read_text(encoding="utf-8"),
    parse_float=Decimal,
)
SESSION = tomllib.loads(
    """
format = 1
id = "5f3a"
title = "Commission AEMO IH"
language = "fr"
rules = { step = 0.5, selection = "capacity", display_places = 2 }
[[member]]
code = "S01"
name = "Armelle Talvern"
role = "co-president"
[[member]]
code = "S13"
name = "Catherine Ormévan"
voice = "consultative"
[[dossier]]
code = "nord-1"
applicant = "Association Les Ajoncs"
lot = "nord"
deposited_at = 2025-08-14T10:20:00
figures = { mesures = 75, prix_journee = "79,20", etp = 18.5 }
fields = { finess = "220000000", ouverture = 2026-01-01, deja = true }
pieces = ["statuts"]
receipt = "by-hand"
variant_of = "nord-2"
linked = ["nord-3"]
""",
    parse_float=Decimal,
)
ASKED = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "examples" / "exigences-inventees.toml").read_text(
        encoding="utf-8"
    ),
    parse_float=Decimal,
)
RULED = AEMO | tomllib.loads(
    """
[rules]
step = 0.5
aggregation = "median"
round = [{ stage = "total", places = 2 }]
[rules.lot.nord]
threshold = [{ on = "total", at_least = "50 %" }]
number = 1
""",
    parse_float=Decimal,
)
TABLES = [(AEMO, GridShape), (ASKED, GridShape), (SESSION, SessionShape), (RULED, GridShape)]

Table = dict[str, Any]

SCALARS = st.one_of(
    st.booleans(),
    st.integers(-2, 3),
    st.just(10**30),
    st.sampled_from([Decimal("1"), Decimal("0.5"), Decimal("NaN"), Decimal("-Infinity"), Decimal("1e400")]),
    st.sampled_from(["", "1", "fr", "member", "nord", "[/x]", "exclusive"]),
    st.sampled_from([datetime.datetime(2025, 8, 27), datetime.datetime(2025, 8, 27, tzinfo=datetime.UTC)]),
    st.sampled_from([datetime.date(2025, 8, 27), datetime.time(12)]),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=2), st.dictionaries(st.sampled_from(["code", "str"]), SCALARS))
KEYS = ["code", "title", "cod", "int", "str", "decimal", "none", "max", "datetime", "", "figures", "[/x]"]


def outcome(table: Table, shape: type[Any]) -> object:
    """What the quick reading gives: the value, or its one fault."""
    try:
        return quick(table, shape)
    except Refused as refused:
        return refused.faults[0] if len(refused.faults) == 1 else refused.faults


def inside(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The way to every value of a table."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from inside(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from inside(each, (*path, index))


def at(value: Any, path: KeyPath) -> Any:
    """The value at the end of this way."""
    for step in path:
        value = value[step]
    return value


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Table, type[Any]]:
    """A grid or a session file with one to three things changed, removed or added."""
    original, shape = draw(st.sampled_from(TABLES))
    table = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        paths = list(inside(table))
        path = draw(st.sampled_from(paths)) if paths else ()
        holder, last = at(table, path[:-1]), path[-1] if path else None
        what = draw(st.sampled_from(["change", "remove", "add"]))
        if what == "add" and isinstance(at(table, path), dict):
            at(table, path)[draw(st.sampled_from(KEYS))] = draw(VALUES)
        elif what == "add":
            table[draw(st.sampled_from(KEYS))] = draw(VALUES)
        elif what == "remove" and last is not None:
            del holder[last]
        elif last is not None:
            holder[last] = draw(VALUES)
    return table, shape


@settings(max_examples=400)
@given(mutated())
def test_both_readings_accept_and_refuse_the_same(changed: tuple[Table, type[Any]]) -> None:
    table, shape = changed
    first = outcome(table, shape)
    value, faults = thorough(table, shape)
    if isinstance(first, Fault):
        assert value is None
        assert first in faults
    else:
        assert not faults
        assert value == first


@given(mutated())
def test_every_fault_points_into_the_file(changed: tuple[Table, type[Any]]) -> None:
    table, shape = changed
    _, faults = thorough(table, shape)
    assert len({(each.where, each.code) for each in faults}) == len(faults)
    for each in faults:
        missing = each.code == "missing-key"
        found = at(table, each.where[:-1] if missing else each.where)
        assert not missing or each.where[-1] not in found
        assert each.code in {"missing-key", "unknown-key", "wrong-type", "not-one-of"}
        assert each.fields.get("expected") != ""
        assert each.fields.get("known") != []


@pytest.mark.parametrize(("table", "shape"), TABLES)
def test_the_untouched_files_are_read(table: Table, shape: type[Any]) -> None:
    assert thorough(table, shape) == (quick(table, shape), [])


def test_each_fault_is_found_at_once() -> None:
    table = copy.deepcopy(AEMO)
    table["criterion"][1]["sub"][4]["max"] = True
    table["criterion"][2]["sub"][0]["titel"] = table["criterion"][2]["sub"][0].pop("title")
    table["bound"] = "before"
    table["lot"][0]["areas"][1]["capacity"] = [30]
    table["closes"] = datetime.date(2025, 8, 27)
    _, faults = thorough(table, GridShape)
    found = {each.where: each for each in faults}
    assert found["criterion", 1, "sub", 4, "max"].fields == {
        "found": True,
        "found_type": "boolean",
        "expected": "number",
    }
    assert found["criterion", 2, "sub", 0, "titel"].fields["nearest"] == "title"
    assert found["criterion", 2, "sub", 0, "title"].code == "missing-key"
    assert found["bound",].fields == {"found": "before", "expected": "exclusive or inclusive"}
    assert found["lot", 0, "areas", 1, "capacity"].fields["found_type"] == "list"
    assert found["closes",].fields["expected"] == "date"
    assert len(faults) == 6


def test_a_fault_in_the_rules_of_a_grid_is_told_once_at_its_own_key() -> None:
    table = copy.deepcopy(RULED)
    table["rules"] |= {"aggregation": "moyenne", "nombre": 3}
    table["rules"]["lot"]["nord"] |= {"fill": 3, "tresholds": []}
    table["rules"]["lot"]["nord"]["threshold"][0]["at_least"] = True
    _, faults = thorough(table, GridShape)
    here = ("rules", "lot", "nord")
    assert {each.where: (each.code, each.fields.get("nearest")) for each in faults} == {
        ("rules", "aggregation"): ("not-one-of", None),
        ("rules", "nombre"): ("unknown-key", "number"),
        (*here, "fill"): ("not-one-of", None),
        (*here, "tresholds"): ("unknown-key", "threshold"),
        (*here, "threshold", 0, "at_least"): ("wrong-type", None),
    }
    assert len(faults) == 5


def test_a_key_named_as_a_type_is_an_unknown_key_like_any_other() -> None:
    for key in ("int", "str", "decimal", "none"):
        _, faults = thorough({**AEMO, key: 3}, GridShape)
        assert [(each.code, each.where) for each in faults] == [("unknown-key", (key,))]


def test_a_figure_may_be_named_as_a_type() -> None:
    table = copy.deepcopy(SESSION)
    table["dossier"][0]["figures"] = {"int": True, "str": 2}
    _, faults = thorough(table, SessionShape)
    assert [each.where for each in faults] == [("dossier", 0, "figures", "int")]


@pytest.mark.parametrize("value", [True, Decimal("1"), Decimal("1.0"), "1", 2])
def test_the_format_is_the_number_1_and_nothing_like_it(value: object) -> None:
    _, faults = thorough({**SESSION, "format": value}, SessionShape)
    assert [(each.code, each.where) for each in faults] == [("not-one-of", ("format",))]
    assert outcome({**SESSION, "format": value}, SessionShape) == faults[0]


def test_only_a_near_key_is_proposed() -> None:
    _, near = thorough({**AEMO, "criterions": []}, GridShape)
    _, far = thorough({**AEMO, "pondération": []}, GridShape)
    assert near[0].fields["nearest"] == "criterion"
    assert far[0].fields["nearest"] == ""
    assert far[0].fields["known"] == known_keys(GridShape)
